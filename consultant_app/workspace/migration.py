"""From the schema of an older version to this program's: on a copy of the file, which takes its place when it is whole.

Whenever that ends suddenly, one of the two stands under the workspace's name, whole. The older file is kept until the
new one was opened once.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import Any, Final

from consultant_app.errors import TroubleError
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.schema import SCHEMA_VERSION
from consultant_app.workspace.verify import digests_of, faults_of_file

STEPS: Final[Mapping[int, Sequence[str]]] = {}
"""By schema version: the statements that make of it the next one. None yet: no other version was ever released."""
OLDER_FILE: Final = "workspace.older"
BEGUN_FILE: Final = "workspace.migrating"


def migrate(database: Database, *, steps: Mapping[int, Sequence[str]] = STEPS, to: int = SCHEMA_VERSION) -> None:
    """Nothing may be under way in `database`; it reads the new file afterwards.

    Raises TroubleError("workspace_busy") while another program has the file open, TroubleError("disk_full"), and
    TroubleError("workspace_damaged") where the copy would not be whole. The file is as it was then.
    """
    path = database.path
    copy = database.beside(BEGUN_FILE)
    _remove(copy.path)
    try:
        with _troubles(), _nobody_else(database):
            shutil.copyfile(path, copy.path)
            raise_version(copy, steps=steps, to=to)
            copy.close()
            _make_durable(copy.path)
        with _troubles():
            path.with_name(OLDER_FILE).unlink(missing_ok=True)
            os.link(path, path.with_name(OLDER_FILE))
            copy.path.replace(path)
            _make_durable(path.parent)
    finally:
        copy.close()
        _remove(copy.path)


def raise_version(database: Database, *, steps: Mapping[int, Sequence[str]] = STEPS, to: int = SCHEMA_VERSION) -> None:
    """In place, in one transaction: for what is a copy. Raises as `migrate`."""
    with database.writing() as connection:
        raw = cursor_of(connection)
        before = _what_stands(raw)
        for version in range(int(raw.execute("PRAGMA user_version").fetchone()[0]), to):
            for statement in steps[version]:
                raw.execute(statement)
        raw.execute(f"PRAGMA user_version = {to}")
        if _what_stands(raw) != before:
            raise TroubleError("workspace_damaged")
    with database.reading() as connection:
        if faults_of_file(cursor_of(connection)):
            raise TroubleError("workspace_damaged")


def forget_older(folder: Path) -> None:
    """The new file was opened."""
    (folder / OLDER_FILE).unlink(missing_ok=True)


def _what_stands(raw: Any) -> tuple[Any, ...]:
    """What no migration may alter: the digests, and every change and draft, also those that no server has."""
    said = hashlib.sha256()
    for table, column in (("change", "body"), ("draft", "value")):
        for (content,) in raw.execute(f"SELECT {column} FROM {table} ORDER BY {column}"):
            said.update(hashlib.sha256(content).digest())
    return digests_of(raw), said.digest()


@contextmanager
def _nobody_else(database: Database) -> Iterator[None]:
    """Raises where another program has the file open, or had it meanwhile: what it wrote would stay behind.

    Whoever closes a file last carries its write-ahead log over and removes it.
    """
    database.close()
    before = _state(database.path)
    yield
    if _state(database.path) != before:
        raise TroubleError("workspace_busy")


def _state(path: Path) -> tuple[int, int]:
    if path.with_name(f"{path.name}-wal").exists():
        raise TroubleError("workspace_busy")
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@contextmanager
def _troubles() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TroubleError("disk_full" if error.errno == ENOSPC else "disk_trouble") from error


def _make_durable(path: Path) -> None:
    if path.is_dir() and os.name == "nt":  # Windows opens no folders, and keeps their entries by itself
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
