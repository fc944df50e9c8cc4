from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QGuiApplication, QIcon

from consultant_app.desktop.fonts import TEXT_STYLES, line_height, text_font
from consultant_app.desktop.icons import icon, icon_pixmap
from consultant_app.desktop.theme import Scheme, Theme
from consultant_app.desktop.tokens import DARK, LIGHT
from consultant_app.resources import resources_dir

_ICONS = sorted(path.stem for path in resources_dir().joinpath("icons").glob("*.svg"))


@pytest.mark.parametrize("style", sorted(TEXT_STYLES))
def test_every_text_style_is_set_in_the_bundled_family(style: str) -> None:
    font = text_font(style)
    assert QFontInfo(font).family() == "Source Sans 3"
    assert QFontInfo(font).weight() == TEXT_STYLES[style].weight


def test_the_text_size_setting_scales_every_style(theme: Theme) -> None:
    before = {style: (text_font(style).pointSizeF(), line_height(style)) for style in TEXT_STYLES}
    theme.set_scale(130)
    for style, (points, line) in before.items():
        assert text_font(style).pointSizeF() == pytest.approx(points * 1.3, rel=0.01)
        assert line_height(style) == pytest.approx(line * 1.3, abs=1)


def test_an_unknown_text_size_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="200"):
        theme.set_scale(200)


def _inks(name: str, color: str) -> set[str]:
    image = icon_pixmap(name, color, 20, 1.5).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() > 200}


@pytest.mark.parametrize("name", _ICONS)
def test_every_bundled_icon_is_drawn_in_the_asked_colour(name: str) -> None:
    assert "#A3320F" in _inks(name, "#A3320F")


def test_an_icon_has_as_many_pixels_as_the_screen(qapp: QGuiApplication) -> None:
    pixmap = icon("search").pixmap(QSize(20, 20), 1.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (30, 1.5)


def test_an_icon_follows_the_theme(theme: Theme) -> None:
    shown = icon("search", "accent")
    light = shown.pixmap(QSize(40, 40), 1.0).toImage()
    theme.set_scheme(Scheme.DARK)
    dark = shown.pixmap(QSize(40, 40), 1.0).toImage()
    assert light != dark
    assert dark == icon_pixmap("search", DARK.accent, 40, 1.0).toImage()
    assert light == icon_pixmap("search", LIGHT.accent, 40, 1.0).toImage()


def test_a_disabled_icon_is_grey(theme: Theme) -> None:
    shown = icon("search", "accent").pixmap(QSize(40, 40), 1.0, QIcon.Mode.Disabled).toImage()
    assert shown == icon_pixmap("search", LIGHT.text3, 40, 1.0).toImage()


def test_icons_come_with_their_licence() -> None:
    assert "MIT" in Path(resources_dir() / "icons" / "LICENSE-Tabler").read_text(encoding="utf-8")
