"""Filling a workspace made alone: with the sample data, or with any number of invented records for measuring."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from consultant_app.actions.sync.setting_up import PARTNERS
from consultant_app.changes.change import RecordId, SpaceId, Value
from consultant_app.changes.spaces import consortium_space, office_space, organisation_space, person_space
from consultant_app.domain.record import Record
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.workspace import Workspace

T = TypeVar("T")
Placed = tuple[Record, SpaceId]

EDITED_EVERY = 10
EDITS = 3
CONTESTED = 50
BATCH = 2_000
"""Records of one transaction: large enough to be fast, small enough to keep memory flat."""


def load_sample(workspace: Workspace, today: date) -> int:
    """Writes the sample data, all of it into this person's own spaces; returns how many records it has."""
    from consultant_app.actions.samples.sample import sample_records

    own = _own_spaces(workspace.identity)
    private = person_space(workspace.identity.user)
    placed = [(record, own.get(space, private)) for record, space in sample_records(today)]
    present = {workspace.identity.user, workspace.identity.partner}
    return _write(workspace, ((record, space) for record, space in placed if record.id not in present))


def load_synthetic(workspace: Workspace, count: int, today: date) -> None:
    """Writes `count` invented records through capture; every tenth is edited three times, some fields are contested."""
    from consultant_app.actions.samples.synthetic import synthetic_edit, synthetic_records

    identity = workspace.identity
    edited: list[tuple[RecordId, list[dict[str, Value]]]] = []

    def noting(placed: Iterable[Placed]) -> Iterator[Placed]:
        for number, (record, space) in enumerate(placed):
            if number % EDITED_EVERY == 0:
                edits = [synthetic_edit(record, edit) for edit in range(1, EDITS + 2)]
                edited.append((RecordId(record.id), [{field: text} for field, text in edits]))
            yield record, space

    _write(workspace, noting(synthetic_records(count, partner=identity.partner_code, user=identity.user, today=today)))
    for edit in range(EDITS):
        for batch in _batches(edited):
            # Each edit is of another record: looking one up need not write the one before it first.
            with workspace.write(automatic=True) as writer, writer.session.no_autoflush:
                for record, edits in batch:
                    writer.set_wire(record, edits[edit])
    for record, edits in edited[:CONTESTED]:
        _contest(workspace, record, edits[-2:])


def _contest(workspace: Workspace, record: RecordId, edits: Sequence[dict[str, Value]]) -> None:
    """Sets a field twice by somebody who was shown the same heads both times."""
    with workspace.read() as reader:
        shown = reader.shown(record)
    for edit in edits:
        with workspace.write(automatic=True) as writer:
            writer.shown(record, shown)
            writer.set_wire(record, {field: f"{text} –" for field, text in edit.items()})


def _own_spaces(identity: Identity) -> dict[SpaceId, SpaceId]:
    """The sample spreads over four partners; somebody who tries it out alone shall see all of it."""
    own: dict[SpaceId, SpaceId] = {consortium_space(): consortium_space()}
    for code in PARTNERS:
        own[organisation_space(code)] = organisation_space(identity.partner_code)
        own[office_space(code)] = office_space(identity.partner_code)
    return own


def _write(workspace: Workspace, placed: Iterable[tuple[Record, SpaceId]]) -> int:
    """In batches, each one transaction of the program's own, which is no step to take back."""
    count = 0
    for batch in _batches(placed):
        with workspace.write(automatic=True) as writer:
            for record, space in batch:
                writer.new(record, space)
        count += len(batch)
    return count


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(things)
    while batch := list(islice(waiting, BATCH)):
        yield batch
