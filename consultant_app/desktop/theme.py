"""Brings the design to the application: palette, font and style sheet, following the system unless told otherwise."""

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from consultant_app.desktop.fonts import base_font, load_fonts
from consultant_app.desktop.style_sheet import style_sheet
from consultant_app.desktop.tokens import DARK, LIGHT, Tokens, palette_of, tokens_of

SCALES = (100, 115, 130)


class Scheme(Enum):
    """What the settings may fix."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The one object that may change how the application looks; `changed` comes after palette and fonts are set."""

    changed = Signal()

    def __init__(self, app: QApplication, *, scheme: Scheme = Scheme.SYSTEM, scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._scale = scale
        self._system_palette = QPalette(app.palette())
        load_fonts()
        app.setStyle(QStyleFactory.create("Fusion"))
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self._apply_scheme()

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return tokens_of(self._app.palette())

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def scale(self) -> int:
        """Percent, one of `SCALES`."""
        return self._scale

    def set_scheme(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._apply_scheme()

    def set_scale(self, percent: int) -> None:
        """Raises ValueError for a size the settings do not offer."""
        if percent not in SCALES:
            raise ValueError(percent)
        self._scale = percent
        self._apply()

    def _apply_scheme(self) -> None:
        hints = self._app.styleHints()
        if self._scheme == Scheme.SYSTEM:
            hints.unsetColorScheme()
        else:
            fixed = Qt.ColorScheme.Dark if self._scheme == Scheme.DARK else Qt.ColorScheme.Light
            hints.setColorScheme(fixed)
        self._apply()

    def _on_system_changed(self) -> None:
        self._apply()

    def _chosen_palette(self) -> QPalette:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return self._system_palette
        if self._scheme == Scheme.SYSTEM:
            return palette_of(DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT)
        return palette_of(DARK if self._scheme == Scheme.DARK else LIGHT)

    def _apply(self) -> None:
        palette = self._chosen_palette()
        self._app.setPalette(palette)
        self._app.setFont(base_font(self._scale / 100))
        sheet = style_sheet(tokens_of(palette))
        if sheet != self._app.styleSheet():
            self._app.setStyleSheet(sheet)
        self.changed.emit()
