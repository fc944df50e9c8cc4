"""The visit that a page works on: read, edited, and shown as it is being typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.visits.agreeing import OpenItem, agree_measure, open_items
from consultant_app.actions.visits.running import set_visit
from consultant_app.actions.visits.sheet import Heads, VisitSheet, visit_sheet
from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.widgets.writing import WritingEditor
from consultant_app.domain.measure_line import MeasureLine, parse_measure_line
from consultant_app.domain.record import record_types
from consultant_app.errors import Language
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.drafts import MEASURE_LINE, drop_draft, load_jottings
from consultant_app.workspace.status import states_of
from consultant_app.workspace.workspace import CommitNotice, Reader

T = TypeVar("T")
_UNTYPED = object()
GATHER_MS = 30
"""Commits that come together are read once."""
_CONCERNED = frozenset(
    {
        "visit",
        "participant",
        "topic_note",
        "finding",
        "recommendation",
        "agreement",
        "action_plan",
        "measure",
        "contact",
        "user",
        "company",
        "attachment",
    }
)


@dataclass(frozen=True, slots=True)
class _Read:
    sheet: VisitSheet
    items: tuple[OpenItem, ...]
    contested: tuple[str, ...]
    jottings: Mapping[str, str]


class VisitWork(QObject):
    """`shown()` when `sheet`, `items` or `contested` are new; `sheet_edited()` when something typed changed the sheet;
    `refused(error)` when a rule said no. `jottings_read()` once after `open`: `jotted` knows the words that wait in
    the visit's lines; `jotting_refused(name, text)` when words that were taken up could not be added.
    """

    shown = Signal()
    sheet_edited = Signal()
    refused = Signal(object)
    jottings_read = Signal()
    jotting_refused = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.sheet: VisitSheet | None = None
        self.items: tuple[OpenItem, ...] = ()
        self.contested: tuple[str, ...] = ()
        self.visit = RecordId("")
        self._is_active = False
        self._is_stale = True
        self._jottings: Mapping[str, str] = {}
        self._jottings_awaited = False
        self._round_came = False
        self._asked, self._edits, self._writing = 0, 0, 0
        self._typed: set[tuple[RecordId, str]] = set()
        self._shown_at: dict[str, Sequence[ChangeId]] = {}
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.reload)
        desk.feed.committed.connect(self._on_committed)

    def open(self, visit: str) -> None:
        if visit != self.visit:
            self.left()
            self._typed.clear()
            self._edits += 1
            self.sheet, self.items, self.contested = None, (), ()
            self.visit = RecordId(visit)
            self._jottings, self._jottings_awaited = {}, True
        self.reload()

    def set_active(self, active: bool) -> None:
        """Whether the page is on the screen; while it is not, nothing is read."""
        self._is_active = active
        if active and self._is_stale:
            self.reload()

    def reload(self) -> None:
        if not self.visit:
            return
        self._is_stale = False
        self._asked += 1
        visit, today, asked = self.visit, self.desk.now().date(), (self._asked, self._edits)
        workspace, language = self.desk.workspace, self.desk.language

        def query(reader: Reader) -> _Read:
            sheet = visit_sheet(reader, visit, partner=workspace.identity.partner, language=language)
            state = states_of(reader.raw, [visit]).get(visit)
            contested, jottings = state.contested if state else (), load_jottings(reader.raw, visit)
            return _Read(sheet, open_items(reader, visit, today), contested, jottings)

        self.desk.read(query, lambda read: self._on_read(read, asked), owner=self)

    def _on_read(self, read: _Read, asked: tuple[int, int]) -> None:
        # What was asked before the last edit or before a later question would put older values on the screen.
        if asked != (self._asked, self._edits):
            return
        if self._writing:
            self._is_stale = True
            return
        self._round_came = False
        self.sheet, self.items, self.contested = self._with_typed(read.sheet), read.items, read.contested
        self._jottings = read.jottings
        self.shown.emit()
        if self._jottings_awaited:
            self._jottings_awaited = False
            self.jottings_read.emit()

    def _with_typed(self, sheet: VisitSheet) -> VisitSheet:
        """The sheet with what was typed in this window on the very heads that were read."""
        for record, name in self._typed:
            shown = sheet.heads_of(record).get(name, ())
            typed = self.desk.drafts.over(record, name, _UNTYPED, shown=shown)
            if typed is _UNTYPED:
                continue
            if name in sheet.texts or record != sheet.id:
                sheet = sheet.with_text(record, name, str(typed))
            else:
                value: Any = record_types()["visit"].kind(name).from_wire(typed)
                sheet = replace(sheet, **{name: value})
        return sheet

    def write(
        self,
        label: str,
        edit: Callable[[Writer], T],
        on_done: Callable[[T], None] | None = None,
        *,
        on_refused: Callable[[], None] | None = None,
    ) -> None:
        """One transaction, after what is being typed was sealed. A refusal is told and the page read anew."""

        def done(result: T) -> None:
            self._on_written()
            if on_done is not None:
                on_done(result)

        def failed(error: Exception) -> None:
            self._on_written()
            if on_refused is not None:
                on_refused()
            self.refused.emit(error)

        self._begin_writing()
        self.desk.write(label, edit, done, owner=self, on_failed=failed)

    def finalise(self, language: Language) -> None:
        """Freezes the protocol with everything that was typed until now; a refusal is told."""
        workspace, visit = self.desk.workspace, self.visit

        def work(_: object) -> None:
            finalise_visit(workspace, visit, language=language)

        def failed(error: Exception) -> None:
            self._on_written()
            self.refused.emit(error)

        self._begin_writing()
        self.desk.drafts.write_now()
        self.desk.tasks.run(work, lambda _: self._on_written(), failed, lane=Lane.WRITE, owner=self)

    def _begin_writing(self) -> None:
        self._edits += 1
        self._writing += 1
        self.left()
        self.desk.drafts.left(self.visit)

    def _on_written(self) -> None:
        # What was asked while the edit was on its way may have been read before it.
        self._edits += 1
        self._writing -= 1
        self._gather.start()

    def set(self, label: str, **values: Any) -> None:
        """Sets fields of the visit at once."""
        visit, heads = self.visit, self.shown_heads()
        if self.sheet is not None:
            self.sheet = replace(self.sheet, **values)
            self.sheet_edited.emit()
        self.write(label, lambda writer: set_visit(writer, visit, values, shown=heads))

    def parsed(self, text: str, field: str) -> MeasureLine:
        """An M: line, as this visit's people and day make it; `field` is its field of action unless it says another."""
        candidates = self.sheet.candidates if self.sheet is not None else ()
        today = self.desk.now().date()
        return parse_measure_line(
            text, today=today, candidates=candidates, default_field=field or None, language=self.desk.language
        )

    def agree(self, line: MeasureLine) -> None:
        """Makes a measure and an agreement of an M: line."""
        visit, identity = self.visit, self.desk.workspace.identity
        label = self.tr("Measure added")
        self.write(label, lambda writer: agree_measure(writer, visit, line, identity))

    def agree_line(self, line: MeasureLine, text: str) -> None:
        """Makes a measure and an agreement of what stood in the M: line."""
        visit, identity, label = self.visit, self.desk.workspace.identity, self.tr("Measure added")
        self.take_up(MEASURE_LINE, text, label, lambda writer: agree_measure(writer, visit, line, identity))

    def jotted(self, name: str) -> str:
        """The words that wait in a line of this visit, "" for none."""
        return str(self.desk.drafts.over(self.visit, name, self._jottings.get(name, ""), shown=()))

    def jot(self, name: str, text: str, *, visit: str = "") -> None:
        """Keeps what stands in a line of the visit until it is added; `visit` where another one may be shown by now."""
        self.desk.drafts.typed(RecordId(visit or self.visit), name, text, shown=())

    def take_up(self, name: str, text: str, label: str, edit: Callable[[Writer], object], *, visit: str = "") -> None:
        """Makes an edit of what stood in a line of the visit, which is empty from then on."""
        record = RecordId(visit or self.visit)

        def edit_and_drop(writer: Writer) -> None:
            edit(writer)
            drop_draft(writer.raw, record, name)

        def refused() -> None:
            if record == self.visit:
                self.jotting_refused.emit(name, text)
            else:
                self.jot(name, text, visit=record)

        self.write(label, edit_and_drop, on_refused=refused)
        self.desk.drafts.handed_on(record, name)

    def shown_heads(self) -> Heads | None:
        """What an edit shall replace where a round came since the page was read; else whatever stands."""
        return self.sheet.heads if self._round_came and self.sheet is not None else None

    def type_value(self, name: str, value: Any) -> None:
        """A value of the visit while its input is being typed in: kept like a text, a change when the input is left."""
        if self.sheet is None:
            return
        shown = self._shown_at.setdefault(name, self.sheet.heads.get(name, ()))
        self.sheet = replace(self.sheet, **{name: value})
        self._typed.add((self.visit, name))
        self.desk.drafts.typed(self.visit, name, record_types()["visit"].kind(name).to_wire(value), shown=shown)
        self.sheet_edited.emit()

    def left(self) -> None:
        """An input of typed values was left."""
        if self._shown_at:
            self._shown_at.clear()
            self.desk.drafts.left(self.visit)

    def bind(self, editor: WritingEditor, field: str, record: Callable[[], str]) -> TextBinding:
        """Ties an editor to a text of the visit or of a part; `record` says which one it shows."""
        binding = TextBinding(self.desk.drafts, editor, field)
        binding.edited.connect(lambda text: self._on_typed(RecordId(record()), field, text))
        return binding

    def _on_typed(self, record: RecordId, field: str, text: str) -> None:
        self._typed.add((record, field))
        if self.sheet is not None:
            self.sheet = self.sheet.with_text(record, field, text)
            self.sheet_edited.emit()

    def _on_committed(self, notice: CommitNotice) -> None:
        if _CONCERNED.isdisjoint(notice.records.values()):
            return
        if notice.source == "round":
            self._round_came = True
        if self._is_active:
            self._gather.start()
        else:
            self._is_stale = True
