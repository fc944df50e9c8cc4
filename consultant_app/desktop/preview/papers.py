"""Keeps the shown papers fresh: numbers allotted and drafts sealed by a writing job, pages set by reading jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.actions.documents.finalising import finalise_visit, may_be_final
from consultant_app.actions.paper.printing import Printout, company_of_paper, make_ready, plan_of_visit, render
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.preview.number_message import OnPaper, numbers_on_paper
from consultant_app.desktop.preview.paper_languages import PaperLanguages
from consultant_app.desktop.tasks import Job, Lane
from consultant_app.errors import Language
from consultant_app.workspace.workspace import CommitNotice

T = TypeVar("T")

GATHER_MS = 250
_NEVER_PRINTED = frozenset({"note", "attachment"})


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is known once the numbers are given: whose paper it is, what may go with it (kind, id), shared numbers, and
    whether nothing is missing for the protocol to be made final.
    """

    company: str
    enclosable: tuple[tuple[str, str], ...]
    numbers: tuple[OnPaper, ...]
    is_complete: bool


class Papers(QObject):
    """`made(tuple[Printout, ...])` after each fresh printing, the asked for document first; `failed(Exception)`."""

    made = Signal(object)
    failed = Signal(object)
    enclosable_found = Signal(object)
    """The kinds of papers that may go with the one asked for, as a tuple."""

    language_found = Signal(str)
    """In which language the papers of this company are printed."""

    numbers_found = Signal(object)
    """The numbers on the papers that are also somebody else's, as a tuple of OnPaper."""

    refused = Signal(object)
    """The protocol was not made final, by this error; the pages are those of the draft."""

    complete_found = Signal(bool)
    """Whether the protocol is a draft that lacks nothing any more."""

    def __init__(self, desk: Desk, languages: PaperLanguages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._languages = desk, languages
        self._wished: Language | None = None
        self._in_grey = False
        self._kind, self._record, self._company = "", "", ""
        self._encloses: frozenset[str] = frozenset()
        self._jobs: list[Job[Any]] = []
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.refresh)
        desk.feed.committed.connect(self._on_committed)

    def open(self, kind: str, record: str, *, encloses: frozenset[str]) -> None:
        self._kind, self._record, self._encloses = kind, record, encloses
        self._wished = None
        self.refresh()

    def set_encloses(self, kinds: frozenset[str]) -> None:
        self._encloses = kinds
        self.refresh()

    def set_language(self, language: Language) -> None:
        """From now on for all papers of the company on this device."""
        self._wished = language
        self.refresh()

    def set_in_grey(self, in_grey: bool) -> None:
        """Papers that will be printed in grey have the black logos."""
        self._in_grey = in_grey
        self.refresh()

    def finalise(self) -> None:
        """Freezes the protocol as it is shown; `made` brings the frozen pages, `refused` says what is in the way."""
        workspace, visit, language = self._desk.workspace, self._record, self._languages.of(self._company)

        def work(_: object) -> None:
            finalise_visit(workspace, visit, language=language)

        self._cancel()
        self._gather.stop()
        self._desk.drafts.write_now()
        job = self._desk.tasks.run(work, lambda _: self.refresh(), self._on_refused, lane=Lane.WRITE, owner=self)
        self._jobs.append(job)

    def _on_refused(self, error: Exception) -> None:
        self.refused.emit(error)
        self.refresh()

    def close(self) -> None:
        """Nothing is printed anew until the next `open`."""
        self._record = ""
        self._cancel()

    def refresh(self) -> None:
        if not self._record:
            return
        self._cancel()
        self._desk.drafts.write_now()
        self._run(self._ready_job(), self._on_ready, Lane.WRITE)

    def _ready_job(self) -> Callable[[object], _Ready]:
        workspace, kind, record, encloses = self._desk.workspace, self._kind, self._record, self._encloses
        today = self._desk.now().date()

        def work(_: object) -> _Ready:
            plan = plan_of_visit(workspace, record) if kind == "visit" else None
            if plan is not None and "plan" in encloses:
                make_ready(workspace, "plan", plan)
            make_ready(workspace, kind, record)
            with workspace.read() as reader:
                numbers = numbers_on_paper(reader, kind, record, plan=plan)
                is_complete = kind == "visit" and may_be_final(reader, record, today)
            enclosable = {
                "plan": plan,
                "attendance": record if kind == "visit" else None,
                "sheets": record if kind == "plan" else None,
            }
            found = tuple((one, id_) for one, id_ in enclosable.items() if id_ is not None)
            return _Ready(company_of_paper(workspace, kind, record), found, numbers, is_complete)

        return work

    def _on_ready(self, ready: _Ready) -> None:
        company = self._company = ready.company
        self.numbers_found.emit(ready.numbers)
        if self._wished is not None:
            self._languages.choose(company, self._wished)
        language = self._languages.of(company)
        self.language_found.emit(language)
        self.enclosable_found.emit(tuple(kind for kind, _ in ready.enclosable))
        self.complete_found.emit(ready.is_complete)
        # What was committed until now, the numbers just allotted among it, is in the pages that are set next.
        self._gather.stop()
        workspace, in_grey = self._desk.workspace, self._in_grey
        wanted = [(self._kind, self._record), *(one for one in ready.enclosable if one[0] in self._encloses)]

        def work(_: object) -> tuple[Printout, ...]:
            return tuple(render(workspace, kind, record, language=language, in_grey=in_grey) for kind, record in wanted)

        self._run(work, self.made.emit, Lane.READ)

    def _run(self, work: Callable[[object], T], on_done: Callable[[T], None], lane: Lane) -> None:
        job: Job[T] = self._desk.tasks.run(work, on_done, self.failed.emit, lane=lane, owner=self)
        self._jobs.append(job)

    def _cancel(self) -> None:
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()

    def _on_committed(self, notice: CommitNotice) -> None:
        if self._record and not _NEVER_PRINTED.issuperset(notice.records.values()):
            self._gather.start()
