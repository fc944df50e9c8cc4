"""Disks of the simulated world: databases in memory that fail at any call they are told to, and can be copied whole."""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from consultant_app.server.file_store import DamagedFileError
from consultant_app.workspace.database import Database, connect_file
from consultant_app.workspace.file_bytes import DATABASE_FILE

WRITES = ("INSERT", "UPDATE", "DELETE")


class Crash(BaseException):
    """The machine with these faults dies here. No product code may catch it."""

    def __init__(self, faults: "Faults") -> None:
        super().__init__()
        self.faults = faults


class Faults:
    """What goes wrong with one disk: after `countdown` more calls its machine dies, or after so many `commits`, before
    anybody hears of the last; `is_full` refuses every write.
    """

    def __init__(self) -> None:
        self.is_watched = False
        self.clear()

    def clear(self) -> None:
        self.countdown = self.commits = 0
        self.is_full = False

    def check(self, statement: str) -> None:
        if self.is_watched:
            return
        if self.countdown:
            self.countdown -= 1
            if not self.countdown:
                raise Crash(self)
        if self.is_full and statement.lstrip().startswith(WRITES):
            raise sqlite.OperationalError("database or disk is full")

    def committed(self) -> None:
        if self.commits and not self.is_watched:
            self.commits -= 1
            if not self.commits:
                raise Crash(self)

    @contextmanager
    def unmoved(self) -> Iterator[None]:
        """The judge looks, which is no use of the disk."""
        before, self.is_watched = self.is_watched, True
        try:
            yield
        finally:
            self.is_watched = before


class _Cursor(sqlite.Cursor):  # type: ignore[misc]
    def execute(self, statement: str, *values: Any) -> Any:
        self.connection.faults.check(statement)
        return super().execute(statement, *values)

    def executemany(self, statement: str, rows: Any) -> Any:
        self.connection.faults.check(statement)
        return super().executemany(statement, rows)


class Connection(sqlite.Connection):  # type: ignore[misc]
    """One database in memory for as long as the simulator lives; closing it only takes back what was not committed."""

    faults: Faults

    def cursor(self, *_: Any) -> Any:
        # `execute` of the connection itself comes by here, too.
        return super().cursor(_Cursor)

    def commit(self) -> None:
        self.faults.check("COMMIT")
        super().commit()
        self.faults.committed()

    def rollback(self) -> None:
        if self.in_transaction:
            super().rollback()

    def close(self) -> None:
        self.rollback()


class Glass:
    """The judge's look at a database: past the faults."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def execute(self, statement: str, *values: Any) -> Any:
        return sqlite.Connection.cursor(self._raw).execute(statement, *values)


def memory() -> Any:
    raw = sqlite.connect(":memory:", check_same_thread=False, isolation_level=None, factory=Connection)
    raw.faults = Faults()
    return raw


def copied(raw: Any) -> Any:
    """A steady copy of a database."""
    copy = sqlite.connect(":memory:", check_same_thread=False, isolation_level=None)
    raw.backup(copy)
    return copy


class FilesInMemory:
    """The server's files: what `FolderStore` does, without a disk."""

    def __init__(self) -> None:
        self.whole: dict[tuple[str, str], bytes] = {}
        self._parts: dict[tuple[str, str, str], bytes] = {}

    def load(self, whole: Mapping[tuple[str, str], bytes]) -> None:
        self.whole = dict(whole)
        self._parts.clear()

    def size_of(self, space: str, sha256: str) -> int | None:
        content = self.whole.get((space, sha256))
        return None if content is None else len(content)

    def size_of_part(self, space: str, sha256: str, device: str) -> int:
        return len(self._parts.get((space, sha256, device), b""))

    def append(self, space: str, sha256: str, device: str, content: bytes) -> int:
        self._parts[space, sha256, device] = self._parts.get((space, sha256, device), b"") + content
        return self.size_of_part(space, sha256, device)

    def finish(self, space: str, sha256: str, device: str) -> None:
        content = self._parts.pop((space, sha256, device))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedFileError(sha256)
        self.whole[space, sha256] = content

    def read(self, space: str, sha256: str, start: int, length: int) -> bytes:
        return self.whole[space, sha256][start : start + length]

    def lend(self, space: str, sha256: str, to: str) -> None:
        if (space, sha256) in self.whole:
            self.whole[to, sha256] = self.whole[space, sha256]

    def drop(self, space: str, sha256: str) -> None:
        self.whole.pop((space, sha256), None)
        for part in [one for one in self._parts if one[:2] == (space, sha256)]:
            del self._parts[part]


class Disk:
    """One laptop's disk, used again by every history of this process: engines remember how to say their statements."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.raw = memory()
        self.faults: Faults = self.raw.faults
        self.database = Database(folder / "workspace.db", b"", connect=self._connected)
        self._beside: dict[str, Any] = {}

    def _connected(self, path: Path, _key: bytes) -> Any:
        """What lies beside the records, as the bytes of files do, is another database; it fails at nothing."""
        if path == self.database.path:
            return self.raw
        if path.name not in self._beside:
            self._beside[path.name] = memory()
        return self._beside[path.name]

    def load(self, image: Any) -> None:
        """The disk is now a copy of `image`; what it held is gone, and files lie beside the copy no more."""
        self._beside.clear()
        self.faults.clear()
        self.database._writer = None
        self.raw.rollback()
        image.backup(self.raw)

    def image(self) -> Any:
        return copied(self.raw)

    def power_cut(self) -> None:
        self.faults.clear()
        self.raw.rollback()

    def clear(self) -> None:
        for lock in self.folder.glob("typing-*.lock"):
            lock.unlink(missing_ok=True)


class EncryptedDisk(Disk):
    """The real file with its key, for a few histories; its calls do not fail."""

    KEY = bytes(range(32))

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.faults = Faults()
        self._open()

    def load(self, image: Any) -> None:
        self.database.close()
        self.raw.close()
        for name in (self._path.name, DATABASE_FILE):
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(name + suffix).unlink(missing_ok=True)
        if isinstance(image, bytes):
            self._path.write_bytes(image)
        else:
            _encrypt(image, self._path, self.KEY)
        self._open()

    def image(self) -> Any:
        self.database.truncate_log()
        return self._path.read_bytes()

    def power_cut(self) -> None:
        self.database.close()
        self.raw.close()
        self._open()

    @property
    def _path(self) -> Path:
        return self.folder / "workspace.db"

    def _open(self) -> None:
        self.database = Database(self._path, self.KEY)
        self.raw = connect_file(self._path, self.KEY)


def _encrypt(image: Any, path: Path, key: bytes) -> None:
    """SQLCipher copies no plain database into an encrypted one page by page, so its own export does it."""
    plain = path.with_suffix(".plain")
    target = sqlite.connect(str(plain), isolation_level=None)
    image.backup(target)
    version = target.execute("PRAGMA user_version").fetchone()[0]
    target.execute(f"ATTACH DATABASE '{path}' AS sealed KEY \"x'{key.hex()}'\"")
    target.execute("SELECT sqlcipher_export('sealed')")
    target.execute(f"PRAGMA sealed.user_version = {version}")
    target.execute("DETACH DATABASE sealed")
    target.close()
    plain.unlink()
