"""One of the ways to begin: a card that is a radio button, with room for what this way asks for."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.checks import RadioButton
from consultant_app.desktop.widgets.labels import Card, Label
from consultant_app.desktop.widgets.painting import paint_surface


class WayCard(Card):
    """`chosen()` when a person chose it, by the button or anywhere on the card. What is added goes to `inside`."""

    chosen = Signal()

    def __init__(self, title: str, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0)
        self.button = RadioButton(name=title)
        self.button.setAutoExclusive(False)
        self.button.setAccessibleDescription(text)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(4)
        self.inside.addWidget(Label(title, "section", wrap=True))
        self.inside.addWidget(Label(text, "body", role="text2", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(14, 18, 24, 20)
        row.setSpacing(8)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 6, 0, 0)
        words.addLayout(self.inside)
        row.addLayout(words, 1)
        self.button.setFixedWidth(40)
        self.column.addLayout(row)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self._on_clicked)
        self.button.toggled.connect(lambda _: self.update())

    def set_chosen(self, chosen: bool) -> None:
        self.button.setChecked(chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._on_clicked()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, on = tokens_of(self.palette()), self.button.isChecked()
        painter = QPainter(self)
        border = tokens.color("accent" if on else "control_line")
        paint_surface(
            painter, QRectF(self.rect()), tokens.color("panel"), border=border, radius=8, width=2 if on else 1
        )
        painter.end()

    def _on_clicked(self) -> None:
        self.button.setChecked(True)
        self.chosen.emit()
