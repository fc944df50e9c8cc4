import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, Kind
from consultant_app.changes.merge import (
    HOLLOW,
    ExistenceHead,
    FieldHead,
    Head,
    Past,
    Presence,
    Settled,
    is_present,
    nearest_common_change,
    settle_member,
    settle_text,
    settle_value,
    with_part,
)
from tests.changes.histories import a_change, after, an_id, garbage, honest_history
from tests.changes.model import is_gone_by_definition, member_by_definition, settled_by_definition
from tests.support.scenarios import scenario

A, B, C, BASE, OLDER = an_id("a"), an_id("b"), an_id("c"), an_id("d"), an_id("d", 2)

values = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 2), st.floats(-2, 2), st.text(max_size=2),
    st.lists(st.integers(0, 1), max_size=2), st.dictionaries(st.sampled_from("xy"), st.integers(0, 1)), st.just(HOLLOW),
)  # fmt: skip
rivals = st.lists(
    st.builds(Head, change=st.sampled_from([A, B, C, BASE, OLDER]), value=values, at=st.integers(-2, 2)),
    max_size=5, unique_by=lambda head: head.change,
)  # fmt: skip


class TestValues:
    @given(rivals, st.randoms(use_true_random=False), st.booleans())
    def test_the_order_of_heads_never_matters(self, heads: list[Head], chance: random.Random, incomplete: bool) -> None:
        shuffled = chance.sample(heads, len(heads))
        for settle in (settle_value, settle_member):
            assert repr(settle(shuffled, incomplete=incomplete)) == repr(settle(heads, incomplete=incomplete))

    @given(rivals, st.booleans())
    def test_a_field_settles_as_it_does_by_definition(self, heads: list[Head], incomplete: bool) -> None:
        by_definition = settled_by_definition(heads, incomplete=incomplete)
        assert repr(settle_value(heads, incomplete=incomplete)) == repr(by_definition)
        by_definition = member_by_definition(heads, incomplete=incomplete)
        assert repr(settle_member(heads, incomplete=incomplete)) == repr(by_definition)

    @given(rivals)
    def test_a_value_is_always_one_that_somebody_gave(self, heads: list[Head]) -> None:
        settled = settle_value(heads)
        assert set(settled.heads) == {head.change for head in heads}
        assert settled.value in [head.value for head in heads] or settled.value is None
        assert not settled.merged

    @scenario("F30")
    def test_equal_values_are_no_conflict(self) -> None:
        heads = [Head(A, {"street": "Weg 1", "zip": "44"}, 1), Head(B, {"zip": "44", "street": "Weg 1"}, 2)]
        assert settle_value(heads) == Settled({"street": "Weg 1", "zip": "44"}, heads=(B, A))

    @pytest.mark.parametrize(
        ("one", "other"), [(1, True), (1, 1.0), (0, False), (0, ""), (None, ""), (None, []), (0.0, -0.0)]
    )
    def test_what_only_python_holds_equal_is_a_conflict(self, one: object, other: object) -> None:
        assert settle_value([Head(A, one, 1), Head(B, other, 1)]).contested

    def test_the_newest_shows_and_then_the_greatest_id(self) -> None:
        assert settle_value([Head(B, "old", 1), Head(A, "new", 2)]) == Settled("new", contested=True, heads=(A, B))
        assert settle_value([Head(A, "a", 1), Head(B, "b", 1)]) == Settled("b", contested=True, heads=(B, A))

    @scenario("F14")
    def test_a_clock_that_says_2099_wins_nothing_once_received(self) -> None:
        in_2099, received, now = 4_070_908_800_000, 1_795_000_000_000, 1_795_000_000_001
        wrong_clock = Head(A, "wrong clock", min(in_2099, received))
        assert settle_value([wrong_clock, Head(B, "right clock", now)]).value == "right clock"

    def test_an_incomplete_field_is_shown_and_not_contested(self) -> None:
        settled = settle_value([Head(A, 1, 1), Head(B, 2, 2)], incomplete=True)
        assert settled == Settled(2, contested=False, heads=(B, A), incomplete=True)
        assert settle_value([Head(A, 1, 1)], incomplete=True).incomplete

    def test_an_erased_value_has_no_say(self) -> None:
        assert settle_value([Head(A, "kept", 1), Head(B, HOLLOW, 2)]) == Settled("kept", heads=(B, A))
        assert settle_value([Head(A, HOLLOW, 1)]) == Settled(None, heads=(A,))
        assert settle_value([Head(A, HOLLOW, 1), Head(B, HOLLOW, 1)]) == Settled(None, heads=(B, A))

    def test_a_field_without_heads_is_empty(self) -> None:
        assert settle_value([]) == Settled(None)


class TestMembers:
    def test_in_against_out_is_in_and_marked(self) -> None:
        assert settle_member([Head(A, True, 1), Head(B, False, 2)]) == Settled(True, contested=True, heads=(B, A))

    @pytest.mark.parametrize("inside", [True, False])
    def test_agreement_is_unmarked(self, inside: bool) -> None:
        assert settle_member([Head(A, inside, 1), Head(B, inside, 2)]) == Settled(inside, heads=(B, A))

    def test_what_is_neither_in_nor_out_is_out(self) -> None:
        assert settle_member([Head(A, 1, 1)]) == Settled(False, heads=(A,))


TEXT = "Der Betrieb ist groß. Er hat 38.000 Euro Umsatz.\nEs gibt viel zu tun."


def texts(history: Mapping[ChangeId, tuple[object, list[ChangeId]]], *heads: ChangeId, **options: bool) -> Settled:
    """Settles `heads` of a history that is written as change: (value, what it replaces)."""
    known = {change: Past(value, replaces) for change, (value, replaces) in history.items()}
    return settle_text([Head(head, known[head].value, 1) for head in heads], known.get, **options)


class TestTexts:
    @scenario("F38")
    def test_edits_of_different_paragraphs_are_combined(self) -> None:
        history = {
            BASE: (TEXT, []),
            A: (TEXT.replace("groß", "klein"), [BASE]),
            B: (TEXT.replace("viel", "wenig"), [BASE]),
        }
        expected = TEXT.replace("groß", "klein").replace("viel", "wenig")
        assert texts(history, A, B) == Settled(expected, heads=(B, A), merged=True)

    @scenario("F38")
    def test_edits_of_one_sentence_are_contested_with_all_texts_kept(self) -> None:
        history = {
            BASE: (TEXT, []),
            A: (TEXT.replace("groß", "klein"), [BASE]),
            B: (TEXT.replace("groß", "alt"), [BASE]),
        }
        assert texts(history, A, B) == Settled(history[B][0], contested=True, heads=(B, A))

    @scenario("F38")
    def test_three_heads_are_combined_at_once(self) -> None:
        history = {
            BASE: (TEXT, []),
            A: (TEXT.replace("groß", "klein"), [BASE]),
            B: (TEXT.replace("38.000", "40.000"), [BASE]),
            C: (TEXT + "\nNeu.", [BASE]),
        }
        expected = TEXT.replace("groß", "klein").replace("38.000", "40.000") + "\nNeu."
        assert {texts(history, *order).value for order in ((A, B, C), (C, A, B), (B, C, A))} == {expected}

    def test_the_base_is_the_nearest_common_change_not_the_first(self) -> None:
        first, second = TEXT, TEXT.replace("groß", "klein")
        history = {
            OLDER: (first, []),
            BASE: (second, [OLDER]),
            A: (second + "\nA", [BASE]),
            B: (first + "\nB", [BASE]),
        }
        assert texts(history, A, B).value == first + "\nA\nB"

    @scenario("F38")
    def test_a_criss_cross_history_is_contested(self) -> None:
        one, other = an_id("e"), an_id("f")
        history = {
            BASE: (TEXT, []),
            one: (TEXT + "\n1", [BASE]),
            other: (TEXT + "\n2", [BASE]),
            A: (TEXT + "\n1\n2\nA", [one, other]),
            B: (TEXT + "\n1\n2\nB", [one, other]),
        }
        assert texts(history, A, B).contested

    def test_texts_without_a_common_change_are_contested(self) -> None:
        assert texts({A: ("Eins.", []), B: ("Zwei.", [])}, A, B).contested

    @pytest.mark.parametrize("base", [HOLLOW, 5])
    def test_a_base_that_is_no_text_any_more_leaves_them_contested(self, base: object) -> None:
        assert texts({BASE: (base, []), A: ("Eins.", [BASE]), B: ("Zwei.", [BASE])}, A, B).contested

    def test_a_base_that_is_not_here_leaves_them_contested(self) -> None:
        assert texts({A: ("Eins.", [BASE]), B: ("Zwei.", [BASE])}, A, B).contested

    def test_two_first_paragraphs_in_an_empty_field_are_both_kept(self) -> None:
        for empty in ("", None):
            assert texts({BASE: (empty, []), A: ("Eins.", [BASE]), B: ("Zwei.", [BASE])}, B, A).value == "Eins.\nZwei."

    def test_a_text_against_something_else_is_contested(self) -> None:
        assert texts({BASE: (TEXT, []), A: (TEXT + "\nA", [BASE]), B: (None, [BASE])}, A, B).contested

    def test_a_text_beside_an_erased_one_is_not_combined(self) -> None:
        history = {BASE: (TEXT, []), A: (TEXT + "\nA", [BASE]), B: (TEXT + "\nB", [BASE]), C: (HOLLOW, [BASE])}
        assert texts(history, A, B, C).contested

    def test_an_incomplete_text_is_not_combined(self) -> None:
        history = {BASE: (TEXT, []), A: (TEXT + "\nA", [BASE]), B: (TEXT + "\nB", [BASE])}
        assert texts(history, A, B, incomplete=True) == Settled(TEXT + "\nB", heads=(B, A), incomplete=True)

    def test_equal_texts_need_no_base(self) -> None:
        assert texts({A: ("Eins.", []), B: ("Eins.", [])}, A, B) == Settled("Eins.", heads=(B, A))


class TestNearestCommonChange:
    def test_a_history_that_runs_in_a_circle_has_none(self) -> None:
        circle = {A: [BASE], B: [OLDER], BASE: [OLDER], OLDER: [BASE]}
        assert nearest_common_change([A, B], circle.__getitem__) is None

    def test_a_decision_between_two_counts_as_descending_from_both(self) -> None:
        graph = {A: [BASE, OLDER], B: [BASE], BASE: [C], OLDER: [C], C: []}
        assert nearest_common_change([A, B], graph.__getitem__) == BASE

    def test_a_change_met_twice_hides_none_that_waits_behind_it(self) -> None:
        graph: dict[ChangeId, list[ChangeId]] = {A: [OLDER, BASE, C], B: [OLDER], C: [BASE], BASE: [], OLDER: []}
        assert nearest_common_change([A, B], graph.__getitem__) == OLDER

    @given(st.lists(st.lists(st.integers(0, 7), max_size=3), min_size=8, max_size=8), st.permutations(range(3)))
    def test_it_is_the_one_all_descend_from_with_none_between(self, older: list[list[int]], order: list[int]) -> None:
        graph = {an_id("a", n): [an_id("a", o) for o in older[n] if o > n] for n in range(8)}

        def line(change: ChangeId) -> set[ChangeId]:
            return {found for parent in graph[change] for found in {parent} | line(parent)}

        common = set.intersection(*(line(an_id("a", n)) for n in range(3)))
        nearest = [change for change in common if not any(change in line(other) for other in common)]
        found = nearest_common_change([an_id("a", n) for n in order], graph.__getitem__)
        assert found == (nearest[0] if len(nearest) == 1 else None)


def presence(changes: list[Change]) -> Presence:
    replica = after(changes)
    heads = replica.heads()
    existence = [replica.joined[id_] for id_ in heads.pop(EXISTENCE, [])]
    return is_present(
        [ExistenceHead(change.id, change.kind, change.covers) for change in existence],
        [FieldHead(id_, automatic=replica.joined[id_].automatic) for ids in heads.values() for id_ in ids],
        incomplete=bool(replica.state and replica.state.awaited),
    )


class TestPresence:
    @given(
        st.one_of(garbage(), st.randoms(use_true_random=False).map(honest_history)), st.randoms(use_true_random=False)
    )
    def test_a_record_is_gone_exactly_when_it_is_by_definition(
        self, changes: list[Change], chance: random.Random
    ) -> None:
        shown = presence(chance.sample(changes, len(changes)))
        assert shown.present is not is_gone_by_definition(changes)
        assert shown.present or not shown.contested

    def test_an_edit_is_taken_for_a_persons_and_marks_at_once_unless_said_otherwise(self) -> None:
        unseen = is_present([ExistenceHead(A, Kind.DELETE)], [FieldHead(B)])
        assert unseen == Presence(present=True, contested=True)

    def test_a_record_that_nobody_deleted_is_there(self) -> None:
        assert presence([a_change("a", fields={"name": 1})]) == Presence(present=True)

    def test_a_deletion_that_saw_everything_removes(self) -> None:
        made = a_change("a", fields={"name": 1})
        assert presence([made, a_change("b", kind=Kind.DELETE, covers=[made.id])]) == Presence(present=False)

    @scenario("F33")
    def test_an_edit_that_no_deletion_saw_brings_back_and_marks(self) -> None:
        made = a_change("a", fields={"name": 1})
        gone = a_change("b", kind=Kind.DELETE, covers=[made.id])
        edit = a_change("c", fields={"name": 2}, replaces={"name": [made.id]})
        assert presence([made, gone, edit]) == Presence(present=True, contested=True)

    @scenario("F80")
    def test_deletions_that_each_saw_another_head_remove_together(self) -> None:
        one, other = a_change("a", fields={"name": 1}), a_change("b", fields={"name": 2})
        half, rest = (
            a_change("c", kind=Kind.DELETE, covers=[one.id]),
            a_change("d", kind=Kind.DELETE, covers=[other.id]),
        )
        assert presence([one, other, half]) == Presence(present=True, contested=True)
        assert presence([one, other, half, rest]) == Presence(present=False)

    @scenario("F80")
    def test_deleted_against_restored_is_present_and_marked(self) -> None:
        made = a_change("a", fields={"name": 1})
        first = a_change("b", kind=Kind.DELETE, covers=[made.id])
        restored = a_change("a", 2, kind=Kind.RESTORE, replaces={EXISTENCE: [first.id]})
        again = a_change("c", kind=Kind.DELETE, covers=[made.id], replaces={EXISTENCE: [first.id]})
        assert presence([made, first, restored]) == Presence(present=True)
        assert presence([made, first, restored, again]) == Presence(present=True, contested=True)

    def test_a_decision_for_the_deletion_removes_for_good(self) -> None:
        made = a_change("a", fields={"name": 1})
        gone = a_change("b", kind=Kind.DELETE, covers=[made.id])
        edit = a_change("c", fields={"name": 2}, replaces={"name": [made.id]})
        decided = a_change("a", 2, kind=Kind.DELETE, covers=[edit.id], replaces={EXISTENCE: [gone.id]})
        assert presence([made, gone, edit, decided]) == Presence(present=False)

    def test_what_the_program_wrote_by_itself_revives_nothing(self) -> None:
        made = a_change("a", fields={"name": 1})
        gone = a_change("b", kind=Kind.DELETE, covers=[made.id])
        tidied = a_change("c", fields={"order": 2}, automatic=True)
        assert presence([made, gone, tidied]) == Presence(present=False)

    def test_a_deletion_ahead_of_what_it_saw_removes_and_marks_nothing_yet(self) -> None:
        made = a_change("a", fields={"name": 1})
        edit = a_change("a", 2, fields={"name": 2}, replaces={"name": [made.id]})
        gone = a_change("b", kind=Kind.DELETE, covers=[edit.id])
        assert presence([made, gone]) == Presence(present=True)
        assert presence([made, gone, edit]) == Presence(present=False)

    def test_a_patch_that_calls_itself_existence_neither_deletes_nor_restores(self) -> None:
        posing = ExistenceHead(C, Kind.SET)
        assert is_present([posing], [FieldHead(A)]) == Presence(present=True)
        assert is_present([posing, ExistenceHead(B, Kind.DELETE, [A])], [FieldHead(A)]) == Presence(present=False)

    @scenario("F34", "F80")
    def test_a_part_that_the_roots_deletion_did_not_see_revives_the_root(self) -> None:
        gone = Presence(present=False)
        assert with_part(gone, living_part=True) == Presence(present=True, contested=True)
        assert with_part(gone, living_part=False) == gone
        assert with_part(Presence(present=True), living_part=True) == Presence(present=True)
