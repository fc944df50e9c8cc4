"""Erasing what is personal about a contact (GDPR Art. 17): the order, and what it takes out of a change.

Laptops and server take the same out of the same change, so that its bytes stay equal on all of them.
"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from consultant_app.changes.change import Change, RecordId, Value, split_set_field

CONTACT: Final = "contact"
"""The type of record that an order names."""
_is_record_id: Final = re.compile("[0-9a-f]{32}").fullmatch


class ErasureOrder(msgspec.Struct, frozen=True, array_like=True):
    """A data protection officer's order, confirmed by the server: Ed25519 over `signed_bytes` by its key.

    `contact` is the contact, or a record that belongs to what is about her without naming her itself.

    It holds no value about the contact. `fields` names, by record type, what is personal in a change about her, as
    decided when the order was given; `names` the contact's fields under which others may write of her in free text.
    """

    id: RecordId
    contact: RecordId
    fields: dict[str, list[str]]
    names: list[str]
    by: RecordId
    at: int
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        return msgspec.msgpack.encode(["erasure", replace(self, signature=b"")])


def pack_order(order: ErasureOrder) -> bytes:
    return msgspec.msgpack.encode(order)


def unpack_order(packed: bytes) -> ErasureOrder:
    """Raises msgspec.DecodeError for what is no order."""
    return msgspec.msgpack.decode(packed, type=ErasureOrder)


def named_contacts(change: Change) -> set[RecordId]:
    """Whom an order would have to name to concern this change; ids of other records among them do no harm.

    A change that is about nothing is no contact's and belongs to nothing that could be.
    """
    return {*change.about, change.record} if change.about or change.type == CONTACT else set()


def erase(change: Change, orders: Iterable[ErasureOrder]) -> Change:
    """The change without the values that these orders take; the very same where they take none."""
    gone = {
        field
        for order in orders
        if order.contact in named_contacts(change)
        for field, value in change.fields.items()
        if split_set_field(field)[0] in order.fields.get(change.type, ()) and _tells(order.contact, field, value)
    }
    return without_values(change, gone) if gone else change


def without_values(change: Change, fields: Iterable[str]) -> Change:
    """The change as one whose values of these fields are erased."""
    gone = set(fields)
    kept = {field: value for field, value in change.fields.items() if field not in gone}
    return replace(
        change,
        fields=kept,
        hollow=[field for field in change.hollow if field not in gone],
        erased=sorted(gone.union(change.erased)),
    )


def join_copies(one: Change, other: Change) -> Change | None:
    """What two copies of a change that lack different values come to: erased beats full beats hollow. None where they
    are not copies of one change.
    """
    if _bare(one) != _bare(other) or set(one.field_names) != set(other.field_names):
        return None
    if any(one.fields[field] != other.fields[field] for field in one.fields.keys() & other.fields.keys()):
        return None
    erased = {*one.erased, *other.erased}
    fields = {field: value for field, value in {**one.fields, **other.fields}.items() if field not in erased}
    hollow = [field for field in one.hollow if field not in fields and field not in erased]
    return replace(one, fields=fields, hollow=hollow, erased=sorted(erased))


def _bare(change: Change) -> Change:
    return replace(change, fields={}, hollow=[], erased=[])


def _tells(contact: RecordId, field: str, value: Value) -> bool:
    """Whether a personal field says anything about the contact: not when it is empty or names somebody else."""
    member = split_set_field(field)[1]
    said = value if member is None else member
    if isinstance(said, str) and _is_record_id(said):
        return said == contact
    return said is not None and said != ""
