"""From heads to rows: settles the fields of a record and writes what the screens show.

A projection is a view. It can be dropped and rebuilt from the changes at any time, identically.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, cast

import msgspec

from consultant_app.changes.change import (
    EXISTENCE,
    Change,
    ChangeId,
    RecordId,
    Value,
    encode_value,
    split_set_field,
)
from consultant_app.changes.heads import decode_heads
from consultant_app.changes.merge import (
    HOLLOW,
    ExistenceHead,
    FieldHead,
    Head,
    Past,
    Presence,
    Settled,
    is_present,
    settle_member,
    settle_text,
    settle_value,
)
from consultant_app.domain.kinds import Merge
from consultant_app.domain.record import record_types
from consultant_app.workspace.columns import Row, columns_of
from consultant_app.workspace.log import StoredChange, heads_by_field, load_change

Load = Callable[[ChangeId], StoredChange | None]


class Settlement(msgspec.Struct, frozen=True):
    """What a record shows: the wire values by field, and which fields wait for a decision. `lacking`: something that it
    stands on is not here yet.
    """

    present: bool
    contested: tuple[str, ...]
    values: Mapping[str, Value]
    lacking: bool = False


def settle_record(
    type_name: str, field_heads: Mapping[str, Sequence[ChangeId]], awaited: Collection[str], load: Load
) -> Settlement:
    """Settles every field of a record; fields this version does not know take no part.

    `awaited` names the fields for which a replaced change is not here yet. Once the server has every head of such a
    field the log is known to lack that change, perhaps for good: what the heads say is asked about rather than hidden.
    """
    record_type = record_types().get(type_name)
    kinds = record_type.fields if record_type else {}
    values: dict[str, Value] = {}
    members: dict[str, list[str]] = {}
    contested: list[str] = []
    lacking = False
    for field, heads in field_heads.items():
        name, code = split_set_field(field)
        kind = kinds.get(name)
        if field == EXISTENCE or kind is None:
            continue
        here = [stored for stored in map(load, heads) if stored is not None]
        settled = _settle_field(kind.merge, field, here, load, awaiting=field in awaited)
        lacking = lacking or any(one.unfetched and field in one.change.hollow for one in here)
        if settled.contested:
            contested.append(field)
        if code is None:
            values[name] = settled.value
        else:
            members.setdefault(name, []).extend([code] if settled.value is True else [])
    values.update({name: cast("Value", sorted(codes)) for name, codes in members.items()})
    presence = _presence(field_heads, load, incomplete=bool(awaited))
    if presence.contested:
        contested.append(EXISTENCE)
    return Settlement(presence.present, tuple(sorted(contested)), values, lacking)


def seen_heads(raw: Any, type_name: str, heads: bytes) -> dict[str, list[ChangeId]]:
    """The heads of every field whose word is on the screen: what an edit made from it replaces.

    Of a field that waits that is the newest value, unmarked; heads that say something else nobody has seen, and they
    stay until what is missing tells whether they count.
    """
    by_field = heads_by_field(raw, heads)
    record_type = record_types().get(type_name)
    for field in decode_heads(heads).awaited:
        kind = record_type.fields.get(split_set_field(field)[0]) if record_type else None
        here = [stored for head in by_field.get(field, ()) if (stored := load_change(raw, head)) is not None]
        if kind is not None and len(here) > 1:
            settled = _settle_field(kind.merge, field, here, lambda change: load_change(raw, change), awaiting=True)
            if not settled.incomplete:
                continue
            said = encode_value(settled.value)
            by_field[field] = [
                one.change.id
                for one in here
                if field in one.change.fields and encode_value(one.change.fields[field]) == said
            ]
    return by_field


def _settle_field(merge: Merge, field: str, stored: Sequence[StoredChange], load: Load, *, awaiting: bool) -> Settled:
    # The log has a change before those that replace it, so what is missing beside accepted heads is not on its way.
    incomplete = awaiting and not all(one.accepted for one in stored)
    heads = [Head(one.change.id, one.change.fields.get(field, HOLLOW), one.at) for one in stored]
    if not heads:
        return Settled(None)
    if merge is Merge.MEMBERS:
        return settle_member(heads, incomplete=incomplete)
    if merge is Merge.TEXT:
        # Of a past that lacks something nobody knows what the texts have in common: they are not combined.
        past = (lambda _: None) if awaiting else (lambda change: _past(field, load(change)))
        return settle_text(heads, past, incomplete=incomplete)
    return settle_value(heads, incomplete=incomplete)


def _past(field: str, stored: StoredChange | None) -> Past | None:
    if stored is None:
        return None
    return Past(stored.change.fields.get(field, HOLLOW), stored.change.replaces.get(field, ()))


def _presence(field_heads: Mapping[str, Sequence[ChangeId]], load: Load, *, incomplete: bool) -> Presence:
    existence = [stored.change for stored in map(load, field_heads.get(EXISTENCE, ())) if stored is not None]
    if not existence:
        return Presence(present=True)
    heads = {head for field, ids in field_heads.items() if field != EXISTENCE for head in ids}
    return is_present(
        [ExistenceHead(change.id, change.kind, change.covers) for change in existence],
        [FieldHead(head, automatic=(one := load(head)) is not None and one.change.automatic) for head in heads],
        incomplete=incomplete,
    )


class Projector:
    """Collects rows and writes them in bulk, one statement per record type. What is said last of a record holds."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._rows: dict[str, dict[RecordId, Row | None]] = {}

    def show(self, type_name: str, record: RecordId, root: RecordId, values: Mapping[str, Value]) -> None:
        """Sets may stand in `values` whole, or code by code."""
        if type_name in record_types():
            row = columns_of(type_name).row(record, root, values)
            self._rows.setdefault(type_name, {})[record] = row

    def show_new(self, change: Change) -> None:
        """Shows a record that has this one change, which needs no settling."""
        self.show(change.type, change.record, change.root, change.fields)

    def hide(self, type_name: str, record: RecordId) -> None:
        if type_name in record_types():
            self._rows.setdefault(type_name, {})[record] = None

    def shown(self) -> dict[RecordId, Row]:
        """What is to be written so far, each row after the name of its type."""
        return {
            record: (type_name, *row)
            for type_name, rows in self._rows.items()
            for record, row in rows.items()
            if row is not None
        }

    def write(self) -> None:
        for type_name, rows in self._rows.items():
            shown = [row for row in rows.values() if row is not None]
            gone = [(record,) for record, row in rows.items() if row is None]
            self._raw.executemany(columns_of(type_name).insert, shown)
            self._raw.executemany(f"DELETE FROM {type_name} WHERE id = ?", gone)
        self._rows.clear()


def contested_text(fields: Sequence[str]) -> str:
    """How `record.contested` stores the contested fields: a JSON list, or nothing at all when there are none."""
    return json.dumps(list(fields)) if fields else ""


def contested_fields(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()
