"""The next appointment, or that it was left open on purpose."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from consultant_app.actions.visits.sheet import VisitSheet
from consultant_app.desktop.visits.inputs import ValueLine, clock_line, date_field
from consultant_app.desktop.visits.paper import Section
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit import Appointment


class NextSection(Section):
    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__("next", work, parent)
        language = work.desk.language
        self.day = date_field("", work.desk)
        self.start, self.end = clock_line(""), clock_line("")
        self.kind = ComboBox("", [(one.label(language), one.code) for one in value_list("visit_kind")])
        self.kind.setPlaceholderText(self.tr("Choose"))
        self.place = ValueLine("", str)
        self.left_open = CheckBox(self.tr("Left open"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.addWidget(LabelledField(self.tr("Day of the next appointment"), self.day), 0, 0)
        grid.addWidget(LabelledField(self.tr("Next start"), self.start), 1, 0)
        grid.addWidget(LabelledField(self.tr("Next end"), self.end), 1, 1)
        grid.addWidget(LabelledField(self.tr("Kind of the next appointment"), self.kind), 0, 1)
        grid.addWidget(LabelledField(self.tr("Place of the next appointment"), self.place), 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.left_open)
        self.day.day_changed.connect(lambda day: self._typed(day=day, open=False))
        self.day.editingFinished.connect(work.left)
        self.start.typed.connect(lambda value: self._typed(start=value))
        self.end.typed.connect(lambda value: self._typed(end=value))
        self.place.typed.connect(lambda value: self._typed(place=value or ""))
        for line in (self.start, self.end, self.place):
            line.left.connect(work.left)
        self.kind.value_chosen.connect(lambda code: self._set(kind=code))
        self.left_open.clicked.connect(lambda on: self._set(open=on))

    def show_sheet(self, sheet: VisitSheet) -> None:
        following = sheet.next_appointment or Appointment()
        self.day.show_day(following.day)
        self.start.show_value(following.start)
        self.end.show_value(following.end)
        self.place.show_value(following.place)
        if following.kind:
            self.kind.set_value(following.kind)
        else:
            self.kind.setCurrentIndex(-1)
        self.left_open.setChecked(following.open)
        for input_ in (self.kind, self.left_open):
            input_.setEnabled(not sheet.is_locked)

    def first_input(self) -> QWidget | None:
        first: QLineEdit = self.day
        return first

    def _changed(self, **values: Any) -> Appointment | None:
        sheet = self.work.sheet
        return None if sheet is None else replace(sheet.next_appointment or Appointment(), **values)

    def _typed(self, **values: Any) -> None:
        changed = self._changed(**values)
        if changed is not None:
            self.work.type_value("next_appointment", changed)

    def _set(self, **values: Any) -> None:
        changed = self._changed(**values)
        if changed is not None:
            self.work.set(self.tr("Next appointment"), next_appointment=changed)
