"""On the page of the day: how many papers wait for a printer, why, and the way to their list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consultant_app.desktop.printing.job_words import leading, state_words
from consultant_app.desktop.printing.print_runner import PrintRunner
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.errors import Language
from consultant_app.workspace.print_jobs import PrintJob


class WaitingCard(Card):
    """Shown while something is printed, waits or failed; `list_asked()` leads to the jobs."""

    list_asked = Signal()

    def __init__(self, runner: PrintRunner, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._language = runner, language
        self._strong = Label("", "body_strong", wrap=True)
        self._why = Label("", "small", role="text2", wrap=True)
        button = Button(self.tr("Details"), name=self.tr("See the print jobs"))
        button.clicked.connect(self.list_asked)
        self.column.addWidget(Label(self.tr("Printing"), "section"))
        for widget in (self._strong, self._why, button):
            self.column.addWidget(widget)
        runner.changed.connect(self._show_jobs)
        self.hide()
        self._show_jobs()

    def _show_jobs(self) -> None:
        alive = [job for job in self._runner.jobs if job.state != "done"]
        self.setVisible(bool(alive))
        if alive:
            self._strong.setText(self._words(alive))
            self._why.setText(state_words(leading(alive), self._language))

    def _words(self, jobs: Sequence[PrintJob]) -> str:
        held = [job for job in jobs if job.reason or job.state == "waiting"]
        if not held:
            return self.tr("%n paper(s) being printed", "", len(jobs))
        if all(job.kind == "visit" for job in held):
            return self.tr("%n protocol(s) wait for a printer", "", len(held))
        return self.tr("%n paper(s) wait for a printer", "", len(held))
