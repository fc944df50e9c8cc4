"""The type of the design: one bundled family and its named text styles, all following the setting for the text size."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from consultant_app.resources import resource_path

FAMILY = "Source Sans 3"
_FILES = ("Regular", "Medium", "Semibold", "Bold", "It")
_BODY_PX = 16.0

_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold, 700: QFont.Weight.Bold}


@dataclass(frozen=True)
class TextStyle:
    """Size and line in device-independent pixels at 100 %, weight as in CSS."""

    px: float
    line: int
    weight: int


TEXT_STYLES = {
    "page_title": TextStyle(26, 32, 600),
    "section": TextStyle(19, 28, 600),
    "body": TextStyle(16, 24, 400),
    "body_strong": TextStyle(16, 24, 600),
    "list_title": TextStyle(16, 24, 500),
    "list_title_strong": TextStyle(16, 24, 600),
    "small": TextStyle(14.5, 20, 400),
    "small_medium": TextStyle(14.5, 20, 500),
    "small_strong": TextStyle(14.5, 20, 600),
    "badge": TextStyle(13, 16, 600),
    "key_hint": TextStyle(13, 16, 500),
    "writing": TextStyle(19, 30, 400),
    "notes": TextStyle(18, 29, 400),
    "clock": TextStyle(20, 24, 600),
    "key_figure": TextStyle(30, 36, 600),
}


def load_fonts() -> None:
    """Makes the bundled family known to the application; once per process, after the application object exists."""
    if FAMILY in QFontDatabase.families():
        return
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource_path("fonts", f"SourceSans3-{name}.ttf")))


def base_font(scale: float) -> QFont:
    """The body font that becomes the application's font; it carries the scale for every other style."""
    return _font(TEXT_STYLES["body"], scale)


def text_scale() -> float:
    """1.0, 1.15 or 1.3: how much larger than designed the application's font is."""
    size = QGuiApplication.font().pointSizeF()
    return max(0.5, size / _points(_BODY_PX)) if size > 0 else 1.0


def text_font(style: str) -> QFont:
    """The font of a named text style at the present scale; KeyError for a style the design does not have."""
    return _font(TEXT_STYLES[style], text_scale())


def line_height(style: str) -> int:
    """Height of one line of a text style at the present scale, in device-independent pixels."""
    return round(TEXT_STYLES[style].line * text_scale())


def pixel_font(px: float, weight: int = 400) -> QFont:
    """A font by size, scaled like the rest, for what the named styles do not cover (writing zoom, letters in tiles)."""
    return _font(TextStyle(px, 0, weight), text_scale())


def half_scaled(px: int) -> int:
    """For panes beside others: they grow with the text, but only half as much, so that all keep room."""
    return (px + scaled(px)) // 2


def scaled(px: float) -> int:
    """A height that has to grow with the text in it."""
    return round(px * text_scale())


def _font(style: TextStyle, scale: float) -> QFont:
    font = QFont(FAMILY)
    font.setPointSizeF(_points(style.px * scale))
    font.setWeight(_WEIGHTS[style.weight])
    # Without hinting a text is as wide at 100 % as at 150 %, and as wide as designed.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _points(px: float) -> float:
    """Sizes go through points because pixel sizes are whole numbers in Qt and 14.5 is not."""
    return px * 72.0 / QGuiApplication.primaryScreen().logicalDotsPerInch()
