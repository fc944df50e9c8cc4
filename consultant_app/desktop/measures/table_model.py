"""The item model of the plan table: group rows by field of action, and below each the measures that are shown."""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from consultant_app.actions.plans.listing import FieldGroup, MeasureRow, by_field
from consultant_app.desktop.day_words import short_date
from consultant_app.desktop.measures.words import LEVELS, dots_of, field_name, number_words
from consultant_app.desktop.widgets.indicators import dots_text
from consultant_app.domain.text import german_order
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()


class Column(IntEnum):
    STATUS = 0
    NUMBER = 1
    TITLE = 2
    COMPANY = 3
    RESPONSIBLE = 4
    DUE = 5
    PRIORITY = 6
    FIGURE = 7
    DOTS = 8


EDITABLE = {
    Column.TITLE: "title",
    Column.RESPONSIBLE: "responsible",
    Column.DUE: "due_on",
    Column.PRIORITY: "priority",
}
SORTED = frozenset({Column.NUMBER, Column.TITLE, Column.COMPANY, Column.RESPONSIBLE, Column.DUE, Column.PRIORITY})


def _sort_key(column: Column, row: MeasureRow) -> Any:
    if column is Column.DUE:
        return (row.due_on is None, row.due_on)
    if column is Column.PRIORITY:
        return -LEVELS.get(row.priority, 0)
    words = {
        Column.NUMBER: row.number,
        Column.TITLE: row.title,
        Column.COMPANY: row.company_name,
        Column.RESPONSIBLE: row.responsible_name,
    }[column]
    return (not words, german_order(words))


class PlanTableModel(QAbstractTableModel):
    """Entries are `FieldGroup` or `MeasureRow`. `edited(id, field, value)` comes when a person edited a cell."""

    edited = Signal(str, str, object)
    rearranged = Signal()
    """The rows are other ones than before: spans and heights have to be set anew."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._rows: tuple[MeasureRow, ...] = ()
        self._entries: list[FieldGroup | MeasureRow] = []
        self._positions: dict[str, int] = {}
        self._closed: set[str] = set()
        self._sorted_by: Column | None = None
        self._descending = False
        self._headings = {
            Column.STATUS: self.tr("Status"),
            Column.NUMBER: self.tr("No."),
            Column.TITLE: self.tr("Measure"),
            Column.COMPANY: self.tr("Company"),
            Column.RESPONSIBLE: self.tr("Responsible"),
            Column.DUE: self.tr("Due"),
            Column.PRIORITY: self.tr("Priority"),
            Column.FIGURE: self.tr("Baseline, today, target"),
            Column.DOTS: self.tr("Where it is"),
        }

    def set_rows(self, rows: Sequence[MeasureRow]) -> None:
        """Rows with equal ids in equal order are updated in place, anything else is a reset."""
        self._rows = tuple(rows)
        self._arrange()

    def toggle(self, field: str) -> None:
        """Opens or closes the group of a field of action."""
        self._closed ^= {field}
        self._arrange()

    def is_closed(self, field: str) -> bool:
        return field in self._closed

    def open_group_of(self, measure: str) -> None:
        """Makes sure that a measure is not hidden by a closed group."""
        row = next((row for row in self._rows if row.id == measure), None)
        if row is not None and measure not in self._positions:
            self._closed.discard(row.field)
            self._closed.discard("")
            self._arrange()

    def sort_by(self, column: Column) -> None:
        """First ascending, then descending, then the plan's own order again; always within the groups."""
        if column not in SORTED:
            return
        if self._sorted_by is not column:
            self._sorted_by, self._descending = column, False
        elif not self._descending:
            self._descending = True
        else:
            self._sorted_by = None
        self._arrange()

    @property
    def sorting(self) -> tuple[Column | None, bool]:
        """By which column, and whether descending."""
        return self._sorted_by, self._descending

    def entry(self, position: int) -> FieldGroup | MeasureRow | None:
        return self._entries[position] if 0 <= position < len(self._entries) else None

    def measure(self, position: int) -> MeasureRow | None:
        entry = self.entry(position)
        return entry if isinstance(entry, MeasureRow) else None

    def position_of(self, measure: str) -> int:
        """-1 for a measure that is not shown."""
        return self._positions.get(measure, -1)

    def group_positions(self) -> list[int]:
        return [at for at, entry in enumerate(self._entries) if isinstance(entry, FieldGroup)]

    def show_at_once(self, measure: str, **values: Any) -> None:
        """Shows what was just edited before it is read back."""
        at = self.position_of(measure)
        entry = self.measure(at)
        if entry is not None:
            self._entries[at] = replace(entry, **values)
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))

    def _arrange(self) -> None:
        entries: list[FieldGroup | MeasureRow] = []
        for group in by_field(self._rows):
            entries.append(group)
            if group.field not in self._closed:
                entries += self._in_order(group.rows)
        if [_key(one) for one in entries] == [_key(one) for one in self._entries]:
            self._update(entries)
            return
        self.beginResetModel()
        self._entries = entries
        self._positions = {one.id: at for at, one in enumerate(entries) if isinstance(one, MeasureRow)}
        self.endResetModel()
        self.rearranged.emit()

    def _update(self, entries: list[FieldGroup | MeasureRow]) -> None:
        old, self._entries = self._entries, entries
        for at, (before, after) in enumerate(zip(old, entries, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))

    def _in_order(self, rows: Sequence[MeasureRow]) -> Sequence[MeasureRow]:
        column = self._sorted_by
        if column is None:
            return rows
        return sorted(rows, key=lambda row: _sort_key(column, row), reverse=self._descending)

    # What Qt asks.

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[Column(section)]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.measure(index.row()) is not None and index.column() in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(entry, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, MeasureRow):
            return self._tip(entry, Column(index.column()))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """`value` is the field's own: a text, an id, a date."""
        row = self.measure(index.row())
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        field = EDITABLE[Column(index.column())]
        if getattr(row, field) != (value if value is not None or field == "due_on" else ""):
            self.edited.emit(row.id, field, value)
        return True

    def _words(self, entry: FieldGroup | MeasureRow, column: Column) -> str:
        if isinstance(entry, FieldGroup):
            if column != 0:
                return ""
            name = field_name(entry.field, self._language) or self.tr("Without field of action")
            done = self.tr("{done} of {total}").format(done=entry.done, total=entry.total)
            return f"{name}, {done}"
        words = {
            Column.STATUS: self._status_words(entry),
            Column.NUMBER: self._number_words(entry),
            Column.TITLE: entry.title,
            Column.COMPANY: entry.company_name,
            Column.RESPONSIBLE: entry.responsible_name,
            Column.DUE: short_date(entry.due_on) if entry.due_on else "",
            Column.PRIORITY: label_of("priority", entry.priority, language=self._language),
            Column.FIGURE: self._figure_words(entry),
            Column.DOTS: dots_text(dots_of(entry.whereabouts)),
        }
        return words[column]

    def _status_words(self, row: MeasureRow) -> str:
        status = label_of("measure_status", row.status, language=self._language)
        if not row.is_overdue or row.due_on is None:
            return status
        since = self.tr("overdue since {day}").format(day=short_date(row.due_on))
        return f"{status}, {since}"

    def _number_words(self, row: MeasureRow) -> str:
        return self.tr("{number}, given twice").format(number=row.number) if row.shares_number else row.number

    def _figure_words(self, row: MeasureRow) -> str:
        figure = row.figure
        if figure is None:
            return ""
        name = f"{figure.name}, {figure.unit}" if figure.unit else figure.name
        values = self.tr("baseline {baseline}, today {newest}, target {target}").format(
            baseline=number_words(figure.baseline, self._language),
            newest=number_words(figure.newest, self._language),
            target=number_words(figure.target, self._language),
        )
        return f"{name}: {values}"

    def _tip(self, row: MeasureRow, column: Column) -> str | None:
        if column is Column.NUMBER and row.shares_number:
            return self._words(row, column)
        if column in (Column.STATUS, Column.TITLE, Column.COMPANY, Column.PRIORITY, Column.FIGURE, Column.DOTS):
            return self._words(row, column) or None
        return None


def _key(entry: FieldGroup | MeasureRow) -> str:
    return entry.id if isinstance(entry, MeasureRow) else f"field {entry.field}"
