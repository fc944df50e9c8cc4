"""How one text became another: first which paragraphs differ, then which sentences in those.

What both have exactly once is taken to be the same; what is repeated only as far as it adjoins that. A difference found
this way may be wider than the smallest one, but never depends on anything but the two texts.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

LINE_END: Final = "\n"
_DEEPEST: Final = 16
"""How often a difference is cut again; a text made to need more is no text."""

T = TypeVar("T", str, tuple[str, ...])


class Edit(NamedTuple):
    """The tokens `start` to `end` of the first text became `tokens`."""

    start: int
    end: int
    tokens: tuple[str, ...]


class _Span(NamedTuple):
    """`low` to `high` in the first sequence, `new_low` to `new_high` in the second."""

    low: int
    high: int
    new_low: int
    new_high: int


def text_edits(base: Sequence[tuple[str, ...]], text: Sequence[tuple[str, ...]]) -> Iterator[Edit]:
    """From paragraphs to paragraphs, each of them its tokens; positions count the tokens of `base` throughout."""
    starts = [0]
    for paragraph in base:
        starts.append(starts[-1] + len(paragraph))
    for low, high, new_low, new_high in _differences(base, text):
        old = [token for paragraph in base[low:high] for token in paragraph]
        new = [token for paragraph in text[new_low:new_high] for token in paragraph]
        for span in _differences(old, new):
            offset = starts[low]
            yield Edit(offset + span.low, offset + span.high, tuple(new[span.new_low : span.new_high]))


def _differences(base: Sequence[T], text: Sequence[T]) -> list[_Span]:
    """The spans that differ, in order; between two of them there is always something equal."""
    found: list[_Span] = []
    waiting = [(0, _Span(0, len(base), 0, len(text)))]
    while waiting:
        depth, span = waiting.pop()
        span = _without_equal_ends(base, text, span=span)
        if span.low == span.high and span.new_low == span.new_high:
            continue
        parts = _between_anchors(base, text, span=span) if depth < _DEEPEST else []
        if len(parts) > 1:
            waiting += ((depth + 1, part) for part in parts)
        else:
            found.append(span)
    return sorted(found)


def _without_equal_ends(base: Sequence[T], text: Sequence[T], *, span: _Span) -> _Span:
    low, high, new_low, new_high = span
    while low < high and new_low < new_high and base[low] == text[new_low]:
        low += 1
        new_low += 1
    while low < high and new_low < new_high and base[high - 1] == text[new_high - 1]:
        high -= 1
        new_high -= 1
    return _Span(low, high, new_low, new_high)


def _between_anchors(base: Sequence[T], text: Sequence[T], *, span: _Span) -> list[_Span]:
    """`span` cut at the longest rising line of what stands exactly once on each side; the anchors are left out."""
    places = _single_places(base, low=span.low, high=span.high)
    new_places = _single_places(text, low=span.new_low, high=span.new_high)
    pairs = [(place, new_places[token]) for token, place in places.items() if token in new_places]
    parts: list[_Span] = []
    low, new_low = span.low, span.new_low
    for place, new_place in _rising(pairs):
        parts.append(_Span(low, place, new_low, new_place))
        low, new_low = place + 1, new_place + 1
    parts.append(_Span(low, span.high, new_low, span.new_high))
    return parts


def _single_places(sequence: Sequence[T], *, low: int, high: int) -> dict[T, int]:
    counts = Counter(sequence[low:high])
    return {
        sequence[place]: place
        for place in range(low, high)
        if counts[sequence[place]] == 1 and not "".join(sequence[place]).isspace()
    }


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest selection of `pairs`, which rise in the first number, that rises in the second as well."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, new_place) in enumerate(pairs):
        length = bisect_left(tails, new_place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [new_place]
        ends[length : length + 1] = [index]
    line: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        line.append(pairs[index])
        index = before[index]
    return line[::-1]
