"""Editing in the cells of the plan table: a line for the title, choosers for person and priority, a date in words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from consultant_app.actions.plans.listing import MeasureRow
from consultant_app.desktop.day_words import short_date, spoken_date, understood_date
from consultant_app.desktop.measures.table_delegate import PlanDelegate
from consultant_app.desktop.measures.table_model import ENTRY_ROLE, Column, Index
from consultant_app.desktop.widgets.date_field import DateField
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.value_lists import value_list


class CellEditing(PlanDelegate):
    """`title_typed(id, text)` with each key, so that a title is kept while it is typed. Esc keeps what was typed."""

    title_typed = Signal(str, str)
    people: Callable[[str], Sequence[tuple[str, str]]]
    """Who may be responsible for a measure, as (name, id); set by the table."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row: MeasureRow = index.data(ENTRY_ROLE)
        column = Column(index.column())
        name = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        if column is Column.DUE:
            return DateField(
                name, lambda words: understood_date(words, self.today), spoken_date, short=short_date, parent=parent
            )
        if column is Column.TITLE:
            line = TextLine(parent)
            line.setAccessibleName(name)
            line.setMaxLength(200)
            line.textEdited.connect(lambda words: self.title_typed.emit(row.id, words))
            return line
        entries: list[tuple[str, object]] = [(self.tr("not chosen"), "")]
        if column is Column.PRIORITY:
            entries += [(one.label(self._language), one.code) for one in value_list("priority")]
        else:
            entries += list(self.people(row.id))
        box = ComboBox(name, entries, parent=parent)
        box.value_chosen.connect(lambda _value: self._finish(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row: MeasureRow = index.data(ENTRY_ROLE)
        if isinstance(editor, ComboBox):
            editor.set_value(row.priority if index.column() == Column.PRIORITY else row.responsible)
            return
        if not isinstance(editor, QLineEdit) or editor.isModified():
            return
        if isinstance(editor, DateField):
            editor.set_day(row.due_on)
        else:
            editor.setText(row.title)
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        value: object = None
        if isinstance(editor, DateField):
            if not editor.is_understood:
                return
            value = editor.day
        elif isinstance(editor, ComboBox):
            value = editor.value
        elif isinstance(editor, QLineEdit):
            value = " ".join(editor.text().split())
            if not value:
                return
        index.model().setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect.adjusted(1, 2, -1, -3)
        if isinstance(editor, ComboBox | DateField):
            rect.setWidth(max(rect.width(), 190 if isinstance(editor, ComboBox) else 130))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # Enter would go on to the table, which opens the whole measure.
        finishing = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() in finishing and isinstance(editor, QWidget):
            self._finish(editor)
            return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
