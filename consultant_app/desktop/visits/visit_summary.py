"""One visit in short: when, where, who, and the way to its page."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.visits.listing import ListedVisit, VisitSummary
from consultant_app.actions.visits.running import move_visit
from consultant_app.desktop.day_words import long_date
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.record_dots import DOTS
from consultant_app.desktop.visits.emptying import empty
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Hairline, Label, Tag
from consultant_app.desktop.widgets.layouts import FlowLayout
from consultant_app.desktop.widgets.messages import Step
from consultant_app.desktop.widgets.painting import DotState
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language
from consultant_app.workspace.status import RecordState


def dots_of(state: RecordState | None) -> DotState | None:
    return None if state is None else DOTS[state.whereabouts]


def kind_and_time(one: ListedVisit, language: Language) -> str:
    """The second line of a visit in a list."""
    kind = label_of("visit_kind", one.kind, language=language) or QCoreApplication.translate("VisitWords", "Visit")
    parts = [kind]
    if one.start is not None and one.status in ("planned", "draft"):
        parts.append(QCoreApplication.translate("VisitWords", "{time}").format(time=f"{one.start:%H:%M}"))
    if one.status != "planned":
        parts.append(label_of("visit_status", one.status, language=language))
    return ", ".join(parts)


class SummaryPane(QWidget):
    """`open_wanted(visit)` and `begin_wanted(visit)`; protocol and company open by the ways of the desk."""

    open_wanted = Signal(str)
    begin_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit, self._company = "", ""
        self._title = Label("", "page_title", wrap=True)
        self._when = Label("", "body", role="text2", wrap=True)
        self._status = Tag("")
        self.begin_button = Button(self.tr("Begin visit"), "primary", icon="clock")
        self.open_button = Button(self.tr("Prepare"), icon="writing")
        self.print_button = Button(self.tr("Protocol"), icon="printer")
        self.company_button = Button(self.tr("To the company"), "link", icon="building-factory-2")
        self.cancel_button = Button(self.tr("Cancel visit"), "quiet", icon="x")
        self.replan_button = Button(self.tr("Plan again"), icon="calendar-event")
        self.cancel_button.clicked.connect(lambda: self._move("cancelled", self.tr("Visit cancelled")))
        self.replan_button.clicked.connect(lambda: self._move("planned", self.tr("Visit planned again")))
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        self.begin_button.clicked.connect(lambda: self.begin_wanted.emit(self._visit))
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(self._visit))
        self.print_button.clicked.connect(lambda: self._desk.ways.preview.emit("visit", self._visit))
        self.company_button.clicked.connect(lambda: self._desk.ways.company.emit(self._company))
        self._build()

    def _build(self) -> None:
        buttons = FlowLayout(gap=8)
        for button in (
            self.begin_button,
            self.replan_button,
            self.open_button,
            self.print_button,
            self.cancel_button,
            self.company_button,
        ):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title, 1)
        top.addWidget(self._status, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._when)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(Hairline())
        column.addSpacing(8)
        column.addLayout(self._facts)
        column.addStretch(1)

    def show_summary(self, one: VisitSummary) -> None:
        visit, language = one.visit, self._desk.language
        self._visit, self._company = visit.id, visit.company
        self._title.setText(visit.company_name)
        kind = label_of("visit_kind", visit.kind, language=language)
        day = long_date(visit.held_on) if visit.held_on else self.tr("day open")
        times = " – ".join(f"{at:%H:%M}" for at in (visit.start, one.end) if at)
        self._when.setText(", ".join(part for part in (kind, day, times) if part))
        self._status.set_text(label_of("visit_status", visit.status, language=language))
        self.begin_button.setVisible(visit.status == "planned")
        self.open_button.set_text(self.tr("Prepare") if visit.status == "planned" else self.tr("Open visit"))
        self.open_button.set_kind("primary" if visit.status == "draft" else "plain")
        self.print_button.setVisible(one.has_begun and visit.status != "cancelled")
        self.cancel_button.setVisible(visit.status == "planned")
        self.replan_button.setVisible(visit.status == "cancelled")
        self._show_facts(one)

    def _move(self, status: str, label: str) -> None:
        visit, today, ways = self._visit, self._desk.now().date(), self._desk.ways
        self._desk.write(
            label,
            lambda writer: move_visit(writer, visit, status, today=today),
            lambda _: ways.undo_offered.emit(label, Step.STATUS),
            owner=self,
        )

    def _show_facts(self, one: VisitSummary) -> None:
        empty(self._facts)
        place = ", ".join(
            part for part in (label_of("place_kind", one.place_kind, language=self._desk.language), one.place) if part
        )
        facts = (
            (self.tr("Place"), place or one.city),
            (self.tr("Consultants"), ", ".join(one.consultants)),
            (self.tr("Participants"), ", ".join(one.participants)),
            (self.tr("Occasion"), one.occasion),
            (self.tr("Agreements"), str(one.agreements) if one.agreements else ""),
            (self.tr("Number"), one.number),
        )
        for row, (name, value) in enumerate((name, value) for name, value in facts if value):
            self._facts.addWidget(Label(name, "body", role="text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Label(value, "body", wrap=True), row, 1)
