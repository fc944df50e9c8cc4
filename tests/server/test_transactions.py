from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from consultant_app.changes.change import Change, Kind, OriginId, RecordId, SpaceId, encode_change
from consultant_app.changes.wire import Refusal
from consultant_app.server.transactions import (
    MAX_TRANSACTION_BYTES,
    Refused,
    first_change_id,
    read_transaction,
)

ORIGIN = OriginId("0f" * 16)


def change(number: int = 1, *, size: int = 1, first: int = 1, **other: Any) -> Change:
    values = {
        "origin": ORIGIN,
        "number": number,
        "transaction": first,
        "size": size,
        "kind": Kind.SET,
        "type": "visit",
        "record": RecordId("ab" * 16),
        "root": RecordId("ab" * 16),
        "space": SpaceId("cd" * 16),
        "at": 1,
        "fields": {"situation": "Ausgangslage 1"},
    }
    return Change(**{**values, **other})


def refusal(*bodies: bytes) -> Refusal:
    with pytest.raises(Refused) as refused:
        read_transaction(bodies)
    return refused.value.reason


def test_a_whole_transaction_keeps_the_very_bodies() -> None:
    changes = [change(number, size=3, first=4) for number in (4, 5, 6)]
    bodies = [encode_change(one) for one in changes]
    transaction = read_transaction(bodies)
    assert transaction.changes == tuple(changes)
    assert transaction.bodies == tuple(bodies)
    assert transaction.id == f"{ORIGIN}:4"


Spoil = Callable[[Change], Any]
SPOILT: dict[str, Spoil] = {
    "cut": lambda change: encode_change(change)[:-1],
    "longer": lambda change: encode_change(change) + b"\0",
    "no change": lambda _: b"\xc0",
    "number 0": lambda change: msgspec.structs.replace(change, number=0, transaction=0),
    "number beyond": lambda change: msgspec.structs.replace(change, number=1 << 53, transaction=1 << 53),
    "another first": lambda change: msgspec.structs.replace(change, transaction=change.number + 1),
    "another size": lambda change: msgspec.structs.replace(change, size=2),
    "a path for a record": lambda change: msgspec.structs.replace(change, record=RecordId("../../etc/passwd")),
    "capitals": lambda change: msgspec.structs.replace(change, record=RecordId("A" * 32)),
    "an origin too long": lambda change: msgspec.structs.replace(change, origin=change.origin + "0"),
    "a type with a null byte": lambda change: msgspec.structs.replace(change, type="vi\0sit"),
    "its existence set": lambda change: msgspec.structs.replace(change, fields={"@exists": True}),
    "covers of a set": lambda change: msgspec.structs.replace(change, covers=[change.id]),
    "replaces no id": lambda change: msgspec.structs.replace(change, replaces={"situation": ["x"]}),
    "a lone surrogate": lambda change: encode_change(change).replace(b"Ausgangslage", b"Ausgangs\xed\xa0\x80e"),
    "deeply nested": lambda change: encode_change(change).replace(b"\xaeAusgangslage 1", b"\x91" * 5000 + b"\xc0"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_what_is_no_change_is_unreadable(spoil: Spoil) -> None:
    spoilt = spoil(change())
    assert refusal(spoilt if isinstance(spoilt, bytes) else encode_change(spoilt)) is Refusal.UNREADABLE


def test_a_change_of_a_newer_version_is_read_and_kept_as_it_is() -> None:
    newer = msgspec.msgpack.encode([*msgspec.structs.astuple(change()), "more", {"than": "today"}])
    assert read_transaction([newer]).bodies == (newer,)


def test_nothing_is_no_transaction() -> None:
    assert refusal() is Refusal.UNREADABLE


def test_numbers_of_a_transaction_are_consecutive_and_complete() -> None:
    first, second, third = (encode_change(change(number, size=3)) for number in (1, 2, 3))
    assert refusal(first, third, second) is Refusal.UNREADABLE
    assert refusal(first, second) is Refusal.UNREADABLE
    assert refusal(second, third) is Refusal.UNREADABLE
    assert len(read_transaction([first, second, third]).ids) == 3


def test_a_transaction_has_one_origin() -> None:
    other = encode_change(change(2, size=2, origin=OriginId("1e" * 16)))
    assert refusal(encode_change(change(1, size=2)), other) is Refusal.UNREADABLE


def test_a_transaction_that_no_answer_could_hold_is_too_large() -> None:
    half = "x" * (MAX_TRANSACTION_BYTES // 2)
    bodies = [encode_change(change(number, size=2, fields={"situation": half})) for number in (1, 2)]
    assert refusal(*bodies) is Refusal.TOO_LARGE


@pytest.mark.parametrize("body", [b"", b"\xc0", b"\x92\xa3abc\x01", b"\x91" * 5000, b"\x92\xa1\xff\x01"])
def test_an_unreadable_transaction_without_an_id_is_named_by_nothing(body: bytes) -> None:
    assert first_change_id([body]) == ""


def test_an_unreadable_transaction_is_named_by_its_first_change_where_that_can_be_read() -> None:
    assert first_change_id([encode_change(change(7, size=9))]) == f"{ORIGIN}:7"
    assert first_change_id([]) == ""
