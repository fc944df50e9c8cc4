"""The list of print jobs: what waits, what is being printed, what was printed since yesterday."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.preview.delivery import PrinterList, find_printers
from consultant_app.desktop.printing.job_card import JobCard
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.layouts import ScrollPane
from consultant_app.desktop.widgets.messages import EmptyState, MessageArea, MessageBar, MessageKind

_WIDEST = 760


class JobsPage(QWidget):
    """`left()` leads back to where one was."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cards: dict[str, JobCard] = {}
        self._printers: tuple[str, ...] = ()
        self.messages = MessageArea()
        self._empty = EmptyState(self.tr("Nothing waits for a printer."), icon="printer")
        self._build()
        desk.printing.changed.connect(self._show_jobs)

    def _build(self) -> None:
        back = Button(self.tr("Back"), "quiet", icon="chevron-left")
        back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setContentsMargins(24, 18, 24, 0)
        head.addWidget(back)
        head.addWidget(Label(self.tr("Print jobs"), "page_title"), 1)
        content = QWidget()
        mark_pane(content, self.tr("Print jobs"))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column = QVBoxLayout(content)
        column.setContentsMargins(32, 0, 32, 32)
        column.addWidget(self._empty)
        column.addLayout(self._list)
        column.addStretch(1)
        content.setMaximumWidth(_WIDEST)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addLayout(head)
        whole.addWidget(self.messages)
        whole.addWidget(ScrollPane(content), 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_jobs()
        self._desk.printing.look()
        system = self._desk.printing.system
        self._desk.tasks.run(lambda _: find_printers(system), self._on_printers, lane=Lane.NETWORK, owner=self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.messages.clear_message("trouble")

    def _on_printers(self, found: PrinterList) -> None:
        self._printers = tuple(one.name for one in found.printers if one.takes_jobs_now)
        for card in self._cards.values():
            card.show_printers(self._printers)

    def _show_jobs(self) -> None:
        """Cards stay while their jobs do, so that nobody loses the button under the hand."""
        jobs = {job.id: job for job in reversed(self._desk.printing.jobs)}
        for gone in self._cards.keys() - jobs.keys():
            card = self._cards.pop(gone)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for at, (key, job) in enumerate(jobs.items()):
            if key in self._cards:
                self._cards[key].show_job(job)
            else:
                self._list.insertWidget(at, self._made(key))
        self._empty.setVisible(not jobs)

    def _made(self, key: str) -> JobCard:
        job = next(one for one in self._desk.printing.jobs if one.id == key)
        card = self._cards[key] = JobCard(job, self._desk.language)
        runner = self._desk.printing
        card.show_printers(self._printers)
        card.again_asked.connect(lambda id_: runner.try_again([id_], self._tell))
        card.printer_chosen.connect(lambda id_, printer: runner.move(id_, printer, self._tell))
        card.removed.connect(lambda id_: runner.remove([id_], self._tell))
        return card

    def _tell(self, error: Exception) -> None:
        words = error_text(error, self._desk.language)
        self.messages.show_message(MessageBar(words, kind=MessageKind.SIGNAL, closable=True), key="trouble")
