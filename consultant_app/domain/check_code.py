"""The check code of a document: the beginning of a SHA-256 in sixteen characters that nobody takes for one another."""

import base64
import hashlib
from typing import Final

LENGTH: Final = 16
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base32 after Crockford: without I, L, O and U."""
_FROM_RFC: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
_AS_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_GROUP: Final = 4


def check_code_of(contents: bytes) -> str:
    """The first 80 bits of the hash."""
    return base64.b32encode(hashlib.sha256(contents).digest()).decode().translate(_FROM_RFC)[:LENGTH]


def spelled(check_code: str) -> str:
    """In groups of four, as it is printed and read out."""
    return "-".join(check_code[start : start + _GROUP] for start in range(0, len(check_code), _GROUP))


def read_check_code(text: str) -> str:
    """A code as somebody types it from paper; "" for what cannot be one."""
    code = text.upper().translate(_AS_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
