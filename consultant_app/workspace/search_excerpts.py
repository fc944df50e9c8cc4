"""Where a question's words stand in a text as it was written, and the excerpt that shows them."""

import bisect
import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from consultant_app.domain.text import collapsed, fold
from consultant_app.workspace.search_words import TRIGRAM, Term, is_word_character

EXCERPT_LENGTH: Final = 120
_BEFORE: Final = 40
_ELLIPSIS: Final = "… "
_WINDOW: Final = 450


Span = tuple[int, int]


class Excerpt(msgspec.Struct, frozen=True):
    """`marks` are (start, end) in `text`, in order and apart."""

    text: str
    marks: tuple[Span, ...]


def terms_in(text: str, terms: Sequence[Term]) -> int:
    """How many of the terms `text` shows; costs far less than finding where."""
    folded = fold(text)
    forms = (folded, collapsed(text))
    return sum(any(True for form in forms for word in term.spellings for _ in _places_in(form, word)) for term in terms)


def find_marks(text: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Positions count characters of `text` itself, not of a folded form; overlapping ones are joined."""
    folded, starts = _with_positions(text)
    short, short_starts = _collapsed_with_positions(folded, starts)
    spans: list[Span] = []
    for term in terms:
        spans += _places(folded, starts, words=term.spellings)
        if short != folded:
            spans += _places(short, short_starts, words=term.spellings)
    return _joined(spans)


def excerpt(text: str, terms: Sequence[Term]) -> Excerpt:
    """About EXCERPT_LENGTH characters around the first mark, on one line, cut between words."""
    if len(text) <= EXCERPT_LENGTH:
        return Excerpt(_one_line(text), find_marks(text, terms))
    at = _window_start(text, terms)
    window = text[at : at + _WINDOW]
    marks = find_marks(window, terms)
    start = _word_boundary(text, max(0, at + marks[0][0] - _BEFORE) if marks else 0)
    end = _word_boundary(text, min(len(text), start + EXCERPT_LENGTH), towards_end=True)
    lead = _ELLIPSIS if start else ""
    tail = " …" if end < len(text) else ""
    moved = len(lead) - start
    inside = tuple(
        (at + first + moved, min(at + last, end) + moved) for first, last in marks if start <= at + first < end
    )
    return Excerpt(lead + _one_line(text[start:end]) + tail, inside)


def _window_start(text: str, terms: Sequence[Term]) -> int:
    """A little before the first term: positions are worked out character by character, so only where they are shown."""
    folded = fold(text)
    places = [at for form in (folded, collapsed(text)) for at in _first_places(form, terms)]
    if not places:
        return 0
    # Folding lengthens (ß) or shortens (accents of their own) a text by a few characters at most in the window's scale.
    return max(0, min(places) * len(text) // max(1, len(folded)) - _WINDOW // 3)


def _first_places(folded: str, terms: Sequence[Term]) -> Iterator[int]:
    for term in terms:
        for word in term.spellings:
            yield from itertools.islice(_places_in(folded, word), 1)


def _one_line(text: str) -> str:
    """As many characters as before, so that marks stay where they are."""
    return "".join(" " if character.isspace() else character for character in text)


def _word_boundary(text: str, at: int, *, towards_end: bool = False) -> int:
    """The next place between two words, at most 20 characters on; `at` itself inside a longer word."""
    if at in {0, len(text)}:
        return at
    for place in range(at, min(at + 20, len(text))):
        if text[place].isspace():
            return place if towards_end else place + 1
    return at


def _with_positions(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters and its end, the position in `text` it came from."""
    if text.isascii():
        return fold(text), list(range(len(text) + 1))
    pieces = [fold(character) for character in text]
    starts = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*starts, len(text)]


def _collapsed_with_positions(folded: str, starts: Sequence[int]) -> tuple[str, list[int]]:
    kept = [at for at in range(len(folded)) if not (folded[at] == "e" and at and folded[at - 1] in "aou")]
    return "".join(folded[at] for at in kept), [*(starts[at] for at in kept), starts[-1]]


def _places(folded: str, starts: Sequence[int], *, words: Sequence[str]) -> list[Span]:
    """Spans in the original."""
    return [(starts[at], _end(starts, at + len(word))) for word in words for at in _places_in(folded, word)]


def _places_in(folded: str, word: str) -> Iterator[int]:
    """Where a folded word stands; one of one or two letters counts only where a word begins."""
    at = folded.find(word)
    while at >= 0:
        if len(word) >= TRIGRAM or at == 0 or not is_word_character(folded[at - 1]):
            yield at
        at = folded.find(word, at + 1)


def _end(starts: Sequence[int], after: int) -> int:
    """Behind the last matched character: one original character may have become several, or lost a mark behind it."""
    last = starts[after - 1]
    return starts[bisect.bisect_right(starts, last)]


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
