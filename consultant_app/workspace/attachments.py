"""The files of attachments on this device: what is known of them stands beside the records, their bytes apart.

A file is whole, and its hash compared, before the table `file` says that it is here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from consultant_app.changes.attachment_messages import FileReceipt, is_file_hash
from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.errors import RuleError
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.file_bytes import FileBytes, KeptFile
from consultant_app.workspace.log import chunks, marks

HERE: Final = 0
"""Whole on this device; the server has not said yet that it has it."""
BOTH: Final = 1


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file on its way between this device and the server; `held` is how much of it is here."""

    record: RecordId
    space: SpaceId
    sha256: str
    size: int
    held: int


class Attachments(FileBytes):
    """Bytes and what is known of them; thread-safe like both databases."""

    def __init__(self, records: Database) -> None:
        super().__init__(records)
        self._may_lack_bytes = True
        """Whether bytes may be gone that are said to be here: a copy of a disk, or a repaired one, may lack them."""

    def note(self, connection: Connection, record: RecordId, file: KeptFile) -> None:
        """Says that what `keep` took are the bytes of this attachment; in the transaction that writes its record."""
        note_file(connection, record, file)
        self.release(file)

    def read(self, record: RecordId) -> bytes:
        """All bytes of an attachment. Raises RuleError("attachment_not_here")."""
        with self._records.reading() as connection:
            row = cursor_of(connection).execute("SELECT sha256, size FROM file WHERE record = ?", (record,)).fetchone()
        content = self.read_all(row[0]) if row is not None else b""
        if row is None or len(content) != row[1]:
            self.note_lack()
            raise RuleError("attachment_not_here")
        return content

    def forget_lost(self) -> None:
        """Files whose bytes are gone from this device are not here any more: to be fetched again where somebody has
        them. Looks once in a run, and again after `read` or `note_lack` met one.
        """
        if not self._may_lack_bytes:
            return
        self._may_lack_bytes = False
        with self._records.writing() as connection:
            raw = cursor_of(connection)
            said = raw.execute("SELECT record, sha256, size FROM file").fetchall()
            held = self.held([sha256 for _, sha256, _ in said])
            lost = [(record,) for record, sha256, size in said if held.get(sha256, 0) != size]
            raw.executemany("DELETE FROM file WHERE record = ?", lost)

    def note_lack(self) -> None:
        """Bytes that are said to be here were not found."""
        self._may_lack_bytes = True

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
        held = self.held([sha256 for _, _, sha256, _ in wanted])
        return [CarriedFile(record, space, sha256, size, held.get(sha256, 0)) for record, space, sha256, size in wanted]

    def take_whole(self, file: CarriedFile, *, state: int = BOTH) -> bool:
        """All bytes of a file are here; False when they are not those of its hash: then they are dropped.

        `state` says whether the server has it, too.
        """
        digest, size = self.digest(file.sha256)
        if digest != file.sha256:
            self.drop([file.sha256])
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
            self.drop_all_but(wanted)

    def damaged(self, server_key: bytes) -> list[RecordId]:
        """Attachments whose bytes here are not those of their hash, or whose receipt that key did not sign.

        Reads every file.
        """
        with self._records.reading() as connection:
            files = cursor_of(connection).execute("SELECT record, sha256, receipt FROM file").fetchall()
        return [
            RecordId(record)
            for record, sha256, receipt in files
            if not self.is_whole(sha256) or not _is_signed(receipt, sha256, server_key)
        ]


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
