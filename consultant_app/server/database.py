"""Opens the server's database, embedded SQLite or PostgreSQL, and brings its schema up to date.

Two kinds of transactions: `writing` excludes other writers on SQLite from its first moment on, `reading` sees one
unmoving state of all spaces.
"""

import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select, text, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import ArgumentError, DatabaseError, DisconnectionError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from consultant_app.errors import RuleError, TroubleError, UsageError
from consultant_app.server.migrations import STEPS, Step
from consultant_app.server.schema import META, METADATA, SCHEMA_VERSION

_FILE_NAME: Final = "server.sqlite"
ROUNDS_AT_ONCE: Final = 8
"""Answered side by side; more would only wait for each other, each with a connection in its hand."""
_POOL_SIZE: Final = ROUNDS_AT_ONCE + 2
"""However many rounds wait for a lock, who comes for the first time and who asks for news find a connection."""
_BUSY_TIMEOUT_MS: Final = 30_000
_TRUSTED_FOR_S: Final = 1.0
"""How long a connection that worked is taken to work still; asking it each time took a tenth of a round."""
_LOCK_TIMEOUT_MS: Final = 20_000
"""How long a request waits for what somebody else has locked: it ends while the laptop still listens for the answer."""
_SCHEMA_LOCK: Final = 4_710_001
"""Any number that no other program on the same PostgreSQL database takes an advisory lock with."""
MOVED: Final = "moved"
"""The row of `meta` that closes a database whose server went on in another one."""
_READ_ONLY: Final = "25006"
"""The SQLSTATE of a write in a database that takes none: a standby, or a full disk that its provider guards."""


def data_url(folder: Path) -> URL:
    """The embedded database in `folder`, which is made readable for its owner only."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / _FILE_NAME
        file.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
    except OSError as error:
        raise TroubleError("server_folder_unusable", folder=str(folder), reason=error.strerror or "") from error
    return URL.create("sqlite", database=str(file))


def parse_url(words: str) -> URL:
    """`postgresql://...` is taken by psycopg 3, whichever way it is written."""
    try:
        url = make_url(words)
    except ArgumentError as error:
        raise UsageError("database_url_unreadable") from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url.set(drivername="sqlite")
    raise UsageError("database_url_unreadable")


def open_database(
    url: URL,
    *,
    steps: Mapping[int, Step] = STEPS,
    version: int = SCHEMA_VERSION,
    connect: Callable[[], Any] | None = None,
) -> Engine:
    """An engine on a database whose schema is `version`; raises RuleError for a newer one, TroubleError for none.

    `connect` opens the embedded database instead of the driver, which goes by the `url`.
    """
    engine = _sqlite_engine(url, connect) if url.get_backend_name() == "sqlite" else _postgresql_engine(url)
    try:
        with writing(engine) as connection:
            _bring_up_to_date(connection, steps, version=version)
    except (DatabaseError, NoSuchModuleError) as error:
        engine.dispose()
        raise TroubleError("database_unreachable") from error
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Commits at the end, rolls back on any exception."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot: what is committed meanwhile is not seen."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def empty_log(engine: Engine) -> None:
    """What was overwritten leaves SQLite's write-ahead log as well; PostgreSQL's is its administrator's."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        finally:
            connection.close()


def occupy_empty(connection: Connection) -> bool:
    """Whether nothing stands in this database but its schema; if so nobody else begins with it before the transaction,
    a writing one, ends.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE meta IN ACCESS EXCLUSIVE MODE"))
    rows = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in METADATA.sorted_tables
    }
    return rows.pop(META.name) == 1 and not any(rows.values())


def _sqlite_engine(url: URL, connect: Callable[[], Any] | None) -> Engine:
    # The interpreter's own SQLite may carry the WAL-reset bug; SQLCipher's build, here without a key, does not.
    from sqlcipher3 import dbapi2

    given: dict[str, Any] = {} if connect is None else {"creator": connect}
    engine = create_engine(
        url, module=dbapi2, pool_size=_POOL_SIZE, max_overflow=0, connect_args={"check_same_thread": False}, **given
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # SQLAlchemy's begin event below decides how a transaction starts, not the driver.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {_BUSY_TIMEOUT_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "wal_autocheckpoint = 4000",
            "secure_delete = ON",
            "cache_size = -16384",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    # A plan prepared while a table was nearly empty scans it for ever: measured, 20 times slower at 30,000 rows.
    # A standby may be behind: to laptops it would look like a server restored from a backup.
    settings = {"prepare_threshold": None, "target_session_attrs": "read-write"}
    engine = create_engine(url, pool_size=_POOL_SIZE, max_overflow=0, connect_args=settings)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.execute("SELECT set_config('lock_timeout', %s, false)", [str(_LOCK_TIMEOUT_MS)])
        connection.commit()

    @event.listens_for(engine, "handle_error")
    def _name(context: ExceptionContext) -> OperationalError | None:
        # A database that turned read-only is out of order; for the driver the statement is at fault.
        error = context.original_exception
        if getattr(error, "sqlstate", None) != _READ_ONLY:
            return None
        return OperationalError(context.statement, None, error)

    @event.listens_for(engine, "checkin")
    def _note(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["worked_at"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _ask(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        is_trusted = time.monotonic() - record.info.get("worked_at", -inf) < _TRUSTED_FOR_S
        if not is_trusted and not _answers(engine, connection):
            raise DisconnectionError  # the pool opens another

    return engine


def _answers(engine: Engine, connection: Any) -> bool:
    try:
        return engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        return False


def _bring_up_to_date(connection: Connection, steps: Mapping[int, Step], *, version: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})
    if not inspect(connection).has_table(META.name):
        METADATA.create_all(connection)
        connection.execute(insert(META), {"name": "schema_version", "content": str(version).encode()})
        return
    if connection.execute(select(META.c.name).where(META.c.name == MOVED)).first():
        raise RuleError("server_moved")
    found = int(connection.execute(select(META.c.content).where(META.c.name == "schema_version")).scalar_one())
    if found > version:
        raise RuleError("server_database_newer", found=found, known=version)
    for number in range(found + 1, version + 1):
        steps[number](connection)
    if found < version:
        connection.execute(update(META).where(META.c.name == "schema_version").values(content=str(version).encode()))
