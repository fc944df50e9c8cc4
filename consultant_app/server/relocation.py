"""The server goes on in another database: everything of the embedded one is copied, proven, and the old one closed.

Epoch, keys, positions and chains stay, so laptops notice nothing. Two servers with one identity would part the logs:
the old database is held alone while it is copied, and is not opened any more afterwards.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Table, insert, select

from consultant_app.changes.digest import MODULUS
from consultant_app.changes.wire import EntryKind, next_chain
from consultant_app.errors import RuleError, TroubleError
from consultant_app.server.bulk import insert_rows
from consultant_app.server.database import MOVED, data_url, occupy_empty, open_database, parse_url, writing
from consultant_app.server.record_state import decode_terms
from consultant_app.server.schema import ENTRY, META, METADATA, RECORD, SPACE

_ROWS_AT_ONCE: Final = 2000


def move_database(folder: Path, target_url: str) -> dict[str, int]:
    """The number of rows of each table, which are now in the database of `target_url`.

    Raises RuleError while the server runs on the old database, for a target in which something stands already, and
    for a database whose logs are not whole; then nothing has changed.
    """
    target = open_database(parse_url(target_url))
    try:
        source = _open_alone(folder)
        try:
            return _move(source, target)
        finally:
            source.dispose()
    finally:
        target.dispose()


def _open_alone(folder: Path) -> Engine:
    """The embedded database, with nobody else at it before this engine is disposed of."""
    from sqlcipher3 import dbapi2

    url = data_url(folder)

    def connect() -> Any:
        connection = dbapi2.connect(url.database, timeout=0, check_same_thread=False)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").close()
            connection.execute("BEGIN EXCLUSIVE").close()
            connection.rollback()
        except dbapi2.OperationalError as error:
            connection.close()
            raise RuleError("server_still_runs", folder=str(folder)) from error
        return connection

    return open_database(url, connect=connect)


def _move(source: Engine, target: Engine) -> dict[str, int]:
    with writing(source) as old, writing(target) as new:
        _check_source(old)
        _occupy(new)
        counts = {table.name: _copy(old, new, table) for table in METADATA.sorted_tables}
        for table in METADATA.sorted_tables:
            if _fingerprint(old, table) != _fingerprint(new, table):
                raise TroubleError("server_move_differs", what=table.name)
        _check_logs(new)
        # Committed after the new database: until then the old one is the server.
        old.execute(insert(META), {"name": MOVED, "content": b""})
    return counts


def _check_source(old: Connection) -> None:
    if old.execute(select(META.c.name).where(META.c.name == "epoch")).first() is None:
        raise RuleError("server_move_source_empty")


def _occupy(new: Connection) -> None:
    """Whoever would start a server on the target waits until it has the old one's identity."""
    if not occupy_empty(new):
        raise RuleError("server_move_target_full")
    new.execute(META.delete())


def _copy(old: Connection, new: Connection, table: Table) -> int:
    count = 0
    for rows in _partitions(old, table):
        insert_rows(new, table, columns=list(table.columns), rows=[tuple(row) for row in rows])
        count += len(rows)
    return count


def _fingerprint(connection: Connection, table: Table) -> int:
    """Equal for equal rows in whatever order: databases sort texts differently."""
    total = 0
    for rows in _partitions(connection, table):
        for row in rows:
            total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest()[:16], "big")
    return total % MODULUS


def _partitions(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    with connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table)) as rows:
        yield from rows.partitions()


def _check_logs(connection: Connection) -> None:
    """That each space's log leads to its chain, and its records to its digest."""
    for space in connection.execute(select(SPACE)).all():
        chain = b""
        log = select(ENTRY.c.kind, ENTRY.c.change, ENTRY.c.record).where(ENTRY.c.space == space.id)
        for kind, change, record in connection.execute(log.order_by(ENTRY.c.position)):
            chain = next_chain(chain, EntryKind(kind), change or record)
        stored = connection.execute(select(RECORD.c.terms).where(RECORD.c.space == space.id)).scalars()
        digest = sum(sum(decode_terms(terms).values()) for terms in stored if terms) % MODULUS
        if (chain, digest) != (space.chain, int.from_bytes(space.digest, "big")):
            raise TroubleError("server_move_differs", what=space.id)
