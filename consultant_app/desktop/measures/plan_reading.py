"""The rows of the shown plan, kept true: all of them read anew, or just the few that an edit touched."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.actions.plans.listing import MeasureRow, PlanPage, list_measures, marked_numbers, plan_page
from consultant_app.desktop.measures.measure_work import CONCERNED, MeasureWork
from consultant_app.desktop.tasks import Job
from consultant_app.workspace.workspace import CommitNotice

GATHER_MS = 40
_FEW = 50
_PARTS = frozenset({"milestone", "kpi", "kpi_value"})


class PlanReading(QObject):
    """`page_read(PlanPage)` after each reading; `plan` "" and `company` "" mean all companies."""

    page_read = Signal(object)

    def __init__(self, work: MeasureWork, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._desk = work, work.desk
        self._plan = self._company = ""
        self._page: PlanPage | None = None
        self._touched: set[str] = set()
        self._all_touched = False
        self._job: Job[PlanPage] | None = None
        self._touched_job: Job[tuple[MeasureRow, ...]] | None = None
        self._is_active = False
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._read_touched)
        self._desk.feed.committed.connect(self._on_committed)
        work.written.connect(self._gather.start)

    @property
    def page(self) -> PlanPage | None:
        return self._page

    def open(self, *, plan: str = "", company: str = "") -> None:
        self._plan, self._company = plan, company
        self.read()

    def set_active(self, active: bool) -> None:
        """While the page is not on the screen nothing is read."""
        self._is_active = active
        if active:
            self._gather.start()

    def read(self) -> None:
        """All rows; a reading that is still under way is forgotten."""
        if self._job is not None:
            self._job.cancel()
        self._touched, self._all_touched = set(), False
        plan, company, desk, edits = self._plan, self._company, self._desk, self._work.edits
        today, user, language = desk.now().date(), desk.workspace.identity.user, desk.language
        self._job = desk.read(
            lambda reader: plan_page(reader, plan=plan, company=company, today=today, user=user, language=language),
            lambda page: self._on_read(page, edits),
            owner=self,
        )

    def _on_read(self, page: PlanPage, edits: int) -> None:
        self._job = None
        if self._work.is_outdated(edits):
            # A key pressed now would act on what stood there before the last edit, and so would be lost.
            self._all_touched = True
            self._ask_again()
            return
        self._page = page
        if page.plan:
            self._plan, self._company = page.plan, ""
        self.page_read.emit(page)

    def _ask_again(self) -> None:
        # An edit that is still under way asks by itself when it ends.
        if not self._work.is_writing:
            self._gather.start()

    def _on_committed(self, notice: CommitNotice) -> None:
        kinds = set(notice.records.values())
        if CONCERNED.isdisjoint(kinds):
            return
        measures = {record for record, kind in notice.records.items() if kind == "measure"}
        self._touched |= measures
        if not _PARTS.isdisjoint(kinds) and self._work.measure:
            self._touched.add(self._work.measure)
        # Names of people and companies stand in many rows, and a round may bring anything.
        others = kinds - {"measure", *_PARTS}
        is_round = notice.source == "round"
        self._all_touched |= is_round or bool(others & CONCERNED) or len(self._touched) > _FEW
        if self._is_active:
            self._gather.start()

    def _read_touched(self) -> None:
        if not self._touched and not self._all_touched:
            return
        if self._page is None or self._all_touched or self._job is not None:
            self.read()
            return
        if self._touched_job is not None and not self._touched_job.is_over:
            # Its answer would come after a newer one, or before: asked again when it is there.
            return
        touched, self._touched = frozenset(self._touched), set()
        desk, plan, edits = self._desk, self._page.plan, self._work.edits
        today, user = desk.now().date(), desk.workspace.identity.user
        self._touched_job = desk.read(
            lambda reader: list_measures(reader, plan=plan or None, today=today, user=user, only=touched),
            lambda rows: self._on_touched_read(touched, rows, plan=plan, edits=edits),
            owner=self,
        )

    def _on_touched_read(
        self, touched: Collection[str], rows: tuple[MeasureRow, ...], *, plan: str, edits: int
    ) -> None:
        if self._touched:
            self._ask_again()
        if self._page is None or self._page.plan != plan:
            return
        if self._work.is_outdated(edits):
            self._touched |= set(touched)
            self._ask_again()
            return
        fresh = {row.id: row for row in rows}
        known = {row.id for row in self._page.rows}
        if not fresh.keys() <= known:
            self.read()
            return
        kept = tuple(fresh.get(row.id, row) for row in self._page.rows if row.id in fresh or row.id not in touched)
        self._page = replace(self._page, rows=marked_numbers(kept))
        self.page_read.emit(self._page)
