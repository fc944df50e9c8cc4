"""The paper is readable in black and white, at 300 dpi, one-sided (domain.md section 11)."""

from dataclasses import fields

import pytest
from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle

from consultant_app.documents.contents import Language
from consultant_app.documents.styles import FRAME, INK, INK_SOFT, MARK, styles

LANGUAGES: tuple[Language, ...] = ("de", "en")


def luminance(colour: Color) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.rgb())
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(colour: Color, ground: Color) -> float:
    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def all_styles(language: Language) -> dict[str, ParagraphStyle]:
    return {field.name: getattr(styles(language), field.name) for field in fields(styles(language))}


WHITE = Color(1, 1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_stands_out_from_the_paper_and_from_the_draft_mark(language: Language) -> None:
    for name, style in all_styles(language).items():
        assert contrast(style.textColor, WHITE) >= 4.5, name
        assert contrast(style.textColor, MARK) >= 4.5, name
    assert contrast(FRAME, WHITE) >= 3
    assert contrast(INK, WHITE) > contrast(INK_SOFT, WHITE) >= 7


def test_nothing_on_paper_has_a_colour_of_its_own() -> None:
    """A grey copy loses nothing: no two greys are told apart by their tint."""
    for style in all_styles("de").values():
        red, green, blue = style.textColor.rgb()
        assert max(red, green, blue) - min(red, green, blue) < 0.07


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_smaller_than_can_be_read(language: Language) -> None:
    kinds = all_styles(language)
    assert all(style.fontSize >= 8 for style in kinds.values())
    assert all(kinds[name].fontSize >= 9 for name in kinds if name.startswith(("cell", "column")))
    assert all(10 <= kinds[name].fontSize <= 11 for name in ("body", "entry", "entry_more"))
