"""The visit that a page works on: read in the order of the writes, edited, and shown as it is being typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.actions.agreeing import OpenItem, open_items
from consultant_app.actions.visit_sheet import Heads, VisitSheet, visit_sheet
from consultant_app.actions.visits import set_visit
from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.tasks import Lane
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.widgets.writing import WritingEditor
from consultant_app.domain.record import record_types
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import CommitNotice, Reader

T = TypeVar("T")
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
    }
)


@dataclass(frozen=True, slots=True)
class _Read:
    sheet: VisitSheet
    items: tuple[OpenItem, ...]
    contested: tuple[str, ...]


class VisitWork(QObject):
    """`shown()` when `sheet`, `items` or `contested` are new; `sheet_edited()` when something typed changed the sheet;
    `refused(error)` when a rule said no; `gone()` when the visit is no longer here.
    """

    shown = Signal()
    sheet_edited = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.sheet: VisitSheet | None = None
        self.items: tuple[OpenItem, ...] = ()
        self.contested: tuple[str, ...] = ()
        self.visit = RecordId("")
        self._is_active = False
        self._is_stale = True
        self._round_came = False
        self._edits = 0
        self._typed: dict[tuple[str, str], str] = {}
        self._values: dict[str, Any] = {}
        self._shown_at: dict[str, Sequence[ChangeId]] = {}
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.reload)
        desk.feed.committed.connect(self._on_committed)

    def open(self, visit: str) -> None:
        if visit != self.visit:
            self._typed.clear()
            self.left()
            self.sheet, self.items, self.contested = None, (), ()
            self.visit = RecordId(visit)
        self.reload()

    def set_active(self, active: bool) -> None:
        """Whether the page is on the screen; while it is not, nothing is read."""
        self._is_active = active
        if active and self._is_stale:
            self.reload()

    def reload(self) -> None:
        """Reads after everything that was given to be written: older values never come back to the screen."""
        if not self.visit:
            return
        self._is_stale = False
        visit, edits, today = self.visit, self._edits, self.desk.now().date()
        workspace = self.desk.workspace

        def query(reader: Reader) -> _Read:
            sheet = visit_sheet(reader, visit, partner=workspace.identity.partner)
            state = workspace.states([visit]).get(visit)
            return _Read(sheet, open_items(reader, visit, today), state.contested if state else ())

        def work(_: object) -> _Read:
            with workspace.read() as reader:
                return query(reader)

        self.desk.tasks.run(work, lambda read: self._on_read(read, edits), lane=Lane.WRITE, owner=self)

    def _on_read(self, read: _Read, edits: int) -> None:
        if read.sheet.id != self.visit:
            return
        if edits != self._edits:
            self._gather.start()
            return
        self._round_came = False
        sheet = replace(read.sheet, **self._values)
        for (record, name), text in self._typed.items():
            sheet = sheet.with_text(record, name, text)
        self.sheet, self.items, self.contested = sheet, read.items, read.contested
        self.shown.emit()

    def write(self, label: str, edit: Callable[[Writer], T], on_done: Callable[[T], None] | None = None) -> None:
        """One transaction, after what is being typed was sealed. A refusal is told and the page read anew."""
        self._edits += 1
        self.desk.drafts.left(self.visit)
        self._values.clear()
        self._shown_at.clear()
        self.desk.write(label, edit, on_done, owner=self, on_failed=self._on_failed)

    def set(self, label: str, **values: Any) -> None:
        """Sets fields of the visit at once."""
        visit, heads = self.visit, self.shown_heads()
        if self.sheet is not None:
            known = {name: value for name, value in values.items() if hasattr(self.sheet, name)}
            self.sheet = replace(self.sheet, **known)
            self.sheet_edited.emit()
        self.write(label, lambda writer: set_visit(writer, visit, values, shown=heads))

    def shown_heads(self) -> Heads | None:
        """What an edit shall replace where a round came since the page was read; else whatever stands."""
        return self.sheet.heads if self._round_came and self.sheet is not None else None

    def type_value(self, name: str, value: Any) -> None:
        """A value of the visit while its input is being typed in: kept like a text, a change when the input is left."""
        if self.sheet is None:
            return
        self._values[name] = value
        self.sheet = replace(self.sheet, **{name: value})
        shown = self._shown_at.setdefault(name, self.sheet.heads.get(name, ()))
        wire = record_types()["visit"].kind(name).to_wire(value)
        self.desk.drafts.typed(self.visit, name, wire, shown=shown)
        self.sheet_edited.emit()

    def left(self) -> None:
        """An input of typed values was left."""
        if self._values:
            self._edits += 1
            self._values.clear()
            self._shown_at.clear()
            self.desk.drafts.left(self.visit)

    def bind(self, editor: WritingEditor, field: str, record: Callable[[], str]) -> TextBinding:
        """Ties an editor to a text of the visit or of a part; `record` says which one it shows."""
        binding = TextBinding(self.desk.drafts, editor, field)
        binding.edited.connect(lambda text: self._on_typed(record(), field, text))
        editor.left.connect(lambda: self._on_left(record(), field))
        return binding

    def _on_typed(self, record: str, field: str, text: str) -> None:
        self._typed[record, field] = text
        if self.sheet is not None:
            self.sheet = self.sheet.with_text(record, field, text)
            self.sheet_edited.emit()

    def _on_left(self, record: str, field: str) -> None:
        if self._typed.pop((record, field), None) is not None:
            self._edits += 1

    def _on_failed(self, error: Exception) -> None:
        self.refused.emit(error)
        self._gather.start()

    def _on_committed(self, notice: CommitNotice) -> None:
        if _CONCERNED.isdisjoint(notice.records.values()):
            return
        if notice.source == "round":
            self._round_came = True
        if self._is_active:
            self._gather.start()
        else:
            self._is_stale = True
