"""The case of a company to edit: where it stands and why, who accompanies it, what it is about, what comes next."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.actions.companies.case import move_case
from consultant_app.actions.companies.editing import set_choice
from consultant_app.actions.companies.sheet import CompanySheet, Editable
from consultant_app.changes.change import RecordId
from consultant_app.desktop.companies.kept_fields import KeptField, day_field
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import SectionHeading
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.settling import FormText, SettledLine
from consultant_app.domain.consulting_case import ENDED, CaseState, needs_reason
from consultant_app.domain.status import next_statuses
from consultant_app.domain.value_lists import label_of, value_list
from consultant_app.errors import RuleError


class CaseStateFields(QWidget):
    """Where the case stands. A move that needs a reason is made when the reason is written."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case: RecordId | None = None
        self._state = CaseState()
        self._wanted = ""
        self._status = ComboBox(self.tr("State of the case"))
        self._status.value_chosen.connect(self._on_chosen)
        self._reason_line = SettledLine("")
        self._reason_line.settled.connect(self._on_reason)
        self.reason = LabelledField(self.tr("Reason for the state"), self._reason_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(LabelledField(self.tr("State of the case"), self._status))
        column.addWidget(self.reason)

    def show_case(self, case: Editable) -> None:
        """A move that still waits for its reason stays chosen."""
        other = case.id != self._case
        if other:
            self.leave()
            self._wanted = ""
        state = case.values["state"]
        stands = state if isinstance(state, CaseState) else CaseState()
        if stands.status != self._state.status and not other:
            self._wanted = ""
        self._case, self._state = case.id, stands
        codes = [stands.status, *next_statuses("case", stands.status)]
        self._status.set_entries([(label_of("case_status", one, language=self._desk.language), one) for one in codes])
        self._status.set_value(self._wanted or stands.status)
        if not self._wanted:
            (self._reason_line.show_other if other else self._reason_line.show_text)(stands.reason)
            self.reason.set_error("")
        self.reason.setVisible(bool(self._wanted or stands.reason) or needs_reason(stands.status, stands.status))

    def leave(self) -> None:
        self._reason_line.settle_now()

    def _on_chosen(self, value: object) -> None:
        status = str(value)
        self._reason_line.settle_now()
        self._wanted = ""
        if status != self._state.status and needs_reason(self._state.status, status):
            self._wanted = status
            self._reason_line.show_other("")
            self._ask_reason(status)
        elif status != self._state.status:
            self._move(status, "")
        else:
            self._reason_line.show_other(self._state.reason)
            self.reason.set_error("")
            self.reason.setVisible(bool(self._state.reason))

    def _ask_reason(self, status: str) -> None:
        self.reason.set_error(error_text(RuleError("reason_required", status=status), self._desk.language))
        self.reason.show()
        self._reason_line.setFocus()

    def _on_reason(self, text: str) -> None:
        status = self._wanted or self._state.status
        if not text and needs_reason(self._state.status, status):
            self._ask_reason(status)
            return
        self._wanted = ""
        self.reason.set_error("")
        self._move(status, text)

    def _move(self, status: str, reason: str) -> None:
        case, today = self._case, self._desk.now().date()
        if case is None:
            return
        self._state = CaseState(status, reason)
        label = self.tr("State of the case changed")
        self._desk.write(label, lambda writer: move_case(writer, case, status, reason=reason, today=today))


class CaseEditor(QWidget):
    """Hidden while the company has no case that is visible here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case: RecordId | None = None
        self._kept: list[KeptField] = []
        self._texts: dict[str, TextBinding] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(SectionHeading(self.tr("Case")))
        self.state = CaseStateFields(desk)
        self._column.addWidget(self.state)
        self._consultant = self._choice("consultant", self.tr("Looked after by"))
        self._deputy = self._choice("deputy", self.tr("Deputy"))
        self._text("occasion", self.tr("Occasion of the case"))
        self._text("goal", self.tr("Goal of the case"))
        self._build_next()
        self._day("first_contact_on", self.tr("First contact on"))
        self._channel = self._choice("channel", self.tr("Channel"))
        channels = [(one.label(desk.language), one.code) for one in value_list("contact_channel")]
        self._channel.set_entries([("–", ""), *channels])
        self._closed = self._day("closed_on", self.tr("Closed on"))
        self._outcome = self._text("outcome", self.tr("Outcome of the case"))
        self.hide()

    def show_sheet(self, sheet: CompanySheet) -> None:
        self.setVisible(sheet.case is not None)
        if sheet.case is None:
            return
        case = sheet.case
        self._case = case.id
        self.state.show_case(case)
        colleagues = [("–", ""), *((name, id_) for id_, name in sheet.colleagues)]
        for field, combo in (("consultant", self._consultant), ("deputy", self._deputy)):
            combo.set_entries(colleagues)
            combo.set_value(case.values[field] or "")
        self._channel.set_value(case.values["channel"] or "")
        for kept in self._kept:
            kept.show(case)
        for field, binding in self._texts.items():
            binding.show(case.id, str(case.values[field]), case.heads.get(field, ()))
        is_over = sheet.case_status in ENDED
        self._closed.setVisible(is_over)
        self._outcome.setVisible(is_over or bool(case.values["outcome"]))

    def leave(self) -> None:
        self.state.leave()
        for kept in self._kept:
            kept.leave()
        for binding in self._texts.values():
            binding.leave()

    def _build_next(self) -> None:
        due = LabelledField(self.tr("Next step on"), day_field(self._desk))
        words = LabelledField(self.tr("Next step"), TextLine())
        self._column.addWidget(words)
        self._column.addWidget(due)
        inputs = {"text": words, "due_on": due}
        self._kept.append(KeptField(self._desk, "consulting_case", "next_action", inputs))

    def _day(self, field: str, label: str) -> LabelledField:
        labelled = LabelledField(label, day_field(self._desk))
        self._column.addWidget(labelled)
        self._kept.append(KeptField(self._desk, "consulting_case", field, {"": labelled}))
        return labelled

    def _text(self, field: str, label: str) -> LabelledField:
        editor = FormText(label)
        labelled = LabelledField(label, editor)
        self._column.addWidget(labelled)
        self._texts[field] = TextBinding(self._desk.drafts, editor, field)
        return labelled

    def _choice(self, field: str, label: str) -> ComboBox:
        combo = ComboBox(label)
        combo.value_chosen.connect(lambda value: self._on_chosen(field, value))
        self._column.addWidget(LabelledField(label, combo))
        return combo

    def _on_chosen(self, field: str, value: object) -> None:
        case = self._case
        if case is not None:
            wire = str(value) if value else None
            self._desk.write(self.tr("Case changed"), lambda writer: set_choice(writer, case, field, wire))
