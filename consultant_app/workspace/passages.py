"""Roots that leave a space and enter another: what such entries of the server's log do here.

The server tells where a root stands at the moment of its answer, so the entries of several spaces may be taken in any
order: one that was overtaken since carries nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection

from consultant_app.changes.change import Change, RecordId, SpaceId, decode_change
from consultant_app.changes.limits import is_modest
from consultant_app.changes.moves import unpack_carried
from consultant_app.changes.soundness import read_sound
from consultant_app.changes.wire import Entry, EntryKind, SpaceNews
from consultant_app.errors import TroubleError
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.forgetting import add_to_digest, forget_root
from consultant_app.workspace.log import Arrival, Origins, insert_changes, load_change
from consultant_app.workspace.reseal import rebuild_records
from consultant_app.workspace.schema import ACCEPTED, SET_ASIDE, UNSENT


@dataclass(slots=True)
class Passed:
    touched: Touched = field(default_factory=Touched)
    forgotten: int = 0


def take_passages(connection: Connection, news: Iterable[SpaceNews]) -> Passed:
    """Raises TroubleError("answer_damaged") for a root that brings what is none of its changes."""
    raw = cursor_of(connection)
    passed = Passed()
    for one in news:
        for entry in one.entries:
            if entry.kind is EntryKind.ENTER and entry.body:
                raw.execute("DELETE FROM departed WHERE root = ?", (entry.subject,))
                passed.touched.records.update(_enter(raw, one.space, entry).records)
            elif entry.kind is EntryKind.LEAVE:
                root = RecordId(entry.subject)
                if entry.body:
                    touched = _place(raw, root, SpaceId(entry.body.decode()))
                else:
                    raw.execute("INSERT OR REPLACE INTO departed VALUES (?, ?, ?)", (root, one.space, entry.position))
                    touched = forget_root(connection, root)
                    passed.forgotten += bool(touched.records)
                passed.touched.records.update(touched.records)
    return passed


def forget_departed(connection: Connection, known: Iterable[Change], passed: Passed) -> None:
    """What a file brought of roots that were seen leaving, and the server has already, stands with them elsewhere."""
    raw = cursor_of(connection)
    departed = {root for (root,) in raw.execute("SELECT root FROM departed")}
    for root in sorted({change.root for change in known} & departed):
        touched = forget_root(connection, root)
        passed.forgotten += bool(touched.records)
        passed.touched.records.update(touched.records)


def carried_otherwise(raw: Any, news: Iterable[SpaceNews]) -> list[Arrival]:
    """What the roots that come into a space bring under ids that stand for others here. Values tell nothing: some
    do not come along, and others were erased.
    """
    entries = [(one.space, entry) for one in news for entry in one.entries]
    bringing = [(space, entry) for space, entry in entries if entry.kind is EntryKind.ENTER and entry.body]
    carried = [(one.change, one) for space, entry in bringing for one in _carried(space, entry)]
    here = [(load_change(raw, change.id), change, arrival) for change, arrival in carried]
    return [arrival for stored, change, arrival in here if stored and _said_by(stored.change) != _said_by(change)]


def _said_by(change: Change) -> tuple[object, ...]:
    return change.record, change.at, change.kind, sorted(change.field_names)


def left_roots(news: Iterable[SpaceNews]) -> list[RecordId]:
    """The roots that are forgotten with this answer."""
    entries = (entry for one in news for entry in one.entries)
    return [RecordId(entry.subject) for entry in entries if entry.kind is EntryKind.LEAVE and not entry.body]


def _enter(raw: Any, space: SpaceId, entry: Entry) -> Touched:
    root = RecordId(entry.subject)
    arrivals = _carried(space, entry)
    origins = Origins(raw)
    fresh = []
    for arrival in arrivals:
        change = arrival.change
        key = (origins.number(change.origin), change.number)
        row = raw.execute("SELECT body, unfetched FROM change WHERE origin = ? AND number = ?", key).fetchone()
        if row is None:
            fresh.append(arrival)
            continue
        if row[0] != arrival.body and not row[1]:
            # All who read the space settle from the same values; what this device knows besides is for the history.
            raw.execute("INSERT OR IGNORE INTO past_value (origin, number, body) VALUES (?, ?, ?)", (*key, row[0]))
        raw.execute(
            "UPDATE change SET body = ?, unfetched = 0, state = ?, received_at = coalesce(received_at, ?)"
            " WHERE origin = ? AND number = ?",
            (arrival.body, ACCEPTED, arrival.received_at, *key),
        )
    insert_changes(raw, origins, fresh, state=ACCEPTED)
    _take_up_again(raw, root)
    records = {arrival.change.record for arrival in arrivals}
    records.update(RecordId(id_) for (id_,) in raw.execute("SELECT id FROM record WHERE root = ?", (root,)).fetchall())
    touched = rebuild_records(raw, records)
    touched.records.update(_place(raw, root, space).records)
    return touched


def _carried(space: SpaceId, entry: Entry) -> Sequence[Arrival]:
    if not is_modest(entry.body):
        raise TroubleError("answer_damaged")
    try:
        carried = unpack_carried(entry.body)
    except msgspec.DecodeError as error:
        raise TroubleError("answer_damaged") from error
    arrivals = []
    for one in carried:
        change = read_sound(one.body)
        if change is None or change.root != entry.subject:
            raise TroubleError("answer_damaged")
        arrivals.append(Arrival(change, one.body, space, one.received_at, entry.position))
    return arrivals


def _take_up_again(raw: Any, root: RecordId) -> None:
    """What was set aside when the root went out of sight waits for the server once more."""
    rows = raw.execute(
        "SELECT s.origin, s.txn, c.body FROM set_aside s JOIN change c ON c.origin = s.origin AND c.txn = s.txn"
        " WHERE s.reason = 'not_a_member' AND c.state = ?",
        (SET_ASIDE,),
    ).fetchall()
    for origin, txn in {(origin, txn) for origin, txn, body in rows if _is_of(root, decode_change(body))}:
        raw.execute("UPDATE change SET state = ? WHERE origin = ? AND txn = ?", (UNSENT, origin, txn))
        raw.execute("DELETE FROM set_aside WHERE origin = ? AND txn = ?", (origin, txn))


def _is_of(root: RecordId, change: Change) -> bool:
    return change.root == root


def _place(raw: Any, root: RecordId, space: SpaceId) -> Touched:
    """The root and its parts stand in this space now, with what they add to its digest."""
    rows = raw.execute(
        "SELECT id, type, space, term FROM record WHERE root = ? AND space <> ?", (root, space)
    ).fetchall()
    for _, _, before, term in rows:
        add_to_digest(raw, before, -int.from_bytes(term, "big"))
        add_to_digest(raw, space, int.from_bytes(term, "big"))
    raw.execute("UPDATE record SET space = ? WHERE root = ?", (space, root))
    return Touched({RecordId(record): type_name for record, type_name, _, _ in rows})
