"""Page furniture and the run from flowables to bytes: head, foot, fold marks, draft mark, page numbers, metadata."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from consultant_app.documents.contents import FundingNotice, Language, Letterhead, LogoSlot, State
from consultant_app.documents.fonts import REGULAR, SEMIBOLD, in_font
from consultant_app.documents.labels import labels
from consultant_app.documents.styles import (
    FRAME,
    HAIRLINE,
    INK,
    INK_SOFT,
    LINE,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    MARK,
    RULE,
    Styles,
    styles,
)
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import stamp
from consultant_app.errors import RuleError

HEAD_SLOT_HEIGHT = 13.5 * mm
FOOT_SLOT_HEIGHT = 10.5 * mm
_SLOT_GAP = 2.5 * mm
_FOOT_SIZE = 8.6
_PRINTABLE_EDGE = 5 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What stands on every page of a document, and the size of the sheet."""

    document_name: str
    number: str
    company_name: str
    letterhead: Letterhead
    funding: FundingNotice
    state: State
    version: int
    printed_at: datetime
    language: Language
    is_landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        return landscape(A4) if self.is_landscape else A4

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.size[0] - MARGIN_LEFT - MARGIN_RIGHT

    @property
    def height(self) -> float:
        """The height of the text on one page, between head and foot."""
        return self.size[1] - MARGIN_TOP - self.head_height - self.foot_height - MARGIN_BOTTOM

    @property
    def head_height(self) -> float:
        return max(HEAD_SLOT_HEIGHT, _organisation_height(self)) + 14

    @property
    def foot_height(self) -> float:
        return max(FOOT_SLOT_HEIGHT, _sentence(self)[1]) + 28


def render(paper: Paper, story: Sequence[Flowable]) -> bytes:
    """Lays the story out on the paper. Equal input gives equal bytes.

    RuleError when a paper that is no draft would carry neither the EU emblem nor its text (funding.md section 2).
    """
    emblem = paper.funding.emblem
    if paper.state != "draft" and not emblem.image and not emblem.text.strip():
        raise RuleError("document-emblem-missing")
    words = labels(paper.language)
    number = f"{paper.document_name} {paper.number}".strip()
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=paper.size,
        title=f"{number}, {paper.company_name}",
        author=paper.letterhead.name,
        subject=words["draft_mark"] if paper.state == "draft" else words["version"].format(version=paper.version),
        lang="de-DE" if paper.language == "de" else "en-GB",
        displayDocTitle=1,
        invariant=1,
        initialFontName=REGULAR,
        initialFontSize=10,
    )
    frame = Frame(
        MARGIN_LEFT,
        MARGIN_BOTTOM + paper.foot_height,
        paper.width,
        paper.height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=_page_furniture(paper)))
    document.build(list(story), canvasmaker=_numbering_canvas(paper))
    return target.getvalue()


def _numbering_canvas(paper: Paper) -> type[Canvas]:
    """A canvas that writes "page x of y" when y is known: each page refers to a form that is drawn last."""
    words = labels(paper.language)

    class NumberingCanvas(Canvas):
        def save(self) -> None:
            if self._code:  # type: ignore[attr-defined]
                self.showPage()
            pages = self.getPageNumber() - 1
            for page in range(1, pages + 1):
                self.beginForm(_page_form(page))
                self.setFont(REGULAR, _FOOT_SIZE)
                self.setFillColor(INK_SOFT)
                text = words["page_of"].format(page=page, pages=pages)
                self.drawRightString(paper.size[0] - MARGIN_RIGHT, MARGIN_BOTTOM + 2, text)
                self.endForm()
            super().save()

    return NumberingCanvas


def _page_form(page: int) -> str:
    return f"page-{page}"


def _page_furniture(paper: Paper) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        if paper.state == "draft":
            _draw_draft_mark(canvas, paper)
        if not paper.is_landscape:
            _draw_fold_marks(canvas, paper)
        _draw_head(canvas, paper)
        _draw_foot(canvas, paper)
        canvas.restoreState()

    return draw


def _draw_draft_mark(canvas: Canvas, paper: Paper) -> None:
    canvas.saveState()
    canvas.setFillColor(MARK)
    canvas.setFont(SEMIBOLD, 104)
    canvas.translate(paper.size[0] / 2, paper.size[1] / 2)
    canvas.rotate(32 if paper.is_landscape else 52)
    canvas.drawCentredString(0, -36, labels(paper.language)["draft_mark"])
    canvas.restoreState()


def _draw_fold_marks(canvas: Canvas, paper: Paper) -> None:
    canvas.setStrokeColor(FRAME)
    canvas.setLineWidth(HAIRLINE)
    for from_top, length in ((105 * mm, 3 * mm), (148.5 * mm, 5 * mm), (210 * mm, 3 * mm)):
        y = paper.size[1] - from_top
        canvas.line(_PRINTABLE_EDGE, y, _PRINTABLE_EDGE + length, y)


def _draw_head(canvas: Canvas, paper: Paper) -> None:
    right = paper.size[0] - MARGIN_RIGHT
    top = paper.size[1] - MARGIN_TOP
    slots = _head_slots(paper)
    x = right - _slots_width(slots)
    for slot, width, style in slots:
        _draw_slot(canvas, slot, style, box=(x, top - HEAD_SLOT_HEIGHT, width, HEAD_SLOT_HEIGHT))
        x += width + _SLOT_GAP
    y = top
    for paragraph in _organisation(paper):
        _, height = paragraph.wrap(_organisation_width(paper), 200 * mm)
        paragraph.drawOn(canvas, MARGIN_LEFT, y - height)
        y -= height
    rule_y = top - paper.head_height + 13
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(RULE)
    canvas.line(MARGIN_LEFT, rule_y, right, rule_y)


def _draw_foot(canvas: Canvas, paper: Paper) -> None:
    right = paper.size[0] - MARGIN_RIGHT
    top = MARGIN_BOTTOM + paper.foot_height - 7
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(RULE)
    canvas.line(MARGIN_LEFT, top, right, top)
    x = MARGIN_LEFT
    for slot, width, style in _foot_slots(paper):
        _draw_slot(canvas, slot, style, box=(x, top - 5 - FOOT_SLOT_HEIGHT, width, FOOT_SLOT_HEIGHT))
        x += width + _SLOT_GAP
    sentence, height = _sentence(paper)
    sentence.drawOn(canvas, x + 1, top - 5 - (max(FOOT_SLOT_HEIGHT, height) + height) / 2)
    _draw_foot_line(canvas, paper)


def _draw_foot_line(canvas: Canvas, paper: Paper) -> None:
    words = labels(paper.language)
    version = words["draft_mark"] if paper.state == "draft" else words["version"].format(version=paper.version)
    printed = words["printed"].format(stamp=stamp(paper.printed_at, paper.language))
    name = f"{paper.document_name} {paper.number or words['no_number']}, {paper.company_name}"
    y = MARGIN_BOTTOM + 2
    canvas.setFont(REGULAR, _FOOT_SIZE)
    canvas.setFillColor(INK_SOFT)
    middle = f"{version}, {printed}"
    page_width = stringWidth(words["page_of"].format(page=99, pages=99), REGULAR, _FOOT_SIZE)
    middle_right = paper.size[0] - MARGIN_RIGHT - page_width - 14
    middle_width = stringWidth(middle, REGULAR, _FOOT_SIZE)
    canvas.drawRightString(middle_right, y, middle)
    canvas.drawString(MARGIN_LEFT, y, _shortened(in_font(name), middle_right - middle_width - 14 - MARGIN_LEFT))
    canvas.doForm(_page_form(canvas.getPageNumber()))


def _shortened(text: str, width: float) -> str:
    if stringWidth(text, REGULAR, _FOOT_SIZE) <= width:
        return text
    while text and stringWidth(f"{text}…", REGULAR, _FOOT_SIZE) > width:
        text = text[:-1]
    return f"{text.rstrip(' ,')}…"


_Slot = tuple[LogoSlot, float, ParagraphStyle]


def _head_slots(paper: Paper) -> list[_Slot]:
    """The emblem first; no slot beside it is higher, and none is wider than it."""
    kinds = styles(paper.language)
    emblem = paper.funding.emblem
    slots: list[_Slot] = []
    widest = _slot_width(emblem, HEAD_SLOT_HEIGHT, kinds.emblem)
    if emblem.image or emblem.text.strip():
        slots.append((emblem, widest, kinds.emblem))
    for logo in paper.letterhead.logos:
        width = _slot_width(logo, HEAD_SLOT_HEIGHT, kinds.slot)
        slots.append((logo, min(width, max(widest, 30 * mm)), kinds.slot))
    return slots


def _foot_slots(paper: Paper) -> list[_Slot]:
    style = styles(paper.language).slot_tight
    return [(slot, _slot_width(slot, FOOT_SLOT_HEIGHT, style), style) for slot in paper.funding.funders]


def _slots_width(slots: Sequence[_Slot]) -> float:
    return sum(width for _, width, _ in slots) + _SLOT_GAP * max(len(slots) - 1, 0)


def _slot_width(slot: LogoSlot, height: float, style: ParagraphStyle) -> float:
    if slot.image:
        width_px, height_px = ImageReader(BytesIO(slot.image)).getSize()
        return min(height * width_px / height_px, 60 * mm)
    longest = max((stringWidth(line, style.fontName, style.fontSize) for line in slot.text.split("\n")), default=0)
    return min(max(longest + 12, 20 * mm), 50 * mm)


def _draw_slot(canvas: Canvas, slot: LogoSlot, style: ParagraphStyle, *, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    if slot.image:
        canvas.drawImage(
            ImageReader(BytesIO(slot.image)), x, y, width, height, mask="auto", preserveAspectRatio=True, anchor="c"
        )
        return
    canvas.saveState()
    canvas.setStrokeColor(FRAME)
    canvas.setLineWidth(0.7)
    canvas.setDash(3, 2)
    canvas.rect(x, y, width, height)
    canvas.restoreState()
    paragraph = plain_paragraph(slot.text, style)
    _, text_height = paragraph.wrap(width - 6, height)
    paragraph.drawOn(canvas, x + 3, y + (height - text_height) / 2)


def _organisation(paper: Paper) -> list[Paragraph]:
    kinds: Styles = styles(paper.language)
    lines = [plain_paragraph(line, kinds.small) for line in paper.letterhead.lines]
    return [plain_paragraph(paper.letterhead.name, kinds.organisation), *lines]


def _organisation_width(paper: Paper) -> float:
    return paper.width - _slots_width(_head_slots(paper)) - 4 * mm


def _organisation_height(paper: Paper) -> float:
    width = _organisation_width(paper)
    return sum(paragraph.wrap(width, 200 * mm)[1] for paragraph in _organisation(paper))


def _sentence(paper: Paper) -> tuple[Paragraph, float]:
    paragraph = plain_paragraph(paper.funding.sentence, styles(paper.language).small)
    slots = _foot_slots(paper)
    left = _slots_width(slots) + _SLOT_GAP + 1 if slots else 0
    _, height = paragraph.wrap(paper.width - left, 100 * mm)
    return paragraph, height
