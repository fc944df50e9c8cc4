"""Lists of records: plain row values, an item model that holds them, a delegate that paints them, a list view.

One row is one to three lines of text with optional marks at the left and at the right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from consultant_app.desktop.widgets.indicators import dots_text
from consultant_app.desktop.widgets.painting import DotState, StatusState
from consultant_app.desktop.widgets.row_delegate import ROW_ROLE, RowDelegate

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Row:
    """What one row shows. `id` is whatever the page needs to find the record again; only `title` must be there.

    `excerpt` is a text below the others, `hits` are the stretches (start, length) to mark in title and excerpt.
    `*_flagged` puts a text into the signal colour. `spoken` replaces the text for screen readers.
    """

    id: str
    title: str
    subtitle: str = ""
    middle: str = ""
    right: str = ""
    right_below: str = ""
    dots: DotState | None = None
    status: StatusState | None = None
    status_text: str = ""
    letter: str = ""
    icon: str = ""
    subtitle_icon: str = ""
    excerpt: str = ""
    title_hits: tuple[tuple[int, int], ...] = ()
    excerpt_hits: tuple[tuple[int, int], ...] = ()
    strong: bool = False
    quiet: bool = False
    right_flagged: bool = False
    below_flagged: bool = False
    chevron: bool = False
    heading: bool = False
    spoken: str = ""

    def text(self) -> str:
        """The row in words, as a screen reader says it."""
        if self.spoken:
            return self.spoken
        parts = [self.title, self.subtitle, self.middle, self.excerpt, self.status_text, self.right, self.right_below]
        if self.dots is not None:
            parts.append(dots_text(self.dots))
        return ", ".join(part for part in parts if part)


class RowListModel(QAbstractListModel):
    """Holds rows; `set_rows` replaces them and keeps what stayed the same in place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Rows with equal ids in equal order are updated, anything else is a reset."""
        new = tuple(rows)
        if [row.id for row in new] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        old, self._rows = self._rows, new
        for position, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                index = self.index(position)
                self.dataChanged.emit(index, index)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def row_of(self, row_id: str) -> int:
        """Position of a row, -1 when it is not there."""
        return next((at for at, row in enumerate(self._rows) if row.id == row_id), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        values = {
            int(Qt.ItemDataRole.DisplayRole): row.title,
            int(Qt.ItemDataRole.AccessibleTextRole): row.text(),
            int(ROW_ROLE): row,
        }
        return values.get(int(role))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class RowList(QListView):
    """A list with one tab stop: arrows choose, Enter and double click open.

    `row_chosen(id)` follows the current row, `row_opened(id)` is Enter, double click, or a click with `open_on_click`.
    """

    row_chosen = Signal(str)
    row_opened = Signal(str)

    def __init__(
        self,
        name: str,
        *,
        delegate: RowDelegate | None = None,
        ground: str = "",
        margin: int = 14,
        fit: bool = False,
        open_on_click: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._fit = fit
        self._quiet = False
        self._opens_on_click = open_on_click
        self.rows = RowListModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(delegate or RowDelegate(self, ground=ground, margin=margin))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(self._on_opened)
        if open_on_click:
            self.clicked.connect(self._on_opened)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            for change in (self.rows.modelReset, self.rows.dataChanged, self.rows.layoutChanged):
                change.connect(self._fit_height)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows the rows; the current row and the scroll position stay where they were if the record is still there."""
        current, offset = self.current_id, self.verticalScrollBar().value()
        self._quiet = True
        self.rows.set_rows(rows)
        if current:
            self.choose(current)
        self.verticalScrollBar().setValue(offset)
        self._quiet = False
        if current and self.rows.row_of(current) < 0:
            self.row_chosen.emit("")

    @property
    def current_id(self) -> str:
        """Id of the current row, empty without one."""
        index = self.currentIndex()
        return self.rows.rows[index.row()].id if index.isValid() else ""

    def choose(self, row_id: str) -> bool:
        """Makes a row current without scrolling away from what is visible; False when it is not in the list."""
        position = self.rows.row_of(row_id)
        if position < 0:
            return False
        self.setCurrentIndex(self.rows.index(position))
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.row_chosen.emit(self.rows.rows[current.row()].id)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        chosen = selected.indexes()
        # Qt makes a row current before it selects it; a program from outside selects only.
        if len(chosen) == 1 and chosen[0] != self.currentIndex():
            self.setCurrentIndex(chosen[0])
            if self._opens_on_click:
                self._on_opened(chosen[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_opened(self, index: Index) -> None:
        row = self.rows.rows[index.row()]
        if not row.heading:
            self.row_opened.emit(row.id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self.scheduleDelayedItemsLayout()
            self._fit_height()

    def _fit_height(self) -> None:
        if self._fit:
            self.setFixedHeight(sum(self.sizeHintForRow(at) for at in range(len(self.rows.rows))))
