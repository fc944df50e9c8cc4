"""Writing an entry that is no change at the end of a space's log."""

from sqlalchemy import Connection, bindparam, insert, select

from consultant_app.changes.change import SpaceId
from consultant_app.changes.digest import MODULUS
from consultant_app.changes.wire import EntryKind, next_chain
from consultant_app.server.log_statements import UPDATE_SPACE
from consultant_app.server.schema import ENTRY, SPACE


def end_log_with(
    connection: Connection,
    space: SpaceId,
    kind: EntryKind,
    *,
    subject: str,
    now_ms: int,
    growth: int = 0,
    body: bytes | None = None,
) -> int:
    """Returns the entry's position; `growth` is what the digest of the space grows by. The space must be locked."""
    row = connection.execute(_SPACE, {"space": space}).one()
    position, chain = row.position + 1, next_chain(row.chain, kind, subject)
    connection.execute(
        insert(ENTRY),
        {
            "space": space,
            "position": position,
            "kind": kind.value,
            "record": subject,
            "body": body,
            "received_at": now_ms,
            "chain": chain,
        },
    )
    digest = ((int.from_bytes(row.digest, "big") + growth) % MODULUS).to_bytes(16, "big")
    connection.execute(UPDATE_SPACE, {"key": space, "new_position": position, "new_chain": chain, "new_digest": digest})
    return int(position)


_SPACE = select(SPACE).where(SPACE.c.id == bindparam("space"))
