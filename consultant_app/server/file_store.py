"""Where the bytes of attachments lie: one small interface, and folders on disk behind it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import Final, Protocol

from consultant_app.changes.change import RecordId, SpaceId

_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600


class DamagedFileError(Exception):
    """All bytes are there, and they are not those of the hash; they are thrown away."""


class FileStore(Protocol):
    """Files by space and hash. Thread-safe for different devices; a device sends one part of a file at a time.

    Callers have checked that hashes and ids are well-formed: they become names of files.
    """

    def size_of(self, space: SpaceId, sha256: str) -> int | None:
        """None while the file is not whole."""

    def size_of_part(self, space: SpaceId, sha256: str, device: RecordId) -> int:
        """How much of it this device has brought."""

    def append(self, space: SpaceId, sha256: str, device: RecordId, content: bytes) -> int:
        """Adds to what this device has brought, durable when it returns how much that is."""

    def finish(self, space: SpaceId, sha256: str, device: RecordId) -> None:
        """What the device has brought is the whole file. Raises DamagedFileError when its hash is another."""

    def read(self, space: SpaceId, sha256: str, start: int, length: int) -> bytes:
        """Bytes of a whole file."""

    def lend(self, space: SpaceId, sha256: str, to: SpaceId) -> None:
        """The whole file is there in another space as well; nothing happens for one that is not here."""

    def drop(self, space: SpaceId, sha256: str) -> None:
        """The file, whole or in parts, is not in this space any more."""


class FolderStore:
    """A file each, in a folder for each space; parts bear their device's id, so that nobody spoils another's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def size_of(self, space: SpaceId, sha256: str) -> int | None:
        return _size(self._file(space, sha256))

    def size_of_part(self, space: SpaceId, sha256: str, device: RecordId) -> int:
        return _size(self._part(space, sha256, device)) or 0

    def append(self, space: SpaceId, sha256: str, device: RecordId, content: bytes) -> int:
        part = self._part(space, sha256, device)
        part.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        with _opened(part, os.O_WRONLY | os.O_CREAT | os.O_APPEND) as descriptor:
            before = os.fstat(descriptor).st_size
            try:
                _write(descriptor, content)
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, before)
                raise
        return before + len(content)

    def finish(self, space: SpaceId, sha256: str, device: RecordId) -> None:
        part = self._part(space, sha256, device)
        with part.open("rb") as file:
            is_damaged = file_digest(file, "sha256").hexdigest() != sha256
        if is_damaged:
            part.unlink()
            raise DamagedFileError(sha256)
        part.replace(self._file(space, sha256))
        with _opened(part.parent, os.O_RDONLY) as folder:
            os.fsync(folder)

    def read(self, space: SpaceId, sha256: str, start: int, length: int) -> bytes:
        with self._file(space, sha256).open("rb") as file:
            file.seek(start)
            return file.read(length)

    def lend(self, space: SpaceId, sha256: str, to: SpaceId) -> None:
        file, other = self._file(space, sha256), self._file(to, sha256)
        other.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        with suppress(FileNotFoundError, FileExistsError):
            os.link(file, other)

    def drop(self, space: SpaceId, sha256: str) -> None:
        file = self._file(space, sha256)
        for one in [file, *file.parent.glob(f"{sha256}.*.part")]:
            one.unlink(missing_ok=True)

    def _file(self, space: SpaceId, sha256: str) -> Path:
        return self._folder / space / sha256[:2] / sha256

    def _part(self, space: SpaceId, sha256: str, device: RecordId) -> Path:
        return self._file(space, sha256).with_name(f"{sha256}.{device}.part")


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return None


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags, _FILE_MODE)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
