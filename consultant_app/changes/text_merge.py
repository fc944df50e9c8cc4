"""Combining edits of one long text: by paragraph, then by sentence, never inside a sentence.

A text is a sequence of tokens: sentences, the white space between them, and one line end per paragraph. Edits are found
against the common base; all of them are kept, or the texts are not merged at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from consultant_app.changes.change import ChangeId
from consultant_app.changes.sentences import split_sentences
from consultant_app.changes.text_edits import LINE_END, Edit, text_edits

_LONGEST: Final = 200_000
"""Characters; what is longer a person compares, so that nobody's screen waits for it."""


def merge_texts(base: str, texts: Mapping[ChangeId, str]) -> str | None:
    """`base` with the edits of all `texts`; None when two of their touched regions meet."""
    if max(map(len, [base, *texts.values()])) > _LONGEST:
        return None
    paragraphs = _paragraphs(base)
    tokens = _flat(paragraphs)
    authors: dict[Edit, list[ChangeId]] = {}
    for change in sorted(texts):
        for edit in text_edits(paragraphs, _paragraphs(texts[change])):
            authors.setdefault(edit, []).append(change)
    regions = [_region(edit, edit_authors, tokens=tokens) for edit, edit_authors in authors.items()]
    if _any_meet(regions):
        return None
    merged = _carry_out([region.edit for region in sorted(regions, key=_Region.place)], tokens)
    text = "".join(merged).removesuffix(LINE_END)
    # Two whole sentences side by side can read as one: then it would be one that nobody wrote.
    return text if _flat(_paragraphs(text)) == merged else None


def _paragraphs(text: str) -> list[tuple[str, ...]]:
    if not text:
        return []
    return [(*split_sentences(line), LINE_END) for line in text.split(LINE_END)]


def _flat(paragraphs: Iterable[Sequence[str]]) -> list[str]:
    return [token for paragraph in paragraphs for token in paragraph]


def _carry_out(edits: Iterable[Edit], tokens: Sequence[str]) -> list[str]:
    merged: list[str] = []
    position = 0
    for edit in edits:
        merged += tokens[position : edit.start]
        merged += edit.tokens
        position = edit.end
    return merged + list(tokens[position:])


class _Region(NamedTuple):
    """What an edit touches: `low` to `high`. New paragraphs touch nothing but the spot where they stand."""

    low: int
    high: int
    edit: Edit
    authors: Sequence[ChangeId]
    """Everybody who made this very edit; an edit that meets another one by the same person was meant with it."""

    def place(self) -> tuple[int, int, bool, ChangeId]:
        """Where the edit is carried out: new paragraphs before what follows them, by change id at one place."""
        return self.edit.start, self.edit.end, self.low < self.high, self.authors[0]


def _region(edit: Edit, authors: Sequence[ChangeId], *, tokens: Sequence[str]) -> _Region:
    low, high = edit.start, edit.end
    at_border = low == 0 or tokens[low - 1] == LINE_END
    if low == high:
        if not (at_border and edit.tokens[-1] == LINE_END):
            low, high = _neighbours(low, tokens)
    elif tokens[high - 1] == LINE_END and not (edit.tokens[-1] == LINE_END if edit.tokens else at_border):
        # The line end went, so the next paragraph now goes on where this one stood.
        high += 1
    return _Region(low, high, edit, authors)


def _neighbours(spot: int, tokens: Sequence[str]) -> tuple[int, int]:
    """From the sentence before `spot` to the one after it: what stands between two sentences was written for both."""
    low = spot
    while low > 0 and tokens[low - 1] != LINE_END:
        low -= 1
        if not tokens[low].isspace():
            break
    high = spot
    while tokens[high].isspace() and tokens[high] != LINE_END:
        high += 1
    return low, high + 1


def _any_meet(regions: Sequence[_Region]) -> bool:
    reaching: list[_Region] = []
    for region in sorted(regions):
        reaching = [other for other in reaching if region.low < other.high]
        if any(set(region.authors).isdisjoint(other.authors) for other in reaching):
            return True
        reaching.append(region)
    return False
