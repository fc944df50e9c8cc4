"""The paper that a page signs: read, drawn on, and each signature taken into the workspace before the page says so."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.actions.documents.editions import signed_bytes
from consultant_app.actions.documents.signing import refuse, sign, sign_on_paper, waive
from consultant_app.actions.documents.signing_sheet import SigningSheet, signing_sheet
from consultant_app.actions.paper.printing import make_ready, render
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.preview.paper_languages import PaperLanguages
from consultant_app.desktop.signing.drawings import Drawing, fitted, from_jotting, jotted, next_number
from consultant_app.desktop.tasks import Job, Lane
from consultant_app.domain.document import Document
from consultant_app.domain.signature import ON_PAPER, ON_SCREEN, REFUSED, WAIVED, Signer
from consultant_app.domain.text import fold
from consultant_app.errors import Language
from consultant_app.workspace.drafts import SIGNATURES, load_jottings
from consultant_app.workspace.workspace import CommitNotice, Workspace

T = TypeVar("T")

GATHER_MS = 30
_CONCERNED = frozenset({"visit", "participant", "agreement", "measure", "contact", "company", "document", "signature"})


class Way(StrEnum):
    """How somebody answers; the codes of value list `signature_way`."""

    SCREEN = ON_SCREEN
    PAPER = ON_PAPER
    REFUSED = REFUSED
    WAIVED = WAIVED


class SigningWork(QObject):
    """`shown()` when `sheet` or `drawings` are new, `pages_read(bytes)` when the paper is; `refused(error)` when it
    could not be read or a signature was not taken, whose strokes then stay; `taken(Signer)` once one is durable.
    """

    shown = Signal()
    pages_read = Signal(object)
    refused = Signal(object)
    taken = Signal(object)

    def __init__(self, desk: Desk, languages: PaperLanguages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._languages = desk, languages
        self._paper = ""
        self.sheet: SigningSheet | None = None
        self.drawings: list[Drawing] = []
        self.taking: set[int] = set()
        """The pads whose signature is on its way into the workspace, by key."""
        self._asked = 0
        self._pages_of: object = None
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.reload)
        self._pages_job: Job[Any] | None = None
        desk.feed.committed.connect(self._on_committed)

    def open(self, paper: str) -> None:
        """A visit or a document."""
        if paper != self._paper:
            self._paper, self.sheet, self.drawings = paper, None, []
            self._pages_of = None
        self.reload()

    def close(self) -> None:
        """Nothing is read any more until the next `open`."""
        self._desk.drafts.write_now()
        self._paper, self._pages_of = "", None

    @property
    def language(self) -> Language:
        return self._languages.of(self.sheet.company if self.sheet is not None else "")

    def reload(self) -> None:
        if not self._paper:
            return
        self._asked += 1
        asked, workspace, paper = self._asked, self._desk.workspace, self._paper
        today, language = self._desk.now().date(), self._desk.language

        def work(_: object) -> tuple[SigningSheet, str]:
            sheet = signing_sheet(workspace, paper, today=today, language=language)
            with workspace.read() as reader:
                return sheet, load_jottings(reader.raw, sheet.subject).get(SIGNATURES, "")

        def done(read: tuple[SigningSheet, str]) -> None:
            if asked == self._asked:
                self._on_read(*read)

        self._desk.drafts.write_now()
        self._desk.tasks.run(work, done, self._on_not_read, lane=Lane.READ, owner=self)

    def _on_read(self, sheet: SigningSheet, jotting: str) -> None:
        is_first = self.sheet is None
        self.sheet = sheet
        if is_first:
            self.drawings = from_jotting(str(self._desk.drafts.over(sheet.subject, SIGNATURES, jotting, shown=())))
        busy = [one for one in self.drawings if one.key in self.taking]
        fit = fitted(self.drawings, sheet)
        self.drawings = [*fit, *(one for one in busy if one not in fit)]
        self.shown.emit()
        self._read_pages()

    def _on_not_read(self, error: Exception) -> None:
        self.sheet = None
        self.refused.emit(error)
        self.shown.emit()

    # Pads.

    def jot(self) -> None:
        """What is drawn and named comes back after whatever happens to the program; strokes do not wait for a pause."""
        self._jot_soon()
        self._desk.drafts.write_now()

    def _jot_soon(self) -> None:
        if self.sheet is not None:
            self._desk.drafts.typed(self.sheet.subject, SIGNATURES, jotted(self.drawings), shown=())

    def name_signer(self, drawing: Drawing, signer: Signer) -> None:
        """A name that somebody who could sign here has is theirs; any other is a name and nothing else."""
        possible = self.sheet.possible if self.sheet is not None else ()
        same = (one.person for one in possible if one.role == signer.role and fold(one.name) == fold(signer.name))
        signer = replace(signer, person=next(same, None))
        if signer != drawing.signer:
            drawing.signer, drawing.is_own = signer, True
            self._jot_soon()

    def add(self, role: str) -> Drawing:
        """One more pad, for the next who could sign in that role, or for nobody known."""
        assert self.sheet is not None  # noqa: S101 - asked for on the page that shows it
        named = {one.signer.name for one in self.drawings} | {one.signer.name for one in self.sheet.given}
        known = [one for one in self.sheet.possible if one.role == role]
        place = next((one.place for one in known), "")
        proposed = next((one for one in known if one.name not in named), Signer(role=role, name="", place=place))
        for other in self.drawings:
            # Whoever signs first for a role does not take the others' place away.
            other.is_own = other.is_own or other.signer.role == role
        drawing = Drawing(proposed, is_own=True, number=next_number(self.drawings, role))
        self.drawings.append(drawing)
        self.jot()
        self.shown.emit()
        return drawing

    def drop(self, drawing: Drawing) -> None:
        """One that was added by hand."""
        self.drawings.remove(drawing)
        self.jot()
        self.reload()

    # Taking.

    def take(self, drawing: Drawing, way: Way = Way.SCREEN, *, reason: str = "") -> None:
        """Keeps what this person says; what is being typed in the visit goes into the paper first."""
        if self.sheet is None or drawing.key in self.taking:
            return
        keep = self._keeping(self.sheet.paper, drawing, way, reason=reason)
        workspace = self._desk.workspace

        def work(_: object) -> None:
            keep(workspace)

        def failed(error: Exception) -> None:
            self.taking.discard(drawing.key)
            self.shown.emit()
            self.refused.emit(error)

        self.taking.add(drawing.key)
        self.shown.emit()
        self._desk.drafts.seal_all()
        self._desk.tasks.run(work, lambda _: self._on_taken(drawing), failed, lane=Lane.WRITE, owner=self)

    def _keeping(self, paper: str, drawing: Drawing, way: Way, *, reason: str) -> Callable[[Workspace], RecordId]:
        signer, language = replace(drawing.signer), self.language
        if way is Way.SCREEN:
            picture = drawing.ink.picture()
            return lambda workspace: sign(workspace, paper, signer, picture=picture, language=language)
        if way is Way.PAPER:
            return lambda workspace: sign_on_paper(workspace, paper, signer, language=language)
        say = refuse if way is Way.REFUSED else waive
        return lambda workspace: say(workspace, paper, signer, reason=reason, language=language)

    def _on_taken(self, drawing: Drawing) -> None:
        self.taking.discard(drawing.key)
        if drawing in self.drawings:
            self.drawings.remove(drawing)
        self.jot()
        self.taken.emit(drawing.signer)
        self.reload()

    # Pages.

    def _read_pages(self) -> None:
        """The frozen bytes with what is signed on them, once; those of a draft anew with each change."""
        sheet = self.sheet
        if sheet is None or not sheet.stands:
            return
        pages_of = (sheet.document, sheet.given) if sheet.document is not None else None
        if pages_of is not None and pages_of == self._pages_of:
            return
        self._pages_of = pages_of
        workspace, paper = self._desk.workspace, sheet.paper
        if sheet.document is not None:
            self._show_pages(lambda: _signed_pages(workspace, paper))
            return
        language = self.language

        def numbered(_: None) -> None:
            self._show_pages(lambda: render(workspace, "visit", paper, language=language).pdf)

        self._run(lambda _: make_ready(workspace, "visit", paper), numbered, Lane.WRITE)

    def _show_pages(self, read: Callable[[], bytes]) -> None:
        self._run(lambda _: read(), self.pages_read.emit, Lane.READ)

    def _run(self, work: Callable[[object], T], on_done: Callable[[T], None], lane: Lane) -> None:
        if self._pages_job is not None:
            self._pages_job.cancel()
        self._pages_job = self._desk.tasks.run(work, on_done, self.refused.emit, lane=lane, owner=self)

    def _on_committed(self, notice: CommitNotice) -> None:
        if self._paper and not _CONCERNED.isdisjoint(notice.records.values()):
            self._gather.start()


def _signed_pages(workspace: Workspace, document: str) -> bytes:
    with workspace.read() as reader:
        found = reader.get(Document, document)
    return signed_bytes(workspace, found)
