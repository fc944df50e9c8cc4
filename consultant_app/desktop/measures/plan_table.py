"""The table of measures: one tab stop, everything by key, the row with the focus ringed."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from consultant_app.actions.plans.listing import FieldGroup
from consultant_app.actions.plans.sheet import MeasureSheet
from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.measures.cell_editors import CellEditing
from consultant_app.desktop.measures.column_widths import column_widths
from consultant_app.desktop.measures.plan_header import PlanHeader
from consultant_app.desktop.measures.table_model import EDITABLE, Column, Index, PlanTableModel
from consultant_app.desktop.tokens import tokens_of
from consultant_app.errors import Language

STATUS_KEYS = {
    Qt.Key.Key_1: "planned",
    Qt.Key.Key_2: "in_progress",
    Qt.Key.Key_3: "postponed",
    Qt.Key.Key_4: "done",
}


class PlanTable(QTableView):
    """`measure_chosen(id)` follows the current row ("" on a group), `measure_opened(id)` Enter and double click on what
    cannot be edited; `status_cycled(id)`, `status_set(id, status)`, `deletion_wanted(id)` by key or click.
    """

    measure_chosen = Signal(str)
    measure_opened = Signal(str)
    status_cycled = Signal(str)
    status_set = Signal(str, str)
    deletion_wanted = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan_model = PlanTableModel(language, self)
        self.cells = CellEditing(language, self)
        self.cells.people = lambda _measure: self._sheet.people if self._sheet is not None else ()
        self._sheet: MeasureSheet | None = None
        self._awaiting: QPersistentModelIndex | None = None
        self._chosen = ""
        self._quiet = False
        self._unwanted: frozenset[Column] = frozenset()
        self._groups: list[int] = []
        self.setAccessibleName(self.tr("Measures"))
        self.setModel(self.plan_model)
        self.setItemDelegate(self.cells)
        self._set_up()
        self.plan_model.rearranged.connect(self._on_rearranged)

    def _set_up(self) -> None:
        self.setHorizontalHeader(PlanHeader(self.plan_model, self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(max(44, scaled(44)))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setProperty("focus_ring", "none")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._on_double_clicked)
        self.show_companies(False)

    # What is shown.

    def show_companies(self, on: bool) -> None:
        """The column with the company, where measures of all of them are shown."""
        self._unwanted = self._unwanted - {Column.COMPANY} if on else self._unwanted | {Column.COMPANY}
        self._fit_columns()

    def show_dots(self, on: bool) -> None:
        self._unwanted = self._unwanted - {Column.DOTS} if on else self._unwanted | {Column.DOTS}
        self._fit_columns()

    def set_sheet(self, sheet: MeasureSheet | None) -> None:
        """The chosen measure in full: a cell that waits to be edited opens now."""
        self._sheet = sheet
        awaiting, self._awaiting = self._awaiting, None
        if awaiting is not None and awaiting.isValid() and self._has_sheet(awaiting):
            self.edit(self.plan_model.index(awaiting.row(), awaiting.column()))

    @property
    def current_measure(self) -> str:
        row = self.plan_model.measure(self.currentIndex().row())
        return row.id if row is not None else ""

    def choose(self, measure: str, *, quiet: bool = False) -> bool:
        """Makes a measure's row current; False when it is not shown."""
        at = self.plan_model.position_of(measure)
        if at < 0:
            return False
        column = self.currentIndex().column() if self.currentIndex().isValid() else Column.TITLE
        self._quiet = quiet
        self._make_current(at, max(column, 0))
        self._quiet = False
        return True

    def _make_current(self, position: int, column: int) -> None:
        index = self.plan_model.index(position, column)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def _on_rearranged(self) -> None:
        """After a reset Qt has forgotten spans, heights and the current row."""
        offset = self.verticalScrollBar().value()
        self.clearSpans()
        plain, group = max(44, scaled(44)), max(40, scaled(40))
        self.verticalHeader().setDefaultSectionSize(plain)
        for at in self._groups:
            if at < self.plan_model.rowCount():
                self.setRowHeight(at, plain)
        self._groups = self.plan_model.group_positions()
        for at in self._groups:
            self.setSpan(at, 0, 1, len(Column))
            self.setRowHeight(at, group)
        self.verticalScrollBar().setValue(offset)
        if self._chosen:
            self.choose(self._chosen, quiet=True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        row = self.plan_model.measure(current.row())
        if row is not None and row.id != self._chosen:
            self._chosen = row.id
            if not self._quiet:
                self.measure_chosen.emit(row.id)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        # A screen reader selects a row without making it current.
        super().selectionChanged(selected, deselected)
        if selected.indexes():
            QTimer.singleShot(0, self, self._follow_selection)

    def _follow_selection(self) -> None:
        rows = self.selectionModel().selectedRows()
        if rows and rows[0].row() != self.currentIndex().row():
            self._make_current(rows[0].row(), Column.TITLE)

    def forget_choice(self) -> None:
        self._chosen = ""

    # Columns and the ring.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        widths = column_widths(self.viewport().width(), unwanted=self._unwanted)
        for column in Column:
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if not index.isValid() or not self.hasFocus():
            return
        top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
        painter = QPainter(self.viewport())
        tokens = tokens_of(self.palette())
        is_inner = index.column() in EDITABLE and index.column() != Column.TITLE
        if is_inner and self.plan_model.measure(index.row()) is not None:
            painter.setPen(QPen(tokens.color("control_line"), 1))
            painter.drawRect(self.visualRect(index).adjusted(3, 5, -4, -7))
        painter.setPen(QPen(tokens.color("focus"), 2, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(1, top + 1, self.viewport().width() - 2, height - 3)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "plan_model"):
            self._on_rearranged()
            self._fit_columns()

    # Keys, clicks, editing.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # What the editor in a cell has no use for is not meant for the row.
            event.ignore()
            return
        entry = self.plan_model.entry(self.currentIndex().row())
        if isinstance(entry, FieldGroup):
            handled = self._group_key(entry, event)
        else:
            handled = self._measure_key(self.current_measure, event)
        if handled:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _group_key(self, group: FieldGroup, event: QKeyEvent) -> bool:
        closed = self.plan_model.is_closed(group.field)
        wants = {Qt.Key.Key_Left: not closed, Qt.Key.Key_Right: closed}
        toggles = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in toggles or wants.get(Qt.Key(event.key()), False):
            self._toggle(group)
            return True
        return event.key() in wants

    def _measure_key(self, measure: str, event: QKeyEvent) -> bool:
        if not measure:
            return False
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if key in STATUS_KEYS:
                self.status_set.emit(measure, STATUS_KEYS[key])
            return key in STATUS_KEYS
        acts = {
            Qt.Key.Key_Space: self.status_cycled,
            Qt.Key.Key_Return: self.measure_opened,
            Qt.Key.Key_Enter: self.measure_opened,
            Qt.Key.Key_Delete: self.deletion_wanted,
        }
        if key == Qt.Key.Key_F2:
            self._edit_current()
        elif key in acts:
            acts[key].emit(measure)
        return key == Qt.Key.Key_F2 or key in acts

    def _edit_current(self) -> None:
        index = self.currentIndex()
        if index.column() not in EDITABLE:
            index = self.plan_model.index(index.row(), Column.TITLE)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.begin_edit(index)

    def begin_edit(self, index: Index) -> None:
        """A cell opens when the measure behind it has been read; until then it waits."""
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        if self._has_sheet(index):
            self.edit(index)
        else:
            self._awaiting = QPersistentModelIndex(index)

    def _has_sheet(self, index: Index) -> bool:
        row = self.plan_model.measure(index.row())
        return row is not None and self._sheet is not None and self._sheet.id == row.id

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        entry = self.plan_model.entry(index.row()) if index.isValid() else None
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or entry is None:
            return
        if isinstance(entry, FieldGroup):
            self._toggle(entry)
        elif index.column() == Column.STATUS:
            self.status_cycled.emit(entry.id)

    def _toggle(self, group: FieldGroup) -> None:
        self.plan_model.toggle(group.field)
        for at in self.plan_model.group_positions():
            if self.plan_model.entry(at) is not None and getattr(self.plan_model.entry(at), "field", "") == group.field:
                self._make_current(at, 0)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self.plan_model.measure(index.row())
        if row is None or index.column() == Column.STATUS:
            return
        if index.column() in EDITABLE:
            self.begin_edit(index)
        else:
            self.measure_opened.emit(row.id)
