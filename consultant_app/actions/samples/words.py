"""Words for synthetic records: German compounds, names and sentences, drawn from a seeded source."""

from collections.abc import Sequence
from random import Random
from typing import Final

from consultant_app.actions.samples.files import sample_file


def _words(name: str) -> tuple[str, ...]:
    return tuple(str(sample_file("synthetic_words")[name]).split())


_SMALL_WORDS: Final = _words("small_words")
FIRST_NAMES: Final = _words("first_names")
LAST_NAMES: Final = _words("last_names")
COMPOUNDS: Final = tuple(first + second for first in _words("first_parts") for second in _words("second_parts"))
"""Over 7,000 different words."""


def phrase(random: Random, words: int) -> str:
    """A heading of compounds."""
    return " ".join(random.choices(COMPOUNDS, k=words))


def paragraph(random: Random, sentences: int) -> str:
    return " ".join(_sentence(random) for _ in range(sentences))


def paragraphs(random: Random, count: int) -> str:
    """Four to seven sentences each: about 1,300 characters for three, as in the sample's initial situations."""
    return "\n\n".join(paragraph(random, random.randint(4, 7)) for _ in range(count))


def person_name(random: Random) -> tuple[str, str]:
    return random.choice(FIRST_NAMES), random.choice(LAST_NAMES)


def one_of(random: Random, values: Sequence[str]) -> str:
    return values[random.randrange(len(values))]


def _sentence(random: Random) -> str:
    nouns, glue = random.choices(COMPOUNDS, k=4), random.choices(_SMALL_WORDS, k=6)
    return (
        f"{nouns[0]} {glue[0]} {glue[1]} {nouns[1]} {glue[2]} {random.randint(2, 980)} {glue[3]} {nouns[2]}, "
        f"{glue[4]} {glue[5]} {nouns[3]}."
    )
