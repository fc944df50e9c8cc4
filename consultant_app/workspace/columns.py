"""From wire values to the row of a record table, whatever a newer or a broken version may have sent.

A value that this version cannot read is shown as empty; it stays in its change, untouched.
"""

import dataclasses
from collections.abc import Callable, Mapping
from decimal import InvalidOperation
from functools import cache
from typing import Any, cast

from consultant_app.changes.change import SET_SEPARATOR, RecordId, Value
from consultant_app.domain.kinds import JSON_KINDS, TEXT_PART, FieldKind
from consultant_app.domain.record import RecordType, record_types

Row = tuple[Any, ...]
_LARGEST = 1 << 63
_READ_BACK = frozenset({"date", "time", "instant", "decimal", "group"})
"""Kinds whose values have a form: what `from_wire` refuses must not reach the table, where a screen would meet it."""


class Columns:
    """The table of one record type, as bulk statements need it. Rows begin with id and root."""

    def __init__(self, record_type: RecordType) -> None:
        names = [column.name for column in record_type.table.columns]
        self.insert = (
            f"INSERT OR REPLACE INTO {record_type.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        )
        self._empty = [None, None, *(_empty(kind) for kind in record_type.fields.values())]
        self._places = {
            name: (place, _plain_type(kind), _converter(kind))
            for place, (name, kind) in enumerate(record_type.fields.items(), start=2)
        }

    def row(self, record: RecordId, root: RecordId, values: Mapping[str, Value]) -> Row:
        """Sets may stand in `values` whole, or code by code. Fields that this version does not know are left out."""
        row = self._empty.copy()
        row[0], row[1] = record, root
        places = self._places
        members: dict[str, list[str]] = {}
        for name, value in values.items():
            known = places.get(name)
            if known is not None:
                place, plain, convert = known
                row[place] = value if type(value) is plain else convert(value)
            elif value is True and SET_SEPARATOR in name:
                set_name, _, code = name.partition(SET_SEPARATOR)
                members.setdefault(set_name, []).append(code)
        for name, codes in members.items():
            if name in places:
                place, _, convert = places[name]
                row[place] = convert(cast("Value", sorted(codes)))
        return tuple(row)


@cache
def columns_of(type_name: str) -> Columns:
    return Columns(record_types()[type_name])


def _empty(kind: FieldKind) -> Any:
    return kind.to_column(kind.empty) if kind.name in JSON_KINDS else kind.empty


def _plain_type(kind: FieldKind) -> type | None:
    """The one type whose values the table takes as they are."""
    if kind.name == "flag":
        return bool
    return None if kind.name in _READ_BACK or kind.name in JSON_KINDS or kind.name == "integer" else str


def _converter(kind: FieldKind) -> Callable[[Value], Any]:
    empty = _empty(kind)
    text_parts = _text_parts(kind)

    def convert(value: Value) -> Any:
        if value is None:
            # A code can be emptied although another one stands in a new record.
            return None if kind.name == "code" else empty
        if text_parts and isinstance(value, dict) and value.keys() <= text_parts and _is_all_text(value):
            return kind.to_column(value)
        return kind.to_column(value) if _is_readable(kind, value) else empty

    return convert


def _text_parts(kind: FieldKind) -> frozenset[str]:
    """The parts of a group that hold text as it is; none for other kinds."""
    if kind.group is None:
        return frozenset()
    parts = dataclasses.fields(cast("Any", kind.group))
    return frozenset(part.name for part in parts if part.metadata["part"].from_wire is TEXT_PART.from_wire)


def _is_readable(kind: FieldKind, value: Value) -> bool:
    if kind.name == "integer":
        return isinstance(value, int) and -_LARGEST <= value < _LARGEST
    if kind.name in _READ_BACK:
        return _can_be_read_back(kind, value)
    return isinstance(value, list) if kind.name in JSON_KINDS else False


def _is_all_text(value: Mapping[str, Value]) -> bool:
    return all(type(part) is str for part in value.values())


def _can_be_read_back(kind: FieldKind, value: Value) -> bool:
    try:
        return kind.from_wire(value) is not None
    except (ValueError, TypeError, AttributeError, InvalidOperation):
        return False
