"""The value lists that `code` fields name: their codes with labels, and how a person's word becomes a code.

A list is read from its catalogue when it is first needed. Codes that come by wire are never checked here: they may be
of a newer version.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import msgspec

from consultant_app.errors import Language, RuleError
from consultant_app.resources import load_yaml


class Entry(msgspec.Struct, frozen=True):
    """One code of a list, with its labels as shown."""

    code: str
    de: str
    en: str

    def label(self, language: Language = "de") -> str:
        return self.de if language == "de" else self.en


class ValueList(msgspec.Struct, frozen=True):
    """`entries` by code, in display order."""

    name: str
    entries: Mapping[str, Entry]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def label(self, code: str | None, language: Language = "de") -> str:
        """The label as shown; an unknown code is its own label, no code is empty."""
        if not code:
            return ""
        entry = self.entries.get(code)
        return entry.label(language) if entry else code


@cache
def load_catalogue(name: str) -> dict[str, Any]:
    """The raw content of `resources/catalogues/<name>.yaml`; read once per run."""
    loaded: dict[str, Any] = load_yaml("catalogues", f"{name}.yaml")
    return loaded


def _rows_of_fields() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load_catalogue("csr_fields")["fields"]
    return rows


def _iso_rows() -> Iterator[dict[str, Any]]:
    for subject in load_catalogue("iso26000")["core_subjects"]:
        yield subject
        yield from subject["issues"]


def _municipality_rows() -> Iterator[dict[str, Any]]:
    regions = load_catalogue("regions")
    for places in (regions["cities"], *(district["municipalities"] for district in regions["districts"])):
        for place in places:
            yield {"code": place["ags"], "de": place["name"], "en": place["name"]}


_CATALOGUE_ROWS: Final[Mapping[str, Callable[[], Iterable[dict[str, Any]]]]] = {
    "csr_field": _rows_of_fields,
    "topic": lambda: [topic for field in _rows_of_fields() for topic in field["topics"]],
    "sdg": lambda: load_catalogue("sdg")["goals"],
    "dnk": lambda: load_catalogue("dnk")["criteria"],
    "vsme": lambda: load_catalogue("vsme")["disclosures"],
    "iso26000": _iso_rows,
    "wz_section": lambda: [*load_catalogue("wz2008")["wz2008_sections"], *load_catalogue("wz2008")["wz2025_sections"]],
    "municipality": _municipality_rows,
    "kmu_class": lambda: load_catalogue("kmu")["classes"],
    "kmu_relation": lambda: load_catalogue("kmu")["relations"],
    "measure_template": lambda: load_catalogue("measure_templates")["templates"],
    "guiding_question": lambda: load_catalogue("guiding_questions")["questions"],
}
"""The lists that stand in catalogues of their own; every other list stands in `enums.yaml`."""


@cache
def value_list(name: str) -> ValueList:
    """Raises KeyError for a list that no catalogue has."""
    rows = _CATALOGUE_ROWS[name]() if name in _CATALOGUE_ROWS else load_catalogue("enums")["lists"][name]
    return ValueList(name, {row["code"]: Entry(row["code"], row["de"], row["en"]) for row in rows})


@cache
def wz_divisions(section: str) -> frozenset[str]:
    """The first two digits of every code in a section of WZ 2008; of WZ 2025 the catalogue knows none."""
    rows = {row["code"]: row["divisions"] for row in load_catalogue("wz2008")["wz2008_sections"]}
    first, _, last = rows.get(section, "").partition("-")
    return frozenset(f"{number:02}" for number in range(int(first), int(last or first) + 1)) if first else frozenset()


def value_list_names() -> tuple[str, ...]:
    return (*_CATALOGUE_ROWS, *load_catalogue("enums")["lists"])


def label_of(list_name: str, code: str | None, *, language: Language = "de") -> str:
    return value_list(list_name).label(code, language)


def _loose(word: str) -> str:
    return re.sub(r"0+(?=\d)", "", word.strip().casefold().replace(" ", ""))


def _names(entry: Entry) -> set[str]:
    return {_loose(entry.code), _loose(entry.code.partition("-")[2] or entry.code)}


def known_code(list_name: str, text: str) -> str:
    """The one code a person means: in any case, without prefix or leading noughts (`5` for SDG-05), or by its label.

    Raises RuleError("unknown_code") with the allowed codes when none or several are meant.
    """
    entries = value_list(list_name).entries
    word = text.strip()
    if word in entries:
        return word
    meant = [entry.code for entry in entries.values() if _loose(word) in _names(entry)]
    if not meant:
        meant = [e.code for e in entries.values() if word.casefold() in {e.de.casefold(), e.en.casefold()}]
    if len(meant) != 1:
        raise RuleError("unknown_code", value=word, allowed=", ".join(entries))
    return meant[0]
