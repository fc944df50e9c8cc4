"""What a signature looks like on paper: strokes over the line, place and date before them, a note below the name."""

import io
from typing import TYPE_CHECKING, Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from consultant_app.documents.contents import Ink, Language
from consultant_app.documents.flowables import SIGNATURE_FROM
from consultant_app.documents.labels import labels
from consultant_app.documents.signature_boxes import SignatureBox
from consultant_app.documents.styles import styles
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import capitals, date_in_table, stamp

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

_OVER_LINE = 3.0
"""Between the line and what is written on it."""
_MOST_PIXELS: Final = 16_000_000
"""Of a picture that came from elsewhere."""


def note_of(ink: Ink, language: Language) -> str:
    """How, when and by whom, in one sentence."""
    words = labels(language)
    keys = {"screen": "signed_on_screen", "paper": "signed_on_paper"}
    day = date_in_table(ink.signed_at.date(), language)
    at = day if ink.way == "paper" else stamp(ink.signed_at, language)
    return words[keys.get(ink.way, "signature_not_given")].format(at=at, who=_who(ink)).rstrip(": ")


def _who(ink: Ink) -> str:
    return ", ".join(part for part in (capitals(ink.name), ink.function) if part)


def place_and_date(ink: Ink, language: Language) -> str:
    return ", ".join(part for part in (ink.place, date_in_table(ink.signed_at.date(), language)) if part)


def refusal_of(ink: Ink, language: Language) -> str:
    words = labels(language)
    verdict = words["signature_refused" if ink.way == "refused" else "signature_waived"]
    return f"{verdict}. {words['because'].format(reason=ink.reason)}"


def draw_in_box(canvas: Canvas, box: SignatureBox, ink: Ink, language: Language) -> bool:
    """Draws what has room there; False where something had not, so that it has to be said in full elsewhere."""
    is_whole = _draw_over_line(canvas, box, ink, language)
    note = plain_paragraph(note_of(ink, language), styles(language).small)
    if _height(note, box.note.width) > box.note.height:
        is_whole = False
        note = plain_paragraph(labels(language)["see_further_sheet"], styles(language).small)
    _draw_from_top(canvas, note, left=box.note.left, top=box.note.top, width=box.note.width)
    return is_whole


def draw_strokes(canvas: Canvas, picture: bytes, *, left: float, bottom: float, width: float, height: float) -> None:
    """As big as they fit, from the lower left; nothing for a picture without a stroke."""
    image = _strokes(picture)
    if image is None:
        return
    scale = min(width / image.width, height / image.height)
    canvas.drawImage(
        ImageReader(image), left, bottom, width=image.width * scale, height=image.height * scale, mask="auto"
    )


def _draw_over_line(canvas: Canvas, box: SignatureBox, ink: Ink, language: Language) -> bool:
    room, small = box.ink, styles(language).small
    if ink.way in ("refused", "waived"):
        said = plain_paragraph(refusal_of(ink, language), styles(language).cell)
        is_whole = _height(said, room.width) <= room.height - _OVER_LINE
        if not is_whole:
            words = labels(language)
            verdict = words["signature_refused" if ink.way == "refused" else "signature_waived"]
            said = plain_paragraph(f"{verdict}. {words['see_further_sheet']}", styles(language).cell)
        _draw_above(canvas, said, left=room.left, bottom=room.bottom + _OVER_LINE, width=room.width)
        return is_whole
    before = room.width * SIGNATURE_FROM
    where = plain_paragraph(place_and_date(ink, language), small)
    is_whole = _height(where, before - 6) <= room.height - _OVER_LINE
    if not is_whole:
        where = plain_paragraph(date_in_table(ink.signed_at.date(), language), small)
    _draw_above(canvas, where, left=room.left, bottom=room.bottom + _OVER_LINE, width=before - 6)
    left, width = room.left + before, room.width - before
    if ink.way == "screen":
        draw_strokes(
            canvas,
            ink.picture,
            left=left,
            bottom=room.bottom + _OVER_LINE / 2,
            width=width,
            height=room.height - _OVER_LINE,
        )
    else:
        on_paper = plain_paragraph(labels(language)["on_paper"], small)
        _draw_above(canvas, on_paper, left=left, bottom=room.bottom + _OVER_LINE, width=width)
    return is_whole


def has_strokes(picture: bytes) -> bool:
    """Whether a picture can be read and something is drawn on it."""
    return _strokes(picture) is not None


def _strokes(picture: bytes) -> "PillowImage | None":
    """Only the strokes, on nothing: of a picture without transparency the light ground is taken away."""
    from PIL import Image, ImageChops  # late: only where somebody signed

    try:
        with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            has_ground = not opened.has_transparency_data
            image = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if has_ground:
        image.putalpha(ImageChops.invert(image.convert("L")))
    around = image.getchannel("A").getbbox()
    return image.crop(around) if around is not None else None


def _height(paragraph: Paragraph, width: float) -> float:
    return float(paragraph.wrap(width, 10_000)[1])


def _draw_above(canvas: Canvas, paragraph: Paragraph, *, left: float, bottom: float, width: float) -> None:
    _height(paragraph, width)
    paragraph.drawOn(canvas, left, bottom)


def _draw_from_top(canvas: Canvas, paragraph: Paragraph, *, left: float, top: float, width: float) -> None:
    paragraph.drawOn(canvas, left, top - _height(paragraph, width))
