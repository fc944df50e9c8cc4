"""The right side of a visit: who is there, what was agreed today, what is open since last time."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consultant_app.actions.visits.sheet import VisitSheet
from consultant_app.desktop.fonts import half_scaled
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.visits.agreed_pane import AgreedToday, OpenItems
from consultant_app.desktop.visits.people_pane import PeoplePane
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.labels import Ground, Hairline

WIDTH, COMPACT_WIDTH = 328, 284


class SidePane(Ground):
    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__("window", parent, edges="left")
        mark_pane(self, self.tr("Participants and agreements"))
        self._work = work
        self.people, self.agreed, self.open_items = PeoplePane(work), AgreedToday(work), OpenItems(work)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(20)
        for widget in (self.people, Hairline(), self.agreed, Hairline(), self.open_items):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scroll)
        self.set_compact(False)

    def show_sheet(self, sheet: VisitSheet, today: date) -> None:
        self.people.show_sheet(sheet)
        self.agreed.show_sheet(sheet, today)
        self.open_items.show_items(self._work.items, locked=sheet.is_locked)

    def set_compact(self, compact: bool) -> None:
        self.setFixedWidth(half_scaled(COMPACT_WIDTH if compact else WIDTH))
