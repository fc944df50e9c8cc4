"""The place "Besuche": the visits as a list, the chosen one in short beside it, planning a new one."""

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consultant_app.actions.visits.listing import ListedVisit, VisitSummary, company_choices, list_visits, visit_summary
from consultant_app.actions.visits.running import plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.desktop.day_words import short_date
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.fonts import half_scaled
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.visits.plan_form import PlanForm
from consultant_app.desktop.visits.visit_summary import SummaryPane, dots_of, kind_and_time
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.choices import FilterChip
from consultant_app.desktop.widgets.labels import Ground, Label
from consultant_app.desktop.widgets.layouts import FlowLayout
from consultant_app.desktop.widgets.list_detail import ListDetail
from consultant_app.desktop.widgets.messages import EmptyState
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.domain.choosing import Choice
from consultant_app.workspace.status import RecordState
from consultant_app.workspace.workspace import CommitNotice, Reader

GATHER_MS = 80
_CONCERNED = frozenset({"visit", "company", "participant", "agreement", "contact"})


@dataclass(frozen=True, slots=True)
class _Read:
    visits: tuple[ListedVisit, ...]
    states: dict[RecordId, RecordState]


class VisitsPage(QWidget):
    """`open_wanted(visit)` and `begin_wanted(visit)`."""

    open_wanted = Signal(str)
    begin_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visits: tuple[ListedVisit, ...] = ()
        self._states: dict[RecordId, RecordState] = {}
        self._is_shown, self._is_stale = False, True
        self._is_planning = False
        self._chosen = ""
        self._job: Job[_Read] | None = None
        self._summary_job: Job[VisitSummary] | None = None
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._read)
        desk.feed.committed.connect(self._on_committed)
        self.upcoming, self.past = FilterChip(self.tr("Upcoming")), FilterChip(self.tr("Past"))
        self.mine = FilterChip(self.tr("Mine"))
        self.list = RowList(self.tr("Visits"), ground="sunken", margin=16)
        self.summary = SummaryPane(desk)
        self.form = PlanForm(desk)
        self._nothing = EmptyState(self.tr("No visit is chosen."), icon="writing")
        self._detail = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        pane = Ground("sunken", edges="right")
        mark_pane(pane, self.tr("Visits"))
        self.new_button = Button(self.tr("New visit"), icon="plus")
        top = QHBoxLayout()
        top.addWidget(Label(self.tr("Visits"), "page_title"), 1)
        top.addWidget(self.new_button)
        chips = FlowLayout(gap=8)
        for chip in (self.upcoming, self.past, self.mine):
            chips.addWidget(chip)
        self._empty = Label("", "body", role="text2", wrap=True)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 24, 1, 0)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(12)
        head.addLayout(top)
        head.addLayout(chips)
        head.addWidget(self._empty)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        detail = Ground("panel")
        mark_pane(detail, self.tr("Visit"))
        for widget in (self._nothing, self.summary, self.form):
            self._detail.addWidget(widget)
        right = QVBoxLayout(detail)
        right.setContentsMargins(32, 24, 32, 24)
        right.addWidget(self._detail)
        pane.setMinimumWidth(half_scaled(320))
        self.panes = ListDetail(pane, detail, name="list", list_width=384)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)

    def _connect(self) -> None:
        for chip, other in ((self.upcoming, self.past), (self.past, self.upcoming)):
            chip.clicked.connect(lambda on, other=other: other.setChecked(False) if on else None)
        for chip in (self.upcoming, self.past, self.mine):
            chip.clicked.connect(lambda _on: self._show_rows())
        self.list.row_chosen.connect(self._show_visit)
        self.list.row_opened.connect(self.open_wanted)
        self.list.clicked.connect(lambda _index: self.panes.open_detail())
        self.panes.list_shown.connect(self.list.setFocus)
        self.new_button.clicked.connect(lambda: self.plan(""))
        self.summary.open_wanted.connect(self.open_wanted)
        self.summary.begin_wanted.connect(self.begin_wanted)
        self.form.planned.connect(self._on_planned)
        self.form.cancelled.connect(self._on_planning_cancelled)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(lambda: self.plan(""))

    def set_shown(self, shown: bool) -> None:
        self._is_shown = shown
        if shown and self._is_stale:
            self._read()

    def plan(self, company: str) -> None:
        """Shows the form for a visit at a company, or at one still to be chosen."""

        self._is_planning = True
        self.panes.open_detail()

        def begin(companies: tuple[Choice, ...]) -> None:
            if not self._is_planning:
                return
            self._detail.setCurrentWidget(self.form)
            self.form.begin(companies, company)

        self._desk.read(company_choices, begin, owner=self)

    def set_breakpoint(self, name: str) -> None:
        self.panes.set_narrow(name == "narrow")

    def _on_planning_cancelled(self) -> None:
        self.panes.open_list()
        self._show_visit(self._chosen)

    def choose(self, visit: str) -> None:
        self._is_planning = False
        self.list.choose(visit)
        self._read_summary(visit)

    def _on_planned(self, company: str, day: date, start: time | None, kind: str) -> None:
        identity = self._desk.workspace.identity

        def planned(visit: str) -> None:
            for chip in (self.upcoming, self.past):
                chip.setChecked(False)
            self._is_planning = False
            self._chosen = visit
            self._read()

        label = self.tr("Visit planned")
        self._desk.write(
            label,
            lambda writer: plan_visit(writer, company, identity, day=day, start=start, kind=kind or "follow_up"),
            planned,
            owner=self,
        )

    def _on_committed(self, notice: CommitNotice) -> None:
        if _CONCERNED.isdisjoint(notice.records.values()):
            return
        self._is_stale = True
        if self._is_shown:
            self._gather.start()

    def _read(self) -> None:
        self._is_stale = False
        user = self._desk.workspace.identity.user

        def query(reader: Reader) -> _Read:
            visits = list_visits(reader, user)
            return _Read(visits, self._desk.workspace.states([one.id for one in visits]))

        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.read(query, self._on_read, owner=self)

    def _on_read(self, read: _Read) -> None:
        self._visits, self._states = read.visits, read.states
        self._show_rows()
        known = {one.id for one in self._visits}
        if self._chosen not in known:
            rows = [row.id for row in self.list.rows.rows if not row.heading]
            self._chosen = rows[0] if rows else ""
        is_planning = self._is_planning
        if self._chosen:
            self.list.choose(self._chosen)
        self._is_planning = is_planning
        self._read_summary(self._chosen)

    def _show_rows(self) -> None:
        today = self._desk.now().date()
        wanted = [one for one in self._visits if self._is_wanted(one, today)]
        self.list.set_rows([self._row(one, today) for one in wanted])
        self._empty.setVisible(not wanted)
        nothing = self.tr("No visits yet. “New visit” plans the first one.")
        self._empty.setText(self.tr("No visit matches these filters.") if self._visits else nothing)

    def _is_wanted(self, one: ListedVisit, today: date) -> bool:
        is_past = one.status not in ("planned", "draft") or (one.held_on is not None and one.held_on < today)
        if self.mine.isChecked() and not one.is_mine:
            return False
        return not (self.upcoming.isChecked() and is_past) and not (self.past.isChecked() and not is_past)

    def _row(self, one: ListedVisit, today: date) -> Row:
        day = short_date(one.held_on) if one.held_on else self.tr("day open")
        return Row(
            one.id,
            one.company_name,
            subtitle=kind_and_time(one, self._desk.language),
            right=self.tr("today") if one.held_on == today else day,
            dots=dots_of(self._states.get(one.id)),
            strong=one.held_on == today and one.status in ("planned", "draft"),
        )

    def _show_visit(self, visit: str) -> None:
        """A person chose: whatever was being planned is left."""
        self._is_planning = False
        self._read_summary(visit)

    def _read_summary(self, visit: str) -> None:
        self._chosen = visit
        if not visit:
            self._show_detail(self._nothing)
            return
        user = self._desk.workspace.identity.user
        if self._summary_job is not None:
            self._summary_job.cancel()
        self._summary_job = self._desk.read(
            lambda reader: visit_summary(reader, visit, user), self._on_summary, owner=self
        )

    def _on_summary(self, summary: VisitSummary) -> None:
        if summary.visit.id == self._chosen:
            self.summary.show_summary(summary)
            self._show_detail(self.summary)

    def _show_detail(self, widget: QWidget) -> None:
        if not self._is_planning:
            self._detail.setCurrentWidget(widget)
