"""What the server did not take: kept here, shown with the reason, and sent again when a person asks for it."""

from dataclasses import dataclass
from typing import Any

from consultant_app.changes.change import ChangeId, RecordId, change_id
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


def send_again(raw: Any) -> int:
    """Everything set aside waits for the server once more; returns how many changes that is. The caller commits."""
    done = raw.execute("UPDATE change SET state = ? WHERE state = ?", (UNSENT, SET_ASIDE))
    raw.execute("DELETE FROM set_aside")
    return int(done.rowcount)
