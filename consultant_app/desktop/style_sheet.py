"""The one style sheet: what Qt's own widgets (inputs, menus, headers, scroll bars) look like in a theme.

Widgets that paint themselves (`widgets/`) take nothing from here.
"""

from dataclasses import asdict
from string import Template

from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.tokens import Tokens

_TEMPLATE = Template(
    """
* { outline: none; }

QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $text3; }
QLineEdit {
    background: $panel; color: $text; border: 1px solid $control_line; border-radius: 6px;
    padding: 0 11px; min-height: ${control}px;
    selection-background-color: $accent_tint; selection-color: $text;
}
QPlainTextEdit, QTextEdit {
    background: $panel; color: $text; border: 1px solid $control_line; border-radius: 6px; padding: 6px 7px;
    selection-background-color: $accent_tint; selection-color: $text;
}
QAbstractSpinBox QLineEdit { background: transparent; border: none; padding: 0; min-height: 0; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { background: $sunken; border-color: $line; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
    background: $sunken; color: $text3; border-color: $line;
}
QLineEdit[error="true"], QPlainTextEdit[error="true"], QTextEdit[error="true"] {
    border: 2px solid $signal;
}
QLineEdit[error="true"] { padding: 0 10px; min-height: ${control_error}px; }
QTextEdit[paper="true"], QPlainTextEdit[paper="true"] { border: none; border-radius: 0; padding: 0; }
QLineEdit[headline="true"] { border: none; border-radius: 0; padding: 1px 0; background: transparent; }

QScrollArea, QAbstractItemView { border: none; background: transparent; }
QTreeView, QTableView { background: $panel; gridline-color: $line; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
    background: $sunken; color: $text2; border: none; border-bottom: 1px solid $line; padding: 0 8px;
    min-height: ${header}px; font-size: ${small_pt}pt;
}

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $thumb; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 40px; margin: 3px; }
QScrollBar::handle:horizontal { min-width: 40px; margin: 3px; }
QScrollBar::handle:hover { background: $control_line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $control_line; }

QMenuBar { background: $side; color: $text; }
QMenuBar::item { padding: 6px 12px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $panel; color: $text; border: 1px solid $control_line; padding: 4px; }
QMenu::item { padding: 8px 24px 8px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QToolTip {
    background: $text; color: $panel; border: 1px solid $text; padding: 4px 8px; font-size: ${small_pt}pt;
}

QAbstractItemView[popup="true"] {
    background: $panel; color: $text; border: 1px solid $control_line; padding: 4px;
    selection-background-color: $selected; selection-color: $text;
}
QAbstractItemView[popup="true"]::item { min-height: ${popup_row}px; padding: 0 8px; border-radius: 4px; }
QAbstractItemView[popup="true"]::item:selected { background: $selected; color: $text; }
QAbstractItemView[popup="true"]::item:hover { background: $hover; }
"""
)


def style_sheet(tokens: Tokens) -> str:
    """The sheet for a theme at the present text scale."""
    height = max(38, scaled(38))
    return _TEMPLATE.substitute(
        asdict(tokens),
        control=height,
        control_error=height - 2,
        header=max(34, scaled(34)),
        popup_row=max(36, scaled(36)),
        small_pt=text_font("small").pointSizeF(),
        thumb=_blend(tokens.control_line, tokens.sunken, 0.55),
    )


def _blend(over: str, under: str, share: float) -> str:
    def channel(value: str, at: int) -> int:
        return int(value[at : at + 2], 16)

    mixed = (round(channel(over, at) * share + channel(under, at) * (1 - share)) for at in (1, 3, 5))
    return "#" + "".join(f"{value:02X}" for value in mixed)
