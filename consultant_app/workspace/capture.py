"""Capture: what code does to record objects in one transaction becomes changes in the same transaction.

A `Writer` wraps a session. Flushes are listened to, not replaced: SQLAlchemy writes the rows, the writer remembers what
was set, and `seal` turns that into changes just before the commit. There is no second way to write.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from consultant_app.changes.change import (
    EXISTENCE,
    SET_SEPARATOR,
    Change,
    ChangeId,
    Kind,
    OriginId,
    RecordId,
    SpaceId,
    Value,
    encode_change,
    split_set_field,
)
from consultant_app.changes.heads import decode_heads, field_heads
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import FieldKind, Merge
from consultant_app.domain.record import Record, check_required, record_types, type_of
from consultant_app.errors import RuleError
from consultant_app.workspace.apply import Gate, Touched
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.log import Arrival, Origins, load_change, next_number

R = TypeVar("R", bound=Record)
Shown = Mapping[str, Sequence[ChangeId]]
"""The heads of each field that an author was shown."""


@dataclass(slots=True)
class Pending:
    """What one transaction did to one record so far. `before` holds the old wire values of the fields set."""

    kind: Kind
    type: str
    record: RecordId
    root: RecordId
    space: SpaceId
    fields: dict[str, Value] = field(default_factory=dict)
    before: dict[str, Value] = field(default_factory=dict)
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One sealed transaction, as undoing needs it."""

    label: str
    changes: tuple[Change, ...]
    pending: tuple[Pending, ...]


class Writer:
    """One transaction on the workspace. Made by `Workspace.write`; used on one thread."""

    def __init__(self, session: Session, raw: Any, identity: Identity, *, new_id: Any, automatic: bool = False) -> None:
        self.session = session
        self.raw = raw
        self._identity = identity
        self._new_id = new_id
        self._automatic = automatic
        self._pending: dict[RecordId, Pending] = {}
        self._shown: dict[RecordId, Shown] = {}
        event.listen(session, "before_flush", self._on_before_flush)

    def get(self, cls: type[R], record: str) -> R:
        """Raises RuleError("record_not_found") for a record that is not here or deleted."""
        found = self.session.get(cls, record)
        if found is None:
            raise RuleError("record_not_found", id=record)
        return found

    def new(self, record: R, space: SpaceId | SpaceKind | None = None) -> R:
        """Adds a record: fills id, root and space where they are open. A part goes where its root is."""
        record_type = type_of(record)
        check_required(record)
        record.check()
        record.id = record.id or self._new_id()
        if record_type.parent is not None:
            record.root, home = self._root_of(getattr(record, record_type.parent))
        else:
            record.root = record.id
            kind = space if isinstance(space, SpaceKind) else record_type.home
            home = self._identity.space(kind) if space is None or isinstance(space, SpaceKind) else space
        self._pending[RecordId(record.id)] = Pending(
            Kind.SET, record_type.name, RecordId(record.id), RecordId(record.root), home, is_new=True
        )
        self.session.add(record)
        return record

    def delete(self, record: Record) -> None:
        """Deletes a record, and with a root every part of it that is here."""
        if record.root == record.id:
            for part in self._parts_of(record):
                self.session.delete(part)
        self.session.delete(record)

    def restore(self, record: RecordId) -> None:
        """Brings a deleted record back, and with a root the parts that were deleted in the same transaction."""
        row = self._record_row(record)
        for part in self._deleted_with(record):
            part_row = self._record_row(part)
            self._pending[part] = Pending(Kind.RESTORE, part_row[0], part, RecordId(part_row[1]), SpaceId(part_row[2]))
        self._pending[record] = Pending(Kind.RESTORE, row[0], record, RecordId(row[1]), SpaceId(row[2]))

    def load(self, record: str) -> Record:
        """The record of this id, whatever its type; raises RuleError("record_not_found")."""
        type_name = self._record_row(RecordId(record))[0]
        if type_name not in record_types():
            raise RuleError("record_from_newer_version", id=record, type=type_name)
        return self.get(record_types()[type_name].cls, record)

    def set_wire(self, record: RecordId, fields: Mapping[str, Value]) -> None:
        """Sets fields by their wire values; `name:CODE` puts one code into a set or takes it out."""
        loaded = self.load(record)
        kinds = type_of(loaded).fields
        for field_name, value in fields.items():
            name, code = split_set_field(field_name)
            kind = kinds[name]
            if code is None:
                setattr(loaded, name, kind.from_wire(value))
            else:
                members = cast("frozenset[str]", getattr(loaded, name))
                setattr(loaded, name, members | {code} if value is True else members - {code})

    def set_unseen(self, record: RecordId, fields: Mapping[str, Value]) -> None:
        """Sets fields of a record that was deleted meanwhile: it comes back, marked for a decision."""
        row = self._record_row(record)
        self._pending[record] = Pending(
            Kind.SET, row[0], record, RecordId(row[1]), SpaceId(row[2]), fields=dict(fields), before={}
        )

    def shown(self, record: RecordId, heads: Shown) -> None:
        """Says which heads the author was shown: these are what the change will replace, not what came since."""
        self._shown[record] = heads

    def seal(self, origin: OriginId, at_ms: int, label: str) -> tuple[Step, Touched]:
        """Turns what was done into changes; the caller commits."""
        self.session.flush()
        pending = [one for one in self._pending.values() if one.fields or one.kind is not Kind.SET or one.is_new]
        if not pending:
            return Step(label, (), ()), Touched()
        first = next_number(self.raw, Origins(self.raw).number(origin))
        changes = [
            self._change(one, origin, (number, first, len(pending)), at_ms)
            for number, one in enumerate(pending, start=first)
        ]
        self.session.expunge_all()
        gate = Gate(self.raw)
        gate.apply([Arrival(c, encode_change(c), c.space) for c in changes], accepted=False, shown=True)
        return Step(label, tuple(changes), tuple(pending)), gate.close()

    def _change(self, one: Pending, origin: OriginId, place: tuple[int, int, int], at_ms: int) -> Change:
        number, first, size = place
        heads = {} if one.is_new else self.heads(one.record)
        seen = {**heads, **self._shown.get(one.record, {})}
        names = [EXISTENCE] if one.kind is not Kind.SET else list(one.fields)
        replaces = {name: list(seen[name]) for name in names if seen.get(name)}
        covers = sorted({head for name, ids in seen.items() if name != EXISTENCE for head in ids})
        return Change(
            origin=origin,
            number=number,
            transaction=first,
            size=size,
            kind=one.kind,
            type=one.type,
            record=one.record,
            root=one.root,
            space=one.space,
            at=at_ms,
            fields=one.fields if one.kind is Kind.SET else {},
            replaces=replaces,
            covers=covers if one.kind is Kind.DELETE else [],
            about=self._about(one),
            automatic=self._automatic,
        )

    def _about(self, one: Pending) -> list[RecordId]:
        """The contacts a change's values are about: the contact itself, or those its references name."""
        if one.type == "contact":
            return [one.record]
        named = [one.fields.get(name) for name in record_types()[one.type].contact_fields]
        return [RecordId(value) for value in named if isinstance(value, str)]

    def is_known(self, record: RecordId) -> bool:
        return self.raw.execute("SELECT 1 FROM record WHERE id = ?", (record,)).fetchone() is not None

    def is_present(self, record: RecordId) -> bool:
        row = self.raw.execute("SELECT present FROM record WHERE id = ?", (record,)).fetchone()
        return row is not None and bool(row[0])

    def heads(self, record: RecordId) -> dict[str, list[ChangeId]]:
        """The heads of every field as they stand before this transaction."""
        row = self.raw.execute("SELECT heads FROM record WHERE id = ?", (record,)).fetchone()
        return {} if row is None else heads_by_field(self.raw, row[0])

    def _on_before_flush(self, session: Session, _context: object, _instances: object) -> None:
        for record in session.new:
            self._capture_new(cast("Record", record))
        for record in session.dirty:
            if session.is_modified(record):
                self._capture_edit(cast("Record", record))
        for record in session.deleted:
            self._capture_deletion(cast("Record", record))

    def _capture_new(self, record: Record) -> None:
        pending = self._pending[RecordId(record.id)]
        for name, kind in type_of(record).fields.items():
            value = kind.to_wire(getattr(record, name))
            if value != kind.empty:
                _set_field(pending, kind, name, (value, kind.empty))

    def _capture_edit(self, record: Record) -> None:
        record.check()
        pending = self._pending_of(record, Kind.SET)
        state = inspect(record)
        for name, kind in type_of(record).fields.items():
            history = state.attrs[name].history
            if not history.has_changes():
                continue
            new = kind.to_wire(getattr(record, name))
            old = kind.to_wire(history.deleted[0]) if history.deleted else kind.empty
            if new != old or name in pending.fields:
                _set_field(pending, kind, name, (new, old))

    def _capture_deletion(self, record: Record) -> None:
        pending = self._pending_of(record, Kind.DELETE)
        pending.kind, pending.fields = Kind.DELETE, {}

    def _pending_of(self, record: Record, kind: Kind) -> Pending:
        key = RecordId(record.id)
        if key not in self._pending:
            row = self._record_row(key)
            self._pending[key] = Pending(kind, row[0], key, RecordId(row[1]), SpaceId(row[2]))
        return self._pending[key]

    def _record_row(self, record: RecordId) -> tuple[str, str, str]:
        row = self.raw.execute("SELECT type, root, space FROM record WHERE id = ?", (record,)).fetchone()
        if row is None:
            raise RuleError("record_not_found", id=record)
        return cast("tuple[str, str, str]", row)

    def _root_of(self, parent: str | None) -> tuple[RecordId, SpaceId]:
        if parent is None:
            raise RuleError("parent_missing")
        pending = self._pending.get(RecordId(parent))
        if pending is not None:
            return pending.root, pending.space
        row = self._record_row(RecordId(parent))
        return RecordId(row[1]), SpaceId(row[2])

    def _parts_of(self, root: Record) -> list[Record]:
        rows = self.raw.execute(
            "SELECT id, type FROM record WHERE root = ? AND id <> ? AND present = 1", (root.id, root.id)
        ).fetchall()
        parts: list[Record] = []
        for part, type_name in rows:
            if type_name in record_types():
                cls = record_types()[type_name].cls
                parts.extend(self.session.scalars(select(cls).where(cls.id == part)))
        return parts

    def _deleted_with(self, root: RecordId) -> list[RecordId]:
        """The parts of a root that are gone since the very transaction that deleted the root."""
        deletions = {(split.origin, split.transaction) for split in self._deletions_of(root)}
        rows = self.raw.execute("SELECT id FROM record WHERE root = ? AND id <> ? AND present = 0", (root, root))
        return [
            RecordId(part)
            for (part,) in rows.fetchall()
            if any((d.origin, d.transaction) in deletions for d in self._deletions_of(RecordId(part)))
        ]

    def _deletions_of(self, record: RecordId) -> list[Change]:
        heads = self.heads(record).get(EXISTENCE, [])
        loaded = [load_change(self.raw, head) for head in heads]
        return [stored.change for stored in loaded if stored is not None and stored.change.kind is Kind.DELETE]


def heads_by_field(raw: Any, heads: bytes) -> dict[str, list[ChangeId]]:
    """The heads of every field, from how a record's row stores them."""

    def fields_of(change: ChangeId) -> Sequence[str]:
        stored = load_change(raw, change)
        return [] if stored is None else stored.change.field_names

    return field_heads(decode_heads(heads), fields_of)


def _set_field(pending: Pending, kind: FieldKind, name: str, values: tuple[Value, Value]) -> None:
    """Notes a field's new and old value; a set becomes one field per code that came or went."""
    new, old = values
    if kind.merge is not Merge.MEMBERS:
        pending.fields[name] = new
        pending.before.setdefault(name, old)
        return
    inside, before = set(cast("list[str]", new)), set(cast("list[str]", old))
    for member in sorted(inside ^ before):
        key = f"{name}{SET_SEPARATOR}{member}"
        pending.fields[key] = member in inside
        pending.before.setdefault(key, member in before)
