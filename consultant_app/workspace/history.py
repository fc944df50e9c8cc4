"""What happened to a record: every change of every field with who, when and where, and what stands against what."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from consultant_app.changes.change import EXISTENCE, ChangeId, Kind, RecordId, Value, decode_change
from consultant_app.changes.merge import nearest_common_change
from consultant_app.workspace.log import StoredChange, changes_of, heads_by_field, load_change
from consultant_app.workspace.projection import contested_fields
from consultant_app.workspace.reopening import first_said


class Author(msgspec.Struct, frozen=True):
    """Who stands behind an origin; names are empty while its certificate is not here."""

    user: str
    user_name: str
    device_name: str
    bringer: str = ""
    """Who brought the change in an exchange file, where that was another device and no server has confirmed it yet."""


class HistoryStep(msgspec.Struct, frozen=True):
    """One change of a record. `at` in ms UTC. `fields`: the wire values it set; `hollow`: fields without value, which
    lie at the server where `is_at_server`.
    """

    change: ChangeId
    at: int
    author: Author
    kind: Kind
    fields: Mapping[str, Value]
    hollow: Sequence[str]
    received_at: int | None
    is_at_server: bool = False


class ContestedValue(msgspec.Struct, frozen=True):
    """One of several values that stand against each other in a field. For EXISTENCE: True kept, False deleted."""

    change: ChangeId
    value: Value
    author: Author
    at: int


class Conflict(msgspec.Struct, frozen=True):
    """A field of a record that waits for a decision; the values newest first."""

    record: RecordId
    type: str
    root: RecordId
    field: str
    values: tuple[ContestedValue, ...]


class CommonState(msgspec.Struct, frozen=True):
    """What the values of a conflict started from; author and time are None where the field had never been set."""

    value: Value
    author: Author | None = None
    at: int | None = None


def history_of(raw: Any, record: RecordId) -> list[HistoryStep]:
    """Oldest first, by the earlier of device time and receipt time."""
    known = [as_known(raw, one) for one in changes_of(raw, record)]
    stored = sorted(known, key=lambda one: (one.at, one.change.origin, one.change.number))
    authors = _authors(raw, stored)
    return [_step(one, authors) for one in stored]


def as_known(raw: Any, stored: StoredChange) -> StoredChange:
    """With the values that this device knows although the record did not take them along when it moved."""
    if not stored.change.hollow:
        return stored
    row = raw.execute(
        "SELECT p.body FROM past_value p JOIN origin o ON o.number = p.origin WHERE o.origin = ? AND p.number = ?",
        (stored.change.origin, stored.change.number),
    ).fetchone()
    return stored if row is None else replace(stored, change=decode_change(row[0]))


def _step(stored: StoredChange, authors: Mapping[ChangeId, Author]) -> HistoryStep:
    change = stored.change
    return HistoryStep(
        change.id,
        stored.at,
        authors[change.id],
        change.kind,
        change.fields,
        [*change.hollow, *change.erased],
        stored.received_at,
        stored.unfetched,
    )


def conflicts_of(raw: Any, record: RecordId | None = None, *, records: int = -1) -> list[Conflict]:
    """All contested fields, or those of one record, or of so many `records`; newest record first."""
    query = "SELECT id, type, root, heads, contested FROM record"
    if record is None:
        # Left to itself SQLite would walk all records in the order asked for.
        newest = f"{query} INDEXED BY record_contested WHERE contested <> '' ORDER BY revision DESC LIMIT ?"
        rows = raw.execute(newest, (records,))
    else:
        rows = raw.execute(f"{query} WHERE contested <> '' AND id = ?", (record,))
    found = []
    for id_, type_name, root, heads, contested in rows.fetchall():
        by_field = heads_by_field(raw, heads)
        found += [
            Conflict(id_, type_name, root, field, _values(raw, field, by_field))
            for field in contested_fields(contested)
        ]
    return found


def common_state(raw: Any, conflict: Conflict) -> CommonState | None:
    """The nearest single change that all values of a conflict descend from, as texts are settled from it.

    None where there is none, where its value is not on this device, and for EXISTENCE.
    """
    field, heads = conflict.field, [value.change for value in conflict.values]
    if field == EXISTENCE:
        return None

    def replaced_by(change: ChangeId) -> Sequence[ChangeId]:
        stored = load_change(raw, change)
        return stored.change.replaces.get(field, ()) if stored is not None else ()

    if not any(map(replaced_by, heads)):
        return CommonState(None)
    nearest = nearest_common_change(heads, replaced_by)
    stored = load_change(raw, nearest) if nearest is not None else None
    known = as_known(raw, stored) if stored is not None else None
    if known is None or field not in known.change.fields:
        return None
    first = first_said(raw, known, field)
    return CommonState(known.change.fields[field], _authors(raw, [first])[first.change.id], first.at)


def _values(raw: Any, field: str, by_field: Mapping[str, Sequence[ChangeId]]) -> tuple[ContestedValue, ...]:
    ids = set(by_field.get(field, ()))
    if field == EXISTENCE:
        deletions = [s.change for s in (load_change(raw, id_) for id_ in ids) if s and s.change.kind is Kind.DELETE]
        seen = {head for deletion in deletions for head in deletion.covers}
        ids |= {head for name, heads in by_field.items() if name != EXISTENCE for head in heads if head not in seen}
    stored = [one for one in (load_change(raw, id_) for id_ in ids) if one is not None]
    # A value that stands here again because a decision was taken back is still its first author's.
    said = [(one, first_said(raw, one, field)) for one in stored]
    said.sort(key=lambda pair: (pair[1].at, pair[1].change.id), reverse=True)
    authors = _authors(raw, [first for _, first in said])
    return tuple(
        ContestedValue(one.change.id, _value(one, field), authors[first.change.id], first.at) for one, first in said
    )


def _value(stored: StoredChange, field: str) -> Value:
    if field == EXISTENCE:
        return stored.change.kind is not Kind.DELETE
    return stored.change.fields.get(field)


def _authors(raw: Any, stored: Sequence[StoredChange]) -> dict[ChangeId, Author]:
    """By change; who brought one in a file is told as long as no server has confirmed it."""
    people: dict[str, Author] = {}
    bringers: dict[tuple[str, int], str] = {}
    for origin in {one.change.origin for one in stored}:
        where = "(SELECT number FROM origin WHERE origin = ?)"
        row = raw.execute(_AUTHOR, (origin,)).fetchone()
        people[origin] = Author(*row) if row else Author("", "", "")
        brought = raw.execute(f"SELECT txn, bringer FROM brought WHERE origin = {where} AND bringer <> ''", (origin,))
        bringers |= {(origin, txn): bringer for txn, bringer in brought}
    return {
        one.change.id: replace(
            people[one.change.origin],
            bringer="" if one.accepted else bringers.get((one.change.origin, one.change.transaction), ""),
        )
        for one in stored
    }


_IS_RENAMED: Final = "user.active = 0 AND user.name <> o.user_name"
_AUTHOR: Final = (
    f"SELECT o.user, iif({_IS_RENAMED}, user.name, o.user_name), iif({_IS_RENAMED}, '', o.device_name)"
    " FROM origin o LEFT JOIN user ON user.id = o.user WHERE o.origin = ?"
)
"""Whoever left with her organisation has another name in the directory since; her device's may say the old one."""
