"""Two records of one company become one: choosing the other one, both beside each other, and which of them stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QWidget

from consultant_app.actions.companies.comparing import Compared, compared, look_alikes
from consultant_app.actions.companies.joining import join_companies
from consultant_app.actions.visits.listing import company_choices
from consultant_app.changes.change import RecordId
from consultant_app.desktop.companies.company_side import CompanySide
from consultant_app.desktop.companies.form_pane import FormPane
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.chooser import Chooser
from consultant_app.desktop.widgets.fields import LabelledField
from consultant_app.desktop.widgets.labels import Card, ElidedLabel, Label
from consultant_app.desktop.widgets.layouts import empty_layout
from consultant_app.desktop.widgets.messages import Step, announce
from consultant_app.domain.choosing import Choice, matching
from consultant_app.workspace.workspace import Reader

FORM_WIDTH = 760
SIDE_BY_SIDE = 520
"""Below this the two stand below each other."""


@dataclass(frozen=True, slots=True)
class _Offered:
    this: Compared
    look_alikes: Sequence[tuple[str, str]]
    others: Sequence[Choice]


class JoiningPane(FormPane):
    """`joined(id)` with the company that stands for both from now on, `dropped()` when nothing was joined."""

    joined = Signal(str)
    dropped = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._company = RecordId("")
        self._job: Job[_Offered] | Job[Compared] | None = None
        self.other = Chooser("", placeholder=self.tr("A part of the name or the town"))
        self.other.searched.connect(self._on_searched)
        self.other.value_chosen.connect(lambda value: self._compare(str(value)))
        self._field = LabelledField(self.tr("The other record of the company"), self.other)
        self._alike = Card(border="accent_line")
        self._join = Button(self.tr("Join"), "primary", icon="check", name=self.tr("Join both companies"))
        self._join.clicked.connect(self._on_join)
        self.sides = (CompanySide(), CompanySide())
        self._faces = QButtonGroup(self)
        self._between = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()

    def _build(self) -> None:
        drop = Button(self.tr("Discard"), "quiet", name=self.tr("Do not join"))
        drop.clicked.connect(self.dropped)
        for side in self.sides:
            self._between.addWidget(side, 1)
            self._faces.addButton(side.stays)
            side.stays.clicked.connect(self._show_what_happens)
        self._between.setSpacing(16)
        self._both = QWidget()
        self._both.setLayout(self._between)
        self._between.setContentsMargins(0, 0, 0, 0)
        self._happens = Label("", "body", role="text2", wrap=True)
        form = QWidget()
        form.setMaximumWidth(scaled(FORM_WIDTH))
        column = self.fill(self.tr("Join companies"), form, drop, self._join)
        column.setSpacing(16)
        column.addWidget(self._field)
        column.addWidget(self._alike)
        column.addWidget(self._both)
        column.addWidget(self._happens)
        column.addStretch(1)

    def begin(self, company: str) -> None:
        """For this company; the other one is chosen here."""
        self._company = RecordId(company)
        self._alike.hide()
        self._field.set_error("")
        self.clear_errors()
        self._show_other(None)
        self._read_choices(company)

    def _read_choices(self, company: str) -> None:
        def query(reader: Reader) -> _Offered:
            others = tuple(one for one in company_choices(reader) if one.id != company)
            return _Offered(compared(reader, company), look_alikes(reader, company), others)

        self._job = self._desk.read(query, self._on_offered, owner=self)

    def _on_offered(self, offered: _Offered) -> None:
        self.other.set_source(lambda typed: [(one.name, one.id) for one in matching(offered.others, typed)])
        self.sides[0].show_company(offered.this)
        self._show_look_alikes(offered.look_alikes)
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_look_alikes(self, found: Sequence[tuple[str, str]]) -> None:
        empty_layout(self._alike.column)
        self._alike.setVisible(bool(found))
        if found:
            title = self.tr("This looks like the same company")
            self._alike.column.addWidget(Label(title, "body_strong"))
            announce(self, title)
        for company, name in found:
            self._alike.column.addWidget(self._look_alike(company, name))

    def _look_alike(self, company: str, name: str) -> QWidget:
        choose = Button(self.tr("Choose"), name=self.tr("Choose {name}").format(name=name))
        choose.clicked.connect(lambda: self._choose(company))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(name, "body"), 1)
        row.addWidget(choose)
        return holder

    def _choose(self, company: str) -> None:
        self.other.set_value(company)
        self._compare(company)

    def _on_searched(self, hits: int) -> None:
        """Other words stand there: what was compared is not what would be joined."""
        self._field.set_error("" if hits else self.tr("No company is called so."))
        if self.other.value is None:
            self._show_other(None)

    def _compare(self, company: str) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.read(lambda reader: compared(reader, company), self._show_other, owner=self)

    def _show_other(self, company: Compared | None) -> None:
        self.sides[1].show_company(company)
        self._both.setVisible(company is not None)
        self._join.setEnabled(company is not None)
        if company is not None:
            # What more hangs on is shown for both, unless a person says otherwise.
            more = self.sides[1].weight > self.sides[0].weight
            self.sides[1 if more else 0].stays.setChecked(True)
        self._show_what_happens()

    def _show_what_happens(self) -> None:
        stays = next((side.company for side in self.sides if side.stays.isChecked()), None)
        if self.sides[1].company is None or stays is None:
            self.say_why(self.tr("Choose the other record of the company."))
            self._happens.setText("")
            return
        self.say_why(self.tr("Everything needed is there."))
        words = self.tr(
            "Afterwards “{name}” stands in the lists, with contacts, visits and measures of both."
            " Nothing is deleted, and it can be undone at any time. Colleagues see it after their next sync."
        )
        self._happens.setText(words.format(name=stays.name))

    def _on_join(self) -> None:
        sides = sorted(self.sides, key=lambda side: not side.stays.isChecked())
        stays, other = (side.company for side in sides)
        if stays is None or other is None:
            return
        self._join.setEnabled(False)
        self.clear_errors()

        def on_done(_: object) -> None:
            self._desk.ways.undo_offered.emit(
                self.tr("{name} joined to {face}").format(name=other.name, face=stays.name), Step.CHANGED
            )
            self.joined.emit(stays.id)

        self._desk.write(
            self.tr("Companies joined"),
            lambda writer: join_companies(writer, face=stays.id, other=other.id),
            on_done,
            owner=self,
            on_failed=self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self._join.setEnabled(True)
        self.show_error(error, self._desk.language)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        wide = event.size().width() >= scaled(SIDE_BY_SIDE)
        self._between.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
