import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consultant_app.domain.text import beginning, collapsed, fold, german_order, word_count


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"),
        ("GRÖSSE", "grosse"),
        ("Straẞe", "strasse"),
        ("Łódź", "lodz"),
        ("Örnekoğlu", "ornekoglu"),
        ("şé ụ", "se u"),
        ("CO₂", "co2"),
        ("İstanbul ısı", "istanbul isi"),
        ("u\u0308ber", "uber"),
        ("Mueller", "mueller"),
    ],
)
def test_folding_leaves_neither_case_nor_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_three_spellings_of_an_umlaut_collapse_to_one() -> None:
    assert {collapsed(name) for name in ("Müller", "Mueller", "Muller", "MÜLLER")} == {"muller"}
    assert {collapsed(name) for name in ("Größe", "Groesse", "grosse")} == {"grosse"}


def test_folding_works_character_by_character() -> None:
    text = "Größe, Łódź und CO₂"
    assert fold(text) == "".join(fold(character) for character in text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("  \n ", 0),
        ("Rund 38.000 € im Jahr", 4),
        ("Status-quo-Check", 1),
        ("z. B. – also", 3),
        ("es gibt's", 2),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert word_count(text) == count


def test_names_stand_in_the_order_of_din_5007_2() -> None:
    names = ["Götz", "Goethe", "Müller", "Mueller", "Mufti", "Göbel", "Goldmann", "Weiß", "Weiss", "Weisz"]
    assert sorted(names, key=german_order) == [
        "Göbel",
        "Goethe",
        "Götz",
        "Goldmann",
        "Mueller",
        "Müller",
        "Mufti",
        "Weiss",
        "Weiß",
        "Weisz",
    ]


@given(st.text())
@example("🄐")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", ""),
        ("  Rundgang\n Halle 2 ", "Rundgang Halle 2"),
        ("Druckluft zuerst, weil dort viel zu holen ist", "Druckluft zuerst …"),
        ("Druckluft zuerst weil dort", "Druckluft zuerst …"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffa …"),
    ],
)
def test_the_beginning_of_a_text_ends_with_a_whole_word_and_says_that_more_follows(text: str, name: str) -> None:
    assert beginning(text, longest=20) == name
