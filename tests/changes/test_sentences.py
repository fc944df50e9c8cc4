import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.changes.sentences import split_sentences

pieces = st.sampled_from(
    [
        "z. B.",
        "Dr.",
        "38.000",
        "10.",
        "April",
        "Haus",
        "haus",
        ".",
        "!",
        "?",
        "…",
        " ",
        "  ",
        "„",
        "“",
        "(",
        ")",
        "Ä",
        "\t",
    ]
)


@given(st.one_of(st.text(max_size=30), st.lists(pieces, max_size=12).map("".join)))
def test_nothing_is_lost_or_added_by_splitting(line: str) -> None:
    tokens = split_sentences(line)
    assert "".join(tokens) == line
    assert all(tokens)
    blank = [token.isspace() for token in tokens]
    assert all(one != other for one, other in pairwise(blank))


@pytest.mark.parametrize(
    "sentence",
    [
        "Das gilt z. B. Für alle.",
        "Wir danken Dr. Müller und Prof. Dr. Weiß.",
        "Der Umsatz liegt bei 38.000 Euro.",
        "Das Gespräch ist am 10. April in Bochum.",
        "Siehe Punkt 3. Energie im II. Quartal.",
        "Gesprochen hat A. Meier vom Verein e. V. Herne.",
        "Die Anlage kostet ca. 12.000 Euro inkl. MwSt. Netto sind es weniger",
        "Es gilt d. h. Ab sofort, i. d. R. Montags, bzw. Dienstags, vgl. Anlage Nr. Fünf.",
        "Näheres unter www.beispiel.de. 3 Kopien genügen.",
        "Er zögerte ... Dann kam die Zusage… Endlich",
        "„Das passt.“ sagte sie.",
        "Wirklich? fragte er.",
        "ein.punkt.ohne.Leerzeichen",
    ],
)
def test_a_full_stop_that_may_not_be_one_ends_nothing(sentence: str) -> None:
    assert split_sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("Der Betrieb ist groß. Er wächst.", ["Der Betrieb ist groß.", "Er wächst."]),
        ("Kommt sie? Ja! Morgen.", ["Kommt sie?", "Ja!", "Morgen."]),
        ("Stimmt das?! 12 Leute sagen ja.", ["Stimmt das?!", "12 Leute sagen ja."]),
        ("Sie sagt: „Das passt.“ Er nickt.", ["Sie sagt: „Das passt.“", "Er nickt."]),
        ("Es ist gut (siehe unten.) Mehr folgt.", ["Es ist gut (siehe unten.)", "Mehr folgt."]),
        ("Er fängt an. „Gut“, meint sie.", ["Er fängt an.", "„Gut“, meint sie."]),
        ("  Vorn und hinten.  Leer.  ", ["Vorn und hinten.", "Leer."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(line: str, sentences: list[str]) -> None:
    assert [token for token in split_sentences(line) if not token.isspace()] == sentences


@pytest.mark.parametrize(
    "line", ["." * 200_000, "a" * 200_000, ". " * 100_000, "x." * 100_000, ".)" * 100_000, " " * 200_000]
)
def test_a_line_made_to_be_slow_is_split_at_once(line: str) -> None:
    began = time.process_time()
    assert "".join(split_sentences(line)) == line
    assert time.process_time() - began < 2


def test_a_word_before_a_full_stop_is_read_from_its_beginning_for_40_letters() -> None:
    assert split_sentences("Tel. Zentrale") == ["Tel. Zentrale"]
    assert split_sentences("a" + "b" * 39 + ". Neu") == ["a" + "b" * 39 + ".", " ", "Neu"]
    assert split_sentences("a" + "b" * 40 + ". Neu") == ["a" + "b" * 40 + ". Neu"]
