"""How much compressed MessagePack may ask of whoever opens it: known before anything is made of it.

A few bytes of zstd can stand for gigabytes, and a byte of MessagePack for an empty list, which takes seventy.
"""

import io
from typing import Final

import zstandard

MAX_WINDOW_BYTES: Final = 8 * 1024 * 1024
"""What a frame may ask the reader to remember; by itself the library would allow 128 MB."""

MOST_ITEMS: Final = 500_000
"""Of one message: a full batch has some 40,000. Half a million of the dearest items take less than 50 MB."""
HARMLESS_BYTES: Final = 64 * 1024
"""So little cannot grow to more than a few megabytes, whatever stands in it."""

_SIZED: Final = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xC7: 1, 0xC8: 2, 0xC9: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
"""Binaries, extensions and texts: how many bytes say their length."""
_PLAIN: Final = {
    0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8,
    0xD4: 2, 0xD5: 3, 0xD6: 5, 0xD7: 9, 0xD8: 17,
}  # fmt: skip
"""Numbers and short extensions: how many bytes follow."""
_MANY: Final = {0xDC: (2, 1), 0xDD: (4, 1), 0xDE: (2, 2), 0xDF: (4, 2)}
"""Long lists and maps: how many bytes say their count, and how many items one of it is."""


class TooMuch(ValueError):  # noqa: N818  (it says what the bytes are)
    """More than this product writes, or other than the bytes say of themselves."""


def decompress(packed: bytes, length: int) -> bytes:
    """The `length` bytes of one zstd frame, of which `is_modest` is true. Raises TooMuch for anything else."""
    try:
        if zstandard.frame_content_size(packed) != length:
            raise TooMuch("length differs")
        # max_output_size is ignored for frames that state their size, so the stream is read with a cap of its own.
        opened = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).stream_reader(io.BytesIO(packed))
        plain = opened.read(length + 1)
    except zstandard.ZstdError as error:
        raise TooMuch("no frame") from error
    if len(plain) != length or not is_modest(plain):
        raise TooMuch("too many parts, or cut")
    return plain


def is_modest(packed: bytes, *, most_items: int = MOST_ITEMS) -> bool:
    """Whether these bytes hold at most so many items at all depths together. Says nothing of whether they are sound."""
    return len(packed) <= HARMLESS_BYTES or count_items(packed, most_items=most_items) <= most_items


def count_items(packed: bytes, *, most_items: int = MOST_ITEMS) -> int:
    """How many items stand inside others, keys of maps among them; counting ends once they are more than asked for."""
    position, waiting, items = 0, 1, 0
    end = len(packed)
    while waiting and position < end and items <= most_items:
        known = _BY_LEAD[packed[position]]
        length, inner = known or _sized(packed, position)
        position += length
        if inner:
            waiting += inner
            items += inner
        waiting -= 1
    return items


def _fixed(lead: int) -> tuple[int, int] | None:
    """How long an item with this first byte is without those inside it, and how many these are; None if it says."""
    if lead in _SIZED or lead in _MANY:
        return None
    if 0x80 <= lead < 0x90:
        return 1, 2 * (lead & 0x0F)
    if 0x90 <= lead < 0xA0:
        return 1, lead & 0x0F
    if 0xA0 <= lead < 0xC0:
        return 1 + (lead & 0x1F), 0
    return 1 + _PLAIN.get(lead, 0), 0


_BY_LEAD: Final = tuple(_fixed(lead) for lead in range(256))


def _sized(packed: bytes, position: int) -> tuple[int, int]:
    lead = packed[position]
    size, each = _MANY.get(lead) or (_SIZED[lead], 0)
    said = int.from_bytes(packed[position + 1 : position + 1 + size], "big")
    if each:
        return 1 + size, each * said
    is_extension = 0xC7 <= lead <= 0xC9
    return 1 + size + is_extension + said, 0
