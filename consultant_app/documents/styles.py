"""Measures, greys and paragraph styles of the paper: sizes by design.md section 9, margins by domain.md section 11."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from consultant_app.documents.contents import Language
from consultant_app.documents.fonts import EMBLEM, REGULAR, SEMIBOLD, register_fonts
from consultant_app.documents.typography import hyphenations

MARGIN_LEFT = 25 * mm
MARGIN_RIGHT = 20 * mm
MARGIN_TOP = 20 * mm
MARGIN_BOTTOM = 20 * mm

PAPER = HexColor("#FFFFFF")
INK = HexColor("#161F21")
INK_SOFT = HexColor("#455254")
LINE = HexColor("#C9D1CF")
TRACK = HexColor("#DDE3E2")
MARK = HexColor("#ECEFEE")
FRAME = HexColor("#727F7E")

HAIRLINE = 0.5
RULE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The paragraph styles of one language."""

    title: ParagraphStyle
    subtitle: ParagraphStyle
    section: ParagraphStyle
    heading: ParagraphStyle
    body: ParagraphStyle
    body_goes_on: ParagraphStyle
    entry: ParagraphStyle
    entry_more: ParagraphStyle
    cell: ParagraphStyle
    cell_name: ParagraphStyle
    cell_soft: ParagraphStyle
    cell_strong: ParagraphStyle
    cell_right: ParagraphStyle
    cell_strong_right: ParagraphStyle
    column: ParagraphStyle
    column_right: ParagraphStyle
    small: ParagraphStyle
    legend: ParagraphStyle
    funding: ParagraphStyle
    organisation: ParagraphStyle
    slot: ParagraphStyle
    slot_tight: ParagraphStyle
    emblem: ParagraphStyle
    counts: ParagraphStyle
    counts_soft: ParagraphStyle
    draft_mark: ParagraphStyle
    field_name: ParagraphStyle


def _style(language: Language, font: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    hyphenate: Callable[[str], Iterator[tuple[str, str]]] = partial(hyphenations, language=language)
    settings: dict[str, Any] = {
        "language": language,
        "fontName": font,
        "fontSize": size,
        "leading": leading,
        "textColor": INK,
        "bulletFontName": font,
        "bulletFontSize": size,
        "hyphenationLang": hyphenate,
        "hyphenationMinWordLength": 9,
        # 2: a word too long for a line is broken by syllables on a line of its own before it is broken anywhere.
        "embeddedHyphenation": 2,
        "allowWidows": 0,
        "allowOrphans": 0,
        **more,
    }
    return ParagraphStyle(f"{font}-{size}", **settings)


def language_of_style(style: ParagraphStyle) -> Language:
    language: Language = style.language
    return language


@cache
def in_language(style: ParagraphStyle, language: Language) -> ParagraphStyle:
    """The same style for words in another language than the paper's own."""
    hyphenate: Any = style.hyphenationLang and partial(hyphenations, language=language)
    return ParagraphStyle(f"{style.name}-{language}", parent=style, language=language, hyphenationLang=hyphenate)


@cache
def styles(language: Language) -> Styles:
    register_fonts()
    make = partial(_style, language)
    right: dict[str, Any] = {"alignment": 2}
    soft: dict[str, Any] = {"textColor": INK_SOFT}
    whole: dict[str, Any] = {"hyphenationLang": ""}
    # Headings are not hyphenated, but for a word that no line holds: it would be broken anywhere.
    large: dict[str, Any] = {"hyphenationMinWordLength": 30}
    return Styles(
        title=make(SEMIBOLD, 21, 26, **large),
        subtitle=make(REGULAR, 12.4, 16, **soft, **large),
        section=make(SEMIBOLD, 14.5, 19, spaceBefore=12, spaceAfter=4, **large),
        heading=make(SEMIBOLD, 12.4, 16, spaceBefore=9, spaceAfter=3, **large),
        body=make(REGULAR, 10.2, 15, spaceAfter=5),
        body_goes_on=make(REGULAR, 10.2, 15),
        entry=make(REGULAR, 10.2, 15, leftIndent=16, bulletIndent=0, spaceAfter=3),
        entry_more=make(REGULAR, 10.2, 15, leftIndent=16, spaceAfter=4, **soft),
        cell=make(REGULAR, 9.4, 12.4),
        cell_name=make(REGULAR, 9.4, 12.4, **whole, embeddedHyphenation=0),
        cell_soft=make(REGULAR, 9.4, 12.4, **soft),
        cell_strong=make(SEMIBOLD, 9.4, 12.4),
        cell_right=make(REGULAR, 9.4, 12.4, **right),
        cell_strong_right=make(SEMIBOLD, 9.4, 12.4, **right),
        column=make(SEMIBOLD, 9.2, 12),
        column_right=make(SEMIBOLD, 9.2, 12, **right),
        small=make(REGULAR, 8.6, 11.5, **soft),
        funding=make(REGULAR, 8.6, 11.5, **soft, **whole),
        legend=make(REGULAR, 8.6, 11.5, spaceAfter=6, **soft),
        organisation=make(SEMIBOLD, 12.4, 14.5),
        slot=make(REGULAR, 8.6, 10.6, alignment=1, **soft, **whole),
        slot_tight=make(REGULAR, 8, 9.2, alignment=1, **soft, **whole),
        emblem=make(EMBLEM, 8.2, 10.4, alignment=1, textColor=HexColor("#000000"), **whole),
        counts=make(SEMIBOLD, 12.4, 16, **right),
        counts_soft=make(REGULAR, 9.4, 13, **right, **whole),
        field_name=make(SEMIBOLD, 10.4, 13),
        draft_mark=make(
            SEMIBOLD,
            12.4,
            16,
            alignment=1,
            borderColor=INK,
            borderWidth=RULE,
            borderPadding=(2, 0, 4, 0),
            borderRadius=3,
        ),
    )
