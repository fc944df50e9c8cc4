"""The key figures of a measure: name, unit, direction, where from and where to, and the values read since."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.plans.measures import MOST_KPIS, add_part, delete_part
from consultant_app.actions.plans.sheet import KpiSheet, MeasureSheet, ValueRow
from consultant_app.changes.change import RecordId
from consultant_app.desktop.day_words import short_date
from consultant_app.desktop.measures.form_fields import FormFields, beside, no_date_words, no_number_words
from consultant_app.desktop.measures.inputs import SettledAmount, SettledDate
from consultant_app.desktop.measures.measure_work import MeasureWork
from consultant_app.desktop.measures.words import number_words
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.indicators import ShareBar
from consultant_app.desktop.widgets.labels import Card, ElidedLabel, Label, SectionHeading
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.settling import SettledLine
from consultant_app.domain.measure import Kpi, KpiValue, Reading


class ValueEntry(QWidget):
    """A new value: number, day (today unless said otherwise), source; kept by Enter or the button."""

    def __init__(self, work: MeasureWork, kpi: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._kpi = work, kpi
        self.value = SettledAmount("", places=3)
        self.day = SettledDate("", lambda: work.desk.now().date())
        self.source = SettledLine("")
        self._value_field = LabelledField(self.tr("New value"), self.value)
        self._day_field = LabelledField(self.tr("On"), self.day)
        add = Button(self.tr("Add value"), icon="plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(beside(self._value_field, self._day_field))
        column.addWidget(LabelledField(self.tr("Source of the value"), self.source))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(add)
        column.addLayout(row)
        add.clicked.connect(self._add)
        for line in (self.value, self.day, self.source):
            line.returnPressed.connect(self._add)

    def _add(self) -> None:
        value, today = self.value.read(), self._work.desk.now().date()
        self._value_field.set_error("" if value is not None else no_number_words())
        self._day_field.set_error("" if self.day.is_understood else no_date_words())
        if value is None or not self.day.is_understood:
            return
        day, source, kpi = self.day.day or today, " ".join(self.source.text().split()), self._kpi
        self.value.show_other(None)
        self.day.show_other(None)
        self.source.show_other("")
        self._work.write(
            self.tr("Value added"),
            lambda writer: add_part(writer, KpiValue(kpi=kpi, reading=Reading(value, day), source=source)),
        )


class KpiCard(Card):
    """`deletion_wanted()` by its button."""

    deletion_wanted = Signal()

    def __init__(self, work: MeasureWork, sheet: KpiSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=12)
        self._work, self._sheet = work, sheet
        self._fields = FormFields(
            work.desk.drafts, self._save, today=lambda: work.desk.now().date(), language=work.desk.language
        )
        add = self._fields
        remove = Button(self.tr("Delete key figure"), "quiet", icon="trash")
        remove.clicked.connect(self.deletion_wanted)
        top = QHBoxLayout()
        top.addWidget(add.line("name", self.tr("Key figure")), 1)
        self.column.addLayout(top)
        unit = add.line("unit", self.tr("Unit"), max_length=40)
        direction = add.code("direction", self.tr("Direction"), "kpi_direction", empty=self.tr("not chosen"))
        self.column.addLayout(beside(unit, direction))
        baseline = add.amount("baseline", self.tr("Baseline"), places=3)
        baseline.editor.setPlaceholderText(self.tr("to be found out"))  # type: ignore[attr-defined]
        self.column.addLayout(beside(baseline, add.date("baseline_on", self.tr("Baseline of"))))
        target = add.amount("target", self.tr("Target"), places=3)
        self.column.addLayout(beside(target, add.date("target_on", self.tr("Target until"))))
        self._bar = ShareBar(self.tr("Way covered"))
        self._values = QVBoxLayout()
        self._values.setSpacing(2)
        self.column.addWidget(self._bar)
        self.column.addLayout(self._values)
        self.column.addWidget(ValueEntry(work, sheet.id))
        self.column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._shown_values: tuple[ValueRow, ...] | None = None
        self.show_sheet(sheet)

    def show_sheet(self, sheet: KpiSheet) -> None:
        self._sheet = sheet
        row = sheet.row
        values: dict[str, Any] = {
            "name": row.name,
            "unit": row.unit,
            "direction": sheet.direction,
            "baseline": row.baseline,
            "baseline_on": sheet.baseline_on,
            "target": row.target,
            "target_on": sheet.target_on,
        }
        self._fields.show(sheet.id, values, sheet.heads)
        self._bar.setVisible(row.percent is not None)
        self._bar.set_share((row.percent or 0) / 100, f"{row.percent or 0} %")
        if sheet.values != self._shown_values:
            self._shown_values = sheet.values
            self._show_values(sheet)

    def _show_values(self, sheet: KpiSheet) -> None:
        while self._values.count():
            entry = self._values.takeAt(0)
            widget = entry.widget() if entry is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for value in sheet.values:
            self._values.addWidget(self._value_line(value))

    def _value_line(self, value: ValueRow) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        number = number_words(value.value, self._work.desk.language)
        day = short_date(value.read_on) if value.read_on else ""
        row.addWidget(Label(number, "small_strong"))
        row.addWidget(Label(day, "small", role="text2"))
        row.addWidget(ElidedLabel(value.source, "small", role="text2"), 1)
        remove = icon_button("x", self.tr("Delete value {value} of {day}").format(value=number, day=day), "quiet")
        remove.clicked.connect(lambda: self._delete_value(value.id))
        row.addWidget(remove)
        return widget

    def _delete_value(self, value: str) -> None:
        self._work.write(self.tr("Value deleted"), lambda writer: delete_part(writer, KpiValue, value))

    def _save(self, _kpi: RecordId, field: str, value: Any) -> None:
        """A baseline is a number with its day, and they are kept as one; the target alike."""
        row, sheet = self._sheet.row, self._sheet
        baseline, target = Reading(row.baseline, sheet.baseline_on), Reading(row.target, sheet.target_on)
        edits: dict[str, dict[str, Any]] = {
            "baseline": {"baseline": replace(baseline, value=value)},
            "baseline_on": {"baseline": replace(baseline, read_on=value)},
            "target": {"target": replace(target, value=value)},
            "target_on": {"target": replace(target, read_on=value)},
        }
        shown = {
            "baseline": lambda: replace(sheet, row=replace(row, baseline=value)),
            "target": lambda: replace(sheet, row=replace(row, target=value)),
            "baseline_on": lambda: replace(sheet, baseline_on=value),
            "target_on": lambda: replace(sheet, target_on=value),
        }
        if field in shown:
            self._sheet = shown[field]()
        self._work.set_part(self.tr("Key figure changed"), Kpi, sheet.id, **edits.get(field, {field: value}))


class Kpis(QWidget):
    def __init__(self, work: MeasureWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._measure = work, RecordId("")
        self._cards: dict[str, KpiCard] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.new = TextLine()
        self.new.setAccessibleName(self.tr("New key figure"))
        self.new.setPlaceholderText(self.tr("New key figure, then Enter"))
        self.new.setMaxLength(200)
        self.new.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(self.tr("Key figures")))
        column.addLayout(self._list)
        column.addWidget(self.new)

    def show_sheet(self, sheet: MeasureSheet) -> None:
        self._measure = sheet.id
        self.new.setVisible(len(sheet.kpis) < MOST_KPIS)
        if list(self._cards) == [kpi.id for kpi in sheet.kpis]:
            for kpi in sheet.kpis:
                self._cards[kpi.id].show_sheet(kpi)
            return
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards = {}
        for kpi in sheet.kpis:
            card = KpiCard(self._work, kpi)
            card.deletion_wanted.connect(lambda id_=kpi.id: self._delete(id_))
            self._cards[kpi.id] = card
            self._list.addWidget(card)

    def _add(self) -> None:
        name, measure = " ".join(self.new.text().split()), self._measure
        if name and measure:
            self.new.clear()
            self._work.write(
                self.tr("Key figure added"), lambda writer: add_part(writer, Kpi(measure=measure, name=name))
            )

    def _delete(self, kpi: str) -> None:
        self._work.write(self.tr("Key figure deleted"), lambda writer: delete_part(writer, Kpi, kpi))
