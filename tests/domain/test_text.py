import pytest

from consultant_app.domain.text import collapsed, fold


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
