"""A small whole number with a button on each side."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSpinBox, QWidget

from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.painting import paint_surface


class _StepButton(QPushButton):
    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self._icon_name = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAutoDefault(False)
        self.setAutoRepeat(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(max(40, scaled(40)), max(40, scaled(40)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            ground = tokens.color("selected" if self.isDown() else "hover")
            paint_surface(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), ground, radius=5)
        ink = tokens.color("text" if self.isEnabled() else "text3")
        square = QRectF(self.width() / 2 - 10, self.height() / 2 - 10, 20, 20)
        paint_icon(painter, square, self._icon_name, ink)
        painter.end()


class Stepper(QWidget):
    """`value_changed` follows the buttons, the arrow keys and typing."""

    value_changed = Signal(int)

    def __init__(
        self, name: str, *, value: int = 1, minimum: int = 1, maximum: int = 99, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._spin = QSpinBox()
        self._spin.setFrame(False)
        self._spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._spin.setRange(minimum, maximum)
        self._spin.setValue(value)
        self._spin.setAccessibleName(name)
        self._spin.setFixedWidth(46)
        self._spin.setFont(text_font("body_strong"))
        self._fewer = _StepButton("minus", self.tr("{what}: fewer").format(what=name))
        self._more = _StepButton("plus", self.tr("{what}: more").format(what=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for widget in (self._fewer, self._spin, self._more):
            row.addWidget(widget)
        self.setFocusProxy(self._spin)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fewer.clicked.connect(self._spin.stepDown)
        self._more.clicked.connect(self._spin.stepUp)
        self._spin.valueChanged.connect(self._on_value_changed)
        self._on_value_changed(value)

    @property
    def value(self) -> int:
        return self._spin.value()

    def set_value(self, value: int) -> None:
        self._spin.setValue(value)

    def _on_value_changed(self, value: int) -> None:
        self._fewer.setEnabled(value > self._spin.minimum())
        self._more.setEnabled(value < self._spin.maximum())
        self.value_changed.emit(value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        line = tokens.color("control_line")
        paint_surface(painter, QRectF(self.rect()), tokens.color("panel"), border=line)
        for x in (self._spin.x() - 1, self._spin.x() + self._spin.width()):
            painter.fillRect(x, 0, 1, self.height(), line)
        painter.end()
