"""Keeping back what would delete much of a space, until a person has said so: a slip, or a bug, must not spread."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from consultant_app.changes.change import ChangeId, Kind, RecordId, SpaceId
from consultant_app.changes.deletions import FEWEST, is_much
from consultant_app.server.bulk import rows_by_key
from consultant_app.server.log_statements import HELD, RECORDS
from consultant_app.server.schema import RECORD
from consultant_app.server.transactions import Transaction


def find_quarantined(connection: Connection, transactions: Sequence[Transaction]) -> frozenset[ChangeId]:
    """The transactions that delete in a space of which this request would delete more than a tenth; what the log has
    already is known, however much it deletes.
    """
    deleted = {
        change.record: transaction.id
        for transaction in transactions
        for change in transaction.changes
        if change.kind is Kind.DELETE
    }
    if len(deleted) < FEWEST:
        return frozenset()
    held = {row.change for row in rows_by_key(connection, HELD, keys=set(deleted.values()))}
    by_space: dict[SpaceId, list[RecordId]] = {}
    for row in rows_by_key(connection, RECORDS, keys=deleted.keys()):
        if deleted[row.id] not in held:
            by_space.setdefault(row.space, []).append(row.id)
    large = [records for space, records in by_space.items() if _is_much(connection, space, count=len(records))]
    return frozenset(deleted[record] for records in large for record in records)


def _is_much(connection: Connection, space: SpaceId, *, count: int) -> bool:
    return count >= FEWEST and is_much(count, of=connection.execute(_TOTAL, {"space": space}).scalar_one())


_TOTAL = select(func.count()).select_from(RECORD).where(RECORD.c.space == bindparam("space"))
