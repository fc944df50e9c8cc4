from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.changes.change import EXISTENCE, Change, Kind, decode_change, encode_value
from consultant_app.changes.soundness import MAX_DEPTH, MAX_NUMBER, MAX_TEXT, is_sound
from tests.changes.histories import a_change, an_id, honest_history


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


@given(st.randoms(use_true_random=False).map(honest_history))
def test_what_people_write_is_sound(changes: list[Change]) -> None:
    assert all(map(is_sound, changes))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -3,
        1.5,
        "zwei\nZeilen",
        [1, ["a"]],
        {"from": "8", "to": None},
        MAX_NUMBER,
        nested(MAX_DEPTH),
        "x" * MAX_TEXT,
    ],
)
def test_every_kind_of_value_is_sound(value: object) -> None:
    assert is_sound(a_change("a", fields={"name": value, "sdg:SDG-05": True}))


@pytest.mark.parametrize(
    "value",
    [
        MAX_NUMBER + 1, -(1 << 63), float("nan"), float("inf"), "with\0nul", b"bytes", datetime(2026, 1, 1, tzinfo=UTC),
        "x" * (MAX_TEXT + 1), msgspec.msgpack.Ext(5, b""), {1: "a"}, {"a": {None: 1}}, {"a\0": 1},
        nested(MAX_DEPTH + 1), [0] * 100_001,
    ],
)  # fmt: skip
def test_a_value_that_some_replica_could_not_hold_is_not_sound(value: object) -> None:
    hostile = decode_change(msgspec.msgpack.encode(a_change("a", fields={"name": value})))
    assert not is_sound(hostile)


@pytest.mark.parametrize(
    "parts",
    [
        {"origin": "a" * 31}, {"origin": "A" * 32}, {"record": ""}, {"root": "../../etc/passwd"}, {"space": "g" * 32},
        {"type": "Note"}, {"type": "note\0"}, {"type": ""},
        {"transaction": 2}, {"transaction": 0}, {"size": 0}, {"size": MAX_NUMBER}, {"at": 1 << 60}, {"at": -(1 << 60)},
        {"about": ["x"]}, {"about": ["a" * 32] * 10_001},
        {"fields": {EXISTENCE: True}}, {"fields": {"": 1}}, {"fields": {"a\nb": 1}}, {"fields": {"n" * 129: 1}},
        {"fields": {str(number): 1 for number in range(1_001)}},
        {"fields": {"name": 1}, "hollow": ["name"]}, {"hollow": ["name"], "erased": ["name"]}, {"hollow": ["@x"]},
        {"replaces": {"name": [an_id("b")]}}, {"fields": {"name": 1}, "replaces": {"name": ["b:1"]}},
        {"fields": {"name": 1}, "replaces": {"name": [an_id("b")] * 10_001}},
        {"fields": {"name": 1}, "covers": [an_id("b")]}, {"kind": Kind.RESTORE, "covers": [an_id("b")]},
        {"kind": Kind.DELETE, "covers": ["b"]}, {"kind": Kind.DELETE, "fields": {"name": 1}},
        {"kind": Kind.RESTORE, "erased": ["name"]}, {"kind": Kind.DELETE, "replaces": {"name": [an_id("b")]}},
    ],
)  # fmt: skip
def test_a_change_that_says_what_no_program_of_ours_would_is_not_sound(parts: dict[str, object]) -> None:
    assert not is_sound(a_change("a", **parts))


@pytest.mark.parametrize("kind", [Kind.DELETE, Kind.RESTORE])
def test_deletions_and_restorations_are_sound(kind: Kind) -> None:
    covers = [an_id("b")] if kind is Kind.DELETE else []
    assert is_sound(a_change("a", kind=kind, covers=covers, replaces={EXISTENCE: [an_id("c", 2)]}))


def test_keys_that_are_no_text_would_stop_the_rules_of_every_reader() -> None:
    with pytest.raises(TypeError):
        encode_value({1: "a", "b": 2})
