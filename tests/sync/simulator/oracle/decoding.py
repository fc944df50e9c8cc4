"""Recorded bytes taken apart by hand: changes, requests, answers. Deliberately not the product's own decoders."""

import io
import re
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import zstandard

WORD: Final = re.compile(r"Z\d{7}z")
WORD_BYTES: Final = re.compile(rb"Z\d{7}z")
Key = tuple[int, str, int]
_HEADER_BYTES: Final = 16
"""Magic, length, checksum."""
_decode = msgspec.msgpack.Decoder().decode


@dataclass(frozen=True, slots=True)
class Sealed:
    """A change as its bytes say it."""

    origin: str
    number: int
    transaction: int
    kind: str
    type: str
    record: str
    root: str
    space: str
    at: int
    fields: dict[str, Any]
    replaces: dict[str, list[str]]
    covers: list[str]
    automatic: bool
    gone: tuple[str, ...]
    """Fields whose value is hollow or erased."""
    erased: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.origin}:{self.number}"

    @property
    def key(self) -> "Key":
        """Time, record and place in the transaction, which stay when a change is sealed anew under another id."""
        return self.at, self.record, self.number - self.transaction

    @property
    def names(self) -> list[str]:
        return [*self.fields, *self.gone] if self.kind == "set" else ["@exists"]


def sealed(body: bytes) -> Sealed:
    parts = _decode(body)
    parts += [{}, [], [], False, [], []][len(parts) - 11 :]
    return Sealed(
        origin=parts[0], number=parts[1], transaction=parts[2], kind=parts[4], type=parts[5], record=parts[6],
        root=parts[7], space=parts[8], at=parts[9], fields=parts[10], replaces=parts[11], covers=parts[12],
        automatic=parts[14], gone=(*parts[15], *parts[16]), erased=tuple(parts[16]),
    )  # fmt: skip


def opened(message: bytes) -> bytes:
    """The plain bytes of a packed message."""
    return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(message[_HEADER_BYTES:])).read()


def unpacked(message: bytes) -> dict[str, Any]:
    found: dict[str, Any] = _decode(opened(message))
    return found


def words_in(value: Any) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset(WORD.findall(value))
    if isinstance(value, dict | list | tuple):
        return frozenset(WORD.findall(repr(value)))
    return frozenset()
