"""Paints the cells of the plan table: glyphs, titles, due dates, bars, dots, and the group rows."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from consultant_app.actions.plans.listing import FieldGroup, MeasureRow
from consultant_app.desktop.day_words import due_date
from consultant_app.desktop.fonts import line_height
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.measures.table_model import ENTRY_ROLE, Column, Index, PlanTableModel
from consultant_app.desktop.measures.words import LEVELS, dots_of, field_name, glyph_of, number_words
from consultant_app.desktop.tokens import Tokens, tokens_of
from consultant_app.desktop.widgets.painting import (
    paint_bar,
    paint_priority,
    paint_status,
    paint_tile,
    paint_two_dots,
)
from consultant_app.desktop.widgets.row_delegate import text
from consultant_app.errors import Language

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignCenter
_FOCUS = 2


class PlanDelegate(QStyledItemDelegate):
    """`today` decides how a due date is written; editors come from a subclass."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self.today = date.min

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), max(44, line_height("body") + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_of(option.palette)
        entry = index.data(ENTRY_ROLE)
        painter.save()
        self._paint_ground(painter, option, tokens, is_group=isinstance(entry, FieldGroup))
        rect = QRectF(option.rect).adjusted(0, 0, 0, -1)
        if isinstance(entry, FieldGroup):
            model = index.model()
            is_closed = isinstance(model, PlanTableModel) and model.is_closed(entry.field)
            self._paint_group(painter, rect, entry, tokens, is_closed=is_closed)
        elif isinstance(entry, MeasureRow):
            self._paint_cell(painter, rect, entry, tokens, Column(index.column()))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens, *, is_group: bool) -> None:
        ground = "window" if is_group else "panel"
        if option.state & QStyle.StateFlag.State_Selected and not is_group:
            ground = "selected"
        elif option.state & QStyle.StateFlag.State_MouseOver and not is_group:
            ground = "hover"
        painter.fillRect(option.rect, tokens.color(ground))
        rect = option.rect
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.color("line"))

    def _paint_group(
        self, painter: QPainter, rect: QRectF, group: FieldGroup, tokens: Tokens, *, is_closed: bool
    ) -> None:
        middle = rect.center().y()
        chevron = "chevron-right" if is_closed else "chevron-down"
        paint_icon(painter, QRectF(rect.left() + 12, middle - 9, 18, 18), chevron, tokens.color("text"))
        paint_tile(painter, QRectF(rect.left() + 42, middle - 12, 24, 24), group.letter or "–", tokens)
        name = field_name(group.field, self._language) or QCoreApplication.translate(
            "PlanTableModel", "Without field of action"
        )
        text(painter, rect.adjusted(78, 0, -230, 0), name, "body_strong", tokens.color("text"), LEFT)
        bar = QRectF(rect.right() - 12 - 96, middle - 4, 96, 8)
        paint_bar(painter, bar, group.done / group.total if group.total else 0.0, tokens, track="line")
        done = QCoreApplication.translate("PlanTableModel", "{done} of {total}")
        words = done.format(done=group.done, total=group.total)
        area = QRectF(rect.right() - 232, rect.top(), 112, rect.height())
        text(painter, area, words, "small", tokens.color("text2"), _RIGHT)

    def _paint_cell(self, painter: QPainter, rect: QRectF, row: MeasureRow, tokens: Tokens, column: Column) -> None:
        if column is Column.STATUS:
            state = glyph_of(row.status, is_overdue=row.is_overdue)
            paint_status(painter, QRectF(rect.left() + 13, rect.center().y() - 9, 18, 18), state, tokens)
        elif column is Column.PRIORITY:
            level = LEVELS.get(row.priority, 0)
            if level:
                paint_priority(painter, QRectF(rect.left() + 8, rect.center().y() - 8, 18, 16), level, tokens)
        elif column is Column.FIGURE:
            self._paint_figure(painter, rect.adjusted(8, 0, -8, 0), row, tokens)
        elif column is Column.DOTS:
            place = QRectF(rect.left() + 4, rect.center().y() - 6, 28, 12)
            paint_two_dots(painter, place, dots_of(row.whereabouts), tokens)
        else:
            words, style, role = self._text_of(row, column)
            margin = 4 if column is Column.NUMBER else 8
            text(painter, rect.adjusted(margin, 0, -6, 0), words, style, tokens.color(role), LEFT)

    def _text_of(self, row: MeasureRow, column: Column) -> tuple[str, str, str]:
        """The words of a text cell with their style and colour."""
        if column is Column.TITLE:
            return row.title, "list_title" if row.is_open else "body", "text" if row.is_open else "text2"
        if column is Column.DUE:
            words = due_date(row.due_on, self.today) if row.due_on else ""
            return words, "small_strong" if row.is_overdue else "small", "signal" if row.is_overdue else "text"
        if column is Column.NUMBER and row.shares_number:
            return row.number, "small_strong", "signal"
        words = {Column.NUMBER: row.number, Column.COMPANY: row.company_name}.get(column, row.responsible_name)
        return words, "small", "text2"

    def _paint_figure(self, painter: QPainter, rect: QRectF, row: MeasureRow, tokens: Tokens) -> None:
        figure = row.figure
        if figure is None:
            return
        top = QRectF(rect.left(), rect.top() + 6, rect.width(), 20)
        grey = tokens.color("text2")
        if figure.baseline is None:
            missing = QCoreApplication.translate("PlanTableModel", "to be found out")
            text(painter, top.adjusted(0, 0, -48, 0), missing, "small", tokens.color("text3"), LEFT)
        else:
            text(painter, top, number_words(figure.baseline, self._language), "small", grey, LEFT)
            words = number_words(figure.newest, self._language)
            text(painter, top, words, "small_strong", tokens.color("text"), _CENTRE)
        text(painter, top, number_words(figure.target, self._language), "small", grey, _RIGHT)
        bar = QRectF(rect.left(), rect.bottom() - 12, rect.width(), 5)
        paint_bar(painter, bar, (figure.percent or 0) / 100, tokens)
