import pytest

from consultant_app.domain.choosing import choice, matching

NAMES = (
    "Abele Mueller OHG, Herne",
    "Müller & Söhne, Witten",
    "Bäckerei Schulze, Mülheim",
    "Neuentwicklung GmbH, Hagen",
)
CHOICES = [choice(str(number), name) for number, name in enumerate(NAMES)]


def _found(typed: str) -> list[str]:
    return [one.name.partition(",")[0] for one in matching(CHOICES, typed)]


@pytest.mark.parametrize("typed", ["müller", "MUELLER", "muller", "mul"])
def test_umlauts_meet_however_they_are_written_and_the_name_that_begins_so_comes_first(typed: str) -> None:
    assert _found(typed)[:2] == ["Müller & Söhne", "Abele Mueller OHG"]


def test_inner_parts_of_words_are_found_after_beginnings() -> None:
    assert _found("entwicklung") == ["Neuentwicklung GmbH"]
    assert _found("ül") == ["Abele Mueller OHG", "Müller & Söhne", "Bäckerei Schulze"]


def test_every_word_must_occur_in_any_order() -> None:
    assert _found("witten söhne") == ["Müller & Söhne"]
    assert _found("müller hagen") == []


def test_nothing_typed_offers_all() -> None:
    assert len(_found(" ")) == len(NAMES)
