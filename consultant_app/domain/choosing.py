"""Choosing one of many by a part of its name: whatever its umlauts, at the beginning of a word or inside it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from consultant_app.domain.text import collapsed, fold

_BEGINS, _BEGINS_A_WORD, _INSIDE, _MISSED = range(4)
_WORDS: Final = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Choice:
    """`spellings` are the name folded and collapsed, with one blank before each word: Müller, Mueller and Muller meet
    in the one, Neuentwicklung is met by `entwicklung` in the other.
    """

    id: str
    name: str
    spellings: tuple[str, str]


def choice(id_: str, name: str) -> Choice:
    return Choice(id_, name, (_spread(fold(name)), _spread(collapsed(name))))


def matching(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """Those whose names hold every word that was typed: first the names that begin so, then those with a word that
    does, then the others; each in the given order. All of them when nothing was typed.
    """
    words = [(fold(word), collapsed(word)) for word in _WORDS.split(typed) if word]
    ranked: tuple[list[Choice], ...] = ([], [], [])
    for one in choices:
        rank = _rank(one, words)
        if rank != _MISSED:
            ranked[rank].append(one)
    return [one for group in ranked for one in group]


def _rank(one: Choice, words: Sequence[tuple[str, str]]) -> int:
    rank = _BEGINS
    for at, word in enumerate(words):
        found = min(_place(spelling, part, first=at == 0) for spelling, part in zip(one.spellings, word, strict=True))
        if found == _MISSED:
            return _MISSED
        rank = max(rank, found)
    return rank


def _place(spelling: str, word: str, *, first: bool) -> int:
    if word not in spelling:
        return _MISSED
    if first and spelling.startswith(f" {word}"):
        return _BEGINS
    if f" {word}" in spelling:
        return _BEGINS_A_WORD if first else _BEGINS
    return _INSIDE


def _spread(name: str) -> str:
    return f" {' '.join(_WORDS.split(name))}"
