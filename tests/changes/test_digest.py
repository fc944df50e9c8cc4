import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.changes.change import Change, Kind, RecordId
from consultant_app.changes.digest import MODULUS, add_term, digest_text, head_term, term_of
from tests.changes.histories import FIELDS, RECORD, Replica, a_change, after, an_id, honest_history


def digest_of(replica: Replica) -> int:
    digest = 0
    for head, fields in replica.state.heads.items() if replica.state else ():
        digest = add_term(digest, term_of(replica.joined[head], replica.fields_of(head) if fields is None else fields))
    return digest


@given(st.randoms(use_true_random=False).map(honest_history), st.randoms(use_true_random=False))
def test_replicas_with_the_same_changes_have_the_same_digest(changes: list[Change], chance: random.Random) -> None:
    assert digest_of(after(chance.sample(changes, len(changes)))) == digest_of(after(changes))


@given(st.randoms(use_true_random=False).map(honest_history), st.randoms(use_true_random=False))
def test_a_head_with_another_value_has_another_digest(changes: list[Change], chance: random.Random) -> None:
    heads = after(changes).heads()
    at = [(n, name) for n, change in enumerate(changes) for name in change.fields if change.id in heads[name]]
    if at:
        number, name = chance.choice(at)
        other = list(changes)
        fields = {**changes[number].fields, name: "something else"}
        other[number] = msgspec.structs.replace(changes[number], fields=fields)
        assert digest_of(after(other)) != digest_of(after(changes))


def test_erased_hollow_and_empty_are_three_different_things() -> None:
    variants = [
        a_change("a", fields={"name": None}), a_change("a", hollow=["name"]), a_change("a", erased=["name"]),
        a_change("a", fields={"name": "erased"}),
    ]  # fmt: skip
    assert len({term_of(change, ["name"]) for change in variants}) == 4


def test_a_change_that_is_head_of_nothing_adds_nothing() -> None:
    assert term_of(a_change("a", fields={"name": 1}), []) == 0


def test_what_a_deletion_saw_counts_in_any_order() -> None:
    one, other = ([an_id("b"), an_id("c")], [an_id("c"), an_id("b")])
    terms = {term_of(a_change("a", kind=Kind.DELETE, covers=covers), ["@exists"]) for covers in (one, other)}
    assert len(terms) == 1
    assert term_of(a_change("a", kind=Kind.DELETE), ["@exists"]) not in terms
    assert term_of(a_change("a", kind=Kind.RESTORE), ["@exists"]) not in terms


@given(st.lists(st.integers(0, MODULUS - 1), max_size=5))
def test_a_sum_can_be_taken_back_in_any_order(terms: list[int]) -> None:
    digest = 0
    for term in terms:
        digest = add_term(digest, term)
    for term in terms:
        digest = add_term(digest, -term)
    assert digest == 0


def test_the_digest_is_this_very_number_for_ever() -> None:
    term = head_term(RECORD, an_id("a"), {"name": "Müller", "city": ["Herne"]})
    assert term == head_term(RECORD, an_id("a"), {"city": ["Herne"], "name": "Müller"})
    assert term != head_term(RecordId("d" * 32), an_id("a"), {"name": "Müller", "city": ["Herne"]})
    assert digest_text(term) == "2df976c3c6c6a763017d4d914030188c"
    assert digest_text(1) == "00000000000000000000000000000001"
    parts = {"fields": {"name": "Müller"}, "hollow": ["city"], "erased": ["sdg:SDG-05"]}
    assert digest_text(term_of(a_change("a", **parts), FIELDS)) == "d4f36c235cf511ea7159184e53115f02"


def test_sums_are_taken_modulo_two_to_the_128() -> None:
    assert add_term(2**128 - 3, 5) == 2
    assert add_term(4, 5) == 9
