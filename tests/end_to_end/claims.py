"""Claims about the day, and those that have to be read while it is under way."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.end_to_end import story
from tests.end_to_end.office import Laptop


@dataclass(frozen=True)
class Claim:
    """A sentence, and whether it holds; `found` is what was read instead."""

    sentence: str
    holds: bool
    found: str = ""


def contested_claims(laptop: Laptop, visit: str) -> Iterator[Claim]:
    """To be read while nothing is decided yet."""
    conflicts = laptop.json("conflicts", "list")
    fields = [f"{one['type']}.{one['field']}" for one in conflicts]
    yield Claim(
        f"{laptop.name}: strittig ist genau ein Feld, die {story.WORDS[story.CONTESTED]} des Besuchs.",
        fields == [f"visit.{story.CONTESTED}"] and conflicts[0]["id"] == visit,
        ", ".join(fields) or "keines",
    )
    written = {value["author"]: value["value"] for one in conflicts for value in one["values"]}
    wanted = {story.ANNA: story.TEXTS[story.CONTESTED], story.BEN: story.SITUATION_BEN}
    yield Claim(f"{laptop.name}: beide Fassungen sind da, mit ihren Verfassern.", written == wanted, str(written))
    for author, text in written.items():
        yield Claim(f"  … {author} schrieb: {text}", text == wanted.get(author))
