"""The messages that bring the bytes of attachments: offered, then sent or fetched in parts, from any byte on.

A file is known by the SHA-256 of its bytes within a space; who may not read the space cannot ask for it by its hash.
"""

import re
from typing import Final

import msgspec

from consultant_app.changes.change import SpaceId

PART_BYTES: Final = 512 * 1024
"""Of one request: what is lost when the line breaks, and all that either side holds in memory."""
MAX_FILE_BYTES: Final = 100 * 1024 * 1024
MAX_OFFERS: Final = 500

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def is_file_hash(text: str) -> bool:
    return _SHA256.fullmatch(text) is not None


class FileOffer(msgspec.Struct, frozen=True, array_like=True):
    space: SpaceId
    sha256: str
    size: int


class OfferAsk(msgspec.Struct, frozen=True):
    """Files that a device could send; at most `MAX_OFFERS`."""

    protocol: int
    files: list[FileOffer]


class FileReceipt(msgspec.Struct, frozen=True, array_like=True):
    """The server's signed word that it holds the whole file, its hash compared."""

    epoch: str
    at: int
    space: SpaceId
    sha256: str
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        return msgspec.msgpack.encode(["file", self.epoch, self.at, self.space, self.sha256])


class Held(msgspec.Struct, frozen=True, array_like=True):
    """How much of a file the server has from this device, from its beginning; with a receipt: all of it."""

    size: int
    receipt: FileReceipt | None = None


class OfferAnswer(msgspec.Struct, frozen=True):
    """In the order of the offers."""

    protocol: int
    held: list[Held]


class PartAsk(msgspec.Struct, frozen=True):
    """Bytes of a file from `start` on, at most `PART_BYTES`."""

    protocol: int
    file: FileOffer
    start: int
    content: bytes


class PartAnswer(msgspec.Struct, frozen=True):
    """A part that does not follow on what is held changes nothing: the sender goes on from `held.size`."""

    protocol: int
    held: Held


class FetchAsk(msgspec.Struct, frozen=True):
    protocol: int
    space: SpaceId
    sha256: str
    start: int


class FetchAnswer(msgspec.Struct, frozen=True):
    """`size` of the whole file, and its bytes from `start` on."""

    protocol: int
    size: int
    content: bytes
