"""Reads pushed transactions: whole, consecutive, well-formed and not too large, before anything else looks at them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from consultant_app.changes.change import Change, ChangeId, OriginId, SpaceId
from consultant_app.changes.soundness import read_sound
from consultant_app.changes.wire import Refusal

MAX_TRANSACTION_BYTES: Final = 16 * 1024 * 1024
"""A reader must get it in one answer, of which a quarter is for everything else."""
_is_change_id: Final = re.compile("[0-9a-f]{32}:[1-9][0-9]{0,15}").fullmatch


class Refused(Exception):  # noqa: N818 - a verdict, not an error
    """This transaction is not taken, for a reason that goes back to its author."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


class Transaction(msgspec.Struct, frozen=True):
    """`ids`, `changes` and `bodies` side by side, in the order they were sealed."""

    ids: tuple[ChangeId, ...]
    changes: tuple[Change, ...]
    bodies: tuple[bytes, ...]

    @classmethod
    def of(cls, changes: Sequence[Change], bodies: Sequence[bytes]) -> "Transaction":
        return cls(tuple(change.id for change in changes), tuple(changes), tuple(bodies))

    @property
    def id(self) -> ChangeId:
        return self.ids[0]

    @property
    def origin(self) -> OriginId:
        return self.changes[0].origin

    @property
    def is_whole(self) -> bool:
        """Whether its changes say all that their author said."""
        return all(change.is_whole for change in self.changes)

    @property
    def named(self) -> Iterator[ChangeId]:
        """The changes that these replace or cover."""
        for change in self.changes:
            yield from change.covers
            for replaced in change.replaces.values():
                yield from replaced

    @property
    def spaces(self) -> set[SpaceId]:
        return {change.space for change in self.changes}


def read_transaction(bodies: Sequence[bytes], *, in_part: bool = False) -> Transaction:
    """Raises Refused for what is no whole transaction, or `in_part` no part of a single one."""
    if sum(map(len, bodies)) > MAX_TRANSACTION_BYTES:
        raise Refused(Refusal.TOO_LARGE)
    read = map(read_sound, bodies)
    changes = tuple(change for change in read if change is not None)
    belongs = _is_of_one if in_part else _is_consecutive
    if not changes or len(changes) != len(bodies) or not belongs(changes):
        raise Refused(Refusal.UNREADABLE)
    return Transaction.of(changes, bodies)


def first_change_id(bodies: Sequence[bytes]) -> ChangeId:
    """What a verdict on an unreadable transaction can be named by; empty when not even that can be read."""
    try:
        first = _head_decoder.decode(bodies[0])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, IndexError):
        return ChangeId("")
    named = f"{first.origin}:{first.number}"
    return ChangeId(named if _is_change_id(named) else "")


class _ChangeHead(msgspec.Struct, array_like=True):
    """What every change begins with."""

    origin: str
    number: int


_head_decoder: Final = msgspec.msgpack.Decoder(_ChangeHead)


def _is_of_one(changes: tuple[Change, ...]) -> bool:
    first = changes[0]
    numbers = [change.number for change in changes]
    within = range(first.transaction, first.transaction + first.size)
    is_alike = all(
        (change.origin, change.transaction, change.size) == (first.origin, first.transaction, first.size)
        for change in changes
    )
    return is_alike and numbers == sorted(set(numbers)) and numbers[0] in within and numbers[-1] in within


def _is_consecutive(changes: Sequence[Change]) -> bool:
    first = changes[0]
    size = len(changes)
    if first.transaction != first.number:
        return False
    for number, change in enumerate(changes, first.number):
        if change.number != number or change.transaction != first.number:
            return False
        if change.size != size or change.origin != first.origin:
            return False
    return True
