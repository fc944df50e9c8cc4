"""From wire values to the row of a record table, whatever a newer or a broken version may have sent.

A value that this version cannot read is shown as empty; it stays in its change, untouched.
"""

import dataclasses
from collections.abc import Callable, Mapping
from decimal import InvalidOperation
from functools import cache, lru_cache
from typing import Any, cast

from consultant_app.changes.change import SET_SEPARATOR, RecordId, Value
from consultant_app.domain.kinds import JSON_KINDS, TEXT_PART, FieldKind
from consultant_app.domain.record import RecordType, record_types

Row = tuple[Any, ...]
FromWire = Callable[[Any], Any]
_LARGEST = 1 << 63
_SHORT = 40
_READ_BACK = frozenset({"date", "time", "instant", "decimal", "group"})
"""Kinds whose values have a form: what `from_wire` refuses must not reach the table, where a screen would meet it."""


class Columns:
    """The table of one record type, as bulk statements need it. Rows begin with id and root."""

    def __init__(self, record_type: RecordType) -> None:
        names = list(record_type.columns)
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
    is_readable = _reader(kind)

    def convert(value: Value) -> Any:
        if value is None:
            # A code can be emptied although another one stands in a new record.
            return None if kind.name == "code" else empty
        return kind.to_column(value) if is_readable(value) else empty

    return convert


def _reader(kind: FieldKind) -> Callable[[Value], bool]:
    """Says of values on the wire whether this version can read them as values of this kind."""
    if kind.group is not None:
        return _group_reader(kind.group)
    if kind.name in _READ_BACK:
        return lambda value: _can_be_read(kind.from_wire, value)
    if kind.name == "integer":
        return lambda value: isinstance(value, int) and -_LARGEST <= value < _LARGEST
    return lambda value: kind.name in JSON_KINDS and isinstance(value, list)


def _group_reader(group: type[Any]) -> Callable[[Value], bool]:
    """Parts that hold text as it is need no reading; of those that this version does not know nothing is asked."""
    parts = {part.name: part.metadata["part"].from_wire for part in dataclasses.fields(group)}
    read = {name: from_wire for name, from_wire in parts.items() if from_wire is not TEXT_PART.from_wire}

    def is_readable(value: Value) -> bool:
        if not isinstance(value, dict):
            return False
        for name, part in value.items():
            if name in read and not _can_be_read(read[name], part, missing=True):
                return False
        return True

    return is_readable


def _can_be_read(from_wire: FromWire, value: Value, *, missing: bool = False) -> bool:
    """Short texts, times and days above all, are the same again and again: each is read once.

    `missing`: whether a value that reads as none at all is one.
    """
    if type(value) is str and len(value) <= _SHORT:
        return _short_text_can_be_read(from_wire, value, missing=missing)
    return _reads(from_wire, value, missing=missing)


def _reads(from_wire: FromWire, value: Value, *, missing: bool) -> bool:
    try:
        return from_wire(value) is not None or missing
    except (ValueError, TypeError, AttributeError, InvalidOperation):
        return False


@lru_cache(maxsize=4096)
def _short_text_can_be_read(from_wire: FromWire, value: str, *, missing: bool) -> bool:
    return _reads(from_wire, value, missing=missing)
