"""Who takes part in a visit: tap for present, plus for one more."""

from datetime import time
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from consultant_app.actions.visits.running import add_participant, delete_part, set_part
from consultant_app.actions.visits.sheet import Attendee, Person, VisitSheet
from consultant_app.desktop.visits.attendee_row import AttendeeRow
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.buttons import icon_button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.labels import Label, SectionHeading
from consultant_app.desktop.widgets.messages import Step
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.visit_parts import Attendance, Participant
from consultant_app.workspace.drafts import PERSON_LINE


class PeoplePane(QWidget):
    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._rows: dict[str, AttendeeRow] = {}
        self._sheet: VisitSheet | None = None
        self._add = icon_button("plus", self.tr("Add a participant"), "quiet")
        self._add.clicked.connect(self._show_choice)
        heading = SectionHeading(self.tr("Participants"), line=False)
        heading.add_widget(self._add)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._nobody = Label(self.tr("Nobody is noted yet."), "small", role="text2")
        self._name = TextLine()
        self._name.setAccessibleName(self.tr("Name of the person"))
        self._name.setPlaceholderText(self.tr("Name, then Enter"))
        self._name.returnPressed.connect(self._add_name)
        self._name.textEdited.connect(partial(work.jot, PERSON_LINE))
        self._name.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(heading)
        column.addLayout(self._list)
        column.addWidget(self._nobody)
        column.addWidget(self._name)

    def show_sheet(self, sheet: VisitSheet) -> None:
        self._sheet = sheet
        attendees = {one.id: one for one in sheet.attendees}
        for gone in self._rows.keys() - attendees.keys():
            self._rows.pop(gone).deleteLater()
        for position, (key, one) in enumerate(attendees.items()):
            if key not in self._rows:
                self._rows[key] = self._row(one)
            self._list.insertWidget(position, self._rows[key])
            self._rows[key].show_attendee(one, locked=sheet.is_locked)
        self._nobody.setVisible(not attendees)
        self._add.setVisible(not sheet.is_locked)

    def await_name(self) -> None:
        """Empties and hides the line for a name."""
        self._name.clear()
        self._name.hide()

    def begin_with(self, name: str) -> None:
        """Shows a name that was typed and not added yet, "" for none."""
        self._name.setText(name)
        self._name.setVisible(bool(name))

    def bring_back(self, name: str) -> None:
        """A name that could not be added stands in its line again and is kept."""
        self.begin_with(name)
        self._work.jot(PERSON_LINE, name)

    def box(self, name: str) -> CheckBox:
        """The check box of a person; KeyError for somebody who is not on the list."""
        for key, row in self._rows.items():
            if self._sheet is not None and any(one.id == key and one.name == name for one in self._sheet.attendees):
                return row.box
        raise KeyError(name)

    def first_box(self) -> QWidget:
        return next((row.box for row in self._rows.values()), self._add)

    def _row(self, one: Attendee) -> AttendeeRow:
        row = AttendeeRow(one, own=one.person == self._work.desk.workspace.identity.user)
        row.toggled.connect(self._on_toggled)
        row.times_given.connect(self._on_times_given)
        row.removed.connect(self._on_removed)
        return row

    def _on_toggled(self, record: str, present: bool) -> None:
        label = self.tr("Presence noted")
        self._work.write(label, lambda writer: set_part(writer, Participant, record, {"present": present}))

    def _on_times_given(self, record: str, start: time | None, end: time | None) -> None:
        attendance = Attendance(start, end) if start or end else None
        label = self.tr("Presence noted")
        self._work.write(label, lambda writer: set_part(writer, Participant, record, {"attendance": attendance}))

    def _on_removed(self, record: str) -> None:
        label, ways = self.tr("Participant taken off the list"), self._work.desk.ways
        self._work.write(
            label,
            lambda writer: delete_part(writer, Participant, record),
            lambda _: ways.undo_offered.emit(label, Step.DELETED),
        )

    def _show_choice(self) -> None:
        if self._sheet is None:
            return
        standing = {one.person for one in self._sheet.attendees}
        menu = QMenu(self)
        free = [one for one in self._sheet.people if one.id not in standing]
        for is_user in (False, True):
            for one in (one for one in free if one.is_user is is_user):
                menu.addAction(_person_words(one)).triggered.connect(lambda _=False, id_=one.id: self._add_person(id_))
            if menu.actions():
                menu.addSeparator()
        menu.addAction(self.tr("Somebody else")).triggered.connect(self._ask_name)
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _ask_name(self) -> None:
        self._name.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_person(self, person: str) -> None:
        visit = self._work.visit
        label = self.tr("Participant added")
        self._work.write(label, lambda writer: add_participant(writer, visit, person=person, present=True))

    def _add_name(self) -> None:
        name, visit = self._name.text(), self._work.visit
        if not name.strip():
            return
        self.await_name()
        label = self.tr("Participant added")
        edit = partial(add_participant, visit_id=visit, name=name, present=True)
        self._work.take_up(PERSON_LINE, name, label, edit)


def _person_words(one: Person) -> str:
    return f"{one.name}, {one.detail}" if one.detail else one.name
