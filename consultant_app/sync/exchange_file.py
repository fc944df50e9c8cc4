"""An exchange file: what its pieces say, how one is written whole or not at all, and how one is read and believed.

manifest   the space, the writer with her device's certificate, the origins with their papers, what it has
changes    so many changes as they are stored, with the words of their devices for what no server has yet
file       a part of the bytes of an attachment; the parts of one follow each other, after all changes
ending     how many, a hash over all pieces before, and the writer's signature over both
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Annotated, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consultant_app.changes.attachment_messages import MAX_FILE_BYTES, PART_BYTES
from consultant_app.changes.change import ChangeId, OriginId, SpaceId
from consultant_app.changes.wire import DeviceCertificate
from consultant_app.errors import RuleError, TroubleError
from consultant_app.sync.exchange_sealing import Card, PieceWriter, read_card, read_pieces
from consultant_app.workspace.exchange_papers import OriginPaper, is_signed

MAX_CHANGES_A_PIECE: Final = 2_000

Coverage = dict[OriginId, list[int]]
"""Which changes: for each origin first and last number of each run of numbers, one after the other, ascending."""


class Manifest(msgspec.Struct, frozen=True, array_like=True, tag="manifest"):
    """`holds` is what this file has, `before` what the files have that it goes on from; of attachments, by SHA-256."""

    space: SpaceId
    space_kind: str
    space_owner: str
    writer: DeviceCertificate
    papers: list[OriginPaper]
    holds: Coverage
    before: Coverage
    files: list[str] = msgspec.field(default_factory=list)
    files_before: list[str] = msgspec.field(default_factory=list)


class HeldChange(msgspec.Struct, frozen=True, array_like=True):
    """`is_accepted`: the writer has the server's word that it holds this one."""

    body: bytes
    is_accepted: bool


class Changes(msgspec.Struct, frozen=True, array_like=True, tag="changes"):
    changes: Annotated[list[HeldChange], msgspec.Meta(max_length=MAX_CHANGES_A_PIECE)]
    vouchers: dict[ChangeId, bytes]
    """By transaction, of those whose device's word is needed at the server."""


class FilePart(msgspec.Struct, frozen=True, array_like=True, tag="file"):
    """Bytes of an attachment from `start` on; `size` is of all of it."""

    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    start: Annotated[int, msgspec.Meta(ge=0)]
    size: Annotated[int, msgspec.Meta(ge=1, le=MAX_FILE_BYTES)]
    content: Annotated[bytes, msgspec.Meta(min_length=1, max_length=PART_BYTES)]

    @property
    def is_last(self) -> bool:
        return self.start + len(self.content) == self.size


class Ending(msgspec.Struct, frozen=True, array_like=True, tag="ending"):
    changes: int
    content: bytes
    signature: bytes

    def signed_bytes(self, file: str) -> bytes:
        return msgspec.msgpack.encode(["exchange", file, self.changes, self.content])


class ExchangeWriter:
    """Writes one file to a stream; `close` makes it a whole one."""

    def __init__(self, stream: IO[bytes], card: Card, *, password: str, manifest: Manifest, device_key: bytes) -> None:
        self._file = card.file
        self._key = Ed25519PrivateKey.from_private_bytes(device_key)
        self._content = hashlib.sha256()
        self._count = 0
        self._pieces = PieceWriter(stream, card, password)
        self._add(msgspec.msgpack.encode(manifest))

    def add(self, changes: Sequence[HeldChange], vouchers: Mapping[ChangeId, bytes]) -> None:
        self._count += len(changes)
        self._add(msgspec.msgpack.encode(Changes(list(changes), dict(vouchers))))

    def add_file_part(self, part: FilePart) -> None:
        self._add(msgspec.msgpack.encode(part))

    def close(self) -> None:
        unsigned = Ending(self._count, self._content.digest(), b"")
        signature = self._key.sign(unsigned.signed_bytes(self._file))
        self._pieces.add(msgspec.msgpack.encode(msgspec.structs.replace(unsigned, signature=signature)), is_last=True)

    def _add(self, piece: bytes) -> None:
        self._content.update(hashlib.sha256(piece).digest())
        self._pieces.add(piece)


class ExchangeReader:
    """Reads a file, as often as it is asked to. Raises as `read_pieces` does, RuleError("exchange_damaged") for pieces
    that are none, RuleError("exchange_changed") where the file became another one meanwhile.
    """

    def __init__(self, path: Path, password: str) -> None:
        self._path, self._password = path, password
        self._content: bytes | None = None

    def card(self) -> Card:
        with file_troubles(self._path), self._path.open("rb") as stream:
            return read_card(stream)

    def manifest(self) -> Manifest:
        """Of a file that may still turn out not to be whole."""
        for manifest, _ in self.read():
            return manifest
        raise RuleError("exchange_damaged")

    def read(self) -> Iterator[tuple[Manifest, Changes | FilePart]]:
        """The manifest with each piece of changes, beginning with an empty one, then with each part of a file. What
        comes counts only when the iteration ends of itself: then all was there, each file's bytes were those of its
        hash, and the manifest's writer has signed it.
        """
        content = hashlib.sha256()
        manifest: Manifest | None = None
        ending: Ending | None = None
        files = _FileCheck()
        count = 0
        with file_troubles(self._path), self._path.open("rb") as stream:
            for card, piece in read_pieces(stream, self._password):
                part = _decode(piece)
                if isinstance(part, Ending):
                    is_true = manifest is not None and _is_true(part, manifest, card, (count, content.digest()))
                    if manifest is None or not is_true or not files.is_all(manifest.files):
                        raise RuleError("exchange_damaged")
                    ending = part
                    continue
                if ending is not None or isinstance(part, Manifest) != (manifest is None):
                    raise RuleError("exchange_damaged")
                content.update(hashlib.sha256(piece).digest())
                if isinstance(part, Manifest):
                    manifest, part = part, Changes([], {})
                files.take(part)
                count += len(part.changes) if isinstance(part, Changes) else 0
                if manifest is not None:
                    yield manifest, part
        if ending is None or self._content not in (None, ending.content):
            raise RuleError("exchange_damaged" if ending is None else "exchange_changed")
        self._content = ending.content


class _FileCheck:
    """Follows the files of an exchange file: all parts of one after the other, and its hash at the end."""

    def __init__(self) -> None:
        self._whole: list[str] = []
        self._under_way: FilePart | None = None
        self._hash = hashlib.sha256()

    def take(self, part: Changes | FilePart) -> None:
        """Raises RuleError("exchange_damaged")."""
        before = self._under_way
        if isinstance(part, Changes):
            if before is not None or self._whole:
                raise RuleError("exchange_damaged")
            return
        place = (
            (before.sha256, before.start + len(before.content), before.size) if before else (part.sha256, 0, part.size)
        )
        if (part.sha256, part.start, part.size) != place or part.start + len(part.content) > part.size:
            raise RuleError("exchange_damaged")
        self._hash.update(part.content)
        self._under_way = part
        if part.is_last:
            if self._hash.hexdigest() != part.sha256:
                raise RuleError("exchange_damaged")
            self._whole.append(part.sha256)
            self._under_way, self._hash = None, hashlib.sha256()

    def is_all(self, files: Sequence[str]) -> bool:
        """Whether just these came, and whole."""
        return self._under_way is None and self._whole == list(files)


def _decode(piece: bytes) -> Manifest | Changes | FilePart | Ending:
    try:
        part: Manifest | Changes | FilePart | Ending = _decoder.decode(piece)
        return part
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise RuleError("exchange_damaged") from error


_decoder: Final = msgspec.msgpack.Decoder(Manifest | Changes | FilePart | Ending)


def _is_true(ending: Ending, manifest: Manifest, card: Card, found: tuple[int, bytes]) -> bool:
    return (
        (ending.changes, ending.content) == found
        and card.space == manifest.space
        and card.device == manifest.writer.device
        and is_signed(manifest.writer.public_key, ending.signature, ending.signed_bytes(card.file))
    )


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A stream that becomes the file at `path` when the block ends without an error: whole, and on the disk.

    Raises TroubleError("exchange_no_room", "exchange_not_written"); what stood there before stays then.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with file_troubles(path, writing=True):
            with fresh.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(path)
            _sync_folder(path.parent)
    finally:
        # The stick may be gone by now.
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle of a folder to sync; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def file_troubles(path: Path, *, writing: bool = False) -> Iterator[None]:
    """A stick that is pulled out or full, a folder that is not there: in the product's words."""
    import errno

    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise TroubleError("exchange_no_room", file=path) from error
        raise TroubleError("exchange_not_written" if writing else "exchange_unreadable", file=path) from error
