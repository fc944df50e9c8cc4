"""The right column of a company to read: who to talk to, the basic facts, what is on this device."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.companies.sheet import CompanySheet, Person
from consultant_app.desktop.day_words import month_and_year, short_date
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.indicators import Avatar, Glyph, TwoDots
from consultant_app.desktop.widgets.labels import ElidedLabel, Hairline, Label, SectionHeading
from consultant_app.desktop.widgets.layouts import empty_layout
from consultant_app.desktop.widgets.painting import DotState
from consultant_app.domain.company import EconomicActivity
from consultant_app.domain.company_profile import KmuStatus
from consultant_app.domain.consulting_case import CaseState, NextAction
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language


class FactsColumn(QWidget):
    """`edit_asked()` by the quiet button, `contact_asked()` by the plus, `conflict_asked(id)` where one waits."""

    edit_asked = Signal()
    conflict_asked = Signal(str)
    contact_asked = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.edit_button = Button(self.tr("Edit"), "link", name=self.tr("Edit basic facts"))
        self.edit_button.clicked.connect(self.edit_asked)
        self.add_button = icon_button("plus", self.tr("Add a contact"), "quiet")
        self.add_button.clicked.connect(self.contact_asked)
        self._people = QVBoxLayout()
        self._people.setSpacing(0)
        self._facts = QGridLayout()
        self._device = Label("", "small")
        self._waiting = Label("", "small", role="text2")
        self._dots = TwoDots()
        self._contested = ""
        self._conflict = Button(self.tr("See the conflict"), "link")
        self._conflict.clicked.connect(lambda: self.conflict_asked.emit(self._contested))
        self._conflict.hide()
        self._client_view = False
        self._sheet: CompanySheet | None = None
        self._build()

    def _build(self) -> None:
        people = SectionHeading(self.tr("Contacts"))
        people.add_widget(self.add_button)
        facts = SectionHeading(self.tr("Basic facts"))
        facts.add_widget(self.edit_button)
        self._facts.setContentsMargins(0, 8, 0, 0)
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 24)
        column.setSpacing(0)
        column.addWidget(people)
        column.addLayout(self._people)
        column.addSpacing(12)
        column.addWidget(facts)
        column.addLayout(self._facts)
        column.addSpacing(16)
        column.addWidget(SectionHeading(self.tr("On this device")))
        column.addSpacing(10)
        column.addLayout(_marked(Glyph("device-laptop", "text2", 18), self._device))
        column.addSpacing(4)
        column.addLayout(_marked(self._dots, self._waiting))
        column.addWidget(self._conflict)
        column.addStretch(1)

    def set_client_view(self, on: bool) -> None:
        """What waits for sync is nothing for a client."""
        self._client_view = on
        self._waiting.setVisible(not on)
        self._dots.setVisible(not on)
        self._conflict.setVisible(not on and bool(self._contested))
        if self._sheet is not None:
            self._show_facts(self._sheet)

    def show_sheet(self, sheet: CompanySheet) -> None:
        self._sheet = sheet
        self._show_people(sheet.people)
        self._show_facts(sheet)
        whole = self.tr("Complete, also without network")
        self._device.setText(whole if sheet.is_whole else self.tr("Only what the consortium shares"))
        self._contested = sheet.contested[0] if sheet.contested else ""
        self._conflict.setVisible(bool(sheet.contested) and not self._client_view)
        waits = DotState.WAITING if sheet.waiting else DotState.BOTH
        self._dots.set_state(DotState.CONFLICT if sheet.contested else waits)
        if sheet.contested:
            self._waiting.setText(self.tr("Two people have changed the same"))
        elif sheet.waiting:
            self._waiting.setText(self.tr("%n changes wait", "", sheet.waiting))
        else:
            self._waiting.setText(self.tr("In the consortium as well"))

    def _show_people(self, people: Sequence[Person]) -> None:
        empty_layout(self._people)
        for at, person in enumerate(people):
            if at:
                self._people.addWidget(Hairline())
            self._people.addWidget(self._person(person))
        if not people:
            none = Label(self.tr("Nobody is named yet."), "small", role="text2")
            none.setContentsMargins(0, 10, 0, 10)
            self._people.addWidget(none)

    def _person(self, person: Person) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(person.name, "body", role="text2" if person.has_left else "text"))
        if person.left_on is not None:
            gone = self.tr("left on {day}") if person.has_left else self.tr("leaves on {day}")
            words.addWidget(Label(gone.format(day=short_date(person.left_on)), "small", role="text2", wrap=True))
        job = person.job or label_of("participant_role", person.role, language=self._language)
        if job:
            words.addWidget(ElidedLabel(job, "small", role="text2"))
        for scheme, address in (("tel", person.phone), ("mailto", person.mail if not person.phone else "")):
            if address:
                words.addWidget(_link(scheme, address, self.palette().link().color().name()))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(12)
        line.addWidget(Avatar(person.name), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        row.setToolTip("\n".join(part for part in (person.phone, person.mail) if part))
        return row

    def _show_facts(self, sheet: CompanySheet) -> None:
        empty_layout(self._facts)
        for at, (name, value) in enumerate(self._fact_words(sheet)):
            self._facts.addWidget(Label(name, "small", role="text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            shown = Label(value, "small", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(shown, at, 1)

    def _fact_words(self, sheet: CompanySheet) -> list[tuple[str, str]]:
        values = sheet.company.values
        activity = values["wz"]
        section = activity.section if isinstance(activity, EconomicActivity) else ""
        status = sheet.profile.values["kmu_status"] if sheet.profile else None
        declared = isinstance(status, KmuStatus) and status.basis == "declaration"
        size = label_of("kmu_class", sheet.kmu_class, language=self._language)
        facts = [
            (
                self.tr("Branch"),
                str(values["branch"] or "") or label_of("wz_section", section, language=self._language),
            ),
            (self.tr("Legal form"), label_of("legal_form", str(values["legal_form"] or ""), language=self._language)),
            (self.tr("Employees"), str(sheet.headcount) if sheet.headcount is not None else ""),
            (self.tr("SME class"), self.tr("{size}, declared").format(size=size) if declared else size),
            (self.tr("Responsible"), sheet.lead_partner),
            (self.tr("Looked after by"), sheet.consultant),
            (self.tr("Case"), str(sheet.case.values["number"]) if sheet.case else ""),
            (self.tr("State"), self._state_words(sheet)),
            (self.tr("Since"), month_and_year(sheet.since) if sheet.since else ""),
        ]
        next_action = sheet.case.values["next_action"] if sheet.case else None
        if isinstance(next_action, NextAction) and not self._client_view:
            day = short_date(next_action.due_on) if next_action.due_on else ""
            facts.append((self.tr("Next step"), ": ".join(part for part in (day, next_action.text) if part)))
        return [(name, value) for name, value in facts if value]

    def _state_words(self, sheet: CompanySheet) -> str:
        """With its reason, which is not for a client."""
        words = label_of("case_status", sheet.case_status, language=self._language)
        state = sheet.case.values["state"] if sheet.case else None
        reason = state.reason if isinstance(state, CaseState) and not self._client_view else ""
        return f"{words}: {reason}" if reason else words


def _marked(mark: QWidget, words: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    holder = QWidget()
    holder.setFixedWidth(28)
    inner = QHBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addWidget(mark, 0, Qt.AlignmentFlag.AlignCenter)
    row.addWidget(holder)
    row.addWidget(words, 1)
    return row


def _link(scheme: str, address: str, color: str) -> Label:
    """Opens what the system has for telephone numbers or mail."""
    target = "".join(address.split()) if scheme == "tel" else address.strip()
    label = Label("", "small", role="accent", rich=True)
    label.setText(
        f'<a href="{scheme}:{escape(target, quote=True)}" style="color:{color};text-decoration:none">'
        f"{escape(address)}</a>"
    )
    label.setOpenExternalLinks(True)
    label.setAccessibleName(address)
    return label
