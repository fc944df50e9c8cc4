"""A company's documents: its frozen papers in a list, one of them opened, and the place where any file is checked."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from consultant_app.actions.documents.checking import Verdict, check_file
from consultant_app.actions.documents.editions import signed_bytes
from consultant_app.actions.documents.listing import PaperRow, papers_of
from consultant_app.actions.documents.signing import attach_scan
from consultant_app.actions.documents.standing import check_unrestricted
from consultant_app.actions.paper.files import write_whole
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.documents.check_target import CheckTarget
from consultant_app.desktop.documents.words import name_words, paper_row, verdict_words
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.tasks import Job, Lane
from consultant_app.desktop.widgets.labels import Label, SectionHeading
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.domain.document import Document
from consultant_app.errors import TroubleError
from consultant_app.workspace.workspace import CommitNotice, Workspace

if TYPE_CHECKING:
    from consultant_app.desktop.documents.paper_detail import PaperDetail

T = TypeVar("T")
GATHER_MS = 60
_CONCERNED = frozenset({"document", "signature", "edition", "visit", "attachment"})


class DocumentsPanel(QWidget):
    """What it shows it reads by itself while it is on the screen."""

    def __init__(self, desk: Desk, *, dialogs: FileDialogs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dialogs = dialogs or FileDialogs()
        self._desk = desk
        self._company, self._opened = "", ""
        self._is_stale = True
        self._job: Job[tuple[PaperRow, ...]] | None = None
        self.papers: tuple[PaperRow, ...] = ()
        self.messages = MessageArea()
        self.rows = RowList(self.tr("Frozen documents"), margin=0, fit=True, open_on_click=True)
        self._none = Label(self.tr("Nothing was made final yet."), "body", role="text2")
        self.target = CheckTarget()
        self._detail: PaperDetail | None = None
        self._build()
        self._connect()
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.reload)
        desk.feed.committed.connect(self._on_committed)

    def _build(self) -> None:
        self._list = QWidget()
        listed = QVBoxLayout(self._list)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(8)
        listed.addWidget(SectionHeading(self.tr("Frozen documents")))
        listed.addWidget(self.rows)
        listed.addWidget(self._none)
        listed.addSpacing(4)
        listed.addWidget(self.target)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.messages)
        column.addWidget(self._list)

    def _connect(self) -> None:
        self.rows.row_opened.connect(self.open_paper)
        self.target.dropped.connect(self.check)
        self.target.asked.connect(self._on_check_asked)

    @property
    def detail(self) -> "PaperDetail":
        """Made by the first look at a paper: the list needs no library that shows pages."""
        if self._detail is None:
            from consultant_app.desktop.documents.paper_detail import PaperDetail

            self._detail = made = PaperDetail(self._desk.language)
            made.closed.connect(self.close_paper)
            made.sign_asked.connect(lambda: self._desk.ways.sign.emit(self._opened))
            made.print_asked.connect(self._on_print_asked)
            made.scan_asked.connect(self._on_scan_asked)
            made.file_asked.connect(self._on_file_asked)
            made.hide()
            self._column.addWidget(made)
        return self._detail

    # What is shown.

    def open(self, company: str) -> None:
        if company != self._company:
            self.close_paper()
            for key in ("refused", "checked", "done"):
                self.messages.clear_message(key)
            self._company, self._is_stale = company, True
        self._read_if_due()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_due()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._gather.stop()

    def _read_if_due(self) -> None:
        if self._is_stale and self._company and self.isVisible():
            self.reload()

    def _on_committed(self, notice: CommitNotice) -> None:
        if not _CONCERNED.isdisjoint(notice.records.values()):
            self._is_stale = True
            if self.isVisible():
                self._gather.start()

    def reload(self) -> None:
        if not self._company:
            return
        self._is_stale = False
        if self._job is not None:
            self._job.cancel()
        workspace, company = self._desk.workspace, self._company
        self._job = self._run(lambda: papers_of(workspace, company), self._on_read)

    def _on_read(self, papers: tuple[PaperRow, ...]) -> None:
        self.papers = papers
        today = self._desk.now().date()
        self.rows.set_rows([paper_row(one, today, self._desk.language) for one in papers])
        self.rows.setVisible(bool(papers))
        self._none.setVisible(not papers)
        opened = self._opened_row()
        if self._opened and opened is None:
            self.close_paper()
        elif opened is not None:
            self.detail.show_row(opened)
            self._read_pages()

    def _opened_row(self) -> PaperRow | None:
        return next((one for one in self.papers if one.id == self._opened), None)

    # One paper.

    def open_paper(self, document: str) -> None:
        self._opened = document
        row = self._opened_row()
        if row is None:
            return
        self.messages.clear_message("refused")
        self.detail.show_row(row)
        self.detail.show_pages(b"")
        self._list.hide()
        self.detail.show()
        self.detail.back.setFocus()
        self._read_pages()

    def close_paper(self) -> None:
        self._opened = ""
        focused = QApplication.focusWidget()
        if self._detail is not None:
            was_in_it = focused is not None and self._detail.isAncestorOf(focused)
            self._detail.hide()
            self._detail.show_pages(b"")
            self._list.show()
            if was_in_it:
                self.rows.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._opened:
            self.close_paper()
        else:
            super().keyPressEvent(event)

    def _read_pages(self) -> None:
        workspace, opened = self._desk.workspace, self._opened

        def done(pdf: bytes) -> None:
            if opened == self._opened and pdf != self.detail.pdf:
                self.detail.show_pages(pdf)

        self._run(lambda: _bytes_of(workspace, opened), done)

    def _on_print_asked(self) -> None:
        row = self._opened_row()
        if row is not None:
            self._desk.ways.preview.emit("visit", row.about)

    def _on_scan_asked(self) -> None:
        title = self.tr("Choose the scan of the signed document")
        path = self.dialogs.file_to_read(self, title, self._folder(), self.tr("Scans (*.pdf *.png *.jpg *.jpeg)"))
        if path is None:
            return
        workspace, document = self._desk.workspace, self._opened
        words = self.tr("The scan is kept beside the document.")
        self._run(lambda: attach_scan(workspace, document, path), lambda _: self._tell_done(words), lane=Lane.WRITE)

    def _on_file_asked(self) -> None:
        row, pdf = self._opened_row(), self.detail.pdf
        if row is None or not pdf:
            return
        suggested = self._folder() / f"{name_words(row, self._desk.language)}.pdf"
        path = self.dialogs.file_to_write(self, self.tr("Keep as PDF"), suggested, "PDF (*.pdf)")
        if path is not None:
            self._run(lambda: write_whole(path, pdf), lambda kept: self._tell_done(str(kept)), lane=Lane.NETWORK)

    def _tell_done(self, words: str) -> None:
        bar = MessageBar(words, kind=MessageKind.DONE, closable=True)
        self.messages.show_message(bar, key="done")

    # Checking any file.

    def _on_check_asked(self) -> None:
        path = self.dialogs.file_to_read(
            self, self.tr("Choose the file to check"), self._folder(), "PDF (*.pdf)"
        )  # fmt: skip
        if path is not None:
            self.check(path)

    def check(self, path: Path) -> None:
        """Says in plain words whether this file is the document it seems to be; the file stays as it is."""
        workspace = self._desk.workspace
        self.target.show_busy(True)
        self.messages.clear_message("checked")
        # Not a reading job: the file may lie on a slow stick or on the network.
        self._run(
            lambda: check_file(workspace, _read_file(path)),
            lambda verdict: self._on_checked(path, verdict),
            lane=Lane.NETWORK,
        )

    def _on_checked(self, path: Path, verdict: Verdict) -> None:
        self.target.show_busy(False)
        strong, words = verdict_words(verdict, self._desk.language)
        kind = MessageKind.DONE if verdict.is_unchanged else MessageKind.SIGNAL
        self.messages.show_message(MessageBar(strong, f"{path.name}: {words}", kind=kind, closable=True), key="checked")

    # How it is done.

    def _folder(self) -> Path:
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _run(self, work: Callable[[], T], on_done: Callable[[T], None], *, lane: Lane = Lane.READ) -> Job[T]:
        return self._desk.tasks.run(lambda _: work(), on_done, self._on_refused, lane=lane, owner=self)

    def _on_refused(self, error: Exception) -> None:
        self.target.show_busy(False)
        words = error_text(error, self._desk.language)
        self.messages.show_message(MessageBar(words, kind=MessageKind.SIGNAL, closable=True), key="refused")


def _bytes_of(workspace: Workspace, document: str) -> bytes:
    with workspace.read() as reader:
        found = reader.get(Document, document)
        check_unrestricted(reader, found)
    return signed_bytes(workspace, found)


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TroubleError("attachment_unreadable", file=path.name) from error
