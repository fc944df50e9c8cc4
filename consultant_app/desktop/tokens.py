"""The colours of the design as two sets of named values; which set a widget paints with is read from its palette."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Tokens:
    """One theme, every colour as #RRGGBB. The names are those of design.md section 2."""

    window: str
    side: str
    panel: str
    sunken: str
    hover: str
    selected: str
    line: str
    control_line: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_tint: str
    accent_line: str
    signal: str
    signal_tint: str
    signal_line: str
    focus: str
    mark: str
    desk: str
    field_m: str
    field_m_tint: str
    field_u: str
    field_u_tint: str
    field_a: str
    field_a_tint: str
    field_g: str
    field_g_tint: str

    def color(self, token: str) -> QColor:
        """The colour of a token by its name; AttributeError for a name the design does not have."""
        return QColor(getattr(self, token))


LIGHT = Tokens(
    window="#EFF2F1",
    side="#E5EAE9",
    panel="#FFFFFF",
    sunken="#F7F9F8",
    hover="#E9EEED",
    selected="#D8EAEC",
    line="#D6DDDB",
    control_line="#727F7E",
    text="#161F21",
    text2="#455254",
    text3="#586466",
    accent="#0B5C68",
    accent_hover="#084A54",
    accent_pressed="#063A42",
    on_accent="#FFFFFF",
    accent_tint="#DDEDEF",
    accent_line="#92BFC5",
    signal="#A3320F",
    signal_tint="#FBEAE3",
    signal_line="#DFA58F",
    focus="#161F21",
    mark="#FCE38A",
    desk="#DDE3E2",
    field_m="#2A5DAB",
    field_m_tint="#E3EBF8",
    field_u="#2B6E3D",
    field_u_tint="#E1EFE4",
    field_a="#805700",
    field_a_tint="#F5EBD3",
    field_g="#83407D",
    field_g_tint="#F3E4F1",
)

DARK = Tokens(
    window="#14191B",
    side="#101415",
    panel="#1C2325",
    sunken="#181E20",
    hover="#252E30",
    selected="#16393F",
    line="#323C3E",
    control_line="#7F8D8F",
    text="#E7ECEC",
    text2="#B7C2C3",
    text3="#9BA8A9",
    accent="#74C7D2",
    accent_hover="#8DD5DE",
    accent_pressed="#A9E1E8",
    on_accent="#05262B",
    accent_tint="#173438",
    accent_line="#3B7179",
    signal="#FF9F80",
    signal_tint="#3A2019",
    signal_line="#7F4633",
    focus="#FFFFFF",
    mark="#665411",
    desk="#0E1213",
    field_m="#95B9F5",
    field_m_tint="#22304A",
    field_u="#8CCB95",
    field_u_tint="#1F3825",
    field_a="#E2B65E",
    field_a_tint="#3A2F16",
    field_g="#DBA2D6",
    field_g_tint="#3B2639",
)

_BY_LINK_COLOUR = {LIGHT.accent.lower(): LIGHT, DARK.accent.lower(): DARK}


def palette_of(tokens: Tokens) -> QPalette:
    """The palette that carries a theme; `tokens_of` finds the theme again by its link colour."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.window,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.panel,
        QPalette.ColorRole.AlternateBase: tokens.sunken,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.text3,
        QPalette.ColorRole.Button: tokens.panel,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.signal,
        QPalette.ColorRole.Highlight: tokens.selected,
        QPalette.ColorRole.HighlightedText: tokens.text,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.ToolTipBase: tokens.text,
        QPalette.ColorRole.ToolTipText: tokens.panel,
        QPalette.ColorRole.Light: tokens.panel,
        QPalette.ColorRole.Midlight: tokens.hover,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Dark: tokens.control_line,
        QPalette.ColorRole.Shadow: tokens.control_line,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return palette


def tokens_of(palette: QPalette) -> Tokens:
    """The theme that a palette carries; a foreign palette (high contrast) gives its own colours under our names."""
    known = _BY_LINK_COLOUR.get(palette.color(QPalette.ColorRole.Link).name())
    return known or _tokens_from_system(palette)


def _tokens_from_system(palette: QPalette) -> Tokens:
    role = QPalette.ColorRole
    names = (role.Window, role.Base, role.WindowText, role.Highlight, role.HighlightedText)
    return _system_tokens(*(palette.color(name).name() for name in names))


@lru_cache(maxsize=8)
def _system_tokens(window: str, base: str, text: str, highlight: str, on_highlight: str) -> Tokens:
    grounds = dict.fromkeys(("window", "side", "desk"), window)
    grounds |= dict.fromkeys(("panel", "sunken", "hover", "selected", "accent_tint", "signal_tint", "mark"), base)
    grounds |= {f"field_{letter}_tint": base for letter in "muag"}
    inks = dict.fromkeys(("line", "control_line", "text", "text2", "text3", "accent_line", "signal"), text)
    inks |= dict.fromkeys(("signal_line", "focus"), text) | {f"field_{letter}": text for letter in "muag"}
    accents = dict.fromkeys(("accent", "accent_hover", "accent_pressed"), highlight) | {"on_accent": on_highlight}
    return Tokens(**grounds, **inks, **accents)


def contrast(first: str, second: str) -> float:
    """The contrast of two colours by WCAG 2.2, from 1.0 to 21.0."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

    colour = QColor(value)
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
