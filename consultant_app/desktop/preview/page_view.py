"""The pages of the documents one below the other, at a chosen size, on the ground of a desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from consultant_app.desktop.preview.pdf_pages import PdfPages
from consultant_app.desktop.tokens import tokens_of

GAP = 20
SMALLEST_ZOOM, LARGEST_ZOOM = 0.25, 4.0
READABLE_ZOOM = 0.6
"""A whole page is shown at first unless that makes it smaller than this; then a person scrolls instead."""
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_LINE = 48


@dataclass(slots=True)
class _Sheet:
    pages: PdfPages
    number: int
    natural: QSizeF
    image: QImage | None = None
    asked: QSize | None = None
    rect: QRect = field(default_factory=QRect)


class PageView(QAbstractScrollArea):
    """`page_changed(number)` counts all sheets from 0; `zoom_changed` comes with every new size."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", "none")
        self._sheets: list[_Sheet] = []
        self._zoom = 0.0
        self._fits = False
        self._page = 0
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def zoom(self) -> float:
        """1 is the size on paper at 96 pixels to an inch."""
        return self._zoom or 1.0

    @property
    def fits(self) -> bool:
        """Whether the size follows the pane so that a whole page is seen."""
        return self._fits

    @property
    def page(self) -> int:
        return self._page

    @property
    def page_count(self) -> int:
        return len(self._sheets)

    def set_documents(self, documents: Sequence[PdfPages]) -> None:
        """Replaces all pages; size and place stay as they are where they can."""
        old = {(at.pages.objectName(), at.number): at.image for at in self._sheets}
        place = self.verticalScrollBar().value()
        self._sheets = []
        for pages in documents:
            for number in range(pages.count):
                # The picture of before stands in until the new one is drawn: no flicker while somebody looks.
                image = old.get((pages.objectName(), number))
                self._sheets.append(_Sheet(pages, number, pages.size_of(number), image))
        if not self._zoom and self._sheets:
            whole = self._whole_page()
            self._fits = whole >= READABLE_ZOOM
            self._zoom = max(whole, READABLE_ZOOM)
            self.zoom_changed.emit()
        self._arrange()
        self.verticalScrollBar().setValue(place)
        self._page = -1
        self._on_scrolled()

    def set_zoom(self, zoom: float) -> None:
        self._fits = False
        self._set_zoom(zoom)

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in _STEPS if step > self.zoom + 0.005), LARGEST_ZOOM))

    def zoom_out(self) -> None:
        self.set_zoom(next((step for step in reversed(_STEPS) if step < self.zoom - 0.005), SMALLEST_ZOOM))

    def show_whole_page(self) -> None:
        """One page fills the pane, and goes on doing so when the pane changes."""
        page = self._page
        self._fits = True
        self._set_zoom(self._whole_page())
        self.go_to(page)

    def go_to(self, page: int) -> None:
        if 0 <= page < len(self._sheets):
            self.verticalScrollBar().setValue(self._sheets[page].rect.top() - GAP)
            # The last pages cannot always reach the top: the one that was asked for counts.
            self._tell_page(page)

    # How it is done.

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)
        bar = self.verticalScrollBar()
        before = (bar.value() + self.viewport().height() / 2) / max(1, bar.maximum() + self.viewport().height())
        self._zoom = zoom
        self._arrange()
        bar.setValue(round(before * (bar.maximum() + self.viewport().height()) - self.viewport().height() / 2))
        self.zoom_changed.emit()
        self.viewport().update()

    def _whole_page(self) -> float:
        room = self.viewport().size() - QSize(2 * GAP, 2 * GAP)
        fits = [
            min(room.width() / at.natural.width(), room.height() / at.natural.height())
            for at in self._sheets
            if not at.natural.isEmpty()
        ]
        return min(max(min(fits, default=1.0), SMALLEST_ZOOM), LARGEST_ZOOM)

    def _arrange(self) -> None:
        top, widest = GAP, 0
        for sheet in self._sheets:
            sheet.rect = QRect(QPoint(0, top), (sheet.natural * self.zoom).toSize())
            top, widest = sheet.rect.bottom() + 1 + GAP, max(widest, sheet.rect.width())
        room = self.viewport().size()
        width = max(room.width(), widest + 2 * GAP)
        for sheet in self._sheets:
            sheet.rect.moveLeft((width - sheet.rect.width()) // 2)
        for bar, total, shown in (
            (self.verticalScrollBar(), top, room.height()),
            (self.horizontalScrollBar(), width, room.width()),
        ):
            bar.setPageStep(shown)
            bar.setRange(0, max(0, total - shown))

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = sum(sheet.rect.bottom() < middle for sheet in self._sheets)
        self._tell_page(min(page, max(0, len(self._sheets) - 1)))

    def _tell_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.viewport().update()
            self.page_changed.emit(page)

    def _on_drawn(self, sheet: _Sheet, image: QImage) -> None:
        sheet.image = image
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), tokens.color("desk"))
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        seen = self.viewport().rect()
        for sheet in self._sheets:
            rect = sheet.rect.translated(-shift)
            if not rect.intersects(seen):
                continue
            self._ask_for(sheet)
            painter.fillRect(rect, Qt.GlobalColor.white)
            if sheet.image is not None:
                painter.drawImage(rect, sheet.image)
            painter.setPen(tokens.color("control_line"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            if self.hasFocus() and sheet is self._sheets[self._page]:
                painter.setPen(QPen(tokens.color("focus"), 2))
                painter.drawRect(rect.adjusted(-4, -4, 4, 4))
        painter.end()

    def _ask_for(self, sheet: _Sheet) -> None:
        size = (QSizeF(sheet.rect.size()) * self.devicePixelRatioF()).toSize()
        if sheet.asked != size:
            sheet.asked = size
            sheet.pages.draw(sheet.number, size, partial(self._on_drawn, sheet))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._set_zoom(self._whole_page())
        else:
            self._arrange()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.page_count - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out
            step()
            event.accept()
        else:
            super().wheelEvent(event)
