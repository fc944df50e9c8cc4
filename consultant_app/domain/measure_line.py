"""The line "M: title @person bis date !priority #field", from which a measure is made while people talk.

Nothing is rejected: what is not understood stays in the title, and no character of the title is ever lost.
"""

import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.dates import LONGEST_PHRASE, leading_date
from consultant_app.domain.text import collapsed, fold
from consultant_app.errors import Language

PREFIX: Final = re.compile(r"\s*m:\s*", re.IGNORECASE)
_BEFORE_A_DAY: Final[dict[Language, frozenset[str]]] = {"de": frozenset({"bis"}), "en": frozenset({"bis", "by"})}
_TOKEN: Final = re.compile(r"\S+")
_PRIORITIES: Final = {"hoch": "high", "mittel": "medium", "niedrig": "low"}
_HONORIFICS: Final = frozenset({"frau", "herr", "herrn", "dr", "prof"})
_TRAILING: Final = ",.;:!?)"
_LONGEST_NAME: Final = 4
"""Words of a name after the @ that are tried."""


class SpanKind(enum.StrEnum):
    PREFIX = "prefix"
    PERSON = "person"
    DUE = "due"
    PRIORITY = "priority"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to before `end` of the line, taken as this."""

    kind: SpanKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may be meant; `rank` 0 for participants, 1 for contacts, 2 for consultants."""

    id: str
    name: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """What was understood. `ambiguous` names the persons an @word may mean when it means several equally."""

    title: str
    person: Candidate | None = None
    due_on: date | None = None
    priority: str | None = None
    csr_field: str | None = None
    spans: tuple[Span, ...] = ()
    ambiguous: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    value: object
    tokens: int


def is_measure_line(text: str) -> bool:
    return PREFIX.match(text) is not None


def parse_measure_line(
    text: str,
    *,
    today: date,
    candidates: Sequence[Candidate] = (),
    default_field: str | None = None,
    language: Language = "de",
) -> MeasureLine:
    """The prefix may be missing. Of several persons, dates, priorities or fields the last one understood counts.

    In English a day may also be said in English, after `by` or `bis`.
    """
    prefix = PREFIX.match(text)
    body = prefix.end() if prefix else 0
    tokens = [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text, body)]
    found, ambiguous = _read_tokens(tokens, today=today, candidates=candidates, language=language)
    spans = tuple(sorted((one.span for one in found.values()), key=lambda span: span.start))
    if prefix:
        spans = (Span(SpanKind.PREFIX, 0, body), *spans)
    values = {kind: one.value for kind, one in found.items()}
    person, due_on = values.get(SpanKind.PERSON), values.get(SpanKind.DUE)
    priority, csr_field = values.get(SpanKind.PRIORITY), values.get(SpanKind.FIELD)
    return MeasureLine(
        title=_outside(text, spans),
        person=person if isinstance(person, Candidate) else None,
        due_on=due_on if isinstance(due_on, date) else None,
        priority=priority if isinstance(priority, str) else None,
        csr_field=csr_field if isinstance(csr_field, str) else default_field,
        spans=spans,
        ambiguous=ambiguous,
    )


def _read_tokens(
    tokens: Sequence[_Token], *, today: date, candidates: Sequence[Candidate], language: Language
) -> tuple[dict[SpanKind, _Found], tuple[Candidate, ...]]:
    found: dict[SpanKind, _Found] = {}
    ambiguous: tuple[Candidate, ...] = ()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        one: _Found | None = None
        if token.text.startswith("@"):
            one, unclear = _read_person(tokens[at:], candidates)
            ambiguous = unclear or ambiguous
        elif token.text.startswith("!"):
            one = _read_priority(token)
        elif token.text.startswith("#"):
            one = _read_field(token)
        elif token.text.lower() in _BEFORE_A_DAY[language]:
            one = _read_due(tokens[at:], today, language=language)
        if one is not None:
            found[one.span.kind] = one
        at += one.tokens if one else 1
    return found, () if SpanKind.PERSON in found else ambiguous


def _outside(text: str, spans: Iterable[Span]) -> str:
    pieces, at = [], 0
    for span in spans:
        pieces.append(text[at : span.start])
        at = span.end
    pieces.append(text[at:])
    title = ""
    for piece in (piece.strip() for piece in pieces):
        title += f" {piece}" if title and piece and piece[0] not in _TRAILING else piece
    return title


def _read_priority(token: _Token) -> _Found | None:
    word = token.text[1:].rstrip(_TRAILING)
    plain = word.lower()
    meant = [code for name, code in _PRIORITIES.items() if plain and name.startswith(plain)]
    if len(meant) != 1:
        return None
    return _Found(Span(SpanKind.PRIORITY, token.start, token.start + 1 + len(word)), meant[0], 1)


def _read_field(token: _Token) -> _Found | None:
    word = token.text[1:].rstrip(_TRAILING)
    for field in csr_fields().values():
        if word.lower() in {field.letter.lower(), field.code.lower(), field.de.lower()}:
            return _Found(Span(SpanKind.FIELD, token.start, token.start + 1 + len(word)), field.code, 1)
    return None


def _read_due(tokens: Sequence[_Token], today: date, *, language: Language) -> _Found | None:
    words = [token.text for token in tokens[1 : 1 + LONGEST_PHRASE]]
    trimmed = [word.rstrip(",;:!?)") for word in words]
    understood = leading_date(trimmed, today, language)
    if understood is None:
        return None
    day, count = understood
    # A comma inside the phrase ends it: "bis Fr, Mai" is the Friday, not a month.
    cut = next((number for number in range(count - 1) if words[number] != trimmed[number]), None)
    if cut is not None:
        understood = leading_date(trimmed[: cut + 1], today, language)
        if understood is None:
            return None
        day, count = understood
    last = tokens[count]
    end = last.start + len(trimmed[count - 1])
    return _Found(Span(SpanKind.DUE, tokens[0].start, end), day, count + 1)


def _read_person(
    tokens: Sequence[_Token], candidates: Sequence[Candidate]
) -> tuple[_Found | None, tuple[Candidate, ...]]:
    """The longest name that means exactly one person; more words than one must be whole words of the name."""
    ambiguous: tuple[Candidate, ...] = ()
    for count in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
        words = [token.text for token in tokens[:count]]
        words[0] = words[0][1:]
        words[-1] = words[-1].rstrip(_TRAILING) or words[-1]
        meant = match_person([word for word in words if word], candidates)
        if len(meant) == 1 and not _is_honorific(words[-1]):
            end = tokens[count - 1].start + len(words[-1]) + (1 if count == 1 else 0)
            return _Found(Span(SpanKind.PERSON, tokens[0].start, end), meant[0], count), ()
        ambiguous = ambiguous or meant
    return None, ambiguous


def match_person(words: Sequence[str], candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best matches: whole words before beginnings, then participants before contacts before consultants.

    `Oernek`, `Ornek` and `Örnek` are one name. A single word may be a beginning; several must all be whole.
    """
    wanted = [word for word in words if not _is_honorific(word)]
    if not wanted:
        return ()
    tiers: dict[tuple[int, int], dict[str, Candidate]] = {}
    for candidate in candidates:
        exactness = _matches(wanted, candidate.name)
        if exactness is not None:
            tiers.setdefault((exactness, candidate.rank), {}).setdefault(candidate.id, candidate)
    return tuple(tiers[min(tiers)].values()) if tiers else ()


def _is_honorific(word: str) -> bool:
    return fold(word).rstrip(".") in _HONORIFICS


def _name_words(name: str) -> list[str]:
    whole = name.split()
    return [*whole, *(piece for word in whole if "-" in word for piece in word.split("-"))]


def _matches(wanted: Sequence[str], name: str) -> int | None:
    """0 when every word is a whole word of the name, 1 when the only one begins a word, None otherwise."""
    for folding in (fold, collapsed):
        names = {folding(word).strip(".,") for word in _name_words(name)}
        if all(folding(word).rstrip(".") in names for word in wanted):
            return 0
    if len(wanted) > 1:
        return None
    beginning = collapsed(wanted[0])
    return 1 if beginning and any(collapsed(word).startswith(beginning) for word in _name_words(name)) else None


def completions(beginning: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What to offer after an @ and these letters, participants first; all of them for no letters."""
    seen: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda one: one.rank):
        if not beginning or _matches([beginning], candidate.name) is not None:
            seen.setdefault(candidate.id, candidate)
    return tuple(seen.values())
