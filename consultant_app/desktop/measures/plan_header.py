"""The heading of the plan table: names of columns, the three values of the key figure, and the sorting."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.measures.table_delegate import LEFT
from consultant_app.desktop.measures.table_model import SORTED, Column, PlanTableModel
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.row_delegate import text

_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_UNNAMED = frozenset({Column.STATUS, Column.DOTS})


class PlanHeader(QHeaderView):
    """A click on a name sorts; the marks and the dots need no name on screen, only for a screen reader."""

    def __init__(self, model: PlanTableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)
        self.setFixedHeight(max(36, scaled(36)))
        self.sectionClicked.connect(lambda section: model.sort_by(Column(section)))
        model.modelReset.connect(self.viewport().update)
        model.dataChanged.connect(lambda *_: self.viewport().update())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        tokens, column = tokens_of(self.palette()), Column(section)
        painter.save()
        painter.fillRect(rect, tokens.color("sunken"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.color("line"))
        margin = 4 if column is Column.NUMBER else 8
        area, ink = QRectF(rect).adjusted(margin, 0, -6, 0), tokens.color("text2")
        if column is Column.FIGURE:
            area = QRectF(rect).adjusted(8, 0, -8, 0)
            text(painter, area, self.tr("Baseline"), "small", ink, LEFT)
            text(painter, area, self.tr("today"), "small", ink, Qt.AlignmentFlag.AlignCenter)
            text(painter, area, self.tr("Target"), "small", ink, _RIGHT)
        elif column not in _UNNAMED:
            words = str(self._model.headerData(section, Qt.Orientation.Horizontal))
            text(painter, area, words, "small", ink, LEFT)
            self._paint_sorting(painter, area, words, column)
        painter.restore()

    def _paint_sorting(self, painter: QPainter, area: QRectF, words: str, column: Column) -> None:
        sorted_by, descending = self._model.sorting
        if column not in SORTED or sorted_by is not column:
            return
        x = area.left() + painter.fontMetrics().horizontalAdvance(words) + 3
        place = QRectF(min(x, area.right() - 14), area.center().y() - 8, 16, 16)
        icon = "chevron-up" if descending else "chevron-down"
        paint_icon(painter, place, icon, tokens_of(self.palette()).color("text"))
