"""The measures that are due this week: one list, whose status the space bar moves on."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.actions.today.day import DueMeasure, week_of
from consultant_app.desktop.today.words import due_row
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Card, Label, SectionHeading
from consultant_app.desktop.widgets.painting import STATUS_SIDE
from consultant_app.desktop.widgets.row_delegate import RowDelegate
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.errors import Language

MARGIN = 15


class DueList(RowList):
    """`status_asked(id)` by the space bar or a click on the status; a click beside it only chooses the row."""

    status_asked = Signal(str)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if event.position().x() < MARGIN + STATUS_SIDE + 10:
            self.status_asked.emit(self.rows.rows[index.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_id:
            self.status_asked.emit(self.current_id)
            return
        super().keyPressEvent(event)


class DueMeasures(QWidget):
    """`opened(id)`, `status_asked(id)`, `all_asked()`."""

    opened = Signal(str)
    status_asked = Signal(str)
    all_asked = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._measures: tuple[DueMeasure, ...] = ()
        self._heading = SectionHeading(self.tr("Measures due this week"), line=False)
        every = Button(self.tr("All measures"), "link")
        every.clicked.connect(self.all_asked)
        self._heading.add_widget(every)
        self.rows = DueList(self.tr("Measures due this week"), fit=True)
        self.rows.setItemDelegate(RowDelegate(self.rows, margin=MARGIN, dense=True))
        self.rows.setAccessibleDescription(self.tr("The space bar moves the status on."))
        self.rows.row_opened.connect(self.opened)
        self.rows.status_asked.connect(self.status_asked)
        self._card = Card(margin=1)
        self._card.column.setSpacing(0)
        self._none = Label(self.tr("Nothing is due this week."), "body", role="text2")
        self._none.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self._card.column.addWidget(self.rows)
        self._card.column.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._card)

    def show_measures(self, measures: tuple[DueMeasure, ...], today: date) -> None:
        self._measures = measures
        self._heading.set_note(self.tr("week {number}").format(number=week_of(today)[0]))
        self.rows.set_rows([due_row(one, today, self._language) for one in measures])
        self.rows.setVisible(bool(measures))
        self._none.setVisible(not measures)

    def measure_of(self, measure: str) -> DueMeasure | None:
        return next((one for one in self._measures if one.id == measure), None)
