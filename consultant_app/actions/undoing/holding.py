"""Which records that would go are still needed: by a part of theirs that stays, or by a record that refers to them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from consultant_app.actions.undoing.plan import RecordBack
from consultant_app.changes.change import EXISTENCE, RecordId, Value, encode_value, split_set_field
from consultant_app.domain.record import record_types
from consultant_app.workspace.log import changes_of

_ID: Final = re.compile(rb"[0-9a-f]{32}")
_REFERRING: Final = frozenset({"reference", "references", "group"})


def held_back(raw: Any, back: Sequence[RecordBack]) -> dict[RecordId, set[RecordId]]:
    """By what would go, those that need it."""
    going = {one.id for one in back if one.exists is False}
    held: dict[RecordId, set[RecordId]] = defaultdict(set)
    if not going:
        return held
    staying = [one for one in back if one.exists is not False]
    overwritten = {one.id: {split_set_field(name)[0] for name in one.fields} for one in staying}
    for holder, needed in (*_parts(raw, going), *_references(raw, overwritten), *_coming(raw, staying)):
        if needed in going and holder not in going:
            held[needed].add(holder)
    return held


def _parts(raw: Any, going: Collection[RecordId]) -> Iterator[tuple[RecordId, RecordId]]:
    for root in going:
        for (part,) in raw.execute("SELECT id FROM record WHERE root = ? AND present = 1", (root,)).fetchall():
            yield RecordId(part), root


def _references(raw: Any, overwritten: Mapping[RecordId, set[str]]) -> Iterator[tuple[RecordId, RecordId]]:
    """What the records that are here say, but in fields that would say something else."""
    for record_type in record_types().values():
        for name, kind in record_type.fields.items():
            if kind.name not in _REFERRING:
                continue
            rows = raw.execute(f'SELECT id, "{name}" FROM {record_type.name} WHERE "{name}" IS NOT NULL').fetchall()
            for holder, value in rows:
                if name not in overwritten.get(holder, ()):
                    yield from ((holder, needed) for needed in _named(str(value).encode()))


def _coming(raw: Any, staying: Sequence[RecordBack]) -> Iterator[tuple[RecordId, RecordId]]:
    """What would come back: values, and all that a record says that would."""
    for one in staying:
        values: list[Value] = [again.value for field in one.fields.values() for again in field.said]
        if one.exists:
            values += [
                v for stored in changes_of(raw, one.id) for n, v in stored.change.fields.items() if n != EXISTENCE
            ]
        for value in values:
            yield from ((one.id, needed) for needed in _named(encode_value(value)))


def _named(text: bytes) -> Iterator[RecordId]:
    return (RecordId(found.decode()) for found in _ID.findall(text))
