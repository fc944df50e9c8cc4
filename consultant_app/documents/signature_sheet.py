"""The sheet that follows a signed paper: signatures that its lines have no room for, and long reasons."""

import io
from collections.abc import Iterator, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Spacer

from consultant_app.documents.contents import Ink, Language
from consultant_app.documents.fonts import REGULAR
from consultant_app.documents.labels import labels
from consultant_app.documents.signature_ink import draw_strokes, note_of, place_and_date, refusal_of
from consultant_app.documents.styles import (
    INK,
    INK_SOFT,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    RULE,
    styles,
)
from consultant_app.documents.text import long_text, plain_paragraph
from consultant_app.domain.check_code import spelled

_LINE_WIDTH = 80 * mm
_STROKES = 39.0


class _SignedLine(Flowable):
    def __init__(self, picture: bytes) -> None:
        super().__init__()
        self._picture = picture
        self.width, self.height = _LINE_WIDTH, _STROKES + 4

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(RULE)
        self.canv.line(0, 2, self.width, 2)
        if self._picture:
            draw_strokes(self.canv, self._picture, left=0, bottom=3, width=self.width, height=_STROKES - 2)


def render_signature_sheet(inks: Sequence[Ink], *, title: str, check_code: str, language: Language) -> bytes:
    """Pages to append to the paper `title`, with its check code. Equal input gives equal bytes."""
    kinds, words = styles(language), labels(language)
    belongs_to = words["further_signatures_to"].format(title=title)

    def furniture(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setFont(REGULAR, 8.6)
        canvas.setFillColor(INK_SOFT)
        canvas.drawString(MARGIN_LEFT, MARGIN_BOTTOM + 2, words["check_code"].format(code=spelled(check_code)))

    target = io.BytesIO()
    document = BaseDocTemplate(target, pagesize=A4, invariant=1, initialFontName=REGULAR, initialFontSize=10)
    width, height = A4[0] - MARGIN_LEFT - MARGIN_RIGHT, A4[1] - MARGIN_TOP - MARGIN_BOTTOM - 20
    edges = (MARGIN_LEFT, MARGIN_BOTTOM + 20, width, height)
    frame = Frame(*edges, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=furniture))
    story: list[Flowable] = [
        plain_paragraph(words["further_signatures"], kinds.section),
        plain_paragraph(belongs_to, kinds.body),
        Spacer(1, 8),
    ]
    document.build([*story, *(part for ink in inks for part in _entry(ink, language))])
    return target.getvalue()


def _entry(ink: Ink, language: Language) -> Iterator[Flowable]:
    kinds = styles(language)
    heading = plain_paragraph(ink.heading, kinds.cell_strong)
    note = plain_paragraph(note_of(ink, language), kinds.small)
    if ink.way in ("refused", "waived"):
        yield KeepTogether([Spacer(1, 10), heading, note])
        yield from long_text(refusal_of(ink, language), kinds)
        return
    where = plain_paragraph(place_and_date(ink, language), kinds.small)
    yield KeepTogether([Spacer(1, 10), heading, _SignedLine(ink.picture), where, note])
