from random import Random

from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.ordering import key_between, keys_in_a_row
from tests.support.scenarios import scenario


@scenario("F36")
@given(st.lists(st.integers(0, 1000), max_size=60), st.integers())
def test_any_number_of_insertions_anywhere_keeps_the_order(places: list[int], seed: int) -> None:
    random_below = Random(seed).randrange
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        before = keys[at - 1] if at else ""
        after = keys[at] if at < len(keys) else None
        keys.insert(at, key_between(before, after, random_below=random_below))
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@given(st.integers(0, 8), st.integers())
def test_there_is_room_between_records_made_together(at: int, seed: int) -> None:
    keys = keys_in_a_row(10)
    assert keys == sorted(keys)
    key = key_between(keys[at], keys[at + 1], random_below=Random(seed).randrange)
    assert keys[at] < key < keys[at + 1]


def test_two_laptops_at_one_place_make_different_keys() -> None:
    assert key_between("a", "b", random_below=Random(1).randrange) != key_between(
        "a", "b", random_below=Random(2).randrange
    )


@scenario("F36")
def test_between_equal_keys_it_follows_both() -> None:
    assert key_between("aV", "aV", random_below=Random(1).randrange) > "aV"


@scenario("F36")
def test_a_thousand_appended_keys_stay_short() -> None:
    random_below, key = Random(1).randrange, ""
    for _ in range(1000):
        key = key_between(key, None, random_below=random_below)
    assert len(key) < 400
