import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.changes.change import (
    EXISTENCE,
    Change,
    Kind,
    change_id,
    decode_change,
    encode_change,
    encode_value,
    split_change_id,
    split_set_field,
    with_fields,
)
from tests.changes.histories import a_change, an_id, garbage, origin

plain = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False), st.text())
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(garbage(), values)
def test_a_change_survives_being_encoded(changes: list[Change], value: object) -> None:
    for change in changes:
        whole = with_fields(change, {**change.fields, "note": value})
        assert decode_change(encode_change(whole)) == whole


@given(values)
def test_equal_values_have_equal_bytes_and_come_back(value: object) -> None:
    assert msgspec.msgpack.decode(encode_value(value)) == value
    assert encode_value(value) == encode_value(msgspec.msgpack.decode(encode_value(value)))


def test_the_order_in_which_a_map_was_filled_does_not_show_in_its_bytes() -> None:
    assert encode_value({"a": 1, "b": {"c": 2, "d": 3}}) == encode_value({"b": {"d": 3, "c": 2}, "a": 1})


def test_a_body_cut_anywhere_is_no_change() -> None:
    body = encode_change(a_change("a", fields={"name": "Muster", "city": ["Herne"]}, replaces={"name": [an_id("b")]}))
    for length in range(len(body)):
        with pytest.raises(msgspec.DecodeError):
            decode_change(body[:length])


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Willkommen im Hotel</body></html>",
        encode_change(a_change("a", fields={"name": "Muster"})).replace(b"Muster", b"\xff\xfe\xfd\xfc\xfb\xfa"),
        encode_change(a_change("a", fields={"name": "x"})).replace(b"\xa1x", b"\x91" * 100_000 + b"\xc0"),
        encode_change(a_change("a")).replace(b"\xa3set", b"\xa3sit"),
    ],
    ids=["a portal's page", "no text", "nested without end", "an unknown kind"],
)
def test_bytes_that_are_no_change_are_refused_as_such(body: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_change(body)


def test_a_change_from_a_newer_version_is_readable_and_its_body_is_passed_on_as_it_is() -> None:
    parts = msgspec.msgpack.decode(encode_change(a_change("a", fields={"name": "Muster"})))
    newer = msgspec.msgpack.encode([*parts, {"new": "in version 9"}])
    assert decode_change(newer) == a_change("a", fields={"name": "Muster"})
    assert b"in version 9" not in encode_change(decode_change(newer))

    class Message(msgspec.Struct):
        bodies: list[bytes]

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(Message([newer])), type=Message).bodies == [newer]


def test_a_change_names_what_it_set_whether_or_not_the_value_is_here() -> None:
    change = a_change("a", fields={"name": "Muster"}, hollow=["city"], erased=["phone"])
    assert change.field_names == ["name", "city", "phone"]
    assert change.value("name") == "Muster"
    with pytest.raises(KeyError):
        change.value("city")


@pytest.mark.parametrize(("kind", "exists"), [(Kind.DELETE, False), (Kind.RESTORE, True)])
def test_deletions_and_restorations_set_the_existence(kind: Kind, exists: bool) -> None:
    change = a_change("a", kind=kind)
    assert change.field_names == [EXISTENCE]
    assert change.value(EXISTENCE) is exists


@given(st.integers(0, 2**60))
def test_an_id_is_its_origin_and_number(number: int) -> None:
    assert split_change_id(change_id(origin("a"), number)) == (origin("a"), number)
    assert a_change("a", 7).id == an_id("a", 7)


@pytest.mark.parametrize("text", ["", "a" * 32, "a" * 31 + ":1", "a" * 32 + ":", "a" * 32 + ":-1", "a" * 32 + ":1:2"])
def test_what_is_no_change_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        split_change_id(text)


def test_a_member_of_a_set_is_named_by_field_and_code() -> None:
    assert split_set_field("sdg:SDG-05") == ("sdg", "SDG-05")
    assert split_set_field("sdg:a:b") == ("sdg", "a:b")
    assert split_set_field("name") == ("name", None)
