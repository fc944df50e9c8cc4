"""What an order takes out of a change: what says something about the contact, and nothing else."""

from typing import Any

import msgspec
import pytest

from consultant_app.changes.change import Change, RecordId, decode_change, encode_change
from consultant_app.changes.digest import term_of
from consultant_app.changes.erasure import ErasureOrder, erase, join_copies, named_contacts, pack_order, unpack_order
from consultant_app.changes.soundness import read_sound
from tests.changes.histories import a_change

HER, HIM = RecordId("a" * 32), RecordId("b" * 32)
FIELDS = {"contact": ["name", "present"], "measure": ["responsible", "helpers"], "note": ["text", "slot"]}
ORDER = ErasureOrder(RecordId("e" * 32), HER, FIELDS, ["name"], RecordId("d" * 32), 5, b"signature")


def said(type_: str, **values: Any) -> Change:
    return msgspec.structs.replace(a_change("a", 1, **{"about": [HER], **values}), type=type_)


@pytest.mark.parametrize(
    ("type_", "fields", "left"),
    [
        ("contact", {"name": "Muster", "company": HIM}, {"company": HIM}),
        ("contact", {"name": "", "present": None}, {"name": "", "present": None}),
        ("contact", {"present": False}, {}),
        ("note", {"text": "Über sie", "title": "Bleibt"}, {"title": "Bleibt"}),
        ("note", {"slot": {"start": "08:00"}}, {}),
        ("measure", {"responsible": HER}, {}),
        ("measure", {"responsible": HIM}, {"responsible": HIM}),
        ("measure", {f"helpers:{HER}": True, f"helpers:{HIM}": True}, {f"helpers:{HIM}": True}),
        ("visit", {"text": "Von niemandem persönlich genannt"}, {"text": "Von niemandem persönlich genannt"}),
    ],
)
def test_only_what_tells_of_her_goes(type_: str, fields: dict[str, Any], left: dict[str, Any]) -> None:
    change = said(type_, fields=fields)
    erased = erase(change, [ORDER])
    assert erased.fields == left
    assert set(erased.erased) == fields.keys() - left.keys()
    assert (erased is change) == (left == fields)
    assert set(erased.field_names) == set(change.field_names)


def test_a_change_about_somebody_else_stays_as_it_is() -> None:
    change = said("note", fields={"text": "Über ihn"}, about=[HIM])
    assert erase(change, [ORDER]) is change


def test_her_own_record_is_about_her_also_where_the_change_does_not_say_so() -> None:
    change = msgspec.structs.replace(said("contact", fields={"name": "Muster"}, about=[]), record=HER)
    assert named_contacts(change) == {HER}
    assert erase(change, [ORDER]).fields == {}


def test_twice_is_once_and_the_order_of_orders_does_not_matter() -> None:
    other = ErasureOrder(RecordId("f" * 32), HIM, {"note": ["text"]}, [], RecordId("d" * 32), 6)
    change = said("note", fields={"text": "Über beide", "slot": 1}, about=[HER, HIM])
    once = erase(change, [ORDER, other])
    assert erase(once, [ORDER, other]) is once
    assert erase(erase(change, [other]), [ORDER]) == erase(erase(change, [ORDER]), [other]) == once


def test_what_is_left_is_a_sound_change_that_replaces_what_it_did() -> None:
    change = said("note", fields={"text": "neu"}, replaces={"text": [a_change("b").id]})
    erased = erase(change, [ORDER])
    assert read_sound(encode_change(erased)) == erased
    assert decode_change(encode_change(erased)).replaces == change.replaces
    assert term_of(erased, ["text"]) not in {0, term_of(change, ["text"])}


def test_a_hollow_value_that_nobody_has_here_stays_hollow() -> None:
    change = said("note", hollow=["text"])
    assert erase(change, [ORDER]) is change


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ({"fields": {"a": 1, "b": 2}}, {"fields": {"b": 2}, "erased": ["a"]}, {"fields": {"b": 2}, "erased": ["a"]}),
        ({"hollow": ["a", "b"]}, {"fields": {"b": 2}, "erased": ["a"]}, {"fields": {"b": 2}, "erased": ["a"]}),
        ({"fields": {"a": 1}, "hollow": ["b"]}, {"hollow": ["b"], "erased": ["a"]}, {"hollow": ["b"], "erased": ["a"]}),
        ({"erased": ["a"], "hollow": ["b"]}, {"hollow": ["a"], "erased": ["b"]}, {"erased": ["a", "b"]}),
        ({"fields": {"a": 1}}, {"fields": {"b": 1}}, None),
        ({"fields": {"a": 1, "b": 2}}, {"fields": {"b": 3}, "erased": ["a"]}, None),
        ({"fields": {"a": 1}}, {"erased": ["a"], "at": 9}, None),
    ],
)
def test_of_two_copies_erased_beats_full_beats_hollow(
    one: dict[str, Any], other: dict[str, Any], joined: dict[str, Any] | None
) -> None:
    expected = None if joined is None else a_change("a", **joined)
    assert join_copies(a_change("a", **one), a_change("a", **other)) == expected
    assert join_copies(a_change("a", **other), a_change("a", **one)) == expected


def test_an_order_survives_being_packed_and_is_signed_without_its_signature() -> None:
    assert unpack_order(pack_order(ORDER)) == ORDER
    assert ORDER.signed_bytes() == msgspec.structs.replace(ORDER, signature=b"other").signed_bytes()
    assert ORDER.signed_bytes() != msgspec.structs.replace(ORDER, contact=HIM).signed_bytes()
