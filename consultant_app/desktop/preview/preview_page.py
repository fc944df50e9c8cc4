"""The preview: pages at the left and in the middle, printing at the right. What is seen is what is delivered."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.paper.printing import Printout
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.preview.delivery import PrinterList, find_printers
from consultant_app.desktop.preview.frozen_note import FrozenNote
from consultant_app.desktop.preview.handing_over import HandingOver
from consultant_app.desktop.preview.number_message import NumberMessage
from consultant_app.desktop.preview.page_view import PageView
from consultant_app.desktop.preview.paper_languages import PaperLanguages
from consultant_app.desktop.preview.papers import Papers
from consultant_app.desktop.preview.pdf_pages import PdfPages
from consultant_app.desktop.preview.print_pane import PrintPane
from consultant_app.desktop.preview.thumbnails import Thumbnails
from consultant_app.desktop.preview.zoom_bar import ZoomBar
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.top_bar import TopBar
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.drawer import Drawer
from consultant_app.desktop.widgets.labels import Ground
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind

PRINTERS_MS = 5000
"""A printer that is plugged in while the preview is open shows up by itself."""
HANDED_MS = 800
"""A second press within this time is a double click, not a wish for more copies."""
FOLDER_KEY, PRINTER_KEY = "preview/folder", "preview/printer"


class PreviewPage(QWidget):
    """`papers_shown(Printout)` names the first of the papers each time they are fresh."""

    papers_shown = Signal(object)

    def __init__(self, desk: Desk, top_bar: TopBar, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._settings = desk, settings
        self._shown: tuple[Printout, ...] = ()
        self._documents: list[PdfPages] = []
        self._asks_printers = self._prints_next = False
        self._papers = Papers(desk, PaperLanguages(settings, default=desk.language), self)
        self.view = PageView(self.tr("Pages"))
        self.thumbnails = Thumbnails(self.tr("Overview of the pages"))
        self.pane = PrintPane(settings)
        self.messages = MessageArea()
        self._numbers = NumberMessage(desk, self.messages, self)
        self._frozen_note = FrozenNote(self.messages, self)
        self._handing_over = HandingOver(desk, self.messages, self)
        self._zoom = ZoomBar(self.view)
        self._build(top_bar)
        self._connect()
        self._bind_keys()
        self.pane.set_folder(self.folder)

    def _build(self, top_bar: TopBar) -> None:
        top_bar.add_action(self._zoom)
        options = Button(self.tr("Print options"), icon="printer")
        options.setCheckable(True)
        top_bar.add_action(options)
        pages = Ground("desk")
        mark_pane(pages, self.tr("Pages"))
        row = QHBoxLayout(pages)
        row.setContentsMargins(12, 10, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbnails)
        row.addWidget(self.view, 1)
        self.messages.setContentsMargins(16, 12, 16, 4)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(top_bar)
        left.addWidget(self.messages)
        left.addWidget(pages, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.pane)
        self._drawer = Drawer(self.pane, options, page=self, row=whole)
        # It has the focus only until the pages are there; a ring around all of it says nothing.
        self.setProperty("focus_ring", "none")

    def _connect(self) -> None:
        self._papers.made.connect(self._on_made)
        self._papers.failed.connect(self._on_not_made)
        self._papers.refused.connect(self._on_refused)
        self._papers.language_found.connect(self.pane.set_language)
        self._papers.numbers_found.connect(self._numbers.show_numbers)
        self._papers.enclosable_found.connect(self.pane.offer_enclosures)
        self._papers.complete_found.connect(self.pane.set_complete)
        self.view.page_changed.connect(self._on_page_changed)
        self.thumbnails.page_chosen.connect(self.view.go_to)
        self.pane.print_asked.connect(self.print_now)
        self.pane.sign_asked.connect(self.sign_now)
        self.pane.file_asked.connect(self.keep_now)
        self.pane.folder_asked.connect(self._on_folder_asked)
        self.pane.enclosures_chosen.connect(lambda: self._papers.set_encloses(self.pane.encloses))
        self.pane.language_chosen.connect(self._papers.set_language)
        self.pane.grey_chosen.connect(self._papers.set_in_grey)
        self.pane.printer_chosen.connect(lambda name: self._settings.setValue(PRINTER_KEY, name))
        self._poll = QTimer(self, interval=PRINTERS_MS)
        self._poll.timeout.connect(self._ask_for_printers)
        self._double = QTimer(self, singleShot=True, interval=HANDED_MS)
        self._double.timeout.connect(lambda: self.pane.set_busy(False))
        self._handing_over.queued.connect(self._double.start)
        self._handing_over.keep_asked.connect(self.keep_now)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+P": self.print_now,
            "Ctrl++": self.view.zoom_in,
            "Ctrl+=": self.view.zoom_in,
            "Ctrl+-": self.view.zoom_out,
            "Ctrl+0": self.view.show_whole_page,
            "PgUp": lambda: self.view.go_to(self.view.page - 1),
            "PgDown": lambda: self.view.go_to(self.view.page + 1),
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What the feature asks for.

    def open(self, kind: str, record: str) -> None:
        """Shows a document of a record and keeps it fresh until `leave`."""
        self._take_away()
        self.pane.offer_enclosures(())
        self.pane.set_ready(False, self.tr("The pages are being made."))
        self._papers.open(kind, record, encloses=self.pane.encloses)
        self._ask_for_printers()
        self._poll.start()
        self.setFocus()

    def set_breakpoint(self, name: str) -> None:
        self.pane.set_compact(name != "wide")
        self._drawer.set_narrow(name == "narrow")

    def leave(self) -> None:
        self._papers.close()
        self._poll.stop()
        self._take_away()

    @property
    def papers(self) -> tuple[Printout, ...]:
        """What is seen, and what goes to file and printer."""
        return self._shown

    # Papers.

    def _take_away(self) -> None:
        self.messages.clear_message("papers")
        self._handing_over.forget()
        self._numbers.show_numbers(())
        self._frozen_note.show_paper(None)
        self._prints_next = False
        self.pane.set_complete(False)
        self._shown = ()
        self._show_documents([])

    def _on_made(self, papers: tuple[Printout, ...]) -> None:
        self.messages.clear_message("papers")
        if papers != self._shown:
            self._shown = papers
            self._show_documents([PdfPages(paper.pdf, self) for paper in papers])
            self.papers_shown.emit(papers[0])
        self._frozen_note.show_paper(papers[0])
        self.pane.set_frozen(papers[0].frozen is not None)
        enclosed = zip(papers[1:], self._documents[1:], strict=True)
        self.pane.show_enclosed({paper.kind: pages.count for paper, pages in enclosed})
        was_ready = self.pane.is_ready
        self.pane.set_ready(True)
        if not was_ready:
            self.pane.focus_primary()
        if self._prints_next and papers[0].frozen is not None:
            self._prints_next = False
            self.print_now()

    def _show_documents(self, documents: list[PdfPages]) -> None:
        old, self._documents = self._documents, documents
        for paper, pages in zip(self._shown, documents, strict=True):
            pages.setObjectName(f"{paper.kind} {paper.record}")
        names = {
            "plan": self.tr("Plan, page {number}"),
            "attendance": self.tr("List, page {number}"),
            "sheets": self.tr("Sheets, page {number}"),
        }
        words = [self.tr("Page {number}"), *(names[paper.kind] for paper in self._shown[1:])]
        self.view.set_documents(documents)
        self.thumbnails.set_documents(list(zip(documents, words, strict=False)))
        for pages in old:
            pages.deleteLater()

    def _on_page_changed(self, page: int) -> None:
        self.thumbnails.show_page(page)
        words = self.tr("Page {number} of {count}").format(number=page + 1, count=self.view.page_count)
        self.view.setAccessibleDescription(words)

    def _on_not_made(self, error: Exception) -> None:
        self._prints_next = False
        self._frozen_note.show_paper(None)
        self._shown = ()
        self._show_documents([])
        self.pane.set_ready(False)
        self.messages.show_message(
            MessageBar(error_text(error, self._desk.language), kind=MessageKind.SIGNAL, closable=True), key="papers"
        )

    def _on_refused(self, error: Exception) -> None:
        self._prints_next = False
        self._handing_over.tell_trouble(error)

    # Printers.

    def _ask_for_printers(self) -> None:
        if self._asks_printers:
            return
        self._asks_printers = True
        system = self._desk.printing.system
        # Not a reading job: a spooler may be a machine on the network, and may not answer for long.
        self._desk.tasks.run(lambda _: find_printers(system), self._on_printers, lane=Lane.NETWORK, owner=self)

    def _on_printers(self, found: PrinterList) -> None:
        self._asks_printers = False
        error = error_text(found.trouble, self._desk.language) if found.trouble is not None else ""
        self.pane.set_printers(found, error=error, preferred=str(self._settings.value(PRINTER_KEY, "")))

    # Delivery.

    def sign_now(self) -> None:
        """Freezes the protocol, and hands the frozen pages on once they are there."""
        if self._shown and not self.pane.is_busy:
            self._prints_next = True
            self.pane.set_ready(False, self.tr("The protocol is being made final."))
            self._papers.finalise()

    def print_now(self) -> None:
        """Gives what is seen to the queue of the chosen printer; without one it is kept as PDF."""
        if not self._shown or self.pane.is_busy:
            return
        if not self.pane.printer:
            self.keep_now()
            return
        self.pane.set_busy(True)
        self._handing_over.print(self._shown, self.pane.wishes)

    def keep_now(self) -> None:
        """Puts what is seen into the folder as files."""
        if self._shown:
            self._handing_over.keep(self._shown, self.folder)

    # Where files go.

    @property
    def folder(self) -> Path:
        kept = str(self._settings.value(FOLDER_KEY, ""))
        return Path(kept or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _on_folder_asked(self) -> None:
        """By the system's own dialog."""
        title = self.tr("Choose a folder for PDF files")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.folder))
        if chosen:
            self._settings.setValue(FOLDER_KEY, chosen)
            self.pane.set_folder(self.folder)
