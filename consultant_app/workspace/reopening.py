"""Taking a decision back: what it settled stands against each other again, on every replica.

No change can be un-replaced. So every value that the decision replaced is said again, over the very changes that it was
said over first, and one of them over the decision as well. The merge then meets the same values over the same common
state as before the decision. A deletion that somebody decided about is said again with just what it had covered: what
its author had not seen stands against it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, Kind, Value, encode_value
from consultant_app.workspace.log import StoredChange, changes_of, load_change
from consultant_app.workspace.projection import settle_record


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """A value, or that a record is deleted or restored, and the changes it is to replace."""

    value: Value
    replaces: tuple[ChangeId, ...]
    kind: Kind = Kind.SET
    covers: tuple[ChangeId, ...] = ()


def contests_before(raw: Any, decision: Change) -> Mapping[str, Sequence[SaidAgain]]:
    """The contested fields that a change settled, with what is to be said again; what was shown stands last.

    Texts that were combined without a question are none, nor are values that are not on this device any more.
    """
    found = {}
    for field in decision.replaces.keys() - {EXISTENCE}:
        stored = _side_by_side(raw, decision, field)
        heads = {field: [one.change.id for one in stored]}
        settled = settle_record(decision.type, heads, (), lambda id_: load_change(raw, id_))
        if field not in settled.contested or any(field not in one.change.fields for one in stored):
            continue
        *others, newest = sorted(stored, key=lambda one: (one.at, one.change.id))
        said = [SaidAgain(one.change.fields[field], _replaced(one, field)) for one in others]
        shown = SaidAgain(newest.change.fields[field], (*_replaced(newest, field), decision.id))
        found[field] = [*said, shown]
    return found


def deletions_before(raw: Any, decision: Change) -> Sequence[SaidAgain]:
    """What stood of a record's existence when somebody decided to delete or to keep it; empty without a deletion.

    Each names the change whose word it says again beside the decision, which had replaced it: no other change does so.
    """
    stored = _side_by_side(raw, decision, EXISTENCE) if EXISTENCE in decision.replaces else []
    if not any(one.change.kind is Kind.DELETE for one in stored):
        return []
    return [SaidAgain(None, (one.change.id, decision.id), one.change.kind, tuple(one.change.covers)) for one in stored]


def first_said(raw: Any, stored: StoredChange, field: str) -> StoredChange:
    """Where a change says again what a decision had replaced: the change that said it first, whose author it is."""
    original = _original_of_existence if field == EXISTENCE else _original
    said = [one for one in changes_of(raw, stored.change.record) if _says(one.change, field)]
    known = {one.change.id: one for one in said}
    met: set[ChangeId] = set()
    while stored.change.id not in met:
        met.add(stored.change.id)
        stored = original(stored, known, field) or stored
    return stored


def _original(stored: StoredChange, known: Mapping[ChangeId, StoredChange], field: str) -> StoredChange | None:
    """All that a decision had settled is said again in one transaction, in which one replaces the decision."""
    of_one = (stored.change.origin, stored.change.transaction)
    said = [one for one in known.values() if (one.change.origin, one.change.transaction) == of_one]
    if len(said) < 2:
        return None
    decisions = [known[id_] for one in said for id_ in _replaced(one, field) if id_ in known]
    for decision in decisions:
        settled = [known[id_] for id_ in _replaced(decision, field) if id_ in known]
        for one in settled if len(settled) > 1 else ():
            if _says_again(stored, one, field, decision.change.id):
                return one
    return None


def _original_of_existence(
    stored: StoredChange, known: Mapping[ChangeId, StoredChange], field: str
) -> StoredChange | None:
    """Only what is said again names both a decision and what that had replaced."""
    over = [known[id_] for id_ in _replaced(stored, field) if id_ in known]
    decided = {id_ for one in over for id_ in _replaced(one, field)}
    for one in over:
        same = (one.change.kind, one.change.covers) == (stored.change.kind, stored.change.covers)
        if same and one.change.id in decided:
            return one
    return None


def _says(change: Change, field: str) -> bool:
    return change.kind is not Kind.SET if field == EXISTENCE else field in change.fields


def _says_again(one: StoredChange, original: StoredChange, field: str, decision: ChangeId) -> bool:
    over, first_over = set(_replaced(one, field)), set(_replaced(original, field))
    same = encode_value(one.change.fields[field]) == encode_value(original.change.fields[field])
    return same and over in (first_over, first_over | {decision})


def _side_by_side(raw: Any, change: Change, field: str) -> list[StoredChange]:
    """What a change replaced in a field, without what others of these had replaced before."""
    stored = [one for one in (load_change(raw, id_) for id_ in change.replaces[field]) if one is not None]
    before: set[ChangeId] = set()
    waiting = [id_ for one in stored for id_ in _replaced(one, field)]
    while waiting:
        id_ = waiting.pop()
        earlier = load_change(raw, id_) if id_ not in before else None
        before.add(id_)
        waiting += _replaced(earlier, field) if earlier is not None else ()
    return [one for one in stored if one.change.id not in before]


def _replaced(stored: StoredChange, field: str) -> tuple[ChangeId, ...]:
    return tuple(stored.change.replaces.get(field, ()))
