"""Small pictures of all pages at the left: choose one to go there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from consultant_app.desktop.fonts import line_height
from consultant_app.desktop.preview.pdf_pages import PdfPages
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.row_delegate import Index, text

WIDTH = 138
_PICTURE = 92
_FRAME = 3
_SIZE_ROLE = Qt.ItemDataRole.UserRole + 1
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_of(option.palette)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        size: QSize = index.data(_SIZE_ROLE)
        rect = QRectF(option.rect)
        picture = QRectF(rect.center().x() - size.width() / 2, rect.top() + 10, size.width(), size.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if chosen:
            ring = picture.adjusted(-_FRAME - 2, -_FRAME - 2, _FRAME + 2, _FRAME + 2)
            painter.fillRect(ring, tokens.color("accent"))
            painter.fillRect(ring.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME), tokens.color("desk"))
        painter.fillRect(picture, Qt.GlobalColor.white)
        image: QImage | None = index.data(Qt.ItemDataRole.DecorationRole)
        if image is not None:
            painter.drawImage(picture, image)
        painter.setPen(tokens.color("control_line"))
        painter.drawRect(picture.adjusted(0, 0, -1, -1))
        words = QRectF(rect.left(), picture.bottom() + 8, rect.width(), line_height("small"))
        style, ink = ("small_strong", "text") if chosen else ("small", "text2")
        text(painter, words, index.data(), style, tokens.color(ink), _CENTRE)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        size: QSize = index.data(_SIZE_ROLE)
        return QSize(WIDTH - 16, size.height() + line_height("small") + 26)


class Thumbnails(QListView):
    """`page_chosen(number)` when a person chooses, counted over all documents from 0."""

    page_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedWidth(WIDTH)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self._silent = False
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def set_documents(self, documents: Sequence[tuple[PdfPages, str]]) -> None:
        """Each with the words under its pages, in which `{number}` stands for the page."""
        current, self._silent = self.currentIndex().row(), True
        before = {
            self._rows.item(row).text(): self._rows.item(row).data(Qt.ItemDataRole.DecorationRole)
            for row in range(self._rows.rowCount())
        }
        self._rows.clear()
        for pages, words in documents:
            for number in range(pages.count):
                natural = pages.size_of(number)
                size = (natural * (_PICTURE / max(1.0, natural.width()))).toSize()
                row = QStandardItem(words.format(number=number + 1))
                row.setData(size, _SIZE_ROLE)
                row.setData(before.get(row.text()), Qt.ItemDataRole.DecorationRole)
                self._rows.appendRow(row)
                place = QPersistentModelIndex(row.index())
                # Twice as large as shown: small letters stay letters when the picture is drawn smaller.
                pages.draw(number, size * (2 * self.devicePixelRatioF()), partial(self._on_drawn, place))
        self._silent = False
        self.show_page(min(max(current, 0), self._rows.rowCount() - 1))

    def show_page(self, page: int) -> None:
        """Marks a page without asking for it."""
        index = self._rows.index(page, 0)
        if index.isValid() and index != self.currentIndex():
            self._silent = True
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._silent = False

    def _on_current_changed(self, index: Index) -> None:
        if not self._silent and index.isValid():
            self.page_chosen.emit(index.row())

    def _on_drawn(self, place: QPersistentModelIndex, image: QImage) -> None:
        if place.isValid():
            self._rows.setData(place, image, Qt.ItemDataRole.DecorationRole)
