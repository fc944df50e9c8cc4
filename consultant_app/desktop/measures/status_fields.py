"""Status and traffic light of a measure, each with what it needs: a reason, a day to come back to it, a why."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.actions.plans.sheet import MeasureSheet
from consultant_app.changes.change import RecordId
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.measures.form_fields import no_date_words
from consultant_app.desktop.measures.inputs import SettledDate
from consultant_app.desktop.measures.measure_work import MeasureWork
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.settling import SettledLine
from consultant_app.domain.measure import MeasureState, TrafficLight
from consultant_app.domain.value_lists import value_list
from consultant_app.errors import RuleError

_NEEDS = {"rejected": "reason_required", "postponed": "reminder_required"}


class StatusFields(QWidget):
    """A status that still needs something is shown with the question for it, and kept once that is given."""

    def __init__(self, work: MeasureWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._measure = RecordId("")
        self._state = MeasureState()
        self._light = TrafficLight()
        self._asked = ""
        language = work.desk.language
        self.status = ComboBox("", [(one.label(language), one.code) for one in value_list("measure_status")])
        self.reason = SettledLine("")
        self.reminder = SettledDate("", lambda: work.desk.now().date())
        self.light = ComboBox("", [(one.label(language), one.code) for one in value_list("traffic_light")])
        self.why = SettledLine("")
        self._reason_field = LabelledField(self.tr("Reason"), self.reason)
        self._reminder_field = LabelledField(self.tr("Comes up again on"), self.reminder)
        self._why_field = LabelledField(self.tr("Why this traffic light"), self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(LabelledField(self.tr("Status"), self.status))
        column.addWidget(self._reminder_field)
        column.addWidget(self._reason_field)
        column.addWidget(LabelledField(self.tr("Traffic light"), self.light))
        column.addWidget(self._why_field)
        self.status.value_chosen.connect(lambda value: self.begin(str(value)))
        self.reason.settled.connect(self._on_reason)
        self.reminder.settled.connect(self._on_reminder)
        self.reminder.misunderstood.connect(lambda: self._reminder_field.set_error(no_date_words()))
        self.light.value_chosen.connect(lambda value: self._set_light(replace(self._light, light=str(value))))
        self.why.settled.connect(lambda text: self._set_light(replace(self._light, why=text)))

    def show_sheet(self, sheet: MeasureSheet) -> None:
        other = sheet.id != self._measure
        if other:
            # What was typed last still belongs to the measure before.
            for line in (self.reason, self.reminder, self.why):
                line.settle_now()
        self._measure, self._state, self._light = sheet.id, sheet.state, sheet.light
        if other or sheet.state.status == self._asked:
            self._asked = ""
        if not self._asked:
            self.status.set_value(sheet.state.status)
            for field in (self._reason_field, self._reminder_field):
                field.set_error("")
        self.light.set_value(sheet.light.light)
        if other:
            self.reason.show_other(sheet.state.reason)
            self.reminder.show_other(sheet.state.reminder_on)
            self.why.show_other(sheet.light.why)
        else:
            self.reason.show_text(sheet.state.reason)
            self.reminder.show_day(sheet.state.reminder_on)
            self.why.show_text(sheet.light.why)
        self._show_needed()

    def begin(self, status: str) -> None:
        """Sets the status, or asks for what it needs first."""
        self.status.set_value(status)
        state = MeasureState(status, self._state.reason if status in _NEEDS else "", None)
        if status == "postponed":
            state = replace(state, reminder_on=self._state.reminder_on)
        if self._lacks(state):
            self._asked = status
            self._show_needed()
            self._ask(status)
        else:
            self._asked = ""
            self._set_state(state)

    def _lacks(self, state: MeasureState) -> bool:
        if state.status == "rejected":
            return not state.reason.strip()
        return state.status == "postponed" and state.reminder_on is None

    def _ask(self, status: str) -> None:
        field = self._reason_field if status == "rejected" else self._reminder_field
        field.set_error(error_text(RuleError(_NEEDS[status]), self._work.desk.language))
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self, text: str) -> None:
        self._go_on(replace(self._state, status=self._asked or self._state.status, reason=text))

    def _on_reminder(self, day: date | None) -> None:
        self._go_on(replace(self._state, status=self._asked or self._state.status, reminder_on=day))

    def _go_on(self, state: MeasureState) -> None:
        """With what was just given; what a status cannot do without is asked for again."""
        if self._lacks(state):
            self._ask(state.status)
            return
        self._asked = ""
        for field in (self._reason_field, self._reminder_field):
            field.set_error("")
        self._set_state(state)

    def _set_state(self, state: MeasureState) -> None:
        self._state = state
        self._show_needed()
        self._work.set(self._measure, self.tr("Status changed"), state=state)

    def _set_light(self, light: TrafficLight) -> None:
        self._light = light
        self._show_needed()
        self._work.set(self._measure, self.tr("Traffic light changed"), traffic_light=light)

    def _show_needed(self) -> None:
        status = self._asked or self._state.status
        self._reason_field.setVisible(status in _NEEDS)
        self._reminder_field.setVisible(status == "postponed")
        self._why_field.setVisible(self._light.light != "none" or bool(self._light.why))
