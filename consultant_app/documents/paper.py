"""One document's sheet: its size, what stands in head and foot, and how much room they leave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from consultant_app.documents.contents import FundingNotice, Language, Letterhead, LogoSlot, State
from consultant_app.documents.logos import read_logo
from consultant_app.documents.qr_code import QR_GAP, QR_SIZE
from consultant_app.documents.styles import MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, Styles, styles
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import shortened

HEAD_SLOT_HEIGHT = 12 * mm
LEAST_EMBLEM = 10 * mm
FOOT_SLOT_HEIGHT = 11.5 * mm
SLOT_GAP = 2.5 * mm
CHECK_LINE = 12.0
"""The line of the check code, below the line of the number."""
_LEAST_ORGANISATION = 55 * mm
_WIDEST_SLOT = 60 * mm
_WIDEST_LOGO = 45 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotBox:
    """A slot as large as it is drawn: its logo, or a frame with its text in this style."""

    slot: LogoSlot
    width: float
    height: float
    style: ParagraphStyle


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
    check_code: str = ""

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
        return _head_height(self)

    @property
    def foot_height(self) -> float:
        return _foot_height(self)


# Asked for by each block of a paper while it is laid out, the same every time: a third of the time without this.
@lru_cache(maxsize=4)
def _head_height(paper: Paper) -> float:
    return max(HEAD_SLOT_HEIGHT, _organisation_height(paper)) + 24


@lru_cache(maxsize=4)
def _foot_height(paper: Paper) -> float:
    return max(FOOT_SLOT_HEIGHT, funding_sentence(paper)[1]) + 36 + (CHECK_LINE if paper.check_code else 0)


def foot_line(paper: Paper) -> float:
    """Where number, version and page stand, from the lower edge."""
    return MARGIN_BOTTOM + 2 + (CHECK_LINE if paper.check_code else 0)


def foot_right(paper: Paper) -> float:
    """Where the lines of the foot end; beside them stands the QR code of a frozen paper."""
    return paper.size[0] - MARGIN_RIGHT - _qr_width(paper)


def _qr_width(paper: Paper) -> float:
    return QR_SIZE + QR_GAP if paper.check_code else 0.0


def head_slots(paper: Paper) -> list[SlotBox]:
    """The emblem first, and no logo beside it higher than it; where room is short the others get smaller, never it."""
    kinds = styles(paper.language)
    emblem = paper.funding.emblem
    boxes: list[SlotBox] = []
    if emblem.image or emblem.text.strip():
        boxes.append(_emblem_box(emblem, kinds.emblem))
    height = boxes[0].height if boxes else HEAD_SLOT_HEIGHT
    others = [_box(logo, kinds.slot, height=height, widest=_WIDEST_LOGO) for logo in paper.letterhead.logos]
    taken = sum(box.width + SLOT_GAP for box in boxes)
    return [*boxes, *_within(others, paper.width - _LEAST_ORGANISATION - taken)]


def foot_slots(paper: Paper) -> list[SlotBox]:
    """The funders; none is higher than the emblem in the head."""
    style = styles(paper.language).slot_tight
    emblem = paper.funding.emblem
    height = FOOT_SLOT_HEIGHT
    if emblem.image:
        height = min(height, _emblem_box(emblem, style).height)
    boxes = [_box(slot, style, height=height, widest=_WIDEST_SLOT) for slot in paper.funding.funders]
    return _within(boxes, paper.width * 0.6)


def slots_width(boxes: Sequence[SlotBox]) -> float:
    return sum(box.width for box in boxes) + SLOT_GAP * max(len(boxes) - 1, 0)


def _emblem_box(emblem: LogoSlot, style: ParagraphStyle) -> SlotBox:
    """12 mm high, less only where it were wider than 60 mm, and never less than 10 mm (funding.md section 2)."""
    if not emblem.image:
        return _box(emblem, style, height=HEAD_SLOT_HEIGHT, widest=_WIDEST_SLOT)
    logo = read_logo(emblem.image)
    height = max(min(HEAD_SLOT_HEIGHT, _WIDEST_SLOT / logo.ratio), LEAST_EMBLEM)
    return SlotBox(slot=emblem, width=height * logo.ratio, height=height, style=style)


# The same for every paper of an organisation: trying widths until a text fits takes its time.
@lru_cache(maxsize=64)
def _box(slot: LogoSlot, style: ParagraphStyle, *, height: float, widest: float) -> SlotBox:
    """As wide as the logo is at this height, or lower; a text gets the least width in which its lines fit."""
    if slot.image:
        logo = read_logo(slot.image)
        width = min(height * logo.ratio, widest)
        return SlotBox(slot=slot, width=width, height=width / logo.ratio, style=style)
    text = plain_paragraph(slot.text, style)
    width = max(20 * mm, text.minWidth() + 8)
    while width < _WIDEST_SLOT and text.wrap(width - 6, height)[1] > height - 2:
        width += 2 * mm
    return SlotBox(slot=slot, width=min(width, _WIDEST_SLOT), height=height, style=style)


def _within(boxes: list[SlotBox], room: float) -> list[SlotBox]:
    """Narrowed alike where they would leave too little room; logos keep their ratio."""
    taken = slots_width(boxes)
    if taken <= room:
        return boxes
    gaps = SLOT_GAP * (len(boxes) - 1)
    share = max((room - gaps) / (taken - gaps), 0.05)
    return [
        replace(box, width=box.width * share, height=box.height * (share if box.slot.image else 1)) for box in boxes
    ]


def organisation(paper: Paper) -> list[Paragraph]:
    kinds: Styles = styles(paper.language)
    lines = [plain_paragraph(shortened(line, 80), kinds.small) for line in paper.letterhead.lines[:4]]
    return [plain_paragraph(shortened(paper.letterhead.name, 80), kinds.organisation), *lines]


def organisation_width(paper: Paper) -> float:
    return paper.width - slots_width(head_slots(paper)) - 4 * mm


def _organisation_height(paper: Paper) -> float:
    width = organisation_width(paper)
    return sum(paragraph.wrap(width, 200 * mm)[1] for paragraph in organisation(paper))


def funding_sentence(paper: Paper) -> tuple[Paragraph, float]:
    paragraph = plain_paragraph(shortened(paper.funding.sentence, 800), styles(paper.language).funding)
    slots = foot_slots(paper)
    left = slots_width(slots) + SLOT_GAP + 1 if slots else 0
    _, height = paragraph.wrap(paper.width - left - _qr_width(paper), 100 * mm)
    return paragraph, height
