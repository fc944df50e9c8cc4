"""Who takes part in a visit: tap for present, plus for one more."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from consultant_app.actions.visit_sheet import Attendee, Person, VisitSheet
from consultant_app.actions.visits import add_participant, delete_part, set_part
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.buttons import icon_button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.indicators import Avatar
from consultant_app.desktop.widgets.labels import ElidedLabel, Label, SectionHeading
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.visit_parts import Participant


class AttendeeRow(QWidget):
    """A tap anywhere ticks; the context menu takes the person off the list."""

    toggled = Signal(str, bool)
    removed = Signal(str)

    def __init__(self, one: Attendee, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = one.id
        self._locked = False
        self._avatar = Avatar(one.name, own=own)
        self._name = ElidedLabel(one.name, "small_medium")
        self._detail = ElidedLabel(one.detail, "small", role="text2")
        self.box = CheckBox()
        self.box.clicked.connect(lambda on: self.toggled.emit(self._id, on))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        row.addWidget(self.box)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)

    def show_attendee(self, one: Attendee, *, locked: bool) -> None:
        self._locked = locked
        self._avatar.set_name(one.name)
        self._name.set_full_text(one.name)
        self._detail.set_full_text(one.detail)
        self._detail.setVisible(bool(one.detail))
        self.box.setAccessibleName(self.tr("Present: {name}").format(name=one.name))
        self.box.setToolTip(self.tr("present"))
        self.box.setChecked(one.present)
        self.box.setEnabled(not locked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.box.isEnabled():
            self.box.click()
        else:
            super().mousePressEvent(event)

    def _show_menu(self, at: QPoint) -> None:
        if self._locked:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Take off the list")).triggered.connect(lambda: self.removed.emit(self._id))
        menu.popup(self.mapToGlobal(at))


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
        row.removed.connect(self._on_removed)
        return row

    def _on_toggled(self, record: str, present: bool) -> None:
        label = self.tr("Presence noted")
        self._work.write(label, lambda writer: set_part(writer, Participant, record, {"present": present}))

    def _on_removed(self, record: str) -> None:
        label = self.tr("Participant taken off the list")
        self._work.write(label, lambda writer: delete_part(writer, Participant, record))
        self._work.desk.ways.undo_offered.emit(label)

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
        self._name.clear()
        self._name.hide()
        label = self.tr("Participant added")
        self._work.write(label, lambda writer: add_participant(writer, visit, name=name, present=True))


def _person_words(one: Person) -> str:
    return f"{one.name}, {one.detail}" if one.detail else one.name
