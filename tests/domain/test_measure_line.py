from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.measure_line import (
    Candidate,
    SpanKind,
    completions,
    is_measure_line,
    match_person,
    parse_measure_line,
)

TODAY = date(2026, 5, 19)
MURAT = Candidate("1", "Murat Aydın", 0)
SABINE = Candidate("2", "Sabine Tilgner", 0)
LENA = Candidate("3", "Lena Horstkötter", 0)
SABINE_OERNEK = Candidate("4", "Sabine Örnek", 1)
HANNA = Candidate("5", "Dr. Hanna Mustermann-Groß", 1)
KATRIN = Candidate("6", "Katrin Albers", 2)
SEBNEM = Candidate("7", "Şebnem Örnek", 2)
PEOPLE = (MURAT, SABINE, LENA, SABINE_OERNEK, HANNA, KATRIN, SEBNEM)


def test_the_line_of_the_picture_is_understood() -> None:
    text = "M: Förderung für LED klären @Albers bis 29.5. !hoch "
    line = parse_measure_line(text, today=TODAY, candidates=PEOPLE, default_field="UM")
    assert line.title == "Förderung für LED klären"
    assert (line.person, line.due_on, line.priority, line.csr_field) == (KATRIN, date(2026, 5, 29), "high", "UM")
    assert [(span.kind, text[span.start : span.end]) for span in line.spans] == [
        (SpanKind.PREFIX, "M: "),
        (SpanKind.PERSON, "@Albers"),
        (SpanKind.DUE, "bis 29.5."),
        (SpanKind.PRIORITY, "!hoch"),
    ]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("@Albers", KATRIN),
        ("@albers,", KATRIN),
        ("@Katrin Albers", KATRIN),
        ("@Frau Albers", KATRIN),
        ("@aydin", MURAT),
        ("@Ayd", MURAT),
        ("@Horstkoetter", LENA),
        ("@horstkotter", LENA),
        ("@Groß", HANNA),
        ("@Mustermann-Gross", HANNA),
        ("@Frau Dr. Mustermann-Groß", HANNA),
        ("@Sabine", SABINE),
        ("@Sabine Örnek", SABINE_OERNEK),
        ("@oernek", SABINE_OERNEK),
        ("@Sebnem", SEBNEM),
    ],
)
def test_a_person_is_found_by_any_spelling_participants_first(text: str, person: Candidate) -> None:
    line = parse_measure_line(f"M: Angebot holen {text}", today=TODAY, candidates=PEOPLE)
    assert line.person == person
    assert line.title.rstrip(",") == "Angebot holen"


def test_a_whole_word_beats_a_beginning_even_of_a_participant() -> None:
    people = (Candidate("1", "Anna Bergmann", 0), Candidate("2", "Otto Berg", 2))
    assert match_person(["Berg"], people) == (people[1],)


def test_who_may_be_two_people_stays_in_the_title_and_both_are_named() -> None:
    people = (Candidate("1", "Anna Berg", 0), Candidate("2", "Otto Berg", 0))
    line = parse_measure_line("M: Kodex @Berg senden", today=TODAY, candidates=people)
    assert line.person is None
    assert line.ambiguous == people
    assert line.title == "Kodex @Berg senden"
    clear = parse_measure_line("M: Kodex @Otto Berg senden", today=TODAY, candidates=people)
    assert (clear.person, clear.ambiguous, clear.title) == (people[1], (), "Kodex senden")


def test_the_same_person_as_participant_and_contact_is_one() -> None:
    twice = (Candidate("1", "Anna Berg", 0), Candidate("1", "Anna Berg", 1))
    assert match_person(["Berg"], twice) == (twice[0],)


def test_the_word_after_a_name_is_not_eaten() -> None:
    line = parse_measure_line("M: @Aydın m informieren", today=TODAY, candidates=PEOPLE)
    assert (line.person, line.title) == (MURAT, "m informieren")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("bis Ende Juni", date(2026, 6, 30)),
        ("bis in 2 Wochen", date(2026, 6, 2)),
        ("bis 9. Juni 2026", date(2026, 6, 9)),
        ("Bis Fr,", date(2026, 5, 22)),
        ("bis KW 24", date(2026, 6, 12)),
        ("bis morgen!", date(2026, 5, 20)),
    ],
)
def test_the_due_date_is_what_follows_bis(text: str, due: date) -> None:
    line = parse_measure_line(f"M: Angebot holen {text}", today=TODAY)
    assert line.due_on == due
    assert line.title.rstrip(",!") == "Angebot holen"


@pytest.mark.parametrize(
    ("text", "priority", "field"),
    [
        ("!hoch #U", "high", "UM"),
        ("!m #gemeinwesen", "medium", "GE"),
        ("!Niedrig #AR,", "low", "AR"),
        ("!egal #Z", None, None),
        ("! #", None, None),
    ],
)
def test_priority_and_field_are_marked(text: str, priority: str | None, field: str | None) -> None:
    line = parse_measure_line(f"M: Angebot {text}", today=TODAY)
    assert (line.priority, line.csr_field) == (priority, field)


def test_a_field_named_in_the_line_beats_the_open_section() -> None:
    assert parse_measure_line("M: x #M", today=TODAY, default_field="UM").csr_field == "MA"


def test_of_two_dates_the_last_counts_and_the_first_stays() -> None:
    line = parse_measure_line("M: Umbau bis Mai planen bis 30.6.", today=TODAY)
    assert line.due_on == date(2026, 6, 30)
    assert line.title == "Umbau bis Mai planen"


def test_nothing_understood_is_a_title() -> None:
    line = parse_measure_line("Kodex @niemand bis gleich !egal #Z", today=TODAY, candidates=PEOPLE)
    assert line.title == "Kodex @niemand bis gleich !egal #Z"
    assert line.spans == ()


def test_only_the_prefix_makes_a_measure_of_a_line() -> None:
    assert is_measure_line("  m: x")
    assert is_measure_line("M:x")
    assert not is_measure_line("Mo: x")
    assert not is_measure_line("am: x")


def test_in_english_a_day_may_be_said_in_english() -> None:
    line = parse_measure_line("M: Check by hand by next Friday", today=TODAY, language="en")
    assert (line.title, line.due_on) == ("Check by hand", date(2026, 5, 22))
    german = parse_measure_line("M: Check by next Friday", today=TODAY)
    assert (german.title, german.due_on) == ("Check by next Friday", None)


def test_completion_offers_participants_first_and_everybody_for_no_letters() -> None:
    assert completions("s", PEOPLE) == (SABINE, SABINE_OERNEK, SEBNEM)
    assert completions("oer", PEOPLE) == (SABINE_OERNEK, SEBNEM)
    assert completions("", PEOPLE) == PEOPLE
    assert completions("xyz", PEOPLE) == ()


WORDS = st.sampled_from(
    [
        "M:", "bis", "29.5.", "Ende", "Mai", "Fr,", "@Albers", "@Sabine", "@Frau", "@", "Dr.", "!hoch", "!", "#U", "#",
        "in", "2", "Wochen", "Örnek", "LED", "klären", ",", "KW", "24", "\t", "  ", "ß", "@Sabine,", "bis.",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text())
def test_no_character_of_the_title_is_ever_lost(text: str) -> None:
    line = parse_measure_line(text, today=TODAY, candidates=PEOPLE)
    outside, at = "", 0
    for span in line.spans:
        assert at <= span.start <= span.end <= len(text)
        outside += text[at : span.start]
        at = span.end
    outside += text[at:]
    assert "".join(line.title.split()) == "".join(outside.split())


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_each_kind_is_understood_once_and_only_where_it_is_marked(text: str) -> None:
    line = parse_measure_line(text, today=TODAY, candidates=PEOPLE)
    kinds = [span.kind for span in line.spans]
    assert len(set(kinds)) == len(kinds)
    first = {SpanKind.PERSON: "@", SpanKind.PRIORITY: "!", SpanKind.FIELD: "#", SpanKind.DUE: "b"}
    for span in line.spans:
        if span.kind in first:
            assert text[span.start].lower() == first[span.kind]
