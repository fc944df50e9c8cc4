"""One company: its head with what can be done, its tabs, its right column to read or to edit."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consultant_app.actions.companies.editing import begin_unplanned_visit, delete_company, ensure_profile
from consultant_app.actions.companies.sheet import CompanySheet, company_sheet
from consultant_app.changes.change import RecordId
from consultant_app.desktop.attachments.files_panel import FilesPanel
from consultant_app.desktop.companies.company_head import CompanyHead
from consultant_app.desktop.companies.edit_column import EditColumn
from consultant_app.desktop.companies.facts_column import FactsColumn
from consultant_app.desktop.companies.joined_list import JoinedList
from consultant_app.desktop.companies.overview_tab import OverviewTab
from consultant_app.desktop.companies.record_tabs import (
    HistoryTab,
    note_rows,
    notes_tab,
    plan_rows,
    plan_tab,
    visit_rows,
    visits_tab,
)
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.documents.documents_panel import DocumentsPanel
from consultant_app.desktop.fonts import half_scaled
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.widgets.labels import Ground, Hairline
from consultant_app.desktop.widgets.layouts import ScrollPane
from consultant_app.desktop.widgets.messages import Step
from consultant_app.desktop.widgets.tabs import TabBar
from consultant_app.domain.company import Company
from consultant_app.workspace.workspace import CommitNotice, Reader

GATHER_MS = 60
TABS = ("overview", "visits", "plan", "notes", "files", "history")
_NOT_FOR_CLIENTS = ("notes", "files", "history")
RIGHT_WIDTH, RIGHT_COMPACT = 272, 256


class CompanyDetail(Ground):
    """`company_gone(id)` when the one shown was deleted, `joining_asked(id)` when another one is the same."""

    company_gone = Signal(str)
    joining_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._desk = desk
        self._company = RecordId("")
        self._sheet: CompanySheet | None = None
        self._job: Job[CompanySheet | None] | None = None
        self._stale = False
        mark_pane(self, self.tr("Company"))
        self.head = CompanyHead()
        self.overview, self.facts = OverviewTab(desk.language), FactsColumn(desk.language)
        self.editing, self.joined = EditColumn(desk), JoinedList(desk)
        self.visits, self.plan, self.notes, self.history = visits_tab(), plan_tab(), notes_tab(), HistoryTab(desk)
        self.documents, self.files = DocumentsPanel(desk), FilesPanel(desk)
        self._build()
        self._connect()
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.reload)
        desk.feed.committed.connect(self._on_committed)
        desk.ways.client_view.connect(self._on_client_view)

    # Building.

    def _build(self) -> None:
        self._tabs = TabBar(self.tr("What there is of the company"))
        for key, words in zip(TABS, self._tab_words(), strict=True):
            self._tabs.add_tab(key, words)
        self._stack = QStackedWidget()
        for page in (self._overview_page(), self.visits, self.plan, self.notes, self._files_page(), self.history):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(12)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)

    def _tab_words(self) -> tuple[str, ...]:
        return (
            self.tr("Overview"),
            self.tr("Visits"),
            self.tr("Action plan"),
            self.tr("Notes"),
            self.tr("Documents"),
            self.tr("History"),
        )

    def _overview_page(self) -> ScrollPane:
        self._right = right = QVBoxLayout()
        for one in (self.facts, self.editing, self.joined):
            one.setFixedWidth(half_scaled(RIGHT_WIDTH))
            right.addWidget(one)
        self.editing.hide()
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(40)
        row.addWidget(self.overview, 1)
        row.addLayout(right)
        self._columns = row
        return ScrollPane(content)

    def _files_page(self) -> ScrollPane:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 8, 16)
        column.setSpacing(16)
        column.addWidget(self.documents)
        column.addWidget(Hairline())
        column.addWidget(self.files, 1)
        return ScrollPane(content)

    def _connect(self) -> None:
        ways = self._desk.ways
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self.head.note_asked.connect(lambda: ways.new_note.emit(self._company))
        self.head.visit_planned.connect(lambda: ways.new_visit.emit(self._company))
        self.head.visit_begun.connect(ways.begin_visit)
        self.head.visit_opened.connect(ways.visit)
        self.head.visit_begun_now.connect(self._begin_now)
        self.head.measure_asked.connect(lambda: ways.new_measure.emit(self._company))
        self.head.edit_asked.connect(self.begin_editing)
        self.head.joining_asked.connect(lambda: self.joining_asked.emit(self._company))
        self.head.deletion_asked.connect(self._delete)
        self.overview.measure_opened.connect(lambda measure: ways.plan.emit(self._company, measure))
        self.overview.visit_opened.connect(ways.visit)
        self.visits.opened.connect(ways.visit)
        self.visits.action_asked.connect(lambda: ways.new_visit.emit(self._company))
        self.plan.opened.connect(lambda measure: ways.plan.emit(self._company, measure))
        self.plan.action_asked.connect(lambda: ways.plan.emit(self._company, ""))
        self.notes.opened.connect(ways.note)
        self.notes.action_asked.connect(lambda: ways.new_note.emit(self._company))
        self.facts.edit_asked.connect(self.begin_editing)
        self.facts.conflict_asked.connect(ways.conflicts)
        self.facts.contact_asked.connect(self._on_contact_asked)
        self.editing.done.connect(self.end_editing)

    # What is shown.

    @property
    def company(self) -> RecordId:
        """Empty while there is none."""
        return self._company

    @property
    def is_read(self) -> bool:
        """False between the choice of a company and its arrival on the screen."""
        return self._sheet is not None

    @property
    def tabs(self) -> TabBar:
        return self._tabs

    def show_company(self, company: str) -> None:
        if company == self._company:
            return
        self.end_editing()
        self._company, self._sheet = RecordId(company), None
        self.reload()

    def set_compact(self, compact: bool) -> None:
        """Below 1400 px the columns of the overview stand closer together."""
        self._columns.setSpacing(24 if compact else 40)
        for one in (self.facts, self.editing, self.joined):
            one.setFixedWidth(half_scaled(RIGHT_COMPACT if compact else RIGHT_WIDTH))

    def reload(self) -> None:
        if not self._company:
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._job is not None:
            self._job.cancel()
        company, today = self._company, self._desk.now().date()

        def query(reader: Reader) -> CompanySheet | None:
            return company_sheet(reader, company, today) if reader.find(Company, company) is not None else None

        self._job = self._desk.read(query, self._on_read, owner=self)
        if self._tabs.current_key == "history":
            self.history.load(company)

    def reload_if_stale(self) -> None:
        if self._stale:
            self.reload()

    def _on_committed(self, _notice: CommitNotice) -> None:
        if self._company:
            self._gather.start()

    def _on_read(self, sheet: CompanySheet | None) -> None:
        if sheet is None:
            gone, self._company, self._sheet = self._company, RecordId(""), None
            self.company_gone.emit(gone)
            return
        # A company that was joined is the one that stands for it.
        self._sheet, self._company = sheet, sheet.id
        today, language = self._desk.now().date(), self._desk.language
        self.head.show_sheet(sheet, sheet.visit_of_the_day(today))
        self.overview.show_sheet(sheet, today)
        self.facts.show_sheet(sheet)
        self.joined.show_sheet(sheet)
        # What is to be decided stands above, the mere fact below.
        self._right.insertWidget(0 if self.joined.asks else self._right.count() - 1, self.joined)
        self.editing.show_sheet(sheet)
        self.visits.show_rows(visit_rows(sheet, today, language))
        self.plan.show_rows(plan_rows(sheet, today, language))
        self.notes.show_rows(note_rows(sheet, today, language))
        self.documents.open(sheet.id)
        self.files.open(sheet.id)
        counts = {
            "visits": len(sheet.visits),
            "plan": len(sheet.measures),
            "notes": len(sheet.notes),
            "files": sheet.files + sheet.papers,
        }
        for key, count in counts.items():
            self._tabs.set_count(key, count)

    def _on_tab_changed(self, position: int) -> None:
        self._stack.setCurrentIndex(position)
        if self._tabs.current_key == "history" and self._company:
            self.history.open(self._company)

    def _on_client_view(self, on: bool) -> None:
        """Notes, documents and the history are not for a client."""
        self.head.set_client_view(on)
        for key in _NOT_FOR_CLIENTS:
            self._tabs.setTabVisible(TABS.index(key), not on)
        if on and self._tabs.current_key in _NOT_FOR_CLIENTS:
            self._tabs.set_current_key("overview")
        self.facts.set_client_view(on)
        self.joined.set_client_view(on)

    # What a person does.

    def begin_editing(self) -> None:
        """Turns the right column into fields; a profile that is not there yet is begun."""
        if self._sheet is None:
            return
        if self._sheet.profile is None:
            company = self._company
            self._desk.write(self.tr("Company profile begun"), lambda writer: ensure_profile(writer, company))
        self._tabs.set_current_key("overview")
        self.facts.hide()
        self.editing.show()

    def end_editing(self) -> None:
        self.editing.leave()
        self.editing.hide()
        self.facts.show()

    @property
    def is_editing(self) -> bool:
        return not self.editing.isHidden()

    def _on_contact_asked(self) -> None:
        self.begin_editing()
        self.editing.contacts.begin_new()

    def _begin_now(self) -> None:
        company, identity, now = self._company, self._desk.workspace.identity, self._desk.workspace.clock()
        self._desk.write(
            self.tr("Visit begun"),
            lambda writer: begin_unplanned_visit(writer, company, identity, now),
            self._desk.ways.visit.emit,
            owner=self,
        )

    def _delete(self) -> None:
        if self._sheet is None:
            return
        company = self._company
        self.end_editing()

        def on_done(name: str) -> None:
            self._desk.ways.undo_offered.emit(self.tr("{name} deleted").format(name=name), Step.DELETED)

        label = self.tr("Company deleted")
        self._desk.write(label, lambda writer: delete_company(writer, company), on_done, owner=self)
