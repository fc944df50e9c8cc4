"""Taking back what a person changed within a span of time: ordinary changes of whoever runs it, one group per space."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from consultant_app.actions.sync.past import fetch_past
from consultant_app.actions.undoing.plan import Plan, RecordBack
from consultant_app.actions.undoing.planning import plan_undoing
from consultant_app.changes.change import EXISTENCE, Kind, RecordId, SpaceId, encode_value
from consultant_app.changes.deletions import is_much
from consultant_app.errors import RuleError, TroubleError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.person_changes import Person, Span, people_named
from consultant_app.workspace.workspace import Workspace

_LABEL: Final = "history undo"
_HEAVY_BYTES: Final = 1024 * 1024
"""Of one transaction, which the server takes whole or not at all: a group with more is split between roots."""
_RECORD_BYTES: Final = 1024
_MOST_PASSES: Final = 3


def find_person(workspace: Workspace, named: str) -> Person:
    """By id or name, among those whose changes are here. RuleError("person_not_here", "person_ambiguous")."""
    with workspace.look() as looking:
        found = people_named(looking.raw, named)
    if not found:
        raise RuleError("person_not_here", person=named)
    if len(found) > 1:
        raise RuleError("person_ambiguous", person=named, ids=", ".join(one.id for one in found))
    return found[0]


def plan(workspace: Workspace, span: Span, *, space: SpaceId | None = None) -> Plan:
    """What `undo` would do. Values that lie at the server are fetched first; what does not come is named."""
    found = _planned(workspace, span, space)
    if found.lacking and workspace.identity.joined:
        with suppress(TroubleError):
            fetch_past(workspace, found.lacking)
        found = _planned(workspace, span, space)
    return found


def undo(workspace: Workspace, span: Span, *, space: SpaceId | None = None) -> Plan:
    """Does it, and returns what was done and what stays.

    A record that changes between the plan and its transaction is left alone then, and planned once more.
    """
    done = Plan()
    for passes in range(_MOST_PASSES):
        planned = plan(workspace, span, space=space)
        if passes and not planned.back:
            break
        done.kept = planned.kept
        for group in _groups(planned.back):
            with workspace.write(_LABEL, lasting=True) as writer:
                still = [one for one in group if _is_as_planned(writer, one)]
                for one in still:
                    _take_back(writer, one)
            done.back += still
    return done


def _planned(workspace: Workspace, span: Span, space: SpaceId | None) -> Plan:
    with workspace.look() as looking:
        return plan_undoing(looking.raw, span, space=space)


def _groups(back: Sequence[RecordBack]) -> Iterator[list[RecordBack]]:
    """By space, and a root with its parts together."""
    group: list[RecordBack] = []
    weight = 0
    for one in sorted(back, key=lambda one: (one.space, one.root, one.id != one.root, one.id)):
        if group and (one.space != group[-1].space or (weight > _HEAVY_BYTES and one.root != group[-1].root)):
            yield group
            group, weight = [], 0
        group.append(one)
        weight += _RECORD_BYTES + sum(
            len(encode_value(again.value)) for field in one.fields.values() for again in field.said
        )
    if group:
        yield group


def _is_as_planned(writer: Writer, one: RecordBack) -> bool:
    row = writer.raw.execute("SELECT heads, space FROM record WHERE id = ?", (one.id,)).fetchone()
    return row is not None and tuple(row) == (one.heads, one.space)


def _take_back(writer: Writer, one: RecordBack) -> None:
    for again in one.questions:
        # What a deletion covers is all that its author saw, whatever the fields.
        writer.say(one.id, again.kind, {}, over={EXISTENCE: again.replaces, "": again.covers})
    if one.exists is not None and not one.questions:
        kind = Kind.RESTORE if one.exists else Kind.DELETE
        writer.say(one.id, kind, {}, over={**writer.heads(one.id), EXISTENCE: one.undone})
    for name, field in one.fields.items():
        for again in field.said[:-1]:
            writer.say(one.id, Kind.SET, {name: again.value}, over={name: again.replaces}, about=field.about)
    if one.fields:
        writer.say(
            one.id,
            Kind.SET,
            {name: field.said[-1].value for name, field in one.fields.items()},
            over={name: field.said[-1].replaces for name, field in one.fields.items()},
            about=frozenset[RecordId]().union(*(field.about for field in one.fields.values())),
        )


def asks_before_sync(workspace: Workspace, planned: Plan, *, is_done: bool) -> bool:
    """Whether what was planned, or done, deletes so much of a space that a person is asked before it is sent."""
    deleted: Counter[SpaceId] = Counter(one.space for one in planned.back if one.exists is False)
    with workspace.look() as looking:
        for space, count in deleted.items():
            query = "SELECT count(*) FROM record WHERE space = ? AND present = 1"
            (present,) = looking.raw.execute(query, (space,)).fetchone()
            if is_much(count, of=present + count * is_done):
                return True
    return False
