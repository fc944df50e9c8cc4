"""Buttons that paint themselves: primary, plain, quiet, link and danger, with or without an icon."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import Tokens, tokens_of
from consultant_app.desktop.widgets.outside import OutsideTicks
from consultant_app.desktop.widgets.painting import paint_surface

_PADDING = 15
_ICON = 20
_GAP = 8

# kind: fill, border, ink (tokens; "" is none) for the states normal, hovered, pressed
_LOOKS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "primary": (
        ("accent", "", "on_accent"),
        ("accent_hover", "", "on_accent"),
        ("accent_pressed", "", "on_accent"),
    ),
    "plain": (
        ("panel", "control_line", "text"),
        ("hover", "control_line", "text"),
        ("selected", "accent", "text"),
    ),
    "quiet": (("", "", "text"), ("hover", "", "text"), ("selected", "", "text")),
    "link": (("", "", "accent"), ("hover", "", "accent_hover"), ("selected", "", "accent_pressed")),
    "danger": (
        ("panel", "signal", "signal"),
        ("signal_tint", "signal", "signal"),
        ("signal_tint", "signal", "signal"),
    ),
}


class Button(OutsideTicks, QPushButton):
    """A button whose text says what happens.

    `kind` is primary, plain, quiet, link or danger; `tall` is the height of the primary action at the table (48).
    A button without text is a square and needs `name`, which becomes tooltip and accessible name.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "plain",
        *,
        icon: str = "",
        trailing_icon: str = "",
        name: str = "",
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        if not text and not name:
            raise ValueError("a button without text needs a name")
        self._icon_name, self._trailing = icon, trailing_icon
        self._tall = tall
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.hear_outside()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if name:
            self.set_name(name)

    @property
    def kind(self) -> str:
        return str(self.property("kind"))

    def set_kind(self, kind: str) -> None:
        self.setProperty("kind", kind)
        self.update()

    def set_name(self, name: str) -> None:
        """Accessible name, and tooltip where there is no text."""
        self.setAccessibleName(name)
        if not self.text():
            self.setToolTip(name)

    def set_icon_name(self, icon: str) -> None:
        self._icon_name = icon
        self.updateGeometry()
        self.update()

    def set_text(self, text: str) -> None:
        """Changes the words; an accessible name given before goes with the old words and is dropped."""
        self.setText(text)
        self.setAccessibleName("")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = max(48 if self._tall else 40, scaled(48 if self._tall else 40))
        if not self.text():
            return QSize(height, height)
        width = QFontMetrics(text_font("body_strong")).horizontalAdvance(self._words()) + 2 * self._padding()
        extra = (_ICON + _GAP) * (bool(self._icon_name) + bool(self._trailing))
        return QSize(max(width + extra + 1, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _padding(self) -> int:
        return 8 if self.kind == "link" else _PADDING

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _look(self, tokens: Tokens) -> tuple[QColor | None, QColor | None, QColor]:
        normal, hovered, pressed = _LOOKS[self.kind]
        if not self.isEnabled():
            framed = self.kind in ("primary", "plain", "danger")
            return (
                tokens.color("sunken") if framed else None,
                tokens.color("line") if framed else None,
                tokens.color("text3"),
            )
        fill, border, ink = pressed if self.isDown() or self.isChecked() else hovered if self.underMouse() else normal
        return (
            tokens.color(fill) if fill else None,
            tokens.color(border) if border else None,
            tokens.color(ink),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        fill, border, ink = self._look(tokens)
        painter = QPainter(self)
        if fill is not None or border is not None:
            paint_surface(painter, QRectF(self.rect()), fill, border=border)
        self._paint_content(painter, ink, tokens)
        painter.end()

    def _paint_content(self, painter: QPainter, ink: QColor, tokens: Tokens) -> None:
        words = self._words()
        mark = ink if self.kind != "plain" or not self.isEnabled() else tokens.color("text2")
        middle = self.height() / 2 - _ICON / 2
        if not words:
            paint_icon(painter, QRectF((self.width() - _ICON) / 2, middle, _ICON, _ICON), self._icon_name, mark)
            return
        painter.setFont(text_font("body_strong"))
        metrics = QFontMetrics(painter.font())
        extra = (_ICON + _GAP) * (bool(self._icon_name) + bool(self._trailing))
        room = self.width() - extra - 2 * min(self._padding(), 8)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(words)
        x = (self.width() - width - extra) / 2
        if self._icon_name:
            paint_icon(painter, QRectF(x, middle, _ICON, _ICON), self._icon_name, mark)
            x += _ICON + _GAP
        painter.setPen(ink)
        text_rect = QRectF(x, 0, width + 2, self.height())
        painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self._trailing:
            paint_icon(painter, QRectF(x + width + _GAP, middle, _ICON, _ICON), self._trailing, mark)


def icon_button(icon: str, name: str, kind: str = "plain") -> Button:
    """A square button that shows only an icon; `name` is what it does."""
    return Button(kind=kind, icon=icon, name=name)
