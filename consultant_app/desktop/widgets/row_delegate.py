"""Paints the rows of a list: ground, hairline, marks and texts; base for delegates that paint more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from consultant_app.desktop.fonts import line_height, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import Tokens, tokens_of
from consultant_app.desktop.widgets.painting import (
    DOTS_HEIGHT,
    DOTS_WIDTH,
    STATUS_SIDE,
    TILE_SIDE,
    paint_status,
    paint_tile,
    paint_two_dots,
)

if TYPE_CHECKING:
    from consultant_app.desktop.widgets.rows import Row

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_EXCERPT_LINES = 2
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class RowDelegate(QStyledItemDelegate):
    """Override `paint_row` for other contents; ground, hover, selection, focus and hairline stay the same."""

    def __init__(
        self, parent: QWidget | None = None, *, ground: str = "", margin: int = 14, dense: bool = False
    ) -> None:
        super().__init__(parent)
        self._ground, self._margin = ground, margin
        self._padding = 10 if dense else 12

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_of(option.palette)
        painter.save()
        self.paint_ground(painter, option, tokens)
        self.paint_row(painter, option.rect.adjusted(self._margin, 0, -self._margin, 0), index, tokens)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            _paint_inset_focus(painter, option.rect, tokens)

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens) -> None:
        ground = self._ground
        if option.state & QStyle.StateFlag.State_Selected:
            ground = "selected"
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        if ground:
            painter.fillRect(option.rect, tokens.color(ground))
        rect = option.rect
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.color("line"))

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, tokens: Tokens) -> None:
        """`rect` is the row without its side margins."""
        row: Row = index.data(ROW_ROLE)
        if row.heading:
            text(painter, QRectF(rect), row.title, "small", tokens.color("text2"), _LEFT)
            text(painter, QRectF(rect), row.right, "small", tokens.color("text2"), _RIGHT)
            return
        area = self._paint_marks(painter, QRectF(rect), row, tokens)
        top = rect.top() + (rect.height() - 1 - self._text_height(row)) / 2
        first = QRectF(area.left(), top, area.width(), line_height("body"))
        second = QRectF(area.left(), first.bottom(), area.width(), line_height("small"))
        self._paint_first_line(painter, first, row, tokens)
        if row.subtitle or row.right_below:
            self._paint_second_line(painter, second, row, tokens)
        else:
            second.setHeight(0)
        if row.excerpt:
            _paint_excerpt(painter, second.adjusted(0, second.height(), 0, 0), row, tokens)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW_ROLE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        if row.heading:
            return QSize(width, max(40, line_height("small") + 20))
        one_line = not (row.subtitle or row.right_below or row.excerpt)
        least = 48 if one_line else 56
        return QSize(width, max(least, self._text_height(row) + 2 * self._padding - (8 if not one_line else 0) + 1))

    @staticmethod
    def _text_height(row: "Row") -> int:
        height = line_height("body")
        if row.subtitle or row.right_below:
            height += line_height("small")
        if row.excerpt:
            height += _EXCERPT_LINES * line_height("small")
        return height

    @staticmethod
    def _paint_marks(painter: QPainter, rect: QRectF, row: "Row", tokens: Tokens) -> QRectF:
        """Paints what stands left of the texts and at the far right; returns what is left for texts."""
        left, right, middle = rect.left(), rect.right(), rect.center().y()
        if row.status is not None:
            paint_status(painter, QRectF(left, middle - 9, STATUS_SIDE, STATUS_SIDE), row.status, tokens)
            left += STATUS_SIDE + 14
        if row.letter:
            paint_tile(painter, QRectF(left, middle - 12, TILE_SIDE, TILE_SIDE), row.letter, tokens)
            left += TILE_SIDE + 12
        elif row.icon:
            paint_icon(painter, QRectF(left, middle - 10, 20, 20), row.icon, tokens.color("text2"))
            left += 32
        if row.chevron:
            paint_icon(painter, QRectF(right - 20, middle - 10, 20, 20), "chevron-right", tokens.color("text2"))
            right -= 28
        return QRectF(left, rect.top(), right - left, rect.height())

    @staticmethod
    def _paint_first_line(painter: QPainter, rect: QRectF, row: "Row", tokens: Tokens) -> None:
        right = rect.right()
        if row.dots is not None:
            dots = QRectF(right - DOTS_WIDTH, rect.center().y() - 6, DOTS_WIDTH, DOTS_HEIGHT)
            paint_two_dots(painter, dots, row.dots, tokens)
            right -= DOTS_WIDTH + 12
        if row.right:
            style = "small_strong" if row.right_flagged else "small"
            ink = tokens.color("signal" if row.right_flagged else "text2")
            width = QFontMetrics(text_font(style)).horizontalAdvance(row.right) + 2
            text(painter, QRectF(right - width, rect.top(), width, rect.height()), row.right, style, ink, _RIGHT)
            right -= width + 12
        if row.middle:
            column = rect.left() + (rect.right() - rect.left()) * 0.55
            text(
                painter,
                QRectF(column, rect.top(), right - column, rect.height()),
                row.middle,
                "small",
                tokens.color("text2"),
                _LEFT,
            )
            right = column - 12
        ink = tokens.color("text2" if row.quiet else "text")
        style = "list_title_strong" if row.strong else "list_title"
        title = QRectF(rect.left(), rect.top(), max(0.0, right - rect.left()), rect.height())
        if row.title_hits:
            _paint_marked(painter, title, row.title, row.title_hits, text_font(style), tokens, lines=1)
        else:
            text(painter, title, row.title, style, ink, _LEFT)

    @staticmethod
    def _paint_second_line(painter: QPainter, rect: QRectF, row: "Row", tokens: Tokens) -> None:
        left, right = rect.left(), rect.right()
        if row.right_below:
            style = "small_strong" if row.below_flagged else "small"
            ink = tokens.color("signal" if row.below_flagged else "text2")
            width = QFontMetrics(text_font(style)).horizontalAdvance(row.right_below) + 2
            text(painter, QRectF(right - width, rect.top(), width, rect.height()), row.right_below, style, ink, _RIGHT)
            right -= width + 12
        if row.subtitle_icon:
            paint_icon(painter, QRectF(left, rect.center().y() - 8, 16, 16), row.subtitle_icon, tokens.color("text2"))
            left += 24
        text(
            painter,
            QRectF(left, rect.top(), right - left, rect.height()),
            row.subtitle,
            "small",
            tokens.color("text2"),
            _LEFT,
        )


def text(painter: QPainter, rect: QRectF, words: str, style: str, ink: QColor, align: Qt.AlignmentFlag) -> None:
    """One line of text in a named style, elided at the right where it does not fit."""
    font = text_font(style)
    painter.setFont(font)
    painter.setPen(ink)
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(rect.width())))
    painter.drawText(rect, align, shown)


def _paint_excerpt(painter: QPainter, rect: QRectF, row: "Row", tokens: Tokens) -> None:
    _paint_marked(painter, rect, row.excerpt, row.excerpt_hits, text_font("small"), tokens, lines=_EXCERPT_LINES)


def _paint_marked(
    painter: QPainter,
    rect: QRectF,
    words: str,
    hits: tuple[tuple[int, int], ...],
    font: QFont,
    tokens: Tokens,
    *,
    lines: int,
) -> None:
    step = line_height("small") if lines > 1 else line_height("body")
    layout, last = _lay_out(words, font, rect.width(), lines=lines, step=step)
    if last is not None:
        rest = QFontMetrics(font).elidedText(words[last:], Qt.TextElideMode.ElideRight, int(rect.width()))
        layout, _ = _lay_out(words[:last] + rest, font, rect.width(), lines=lines, step=step)
    painter.setPen(tokens.color("text2" if lines > 1 else "text"))
    layout.draw(painter, rect.topLeft(), [_marked_range(start, length, tokens) for start, length in hits])


def _lay_out(words: str, font: QFont, width: float, *, lines: int, step: int) -> tuple[QTextLayout, int | None]:
    """The text on at most `lines` lines, and where the last of them starts if the text goes on behind it."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    start = end = 0
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * step + (step - line.height()) / 2))
        start, end = line.textStart(), line.textStart() + line.textLength()
    layout.endLayout()
    return layout, start if end < len(words) else None


def _marked_range(start: int, length: int, tokens: Tokens) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    marked.start, marked.length = start, length
    marked.format = QTextCharFormat()
    marked.format.setBackground(tokens.color("mark"))
    marked.format.setForeground(tokens.color("text"))
    return marked


def _paint_inset_focus(painter: QPainter, rect: QRect, tokens: Tokens) -> None:
    painter.save()
    painter.setPen(
        QPen(tokens.color("focus"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
    painter.restore()
