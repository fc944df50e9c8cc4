import random
import subprocess
import time
from itertools import combinations, pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultant_app.changes.sentences import split_sentences
from consultant_app.changes.text_edits import Edit, text_edits
from consultant_app.changes.text_merge import merge_texts
from tests.changes.histories import an_id
from tests.support.scenarios import scenario

A, B, C = an_id("a"), an_id("b"), an_id("c")
FIRST, SECOND, THIRD = "Der Betrieb ist groß.", "Er hat 12 Azubis.", "Die Halle ist alt."
FIRST_A, SECOND_B, THIRD_B = "Der Betrieb ist klein.", "Er hat 13 Azubis.", "Die Halle ist neu."
TWO = f"{FIRST} {SECOND} {THIRD}\nZweiter Absatz. Noch etwas."

words = st.sampled_from(
    ["Haus.", "Weg.", "z. B.", "Baum", "10.", "Ja!", "Wie?", "usw.", "\n", "\n\n", " ", "und", "Tor."]
)
loose_texts = st.lists(words, max_size=9).map(" ".join)


def tokens(text: str) -> list[tuple[str, ...]]:
    return [(*split_sentences(line), "\n") for line in text.split("\n")] if text else []


@given(loose_texts, loose_texts)
def test_edits_lead_from_one_text_to_the_other(base: str, text: str) -> None:
    old = [token for paragraph in tokens(base) for token in paragraph]
    for edit in reversed(list(text_edits(tokens(base), tokens(text)))):
        assert old[edit.start : edit.end] != list(edit.tokens)
        old[edit.start : edit.end] = edit.tokens
    assert old == [token for paragraph in tokens(text) for token in paragraph]


@scenario("F38")
@given(loose_texts, st.lists(loose_texts, min_size=2, max_size=3))
def test_the_order_of_heads_never_matters(base: str, texts: list[str]) -> None:
    heads = dict(zip([A, B, C], texts, strict=False))
    assert len({merge_texts(base, dict(order)) for order in permutations(heads.items())}) == 1


@given(loose_texts, loose_texts)
def test_a_head_that_changed_nothing_has_no_say(base: str, text: str) -> None:
    assert merge_texts(base, {A: base, B: base}) == base
    assert merge_texts(base, {A: base, B: text}) == text
    assert merge_texts(base, {A: text, B: text}) == text


@scenario("F38")
@given(loose_texts, loose_texts, loose_texts)
def test_every_sentence_of_a_merged_text_is_one_that_somebody_wrote(base: str, one: str, other: str) -> None:
    merged = merge_texts(base, {A: one, B: other})
    if merged is not None:
        written = {token for text in (base, one, other) for paragraph in tokens(text) for token in paragraph}
        assert written.issuperset(token for paragraph in tokens(merged) for token in paragraph)


class Drafts:
    """Three people who each edit paragraphs of their own, and what should come of it together."""

    def __init__(self, chance: random.Random) -> None:
        self.count = 0
        self.chance = chance
        self.base = [self.paragraph() for _ in range(chance.randint(1, 7))]
        self.texts = {head: self.edited(list(enumerate(self.base))) for head in (A, B, C)[: chance.randint(2, 3)]}

    def sentence(self) -> str:
        self.count += 1
        return f"Satz {self.count} ist hier."

    def paragraph(self) -> list[str]:
        return [self.sentence() for _ in range(self.chance.randint(1, 3))]

    def edited(self, numbered: list[tuple[int, list[str]]]) -> dict[int | tuple[int], list[str] | None]:
        """What one person does: a paragraph rewritten, edited or removed (None); `(n,)` is new, before paragraph n."""
        done: dict[int | tuple[int], list[str] | None] = {}
        for number, paragraph in numbered:
            deed = self.chance.choice(["leave", "leave", "leave", "rewrite", "edit", "remove", "add"])
            if deed == "rewrite":
                done[number] = self.paragraph()
            elif deed == "edit":
                place = self.chance.randrange(len(paragraph))
                done[number] = [*paragraph[:place], self.sentence(), *paragraph[place + 1 :]]
            elif deed == "remove":
                done[number] = None
            elif deed == "add":
                done[number,] = self.paragraph()
        if self.chance.random() < 0.5:
            done[len(self.base),] = self.paragraph()
        return done

    def text(self, *deeds: dict[int | tuple[int], list[str] | None]) -> str:
        lines = []
        for number in range(len(self.base) + 1):
            lines += [" ".join(deed[number,]) for deed in deeds if (number,) in deed]
            if number < len(self.base):
                kept: list[str] | None = self.base[number]
                for deed in deeds:
                    kept = deed.get(number, kept)
                lines += [" ".join(kept)] if kept is not None else []
        return "\n".join(lines)

    def shared(self) -> set[int]:
        numbers = [number for deed in self.texts.values() for number in deed if isinstance(number, int)]
        return {number for number in numbers if numbers.count(number) > 1}

    def open_order(self) -> bool:
        """Who rewrites a paragraph and puts one beside it wrote two: which of them is the new one nobody knows."""
        return any({number, number - 1} & deed.keys() for deed in self.texts.values() for (number,) in new_ones(deed))


def new_ones(deed: dict[int | tuple[int], list[str] | None]) -> list[tuple[int]]:
    return [number for number in deed if isinstance(number, tuple)]


@given(st.randoms(use_true_random=False))
def test_edits_of_different_paragraphs_come_out_as_if_made_by_one_person(chance: random.Random) -> None:
    drafts = Drafts(chance)
    merged = merge_texts(drafts.text(), {head: drafts.text(deed) for head, deed in drafts.texts.items()})
    if merged is not None and not drafts.shared():
        expected = drafts.text(*drafts.texts.values())
        assert sorted(merged.split("\n")) == sorted(expected.split("\n"))
        assert merged == expected or drafts.open_order()


@given(st.randoms(use_true_random=False))
def test_new_sentences_of_everybody_are_in_a_merged_text(chance: random.Random) -> None:
    drafts = Drafts(chance)
    merged = merge_texts(drafts.text(), {head: drafts.text(deed) for head, deed in drafts.texts.items()})
    if merged is not None:
        written = {sentence for deed in drafts.texts.values() for new in deed.values() for sentence in new or []}
        old = {sentence for paragraph in drafts.base for sentence in paragraph}
        assert all(sentence in merged for sentence in written - old)


@given(st.randoms(use_true_random=False))
def test_people_who_keep_a_paragraph_apart_are_never_asked(chance: random.Random) -> None:
    drafts = Drafts(chance)
    apart = {
        head: {number: new for number, new in deed.items() if isinstance(number, int) and number % 6 == 2 * turn}
        for turn, (head, deed) in enumerate(drafts.texts.items())
    }
    merged = merge_texts(drafts.text(), {head: drafts.text(deed) for head, deed in apart.items()})
    assert merged == drafts.text(*apart.values())


@scenario("F38")
@settings(max_examples=60)
@given(chance=st.randoms(use_true_random=False))
def test_git_merge_file_agrees_wherever_it_sees_no_conflict(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    drafts = Drafts(chance)
    base, one, other = drafts.text(), *(drafts.text(drafts.texts[head]) for head in (A, B))
    by_git = git_merge(tmp_path_factory.mktemp("merge"), one=one, base=base, other=other)
    if by_git is not None:
        assert merge_texts(base, {A: one, B: other}) == by_git


def git_merge(folder: Path, *, one: str, base: str, other: str) -> str | None:
    """What git makes of three texts that end in a line end; None for a conflict."""
    names = {"one": one, "base": base, "other": other}
    for name, text in names.items():
        (folder / name).write_text(text + "\n" if text else "", encoding="utf-8")
    done = subprocess.run(
        ["git", "merge-file", "--stdout", "--quiet", *names],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.removesuffix("\n") if done.returncode == 0 else None


@pytest.mark.parametrize(
    ("one", "other", "merged"),
    [
        ((FIRST, FIRST_A), (SECOND, SECOND_B), f"{FIRST_A} {SECOND_B} {THIRD}"),
        ((FIRST, FIRST_A), (THIRD, THIRD_B), f"{FIRST_A} {SECOND} {THIRD_B}"),
        ((FIRST, FIRST_A), (FIRST, FIRST_A), f"{FIRST_A} {SECOND} {THIRD}"),
        ((FIRST + " ", ""), (THIRD, THIRD_B), f"{SECOND} {THIRD_B}"),
        ((FIRST, f"Vorab. {FIRST}"), (THIRD, f"{THIRD} Danach."), f"Vorab. {FIRST} {SECOND} {THIRD} Danach."),
        ((FIRST, f"{FIRST} Neu."), (THIRD, f"{THIRD} Danach."), f"{FIRST} Neu. {SECOND} {THIRD} Danach."),
        ((f" {THIRD}", f"\n{THIRD}"), (FIRST, FIRST_A), f"{FIRST_A} {SECOND}\n{THIRD}"),
    ],
)
def test_different_sentences_of_one_paragraph_are_combined(
    one: tuple[str, str], other: tuple[str, str], merged: str
) -> None:
    expected = TWO.replace(f"{FIRST} {SECOND} {THIRD}", merged)
    assert merge_texts(TWO, {A: TWO.replace(*one), B: TWO.replace(*other)}) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param((FIRST, FIRST_A), (FIRST, "Der Betrieb ist alt."), id="one sentence"),
        pytest.param((FIRST, f"{FIRST} Eins."), (FIRST, f"{FIRST} Zwei."), id="two new sentences at one place"),
        pytest.param((FIRST, f"{FIRST} Eins."), (SECOND, SECOND_B), id="a new sentence beside an edited one"),
        pytest.param((FIRST, f"{FIRST} Eins."), (FIRST, FIRST_A), id="the same on its other side"),
        pytest.param((f"{SECOND} ", ""), (SECOND, SECOND_B), id="removed and edited"),
        pytest.param((TWO, ""), (SECOND, SECOND_B), id="emptied and edited"),
        pytest.param((f"{THIRD}\n", f"{THIRD} "), (f"{THIRD}\n", f"{THIRD}\nNeu.\n"), id="joined and parted"),
        pytest.param((THIRD + "\n", THIRD + " "), ("Zweiter", "Der zweite"), id="joined and edited behind"),
        pytest.param((f" {THIRD}\n", "\n"), (THIRD, THIRD_B), id="end removed and edited"),
        pytest.param((" 12 ", " 13 "), (FIRST, f"{FIRST}\n"), id="parted beside an edited sentence"),
    ],
)
def test_edits_that_meet_are_left_to_a_person(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert merge_texts(TWO, {A: TWO.replace(*one), B: TWO.replace(*other)}) is None


def test_new_paragraphs_at_one_place_are_both_kept_in_the_order_of_their_ids() -> None:
    base = "Anfang.\n\nEnde."
    one, other = base.replace("\nEnde", "\nVon A.\n\nEnde"), base.replace("\nEnde", "\nVon B.\n\nEnde")
    assert merge_texts(base, {B: other, A: one}) == "Anfang.\n\nVon A.\n\nVon B.\n\nEnde."


def test_a_paragraph_that_two_people_added_alike_stands_once_where_the_first_of_them_would_have_it() -> None:
    heads = {A: "Alt.\nGleich.", B: "Alt.\nAnders.", C: "Alt.\nGleich."}
    merged = {merge_texts("Alt.", dict(order)) for order in permutations(heads.items())}
    assert merged == {"Alt.\nGleich.\nAnders."}


def test_what_is_repeated_is_not_taken_for_the_same_place() -> None:
    base, text = tokens("Anfang. Ja! Eins. Ja! Zwei. Ende."), tokens("Anfang. Neu. Ja! Anders. Ende.")
    edit = Edit(2, 9, ("Neu.", " ", "Ja!", " ", "Anders."))
    assert list(text_edits(base, text)) == [edit]


def test_a_new_paragraph_beside_an_edited_one_is_kept() -> None:
    assert merge_texts("Alt.", {A: "Neu.", B: "Alt.\nDazu."}) == "Neu.\nDazu."
    assert merge_texts("Alt.", {A: "Neu.", B: "Davor.\nAlt."}) == "Davor.\nNeu."


def test_edits_that_meet_in_one_persons_text_meet_nobody_elses() -> None:
    assert merge_texts("Alt.", {A: "Vorn. Alt. Hinten.", B: "Vorn. Alt."}) == "Vorn. Alt. Hinten."


def test_new_paragraphs_stand_before_a_sentence_put_in_front_of_the_next() -> None:
    assert merge_texts("Alt. Mehr.", {A: "Vorn. Alt. Mehr.", B: "Absatz.\nAlt. Mehr."}) == "Absatz.\nVorn. Alt. Mehr."


def test_first_sentences_in_an_empty_line_meet() -> None:
    assert merge_texts("Eins.\n\nZwei.", {A: "Eins.\nVon A.\nZwei.", B: "Eins.\nVon B.\nZwei."}) is None


def test_sentences_that_would_run_together_are_left_to_a_person() -> None:
    base = "Es sind Leute! Danach Pause."
    heads = {A: base.replace("Leute!", "Kräfte."), B: base.replace("Danach", "12 Minuten")}
    assert merge_texts(base, heads) is None


def test_a_text_too_long_to_compare_at_once_is_left_to_a_person() -> None:
    base = "Satz.\n" * 40_000
    assert merge_texts(base, {A: base + "A", B: "B\n" + base}) is None


def test_65_heads_are_settled_at_once() -> None:
    base = "\n".join(f"Absatz {number} ist da. Und noch ein Satz." for number in range(65))
    heads = {an_id("a", n): base.replace(f"Absatz {n} ", f"Abschnitt {n} ") for n in range(65)}
    began = time.process_time()
    assert merge_texts(base, heads) == base.replace("Absatz", "Abschnitt")
    assert time.process_time() - began < 2


def test_a_text_made_to_be_slow_is_given_up_soon() -> None:
    base = "\n".join(f"a{number + 1}\na{number}" for number in range(15_000))
    other = "\n".join(f"a{number + 1}\nx{number}\na{number}\ny{number}" for number in range(7_000))
    began = time.process_time()
    merge_texts(base, {A: other, B: base + "\nEnde."})
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("base", "one", "other", "merged"),
    [
        # A paragraph goes, the next one is edited.
        ("Eins.\nZwei.\nDrei.", "Eins.\nDrei.", "Eins.\nZwei.\nVier.", "Eins.\nVier."),
        # A sentence is edited, the gap behind it as well.
        ("Eins. Zwei.", "Drei. Zwei.", "Eins.  Zwei.", "Drei.  Zwei."),
        # Two paragraphs become one; the gap behind the first sentence that moved up is edited.
        ("Eins.\nZwei. Drei.", "Eins. Zwei. Drei.", "Eins.\nZwei.  Drei.", "Eins. Zwei.  Drei."),
        # A sentence is put before a paragraph's first, the end of the paragraph above is edited.
        ("Eins.\nZwei.", "Eins.\nNeu. Zwei.", "Drei.\nZwei.", "Drei.\nNeu. Zwei."),
        # A sentence is put between two; the gap behind the second, or what follows it, is edited.
        ("Eins. Zwei. Drei.", "Eins. Neu. Zwei. Drei.", "Eins. Zwei.  Drei.", "Eins. Neu. Zwei.  Drei."),
        ("Eins.  Zwei. Drei.", "Eins. Neu.  Zwei. Drei.", "Eins.  Zwei. Vier.", "Eins. Neu.  Zwei. Vier."),
    ],
)
def test_edits_reach_no_further_than_what_they_touch(base: str, one: str, other: str, merged: str) -> None:
    assert merge_texts(base, {A: one, B: other}) == merged
    assert merge_texts(base, {A: other, B: one}) == merged


def test_texts_are_compared_up_to_200000_characters_each() -> None:
    base = "x" * 199_993 + "\nEnde."
    assert merge_texts(base, {A: base, B: base + "."}) == base + "."
    assert merge_texts(base, {A: base, B: base + ".."}) is None


def test_what_is_repeated_outside_of_a_difference_still_marks_a_place_in_it() -> None:
    def edited(base: str, text: str) -> list[tuple[int, int]]:
        return [edit[:2] for edit in text_edits(tokens(base), tokens(text))]

    assert edited("Gleich. A! Gleich. B!", "Gleich. C! Gleich. D!") == [(2, 3), (6, 7)]
    assert edited("A! Gleich. B! Gleich.", "C! Gleich. D! Gleich.") == [(0, 1), (4, 5)]


@pytest.mark.parametrize("gap", [" ", "  "])
def test_a_gap_marks_no_place(gap: str) -> None:
    edits = text_edits([("Eins.", gap, "Zwei.", "\n")], [("Drei.", gap, "Vier.", "\n")])
    assert list(edits) == [Edit(0, 3, ("Drei.", gap, "Vier."))]


@given(st.permutations(range(7)), st.randoms(use_true_random=False))
def test_of_what_stands_once_as_much_stays_as_can_stay_in_order(order: list[int], chance: random.Random) -> None:
    kept = sorted(chance.sample(order, chance.randint(0, 7)), key=order.index)
    longest = max(
        size
        for size in range(8)
        for some in combinations(kept, size)
        if all(one < other for one, other in pairwise(some))
    )
    paragraphs = {number: (f"{number}.", "\n") for number in range(7)}
    edits = list(text_edits([paragraphs[number] for number in range(7)], [paragraphs[number] for number in kept]))
    assert all(one.end < other.start for one, other in pairwise(edits))
    gone = {place for edit in edits for place in range(edit.start, edit.end)}
    # A line end of its own is no sentence: what counts is the number of sentences that stay.
    assert 7 - len([place for place in gone if place % 2 == 0]) == longest
