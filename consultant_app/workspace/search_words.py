"""How texts and questions become the words that the full-text index holds, and its trigrams that find them again.

Indexed are the distinct folded words of a record, and beside a word with ae, oe or ue its collapsed form: Müller,
Mueller and Muller meet there, while `Neuentwicklung` is still found by `entwicklung`.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Final

import msgspec

from consultant_app.domain.text import collapsed, fold

_WORD: Final = re.compile(r"\w+")
TRIGRAM: Final = 3
_AFTER_ONE_LETTER: Final = "abcdefghijklmnopqrstuvwxyz0123456789 "
_PRIVATE_USE: Final = 0xE000
"""First of 6,400 characters that no text contains: three of them mark the record type in the index."""


class Term(msgspec.Struct, frozen=True):
    """One word of a question: `spellings` are the folded forms of which a text must contain one."""

    spellings: tuple[str, ...]

    @property
    def needles(self) -> tuple[str, ...]:
        """What the indexed words contain literally when the term is met; short ones only count where a word begins."""
        return tuple(word if len(word) >= TRIGRAM else f" {word}" for word in self.spellings)

    def match(self) -> str:
        """The term as FTS5 expression: a condition that holds wherever a needle occurs, and seldom elsewhere."""
        return "(" + " OR ".join(_match(word) for word in self.spellings) + ")"


def indexed_words(texts: Iterable[str]) -> str:
    """The distinct words of `texts`, one blank before and after each; empty when there are none."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.findall(fold(text)):
            found[word] = None
            found[collapsed(word)] = None
    return f" {' '.join(found)} " if found else ""


def question_terms(text: str) -> list[Term]:
    """The words of a question in their order; a text must meet all of them."""
    words = dict.fromkeys(_WORD.findall(fold(text)))
    return [Term(tuple(dict.fromkeys((word, collapsed(word))))) for word in words]


def is_word_character(character: str) -> bool:
    return _WORD.match(character) is not None


def type_mark(record_type: str) -> str:
    """Three characters, hence one trigram, that stand for a record type; the same in every workspace."""
    digest = hashlib.sha256(record_type.encode()).digest()
    return "".join(chr(_PRIVATE_USE + int.from_bytes(digest[at : at + 2]) % 6400) for at in (0, 2, 4))


def _match(word: str) -> str:
    if len(word) == 1:
        return " OR ".join(f'" {word}{letter}"' for letter in _AFTER_ONE_LETTER)
    if len(word) < TRIGRAM:
        return f'" {word}"'
    trigrams = dict.fromkeys(word[at : at + TRIGRAM] for at in range(len(word) - TRIGRAM + 1))
    return "(" + " AND ".join(f'"{trigram}"' for trigram in trigrams) + ")"
