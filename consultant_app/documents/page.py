"""Page furniture and the run from flowables to bytes: head, foot, fold marks, draft mark, page numbers, metadata."""

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from consultant_app.documents.fonts import REGULAR, SEMIBOLD, in_font
from consultant_app.documents.labels import labels
from consultant_app.documents.logos import draw_logo, read_logo
from consultant_app.documents.paper import (
    FOOT_SLOT_HEIGHT,
    HEAD_SLOT_HEIGHT,
    SLOT_GAP,
    Paper,
    SlotBox,
    foot_line,
    foot_right,
    foot_slots,
    funding_sentence,
    head_slots,
    organisation,
    organisation_width,
    slots_width,
)
from consultant_app.documents.pdfa import About, lasting
from consultant_app.documents.qr_code import QR_SIZE, draw_qr_code, qr_text
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
)
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import shortened, stamp
from consultant_app.domain.check_code import spelled
from consultant_app.errors import RuleError

_FOOT_SIZE = 8.6
_FURNITURE_FORM = "furniture"
_PRINTABLE_EDGE = 5 * mm


def render(paper: Paper, story: Sequence[Flowable]) -> bytes:
    """Lays the story out on the paper. Equal input gives equal bytes.

    RuleError when a paper that is no draft would carry neither the EU emblem nor its text (funding.md section 2).
    """
    emblem = paper.funding.emblem
    if paper.state != "draft" and not emblem.image and not emblem.text.strip():
        raise RuleError("emblem_missing")
    words = labels(paper.language)
    number = f"{paper.document_name} {paper.number}".strip()
    target = BytesIO()
    about = About(
        title=shortened(f"{number}, {paper.company_name}", 300),
        author=paper.letterhead.name,
        subject=words["draft_mark"] if paper.state == "draft" else words["version"].format(version=paper.version),
        language="de-DE" if paper.language == "de" else "en-GB",
        made_at=paper.printed_at,
    )
    document = BaseDocTemplate(
        target,
        pagesize=paper.size,
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
    document.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=_begin_page(paper)))
    document.build(list(story), canvasmaker=_canvas_of(paper))
    return lasting(target.getvalue(), about)


def _canvas_of(paper: Paper) -> type[Canvas]:
    """Each page refers to forms that are drawn last: what is the same on all, and "page x of y" when y is known."""
    words = labels(paper.language)

    class PaperCanvas(Canvas):
        def save(self) -> None:
            if self._code:  # type: ignore[attr-defined]
                self.showPage()
            self.beginForm(_FURNITURE_FORM)
            _draw_furniture(self, paper)
            self.endForm()
            pages = self.getPageNumber() - 1
            for page in range(1, pages + 1):
                self.beginForm(_page_form(page))
                self.setFont(REGULAR, _FOOT_SIZE)
                self.setFillColor(INK_SOFT)
                text = words["page_of"].format(page=page, pages=pages)
                self.drawRightString(foot_right(paper), foot_line(paper), text)
                self.endForm()
            super().save()

    return PaperCanvas


def _page_form(page: int) -> str:
    return f"page-{page}"


def _begin_page(paper: Paper) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.doForm(_FURNITURE_FORM)
        canvas.doForm(_page_form(canvas.getPageNumber()))
        if paper.check_code:
            # On the page itself: `printed_codes.py` reads it there.
            code = labels(paper.language)["check_code"].format(code=spelled(paper.check_code))
            canvas.setFont(REGULAR, _FOOT_SIZE)
            canvas.setFillColor(INK_SOFT)
            canvas.drawRightString(foot_right(paper), MARGIN_BOTTOM + 2, code)
        canvas.restoreState()

    return draw


def _draw_furniture(canvas: Canvas, paper: Paper) -> None:
    if paper.state == "draft":
        _draw_draft_mark(canvas, paper)
    if not paper.is_landscape:
        _draw_fold_marks(canvas, paper)
    _draw_head(canvas, paper)
    _draw_foot(canvas, paper)
    if paper.check_code:
        x = paper.size[0] - MARGIN_RIGHT - QR_SIZE
        draw_qr_code(canvas, qr_text(paper.number, paper.check_code), x=x, y=MARGIN_BOTTOM)


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
    slots = head_slots(paper)
    x = right - slots_width(slots)
    for box in slots:
        _draw_slot(canvas, box, x=x, middle=top - HEAD_SLOT_HEIGHT / 2)
        x += box.width + SLOT_GAP
    y = top
    for paragraph in organisation(paper):
        _, height = paragraph.wrap(organisation_width(paper), 200 * mm)
        paragraph.drawOn(canvas, MARGIN_LEFT, y - height)
        y -= height
    rule_y = top - paper.head_height + 13
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(RULE)
    canvas.line(MARGIN_LEFT, rule_y, right, rule_y)


def _draw_foot(canvas: Canvas, paper: Paper) -> None:
    right = paper.size[0] - MARGIN_RIGHT
    top = MARGIN_BOTTOM + paper.foot_height - 15
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(RULE)
    canvas.line(MARGIN_LEFT, top, right, top)
    x = MARGIN_LEFT
    for box in foot_slots(paper):
        _draw_slot(canvas, box, x=x, middle=top - 5 - FOOT_SLOT_HEIGHT / 2)
        x += box.width + SLOT_GAP
    sentence, height = funding_sentence(paper)
    sentence.drawOn(canvas, x + 1, top - 5 - (max(FOOT_SLOT_HEIGHT, height) + height) / 2)
    _draw_foot_line(canvas, paper)


def _draw_foot_line(canvas: Canvas, paper: Paper) -> None:
    """Number, version and page in one line; a frozen paper has a second one for its check code and the version."""
    words = labels(paper.language)
    version = words["draft_mark"] if paper.state == "draft" else words["version"].format(version=paper.version)
    printed = words["printed"].format(stamp=stamp(paper.printed_at, paper.language))
    number = f"{paper.number or words['no_number']}, {paper.company_name}"
    y = foot_line(paper)
    canvas.setFont(REGULAR, _FOOT_SIZE)
    canvas.setFillColor(INK_SOFT)
    page_width = stringWidth(words["page_of"].format(page=99, pages=99), REGULAR, _FOOT_SIZE)
    number_right = foot_right(paper) - page_width - 14
    if paper.check_code:
        canvas.drawString(MARGIN_LEFT, MARGIN_BOTTOM + 2, f"{version}, {printed}")
    else:
        canvas.drawRightString(number_right, y, f"{version}, {printed}")
        number_right -= stringWidth(f"{version}, {printed}", REGULAR, _FOOT_SIZE) + 14
    named = _fitting((f"{paper.document_name} {number}", number), number_right - MARGIN_LEFT)
    canvas.drawString(MARGIN_LEFT, y, named)


def _fitting(texts: Sequence[str], width: float) -> str:
    """The first of the texts that has room, or the last one shortened."""
    for text in map(in_font, texts):
        if stringWidth(text, REGULAR, _FOOT_SIZE) <= width:
            return text
    letters = min(len(text), 200)
    while letters and stringWidth(shortened(text, letters), REGULAR, _FOOT_SIZE) > width:
        letters -= 1
    return shortened(text, letters)


def _draw_slot(canvas: Canvas, box: SlotBox, *, x: float, middle: float) -> None:
    y = middle - box.height / 2
    if box.slot.image:
        draw_logo(canvas, read_logo(box.slot.image), box=(x, y, box.width, box.height))
        return
    canvas.saveState()
    canvas.setStrokeColor(FRAME)
    canvas.setLineWidth(0.7)
    canvas.setDash(3, 2)
    canvas.rect(x, y, box.width, box.height)
    canvas.restoreState()
    paragraph = plain_paragraph(box.slot.text, box.style)
    _, text_height = paragraph.wrap(box.width - 6, box.height)
    paragraph.drawOn(canvas, x + 3, middle - text_height / 2)
