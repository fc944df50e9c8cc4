"""How a letter begins and how a person is named on paper."""

from typing import Protocol


class Person(Protocol):
    """What contacts and users have in common."""

    salutation: str | None
    title: str
    first_name: str
    last_name: str


def letter_salutation(person: Person, *, greeting: str = "") -> str:
    """Ends without comma: `Sehr geehrte Frau Dr. Muster`, `Guten Tag Kim Lautmuster`; `greeting` replaces it all."""
    if greeting.strip():
        return greeting.strip()
    surname = " ".join(word for word in (person.title, person.last_name) if word)
    if person.salutation == "frau" and surname:
        return f"Sehr geehrte Frau {surname}"
    if person.salutation == "herr" and surname:
        return f"Sehr geehrter Herr {surname}"
    name = " ".join(word for word in (person.title, person.first_name, person.last_name) if word)
    return f"Guten Tag {name}" if name else "Sehr geehrte Damen und Herren"


def spoken_name(person: Person) -> str:
    """In running text: `Frau Dr. Muster`, else the whole name."""
    surname = " ".join(word for word in (person.title, person.last_name) if word)
    word = {"frau": "Frau", "herr": "Herr"}.get(person.salutation or "")
    if word and surname:
        return f"{word} {surname}"
    return " ".join(word for word in (person.title, person.first_name, person.last_name) if word)


def initials(name: str) -> str:
    """Two letters for the round mark beside a name; of the first and the last word."""
    words = [word for word in name.split() if word[0].isalpha() and not word.endswith(".")]
    if not words:
        return name[:2].upper()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
