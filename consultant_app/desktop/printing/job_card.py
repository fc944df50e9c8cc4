"""One print job: what it is, how far it is, and what a person can do about it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.printing.job_words import needs_somebody, state_words
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.errors import Language
from consultant_app.workspace.print_jobs import PrintJob


class JobCard(Card):
    """`again_asked(id)`, `printer_chosen(id, printer)`, `removed(id)`."""

    again_asked = Signal(str)
    printer_chosen = Signal(str, str)
    removed = Signal(str)

    def __init__(self, job: PrintJob, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=16)
        self._job, self._language = job, language
        self._title = Label(job.title, "body_strong", wrap=True)
        self._how = Label("", "small", role="text2")
        self._state = Label("", "body", wrap=True)
        self._again = Button(self.tr("Try now"), icon="printer")
        self._elsewhere = ComboBox(self.tr("Print {title} on another printer").format(title=job.title), icon="printer")
        self._remove = Button(
            self.tr("Remove"), "quiet", icon="trash", name=self.tr("Remove {title}").format(title=job.title)
        )
        self._again.clicked.connect(lambda: self.again_asked.emit(self._job.id))
        self._remove.clicked.connect(lambda: self.removed.emit(self._job.id))
        self._elsewhere.value_chosen.connect(self._on_printer_chosen)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._again)
        row.addWidget(self._elsewhere)
        row.addStretch(1)
        row.addWidget(self._remove)
        for widget in (self._title, self._how, self._state):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.show_printers(())
        self.show_job(job)

    def show_job(self, job: PrintJob) -> None:
        self._job = job
        ordered = datetime.fromtimestamp(job.created_at / 1000, LOCAL_ZONE)
        copies = self.tr("%n copy(s)", "", job.copies)
        self._how.setText(f"{job.printer}, {copies}, {ordered:%d.%m. %H:%M}")
        words = state_words(job, self._language)
        self._state.setText(words)
        self.setAccessibleName(f"{job.title}. {words}")
        self._again.set_text(self.tr("Print again") if job.state == "failed" else self.tr("Try now"))
        self._again.setVisible(job.state in ("waiting", "failed"))
        self._elsewhere.setVisible(job.state != "done" and (needs_somebody(job) or job.state == "waiting"))

    def show_printers(self, names: Sequence[str]) -> None:
        """All that are there; the job's own is no other one."""
        others = [(name, name) for name in names if name != self._job.printer]
        self._elsewhere.set_entries([(self.tr("Another printer"), ""), *others])
        self._elsewhere.set_value("")
        self._elsewhere.setEnabled(bool(others))

    def _on_printer_chosen(self, printer: object) -> None:
        if printer:
            self.printer_chosen.emit(self._job.id, str(printer))
            self._elsewhere.set_value("")
