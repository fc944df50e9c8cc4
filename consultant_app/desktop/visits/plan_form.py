"""Planning a visit: company, day, time, kind; everything else follows at the table."""

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.visits.overlaps import DayVisit, clashes, visits_of_day
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.visits.clash_note import ClashNote
from consultant_app.desktop.visits.inputs import clock_line, date_field
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.chooser import Chooser
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import Label
from consultant_app.domain.choosing import Choice, matching
from consultant_app.domain.groups import Times
from consultant_app.domain.value_lists import value_list

FORM_WIDTH = 640


class PlanForm(QWidget):
    """`planned(company, day, start or None, kind)` when a person is done, `cancelled` when not."""

    planned = Signal(str, object, object, str)
    cancelled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.company = Chooser("", placeholder=self.tr("A part of the name or the town"))
        self.company.searched.connect(self._on_searched)
        self.day = date_field("", desk)
        self.start = clock_line("")
        self.start_value: time | None = None
        self.start.typed.connect(self._on_start)
        self.kind = ComboBox("", [(one.label(desk.language), one.code) for one in value_list("visit_kind")])
        self.kind.set_value("follow_up")
        self._company_field = LabelledField(self.tr("Company of the visit"), self.company)
        self._clash = ClashNote()
        self._day_field = LabelledField(self.tr("Day of the visit"), self.day, hint=self.tr("29.5., Fr, in 2 weeks"))
        self.plan_button = Button(self.tr("Plan visit"), "primary")
        self.plan_button.clicked.connect(self._on_plan)
        self.day.day_changed.connect(lambda _day: self._look_for_clashes())
        cancel = Button(self.tr("Do not plan"), "quiet")
        cancel.clicked.connect(self.cancelled)
        self._build(cancel)

    def _build(self, cancel: Button) -> None:
        times = QHBoxLayout()
        times.setSpacing(16)
        times.addWidget(self._day_field, 3)
        time_field = LabelledField(self.tr("Time of the visit"), self.start)
        times.addWidget(time_field, 1, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.plan_button)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.setMaximumWidth(scaled(FORM_WIDTH))
        column.addWidget(Label(self.tr("Plan a visit"), "page_title"))
        column.addWidget(self._company_field)
        column.addLayout(times)
        column.addWidget(self._clash)
        column.addWidget(LabelledField(self.tr("Kind of the visit"), self.kind))
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(1)

    def begin(self, companies: Sequence[Choice], company: str) -> None:
        """An empty form; `company` is chosen where it is not empty."""
        self.company.set_source(lambda typed: [(one.name, one.id) for one in matching(companies, typed)])
        if company:
            self.company.set_value(company)
        self.day.set_day(None)
        self.start.show_value(None)
        self.start_value = None
        self._company_field.set_error("")
        self._day_field.set_error("")
        self._clash.show_clashes(())
        first: QWidget = self.day if company else self.company
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_start(self, value: time | None) -> None:
        self.start_value = value
        self._look_for_clashes()

    def _on_searched(self, hits: int) -> None:
        self._company_field.set_error("" if hits else self.tr("No company is called so. It may not be recorded yet."))

    def _look_for_clashes(self) -> None:
        day, start, user = self.day.day, self.start_value, self._desk.workspace.identity.user
        if day is None or start is None:
            self._clash.show_clashes(())
            return

        def on_read(others: tuple[DayVisit, ...]) -> None:
            if (self.day.day, self.start_value) == (day, start):
                self._clash.show_clashes(clashes(day, Times(start=start), others))

        self._desk.read(lambda reader: visits_of_day(reader, {user}, day), on_read, owner=self)

    def _on_plan(self) -> None:
        company, day = self.company.value, self.day.day
        self._company_field.set_error("" if company else self.tr("Please choose whom you visit."))
        self._day_field.set_error("" if day else self.tr("Please enter a day, for example 29.5."))
        if company and isinstance(day, date):
            self.planned.emit(str(company), day, self.start_value, str(self.kind.value or ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)
