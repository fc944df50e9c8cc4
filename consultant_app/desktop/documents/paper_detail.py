"""One frozen paper: its very pages with what was signed on them, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.actions.documents.listing import PaperRow
from consultant_app.desktop.documents.words import name_words, state_words
from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.preview.page_view import PageView
from consultant_app.desktop.preview.pdf_pages import PdfPages
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.layouts import FlowLayout
from consultant_app.domain.check_code import spelled
from consultant_app.domain.document import VISIT_PROTOCOL
from consultant_app.errors import Language

PAGES_HEIGHT = 560


class PaperDetail(QWidget):
    """Asked for, each by its own button: `closed`, `sign_asked`, `print_asked`, `scan_asked`, `file_asked`."""

    closed = Signal()
    sign_asked = Signal()
    print_asked = Signal()
    scan_asked = Signal()
    file_asked = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._pages: PdfPages | None = None
        self.pdf = b""
        self._title = Label("", "section", wrap=True)
        self._state = Label("", "small", role="text2", wrap=True)
        self.back = Button(self.tr("Back to the list"), "quiet", icon="chevron-left")
        self._sign = Button(self.tr("Sign"), icon="signature")
        self._print = Button(self.tr("Preview and print"), icon="printer")
        self._scan = Button(self.tr("Attach scan"), icon="plus")
        self._file = Button(self.tr("Keep as PDF"), icon="file-type-pdf")
        self.view = PageView(self.tr("Pages of the document"))
        self.view.setMinimumHeight(scaled(PAGES_HEIGHT))
        for button, signal in (
            (self.back, self.closed),
            (self._sign, self.sign_asked),
            (self._print, self.print_asked),
            (self._scan, self.scan_asked),
            (self._file, self.file_asked),
        ):
            button.clicked.connect(signal)
        ways = QWidget()
        flow = FlowLayout(ways)
        for button in (self.back, self._sign, self._print, self._scan, self._file):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 0)
        column.setSpacing(8)
        column.addWidget(ways)
        column.addWidget(self._title)
        column.addWidget(self._state)
        column.addWidget(self.view, 1)

    def show_row(self, row: PaperRow) -> None:
        self._title.setText(name_words(row, self._language))
        code = self.tr("check code {code}").format(code=spelled(row.check_code))
        self._state.setText(f"{state_words(row)}, {code}")
        self._sign.setVisible(row.stands and bool(row.missing) and not row.is_restricted)
        self._print.setVisible(row.stands and row.kind == VISIT_PROTOCOL and not row.is_restricted)

    def show_pages(self, pdf: bytes) -> None:
        """Empty until the bytes are read, and where they are on another device."""
        self.pdf = pdf
        before, self._pages = self._pages, PdfPages(pdf, self) if pdf else None
        self.view.set_documents([self._pages] if self._pages is not None else [])
        self._file.setEnabled(bool(pdf))
        if before is not None:
            before.deleteLater()
