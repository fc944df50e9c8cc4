"""What a change must be before anything looks at its meaning, wherever it came from: a push, an answer, a file.

The limits are far above what the product writes. What breaks one could stop the replicas that take it in.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import msgspec

from consultant_app.changes.change import EXISTENCE, Change, Kind, Value, decode_change, encode_change
from consultant_app.changes.limits import count_items, is_modest

MAX_NUMBER: Final = 1 << 53
"""Beyond it JSON readers and databases round."""
MAX_FIELDS: Final = 1_000
MAX_NAME: Final = 128
MAX_NAMED: Final = 10_000
"""How many changes one change may replace, cover, or be about."""
MAX_TEXT: Final = 1_000_000
MAX_ITEMS: Final = 100_000
MAX_DEPTH: Final = 8

_is_id: Final = re.compile("[0-9a-f]{32}").fullmatch
_is_type: Final = re.compile("[a-z][a-z0-9_]{0,63}").fullmatch
_is_change_id: Final = re.compile("[0-9a-f]{32}:[1-9][0-9]{0,15}").fullmatch


def read_sound(body: bytes) -> Change | None:
    """The change that these bytes are; None for what no replica should take in."""
    if not is_modest(body, most_items=MAX_ITEMS):
        return None
    try:
        change = decode_change(body)
        # What the product wrote is encoded in just one way; only other bytes can say a field twice.
        is_clear = encode_change(change) == body or count_items(body) == _count_parts(msgspec.msgpack.decode(body))
    except (msgspec.DecodeError, UnicodeError, RecursionError, TypeError):
        return None
    return change if is_clear and is_sound(change) else None


def _count_parts(value: object) -> int:
    """How many items stand in lists and maps, as `count_items` counts them on the bytes."""
    total, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            total += 2 * len(one)
            waiting += [*one, *one.values()]
        elif isinstance(one, list | tuple):
            total += len(one)
            waiting += one
    return total


def is_sound(change: Change) -> bool:
    return _is_sound_head(change) and _names_are_sound(change) and _values_are_sound(change)


def _is_sound_head(change: Change) -> bool:
    return (
        all(map(_is_id, (change.origin, change.record, change.root, change.space, *change.about)))
        and _is_type(change.type) is not None
        and 0 < change.transaction <= change.number < change.transaction + change.size <= MAX_NUMBER
        and abs(change.at) <= MAX_NUMBER
        and len(change.about) <= MAX_NAMED
    )


def _names_are_sound(change: Change) -> bool:
    if change.kind is Kind.SET and not (change.replaces or change.covers or change.hollow or change.erased):
        # Nearly all of a first sync: fields and nothing else.
        return _are_field_names(change.fields)
    names = change.field_names
    replaced = [named for ids in change.replaces.values() for named in ids]
    return (
        len(names) == len(set(names)) <= MAX_FIELDS
        and change.replaces.keys() <= set(names)
        and len(replaced) + len(change.covers) <= MAX_NAMED
        and all(map(_is_change_id, replaced))
        and all(map(_is_change_id, change.covers))
        and _fits_its_kind(change)
    )


def _fits_its_kind(change: Change) -> bool:
    if change.kind is Kind.SET:
        return not change.covers and _are_field_names(change.field_names)
    has_fields = change.fields or change.hollow or change.erased
    return not has_fields and (change.kind is Kind.DELETE or not change.covers)


def _are_field_names(names: Iterable[str]) -> bool:
    try:
        return _field_names(tuple(names))
    except ValueError:
        return False


@lru_cache(maxsize=128)
def _field_names(names: tuple[str, ...]) -> bool:
    """Changes of one kind mostly set the same fields. Raises ValueError for others, which are not remembered: they may
    be of any size.
    """
    if len(names) > MAX_FIELDS or not all(map(_is_field_name, names)):
        raise ValueError
    return True


def _is_field_name(name: str) -> bool:
    return 0 < len(name) <= MAX_NAME and name.isprintable() and not name.startswith(EXISTENCE[0])


def _values_are_sound(change: Change) -> bool:
    """Only what `Value` says, finite and of a size that every replica can hold."""
    for value in change.fields.values():
        if type(value) is str:  # most values are: a call for each would take as long as the rest of the look at them
            if len(value) > MAX_TEXT or "\0" in value:
                return False
        elif isinstance(value, dict | list):
            if not _is_sound_group(value) and not _is_sound_inside(value):
                return False
        elif not _is_sound_plain(value):
            return False
    return True


def _is_sound_group(value: Value) -> bool:
    """Whether it is a map of plain values, as most values are that are no plain ones themselves."""
    if not isinstance(value, dict) or len(value) > MAX_FIELDS:
        return False
    for name, part in value.items():
        if type(name) is not str or len(name) > MAX_TEXT or "\0" in name or not _is_sound_plain(part):
            return False
    return True


def _is_sound_inside(value: Value) -> bool:
    waiting = [(value, 0)]
    count = 0
    while waiting:
        value, depth = waiting.pop()
        count += 1
        if count > MAX_ITEMS or depth > MAX_DEPTH:
            return False
        if isinstance(value, list):
            waiting += ((item, depth + 1) for item in value)
        elif isinstance(value, dict):
            waiting += ((item, depth + 1) for pair in value.items() for item in pair)
            if not all(isinstance(key, str) for key in value):
                return False
        elif not _is_sound_plain(value):
            return False
    return True


def _is_sound_plain(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) <= MAX_TEXT and "\0" not in value
    if isinstance(value, int):
        return abs(value) <= MAX_NUMBER
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None
