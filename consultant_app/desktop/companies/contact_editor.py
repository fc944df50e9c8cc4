"""The contacts of a company to edit: one of them open at a time, a small form for one more."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.companies.editing import add_contact, delete_contact, make_primary, set_choice
from consultant_app.actions.companies.sheet import Person
from consultant_app.changes.change import RecordId
from consultant_app.desktop.companies.checks import check_mail
from consultant_app.desktop.companies.kept_fields import KeptField, day_field, line_of
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.choices import FilterChip
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.messages import Step
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.value_lists import value_list
from consultant_app.workspace.capture import Writer


class ContactForm(QWidget):
    """The fields of one contact."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: RecordId | None = None
        self._kept: list[KeptField] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 8)
        self._column.setSpacing(12)
        self._salutation = self._choice("salutation", self.tr("Salutation"), "salutation")
        self._line("title", self.tr("Title"))
        self._line("first_name", self.tr("First name"))
        self._line("last_name", self.tr("Last name"))
        self._line("job", self.tr("Function"))
        self._role = self._choice("role", self.tr("Role"), "participant_role")
        self._line("phone", self.tr("Telephone of the contact"))
        self._line("mobile", self.tr("Mobile"))
        self._line("mail", self.tr("E-mail of the contact"), with_check=True)
        left = LabelledField(self.tr("Left on"), day_field(desk))
        self._column.addWidget(left)
        self._kept.append(KeptField(desk, "contact", "left_on", {"": left}))
        self._primary = CheckBox(self.tr("Main contact"))
        self._primary.clicked.connect(self._on_primary_clicked)
        self._column.addWidget(self._primary)
        delete = Button(self.tr("Delete contact"), "danger", icon="trash")
        delete.clicked.connect(self._on_delete_clicked)
        self._column.addWidget(delete)

    def show_person(self, person: Person) -> None:
        self._person = person.id
        for kept in self._kept:
            kept.show(person.record)
        self._salutation.set_value(person.record.values["salutation"] or "")
        self._role.set_value(person.role or "")
        self._primary.setChecked(person.is_primary)
        self._primary.setEnabled(not person.is_primary)

    def leave(self) -> None:
        for kept in self._kept:
            kept.leave()

    def _line(self, field: str, label: str, *, with_check: bool = False) -> None:
        labelled = LabelledField(label, TextLine())
        self._column.addWidget(labelled)
        checks = {"": check_mail} if with_check else None
        self._kept.append(KeptField(self._desk, "contact", field, {"": labelled}, checks=checks))

    def _choice(self, field: str, label: str, list_name: str) -> ComboBox:
        entries = [(entry.label(self._desk.language), entry.code) for entry in value_list(list_name)]
        combo = ComboBox(label, [("–", ""), *entries])
        combo.value_chosen.connect(lambda value: self._on_chosen(field, value))
        self._column.addWidget(LabelledField(label, combo))
        return combo

    def _on_chosen(self, field: str, value: object) -> None:
        person = self._person
        if person is not None:
            wire = value if isinstance(value, str) and value else None
            self._desk.write(self.tr("Contact changed"), lambda writer: set_choice(writer, person, field, wire))

    def _on_primary_clicked(self) -> None:
        person = self._person
        if person is not None:
            self._desk.write(self.tr("Main contact changed"), lambda writer: make_primary(writer, person))

    def _on_delete_clicked(self) -> None:
        person = self._person
        if person is None:
            return
        self.leave()

        def on_done(name: str) -> None:
            self._desk.ways.undo_offered.emit(self.tr("{name} deleted").format(name=name), Step.DELETED)

        self._desk.write(
            self.tr("Contact deleted"), lambda writer: delete_contact(writer, person), on_done, owner=self._desk
        )


class NewContactForm(QWidget):
    """A contact is made by its last name; everything else is edited in its fields afterwards."""

    made = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._company = desk, RecordId("")
        self._first = LabelledField(self.tr("First name"), TextLine())
        self._last = LabelledField(self.tr("Last name"), TextLine())
        self._make = Button(self.tr("Record contact"), icon="plus")
        self._drop = Button(self.tr("Discard"), "quiet", name=self.tr("Discard the new contact"))
        self._why = Label(self.tr("The last name is still missing."), "small", role="text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(12)
        column.addWidget(self._first)
        column.addWidget(self._last)
        buttons = QHBoxLayout()
        buttons.addWidget(self._make)
        buttons.addWidget(self._drop)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._why)
        self._make.clicked.connect(self._on_make)
        self._drop.clicked.connect(self.close_form)
        for labelled in (self._first, self._last):
            line = line_of(labelled)
            line.textChanged.connect(self._on_typed)
            line.returnPressed.connect(self._on_make)
        self._on_typed()
        self.hide()

    def open_form(self, company: RecordId) -> None:
        self._company = company
        self.show()
        self._first.setFocus()

    def close_form(self) -> None:
        for labelled in (self._first, self._last):
            line_of(labelled).clear()
        self.hide()

    def _text(self, labelled: LabelledField) -> str:
        return line_of(labelled).text().strip()

    def _on_typed(self) -> None:
        complete = bool(self._text(self._last))
        self._make.setEnabled(complete)
        self._why.setVisible(not complete)

    def _on_make(self) -> None:
        first, last, company = self._text(self._first), self._text(self._last), self._company
        if not last:
            return

        def edit(writer: Writer) -> str:
            return add_contact(writer, company, first_name=first, last_name=last)

        self._make.setEnabled(False)
        self._desk.write(self.tr("Contact recorded"), edit, self._on_made, owner=self)

    def _on_made(self, contact: str) -> None:
        self.close_form()
        self.made.emit(contact)


class ContactEditors(QWidget):
    """A button per contact that opens its fields below it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._company = RecordId("")
        self._open = ""
        self._people: tuple[Person, ...] = ()
        self._buttons: list[FilterChip] = []
        self._form = ContactForm(desk)
        self._form.hide()
        self.new_form = NewContactForm(desk)
        self.new_form.made.connect(self._on_made)
        self._add = Button(self.tr("Add a contact"), "link", icon="plus")
        self._add.clicked.connect(self.begin_new)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._form)
        self._column.addWidget(self.new_form)
        self._column.addWidget(self._add)

    def begin_new(self) -> None:
        self._open_person("")
        self.new_form.open_form(self._company)

    def leave(self) -> None:
        self._form.leave()

    def show_people(self, company: RecordId, people: Sequence[Person]) -> None:
        if company != self._company:
            self.new_form.close_form()
            self._open = ""
        self._company, self._people = company, tuple(people)
        self._lay_out()

    def _lay_out(self) -> None:
        wanted = [(person.id, self._button_words(person)) for person in self._people]
        if wanted != [(str(button.property("person")), button.text()) for button in self._buttons]:
            for button in self._buttons:
                self._column.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = [self._button(person) for person in self._people]
        self._column.removeWidget(self._form)
        for at, button in enumerate(self._buttons):
            button.setChecked(button.property("person") == self._open)
            self._column.insertWidget(at, button)
        chosen = next((person for person in self._people if person.id == self._open), None)
        self._form.setVisible(chosen is not None)
        at = next((at + 1 for at, person in enumerate(self._people) if person.id == self._open), 0)
        self._column.insertWidget(at, self._form)
        if chosen is not None:
            self._form.show_person(chosen)

    def _button(self, person: Person) -> FilterChip:
        button = FilterChip(self._button_words(person), icon="pencil")
        button.setProperty("person", person.id)
        button.setAccessibleName(self.tr("Edit {name}").format(name=person.name))
        button.clicked.connect(lambda: self._open_person("" if self._open == person.id else person.id))
        return button

    def _button_words(self, person: Person) -> str:
        return self.tr("{name} (left)").format(name=person.name) if person.has_left else person.name

    def _open_person(self, person: str) -> None:
        self._form.leave()
        self._open = person
        if person:
            self.new_form.close_form()
        self._lay_out()

    def _on_made(self, contact: str) -> None:
        self._open = contact
        self._lay_out()
