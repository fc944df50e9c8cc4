"""Recording a company: five minutes on the phone, one transaction, and a look at what may be the same company."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.companies.editing import Duplicate, FirstContact, new_company, possible_duplicates
from consultant_app.desktop.companies.checks import check_mail, check_plz
from consultant_app.desktop.companies.edit_column import side_by_side
from consultant_app.desktop.companies.form_pane import FormPane
from consultant_app.desktop.companies.kept_fields import line_of
from consultant_app.desktop.day_words import short_date, spoken_date, understood_date
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.date_field import DateField
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import Card, ElidedLabel, Hairline, Label, SectionHeading
from consultant_app.desktop.widgets.layouts import empty_layout
from consultant_app.desktop.widgets.messages import announce
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.value_lists import value_list

COMPARE_MS = 250
FORM_WIDTH = 640


class NewCompanyPane(FormPane):
    """`made(id)` when a company was recorded, `opened(id)` for one that is here already, `dropped()` by hand."""

    made = Signal(str)
    opened = Signal(str)
    dropped = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job[tuple[Duplicate, ...]] | None = None
        self._fields = {key: LabelledField(words, TextLine()) for key, words in self._labels().items()}
        self._lines = {key: line_of(one) for key, one in self._fields.items()}
        self._channel = ComboBox(
            self.tr("Channel"), [(entry.label(desk.language), entry.code) for entry in value_list("contact_channel")]
        )
        self._on = DateField(
            self.tr("First contact on"),
            lambda text: understood_date(text, desk.now().date()),
            spoken_date,
            short=short_date,
        )
        self._build()
        self._compare = QTimer(self, singleShot=True, interval=COMPARE_MS)
        self._compare.timeout.connect(self._look_for_duplicates)
        for line in self._lines.values():
            line.textChanged.connect(self._on_typed)
        self._on.day_changed.connect(self._on_typed)
        self.clear()

    def _labels(self) -> dict[str, str]:
        return {
            "name": self.tr("Name of the company"),
            "street": self.tr("Street and number"),
            "plz": self.tr("Postal code"),
            "city": self.tr("Town"),
            "website": self.tr("Website"),
            "first_name": self.tr("First name"),
            "last_name": self.tr("Last name"),
            "phone": self.tr("Telephone"),
            "mail": self.tr("E-mail"),
        }

    def _build(self) -> None:
        self._make = Button(self.tr("Record company"), "primary", icon="check")
        self._make.clicked.connect(self._on_make)
        drop = Button(self.tr("Discard"), "quiet", name=self.tr("Discard the new company"))
        drop.clicked.connect(self._on_drop)
        self._found = Card(border="accent_line", ground="panel")
        self._found.hide()
        form = QWidget()
        form.setMaximumWidth(FORM_WIDTH)
        column = self.fill(self.tr("New company"), form, drop, self._make)
        column.setSpacing(12)
        column.addWidget(SectionHeading(self.tr("Company")))
        column.addWidget(self._fields["name"])
        column.addWidget(self._found)
        column.addWidget(self._fields["street"])
        column.addLayout(side_by_side(self._fields["plz"], self._fields["city"]))
        column.addWidget(self._fields["website"])
        column.addSpacing(8)
        column.addWidget(SectionHeading(self.tr("Contact")))
        column.addLayout(self._two("first_name", "last_name"))
        column.addLayout(self._two("phone", "mail"))
        column.addSpacing(8)
        column.addWidget(SectionHeading(self.tr("First contact")))
        contact = QGridLayout()
        contact.setHorizontalSpacing(12)
        contact.addWidget(LabelledField(self.tr("Channel"), self._channel), 0, 0)
        contact.addWidget(LabelledField(self.tr("First contact on"), self._on), 0, 1)
        column.addLayout(contact)
        column.addStretch(1)

    def _two(self, left: str, right: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for at, key in enumerate((left, right)):
            grid.addWidget(self._fields[key], 0, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def clear(self) -> None:
        """An empty form, first contact today by telephone."""
        for line in self._lines.values():
            line.clear()
        self._channel.set_value("phone")
        self._on.set_day(self._desk.now().date())
        self._show_found(())
        self._on_typed()

    def begin(self) -> None:
        """Goes on where the form was left."""
        self._lines["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def entered(self) -> FirstContact:
        texts = {key: line.text() for key, line in self._lines.items()}
        return FirstContact(
            **texts, channel=str(self._channel.value or "phone"), on=self._on.day or self._desk.now().date()
        )

    def _missing(self) -> str:
        """What is still missing, in words; empty when the company can be recorded."""
        words = {
            "name": self.tr("The name is still missing."),
            "city": self.tr("The town is still missing."),
            "last_name": self.tr("The contact’s last name is still missing."),
        }
        for key, sentence in words.items():
            if not self._lines[key].text().strip():
                return sentence
        return "" if self._on.is_understood else self.tr("The day of the first contact is not understood.")

    def _on_typed(self) -> None:
        missing = self._missing()
        self.say_why(missing or self.tr("Everything needed is there."))
        self._make.setEnabled(not missing)
        self._fields["plz"].set_error(check_plz(self._lines["plz"].text().strip()) if self._left("plz") else "")
        self._fields["mail"].set_error(check_mail(self._lines["mail"].text().strip()) if self._left("mail") else "")
        self._compare.start()

    def _left(self, key: str) -> bool:
        """Nobody is told about a field that is still being typed."""
        return not self._lines[key].hasFocus()

    def _look_for_duplicates(self) -> None:
        entered = self.entered()
        if self._job is not None:
            self._job.cancel()
        if not self.isVisible() or not entered.name.strip():
            self._show_found(())
            return
        self._job = self._desk.read(lambda reader: possible_duplicates(reader, entered), self._show_found, owner=self)

    def _show_found(self, found: tuple[Duplicate, ...]) -> None:
        was_visible = not self._found.isHidden()
        empty_layout(self._found.column)
        self._found.setVisible(bool(found))
        if not found:
            return
        title = self.tr("Is it one of these?")
        self._found.column.addWidget(Label(title, "body_strong"))
        for at, one in enumerate(found):
            if at:
                self._found.column.addWidget(Hairline())
            self._found.column.addWidget(self._duplicate(one))
        if not was_visible:
            announce(self, title)

    def _duplicate(self, one: Duplicate) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(one.name, "list_title"))
        visited = self.tr("last visit {day}").format(day=short_date(one.last_visit_on)) if one.last_visit_on else ""
        facts = ", ".join(part for part in (one.city, one.lead_partner, visited) if part)
        words.addWidget(ElidedLabel(facts, "small", role="text2"))
        line.addLayout(words, 1)
        button = Button(self.tr("Open"), name=self.tr("Open {name}").format(name=one.name))
        button.clicked.connect(lambda: self.opened.emit(one.id))
        line.addWidget(button)
        return row

    def _on_make(self) -> None:
        entered, identity = self.entered(), self._desk.workspace.identity
        self._make.setEnabled(False)
        self._desk.write(
            self.tr("Company recorded"),
            lambda writer: new_company(writer, entered, identity),
            self._on_made,
            owner=self,
            on_failed=self._on_failed,
        )

    def _on_made(self, company: str) -> None:
        self.clear()
        self.made.emit(company)

    def _on_failed(self, error: Exception) -> None:
        self._on_typed()
        self.show_error(error, self._desk.language)

    def _on_drop(self) -> None:
        self.clear()
        self.dropped.emit()
