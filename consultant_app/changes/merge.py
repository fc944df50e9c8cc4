"""How the heads of a field become what is shown, and whether a record is there: the rules 1 to 5 of settling.

Pure functions over plain values; what they compute is never stored as a change.
"""

import enum
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

import msgspec

from consultant_app.changes.change import ChangeId, Kind, Value, encode_value
from consultant_app.changes.text_merge import merge_texts


class Hollow(enum.Enum):
    """The place of a value that is gone: erased, compacted, or not fetched yet."""

    HOLLOW = "hollow"


HOLLOW: Final = Hollow.HOLLOW


class Head(msgspec.Struct, frozen=True):
    """One head of one field; `at` is the earlier of device time and receipt time in milliseconds."""

    change: ChangeId
    value: Value | Hollow
    at: int


class Settled(msgspec.Struct, frozen=True):
    """What a field shows. `heads` stand newest first; unless merged, the value is the first one's that has it still.

    An incomplete field is never contested: what is missing may show that its heads are one line of descent.
    """

    value: Value
    contested: bool = False
    heads: tuple[ChangeId, ...] = ()
    merged: bool = False
    incomplete: bool = False


class Past(msgspec.Struct, frozen=True):
    """A change as one field's history knows it: what it set there, and which changes it replaced there."""

    value: Value | Hollow
    replaces: Sequence[ChangeId] = ()


def settle_value(heads: Sequence[Head], *, incomplete: bool = False) -> Settled:
    """Rules 1 and 4: the newest value, contested unless all are equal. Hollow heads have no say."""
    if len(heads) == 1:
        head = heads[0]
        value = None if head.value is HOLLOW else head.value
        return Settled(value, heads=(head.change,), incomplete=incomplete)
    ordered = _newest_first(heads)
    voting = [head for head in ordered if head.value is not HOLLOW]
    return Settled(
        voting[0].value if voting else None,
        contested=not incomplete and _differ(voting),
        heads=tuple(head.change for head in ordered),
        incomplete=incomplete,
    )


def settle_member(heads: Sequence[Head], *, incomplete: bool = False) -> Settled:
    """Rule 3: a code is in its set when any head says so; contested when another says it is out."""
    settled = settle_value(heads, incomplete=incomplete)
    return msgspec.structs.replace(settled, value=any(head.value is True for head in heads))


def settle_text(heads: Sequence[Head], past: Callable[[ChangeId], Past | None], *, incomplete: bool = False) -> Settled:
    """Rule 2: the edits of all heads since their nearest single common change, combined if no two of them meet.

    `past` tells what a change set in this field and what it replaced there; None for a change that is not here.
    """
    settled = settle_value(heads, incomplete=incomplete)
    if not settled.contested:
        return settled
    texts = {head.change: head.value for head in heads if isinstance(head.value, str)}
    base = _common_text([head.change for head in heads], past)
    if base is None or len(texts) < len(heads):
        return settled
    merged = merge_texts(base, texts)
    if merged is None:
        return settled
    return msgspec.structs.replace(settled, value=merged, contested=False, merged=True)


def _newest_first(heads: Iterable[Head]) -> list[Head]:
    return sorted(heads, key=lambda head: (head.at, head.change), reverse=True)


def _differ(heads: Iterable[Head]) -> bool:
    # Compared as bytes: in Python 1, 1.0 and True are equal.
    return len({encode_value(head.value) for head in heads}) > 1


def _common_text(heads: Sequence[ChangeId], past: Callable[[ChangeId], Past | None]) -> str | None:
    """The text of the nearest single change that all heads descend from; None without one, or when it is hollow."""
    nearest = nearest_common_change(heads, lambda change: _replaced(past(change)))
    found = past(nearest) if nearest is not None else None
    if found is None:
        return None
    if found.value is None:
        return ""
    return found.value if isinstance(found.value, str) else None


def _replaced(past: Past | None) -> Sequence[ChangeId]:
    return past.replaces if past is not None else ()


def nearest_common_change(
    heads: Sequence[ChangeId], replaced_by: Callable[[ChangeId], Sequence[ChangeId]]
) -> ChangeId | None:
    """The one change that all heads descend from with no other such change between; None without, or with several."""
    parents = {head: tuple(replaced_by(head)) for head in heads}
    common: set[ChangeId] | None = None
    for head in heads:
        line = _ancestors(head, parents, replaced_by=replaced_by)
        common = line if common is None else common & line
    if not common:
        return None
    nearest = common.difference(*(parents[change] for change in common))
    return nearest.pop() if len(nearest) == 1 else None


def _ancestors(
    head: ChangeId,
    parents: dict[ChangeId, tuple[ChangeId, ...]],
    *,
    replaced_by: Callable[[ChangeId], Sequence[ChangeId]],
) -> set[ChangeId]:
    """Everything `head` descends from; `parents` is filled on the way, so that each change is asked for once."""
    found: set[ChangeId] = set()
    waiting = [*parents[head]]
    while waiting:
        change = waiting.pop()
        if change in found:
            continue
        found.add(change)
        if change not in parents:
            parents[change] = tuple(replaced_by(change))
        waiting.extend(parents[change])
    return found


class ExistenceHead(msgspec.Struct, frozen=True):
    """A standing deletion, with every head its author saw, or a standing restoration."""

    change: ChangeId
    kind: Kind
    covers: Collection[ChangeId] = ()


class FieldHead(msgspec.Struct, frozen=True):
    """A head of any field of the record but its existence."""

    change: ChangeId
    automatic: bool = False


class Presence(msgspec.Struct, frozen=True):
    """Whether a record is there; contested when somebody has to decide whether it should be."""

    present: bool
    contested: bool = False


def is_present(
    existence: Sequence[ExistenceHead], fields: Iterable[FieldHead], *, incomplete: bool = False
) -> Presence:
    """Rule 5: gone when the standing deletions together saw every head that a person made.

    `incomplete`: something is awaited for the record, so an unseen head may turn out to be superseded, or a deletion to
    have seen more than is here. The record then stays, unmarked, until that comes.
    """
    deletions = [head for head in existence if head.kind is Kind.DELETE]
    if not deletions:
        return Presence(present=True)
    restored = any(head.kind is Kind.RESTORE for head in existence)
    seen = frozenset[ChangeId]().union(*(deletion.covers for deletion in deletions))
    kept = restored or any(not head.automatic and head.change not in seen for head in fields)
    return Presence(present=kept, contested=kept and not incomplete)


def with_part(root: Presence, *, living_part: bool) -> Presence:
    """A root that was deleted without seeing a part that a person wrote and that is still there comes back, marked."""
    if root.present or not living_part:
        return root
    return Presence(present=True, contested=True)
