"""One document's sheet: its size, what stands in head and foot, and how much room they leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Paragraph

from consultant_app.documents.contents import FundingNotice, Language, Letterhead, LogoSlot, State
from consultant_app.documents.qr_code import QR_GAP, QR_SIZE
from consultant_app.documents.styles import MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, Styles, styles
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import shortened

HEAD_SLOT_HEIGHT = 13.5 * mm
FOOT_SLOT_HEIGHT = 11.5 * mm
SLOT_GAP = 2.5 * mm
CHECK_LINE = 12.0
"""The line of the check code, below the line of the number."""
_LEAST_ORGANISATION = 55 * mm
_WIDEST_SLOT = 60 * mm


Slot = tuple[LogoSlot, float, ParagraphStyle]


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


def head_slots(paper: Paper) -> list[Slot]:
    """The emblem first; no slot beside it is higher, and none is wider than it."""
    kinds = styles(paper.language)
    emblem = paper.funding.emblem
    slots: list[Slot] = []
    widest = _slot_width(emblem, HEAD_SLOT_HEIGHT, kinds.emblem)
    if emblem.image or emblem.text.strip():
        slots.append((emblem, widest, kinds.emblem))
    for logo in paper.letterhead.logos:
        width = _slot_width(logo, HEAD_SLOT_HEIGHT, kinds.slot)
        slots.append((logo, min(width, max(widest, 30 * mm)), kinds.slot))
    return _within(slots, paper.width - _LEAST_ORGANISATION)


def _within(slots: list[Slot], room: float) -> list[Slot]:
    """Narrowed alike where they would leave too little room, so that the emblem stays the biggest."""
    taken = slots_width(slots)
    if taken <= room:
        return slots
    gaps = SLOT_GAP * (len(slots) - 1)
    return [(slot, width * (room - gaps) / (taken - gaps), style) for slot, width, style in slots]


def foot_slots(paper: Paper) -> list[Slot]:
    style = styles(paper.language).slot_tight
    slots = [(slot, _slot_width(slot, FOOT_SLOT_HEIGHT, style), style) for slot in paper.funding.funders]
    return _within(slots, paper.width * 0.6)


def slots_width(slots: Sequence[Slot]) -> float:
    return sum(width for _, width, _ in slots) + SLOT_GAP * max(len(slots) - 1, 0)


def _slot_width(slot: LogoSlot, height: float, style: ParagraphStyle) -> float:
    """As wide as the logo is at this height; a text gets the least width in which its lines fit."""
    if slot.image:
        width_px, height_px = ImageReader(BytesIO(slot.image)).getSize()
        return min(height * width_px / height_px, _WIDEST_SLOT)
    text = plain_paragraph(slot.text, style)
    width = max(20 * mm, text.minWidth() + 8)
    while width < _WIDEST_SLOT and text.wrap(width - 6, height)[1] > height - 2:
        width += 2 * mm
    return min(width, _WIDEST_SLOT)


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
