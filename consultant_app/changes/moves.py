"""Moving roots between spaces: what a laptop wishes for, and what a root brings along into the space it enters."""

from typing import Final

import msgspec

from consultant_app.changes.change import RecordId, SpaceId


class RootMove(msgspec.Struct, frozen=True, array_like=True):
    root: RecordId
    from_space: SpaceId
    to_space: SpaceId


class MoveWish(msgspec.Struct, frozen=True, array_like=True):
    """Roots that their author wants in other spaces, all or none; only the server moves them.

    `partners` are the codes of the organisations that a case is to be shared with, in the space of that case.
    """

    id: RecordId
    moves: list[RootMove]
    partners: list[str] = []


class Carried(msgspec.Struct, frozen=True, array_like=True):
    """A change as it comes along with its root: what it set and something replaced since is hollow."""

    received_at: int
    body: bytes


_carried_encoder: Final = msgspec.msgpack.Encoder()
_carried_decoder: Final = msgspec.msgpack.Decoder(list[Carried])


def pack_carried(changes: list[Carried]) -> bytes:
    """The body of an `enter` entry."""
    return _carried_encoder.encode(changes)


def unpack_carried(body: bytes) -> list[Carried]:
    """Raises msgspec.DecodeError for bytes that are no such body."""
    return _carried_decoder.decode(body)
