"""What a visit's paper is made from: the heads of its printed fields, and what stands otherwise since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, RecordId, Value, split_set_field
from consultant_app.domain.field_words import field_label, type_label
from consultant_app.domain.record import record_types
from consultant_app.errors import Language
from consultant_app.workspace.history import history_of
from consultant_app.workspace.log import changes_of
from consultant_app.workspace.looking import Looking

_OF_THE_PAPER: Final = frozenset({"number", "doc_version", "status"})
"""Printed, but said of the paper itself: making it final sets them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed field that stands otherwise than on the paper. `before` and `after` are wire values; `is_known` says
    whether the value on the paper is still here. For EXISTENCE: True there, False not.
    """

    record: RecordId
    type: str
    field: str
    before: Value
    after: Value
    is_known: bool = True
    is_contested: bool = False


def sources_of(raw: Any, visit: str) -> frozenset[ChangeId]:
    """The changes that the printed fields of the visit and its parts stand on."""
    return frozenset(
        head for _, _, fields in _printed(Looking(raw), visit) for heads in fields.values() for head in heads
    )


def differences(looking: Looking, visit: str, sources: frozenset[str]) -> tuple[Difference, ...]:
    """What was printed from `sources` and is another now; parts that came or went count as one each."""
    found: list[Difference] = []
    for record, type_name, fields in _printed(looking, visit):
        changed = {field: heads for field, heads in fields.items() if not sources.issuperset(heads)}
        if changed and sources.isdisjoint(head for heads in fields.values() for head in heads):
            found.append(Difference(record, type_name, EXISTENCE, before=False, after=True))
        elif changed:
            found += _changed_fields(looking, record, type_name, changed=changed, sources=sources)
    return (*found, *_gone_parts(looking, visit, sources))


def difference_label(difference: Difference, language: Language = "de") -> str:
    """Which entry it is: of the visit the field, of a part its type."""
    if difference.type == "visit":
        return field_label(difference.type, difference.field, language)
    return type_label(difference.type, language)


def _printed(looking: Looking, visit: str) -> Iterator[tuple[RecordId, str, Mapping[str, Sequence[ChangeId]]]]:
    """The visit and its parts, with the heads of the fields that are printed."""
    rows = looking.raw.execute("SELECT id, type FROM record WHERE root = ? AND present ORDER BY id", (visit,))
    for record, type_name in rows.fetchall():
        known = record_types().get(type_name)
        if known is None:
            continue
        names = {name for name, kind in known.fields.items() if kind.traits.printable} - _OF_THE_PAPER
        shown = looking.shown(RecordId(record))
        fields = {field: heads for field, heads in shown.items() if split_set_field(field)[0] in names}
        if fields:
            yield RecordId(record), type_name, fields


def _changed_fields(
    looking: Looking,
    record: RecordId,
    type_name: str,
    *,
    changed: Mapping[str, Sequence[ChangeId]],
    sources: frozenset[str],
) -> Iterator[Difference]:
    values = {
        (step.change, name): value for step in history_of(looking.raw, record) for name, value in step.fields.items()
    }
    changes = {one.change.id: one.change for one in changes_of(looking.raw, record)}
    for field, heads in changed.items():
        empty = record_types()[type_name].kind(split_set_field(field)[0]).empty
        printed = _heads_then(field, changes, sources)
        before = [values[head, field] for head in printed if (head, field) in values]
        now = [values.get((head, field), empty) for head in heads]
        is_known = len(before) == len(printed) <= 1
        if not is_known or any(value != (before[0] if before else empty) for value in now):
            yield Difference(
                record,
                type_name,
                field,
                before[0] if before else empty,
                now[-1],
                is_known=is_known,
                is_contested=len(now) > 1,
            )


def _heads_then(field: str, changes: Mapping[ChangeId, Change], sources: frozenset[str]) -> set[ChangeId]:
    """The changes that the field stood on when the paper was made: of the sources that set it, the last ones."""
    setting = {id_ for id_, change in changes.items() if id_ in sources and field in change.field_names}
    older: set[ChangeId] = set()
    waiting = [*setting]
    while waiting:
        change = changes.get(waiting.pop())
        before = set(change.replaces.get(field, ())) - older if change is not None else set()
        older |= before
        waiting.extend(before)
    return setting - older


def _gone_parts(looking: Looking, visit: str, sources: frozenset[str]) -> Iterator[Difference]:
    rows = looking.raw.execute("SELECT id, type FROM record WHERE root = ? AND NOT present ORDER BY id", (visit,))
    for record, type_name in rows.fetchall():
        if any(step.change in sources for step in history_of(looking.raw, RecordId(record))):
            yield Difference(RecordId(record), type_name, EXISTENCE, before=True, after=False)
