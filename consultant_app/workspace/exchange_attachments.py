"""The bytes of attachments in exchange files: which go along, and taking in what an attachment here still lacks."""

from typing import Any, Protocol

from consultant_app.changes.change import OriginId, RecordId, SpaceId, change_id
from consultant_app.workspace.attachments import HERE, Attachments, CarriedFile
from consultant_app.workspace.exchange_log import Selection
from consultant_app.workspace.file_bytes import KeptFile


class Part(Protocol):
    """So many bytes of a file, from `start` on."""

    @property
    def sha256(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def content(self) -> bytes: ...
    @property
    def is_last(self) -> bool: ...


def chosen_files(raw: Any, attachments: Attachments, selection: Selection) -> list[KeptFile]:
    """Each once, however many records name it; without what is damaged here."""
    if not selection.files:
        return []
    rows = raw.execute(
        "SELECT f.record, f.sha256, f.size FROM file f JOIN record r ON r.id = f.record WHERE r.space = ?"
        " AND (f.state = ? OR NOT ?) ORDER BY f.record",
        (selection.space, HERE, selection.only_waiting),
    ).fetchall()
    wanted = {
        sha256: KeptFile(sha256, size)
        for record, sha256, size in rows
        if sha256 not in selection.before.files and _is_of(raw, record, selection)
    }
    return [file for file in wanted.values() if attachments.is_whole(file.sha256)]


def files_known(raw: Any) -> set[str]:
    """The hashes of all files that are whole on this device."""
    return {sha256 for (sha256,) in raw.execute("SELECT sha256 FROM file")}


def files_waiting(raw: Any) -> set[str]:
    """The hashes of files that no server is known to have."""
    return {sha256 for (sha256,) in raw.execute("SELECT sha256 FROM file WHERE state = 0")}


def files_waiting_by_space(raw: Any) -> dict[SpaceId, int]:
    """How many attachments have a file that no server is known to have; also in spaces that this person has lost."""
    rows = raw.execute(
        "SELECT r.space, count(*) FROM file f JOIN record r ON r.id = f.record WHERE f.state = 0 GROUP BY r.space"
    )
    return dict(rows.fetchall())


class FileIntake:
    """Takes the files that attachments of one space here lack; what they were said to be is compared once more.

    What came stays when it breaks off: the next reading, or the server, goes on.
    """

    def __init__(self, attachments: Attachments, space: SpaceId) -> None:
        self._attachments = attachments
        self._wanted: dict[str, list[CarriedFile]] = {}
        for file in attachments.to_fetch():
            if file.space == space:
                self._wanted.setdefault(file.sha256, []).append(file)
        self.taken: list[RecordId] = []

    def take(self, part: Part) -> None:
        if part.sha256 not in self._wanted:
            return
        if part.start == 0 and self._attachments.is_whole(part.sha256):
            self._finish(part.sha256)
            return
        self._attachments.take_part(part.sha256, part.start, part.content)
        if part.is_last:
            self._finish(part.sha256)

    def _finish(self, sha256: str) -> None:
        """No server has said of these that it has them."""
        for file in self._wanted.pop(sha256):
            if self._attachments.take_whole(file, state=HERE):
                self.taken.append(file.record)


def _is_of(raw: Any, record: RecordId, selection: Selection) -> bool:
    """Whether one of the chosen transactions, if only some were chosen, is about this attachment."""
    if selection.transactions is None:
        return True
    rows = raw.execute(
        "SELECT o.origin, c.txn FROM change c JOIN origin o ON o.number = c.origin WHERE c.record = ?", (record,)
    )
    return any(change_id(OriginId(origin), txn) in selection.transactions for origin, txn in rows)
