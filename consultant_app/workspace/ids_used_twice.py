"""Ids that stand for other content at the server: what is here under them goes on under new ones.

A machine that was copied while it ran uses an id twice, and one that was resumed from a snapshot no longer knows what
it used it for first. Once a restored server has lost the one content, the other can take its place. So whoever holds
the one that is not at the server brings it there anew, be it her own or a colleague's, unless that was done already.
"""

from collections.abc import Callable, Sequence
from typing import Any

from consultant_app.changes.change import Change, ChangeId, change_id, split_change_id
from consultant_app.changes.wire import OriginNote, Outcome, Verdict
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.log import NAMED, Arrival, Origins, changes_of, stored_states
from consultant_app.workspace.outbox import Outgoing
from consultant_app.workspace.reseal import changes_of_transaction, rebuild_records, rename, reseal
from consultant_app.workspace.schema import MISSING

Judged = Sequence[tuple[Outgoing, Verdict]]
"""Each transaction that was sent, with what the server said of it."""


def seal_anew(
    raw: Any, judged: Judged, arrivals: Sequence[Arrival], *, fresh_origin: Callable[[], OriginNote]
) -> tuple[Touched, dict[ChangeId, ChangeId]]:
    """Returns the new ids as well, by the old ones. `arrivals` are about to be applied."""
    transactions = _forked(raw, judged) | _taken(raw, arrivals)
    names: dict[ChangeId, ChangeId] = {}
    left: set[ChangeId] = set()
    dropped: set[ChangeId] = set()
    for transaction in sorted(transactions):
        for change in changes_of_transaction(raw, transaction):
            again = _said_again(raw, change, arrivals)
            if again is not None:
                names[change.id] = again
            elif change.is_whole:
                left.add(transaction)
                continue
            dropped.add(change.id)
    told = {arrival.change.id for arrival in arrivals}
    touched = _drop(raw, dropped, names, told=told)
    if left:
        resealed, renamed = reseal(raw, left, fresh_origin(), told=told)
        touched.records.update(resealed.records)
        names |= renamed
    return touched, names


def _forked(raw: Any, judged: Judged) -> set[ChangeId]:
    """What the server has said so of. What an exchange file brought of another device is that device's to seal anew:
    it waits for that.
    """
    found = set()
    for outgoing, verdict in judged:
        if verdict.outcome is not Outcome.FORKED:
            continue
        origin, txn = split_change_id(outgoing.id)
        number, is_brought = raw.execute(
            "SELECT o.number, b.txn IS NOT NULL FROM origin o LEFT JOIN brought b ON b.origin = o.number AND b.txn = ?"
            " AND NOT o.own WHERE o.origin = ?",
            (txn, origin),
        ).fetchone()
        if is_brought:
            raw.execute("UPDATE change SET state = ? WHERE origin = ? AND txn = ?", (MISSING, number, txn))
        else:
            found.add(outgoing.id)
    return found


def _taken(raw: Any, arrivals: Sequence[Arrival]) -> set[ChangeId]:
    """The transactions here under whose ids the server's log brings other content."""
    met = {origin for (origin,) in raw.execute("SELECT origin FROM origin")}
    by_id = {arrival.change.id: arrival for arrival in arrivals if arrival.change.origin in met}
    found = set()
    for known in stored_states(raw, Origins(raw), by_id):
        origin, number = split_change_id(known)
        is_own, txn, body, unfetched = raw.execute(
            "SELECT o.own, c.txn, c.body, c.unfetched FROM origin o JOIN change c ON c.origin = o.number"
            " WHERE o.origin = ? AND c.number = ?",
            (origin, number),
        ).fetchone()
        if body != by_id[known].body and not (is_own and unfetched):
            found.add(change_id(origin, txn))
    return found


def _said_again(raw: Any, change: Change, arrivals: Sequence[Arrival]) -> ChangeId | None:
    """The id under which the same goes on, if somebody sealed it anew."""
    others = [one.change for one in changes_of(raw, change.record)]
    others += [one.change for one in arrivals if one.change.record == change.record]
    return next((one.id for one in others if one.id != change.id and said_by(one) == said_by(change)), None)


def said_by(change: Change) -> tuple[object, ...]:
    """By which one knows the same that was sealed anew."""
    return change.at, change.kind, change.root, change.automatic, change.fields, change.field_names


def _drop(raw: Any, dropped: set[ChangeId], names: dict[ChangeId, ChangeId], *, told: set[ChangeId]) -> Touched:
    records = set()
    for change in sorted(dropped):
        named = split_change_id(change)
        records |= {record for (record,) in raw.execute(f"SELECT record FROM change WHERE {NAMED}", named)}
        raw.execute(f"DELETE FROM change WHERE {NAMED}", named)
    return rebuild_records(raw, records | rename(raw, names, told=told))
