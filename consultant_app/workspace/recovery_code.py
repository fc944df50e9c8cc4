"""The recovery code: 8 groups of 4 for writing down and typing again; the last character checks the others."""

import hashlib
from collections.abc import Callable
from typing import Final

from consultant_app.errors import RuleError

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 characters without 0, 1, I and O, which are taken for one another on paper."""

_LENGTH: Final = 32
_GROUP: Final = 4


def new_code(rng: Callable[[int], bytes]) -> str:
    """155 random bits and a check character, grouped: `7KQ2-...`."""
    code = "".join(ALPHABET[byte % len(ALPHABET)] for byte in rng(_LENGTH - 1))
    code += _check_character(code)
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def secret(typed: str) -> bytes:
    """What the code stands for, however it is spaced or cased; RuleError("recovery_code_mistyped")."""
    code = "".join(character for character in typed.upper() if character.isalnum())
    if len(code) != _LENGTH or set(code) - set(ALPHABET) or _check_character(code[:-1]) != code[-1]:
        raise RuleError("recovery_code_mistyped")
    return hashlib.sha256(code.encode()).digest()


def _check_character(code: str) -> str:
    """Luhn's sum modulo 32: notices every single wrong character and nearly every swap of two neighbours."""
    size = len(ALPHABET)
    total = 0
    for place, character in enumerate(reversed(code)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // size + value % size
    return ALPHABET[-total % size]
