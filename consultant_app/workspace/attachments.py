"""The files of attachments on this device: their bytes in an encrypted database of their own, their state beside the
records.

The bytes stay apart so that large photos neither swell the log of the records nor hold up who writes them. A file is
whole, and its hash compared, before the table `file` says that it is here.
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import msgspec
from sqlalchemy import Connection

from consultant_app.changes.attachment_messages import MAX_FILE_BYTES, FileReceipt, is_file_hash
from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.errors import RuleError
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.log import chunks, marks

DATABASE_FILE: Final = "attachments.db"
_STORED_PART: Final = 256 * 1024

HERE: Final = 0
"""Whole on this device; the server has not said yet that it has it."""
BOTH: Final = 1

_TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS part (
        number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, start INTEGER NOT NULL, content BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX IF NOT EXISTS part_of_file ON part (sha256, start)",
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file on its way between this device and the server; `held` is how much of it is here."""

    record: RecordId
    space: SpaceId
    sha256: str
    size: int
    held: int


class Attachments:
    """Thread-safe like the database of records, beside which it lies; the file is made when it is first needed."""

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
        return self._held([file.sha256]).get(file.sha256, 0) == file.size

    def note(self, connection: Connection, record: RecordId, file: KeptFile) -> None:
        """Says that what `keep` took are the bytes of this attachment; in the transaction that writes its record."""
        note_file(connection, record, file)
        self._kept_by_this_run.discard(file.sha256)

    def read(self, record: RecordId) -> bytes:
        """All bytes of an attachment. Raises RuleError("attachment_not_here")."""
        with self._records.reading() as connection:
            row = cursor_of(connection).execute("SELECT sha256 FROM file WHERE record = ?", (record,)).fetchone()
        if row is None:
            raise RuleError("attachment_not_here")
        with self._reading() as raw:
            return b"".join(_parts(raw, row[0]))

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

    def to_send(self) -> list[CarriedFile]:
        """Whole files that the server is not known to have in the space where their record is now."""
        with self._records.reading() as connection:
            rows = cursor_of(connection).execute(
                "SELECT f.record, r.space, f.sha256, f.size, f.size FROM file f JOIN record r ON r.id = f.record"
                " JOIN space s ON s.id = r.space WHERE s.may_write AND (f.state = ? OR f.space IS NOT r.space)"
                " ORDER BY f.record",
                (HERE,),
            )
            return [CarriedFile(*row) for row in rows]

    def to_fetch(self) -> list[CarriedFile]:
        """Files of attachments that are not here, newest records first, with how much of each is."""
        with self._records.reading() as connection:
            rows = (
                cursor_of(connection)
                .execute(
                    "SELECT a.id, r.space, a.sha256, coalesce(a.size_bytes, 0) FROM attachment a"
                    " JOIN record r ON r.id = a.id WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.record = a.id)"
                    " ORDER BY r.revision DESC"
                )
                .fetchall()
            )
        wanted = [row for row in rows if is_file_hash(row[2])]
        held = self._held([sha256 for _, _, sha256, _ in wanted])
        return [CarriedFile(record, space, sha256, size, held.get(sha256, 0)) for record, space, sha256, size in wanted]

    def take_part(self, sha256: str, start: int, content: bytes) -> None:
        with self._writing() as raw:
            raw.execute(
                "INSERT OR REPLACE INTO part (sha256, start, content) VALUES (?, ?, ?)", (sha256, start, content)
            )

    def is_whole(self, sha256: str) -> bool:
        """Whether bytes are here, and all those of this hash; reads them."""
        with self._reading() as raw:
            return _hash(raw, sha256) == sha256

    def take_whole(self, file: CarriedFile, *, state: int = BOTH) -> bool:
        """All bytes of a file are here; False when they are not those of its hash: then they are dropped.

        `state` says whether the server has it, too.
        """
        content_hash, size = hashlib.sha256(), 0
        with self._reading() as raw:
            for content in _parts(raw, file.sha256):
                content_hash.update(content)
                size += len(content)
        if content_hash.hexdigest() != file.sha256:
            self._drop([file.sha256])
            return False
        with self._records.writing() as connection:
            space = file.space if state == BOTH else None
            note_file(connection, file.record, KeptFile(file.sha256, size), state=state, space=space)
        return True

    def take_receipt(self, file: CarriedFile, receipt: FileReceipt) -> None:
        """The server has said that it holds the file; the caller has checked that it did (`is_receipt_for`)."""
        with self._records.writing() as connection:
            cursor_of(connection).execute(
                "UPDATE file SET state = ?, space = ?, receipt = ? WHERE record = ?",
                (BOTH, file.space, msgspec.msgpack.encode(receipt), file.record),
            )

    def whereabouts(self, records: Sequence[RecordId]) -> dict[RecordId, int]:
        """`HERE` or `BOTH` of each attachment whose file is on this device."""
        with self._records.reading() as connection:
            raw = cursor_of(connection)
            return {
                record: state
                for chunk in chunks(records)
                for record, state in raw.execute(
                    f"SELECT record, state FROM file WHERE record IN ({marks(len(chunk))})", tuple(chunk)
                )
            }

    def touched(self, records: Sequence[RecordId]) -> dict[RecordId, str]:
        """These attachments and what they belong to, with their types: whose dots may have changed."""
        with self._records.reading() as connection:
            raw = cursor_of(connection)
            return {
                record: type_name
                for chunk in chunks(records)
                for record, type_name in raw.execute(
                    "SELECT r.id, r.type FROM attachment a JOIN record r ON r.id IN (a.id, a.about)"
                    f" WHERE a.id IN ({marks(len(chunk))})",
                    tuple(chunk),
                )
            }

    def tidy(self) -> None:
        """Drops the files of records that were forgotten, and the bytes that then belong to nothing."""
        # No file gets its record meanwhile: writing records waits for the end of this.
        with self._records.writing() as connection:
            raw = cursor_of(connection)
            raw.execute("DELETE FROM file WHERE record NOT IN (SELECT id FROM record)")
            wanted = {
                sha256 for (sha256,) in raw.execute("SELECT sha256 FROM file UNION SELECT sha256 FROM attachment")
            }
            with self._reading() as parts:
                kept = {sha256 for (sha256,) in parts.execute("SELECT DISTINCT sha256 FROM part")}
            self._drop(sorted(kept - wanted - self._kept_by_this_run))

    def damaged(self, server_key: bytes) -> list[RecordId]:
        """Attachments whose bytes here are not those of their hash, or whose receipt that key did not sign.

        Reads every file.
        """
        with self._records.reading() as connection:
            files = cursor_of(connection).execute("SELECT record, sha256, receipt FROM file").fetchall()
        if not files:
            return []
        with self._reading() as raw:
            return [
                RecordId(record)
                for record, sha256, receipt in files
                if _hash(raw, sha256) != sha256 or not _is_signed(receipt, sha256, server_key)
            ]

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _held(self, files: Sequence[str]) -> dict[str, int]:
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

    def _drop(self, files: Sequence[str]) -> None:
        with self._writing() as raw:
            raw.executemany("DELETE FROM part WHERE sha256 = ?", [(sha256,) for sha256 in files])
        if files:
            self._database().truncate_log()

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


def note_file(
    connection: Connection, record: RecordId, file: KeptFile, *, state: int = HERE, space: SpaceId | None = None
) -> None:
    """Says that the bytes of this attachment are here; in the transaction that writes its record."""
    cursor_of(connection).execute(
        "INSERT OR REPLACE INTO file (record, sha256, size, state, space) VALUES (?, ?, ?, ?, ?)",
        (record, file.sha256, file.size, state, space),
    )


def waiting_files(raw: Any) -> set[RecordId]:
    """Attachments whose bytes the server is not known to have, with what they belong to and its root."""
    rows = raw.execute(
        "SELECT a.id, a.about, r.root FROM file f JOIN attachment a ON a.id = f.record"
        " LEFT JOIN record r ON r.id = a.about WHERE f.state = ?",
        (HERE,),
    )
    return {RecordId(one) for row in rows for one in row if one is not None}


def unconfirm_files(raw: Any, space: SpaceId) -> None:
    """The server of this space has lost something: its word for files counts no more, they are offered again."""
    raw.execute("UPDATE file SET state = ?, receipt = NULL WHERE space = ?", (HERE, space))


def is_receipt_for(receipt: FileReceipt, sha256: str, server_key: bytes) -> bool:
    """Whether the server has signed that it holds this file."""
    from cryptography.exceptions import InvalidSignature  # late: a start without files needs no curves
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(server_key).verify(receipt.signature, receipt.signed_bytes())
    except InvalidSignature:
        return False
    return receipt.sha256 == sha256


def _is_signed(packed: bytes | None, sha256: str, server_key: bytes) -> bool:
    return packed is None or is_receipt_for(msgspec.msgpack.decode(packed, type=FileReceipt), sha256, server_key)


def _parts(raw: Any, sha256: str) -> Iterator[bytes]:
    for (content,) in raw.execute("SELECT content FROM part WHERE sha256 = ? ORDER BY start", (sha256,)):
        yield content


def _hash(raw: Any, sha256: str) -> str:
    content_hash = hashlib.sha256()
    for content in _parts(raw, sha256):
        content_hash.update(content)
    return content_hash.hexdigest()
