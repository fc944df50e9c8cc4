"""Fractional keys for ordered lists: a place between two others without touching them, also when two laptops insert.

Keys compare as text; equal keys are told apart by record id. A random tail keeps two laptops from making equal ones.
"""

import string
from collections.abc import Callable
from typing import Final

_DIGITS: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
_TAIL_LENGTH: Final = 3
RandomBelow = Callable[[int], int]
"""A whole number from 0 to before the given one, such as `secrets.randbelow`."""


def key_between(before: str, after: str | None, *, random_below: RandomBelow) -> str:
    """Greater than `before` (empty: the beginning) and less than `after` (None: the end).

    Where there is no room, because both are equal, it follows `before` directly.
    """
    if after is not None and after <= before:
        return f"{before}1{_tail(random_below)}"
    return _middle(before, after) + _tail(random_below)


def keys_in_a_row(count: int) -> list[str]:
    """For records made together, in their order."""
    return [f"{number:04d}V" for number in range(1, count + 1)]


def _tail(random_below: RandomBelow) -> str:
    # Never the digit 0 at the end: there would be no room before such a key.
    return "".join(_DIGITS[1 + random_below(len(_DIGITS) - 1)] for _ in range(_TAIL_LENGTH))


def _middle(before: str, after: str | None) -> str:
    """Strictly between and no beginning of `after`, so that any tail may follow."""
    shared = 0
    if after is not None:
        while shared < len(after) and (before[shared : shared + 1] or "0") == after[shared]:
            shared += 1
    if after is not None and shared:
        return after[:shared] + _middle(before[shared:], after[shared:])
    low = _DIGITS.index(before[0]) if before else 0
    high = _DIGITS.index(after[0]) if after else len(_DIGITS)
    if high - low > 1:
        return _DIGITS[(low + high) // 2]
    return _DIGITS[low] + _middle(before[1:], None)
