"""Numbers that print on paper: made on a laptop without asking anyone, never changed, gaps allowed.

The two device letters, given out by the server, keep two laptops of a partner from making the same number.
"""

import re
from collections.abc import Iterable
from typing import Final

from consultant_app.errors import RuleError

DEVICE_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which a reader takes for 1 and 0."""
LONE_DEVICE: Final = "XX"
"""The letters of a device that no server knows."""


def check_device_letters(letters: str) -> None:
    """Raises RuleError("device_letters") for anything but two letters of the alphabet."""
    if len(letters) != 2 or any(letter not in DEVICE_ALPHABET for letter in letters):
        raise RuleError("device_letters", value=letters)


def _next(prefix: str, taken: Iterable[str], *, digits: int) -> str:
    pattern = re.compile(re.escape(prefix) + r"(\d+)")
    used = [int(match[1]) for number in taken if (match := pattern.fullmatch(number))]
    return f"{prefix}{max(used, default=0) + 1:0{digits}d}"


def next_visit_number(partner: str, year: int, *, letters: str, taken: Iterable[str]) -> str:
    """`BP-EN-2026-DK001`; `taken` are all visit numbers this device can see."""
    return _next(f"BP-{partner}-{year}-{letters}", taken, digits=3)


def next_case_number(partner: str, year: int, *, letters: str, taken: Iterable[str]) -> str:
    """`EN-2026-FDK001`."""
    return _next(f"{partner}-{year}-F{letters}", taken, digits=3)


def next_plan_number(partner: str, year: int, *, letters: str, taken: Iterable[str]) -> str:
    """`MP-EN-2026-DK001`."""
    return _next(f"MP-{partner}-{year}-{letters}", taken, digits=3)


def next_measure_number(field_letter: str, taken: Iterable[str]) -> str:
    """`U-4` within one plan; `taken` are the plan's numbers, `M` stands in for a measure without a field."""
    return _next(f"{field_letter or 'M'}-", taken, digits=1)
