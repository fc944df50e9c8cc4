"""How much deleting at once is more than a slip: laptops ask a person then, and the server keeps it back unasked."""

from typing import Final

FEWEST: Final = 20
"""Fewer are nobody's slip."""
_SHARE: Final = 10
"""One record in so many."""


def is_much(count: int, *, of: int) -> bool:
    """Whether deleting `count` of a space's records is to be confirmed by a person."""
    return count >= FEWEST and count * _SHARE > of
