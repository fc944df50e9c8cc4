"""One PDF as pictures of its pages, drawn beside the interface's thread."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

_PX_PER_POINT = 96 / 72


class PdfPages(QObject):
    """Held in memory; nothing of it touches the disk. Pictures are transparent where there is no ink."""

    def __init__(self, pdf: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pdf = pdf
        self._asked: dict[int, list[Callable[[QImage], None]]] = {}
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._document)
        self._renderer.pageRendered.connect(self._on_rendered)

    @property
    def count(self) -> int:
        return self._document.pageCount()

    def size_of(self, page: int) -> QSizeF:
        """In pixels of the screen at 100 %, which is 96 to an inch."""
        return self._document.pagePointSize(page) * _PX_PER_POINT

    def draw(self, page: int, size: QSize, on_drawn: Callable[[QImage], None]) -> None:
        """`size` in device pixels; `on_drawn` is called on the interface's thread while these pages exist."""
        request = self._renderer.requestPage(page, size)
        self._asked.setdefault(request, []).append(on_drawn)

    def _on_rendered(self, _page: int, _size: QSize, image: QImage, _options: object, request: int) -> None:
        for on_drawn in self._asked.pop(request, ()):
            on_drawn(image)
