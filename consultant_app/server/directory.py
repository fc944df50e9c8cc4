"""People and partners as records that the server writes itself, so that every laptop has them offline."""

from collections.abc import Collection, Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Final

from sqlalchemy import Connection, insert, select

from consultant_app.changes.change import (
    Change,
    ChangeId,
    Kind,
    OriginId,
    RecordId,
    Value,
    decode_change,
    encode_change,
)
from consultant_app.changes.heads import decode_heads, field_heads
from consultant_app.changes.spaces import SpaceKind, consortium_space
from consultant_app.changes.wire import Outcome
from consultant_app.server.batch import Author
from consultant_app.server.change_log import take_transactions
from consultant_app.server.identity import Identity, Randomness
from consultant_app.server.instants import milliseconds
from consultant_app.server.schema import ENTRY, ORIGIN, RECORD, SPACE
from consultant_app.server.transactions import Transaction

PRODUCT_VERSION: Final = version("consultant-app")


def open_space(connection: Connection, space: str, *, kind: SpaceKind, owner: str) -> None:
    """Begins the log of a space that nobody has written in yet."""
    connection.execute(
        insert(SPACE),
        {"id": space, "kind": kind.value, "owner": owner, "position": 0, "chain": b"", "digest": bytes(16)},
    )


def write_directory_record(
    connection: Connection,
    record: RecordId,
    *,
    type_: str,
    fields: Mapping[str, Value],
    identity: Identity,
    randomness: Randomness,
    now: datetime,
) -> None:
    """One change by a fresh origin of the server, which replaces what the record says so far; needs a writing
    transaction.
    """
    now_ms = milliseconds(now)
    origin = OriginId(randomness(16).hex())
    connection.execute(
        insert(ORIGIN),
        {"id": origin, "device": None, "started_at": now_ms, "version": PRODUCT_VERSION, "signature": b""},
    )
    space = consortium_space()
    change = Change(
        origin=origin,
        number=1,
        transaction=1,
        size=1,
        kind=Kind.SET,
        type=type_,
        record=record,
        root=record,
        space=space,
        at=now_ms,
        fields=dict(fields),
        replaces=_replaced(connection, record, fields=fields),
    )
    verdicts = take_transactions(
        connection,
        [Transaction.of([change], [encode_change(change)])],
        author=Author(None, frozenset({space})),
        identity=identity,
        now_ms=now_ms,
    )
    if verdicts[0].outcome is not Outcome.ACCEPTED:
        raise RuntimeError(f"the server's own change was not taken: {verdicts[0]}")


def _replaced(connection: Connection, record: RecordId, *, fields: Collection[str]) -> dict[str, list[ChangeId]]:
    stored = connection.execute(select(RECORD.c.heads).where(RECORD.c.id == record)).scalar()
    if stored is None:
        return {}
    state = decode_heads(stored)
    rows = connection.execute(select(ENTRY.c.change, ENTRY.c.body).where(ENTRY.c.change.in_(state.heads)))
    names = {row.change: decode_change(row.body).field_names for row in rows}
    heads = field_heads(state, names.__getitem__)
    return {field: heads[field] for field in fields if field in heads}
