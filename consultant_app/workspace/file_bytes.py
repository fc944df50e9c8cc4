"""The bytes of files on this device, by their hash, in an encrypted database of their own.

They stay apart so that large photos neither swell the log of the records nor hold up who writes them.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from consultant_app.changes.attachment_messages import MAX_FILE_BYTES
from consultant_app.errors import RuleError
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.log import chunks, marks

DATABASE_FILE: Final = "attachments.db"
_STORED_PART: Final = 256 * 1024
_TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS part (
        number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, start INTEGER NOT NULL, content BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX IF NOT EXISTS part_of_file ON part (sha256, start)",
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    sha256: str
    size: int


class FileBytes:
    """Thread-safe like the database of records, beside which it lies; its file is made when it is first needed."""

    def __init__(self, records: Database) -> None:
        self._records = records
        self._opened: Database | None = None
        self._kept_by_this_run: set[str] = set()

    def keep(self, source: BinaryIO) -> KeptFile:
        """Takes the bytes in, durable when this returns; they count for a record once that is noted (`note`).

        Raises RuleError("attachment_too_large") and RuleError("attachment_empty"), TroubleErrors of the disk.
        """
        # Until its hash is known, no other file can have this name.
        begun = f"begun {secrets.token_hex(8)}"
        content_hash, size = hashlib.sha256(), 0
        with self._writing() as raw:
            while content := source.read(_STORED_PART):
                raw.execute("INSERT INTO part (sha256, start, content) VALUES (?, ?, ?)", (begun, size, content))
                content_hash.update(content)
                size += len(content)
                if size > MAX_FILE_BYTES:
                    raise RuleError("attachment_too_large", limit_mb=MAX_FILE_BYTES // 2**20)
            if not size:
                raise RuleError("attachment_empty")
            sha256 = content_hash.hexdigest()
            # Before they can be seen: tidying, beside this, must not take them for bytes that belong to nothing.
            self._kept_by_this_run.add(sha256)
            raw.execute("DELETE FROM part WHERE sha256 = ?", (sha256,))
            raw.execute("UPDATE part SET sha256 = ? WHERE sha256 = ?", (sha256, begun))
        return KeptFile(sha256, size)

    def holds(self, file: KeptFile) -> bool:
        """Whether all bytes that `keep` took are still here; asked while records are written, they stay."""
        return self.held([file.sha256]).get(file.sha256, 0) == file.size

    def release(self, file: KeptFile) -> None:
        """A record keeps it from now on: what `keep` took is no longer held for its sake alone."""
        self._kept_by_this_run.discard(file.sha256)

    def read_all(self, sha256: str) -> bytes:
        with self._reading() as raw:
            return b"".join(_parts(raw, sha256))

    def read_part(self, sha256: str, start: int, length: int) -> bytes:
        with self._reading() as raw:
            rows = raw.execute(
                "SELECT start, content FROM part WHERE sha256 = ? AND start < ? AND start + length(content) > ?"
                " ORDER BY start",
                (sha256, start + length, start),
            ).fetchall()
        if not rows:
            return b""
        first = rows[0][0]
        return b"".join(content for _, content in rows)[start - first : start - first + length]

    def take_part(self, sha256: str, start: int, content: bytes) -> None:
        with self._writing() as raw:
            raw.execute(
                "INSERT OR REPLACE INTO part (sha256, start, content) VALUES (?, ?, ?)", (sha256, start, content)
            )

    def is_whole(self, sha256: str) -> bool:
        """Whether bytes are here, and all those of this hash; reads them."""
        return self.digest(sha256)[0] == sha256

    def digest(self, sha256: str) -> tuple[str, int]:
        """The hash that the bytes here really have, and how many they are; reads them."""
        content_hash, size = hashlib.sha256(), 0
        with self._reading() as raw:
            for content in _parts(raw, sha256):
                content_hash.update(content)
                size += len(content)
        return content_hash.hexdigest(), size

    def held(self, files: Sequence[str]) -> dict[str, int]:
        """How much of each is here, from its beginning."""
        with self._reading() as raw:
            return {
                sha256: held
                for chunk in chunks(files)
                for sha256, held in raw.execute(
                    "SELECT sha256, max(start + length(content)) FROM part"
                    f" WHERE sha256 IN ({marks(len(chunk))}) GROUP BY sha256",
                    tuple(chunk),
                )
            }

    def drop(self, files: Sequence[str]) -> None:
        with self._writing() as raw:
            raw.executemany("DELETE FROM part WHERE sha256 = ?", [(sha256,) for sha256 in files])
        if files:
            self._database().truncate_log()

    def drop_all_but(self, wanted: Collection[str]) -> None:
        """What was taken in and has no record yet stays, too."""
        with self._reading() as raw:
            here = {sha256 for (sha256,) in raw.execute("SELECT DISTINCT sha256 FROM part")}
        self.drop(sorted(here.difference(wanted, self._kept_by_this_run)))

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        with self._database().reading() as connection:
            yield cursor_of(connection)

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        with self._database().writing() as connection:
            yield cursor_of(connection)

    def _database(self) -> Database:
        if self._opened is None:
            database = self._records.beside(DATABASE_FILE)
            with database.writing() as connection:
                for statement in _TABLES:
                    connection.exec_driver_sql(statement)
            self._opened = database
        return self._opened


def _parts(raw: Any, sha256: str) -> Iterator[bytes]:
    for (content,) in raw.execute("SELECT content FROM part WHERE sha256 = ? ORDER BY start", (sha256,)):
        yield content
