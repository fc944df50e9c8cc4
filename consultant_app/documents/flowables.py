"""What draws itself on the page: headings with their outline entry, bars, lines to sign and to write on."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from consultant_app.documents.fonts import REGULAR, SEMIBOLD
from consultant_app.documents.signature_boxes import mark_ink, mark_note
from consultant_app.documents.styles import INK, INK_SOFT, LINE, RULE, TRACK
from consultant_app.documents.text import markup
from consultant_app.documents.typography import shortened

SIGNATURE_FROM = 0.45
"""Where the signature begins on its line, by the width; place and date stand before it."""
_SIGNING_SPACE = 39.0
_NOTE_SPACE = 23.5
_LETTER_BOX = 14.0
_WRITING_LINE = 8.5 * mm
_LEAST_WRITING_LINES = 2


class Heading(Paragraph):
    """A heading with its entry in the outline; a field of action carries its letter in a box."""

    def __init__(self, text: str, style: ParagraphStyle, *, key: str, level: int, letter: str = "") -> None:
        marked = ParagraphStyle(f"{style.name}-letter", parent=style, leftIndent=_LETTER_BOX + 6) if letter else style
        title = shortened(text, 200)
        super().__init__(markup(title), marked)
        self._entry = (f"{letter} {title}".strip(), key, level)
        self._letter = letter

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803, ARG002 - reportlab's names
        return []

    def draw(self) -> None:
        title, key, level = self._entry
        canvas: Canvas = self.canv
        _, top = canvas.absolutePosition(0, self.height)
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(top, 2))
        canvas.addOutlineEntry(title, key, level)
        if self._letter:
            y = self.height - self.style.leading + 1.5
            canvas.setStrokeColor(INK)
            canvas.setFillColor(INK)
            canvas.setLineWidth(RULE)
            canvas.roundRect(0.5, y, _LETTER_BOX, _LETTER_BOX, 2.5)
            canvas.setFont(SEMIBOLD, 9.6)
            canvas.drawCentredString(0.5 + _LETTER_BOX / 2, y + 3.7, self._letter)
        super().draw()


class Bar(Flowable):
    """The way covered, 0 to 100 %, in ink on a light track: readable on a grey copy."""

    def __init__(self, percent: float, width: float) -> None:
        super().__init__()
        self._share = min(max(percent, 0.0), 100.0) / 100
        # As high as a line of the table it stands in, so that it is in the middle of its row.
        self.width, self.height = width, 12.4

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(TRACK)
        self.canv.rect(0, 3.2, self.width, 4, stroke=0, fill=1)
        if not self._share:
            return
        self.canv.setFillColor(INK)
        self.canv.rect(0, 3.2, self.width * self._share, 4, stroke=0, fill=1)


class SigningLine(Flowable):
    """Room for a pen over a line. Captions below it say what is written where; where a role signs, the page says where
    its room is.
    """

    def __init__(self, width: float, captions: tuple[str, str], *, role: str) -> None:
        super().__init__()
        self._captions, self._role = captions, role
        self.width, self.height = width, _SIGNING_SPACE + 12

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        return self.width, self.height

    def draw(self) -> None:
        y = self.height - _SIGNING_SPACE
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(RULE)
        self.canv.line(0, y, self.width, y)
        self.canv.setFont(REGULAR, 8.6)
        self.canv.setFillColor(INK_SOFT)
        for x, caption in zip((0, self.width * SIGNATURE_FROM), self._captions, strict=True):
            self.canv.drawString(x, y - 10, caption)
        if self._role:
            mark_ink(self.canv, self._role, width=self.width, bottom=y, top=self.height)


class SignatureNote(Flowable):
    """Room below the name, left free when the paper is frozen: how and when a role signed is written there."""

    def __init__(self, width: float, role: str) -> None:
        super().__init__()
        self._role = role
        self.width, self.height = width, _NOTE_SPACE

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        return self.width, self.height

    def draw(self) -> None:
        mark_note(self.canv, self._role, width=self.width, height=self.height)


class WritingLines(Flowable):
    """Ruled lines that fill what is left of the page under a heading; nothing where less than three would fit."""

    def __init__(self, heading: Paragraph) -> None:
        super().__init__()
        self._heading = heading
        self._lines = 0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self.width = aW
        _, self._heading_height = self._heading.wrap(aW, aH)
        self._lines = int((aH - self._heading_height - 18) // _WRITING_LINE)
        if self._lines < _LEAST_WRITING_LINES:
            self._lines = 0
            self.height = 0.0
        else:
            self.height = self._heading_height + 18 + self._lines * _WRITING_LINE
        return aW, self.height

    def draw(self) -> None:
        if not self._lines:
            return
        top = self.height - 18 - self._heading_height
        self._heading.drawOn(self.canv, 0, top)
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(RULE)
        for line in range(1, self._lines + 1):
            y = top - line * _WRITING_LINE
            self.canv.line(0, y, self.width, y)
