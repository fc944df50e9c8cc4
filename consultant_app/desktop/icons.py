"""The Tabler icons as QIcon: one SVG per icon, drawn at the device's resolution in a colour of the present theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from consultant_app.desktop.tokens import tokens_of
from consultant_app.resources import resource_path

STROKE = "1.75"


def icon(name: str, role: str = "text2", *, on: str | None = None) -> QIcon:
    """The icon in the colour of token `role`, in `on` while checked; follows a change of theme by itself."""
    return QIcon(_ThemedEngine(name, role, on or role))


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Draws an icon into a square of device-independent pixels, for delegates and custom painting."""
    scale = painter.device().devicePixelRatioF()
    side = min(rect.width(), rect.height())
    pixmap = icon_pixmap(name, color.name(), round(side), scale)
    left = rect.left() + (rect.width() - side) / 2
    top = rect.top() + (rect.height() - side) / 2
    painter.drawPixmap(QRectF(left, top, side, side).toAlignedRect().topLeft(), pixmap)


@lru_cache(maxsize=1024)
def icon_pixmap(name: str, color: str, side: int, scale: float) -> QPixmap:
    """`side` in device-independent pixels; the pixmap has side x scale device pixels and knows it."""
    pixels = max(1, round(side * scale))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_svg(name, color))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


@lru_cache(maxsize=512)
def _svg(name: str, color: str) -> bytes:
    text = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{STROKE}"').encode()


class _ThemedEngine(QIconEngine):
    def __init__(self, name: str, role: str, on: str) -> None:
        super().__init__()
        self._name, self._role, self._on = name, role, on

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        tokens = tokens_of(QGuiApplication.palette())
        if mode == QIcon.Mode.Disabled:
            return tokens.text3
        return str(getattr(tokens, self._on if state == QIcon.State.On else self._role))

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._role, self._on)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, QRectF(rect), self._name, QColor(self._color(mode, state)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Qt hands over device pixels here; the pixmap is asked for by its size on the screen.
        side = round(min(size.width(), size.height()))
        return icon_pixmap(self._name, self._color(mode, state), side, scale)
