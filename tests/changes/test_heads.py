import random
import time
from typing import NoReturn

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, Kind
from consultant_app.changes.heads import (
    RecordHeads,
    advance,
    decode_heads,
    encode_heads,
    heads_of,
    is_incomplete,
    is_plain_beginning,
)
from tests.changes.histories import FIELDS, Replica, a_change, after, an_id, garbage, honest_history, without_times
from tests.changes.model import awaited_by_definition, heads_by_definition, replaced_for
from tests.support.scenarios import scenario

histories = st.one_of(garbage(), st.randoms(use_true_random=False).map(honest_history))


@scenario("F12")
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(changes: list[Change], chance: random.Random) -> None:
    shuffled = chance.sample(changes, len(changes))
    assert after(shuffled).state == after(changes).state
    assert not changes or encode_heads(after(shuffled).state) == encode_heads(after(changes).state)


@given(histories, st.randoms(use_true_random=False))
def test_every_part_of_a_history_has_the_heads_it_should_by_definition(
    changes: list[Change], chance: random.Random
) -> None:
    replica = Replica()
    for count, change in enumerate(chance.sample(changes, len(changes)), start=1):
        replica.take(change)
        here = list(replica.joined.values())
        assert len(here) == count
        assert replica.heads() == heads_by_definition(here)
        assert replica.state.awaited == awaited_by_definition(here)


@given(histories, st.randoms(use_true_random=False))
def test_taking_a_change_twice_is_taking_it_once(changes: list[Change], chance: random.Random) -> None:
    replica = Replica()
    for change in chance.sample(changes, len(changes)):
        replica.take(change)
        once = replica.state
        replica.take(chance.choice(list(replica.joined.values())))
        assert replica.state == once


@given(histories)
def test_every_value_is_a_head_or_was_superseded_by_a_change_that_listed_it(changes: list[Change]) -> None:
    heads = after(changes).heads()
    for change in changes:
        for field in change.field_names:
            assert change.id in heads.get(field, []) or change.id in replaced_for(field, changes)


@given(histories)
def test_device_time_supersedes_nothing(changes: list[Change]) -> None:
    assert after(without_times(changes)).state == after(changes).state


@given(histories)
def test_a_head_entry_is_short_exactly_while_the_change_is_head_of_all_it_set(changes: list[Change]) -> None:
    replica = after(changes)
    heads = replica.heads()
    for change, fields in replica.state.heads.items() if replica.state else ():
        own = set(replica.fields_of(change))
        held = {field for field, ids in heads.items() if change in ids}
        assert fields == (None if held == own else sorted(held))


@given(histories)
def test_the_state_survives_being_stored(changes: list[Change]) -> None:
    for count in range(1, len(changes) + 1):
        state = after(changes[:count]).state
        assert decode_heads(encode_heads(state)) == state


@given(histories)
def test_the_heads_of_one_field_are_those_among_all(changes: list[Change]) -> None:
    replica = after(changes)
    for field in [*FIELDS, EXISTENCE] if replica.state else []:
        assert heads_of(replica.state, field, fields_of=replica.fields_of) == replica.heads().get(field, [])


@given(st.randoms(use_true_random=False))
def test_what_is_awaited_in_an_honest_history_comes(chance: random.Random) -> None:
    replica = after(honest_history(chance))
    assert replica.state is None or replica.state.awaited == {}


@scenario("F12")
def test_a_child_before_its_parent_waits_and_raises_no_false_conflict() -> None:
    first = a_change("a", fields={"name": "Muster"})
    second = a_change("b", fields={"name": "Muster GmbH"}, replaces={"name": [first.id]})
    third = a_change("c", fields={"name": "Muster AG"}, replaces={"name": [second.id]})

    early = after([first, third])
    assert early.heads() == {"name": [first.id, third.id]}
    assert is_incomplete(early.state, "name")

    early.take(second)
    assert early.heads() == {"name": [third.id]}
    assert not is_incomplete(early.state, "name")


def test_a_change_that_comes_late_loses_only_the_fields_that_were_replaced() -> None:
    late = a_change("a", fields={"name": "Muster", "city": "Herne"})
    early = a_change("b", fields={"name": "Muster GmbH"}, replaces={"name": [late.id]})

    assert after([early, late]).state == RecordHeads({late.id: ["city"], early.id: None})


def test_a_deletion_supersedes_no_field_and_waits_for_what_it_saw() -> None:
    seen = a_change("a", fields={"name": "Muster"})
    deletion = a_change("b", kind=Kind.DELETE, covers=[seen.id])

    waiting = after([deletion])
    assert waiting.state.awaited == {"@covers": [seen.id]}

    waiting.take(seen)
    assert waiting.state == RecordHeads({seen.id: None, deletion.id: None})
    assert waiting.heads() == {EXISTENCE: [deletion.id], "name": [seen.id]}


@scenario("F31")
def test_two_people_who_decide_at_once_leave_two_heads_never_three() -> None:
    one = a_change("a", fields={"name": "A"})
    other = a_change("b", fields={"name": "B"})
    decisions = [a_change(letter, 2, fields={"name": letter}, replaces={"name": [one.id, other.id]}) for letter in "ab"]
    assert after([one, other, *decisions]).heads() == {"name": [an_id("a", 2), an_id("b", 2)]}


@scenario("F39")
def test_65_heads_on_one_field_are_superseded_by_one_decision() -> None:
    rivals = [a_change("a", number, fields={"name": number, "city": number}) for number in range(1, 66)]
    replica = after(rivals)
    assert len(replica.heads()["name"]) == 65

    replica.take(a_change("b", fields={"name": "decided"}, replaces={"name": replica.heads()["name"]}))
    assert replica.heads()["name"] == [an_id("b")]
    assert len(replica.heads()["city"]) == 65


def test_fields_that_are_left_stand_in_the_order_of_their_names() -> None:
    names = [f"field{number}" for number in range(9)]
    late = a_change("a", fields=dict.fromkeys(reversed(names), 1))
    early = a_change("b", fields={"field0": 2}, replaces={"field0": [late.id]})
    assert after([early, late]).state == RecordHeads({late.id: names[1:], early.id: None})
    assert after([late, early]).state == RecordHeads({late.id: names[1:], early.id: None})


def test_only_fields_and_nothing_else_are_a_plain_beginning() -> None:
    plain = a_change("a", fields={"name": 1})
    assert is_plain_beginning(plain)
    for parts in (
        {"kind": Kind.DELETE}, {"kind": Kind.RESTORE}, {"fields": {}}, {"replaces": {"name": [an_id("b")]}},
        {"covers": [an_id("b")]}, {"hollow": ["city"]}, {"erased": ["city"]},
    ):  # fmt: skip
        assert not is_plain_beginning(msgspec.structs.replace(plain, **parts))


def test_of_what_is_a_head_or_awaited_nobody_is_asked_whether_it_is_known() -> None:
    first = a_change("a", fields={"name": 1})
    second = a_change("b", fields={"name": 2}, replaces={"name": [first.id]})
    standing, waiting = after([first]).state, after([second]).state

    asked: list[ChangeId] = []

    def known(one: ChangeId) -> bool:
        asked.append(one)
        return False

    fields_of = {first.id: ["name"], second.id: ["name"]}.__getitem__
    assert advance(standing, first, known=known, fields_of=fields_of) == standing
    assert advance(waiting, first, known=known, fields_of=fields_of) == RecordHeads({second.id: None})
    assert asked == []
    assert advance(standing, second, known=known, fields_of=fields_of) == RecordHeads({second.id: None})
    assert asked == [second.id]


@pytest.mark.parametrize("kind", [Kind.SET, Kind.RESTORE])
def test_only_a_deletion_covers(kind: Kind) -> None:
    change = a_change("a", kind=kind, fields={"name": 1} if kind is Kind.SET else {}, covers=[an_id("b")])
    assert after([change]).state == RecordHeads({change.id: None})


def test_ten_thousand_new_records_take_no_look_up_and_next_to_no_time() -> None:
    change = a_change("a", fields={f"field{number}": "value" for number in range(12)})

    def look_up(one: ChangeId) -> NoReturn:
        raise AssertionError(one)

    began = time.process_time()
    for _ in range(10_000):
        encode_heads(advance(None, change, known=look_up, fields_of=look_up))
    assert time.process_time() - began < 0.25
