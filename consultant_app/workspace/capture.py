"""Capture: what code does to record objects in one transaction becomes changes in the same transaction.

A `Writer` wraps a session. Flushes are listened to, not replaced: SQLAlchemy writes the rows, the writer remembers what
was set, and `seal` turns that into changes just before the commit. There is no second way to write.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar, cast

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from consultant_app.changes.change import (
    EXISTENCE,
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
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.record import Record, check_required, record_types, type_of
from consultant_app.errors import RuleError
from consultant_app.workspace.apply import Gate, Touched
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.log import Arrival, Origins, heads_by_field, load_change, next_number
from consultant_app.workspace.projection import seen_heads
from consultant_app.workspace.record_values import check_edit, contacts_of, wire_value
from consultant_app.workspace.reopening import SaidAgain
from consultant_app.workspace.sealing import Pending, Seal, Shown, Step

R = TypeVar("R", bound=Record)
_ANY_FIELD = ""


class Writer:
    """One transaction on the workspace. Made by `Workspace.write`; used on one thread.

    `automatic` marks what the program writes by itself.
    """

    def __init__(self, session: Session, raw: Any, identity: Identity, *, new_id: Any, automatic: bool = False) -> None:
        self.session = session
        self.raw = raw
        self._identity = identity
        self._new_id = new_id
        self._automatic = automatic
        self._pending: dict[RecordId, Pending] = {}
        self._shown: dict[RecordId, Shown] = {}
        self._said_again: list[tuple[Pending, Shown]] = []
        event.listen(session, "before_flush", self._on_before_flush)
        event.listen(session, "do_orm_execute", _refuse_bulk)

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
            if space is None and record_type.cls.follows_case:
                home = self._space_of(getattr(record, "consulting_case", None)) or home
        self._pending[RecordId(record.id)] = Pending(
            Kind.SET, record_type.name, RecordId(record.id), RecordId(record.root), home, is_new=True
        )
        self.session.add(record)
        return record

    def delete(self, record: Record) -> None:
        """Deletes a record, and with a root every part of it that is here, also parts of a newer version's types."""
        self.session.flush()
        if record.root == record.id:
            for part in self._parts_of(RecordId(record.id)):
                self.session.delete(part)
        self.session.delete(record)
        self.session.flush()

    def restore(self, record: RecordId) -> None:
        """Brings a deleted record back, and with a root the parts that were deleted in the same transaction."""
        self.session.flush()
        for one in [*self._deleted_with(record), record]:
            pending = self._pending_of(one)
            if pending.fields:
                raise TypeError("a record is edited or restored in one transaction, not both")
            pending.was_there = self.is_present(one)
            pending.kind, pending.in_table = Kind.RESTORE, False

    def load(self, record: str) -> Record:
        """The record of this id, whatever its type; raises RuleError("record_not_found")."""
        type_name = self._record_row(RecordId(record))[0]
        if type_name not in record_types():
            raise RuleError("record_from_newer_version", id=record, type=type_name)
        return self.get(record_types()[type_name].cls, record)

    def set_wire(self, record: RecordId, fields: Mapping[str, Value]) -> None:
        """Sets fields by their wire values; `name:CODE` puts one code into a set or takes it out.

        A field that several changes stand on is set even to the value it shows: that decides it.
        """
        loaded = self.load(record)
        heads = self.heads(record)
        for field_name, value in fields.items():
            name, code = split_set_field(field_name)
            kind = type_of(loaded).kind(name)
            before = getattr(loaded, name)
            if code is None:
                setattr(loaded, name, kind.from_wire(value))
            else:
                members = cast("frozenset[str]", before)
                setattr(loaded, name, members | {code} if value is True else members - {code})
            if getattr(loaded, name) == before and len(heads.get(field_name, ())) > 1:
                pending = self._pending_of(record)
                pending.fields[field_name] = value
                pending.before.setdefault(field_name, value)

    def set_unseen(self, record: RecordId, fields: Mapping[str, Value]) -> None:
        """Sets fields by wire values without looking at the row: also of a deleted record, which comes back, marked."""
        pending = self._pending_of(record)
        if self.is_present(record) and pending.type in record_types():
            loaded = self.load(record)
            pending.about |= contacts_of(loaded, self.session)
            for name in fields:
                if split_set_field(name)[0] in type_of(loaded).fields:
                    pending.before.setdefault(name, wire_value(loaded, name))
        pending.fields.update(fields)
        pending.in_table = False

    def shown(self, record: RecordId, heads: Shown) -> None:
        """Says which heads the author was shown: these are what the change will replace, not what came since."""
        self._shown[record] = heads

    def say_again(self, record: RecordId, again: SaidAgain, field: str, *, before: Value) -> None:
        """Says one value by a change of its own that replaces just what it names, beside what else is said there."""
        type_name, root, space = self._record_row(record)
        pending = Pending(again.kind, type_name, record, RecordId(root), SpaceId(space), before={field: before})
        if again.kind is Kind.SET:
            pending.fields[field] = again.value
            pending.about |= contacts_of(self.load(record), self.session) if type_name in record_types() else set()
        # What a deletion covers is all that its author saw, whatever the fields.
        self._said_again.append((pending, {field: again.replaces, _ANY_FIELD: again.covers}))

    def say(self, record: RecordId, kind: Kind, fields: dict[str, Value], *, over: Shown,
            about: Collection[RecordId] = ()) -> None:  # fmt: skip
        """Says just this by a change of its own: also of a record that is deleted, or that this version cannot show."""
        type_name, root, space = self._record_row(record)
        pending = Pending(kind, type_name, record, RecordId(root), SpaceId(space), fields, about=set(about))
        self._said_again.append((pending, over))

    def seal(self, origin: OriginId, at_ms: int, label: str) -> tuple[Step, Touched]:
        """Turns what was done into changes; the caller commits."""
        self.session.flush()
        made = [(one, self._seen(one)) for one in self._pending.values() if one.says_something] + self._said_again
        if not made:
            return Step(label, (), ()), Touched()
        pending = [one for one, _ in made]
        first = next_number(self.raw, Origins(self.raw).number(origin))
        seal = Seal(origin, first, len(pending), at_ms, self._automatic)
        changes = [seal.change(number, one, seen) for number, (one, seen) in enumerate(made, start=first)]
        self.session.expunge_all()
        gate = Gate(self.raw)
        gate.apply(
            [Arrival(change, encode_change(change), change.space) for change in changes],
            accepted=False,
            shown={one.record for one in pending if one.in_table} - {one.record for one, _ in self._said_again},
        )
        return Step(label, tuple(changes), tuple(pending)), gate.close()

    def is_known(self, record: RecordId) -> bool:
        return self.raw.execute("SELECT 1 FROM record WHERE id = ?", (record,)).fetchone() is not None

    def is_present(self, record: RecordId) -> bool:
        """Whether the record is here, with what this transaction did to it so far."""
        pending = self._pending.get(record)
        if pending is not None and pending.kind is not Kind.SET:
            return pending.kind is Kind.RESTORE
        row = self.raw.execute("SELECT present FROM record WHERE id = ?", (record,)).fetchone()
        return row is not None and bool(row[0])

    def heads(self, record: RecordId) -> dict[str, list[ChangeId]]:
        """The heads of every field as they stand before this transaction."""
        row = self.raw.execute("SELECT heads FROM record WHERE id = ?", (record,)).fetchone()
        return {} if row is None else heads_by_field(self.raw, row[0])

    def _seen(self, one: Pending) -> Shown:
        """What the change was made from. A deletion is of the whole record."""
        row = self.raw.execute("SELECT type, heads FROM record WHERE id = ?", (one.record,)).fetchone()
        seen = {} if row is None else seen_heads(self.raw, *row)
        return {**seen, **self._shown.get(one.record, {})}

    def _on_before_flush(self, session: Session, _context: object, _instances: object) -> None:
        for record in session.new:
            self._capture_new(cast("Record", record))
        for record in session.dirty:
            if session.is_modified(record):
                self._capture_edit(cast("Record", record))
        for record in session.deleted:
            self._capture_deletion(cast("Record", record))

    def _capture_new(self, record: Record) -> None:
        record.check()
        pending = self._pending[RecordId(record.id)]
        pending.about |= contacts_of(record, self.session)
        for name, kind in type_of(record).fields.items():
            value = kind.to_wire(getattr(record, name))
            if value != kind.empty:
                pending.note(kind, name, value, old=kind.empty)

    def _capture_edit(self, record: Record) -> None:
        _refuse_written_once(record)
        pending = self._pending_of(RecordId(record.id))
        pending.about |= contacts_of(record, self.session)
        state = inspect(record)
        before: dict[str, Any] = {}
        for name, kind in type_of(record).fields.items():
            history = state.attrs[name].history
            if not history.has_changes():
                continue
            old_value = history.deleted[0] if history.deleted else kind.from_wire(kind.empty)
            new, old = kind.to_wire(getattr(record, name)), kind.to_wire(old_value)
            if new != old or name in pending.fields:
                before[name] = old_value
                pending.note(kind, name, new, old=old)
        check_edit(record, before)

    def _capture_deletion(self, record: Record) -> None:
        pending = self._pending_of(RecordId(record.id))
        if pending.is_new:
            del self._pending[pending.record]
        else:
            _refuse_written_once(record)
            pending.kind, pending.fields = Kind.DELETE, {}

    def _pending_of(self, record: RecordId) -> Pending:
        if record not in self._pending:
            type_name, root, space = self._record_row(record)
            self._pending[record] = Pending(Kind.SET, type_name, record, RecordId(root), SpaceId(space))
        return self._pending[record]

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

    def _space_of(self, record: str | None) -> SpaceId | None:
        """Where a record stands; None for none, and for one that is not here."""
        pending = self._pending.get(RecordId(record or ""))
        if pending is not None:
            return pending.space
        row = self.raw.execute("SELECT space FROM record WHERE id = ?", (record,)).fetchone()
        return SpaceId(row[0]) if row else None

    def _parts_of(self, root: RecordId) -> list[Record]:
        """The parts of a root as objects; those of an unknown type are deleted here and now."""
        rows = self.raw.execute(
            "SELECT id, type FROM record WHERE root = ? AND id <> ? AND present = 1", (root, root)
        ).fetchall()
        added = [(one.record, one.type) for one in self._pending.values() if one.is_new and one.root == root]
        parts: list[Record] = []
        gone = {one.record for one in self._pending.values() if one.kind is Kind.DELETE}
        for part, type_name in [*(row for row in rows if row[0] not in gone), *added]:
            if type_name not in record_types():
                self._pending_of(RecordId(part)).kind = Kind.DELETE
            elif part != root:
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


def _refuse_written_once(record: Record) -> None:
    if record.written_once:
        raise RuleError("written_once", title=record.label())


def _refuse_bulk(execution: ORMExecuteState) -> None:
    if not execution.is_select:
        raise TypeError("records are written as objects, so that each change of them is captured")
