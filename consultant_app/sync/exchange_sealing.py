"""The outer form of an exchange file: a card that anybody may read, then pieces sealed with a password.

Knows nothing of what the pieces say. A piece is opened only in its place: none can be left out, moved, or added, and
one cut short is noticed. What a file asks for in memory and time is bounded before anything of it is done.
"""

import struct
import unicodedata
from collections.abc import Iterator
from typing import IO, Final

import msgspec
import zstandard

from consultant_app.changes.limits import TooMuch, decompress
from consultant_app.errors import RuleError, UsageError
from consultant_app.workspace.key_wrapping import Argon2Cost, stretched

MAGIC: Final = b"CSRX"
VERSION: Final = 1
SUFFIX: Final = ".csrx"
MAX_PIECE_BYTES: Final = 20 * 1024 * 1024
"""Of one piece, open: the largest transaction that a server takes, and what goes with it."""
MAX_COST: Final = Argon2Cost(rounds=4, memory_kib=96 * 1024, lanes=4)
"""What a file may ask for a try of its password."""

_START: Final = struct.Struct(">4sBH")
_PIECE: Final = struct.Struct(">III")
_TAG_BYTES: Final = 16
_MAX_CARD_BYTES: Final = 4096
_PROOF: Final = b"csr exchange"
"""The first piece of every file: a password that opens it is the right one."""


class Card(msgspec.Struct, frozen=True, array_like=True):
    """What stands on the outside: nothing that a stranger with the stick should not read. `written_at` in ms UTC.

    `device` is the writer's, for telling one's own files from others'; only what is inside proves it.
    """

    file: str
    written_at: int
    user_name: str
    partner_name: str
    device: str
    space: str
    changes: int
    salt: bytes
    cost: Argon2Cost


class PieceWriter:
    """Writes a card and the pieces after it. The last piece is marked, so a file that lacks it is no whole file."""

    def __init__(self, stream: IO[bytes], card: Card, password: str) -> None:
        self._stream = stream
        packed = msgspec.msgpack.encode(card)
        self._cipher = _Cipher(packed, password_bytes(password), card)
        self._packer = zstandard.ZstdCompressor(level=3)
        stream.write(_START.pack(MAGIC, VERSION, len(packed)) + packed)
        self.add(_PROOF)

    def add(self, piece: bytes, *, is_last: bool = False) -> None:
        sealed = self._cipher.seal(self._packer.compress(piece), is_last=is_last)
        self._stream.write(_PIECE.pack(len(sealed), len(piece), is_last) + sealed)


def read_card(stream: IO[bytes]) -> Card:
    """Leaves the stream at the first piece. Raises RuleError("exchange_not_ours", "exchange_newer")."""
    return _read_card(stream)[0]


def read_pieces(stream: IO[bytes], password: str) -> Iterator[tuple[Card, bytes]]:
    """Each piece, opened, with the card; the end of the iteration means that the file is whole.

    Raises RuleError("exchange_not_ours", "exchange_newer", "exchange_wrong_password", "exchange_damaged").
    """
    card, packed = _read_card(stream)
    cipher = _Cipher(packed, password_bytes(password), card)
    is_first, is_last = True, False
    while not is_last:
        length, size, last = _read_frame(stream)
        is_last = bool(last)
        opened = cipher.open(_read(stream, length), is_last=is_last)
        if opened is None:
            raise RuleError("exchange_wrong_password" if is_first else "exchange_damaged")
        try:
            piece = decompress(opened, size)
        except TooMuch as error:
            raise RuleError("exchange_damaged") from error
        if not is_first:
            yield card, piece
        elif piece != _PROOF:
            raise RuleError("exchange_damaged")
        is_first = False
    if stream.read(1):
        raise RuleError("exchange_damaged")


def password_bytes(password: str) -> bytes:
    """Keyboards compose umlauts differently. UsageError("exchange_password_missing") for none."""
    if not password:
        raise UsageError("exchange_password_missing")
    return unicodedata.normalize("NFC", password).encode()


class _Cipher:
    """One key for one file, and a nonce that says a piece's place and whether it is the last."""

    def __init__(self, packed_card: bytes, password: bytes, card: Card) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        self._aead = ChaCha20Poly1305(stretched(password, card.salt, cost=card.cost))
        self._card = packed_card
        self._place = 0

    def seal(self, piece: bytes, *, is_last: bool) -> bytes:
        return self._aead.encrypt(self._next_nonce(is_last), piece, self._card)

    def open(self, sealed: bytes, *, is_last: bool) -> bytes | None:
        from cryptography.exceptions import InvalidTag

        try:
            return self._aead.decrypt(self._next_nonce(is_last), sealed, self._card)
        except InvalidTag:
            return None

    def _next_nonce(self, is_last: bool) -> bytes:
        self._place += 1
        return self._place.to_bytes(11, "big") + bytes([is_last])


def _read_card(stream: IO[bytes]) -> tuple[Card, bytes]:
    start = stream.read(_START.size)
    if len(start) < _START.size or start[:4] != MAGIC:
        raise RuleError("exchange_not_ours")
    _, version, length = _START.unpack(start)
    if version != VERSION:
        raise RuleError("exchange_newer")
    packed = _read(stream, length) if length <= _MAX_CARD_BYTES else b""
    try:
        card = msgspec.msgpack.decode(packed, type=Card)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise RuleError("exchange_damaged") from error
    cost = card.cost
    affordable = (
        cost.rounds <= MAX_COST.rounds and cost.memory_kib <= MAX_COST.memory_kib and cost.lanes <= MAX_COST.lanes
    )
    if len(card.salt) != 16 or not affordable or cost.memory_kib < 8 * cost.lanes:
        raise RuleError("exchange_damaged")
    return card, packed


def _read_frame(stream: IO[bytes]) -> tuple[int, int, int]:
    frame = stream.read(_PIECE.size)
    if len(frame) < _PIECE.size:
        raise RuleError("exchange_damaged")
    length, size, last = _PIECE.unpack(frame)
    if size > MAX_PIECE_BYTES or not _TAG_BYTES < length <= MAX_PIECE_BYTES + 64 * 1024 or last > 1:
        raise RuleError("exchange_damaged")
    return length, size, last


def _read(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) != length:
        raise RuleError("exchange_damaged")
    return found
