"""The tables of a workspace besides the record tables, which are derived from the record classes.

`change` and `origin` are the log; `record` holds the heads of each record; the record tables are a view of both and can
be dropped and rebuilt. Ids of origins are interned: `change.origin` is `origin.number`.
"""

import json
from typing import Final, cast

from sqlalchemy import Connection

from consultant_app.domain.record import record_types
from consultant_app.errors import TroubleError

SCHEMA_VERSION: Final = 1
"""Kept in `PRAGMA user_version`. A newer file is refused, an older one is migrated on a copy (`migration`)."""

UNSENT: Final = 0
ACCEPTED: Final = 1
SET_ASIDE: Final = 2
MISSING: Final = 3
"""Somebody else's change that the server lost in a restore; its author sends it again, or whoever can show that the
server told it.
"""

_TABLES: Final = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    """CREATE TABLE space (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, owner TEXT NOT NULL, may_write INTEGER NOT NULL,
        position INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL DEFAULT x'', digest BLOB NOT NULL,
        server_digest BLOB, caught_up INTEGER NOT NULL DEFAULT 0, was_caught_up INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID""",
    """CREATE TABLE older_cursor (
        space TEXT NOT NULL, position INTEGER NOT NULL, chain BLOB NOT NULL, PRIMARY KEY (space, position)
        ) WITHOUT ROWID""",
    """CREATE TABLE origin (
        number INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE, device TEXT NOT NULL, device_name TEXT NOT NULL,
        user TEXT NOT NULL, user_name TEXT NOT NULL, started_at INTEGER NOT NULL, version TEXT NOT NULL,
        own INTEGER NOT NULL, certified INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE change (
        origin INTEGER NOT NULL, number INTEGER NOT NULL, record TEXT NOT NULL, space TEXT NOT NULL,
        txn INTEGER NOT NULL, state INTEGER NOT NULL, received_at INTEGER, position INTEGER, body BLOB NOT NULL,
        unfetched INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (origin, number)) WITHOUT ROWID""",
    "CREATE INDEX change_of_record ON change (record)",
    "CREATE INDEX change_unsent ON change (origin, txn, state) WHERE state <> 1",
    "CREATE INDEX change_unplaced ON change (space) WHERE state = 1 AND position IS NULL",
    "CREATE INDEX change_unfetched ON change (record) WHERE unfetched = 1",
    "CREATE INDEX change_set_aside ON change (record) WHERE state = 2",
    """CREATE TABLE record (
        id TEXT PRIMARY KEY, type TEXT NOT NULL, root TEXT NOT NULL, space TEXT NOT NULL, heads BLOB NOT NULL,
        accepted BLOB, term BLOB NOT NULL, present INTEGER NOT NULL, contested TEXT NOT NULL,
        revision INTEGER NOT NULL, changed_at INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX record_revision ON record (revision)",
    "CREATE INDEX record_root ON record (root)",
    "CREATE INDEX record_space ON record (space, present)",
    "CREATE INDEX record_contested ON record (contested) WHERE contested <> ''",
    "CREATE INDEX record_waiting ON record (type, accepted) WHERE accepted IS NOT NULL",
    """CREATE TABLE draft (
        record TEXT NOT NULL, field TEXT NOT NULL, value BLOB NOT NULL, shown BLOB NOT NULL,
        started_at INTEGER NOT NULL, typed_at INTEGER NOT NULL, run TEXT NOT NULL,
        PRIMARY KEY (record, field)) WITHOUT ROWID""",
    """CREATE TABLE set_aside (
        origin INTEGER NOT NULL, txn INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (origin, txn)) WITHOUT ROWID""",
    # What this device knew of a change beyond what came along when its root moved: for the history, never for settling.
    """CREATE TABLE past_value (
        origin INTEGER NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (origin, number)
        ) WITHOUT ROWID""",
    """CREATE TABLE move_wish (
        id TEXT NOT NULL, root TEXT NOT NULL, from_space TEXT NOT NULL, to_space TEXT NOT NULL, partners TEXT NOT NULL,
        state TEXT NOT NULL, reason TEXT NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (id, root)) WITHOUT ROWID""",
    # What proves who stands behind an origin, for exchange files: an `OriginPaper`.
    "CREATE TABLE origin_paper (origin INTEGER PRIMARY KEY, paper BLOB NOT NULL)",
    # Transactions of other devices that came in an exchange file: who brought them, and their devices' word for them.
    """CREATE TABLE brought (
        origin INTEGER NOT NULL, txn INTEGER NOT NULL, bringer TEXT NOT NULL, voucher BLOB NOT NULL,
        PRIMARY KEY (origin, txn)) WITHOUT ROWID""",
    # The server's word for the changes of each page that came here, by the hashes of their bodies: `Testimony`.
    """CREATE TABLE testimony (
        number INTEGER PRIMARY KEY, space TEXT NOT NULL, contents BLOB NOT NULL, signature BLOB NOT NULL)""",
    "CREATE TABLE exchange_read (file TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
    # Roots that left this space for where this person does not see them: an older file does not bring them back.
    "CREATE TABLE departed (root TEXT PRIMARY KEY, space TEXT NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID",
    # The orders of erasure, as the server signed them: what an older file says about these contacts is not taken in.
    "CREATE TABLE erasure (contact TEXT, id TEXT, body BLOB NOT NULL, PRIMARY KEY (contact, id)) WITHOUT ROWID",
    # Of an attachment whose bytes are whole here: the space in which the server has said that it has them too.
    """CREATE TABLE file (
        record TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, state INTEGER NOT NULL, space TEXT,
        receipt BLOB) WITHOUT ROWID""",
    "CREATE INDEX file_waiting ON file (state) WHERE state = 0",
    "CREATE TABLE receipt (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, epoch TEXT NOT NULL, body BLOB NOT NULL)",
    """CREATE TABLE round (
        number INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER, sent INTEGER NOT NULL DEFAULT 0,
        received INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0, forgotten INTEGER NOT NULL DEFAULT 0,
        requests INTEGER NOT NULL DEFAULT 0, bytes_up INTEGER NOT NULL DEFAULT 0, bytes_down INTEGER NOT NULL DEFAULT 0,
        problem TEXT)""",
)


def create_schema(connection: Connection) -> None:
    """Makes all tables in an empty database; the caller commits."""
    for statement in _TABLES:
        connection.exec_driver_sql(statement)
    create_record_tables(connection)
    _store_columns(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def create_record_tables(connection: Connection) -> None:
    for record_type in record_types().values():
        record_type.table.create(connection)


def has_current_record_tables(connection: Connection) -> bool:
    """Whether the record tables are those of this program's record classes."""
    return _stored_columns(connection) == _columns()


def replace_record_tables(connection: Connection) -> None:
    """Makes the record tables anew, empty.

    They are a view of the changes: another version of the program, with other fields, needs no migration of them.
    """
    for name in _stored_columns(connection).keys() | record_types().keys():
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    create_record_tables(connection)
    _store_columns(connection)


def _stored_columns(connection: Connection) -> dict[str, list[str]]:
    stored = connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'record_tables'").scalar()
    return cast("dict[str, list[str]]", json.loads(stored)) if stored else {}


def is_older(connection: Connection) -> bool:
    """Whether an older program wrote this database. Raises TroubleError("workspace_newer") where a newer one did."""
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version > SCHEMA_VERSION:
        raise TroubleError("workspace_newer")
    return version < SCHEMA_VERSION


def _columns() -> dict[str, list[str]]:
    return {
        name: [f"{column} {made_of}" for column, made_of in one.columns.items()] for name, one in record_types().items()
    }


def _store_columns(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO meta (name, value) VALUES ('record_tables', ?)", (json.dumps(_columns()),)
    )
