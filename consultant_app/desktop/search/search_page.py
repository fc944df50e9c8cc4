"""The page of hits: records of every kind, newest and best first, words marked; Enter opens one."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.actions.searching import find
from consultant_app.actions.sync.record_names import record_company
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.record_dots import dots_of
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.widgets.fields import SearchField
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.domain.field_words import type_label
from consultant_app.workspace.search import Hit
from consultant_app.workspace.status import RecordState

TYPING_MS = 40
HITS = 50
HIDDEN_TYPES = ("partner", "user", "funding_profile")
"""Kinds that have no page of their own to open."""


@dataclass(frozen=True, slots=True)
class _Found:
    question: str
    hits: tuple[Hit, ...]
    companies: dict[RecordId, str]
    states: dict[RecordId, RecordState]


class SearchPage(QWidget):
    """`opened(type, id, root)` when a person opens a hit."""

    opened = Signal(str, str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hits: dict[str, Hit] = {}
        self._job: Job[_Found] | None = None
        self.field = SearchField(self.tr("Search everything"))
        self._summary = Label("", "small", role="text2", wrap=True)
        self.rows = RowList(self.tr("Hits"), open_on_click=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 24)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Search"), "page_title"))
        column.addWidget(self.field)
        column.addWidget(self._summary)
        column.addWidget(self.rows, 1)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self.read)
        self.field.textChanged.connect(lambda _: self._timer.start())
        self.field.returnPressed.connect(self._on_return)
        self.rows.row_opened.connect(self._on_opened)
        desk.feed.committed.connect(lambda _: self._timer.start() if self.isVisible() else None)
        desk.index.followed.connect(lambda: self._timer.start() if self.isVisible() else None)

    def ask(self, question: str) -> None:
        """Shows the hits of a question that was typed elsewhere."""
        if self.field.text() != question:
            self.field.setText(question)

    def read(self) -> None:
        question, workspace = self.field.text().strip(), self._desk.workspace

        def work(_: object) -> _Found:
            hits = tuple(hit for hit in find(workspace, question, limit=HITS) if hit.type not in HIDDEN_TYPES)
            with workspace.read() as reader:
                companies = {hit.id: record_company(reader, hit.id, hit.root) for hit in hits}
            return _Found(question, hits, companies, workspace.states([hit.id for hit in hits]))

        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.tasks.run(work, self._on_found, owner=self)

    def _on_found(self, found: _Found) -> None:
        if found.question != self.field.text().strip():
            return
        self._hits = {hit.id: hit for hit in found.hits}
        self.rows.set_rows([self._row(hit, found) for hit in found.hits])
        self._summary.setText(self._words(found))

    def _words(self, found: _Found) -> str:
        if not found.question:
            return self.tr("Companies, visits, measures, notes and people are searched.")
        waiting = self._desk.index.backlog
        later = " " + self.tr("%n record(s) are still being taken in.", "", waiting) if waiting else ""
        if not found.hits:
            return self.tr("No hits for “{words}”.").format(words=found.question) + later
        return self.tr("%n hit(s)", "", len(found.hits)) + later

    def _row(self, hit: Hit, found: _Found) -> Row:
        company = found.companies.get(hit.id, "")
        kind = type_label(hit.type, self._desk.language)
        return Row(
            hit.id,
            hit.title,
            subtitle=f"{kind}, {company}" if company and hit.type != "company" else kind,
            dots=dots_of(found.states.get(hit.id)),
            excerpt=hit.snippet,
            title_hits=tuple((start, end - start) for start, end in hit.title_marks),
            excerpt_hits=tuple((start, end - start) for start, end in hit.marks),
            chevron=True,
        )

    def _on_return(self) -> None:
        if self.rows.rows.rows:
            self.rows.choose(self.rows.rows.rows[0].id)
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, id_: str) -> None:
        hit = self._hits[id_]
        self.opened.emit(hit.type, hit.id, hit.root)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._on_return()
            event.accept()
            return
        super().keyPressEvent(event)
