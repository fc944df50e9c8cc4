"""The messages by which a data protection officer orders an erasure and asks how far it is."""

import msgspec

from consultant_app.changes.change import RecordId


class EraseAsk(msgspec.Struct, frozen=True):
    """`fields` and `names` as in `ErasureOrder`. What belongs to a record of a type in `lenders` is about whom that
    record names.
    """

    protocol: int
    contact: RecordId
    fields: dict[str, list[str]]
    names: list[str]
    lenders: list[str] = []


class ErasuresAsk(msgspec.Struct, frozen=True):
    """About one order, or with an empty id all of the organisation."""

    protocol: int
    order: RecordId = RecordId("")


class DeviceReceipt(msgspec.Struct, frozen=True):
    """One device. `taken_at`: when the server learnt that the order was carried out there; None while it is open."""

    device: RecordId
    name: str
    user_name: str
    is_active: bool
    taken_at: int | None


class Evidence(msgspec.Struct, frozen=True):
    """A document that names the contact but is kept (GDPR Art. 17(3)(b)). `until`: a date, "" for no known end."""

    document: RecordId
    number: str
    until: str


class ErasureState(msgspec.Struct, frozen=True):
    """`changes`: so many lost a value at the server. `mentions`: in the free text of so many other records somebody of
    that name is written of; whether it is she, a person decides. `evidence` stays, and is restricted.
    """

    id: RecordId
    contact: RecordId
    by_name: str
    at: int
    changes: int
    mentions: int
    devices: list[DeviceReceipt]
    evidence: list[Evidence] = []


class ErasuresAnswer(msgspec.Struct, frozen=True):
    """Newest first."""

    protocol: int
    erasures: list[ErasureState]
