"""From typed text to paragraphs: what a person typed is text and never markup."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, paragraph

from consultant_app.documents.contents import Language
from consultant_app.documents.fonts import in_font
from consultant_app.documents.styles import Styles, in_language, language_of_style
from consultant_app.documents.typography import EN_DASH, language_of, typeset

# WORKAROUND https://hg.reportlab.com/hg-public/reportlab (paragraph.py, _uri_split_pairs): of a long address it breaks
# off the beginning and lets the rest run off the page. Taken for a word like any other it is broken at each line's end.
setattr(paragraph, "_uri_split_pairs", lambda _uri: None)  # noqa: B010 - the name is reportlab's own

_LIST_LINE = re.compile(r"^\s*(?:([-–•*])|(\d{1,2}[.)]))\s+(\S.*)$")
_SENTENCE_END = re.compile(r"(?<=[.!?]) +")
# reportlab lays the rest of a paragraph out anew on each page it reaches: 30 pages in one paragraph took 5 s, cut
# into pieces of this size half a second.
_LONGEST_PARAGRAPH = 3000
_OFTEN_SEEN = 80
_BLANK_LINES = re.compile(r"\n[ \u00a0]*\n\s*")


class Paragraph(paragraph.Paragraph):
    """A paragraph that ends no page with a broken word, and breaks its lines once for each width.

    A table asks three times how high its cells are; finding the lines anew each time was a sixth of the time.
    """

    _lines_for: float | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        # Splitting drops the lines where none of them has room.
        if self._lines_for != availWidth or not hasattr(self, "blPara"):
            super().wrap(availWidth, availHeight)
            self._lines_for = availWidth
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        if not hasattr(self, "blPara"):
            self.wrap(availWidth, availHeight)
        lines, leading = self.blPara.lines, self.style.leading  # type: ignore[attr-defined]
        count = int(availHeight / leading)
        while 1 < count < len(lines) and _last_word(lines[count - 1]).endswith("-"):
            count -= 1
        if count < len(lines):
            availHeight = min(availHeight, count * leading + 0.001)  # noqa: N806
        return super().split(availWidth, availHeight)


def _last_word(line: Any) -> str:
    """Of a line as reportlab laid it out: of one font, or of several."""
    words = line[1] if isinstance(line, tuple) else line.words
    last = words[-1] if words else ""
    return str(getattr(last, "text", last))


def plain_paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    """One paragraph; line ends stay line ends."""
    style = _as_written(text, style)
    marked = markup(text, language_of_style(style))
    if "<" in marked or "&" in marked:
        return Paragraph(marked, style)
    # Nothing to parse: reading every label as if it had markup took a tenth of the time.
    return Paragraph(marked, style, frags=[_fragment(style).clone(text=marked)])


@cache
def _fragment(style: ParagraphStyle) -> Any:
    """A piece of text as reportlab's parser makes it in this style."""
    return Paragraph("x", style).frags[0]


def _as_written(text: str, style: ParagraphStyle) -> ParagraphStyle:
    """The style in the language of the text."""
    language = language_of(text, language_of_style(style))
    return style if language == language_of_style(style) else in_language(style, language)


def strong_lead(lead: str, text: str, style: ParagraphStyle, *, strong_font: str) -> Paragraph:
    """A paragraph that begins with a word of ours in the strong font."""
    style = _as_written(text, style)
    words = markup(text, language_of_style(style))
    return Paragraph(f'<font name="{strong_font}">{markup(lead)}</font> {words}', style)


def markup(text: str, language: Language = "de") -> str:
    """Typed text in reportlab's markup, so that it prints as it was typed."""
    # Labels, names and days come again and again, on this paper and the next; a long text does not.
    return _known_markup(text, language) if len(text) < _OFTEN_SEEN else _markup(text, language)


@lru_cache(maxsize=2000)
def _known_markup(text: str, language: Language) -> str:
    return _markup(text, language)


def _markup(text: str, language: Language) -> str:
    return escape(in_font(typeset(text.strip(), language))).replace("\n", "<br/>")


def entry(mark: str, text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph hanging beside its mark: a number or a dash."""
    style = _as_written(text, style)
    return Paragraph(markup(text, language_of_style(style)), style, bulletText=in_font(mark))


def long_text(text: str, kinds: Styles) -> Iterator[Paragraph]:
    """The paragraphs of a long text. Blank lines separate them; lines that begin with a dash or number are a list."""
    for block in _BLANK_LINES.split(text.strip().replace("\r\n", "\n")):
        prose: list[str] = []
        for line in block.split("\n"):
            found = _LIST_LINE.match(line)
            if found is None:
                prose.append(line)
                continue
            yield from _prose(prose, kinds)
            prose = []
            yield entry(EN_DASH if found[1] else found[2], found[3], kinds.entry)
        yield from _prose(prose, kinds)


def _prose(lines: list[str], kinds: Styles) -> Iterator[Paragraph]:
    pieces = list(_pieces("\n".join(lines).strip(), language_of_style(kinds.body)))
    for piece in pieces[:-1]:
        yield plain_paragraph(piece, kinds.body_goes_on)
    for piece in pieces[-1:]:
        yield plain_paragraph(piece, kinds.body)


def cell_text(text: str, style: ParagraphStyle) -> list[Paragraph]:
    """A text of any length for a column of a table, a row for each paragraph; at least one."""
    pieces = list(_pieces(text.strip(), language_of_style(style)))
    return [plain_paragraph(piece, style) for piece in pieces or [""]]


def _pieces(text: str, language: Language) -> Iterator[str]:
    """The text, cut after a sentence wherever it would be too long for one paragraph; nothing for an empty one.

    Typeset before: no sentence ends at a point that a no-break space follows ("Nr. 7"), nor before a small letter.
    """
    piece = ""
    for sentence in _SENTENCE_END.split(typeset(text, language_of(text, language))):
        if piece and len(piece) + len(sentence) > _LONGEST_PARAGRAPH and not sentence[:1].islower():
            yield piece
            piece = sentence
        else:
            piece = f"{piece} {sentence}" if piece else sentence
    if piece:
        yield piece
