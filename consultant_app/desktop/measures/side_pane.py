"""The pane beside the table: the matrix above, the chosen measure in short below."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.actions.plans.listing import MeasureRow
from consultant_app.actions.plans.sheet import MeasureSheet
from consultant_app.desktop.measures.matrix import Matrix
from consultant_app.desktop.measures.summary import MeasureSummary
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.widgets.labels import Ground, Hairline, Label
from consultant_app.desktop.widgets.layouts import ScrollPane
from consultant_app.errors import Language

_MARGIN = 20


class SidePane(Ground):
    """`matrix` and `summary` are for connecting; without a measure the lower part says what to do."""

    edit_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent, edges="left top")
        mark_pane(self, self.tr("Matrix and measure"))
        self.matrix = Matrix(language)
        self.summary = MeasureSummary(language)
        self._unrated = Label("", "small", role="text2", wrap=True)
        self._nothing = Label(self.tr("Choose a measure to see it here."), "small", role="text2", wrap=True)
        upper = QVBoxLayout()
        upper.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        upper.setSpacing(6)
        upper.addWidget(Label(self.tr("Effort and impact"), "section"))
        upper.addWidget(self.matrix)
        upper.addWidget(self._unrated)
        content = QWidget()
        lower = QVBoxLayout(content)
        lower.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        lower.addWidget(self._nothing)
        lower.addWidget(self.summary)
        lower.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addWidget(Hairline())
        column.addWidget(ScrollPane(content), 1)
        self.summary.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.summary.set_room(self.width() - 2 * _MARGIN - 1)

    def set_rows(self, rows: Sequence[MeasureRow]) -> None:
        self.matrix.set_rows(rows)
        unrated = sum(row.is_open and not (row.effort and row.impact) for row in rows)
        self._unrated.setText(self.tr("%n open measure(s) not rated yet", "", unrated))
        self._unrated.setVisible(unrated > 0)

    def show_sheet(self, sheet: MeasureSheet | None, *, is_private: bool) -> None:
        self._nothing.setVisible(sheet is None)
        self.summary.setVisible(sheet is not None)
        if sheet is not None:
            self.matrix.choose(sheet.id)
            self.summary.show_sheet(sheet, is_private=is_private)
