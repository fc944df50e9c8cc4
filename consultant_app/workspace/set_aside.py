"""What the server did not take: kept here, shown with the reason, sent again or put elsewhere when a person asks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from consultant_app.changes.change import Change, ChangeId, RecordId, change_id, decode_change, split_change_id
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.log import NAMED
from consultant_app.workspace.reseal import rebuild_records, rewrite_unsent, without
from consultant_app.workspace.schema import SET_ASIDE, UNSENT


@dataclass(frozen=True, slots=True)
class SetAside:
    """A refused transaction, named by its first change. `reason` is a code of `wire.Refusal`; `at` in ms UTC."""

    transaction: ChangeId
    reason: str
    at: int
    records: tuple[tuple[RecordId, str], ...]
    """The records it touches, with their types; "" for a type where the record is not here any more."""


def set_aside_of(raw: Any) -> list[SetAside]:
    """Newest first."""
    rows = raw.execute(
        "SELECT o.origin, s.txn, s.reason, s.at, s.origin FROM set_aside s JOIN origin o ON o.number = s.origin"
        " WHERE EXISTS (SELECT 1 FROM change c WHERE c.origin = s.origin AND c.txn = s.txn AND c.state = ?)"
        " ORDER BY s.at DESC, o.origin, s.txn",
        (SET_ASIDE,),
    ).fetchall()
    return [
        SetAside(change_id(origin, txn), reason, at, _records(raw, number, txn))
        for origin, txn, reason, at, number in rows
    ]


def _records(raw: Any, origin: int, txn: int) -> tuple[tuple[RecordId, str], ...]:
    rows = raw.execute(
        "SELECT DISTINCT c.record, coalesce(r.type, '') FROM change c LEFT JOIN record r ON r.id = c.record"
        " WHERE c.origin = ? AND c.txn = ?",
        (origin, txn),
    )
    return tuple((RecordId(record), type_name) for record, type_name in rows)


def send_again(raw: Any, transactions: Collection[ChangeId] | None = None) -> int:
    """What is set aside, or these transactions of it, waits for the server once more; returns how many changes that is.
    The caller commits.
    """
    count = 0
    for aside in set_aside_of(raw):
        if transactions is None or aside.transaction in transactions:
            where = _where(raw, aside.transaction)
            done = raw.execute(
                "UPDATE change SET state = ? WHERE origin = ? AND txn = ? AND state = ?", (UNSENT, *where, SET_ASIDE)
            )
            raw.execute("DELETE FROM set_aside WHERE origin = ? AND txn = ?", where)
            count += int(done.rowcount)
    return count


def changes_set_aside(raw: Any, transactions: Collection[ChangeId] | None = None) -> list[tuple[ChangeId, Change]]:
    """Everything set aside, or these transactions of it, each change with its transaction's name; oldest first."""
    rows = raw.execute(
        "SELECT o.origin, c.txn, c.body FROM change c JOIN origin o ON o.number = c.origin WHERE c.state = ?",
        (SET_ASIDE,),
    ).fetchall()
    found = [(change_id(origin, txn), decode_change(body)) for origin, txn, body in rows]
    chosen = [one for one in found if transactions is None or one[0] in transactions]
    return sorted(chosen, key=lambda one: (one[1].at, one[1].origin, one[1].number))


def drop_set_aside(raw: Any, changes: Collection[ChangeId]) -> Touched:
    """Takes changes away whose contents stand elsewhere now; what was written on top of them stays, as if they had
    never been. The caller commits.
    """
    records = {record for (record,) in _dropped_records(raw, changes)}
    for change in changes:
        raw.execute(f"DELETE FROM change WHERE {NAMED}", split_change_id(change))
    raw.execute(
        "DELETE FROM set_aside WHERE NOT EXISTS (SELECT 1 FROM change c"
        " WHERE c.origin = set_aside.origin AND c.txn = set_aside.txn)"
    )
    records |= rewrite_unsent(raw, lambda change: without(change, frozenset(changes)))
    return rebuild_records(raw, records)


def _dropped_records(raw: Any, changes: Collection[ChangeId]) -> list[tuple[RecordId]]:
    return [
        row
        for change in changes
        for row in raw.execute(f"SELECT record FROM change WHERE {NAMED}", split_change_id(change)).fetchall()
    ]


def _where(raw: Any, transaction: ChangeId) -> tuple[int, int]:
    origin, txn = split_change_id(transaction)
    return raw.execute("SELECT number FROM origin WHERE origin = ?", (origin,)).fetchone()[0], txn
