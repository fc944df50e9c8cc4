"""The preview: pages at the left and in the middle, printing at the right. What is seen is what is delivered."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.paper.printing import Printout
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.preview.delivery import Delivered, PrinterList, find_printers, keep_papers, print_papers
from consultant_app.desktop.preview.frozen_note import FrozenNote
from consultant_app.desktop.preview.number_message import NumberMessage
from consultant_app.desktop.preview.page_view import PageView
from consultant_app.desktop.preview.paper_languages import PaperLanguages
from consultant_app.desktop.preview.papers import Papers
from consultant_app.desktop.preview.pdf_pages import PdfPages
from consultant_app.desktop.preview.print_pane import PrintPane
from consultant_app.desktop.preview.thumbnails import Thumbnails
from consultant_app.desktop.preview.zoom_bar import ZoomBar
from consultant_app.desktop.tasks import JobControl, Lane
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
        self._printers = PrinterList()
        self._asks_printers = self._prints_next = False
        self._papers = Papers(desk, PaperLanguages(settings, default=desk.language), self)
        self.view = PageView(self.tr("Pages"))
        self.thumbnails = Thumbnails(self.tr("Overview of the pages"))
        self.pane = PrintPane()
        self.messages = MessageArea()
        self._numbers = NumberMessage(desk, self.messages, self)
        self._frozen_note = FrozenNote(self.messages, self)
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
        self.pane.printer_chosen.connect(lambda name: self._settings.setValue(PRINTER_KEY, name))
        self._poll = QTimer(self, interval=PRINTERS_MS)
        self._poll.timeout.connect(self._ask_for_printers)
        self._double = QTimer(self, singleShot=True, interval=HANDED_MS)
        self._double.timeout.connect(lambda: self.pane.set_busy(False))

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
        for key in ("papers", "delivery"):
            self.messages.clear_message(key)
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
        self._tell_trouble(error, key="papers")

    def _on_refused(self, error: Exception) -> None:
        self._prints_next = False
        self._tell_trouble(error, key="delivery")

    # Printers.

    def _ask_for_printers(self) -> None:
        if self._asks_printers:
            return
        self._asks_printers = True
        before = self._printers
        # Not a reading job: a spooler may be a machine on the network, and may not answer for long.
        self._desk.tasks.run(lambda _: find_printers(before), self._on_printers, lane=Lane.NETWORK, owner=self)

    def _on_printers(self, found: PrinterList) -> None:
        self._asks_printers = False
        self._printers = found
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
        """Hands what is seen to the chosen printer; without one it is kept as PDF."""
        if not self._shown or self.pane.is_busy:
            return
        if not self.pane.printer:
            self.keep_now()
            return
        papers, printer = self._shown, self.pane.printer
        copies, two_sided = self.pane.copies, self.pane.two_sided

        def work(_: JobControl) -> Delivered:
            return print_papers(papers, printer, copies=copies, two_sided=two_sided)

        self.pane.set_busy(True)
        self.messages.clear_message("delivery")
        self._desk.tasks.run(work, lambda done: self._on_printed(done, printer, copies), lane=Lane.NETWORK, owner=self)

    def _on_printed(self, done: Delivered, printer: str, copies: int) -> None:
        self._double.start()
        if done.trouble is not None:
            self._tell_trouble(done.trouble, before=self._names(done.papers), key="delivery", offers_file=True)
            self._ask_for_printers()
            return
        strong = self.tr("Handed to the printer {printer}.").format(printer=printer)
        text = self.tr("%n copy(s)", "", copies)
        bar = MessageBar(strong, f"{text}: {self._names(done.papers)}", kind=MessageKind.DONE, closable=True)
        self.messages.show_message(bar, key="delivery")

    def keep_now(self) -> None:
        """Puts what is seen into the folder as files."""
        if not self._shown:
            return
        papers, folder = self._shown, self.folder
        self.messages.clear_message("delivery")
        self._desk.tasks.run(lambda _: keep_papers(papers, folder), self._on_kept, lane=Lane.NETWORK, owner=self)

    def _on_kept(self, done: Delivered) -> None:
        if done.trouble is not None:
            self._tell_trouble(done.trouble, before=self._names(done.papers), key="delivery")
            return
        text = str(done.paths[0])
        if len(done.paths) > 1:
            text = self.tr("{papers} in {folder}").format(papers=self._names(done.papers), folder=done.paths[0].parent)
        bar = MessageBar(
            self.tr("Kept as PDF"), text, kind=MessageKind.DONE, action=self.tr("Open folder"), closable=True
        )
        folder = QUrl.fromLocalFile(str(done.paths[0].parent))
        bar.action_triggered.connect(lambda: QDesktopServices.openUrl(folder))
        self.messages.show_message(bar, key="delivery")

    def _tell_trouble(self, error: Exception, *, key: str, before: str = "", offers_file: bool = False) -> None:
        arrived = self.tr("{papers} has arrived.").format(papers=before) if before else ""
        action = self.tr("Keep as PDF") if offers_file else ""
        words = error_text(error, self._desk.language)
        bar = MessageBar(words, arrived, kind=MessageKind.SIGNAL, action=action, closable=True)
        bar.action_triggered.connect(self.keep_now)
        self.messages.show_message(bar, key=key)

    def _names(self, papers: tuple[Printout, ...]) -> str:
        words = {
            "visit": self.tr("visit protocol"),
            "plan": self.tr("action plan"),
            "attendance": self.tr("attendance list"),
            "sheets": self.tr("measure sheets"),
            "measure": self.tr("measure sheet"),
        }
        names = [words[paper.kind] for paper in papers]
        return self.tr(" and ").join([", ".join(names[:-1]), *names[-1:]] if len(names) > 2 else names)

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
