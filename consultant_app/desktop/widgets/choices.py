"""Choosing among a few: segmented control and filter chip."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import Tokens, tokens_of
from consultant_app.desktop.widgets.outside import OutsideTicks
from consultant_app.desktop.widgets.painting import paint_surface

_LEFT_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Segment(OutsideTicks, QPushButton):
    stepped = Signal(int)

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text)
        self._icon_name = icon
        self.edge = ""
        self.setCheckable(True)
        self.hear_outside()
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(text_font("body_strong")).horizontalAdvance(self.text())
        return QSize(width + 30 + (28 if self._icon_name else 0), max(40, scaled(40)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.save()
        painter.setClipPath(_segment_shape(QRectF(self.rect()), self.edge))
        ground = "selected" if chosen else "hover" if self.underMouse() and self.isEnabled() else "panel"
        painter.fillRect(self.rect(), tokens.color(ground))
        if chosen:
            painter.fillRect(0, self.height() - 4, self.width(), 4, tokens.color("accent"))
        painter.restore()
        painter.setPen(tokens.color("control_line"))
        painter.drawPath(_segment_outline(QRectF(self.rect()), self.edge))
        self._paint_words(painter, tokens, chosen)
        painter.end()

    def _paint_words(self, painter: QPainter, tokens: Tokens, chosen: bool) -> None:
        font = text_font("body_strong" if chosen else "body")
        ink = tokens.color("text" if chosen else "text2" if self.isEnabled() else "text3")
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(self.text())
        x = (self.width() - width - (28 if self._icon_name else 0)) / 2
        if self._icon_name:
            mark = tokens.color("accent" if chosen else "text2")
            paint_icon(painter, QRectF(x, self.height() / 2 - 10, 20, 20), self._icon_name, mark)
            x += 28
        painter.setPen(ink)
        painter.drawText(QRectF(x, 0, width + 2, self.height()), _LEFT_MIDDLE, self.text())


def _segment_shape(rect: QRectF, edge: str) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(0 if "l" in edge else -8, 0, 0 if "r" in edge else 8, 0), 6, 6)
    return path


def _segment_outline(rect: QRectF, edge: str) -> QPainterPath:
    left, right = (0.5 if "l" in edge else -8.5), (-0.5 if "r" in edge else 8.5)
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(left, 0.5, right, -0.5), 5.5, 5.5)
    if "r" not in edge:
        path.moveTo(rect.right() - 0.5, rect.top() + 1)
        path.lineTo(rect.right() - 0.5, rect.bottom() - 1)
    return path


class SegmentedControl(QWidget):
    """One of a few, all visible. Options are (key, text) or (key, text, icon); arrow keys move, Tab passes by.

    `chosen(key)` is emitted when a person changes the choice, not by `set_choice`.
    """

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        self._segments: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for position, option in enumerate(options):
            segment = _Segment(option[1], option[2] if len(option) > 2 else "")
            segment.edge = ("l" if position == 0 else "") + ("r" if position == len(options) - 1 else "")
            self._group.addButton(segment, position)
            self._keys.append(option[0])
            self._segments.append(segment)
            segment.stepped.connect(self._on_stepped)
            segment.clicked.connect(lambda _on=False, key=option[0]: self.chosen.emit(key))
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if self._keys:
            self._group.button(0).setChecked(True)

    @property
    def choice(self) -> str:
        """Key of the chosen option; the first one unless set."""
        return self._keys[self._group.checkedId()]

    def set_choice(self, key: str) -> None:
        self._group.button(self._keys.index(key)).setChecked(True)

    def button(self, key: str) -> QPushButton:
        """The button of one option, for tooltips or to disable it."""
        return self._segments[self._keys.index(key)]

    def _on_stepped(self, step: int) -> None:
        position = self._group.checkedId() + step
        while 0 <= position < len(self._segments):
            segment = self._segments[position]
            if segment.isEnabled():
                segment.setFocus(Qt.FocusReason.TabFocusReason)
                segment.click()
                return
            position += step


class FilterChip(OutsideTicks, QPushButton):
    """A filter that is on or off, with an optional count (in signal colour when flagged).

    With `removable` the chip shows a cross while it is on, and pressing it switches it off.
    """

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        removable: bool = False,
        checkable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._removable = icon, removable
        self._count: int | None = None
        self._flagged = False
        self.setCheckable(checkable)
        self.hear_outside()
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _on: self.updateGeometry())

    def set_count(self, count: int | None, *, flagged: bool = False) -> None:
        self._count, self._flagged = count, flagged
        self.setAccessibleDescription("" if count is None else str(count))
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[int, int, int, int]:
        strong = QFontMetrics(text_font("body_strong"))
        icon = 20 + (8 if self.text() else 0) if self._icon_name else 0
        words = strong.horizontalAdvance(self.text())
        count = 0 if self._count is None else strong.horizontalAdvance(str(self._count)) + 8
        cross = 28 if self._removable and self.isChecked() else 0
        return icon, words, count, cross

    def sizeHint(self) -> QSize:
        return QSize(max(40, sum(self._widths()) + 26), max(40, scaled(40)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, on = tokens_of(self.palette()), self.isChecked()
        ground = "selected" if on or self.isDown() else "hover" if self.underMouse() else "panel"
        painter = QPainter(self)
        border = tokens.color("accent_line" if on else "line")
        paint_surface(painter, QRectF(self.rect()), tokens.color(ground), border=border)
        icon, words, count, cross = self._widths()
        x = (self.width() - icon - words - count - cross) / 2
        middle = self.height() / 2
        if icon:
            paint_icon(painter, QRectF(x, middle - 10, 20, 20), self._icon_name, tokens.color("text2"))
            x += icon
        self._text(
            painter, QRectF(x, 0, words + 4, self.height()), self.text(), on, tokens.color("text" if on else "text2")
        )
        x += words
        if self._count is not None:
            ink = tokens.color("signal" if self._flagged else "text" if on else "text2")
            rect = QRectF(x + 8, 0, count, self.height())
            self._text(painter, rect, str(self._count), on or self._flagged, ink)
        if cross:
            paint_icon(painter, QRectF(x + count + 9, middle - 9, 18, 18), "x", tokens.color("text"))
        painter.end()

    @staticmethod
    def _text(painter: QPainter, rect: QRectF, text: str, strong: bool, ink: QColor) -> None:
        painter.setFont(text_font("body_strong" if strong else "body"))
        painter.setPen(ink)
        painter.drawText(rect, _LEFT_MIDDLE, text)
