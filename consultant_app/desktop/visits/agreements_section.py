"""The agreements of a visit, to correct or to take away; that nothing was agreed is chosen actively."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.visits.agreeing import change_agreement, delete_agreement
from consultant_app.actions.visits.running import add_part
from consultant_app.actions.visits.sheet import Agreed, VisitSheet
from consultant_app.desktop.visits.agreed_pane import letter_of
from consultant_app.desktop.visits.inputs import date_field
from consultant_app.desktop.visits.paper import Section
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.indicators import LetterTile
from consultant_app.desktop.widgets.labels import Hairline, Label
from consultant_app.desktop.widgets.messages import Step
from consultant_app.desktop.widgets.settling import SettledLine
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.visit_parts import Agreement


class AgreementRow(QWidget):
    """What, who, until when; with a measure these are the measure's too."""

    def __init__(self, one: Agreed, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id, self._work = one.id, work
        field = csr_fields().get(one.csr_field)
        self.what = SettledLine("")
        self._who = ComboBox("")
        self._who.setPlaceholderText(self.tr("Who"))
        self._due = date_field("", work.desk)
        self._due.setPlaceholderText(self.tr("Until when"))
        self._remove = icon_button("trash", self.tr("Remove agreement"), "quiet")
        self.what.settled.connect(lambda text: self._change(what=text))
        self._who.value_chosen.connect(lambda who: self._change(who=str(who)))
        self._due.editingFinished.connect(self._on_due)
        self._remove.clicked.connect(self._on_removed)
        self._due_stood: date | None = one.due_on
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._who, 3)
        below.addWidget(self._due, 2)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.what)
        words.addLayout(below)
        row = QHBoxLayout()
        row.setSpacing(12)
        tile = LetterTile(letter_of(one.csr_field), field.de if field else self.tr("Agreement"))
        row.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(Hairline())

    def show_agreed(self, one: Agreed, sheet: VisitSheet, number: int) -> None:
        self.what.setAccessibleName(self.tr("Agreement {number}").format(number=number))
        self._who.setAccessibleName(self.tr("Who does agreement {number}").format(number=number))
        self._due.setAccessibleName(self.tr("Due date of agreement {number}").format(number=number))
        self._remove.set_name(self.tr("Remove agreement {number}").format(number=number))
        self.what.show_text(one.what)
        entries = [(person.name, person.id) for person in sheet.people]
        self._who.set_entries([(self.tr("nobody yet"), ""), *entries])
        self._who.set_value(one.who or "")
        self._due.show_day(one.due_on)
        self._due_stood = one.due_on
        for input_ in (self._who, self._remove):
            input_.setEnabled(not sheet.is_locked)

    def _change(self, **values: str) -> None:
        record = self._id
        label = self.tr("Agreement changed")
        self._work.write(label, lambda writer: change_agreement(writer, record, **values))  # type: ignore[arg-type]

    def _on_due(self) -> None:
        day, record = self._due.day, self._id
        if day is None or day == self._due_stood:
            return
        self._due_stood = day
        label = self.tr("Due date moved")
        self._work.write(label, lambda writer: change_agreement(writer, record, due_on=day))

    def _on_removed(self) -> None:
        record, label, ways = self._id, self.tr("Agreement removed"), self._work.desk.ways
        self._work.write(
            label,
            lambda writer: delete_agreement(writer, record),
            lambda _: ways.undo_offered.emit(label, Step.DELETED),
        )


class AgreementsSection(Section):
    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__("agreements", work, parent)
        self._rows: dict[str, AgreementRow] = {}
        self._made = ""
        hint = self.tr("A line with “M:” makes a measure of the plan as well. What needs no measure is added here.")
        self.body.addWidget(Label(hint, "small", role="text2", wrap=True))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._none = CheckBox(self.tr("Nothing was agreed"))
        self._none.clicked.connect(lambda on: work.set(self.tr("Agreements chosen as none"), no_agreements=on))
        self._add = Button(self.tr("Add an agreement"), icon="plus")
        self._add.clicked.connect(self._on_add)
        self.body.addLayout(self._list)
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._none)

    def show_sheet(self, sheet: VisitSheet) -> None:
        agreed = {one.id: one for one in sheet.agreed}
        for gone in self._rows.keys() - agreed.keys():
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for number, (key, one) in enumerate(agreed.items(), 1):
            if key not in self._rows:
                self._rows[key] = AgreementRow(one, self.work)
            self._list.insertWidget(number - 1, self._rows[key])
            self._rows[key].show_agreed(one, sheet, number)
        self._none.setChecked(sheet.no_agreements and not agreed)
        self._none.setVisible(not agreed)
        self._none.setEnabled(not sheet.is_locked)
        self._add.setVisible(not sheet.is_locked)
        if self._made in self._rows:
            self._rows[self._made].what.setFocus(Qt.FocusReason.OtherFocusReason)
            self._made = ""

    def _on_add(self) -> None:
        visit = self.work.visit

        def made(record: str) -> None:
            self._made = record
            self.work.reload()

        label = self.tr("Agreement added")
        self.work.write(label, lambda writer: add_part(writer, Agreement(visit=visit)).id, made)

    def first_input(self) -> QWidget | None:
        return next((row.what for row in self._rows.values()), self._add)
