"""The encrypted SQLite file: how connections to it are opened, read and written.

One writer at a time, also across processes (`BEGIN IMMEDIATE`); readers see a steady snapshot beside it (WAL).
Foreign errors of the database become TroubleErrors here.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from consultant_app.errors import TroubleError

BUSY_TIMEOUT_MS: Final = 30_000
"""Virus scanners and backups hold the file for seconds at times."""


ROOM_TO_WORK: Final = 64 * 1024
"""Bytes: less than opening a workspace takes."""

_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "wal_autocheckpoint = 4000",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -16000",
    "foreign_keys = OFF",
)

Connect = Callable[[Path, bytes], Any]
"""Opens a file with its key; returns a connection of the driver that leaves transactions to the caller."""


def connect_file(path: Path, key: bytes) -> Any:
    raw = sqlcipher.connect(str(path), timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False, isolation_level=None)
    try:
        raw.execute("PRAGMA cipher_log_level = none")
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
    except BaseException:
        raw.close()
        raise
    return raw


class Database:
    """One workspace's file. Thread-safe: each call of `reading` or `writing` uses a connection of its own."""

    def __init__(self, path: Path, key: bytes, *, connect: Connect = connect_file) -> None:
        self.path = path
        self._key, self._connect = key, connect
        self._writing = threading.Lock()
        self._writer: int | None = None
        self._engine = create_engine(
            f"sqlite:///{path}", module=sqlcipher, creator=lambda: connect(path, key), pool_size=4, max_overflow=8
        )

    def beside(self, name: str) -> "Database":
        """Another file in the same folder or below it, opened by the same key; the caller closes it."""
        return Database(self.path.parent / name, self._key, connect=self._connect)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with _troubles(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, committed when the block ends without an error, else rolled back."""
        with self._alone() as connection:
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def truncate_log(self) -> None:
        """Moves what was committed into the file and empties the write-ahead log: what is forgotten leaves both."""
        with _troubles(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def carry_over(self) -> None:
        """Moves what was committed into the file, as far as nobody reads an older state of it; waits for nobody."""
        with _troubles(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def copy_to(self, path: Path) -> None:
        """A whole copy under the same key, of one moment; others go on meanwhile."""
        with _troubles(path), self._engine.connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))

    @contextmanager
    def replacing(self, path: Path) -> Iterator[tuple[Any, Any]]:
        """Makes this file what the copy at `path` is once the block has ended without an error; nobody else of this
        program writes meanwhile. Yields drivers' connections to this file and to the copy, which the block may alter.
        """
        with self._writing, _troubles(self.path), self._engine.connect() as connection:
            copy = self._connect(path, self._key)
            try:
                yield cursor_of(connection), copy
                copy.backup(cursor_of(connection))
            finally:
                copy.close()

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        if self._writer == threading.get_ident():
            raise RuntimeError("a transaction within a transaction would wait for itself")
        with self._writing, _troubles(self.path), self._engine.connect() as connection:
            self._writer = threading.get_ident()
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
            finally:
                self._writer = None


def cursor_of(connection: Connection) -> Any:
    """The driver's own connection, for `execute` and `executemany` without SQLAlchemy's cost per row."""
    return connection.connection.driver_connection


@contextmanager
def _troubles(path: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _trouble(error.orig, path) from error
    except sqlcipher.DatabaseError as error:
        raise _trouble(error, path) from error


def _trouble(error: BaseException | None, path: Path) -> BaseException:
    """The TroubleError for what the file system or the key did; anything else is a bug and stays what it is."""
    text = str(error)
    for words, code in _TROUBLES:
        if words in text:
            if code in _OF_FOLDERS and path.exists() and not os.access(path.parent, os.W_OK):
                # Even reading needs the index of the write-ahead log beside the file.
                return TroubleError("workspace_readonly", folder=str(path.parent))
            # SQLite says "I/O error" when the write-ahead log's index finds no room.
            full = code == "disk_trouble" and shutil.disk_usage(path.parent).free < ROOM_TO_WORK
            return TroubleError("disk_full" if full else code)
    return error if error is not None else TroubleError("workspace_unreadable")


_OF_FOLDERS: Final = frozenset({"workspace_unreadable", "disk_trouble"})
_TROUBLES: Final = (
    ("database or disk is full", "disk_full"),
    ("disk I/O error", "disk_trouble"),
    ("unable to open database file", "workspace_unreadable"),
    ("file is not a database", "workspace_key_wrong"),
    ("database is locked", "workspace_busy"),
    ("readonly database", "workspace_unreadable"),
    ("malformed", "workspace_damaged"),
)
