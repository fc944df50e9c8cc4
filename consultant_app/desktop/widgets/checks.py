"""Ticking and choosing: check box and radio button with a target of 40 px."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from consultant_app.desktop.fonts import line_height, text_font
from consultant_app.desktop.tokens import Tokens, tokens_of
from consultant_app.desktop.widgets.outside import OutsideTicks
from consultant_app.desktop.widgets.painting import draw_check, paint_surface

_LEFT_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class CheckBox(OutsideTicks, QCheckBox):
    """A box of 20 px in a target of 40 (the design's hit area); without text it needs an accessible name."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.hear_outside()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if name:
            self.setAccessibleName(name)
            self.setToolTip(name if not text else "")

    def sizeHint(self) -> QSize:
        return _mark_size(self.text(), 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        on = self.isChecked()
        x = 0 if self.text() else (self.width() - 20) / 2
        box = QRectF(x, (self.height() - 20) / 2, 20, 20)
        painter = QPainter(self)
        if on:
            paint_surface(painter, box, tokens.color("accent" if self.isEnabled() else "text3"), radius=4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_check(painter, box.center(), 1.15, tokens.color("on_accent" if self.isEnabled() else "panel"))
        else:
            ground = tokens.color("hover" if self.underMouse() else "panel")
            paint_surface(painter, box, ground, border=tokens.color("control_line"), radius=4)
        _mark_text(painter, self, 28, tokens)
        painter.end()


class RadioButton(OutsideTicks, QRadioButton):
    """A circle of 22 px in a target of 40."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.hear_outside()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if name:
            self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return _mark_size(self.text(), 22)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        x = 0 if self.text() else (self.width() - 22) / 2
        circle = QRectF(x, (self.height() - 22) / 2, 22, 22)
        painter = QPainter(self)
        if self.isChecked():
            paint_surface(painter, circle, tokens.color("accent"), radius=11)
            paint_surface(painter, circle.adjusted(7, 7, -7, -7), tokens.color("on_accent"), radius=4)
        else:
            ground = tokens.color("hover" if self.underMouse() else "panel")
            paint_surface(painter, circle, ground, border=tokens.color("control_line"), radius=11)
        _mark_text(painter, self, 30, tokens)
        painter.end()


def _mark_size(text: str, side: int) -> QSize:
    width = QFontMetrics(text_font("body")).horizontalAdvance(text) + 10 if text else 0
    return QSize(max(40, side + width), max(40, line_height("body") + 16))


def _mark_text(painter: QPainter, button: QCheckBox | QRadioButton, left: int, tokens: Tokens) -> None:
    painter.setFont(text_font("body"))
    painter.setPen(tokens.color("text" if button.isEnabled() else "text3"))
    rect = QRectF(left, 0, button.width() - left, button.height())
    words = QFontMetrics(painter.font()).elidedText(button.text(), Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, _LEFT_MIDDLE, words)
