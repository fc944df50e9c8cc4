"""The frame of a visit: kind, day and times corrected by hand, place, consultants, cross-cutting texts, hand-outs."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.visits.running import toggle_codes
from consultant_app.actions.visits.sheet import VisitSheet
from consultant_app.desktop.visits.clash_note import ClashNote
from consultant_app.desktop.visits.inputs import ValueLine, clock_line, date_field, understand_minutes
from consultant_app.desktop.visits.paper import Section, TextField
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.choices import FilterChip
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import Label, SectionHeading
from consultant_app.desktop.widgets.layouts import FlowLayout
from consultant_app.domain.consulting_time import consulting_days, consulting_hours
from consultant_app.domain.groups import Times
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit import Place


class TimesGrid(QWidget):
    """Kind, day, start, end and break; below them what follows for hours and consulting days."""

    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        language = work.desk.language
        self.kind = ComboBox("", [(one.label(language), one.code) for one in value_list("visit_kind")])
        self.kind.setPlaceholderText(self.tr("Choose"))
        self.day = date_field("", work.desk)
        self.start, self.end = clock_line(""), clock_line("")
        self.pause = ValueLine("", understand_minutes)
        self.travel = ValueLine("", understand_minutes)
        self._times_field = LabelledField(self.tr("End"), self.end)
        self._sum = Label("", "small", role="text2")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.addWidget(LabelledField(self.tr("Kind of visit"), self.kind), 0, 0, 1, 2)
        grid.addWidget(LabelledField(self.tr("Date"), self.day), 0, 2, 1, 2)
        grid.addWidget(LabelledField(self.tr("Start"), self.start), 1, 0)
        grid.addWidget(self._times_field, 1, 1)
        grid.addWidget(LabelledField(self.tr("Break in minutes"), self.pause), 1, 2)
        grid.addWidget(LabelledField(self.tr("Travel in minutes"), self.travel), 1, 3)
        self._clash = ClashNote()
        grid.addWidget(self._sum, 2, 0, 1, 4)
        grid.addWidget(self._clash, 3, 0, 1, 4)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self._connect()

    def _connect(self) -> None:
        work = self._work
        self.kind.value_chosen.connect(lambda code: work.set(self.tr("Kind of visit"), kind=code))
        self.day.day_changed.connect(self._on_day)
        self.day.editingFinished.connect(work.left)
        self.start.typed.connect(lambda value: self._on_times(start=value))
        self.end.typed.connect(lambda value: self._on_times(end=value))
        self.pause.typed.connect(lambda value: self._on_times(break_minutes=value or 0))
        self.travel.typed.connect(lambda value: work.type_value("travel_minutes", value))
        for line in (self.start, self.end, self.pause, self.travel):
            line.left.connect(work.left)

    def show_sheet(self, sheet: VisitSheet) -> None:
        times = sheet.times or Times()
        if sheet.kind:
            self.kind.set_value(sheet.kind)
        else:
            self.kind.setCurrentIndex(-1)
        self.kind.setEnabled(not sheet.is_locked)
        self.day.show_day(sheet.held_on)
        self.start.show_value(times.start)
        self.end.show_value(times.end)
        self.pause.show_value(times.break_minutes or None)
        self.travel.show_value(sheet.travel_minutes)
        self.show_sum(times)
        self._clash.show_clashes(sheet.clashes)

    def show_edited(self, sheet: VisitSheet) -> None:
        """What follows from values while they are being typed."""
        self.show_sum(sheet.times)
        self._clash.show_clashes(sheet.clashes)

    def show_sum(self, times: Times | None) -> None:
        hours, days = consulting_hours(times), consulting_days(times)
        self._sum.setVisible(hours is not None)
        if hours is None or days is None:
            return
        words = self.tr("{hours} hours, {days} consulting days")
        shown = {"hours": f"{hours:n}".replace(".", ","), "days": f"{days:n}".replace(".", ",")}
        self._sum.setText(words.format(**shown))

    def _on_day(self, day: date | None) -> None:
        if day is not None:
            self._work.type_value("held_on", day)

    def _on_times(self, **values: Any) -> None:
        if self._work.sheet is None:
            return
        times = replace(self._work.sheet.times or Times(), **values)
        if _is_backwards(times.start, times.end):
            self._times_field.set_error(self.tr("The end is before the start. It is kept as soon as it is after it."))
            return
        self._times_field.set_error("")
        self._work.type_value("times", times)


def _is_backwards(start: time | None, end: time | None) -> bool:
    return start is not None and end is not None and end <= start


class ConsultantChips(QWidget):
    """Who advised: the own organisation's users, and whoever else is noted."""

    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._flow = FlowLayout(self)
        self._chips: dict[str, FilterChip] = {}

    def show_sheet(self, sheet: VisitSheet) -> None:
        own = self._work.desk.workspace.identity.partner_name
        offered = [one for one in sheet.people if one.is_user]
        first = offered[0].detail if offered else own
        for one in offered:
            if one.detail != first and one.id not in sheet.consultants:
                continue
            if one.id not in self._chips:
                chip = FilterChip(one.name)
                chip.setAccessibleName(self.tr("Consultant: {name}").format(name=one.name))
                chip.clicked.connect(lambda on, id_=one.id: self._on_clicked(id_, on))
                self._chips[one.id] = chip
                self._flow.addWidget(chip)
        for id_, chip in self._chips.items():
            chip.setChecked(id_ in sheet.consultants)
            chip.setEnabled(not sheet.is_locked)

    def _on_clicked(self, user: str, on: bool) -> None:
        visit, label = self._work.visit, self.tr("Consultants")
        self._work.write(label, lambda writer: toggle_codes(writer, visit, "consultants", {user: on}))


class FrameSection(Section):
    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__("frame", work, parent)
        language = work.desk.language
        self.times = TimesGrid(work)
        self.place_kind = ComboBox("", [(one.label(language), one.code) for one in value_list("place_kind")])
        self.place_kind.setPlaceholderText(self.tr("Choose"))
        self.place_text = ValueLine("", str, placeholder=self.tr("Street, room"))
        self.place_kind.value_chosen.connect(lambda code: self._set_place(kind=code))
        self.place_text.typed.connect(lambda text: self._type_place(text or ""))
        self.place_text.left.connect(work.left)
        place = QHBoxLayout()
        place.setSpacing(16)
        place.addWidget(LabelledField(self.tr("Place"), self.place_kind), 1)
        place.addWidget(LabelledField(self.tr("More about the place"), self.place_text), 1)
        self.consultants = ConsultantChips(work)
        chips = QVBoxLayout()
        chips.setSpacing(4)
        chips.addWidget(Label(self.tr("Consultants"), "small", role="text2"))
        chips.addWidget(self.consultants)
        self.body.addWidget(self.times)
        self.body.addLayout(place)
        self.body.addLayout(chips)
        self._texts: dict[str, TextField] = {}
        self._add_texts()

    def _add_texts(self) -> None:
        self.body.addWidget(SectionHeading(self.tr("Cross-cutting goals")))
        short = self.tr("What the talk brought up about it, in a few words")
        cross_cutting = (
            ("equality", self.tr("Equality of women and men"), short),
            ("non_discrimination", self.tr("Non-discrimination"), short),
            ("sustainability", self.tr("Sustainable development"), short),
        )
        handed_over = (("handed_over", self.tr("Documents handed over"), self.tr("One document a line")),)
        for field, name, placeholder in cross_cutting:
            self._add_text(field, name, placeholder)
        self.body.addWidget(SectionHeading(self.tr("Handed over")))
        for field, name, placeholder in handed_over:
            self._add_text(field, name, placeholder)

    def _add_text(self, field: str, name: str, placeholder: str) -> None:
        made = TextField(self.work, field, name, label=name, placeholder=placeholder, style="notes", lines=1)
        self._texts[field] = made
        self.body.addWidget(made)

    def show_sheet(self, sheet: VisitSheet) -> None:
        self.times.show_sheet(sheet)
        place = sheet.place or Place()
        if place.kind:
            self.place_kind.set_value(place.kind)
        else:
            self.place_kind.setCurrentIndex(-1)
        self.place_kind.setEnabled(not sheet.is_locked)
        self.place_text.show_value(place.text)
        self.consultants.show_sheet(sheet)
        for field, shown in self._texts.items():
            shown.show_text(sheet.id, sheet.texts[field], sheet.heads)

    def show_edited(self, sheet: VisitSheet) -> None:
        self.times.show_edited(sheet)

    def go_to(self, code: str) -> None:
        times = self.times
        start_first = times.start if not times.start.text() else times.end
        inputs: dict[str, QWidget] = {
            "no_kind": times.kind,
            "no_date": times.day,
            "future_date": times.day,
            "no_times": start_first,
            "no_place": self.place_kind,
        }
        inputs.get(code, self.consultants).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_input(self) -> QWidget | None:
        return self.times.kind

    def _set_place(self, **values: Any) -> None:
        if self.work.sheet is not None:
            self.work.set(self.tr("Place"), place=replace(self.work.sheet.place or Place(), **values))

    def _type_place(self, text: str) -> None:
        if self.work.sheet is not None:
            self.work.type_value("place", replace(self.work.sheet.place or Place(), text=text))
