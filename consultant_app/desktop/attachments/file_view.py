"""One photo or paper in the place of the list, shown from memory: nothing that is decrypted touches the disk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.attachments.pictures import LargePicture
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.labels import ElidedLabel
from consultant_app.errors import RuleError

if TYPE_CHECKING:
    from consultant_app.desktop.preview.page_view import PageView
    from consultant_app.desktop.preview.pdf_pages import PdfPages

_PAPER_HEIGHT = 560
_PAPER_MARGINS = 56
"""Of a page that is as wide as there is room, with the bar for scrolling."""


class FileView(QWidget):
    """`closed()`, `turned(by)` to the next (1) or the one before (-1)."""

    closed = Signal()
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button(self.tr("Back to the list"), icon="chevron-left")
        self._before = icon_button("chevron-up", self.tr("File before"))
        self._next = icon_button("chevron-down", self.tr("Next file"))
        self._title = ElidedLabel("", "body_strong")
        self._picture = LargePicture()
        self._pages: PdfPages | None = None
        self._paper: PageView | None = None
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.back)
        bar.addWidget(self._title, 1)
        bar.addWidget(self._before)
        bar.addWidget(self._next)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addLayout(bar)
        self._column.addWidget(self._picture)
        self._column.addStretch(1)
        self.back.clicked.connect(self.closed)
        self._before.clicked.connect(lambda: self.turned.emit(-1))
        self._next.clicked.connect(lambda: self.turned.emit(1))

    def show_file(self, content: QImage | bytes, title: str, *, at: int, count: int) -> None:
        """A picture, or the bytes of a PDF, at place `at` of `count`. Raises RuleError("file_not_shown")."""
        self.clear()
        if isinstance(content, QImage):
            self._picture.set_picture(content)
            self._picture.setAccessibleName(title)
            self._picture.show()
        else:
            self._show_paper(content, title)
        self._title.set_full_text(title)
        self._before.setEnabled(at > 0)
        self._next.setEnabled(at < count - 1)

    def clear(self) -> None:
        """Keeps nothing of what was looked at."""
        self._picture.set_picture(QImage())
        self._picture.hide()
        if self._paper is not None:
            self._paper.set_documents(())
            self._paper.hide()
        if self._pages is not None:
            self._pages.deleteLater()
            self._pages = None

    def _show_paper(self, pdf: bytes, title: str) -> None:
        # Loaded with the first paper that is looked at.
        from consultant_app.desktop.preview.page_view import PageView
        from consultant_app.desktop.preview.pdf_pages import PdfPages

        pages = PdfPages(pdf, self)
        if pages.count < 1:
            pages.deleteLater()
            raise RuleError("file_not_shown")
        if self._paper is None:
            self._paper = PageView(title)
            self._paper.setFixedHeight(_PAPER_HEIGHT)
            self._column.insertWidget(1, self._paper)
            self._paper.resize(self.width(), _PAPER_HEIGHT)
        self._pages = pages
        self._paper.setAccessibleName(title)
        self._paper.set_documents((pages,))
        self._paper.show()
        self._paper.set_zoom((self._paper.width() - _PAPER_MARGINS) / max(1.0, pages.size_of(0).width()))
