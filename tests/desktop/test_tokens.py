import pytest
from PySide6.QtGui import QColor, QPalette

from consultant_app.desktop.theme import Scheme, Theme
from consultant_app.desktop.tokens import DARK, LIGHT, Tokens, contrast, palette_of, tokens_of

_GROUNDS = ("window", "side", "panel", "sunken", "hover", "selected")
_TEXTS_ON = {
    "text": (*_GROUNDS, "accent_tint", "signal_tint", "mark", "desk"),
    "text2": _GROUNDS,
    "text3": _GROUNDS,
    "accent": ("window", "side", "panel", "sunken", "accent_tint"),
    "signal": ("window", "side", "panel", "sunken", "selected", "signal_tint"),
    "on_accent": ("accent", "accent_hover", "accent_pressed"),
    "field_m": ("field_m_tint",),
    "field_u": ("field_u_tint",),
    "field_a": ("field_a_tint",),
    "field_g": ("field_g_tint",),
}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_is_readable_on_its_grounds(tokens: Tokens) -> None:
    poor = {
        (ink, ground): round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2)
        for ink, grounds in _TEXTS_ON.items()
        for ground in grounds
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    }
    assert not poor


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_control_borders_and_focus_stand_out_from_every_ground(tokens: Tokens) -> None:
    for ground in _GROUNDS:
        assert contrast(tokens.control_line, getattr(tokens, ground)) >= 3.0
        assert contrast(tokens.focus, getattr(tokens, ground)) >= 3.0


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_a_palette_leads_back_to_its_theme(tokens: Tokens) -> None:
    assert tokens_of(palette_of(tokens)) is tokens


def test_a_system_palette_keeps_its_own_colours() -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#FFFF00"))
    palette.setColor(QPalette.ColorRole.Link, QColor("#00FFFF"))
    tokens = tokens_of(palette)
    assert (tokens.window.upper(), tokens.text.upper(), tokens.focus.upper()) == ("#000000", "#FFFF00", "#FFFF00")


def test_a_fixed_scheme_changes_the_whole_application(theme: Theme) -> None:
    theme.set_scheme(Scheme.DARK)
    assert theme.tokens is DARK
    theme.set_scheme(Scheme.LIGHT)
    assert theme.tokens is LIGHT
