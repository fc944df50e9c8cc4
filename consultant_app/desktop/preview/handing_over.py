"""Hands the shown papers on, to a printer or into a folder, and says what becomes of them until they are printed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from consultant_app.actions.paper.printing import Printout
from consultant_app.actions.printing.queue import Wishes
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.preview.delivery import Delivered, keep_papers
from consultant_app.desktop.printing.job_words import leading, needs_somebody, state_words
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind
from consultant_app.workspace.print_jobs import PrintJob

_KEY = "delivery"


class HandingOver(QObject):
    """`queued()` once the papers are durable in the queue; `keep_asked()` when a person wants them as PDF instead."""

    queued = Signal()
    keep_asked = Signal()

    def __init__(self, desk: Desk, messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._messages = desk, messages
        self._followed: list[str] = []
        self._bar: MessageBar | None = None
        self._what = ""
        self._said = ""
        desk.printing.changed.connect(self._show_jobs)

    def print(self, papers: Sequence[Printout], wishes: Wishes) -> None:
        self.forget()
        text = self.tr("%n copy(s)", "", wishes.copies)
        what = f"{text}: {self._names(papers)}"

        def kept(jobs: list[PrintJob]) -> None:
            self._followed, self._what = [job.id for job in jobs], what
            self._show(jobs)
            self.queued.emit()

        def failed(error: Exception) -> None:
            self.queued.emit()
            self.tell_trouble(error)

        self._desk.printing.print(papers, wishes, kept, failed, owner=self)

    def keep(self, papers: Sequence[Printout], folder: Path) -> None:
        """Puts the papers into the folder as files."""
        self.forget()
        self._desk.tasks.run(lambda _: keep_papers(papers, folder), self._on_kept, lane=Lane.NETWORK, owner=self)

    def forget(self) -> None:
        """Nothing is said any more of what was handed on before."""
        self._followed = []
        self._said = ""
        self._messages.clear_message(_KEY)

    def tell_trouble(self, error: Exception, *, before: str = "", offers_file: bool = False) -> None:
        arrived = self.tr("{papers} has arrived.").format(papers=before) if before else ""
        self._tell(error_text(error, self._desk.language), arrived, offers_file=offers_file)

    def _tell(self, strong: str, text: str, *, offers_file: bool) -> None:
        action = self.tr("Keep as PDF") if offers_file else ""
        bar = MessageBar(strong, text, kind=MessageKind.SIGNAL, action=action, closable=True)
        bar.action_triggered.connect(self.keep_asked)
        self._show_bar(bar)

    def _show_bar(self, bar: MessageBar) -> None:
        self._bar = bar
        bar.closed.connect(lambda: self._on_closed(bar))
        self._messages.show_message(bar, key=_KEY)

    def _on_closed(self, bar: MessageBar) -> None:
        """A person has read enough; a bar that only gives way to the next says nothing."""
        if bar is self._bar:
            self._followed = []

    def _show_jobs(self) -> None:
        if self._followed:
            self._show([job for job in self._desk.printing.jobs if job.id in self._followed])

    def _show(self, jobs: Sequence[PrintJob]) -> None:
        if not jobs:
            self.forget()
            return
        job = leading(jobs)
        words = state_words(job, self._desk.language)
        if words == self._said:
            return
        self._said = words
        if needs_somebody(job):
            self._tell(words, self._what, offers_file=True)
            return
        self._show_bar(MessageBar(words, self._what, kind=MessageKind.DONE, closable=True))

    def _on_kept(self, done: Delivered) -> None:
        if done.trouble is not None:
            self.tell_trouble(done.trouble, before=self._names(done.papers))
            return
        text = str(done.paths[0])
        if len(done.paths) > 1:
            text = self.tr("{papers} in {folder}").format(papers=self._names(done.papers), folder=done.paths[0].parent)
        bar = MessageBar(
            self.tr("Kept as PDF"), text, kind=MessageKind.DONE, action=self.tr("Open folder"), closable=True
        )
        folder = QUrl.fromLocalFile(str(done.paths[0].parent))
        bar.action_triggered.connect(lambda: QDesktopServices.openUrl(folder))
        self._messages.show_message(bar, key=_KEY)

    def _names(self, papers: Sequence[Printout]) -> str:
        words = {
            "visit": self.tr("visit protocol"),
            "plan": self.tr("action plan"),
            "attendance": self.tr("attendance list"),
            "sheets": self.tr("measure sheets"),
            "measure": self.tr("measure sheet"),
        }
        names = [words[paper.kind] for paper in papers]
        return self.tr(" and ").join([", ".join(names[:-1]), *names[-1:]] if len(names) > 2 else names)
