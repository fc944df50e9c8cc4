"""The right column of a company to edit: every input keeps itself, there is nothing to confirm."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.companies.editing import set_choice, set_section
from consultant_app.actions.companies.sheet import CompanySheet, Editable
from consultant_app.changes.change import RecordId, Value
from consultant_app.desktop.companies.case_editor import CaseEditor
from consultant_app.desktop.companies.checks import check_mail, check_plz
from consultant_app.desktop.companies.contact_editor import ContactEditors
from consultant_app.desktop.companies.kept_fields import Check, KeptField
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import Label, SectionHeading
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.company import EconomicActivity
from consultant_app.domain.value_lists import label_of, value_list


class EditColumn(QWidget):
    """`done()` by the button that leads back to reading."""

    done = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: dict[str, list[KeptField]] = {"company": [], "company_profile": []}
        self._choices: list[tuple[str, str, ComboBox]] = []
        self._records: dict[str, RecordId] = {}
        self.contacts, self.case = ContactEditors(desk), CaseEditor(desk)
        self._kmu = Label("", "small", role="text2", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 0, 24)
        self._column.setSpacing(12)
        self._build()

    def _build(self) -> None:
        done = Button(self.tr("Done"), "link", name=self.tr("Done editing"))
        done.clicked.connect(self.done)
        people = SectionHeading(self.tr("Contacts"))
        people.add_widget(done)
        self._column.addWidget(people)
        self._column.addWidget(self.contacts)
        self._column.addSpacing(4)
        self._column.addWidget(SectionHeading(self.tr("Basic facts")))
        self._line("company", "name", self.tr("Name"))
        self._choice("company", "legal_form", self.tr("Legal form"), "legal_form")
        self._build_address()
        self._line("company", "phone", self.tr("Telephone"))
        self._line("company", "mail", self.tr("E-mail"), check=check_mail)
        self._line("company", "website", self.tr("Website"))
        self._line("company", "branch", self.tr("Branch"))
        self._build_activity()
        self._line("company", "register_number", self.tr("Register court and number"))
        self._column.addSpacing(4)
        self._column.addWidget(self.case)
        self._column.addSpacing(4)
        self._column.addWidget(SectionHeading(self.tr("Figures")))
        self._line("company_profile", "headcount", self.tr("Employees"))
        self._build_figures()
        self._column.addWidget(self._kmu)
        self._line("company_profile", "founded_year", self.tr("Founded in"))
        self._choice("company_profile", "works_council", self.tr("Works council"), "works_council")
        self._column.addStretch(1)

    def _build_address(self) -> None:
        street, plz, city = (
            LabelledField(self.tr("Street and number"), TextLine()),
            LabelledField(self.tr("Postal code"), TextLine()),
            LabelledField(self.tr("Town"), TextLine()),
        )
        self._column.addWidget(street)
        self._column.addLayout(side_by_side(plz, city))
        inputs = {"street": street, "plz": plz, "city": city}
        kept = KeptField(self._desk, "company", "address", inputs, checks={"plz": check_plz})
        self._kept["company"].append(kept)

    def _build_activity(self) -> None:
        label = self.tr("Economic section")
        self._section = choice_box(label, "wz_section", self._desk)
        self._section.value_chosen.connect(self._on_section)
        code = LabelledField(self.tr("WZ code"), TextLine())
        self._column.addWidget(LabelledField(label, self._section))
        self._column.addWidget(code)
        self._kept["company"].append(KeptField(self._desk, "company", "wz", {"code": code}))

    def _build_figures(self) -> None:
        inputs = {
            "reference_year": LabelledField(self.tr("Fiscal year"), TextLine()),
            "staff_jae": LabelledField(self.tr("Annual work units"), TextLine()),
            "turnover_eur": LabelledField(self.tr("Turnover in €"), TextLine()),
            "balance_eur": LabelledField(self.tr("Balance sheet total in €"), TextLine()),
        }
        self._column.addLayout(side_by_side(inputs["reference_year"], inputs["staff_jae"]))
        self._column.addWidget(inputs["turnover_eur"])
        self._column.addWidget(inputs["balance_eur"])
        self._kept["company_profile"].append(KeptField(self._desk, "company_profile", "figures", inputs))

    def _line(self, type_name: str, field: str, label: str, *, check: Check | None = None) -> None:
        labelled = LabelledField(label, TextLine())
        self._column.addWidget(labelled)
        checks = {"": check} if check is not None else None
        self._kept[type_name].append(KeptField(self._desk, type_name, field, {"": labelled}, checks=checks))

    def _choice(self, type_name: str, field: str, label: str, list_name: str) -> None:
        combo = choice_box(label, list_name, self._desk)
        combo.value_chosen.connect(lambda value: self._on_chosen(type_name, field, value))
        self._choices.append((type_name, field, combo))
        self._column.addWidget(LabelledField(label, combo))

    def _on_chosen(self, type_name: str, field: str, value: object) -> None:
        record = self._records.get(type_name)
        if record is not None:
            choose(self._desk, record, field, value, label=self.tr("Basic facts changed"))

    def _on_section(self, value: object) -> None:
        company = self._records["company"]
        words = self.tr("Basic facts changed")
        self._desk.write(words, lambda writer: set_section(writer, company, str(value or "")))

    def show_sheet(self, sheet: CompanySheet) -> None:
        activity = sheet.company.values["wz"]
        self._section.set_value(activity.section if isinstance(activity, EconomicActivity) else "")
        self.contacts.show_people(sheet.id, sheet.people)
        self._show_record("company", sheet.company)
        if sheet.profile is not None:
            self._show_record("company_profile", sheet.profile)
        self.case.show_sheet(sheet)
        size = label_of("kmu_class", sheet.kmu_class, language=self._desk.language)
        self._kmu.setText(self.tr("SME class: {size}").format(size=size))

    def leave(self) -> None:
        """What was typed becomes changes."""
        for kept in self._kept.values():
            for one in kept:
                one.leave()
        self.contacts.leave()
        self.case.leave()

    def _show_record(self, type_name: str, record: Editable) -> None:
        self._records[type_name] = record.id
        for kept in self._kept[type_name]:
            kept.show(record)
        for owner, field, combo in self._choices:
            if owner == type_name:
                combo.set_value(record.values[field] or "")


def side_by_side(*fields: QWidget) -> QHBoxLayout:
    """Narrow fields in one line, the last one wider."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for at, field in enumerate(fields):
        row.addWidget(field, 1 if at < len(fields) - 1 else 2, Qt.AlignmentFlag.AlignTop)
    return row


def choice_box(label: str, list_name: str, desk: Desk) -> ComboBox:
    """Every code of a value list, and none."""
    entries = [(entry.label(desk.language), entry.code) for entry in value_list(list_name)]
    return ComboBox(label, [("–", ""), *entries])


def choose(desk: Desk, record: RecordId, field: str, value: object, *, label: str) -> None:
    """Keeps what was chosen from a list at once."""
    wire: Value = value if isinstance(value, str | bool) and value != "" else None
    desk.write(label, lambda writer: set_choice(writer, record, field, wire))
