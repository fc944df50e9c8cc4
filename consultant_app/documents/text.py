"""From typed text to paragraphs: what a person typed is text and never markup."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from consultant_app.documents.fonts import in_font
from consultant_app.documents.styles import Styles
from consultant_app.documents.typography import EN_DASH, typeset

_LIST_LINE = re.compile(r"^\s*(?:([-–•*])|(\d{1,2}[.)]))\s+(\S.*)$")
_BLANK_LINES = re.compile(r"\n[ \u00a0]*\n\s*")


def plain_paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    """One paragraph; line ends stay line ends."""
    return Paragraph(_markup(in_font(typeset(text.strip()))), style)


def strong_lead(lead: str, text: str, style: ParagraphStyle, *, strong_font: str) -> Paragraph:
    """A paragraph that begins with a word of ours in the strong font."""
    start = _markup(in_font(typeset(lead)))
    return Paragraph(f'<font name="{strong_font}">{start}</font> {_markup(in_font(typeset(text.strip())))}', style)


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def entry(mark: str, text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph hanging beside its mark: a number or a dash."""
    return Paragraph(_markup(in_font(typeset(text.strip()))), style, bulletText=in_font(mark))


def long_text(text: str, kinds: Styles) -> Iterator[Paragraph]:
    """The paragraphs of a long text. Blank lines separate them; lines that begin with a dash or number are a list."""
    for block in _BLANK_LINES.split(text.strip().replace("\r\n", "\n")):
        prose: list[str] = []
        for line in block.split("\n"):
            found = _LIST_LINE.match(line)
            if found is None:
                prose.append(line)
                continue
            if prose:
                yield plain_paragraph("\n".join(prose), kinds.body)
                prose = []
            yield entry(EN_DASH if found[1] else found[2], found[3], kinds.entry)
        if "".join(prose).strip():
            yield plain_paragraph("\n".join(prose), kinds.body)
