"""The list of companies: search, filters, sort order, and the rows that match."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.companies.listing import ListedCompany, listed_companies, search_words
from consultant_app.desktop.companies.list_filters import CompanyFilters
from consultant_app.desktop.companies.words import company_row
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.fields import SearchField
from consultant_app.desktop.widgets.labels import Ground, Hairline, Label
from consultant_app.desktop.widgets.loading import LoadingRows
from consultant_app.desktop.widgets.messages import EmptyState
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.workspace.workspace import CommitNotice, Reader

SEARCH_MS = 80
GATHER_MS = 150
_CONCERNS = frozenset(
    {"company", "company_profile", "contact", "consulting_case", "visit", "action_plan", "measure", "note"}
)


@dataclass(frozen=True, slots=True)
class _Entry:
    company: ListedCompany
    row: Row


class CompanyListPane(Ground):
    """`company_chosen(id)` follows the current row, `company_opened(id)` is Enter; `new_asked()` is the plus."""

    company_chosen = Signal(str)
    company_opened = Signal(str)
    new_asked = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._desk = desk
        self._entries: tuple[_Entry, ...] = ()
        self._job: Job[tuple[_Entry, ...]] | None = None
        self._stale = True
        self._by_name = False
        self._begun = QElapsedTimer()
        mark_pane(self, self.tr("List of companies"))
        self._build()
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._search_timer.timeout.connect(self._show_matching)
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.reload)
        self.search.textChanged.connect(lambda _: self._search_timer.start())
        desk.feed.committed.connect(self._on_committed)

    def _build(self) -> None:
        self.search = SearchField(self.tr("Search companies"), placeholder=self.tr("Name, town, trade, person"))
        self.add_button = icon_button("plus", self.tr("New company"))
        self.add_button.clicked.connect(self.new_asked)
        self.filters = CompanyFilters(self._desk)
        self._count = Label("", "small", role="text2")
        self._sort = Button(self.tr("Last visit"), "quiet", icon="sort-descending")
        self._sort.clicked.connect(self._on_sort_clicked)
        self.filters.changed.connect(self._show_matching)
        self.list = RowList(self.tr("Companies"), ground="", margin=20)
        self.list.setUniformItemSizes(True)
        self.list.row_chosen.connect(self.company_chosen)
        self.list.row_opened.connect(self.company_opened)
        self._loading = LoadingRows()
        self._empty = EmptyState("", icon="search", action=self.tr("Search in all companies"))
        self._empty.action_triggered.connect(self._widen)
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Hairline())
        column.addWidget(self._loading)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)

    def _head(self) -> QVBoxLayout:
        title = QHBoxLayout()
        title.addWidget(Label(self.tr("Companies"), "page_title"), 1)
        title.addWidget(self.add_button)
        counts = QHBoxLayout()
        counts.addWidget(self._count, 1)
        counts.addWidget(self._sort)
        head = QVBoxLayout()
        head.setContentsMargins(20, 0, 16, 2)
        head.setSpacing(8)
        head.addLayout(title)
        head.addWidget(self.search)
        head.addWidget(self.filters)
        head.addLayout(counts)
        return head

    @property
    def current_id(self) -> str:
        return self.list.current_id

    def choose(self, company: str) -> None:
        """Makes a company current; one that the filters hide makes them give way."""
        if self.list.choose(company):
            return
        if any(entry.company.id == company for entry in self._entries):
            self._widen(also_search=True)
            self.list.choose(company)

    def first_id(self) -> str:
        rows = self.list.rows.rows
        return rows[0].id if rows else ""

    def reload(self) -> None:
        """Reads the companies anew; hidden, it waits until it is shown."""
        if not self.isVisible():
            self._stale = True
            return
        if self._job is not None and not self._job.is_over:
            self._gather.start()
            return
        self._stale = False
        self._begun.start()
        today, language = self._desk.now().date(), self._desk.language
        if not self._entries:
            self._loading.start(self.tr("Companies are being loaded"))

        def query(reader: Reader) -> tuple[_Entry, ...]:
            return tuple(_Entry(one, company_row(one, today)) for one in listed_companies(reader, today, language))

        self._job = self._desk.read(query, self._on_read, owner=self)

    def reload_if_stale(self) -> None:
        if self._stale:
            self.reload()

    def _on_committed(self, notice: CommitNotice) -> None:
        if _CONCERNS & set(notice.records.values()):
            self._gather.start()

    def _on_read(self, entries: tuple[_Entry, ...]) -> None:
        # Ten thousand companies take most of a second to read: the more there are, the longer commits are gathered.
        self._gather.setInterval(max(GATHER_MS, 2 * self._begun.elapsed()))
        self._entries = entries
        self.filters.offer_towns(entry.company for entry in entries)
        self._loading.stop()
        self._show_matching()
        self.loaded.emit()

    def _show_matching(self) -> None:
        words = search_words(self.search.text())
        shown = self._sorted([entry for entry in self._entries if self._matches(entry.company, words)])
        self.list.set_rows([entry.row for entry in shown])
        self._count.setText(self.tr("{shown} of {all}").format(shown=len(shown), all=len(self._entries)))
        self._show_empty(not shown and not self._loading.isVisible())

    def _show_empty(self, empty: bool) -> None:
        self.list.setVisible(not empty)
        self._empty.setVisible(empty)
        if not empty or self._empty.action_button is None:
            return
        query = self.search.text().strip()
        narrowed = self.filters.narrow
        self._empty.action_button.setVisible(narrowed)
        if query:
            self._empty.set_words(self.tr("No hits for “{query}”.").format(query=query))
        elif narrowed:
            self._empty.set_words(self.tr("No company matches these filters."))
        else:
            self._empty.set_words(self.tr("No companies yet."), self.tr("The plus above records one."))

    def _matches(self, company: ListedCompany, words: tuple[str, ...]) -> bool:
        return self.filters.matches(company) and company.matches(words)

    def _sorted(self, entries: Sequence[_Entry]) -> Sequence[_Entry]:
        """They come by name."""
        if self._by_name:
            return entries
        return sorted(entries, key=lambda entry: entry.company.last_visit_on or date.min, reverse=True)

    def _on_sort_clicked(self) -> None:
        self._by_name = not self._by_name
        self._sort.set_text(self.tr("Name") if self._by_name else self.tr("Last visit"))
        self._show_matching()

    def _widen(self, *, also_search: bool = False) -> None:
        self.filters.clear()
        if also_search:
            self.search.clear()
        self._search_timer.stop()
        self._show_matching()
