"""The server's word for the changes that it told: with it any reader can bring back what a restored server has lost.

Bodies are named by the first half of their SHA-256, so that a page's worth costs little to keep and to show.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

import msgspec

CONTENT_BYTES: Final = 16


class Testimony(msgspec.Struct, frozen=True, array_like=True):
    """`contents` are those of the changes of one page, one after the other; `signature` is Ed25519 over `signed_bytes`
    by the server's key.
    """

    contents: bytes
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        return msgspec.msgpack.encode(["testimony", self.contents])

    def each(self) -> frozenset[bytes]:
        contents = self.contents
        return frozenset(contents[at : at + CONTENT_BYTES] for at in range(0, len(contents), CONTENT_BYTES))


def content_of(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:CONTENT_BYTES]


def contents_of(bodies: Iterable[bytes]) -> bytes:
    return b"".join(map(content_of, bodies))
