"""From heads to rows: settles the fields of a record and writes what the screens show.

A projection is a view. It can be dropped and rebuilt from the changes at any time, identically.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from consultant_app.changes.change import EXISTENCE, SET_SEPARATOR, Change, ChangeId, RecordId, Value, split_set_field
from consultant_app.changes.heads import AWAITED_COVERS
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
from consultant_app.domain.kinds import JSON_KINDS, Merge
from consultant_app.domain.record import record_types
from consultant_app.workspace.log import StoredChange

Load = Callable[[ChangeId], StoredChange | None]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a record shows: the wire values by field, and which fields wait for a decision."""

    present: bool
    contested: tuple[str, ...]
    values: Mapping[str, Value]


def settle_record(
    type_name: str, field_heads: Mapping[str, Sequence[ChangeId]], awaited: Collection[str], load: Load
) -> Settlement:
    """Settles every field of a record; fields this version does not know take no part.

    `awaited` names the fields for which a replaced change is not here yet.
    """
    record_type = record_types().get(type_name)
    kinds = record_type.fields if record_type else {}
    values: dict[str, Value] = {}
    members: dict[str, list[str]] = {}
    contested: list[str] = []
    for field, heads in field_heads.items():
        name, code = split_set_field(field)
        kind = kinds.get(name)
        if field == EXISTENCE or kind is None:
            continue
        settled = _settle_field(kind.merge, field, [stored for stored in map(load, heads) if stored is not None], load)
        if settled.contested and field not in awaited:
            contested.append(field)
        if code is None:
            values[name] = settled.value
        else:
            members.setdefault(name, []).extend([code] if settled.value is True else [])
    values.update({name: cast("Value", sorted(codes)) for name, codes in members.items()})
    presence = _presence(field_heads, load, incomplete=EXISTENCE in awaited or AWAITED_COVERS in awaited)
    if presence.contested:
        contested.append(EXISTENCE)
    return Settlement(presence.present, tuple(sorted(contested)), values)


def _settle_field(merge: Merge, field: str, stored: Sequence[StoredChange], load: Load) -> Settled:
    heads = [Head(one.change.id, one.change.fields.get(field, HOLLOW), one.at) for one in stored]
    if not heads:
        return Settled(None)
    if merge is Merge.MEMBERS:
        return settle_member(heads)
    if merge is Merge.TEXT:
        return settle_text(heads, lambda change: _past(field, load(change)))
    return settle_value(heads)


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


@cache
def _insert_statement(type_name: str) -> str:
    columns = [column.name for column in record_types()[type_name].table.columns]
    return f"INSERT OR REPLACE INTO {type_name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


@cache
def _columns(type_name: str) -> tuple[tuple[str, Callable[[Value], Any] | None, Any], ...]:
    """Per field column: name, conversion (None where the wire's value is stored as it is), value when unset."""
    fields = record_types()[type_name].fields
    return tuple(
        (name, kind.to_column if kind.name in JSON_KINDS else None, _empty_column(kind))
        for name, kind in fields.items()
    )


def _empty_column(kind: Any) -> Any:
    return kind.to_column(kind.empty) if kind.name in JSON_KINDS else kind.empty


def row_of(type_name: str, record: RecordId, root: RecordId, values: Mapping[str, Value]) -> tuple[Any, ...]:
    """The row of a record table, in the order of its columns."""
    row: list[Any] = [record, root]
    for name, convert, empty in _columns(type_name):
        value = values.get(name)
        if value is None:
            row.append(empty)
        else:
            row.append(convert(value) if convert is not None else value)
    return tuple(row)


def values_of_new(change: Change) -> Mapping[str, Value]:
    """The values of a record that has this one change: no settling needed, only sets are gathered."""
    if not any(SET_SEPARATOR in field for field in change.fields):
        return change.fields
    values: dict[str, Value] = {}
    members: dict[str, list[str]] = {}
    for field, value in change.fields.items():
        name, code = split_set_field(field)
        if code is None:
            values[name] = value
        elif value is True:
            members.setdefault(name, []).append(code)
    return {**values, **{name: sorted(codes) for name, codes in members.items()}}


class Projector:
    """Collects rows and writes them in bulk, one statement per record type."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._gone: dict[str, list[tuple[str]]] = {}

    def show(self, type_name: str, record: RecordId, root: RecordId, values: Mapping[str, Value]) -> None:
        if type_name in record_types():
            self._rows.setdefault(type_name, []).append(row_of(type_name, record, root, values))

    def hide(self, type_name: str, record: RecordId) -> None:
        if type_name in record_types():
            self._gone.setdefault(type_name, []).append((record,))

    def write(self) -> None:
        for type_name, rows in self._rows.items():
            self._raw.executemany(_insert_statement(type_name), rows)
        for type_name, gone in self._gone.items():
            self._raw.executemany(f"DELETE FROM {type_name} WHERE id = ?", gone)
        self._rows, self._gone = {}, {}


def contested_text(fields: Sequence[str]) -> str:
    """How `record.contested` stores the contested fields: a JSON list, or nothing at all when there are none."""
    return json.dumps(list(fields)) if fields else ""


def contested_fields(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()
