"""The matrix of effort and impact: a mark for each open measure, placed by its ratings."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from consultant_app.actions.plans.listing import MeasureRow
from consultant_app.desktop.fonts import pixel_font, scaled
from consultant_app.desktop.measures.words import LEVELS, field_letter, number_or_letter
from consultant_app.desktop.tokens import Tokens, tokens_of
from consultant_app.desktop.widgets.row_delegate import text
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language

_LARGE, _SMALL = 32, 24
_GAP = 2
_SPOKEN = 40
"""Measures in the accessible table; more would only be noise."""
_LETTERS = frozenset("MUAG")


@dataclass(frozen=True, slots=True)
class Mark:
    """A measure's place in the square; `measures` are several where the cell is full."""

    measures: tuple[MeasureRow, ...]
    centre: QPointF
    diameter: float


def place_marks(rows: Sequence[MeasureRow], area: QRectF) -> tuple[Mark, ...]:
    """Rated open measures in a grid of three by three; what does not fit in a cell shares the last mark of it."""
    cells: dict[tuple[int, int], list[MeasureRow]] = {}
    for row in rows:
        column, line = LEVELS.get(row.effort, 0), LEVELS.get(row.impact, 0)
        if column and line and row.is_open:
            cells.setdefault((column, line), []).append(row)
    marks: list[Mark] = []
    for (column, line), members in sorted(cells.items(), key=lambda cell: (-cell[0][1], cell[0][0])):
        width, height = area.width() / 3, area.height() / 3
        cell = QRectF(area.left() + (column - 1) * width, area.bottom() - line * height, width, height)
        marks += _in_cell(members, cell)
    return tuple(marks)


def _in_cell(rows: Sequence[MeasureRow], cell: QRectF) -> list[Mark]:
    diameter = _LARGE if len(rows) <= _room(cell, _LARGE) else _SMALL
    room = max(1, _room(cell, diameter))
    groups: list[tuple[MeasureRow, ...]] = [(row,) for row in rows[:room]]
    if len(rows) > room:
        groups[-1] = tuple(rows[room - 1 :])
    columns = min(len(groups), max(1, int(cell.width() // (diameter + _GAP))))
    lines = -(-len(groups) // columns)
    step = diameter + _GAP
    marks = []
    for number, group in enumerate(groups):
        line, column = divmod(number, columns)
        in_line = min(columns, len(groups) - line * columns)
        x = cell.center().x() + (column - (in_line - 1) / 2) * step
        y = cell.center().y() + (line - (lines - 1) / 2) * step
        marks.append(Mark(group, QPointF(x, y), diameter))
    return marks


def _room(cell: QRectF, diameter: float) -> int:
    step = diameter + _GAP
    return int(cell.width() // step) * int(cell.height() // step)


class Matrix(QWidget):
    """`measure_chosen(id)` by click and arrow keys, `measure_opened(id)` by Enter and double click.

    A screen reader gets the table as description.
    """

    measure_chosen = Signal(str)
    measure_opened = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._rows: tuple[MeasureRow, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._chosen = ""
        self.setAccessibleName(self.tr("Effort and impact"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", "none")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_rows(self, rows: Sequence[MeasureRow]) -> None:
        self._rows = tuple(rows)
        self._arrange()
        self.setAccessibleDescription("; ".join(self._words(row) for row in self._rated()[:_SPOKEN]))

    def choose(self, measure: str) -> None:
        self._chosen = measure
        self.update()

    @property
    def marks(self) -> tuple[Mark, ...]:
        return self._marks

    def mark_at(self, place: QPointF) -> Mark | None:
        for mark in reversed(self._marks):
            reach = mark.diameter / 2 + _GAP
            if (mark.centre - place).manhattanLength() <= reach * 1.5:
                return mark
        return None

    def _rated(self) -> list[MeasureRow]:
        return [row for row in self._rows if row.is_open and row.effort and row.impact]

    def _words(self, row: MeasureRow) -> str:
        return self.tr("{measure}: effort {effort}, impact {impact}").format(
            measure=f"{row.number} {row.title}".strip(),
            effort=label_of("effort", row.effort, language=self._language).lower(),
            impact=label_of("impact", row.impact, language=self._language).lower(),
        )

    # Geometry and painting.

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round((width - self._left()) * 0.92) + 2 * self._line()

    def sizeHint(self) -> QSize:
        return QSize(272, self.heightForWidth(272))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def _line(self) -> int:
        return max(22, scaled(22))

    def _left(self) -> int:
        return max(20, scaled(20))

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(self._left(), self._line(), -1, -self._line())

    def _arrange(self) -> None:
        self._marks = place_marks(self._rows, self._area())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, area = tokens_of(self.palette()), self._area()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, tokens)
        self._paint_names(painter, area, tokens)
        for mark in sorted(self._marks, key=self._is_chosen):
            self._paint_mark(painter, mark, tokens)
        painter.end()

    def _paint_ground(self, painter: QPainter, area: QRectF, tokens: Tokens) -> None:
        painter.fillRect(area, tokens.color("sunken"))
        first = QRectF(area.left(), area.top(), area.width() / 2, area.height() / 2)
        painter.fillRect(first, tokens.color("accent_tint"))
        painter.setPen(QPen(tokens.color("line"), 1))
        painter.drawRect(area)
        painter.setPen(QPen(tokens.color("control_line"), 1))
        painter.drawLine(QPointF(area.center().x(), area.top()), QPointF(area.center().x(), area.bottom()))
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))

    def _paint_names(self, painter: QPainter, area: QRectF, tokens: Tokens) -> None:
        ink, line = tokens.color("text2"), self._line()
        above = QRectF(area.left(), 0, area.width(), line - 2)
        text(painter, above, self.tr("start with"), "small", ink, Qt.AlignmentFlag.AlignLeft)
        text(painter, above, self.tr("plan well"), "small", ink, Qt.AlignmentFlag.AlignRight)
        below = QRectF(area.left(), area.bottom() + 2, area.width(), line - 2)
        text(painter, below, self.tr("Effort"), "small", ink, Qt.AlignmentFlag.AlignCenter)
        painter.save()
        painter.translate(0, area.bottom())
        painter.rotate(-90)
        beside = QRectF(0, 0, area.height(), self._left() - 2)
        text(painter, beside, self.tr("Impact"), "small", ink, Qt.AlignmentFlag.AlignCenter)
        painter.restore()

    def _is_chosen(self, mark: Mark) -> bool:
        return any(row.id == self._chosen for row in mark.measures)

    def _paint_mark(self, painter: QPainter, mark: Mark, tokens: Tokens) -> None:
        letter = field_letter(mark.measures[0].field)
        own = letter if letter in _LETTERS and len(mark.measures) == 1 else ""
        ink = tokens.color(f"field_{own.lower()}" if own else "text2")
        radius = mark.diameter / 2
        if self._is_chosen(mark):
            painter.setBrush(tokens.color("panel"))
            painter.setPen(QPen(tokens.color("focus"), 2))
            painter.drawEllipse(mark.centre, radius + 3, radius + 3)
        painter.setBrush(tokens.color(f"field_{own.lower()}_tint" if own else "hover"))
        painter.setPen(QPen(ink, 1.2))
        painter.drawEllipse(mark.centre, radius - 0.6, radius - 0.6)
        words = f"+{len(mark.measures)}" if len(mark.measures) > 1 else number_or_letter(mark.measures[0])
        font = pixel_font(13 if mark.diameter == _LARGE else 11, 700)
        while QFontMetrics(font).horizontalAdvance(words) > mark.diameter - 4 and font.pointSizeF() > 6:
            font.setPointSizeF(font.pointSizeF() - 0.5)
        painter.setFont(font)
        painter.setPen(ink)
        square = QRectF(mark.centre.x() - radius, mark.centre.y() - radius, mark.diameter, mark.diameter)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, words)

    # Choosing.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark is None:
            super().mousePressEvent(event)
            return
        ids: list[str] = [row.id for row in mark.measures]
        # Another click on a mark that several share leads on to the next of them.
        at = (ids.index(self._chosen) + 1) % len(ids) if self._chosen in ids else 0
        self._choose_by_hand(ids[at])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark is not None:
            self.measure_opened.emit(mark.measures[0].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: QPointF(-1, 0),
            Qt.Key.Key_Right: QPointF(1, 0),
            Qt.Key.Key_Up: QPointF(0, -1),
            Qt.Key.Key_Down: QPointF(0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._marks:
            self._choose_by_hand(self._towards(step).measures[0].id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.measure_opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def _towards(self, step: QPointF) -> Mark:
        """The nearest mark in a direction, the present one where there is none."""
        here = next((mark for mark in self._marks if self._is_chosen(mark)), None)
        if here is None:
            return self._marks[0]

        def cost(mark: Mark) -> float:
            way = mark.centre - here.centre
            along = QPointF.dotProduct(way, step)
            across = abs(way.x() * step.y()) + abs(way.y() * step.x())
            return along + 2 * across if along > 1 else float("inf")

        nearest = min(self._marks, key=cost)
        return nearest if cost(nearest) < float("inf") else here

    def _choose_by_hand(self, measure: str) -> None:
        self.choose(measure)
        self.measure_chosen.emit(measure)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            words = "\n".join(self._words(row) for row in mark.measures[:6]) if mark is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
