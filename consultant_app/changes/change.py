"""The change: an immutable patch to one record, and the only thing that replicas exchange.

A change is written `origin:number` wherever it is named. Its body, once encoded, is never encoded again: replicas store
and pass on the very bytes, so fields from a newer version survive older ones.
"""

import enum
from collections.abc import Mapping
from typing import Final, NewType

import msgspec

RecordId = NewType("RecordId", str)
"""32 lowercase hexadecimal digits of a UUID, version 7 where made by chance, version 5 where derived."""
SpaceId = NewType("SpaceId", str)
OriginId = NewType("OriginId", str)
ChangeId = NewType("ChangeId", str)
"""`origin:number`."""

Value = object
"""What a field holds on the wire: nothing, bool, int, float, str, or lists and string-keyed maps of these."""

EXISTENCE: Final = "@exists"
"""The field that deletions and restorations settle; a record without heads for it was never deleted."""

SET_SEPARATOR: Final = ":"
"""A set of codes is one field per code: `sdg:SDG-05` holds True (in) or False (out)."""


class Kind(enum.StrEnum):
    SET = "set"
    DELETE = "delete"
    RESTORE = "restore"


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One sealed patch to one record.

    `transaction` is the number of the first change of its transaction and `size` how many changes that has: a
    transaction's numbers are consecutive. `at` is the device's time in milliseconds since 1970, UTC; it never decides
    what is superseded. `covers` is empty but for a deletion, where it names every head its author saw. A name in
    `hollow` or `erased` is a field whose value is gone: it is not in `fields`, but `replaces` keeps what it replaced.
    """

    origin: OriginId
    number: int
    transaction: int
    size: int
    kind: Kind
    type: str
    record: RecordId
    root: RecordId
    space: SpaceId
    at: int
    fields: dict[str, Value]
    replaces: dict[str, list[ChangeId]] = {}
    covers: list[ChangeId] = []
    about: list[RecordId] = []
    automatic: bool = False
    hollow: list[str] = []
    erased: list[str] = []

    @property
    def id(self) -> ChangeId:
        return change_id(self.origin, self.number)

    @property
    def field_names(self) -> list[str]:
        """Every field this change set, whether or not its value is still here."""
        if self.kind is not Kind.SET:
            return [EXISTENCE]
        return [*self.fields, *self.hollow, *self.erased]

    @property
    def is_whole(self) -> bool:
        """Whether it says all that its author said."""
        return not (self.hollow or self.erased)

    def value(self, field: str) -> Value:
        """The value of `field`; KeyError when it is hollow, erased, or not of this change."""
        if field == EXISTENCE:
            return self.kind is Kind.RESTORE
        return self.fields[field]


def change_id(origin: str, number: int) -> ChangeId:
    return ChangeId(f"{origin}:{number}")


def split_change_id(change: str) -> tuple[OriginId, int]:
    """Raises ValueError for anything that is no change id."""
    origin, separator, number = change.partition(":")
    if not separator or len(origin) != 32 or not number.isdecimal():
        raise ValueError(change)
    return OriginId(origin), int(number)


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Change)


def encode_change(change: Change) -> bytes:
    return _encoder.encode(change)


def decode_change(body: bytes | msgspec.Raw) -> Change:
    """Raises msgspec.DecodeError (ValidationError included) for bytes that are no change."""
    try:
        return _decoder.decode(body)
    except (RecursionError, UnicodeDecodeError) as error:
        raise msgspec.DecodeError("nested too deeply, or no text") from error


def encode_value(value: Value) -> bytes:
    """Equal values have equal bytes: maps are sorted by key."""
    return _encoder.encode(value)


def split_set_field(field: str) -> tuple[str, str | None]:
    """`sdg:SDG-05` is ("sdg", "SDG-05"); any other field is (field, None)."""
    name, separator, code = field.partition(SET_SEPARATOR)
    return (name, code) if separator else (field, None)


def with_fields(change: Change, fields: Mapping[str, Value]) -> Change:
    """The same change with other values: for re-homing what no other replica has seen yet."""
    return msgspec.structs.replace(change, fields=dict(fields))
