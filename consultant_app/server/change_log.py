"""Takes pushed transactions into the logs of their spaces and says what became of each.

The rows of the spaces are locked, in the order of their ids, before anything of them is read and until the commit:
positions therefore appear in the order of commits, and no reader's cursor can pass an entry it does not see.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from consultant_app.changes.change import SpaceId
from consultant_app.changes.wire import Outcome, Refusal, Verdict
from consultant_app.server.batch import Author, Batch, MovedElsewhereError
from consultant_app.server.bulk import rows_by_key
from consultant_app.server.held_changes import HeldChanges
from consultant_app.server.identity import Identity
from consultant_app.server.log_statements import LOCKED_SPACES
from consultant_app.server.transactions import Transaction

_logger = logging.getLogger(__name__)


def lock_spaces(connection: Connection, spaces: Iterable[SpaceId]) -> None:
    """In the one order that everybody keeps: whoever locks more afterwards may wait for somebody who waits for her."""
    list(rows_by_key(connection, LOCKED_SPACES, keys=sorted(set(spaces))))


def take_transactions(
    connection: Connection,
    transactions: Sequence[Transaction],
    *,
    author: Author,
    identity: Identity,
    now_ms: int,
    reserved: frozenset[SpaceId] = frozenset(),
    is_shielded: bool = True,
) -> list[Verdict]:
    """One verdict per transaction, in their order; needs a writing transaction.

    `reserved` are spaces that the request needs besides: they are locked along with those of the transactions. A
    transaction that the server stumbles over is refused with TROUBLE; the others are taken all the same. Not
    `is_shielded`, it raises instead whatever goes wrong, MovedElsewhereError among it, and nothing may be committed:
    this saves a batch its savepoint.
    """

    def take(some: Sequence[Transaction], homes: frozenset[SpaceId] = frozenset()) -> list[Verdict]:
        if reserved:
            believed = {space for transaction in some for space in transaction.spaces}
            lock_spaces(connection, reserved | ((believed | homes) & author.writable))
        batch = Batch(author=author, held=HeldChanges(identity), now_ms=now_ms)
        batch.load(connection, some, homes=homes)
        verdicts = [batch.judge(transaction) for transaction in some]
        batch.store(connection)
        return verdicts

    def take_shielded(some: Sequence[Transaction]) -> list[Verdict]:
        homes: frozenset[SpaceId] = frozenset()
        while True:
            try:
                with connection.begin_nested():
                    return take(some, homes)
            except MovedElsewhereError as moved:
                # Their locks went with the savepoint, so all are taken again in the order of the ids.
                homes |= moved.homes

    if not transactions:
        lock_spaces(connection, reserved)
        return []
    if not is_shielded:
        return take(transactions)
    try:
        return take_shielded(transactions)
    except OperationalError:
        raise
    except Exception:
        _logger.exception("a batch of %d transactions is taken one by one", len(transactions))
    return [_take_one(transaction, take_shielded) for transaction in transactions]


def _take_one(transaction: Transaction, take: Any) -> Verdict:
    try:
        verdict: Verdict = take([transaction])[0]
        return verdict
    except OperationalError:
        raise
    except Exception:
        _logger.exception("transaction %s is refused", transaction.id)
        return Verdict(transaction.id, Outcome.REFUSED, Refusal.TROUBLE)
