"""One of the ways to begin: a card that is a radio button, with room for what this way asks for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from consultant_app.desktop.widgets.checks import RadioButton
from consultant_app.desktop.widgets.labels import Card, Label


class WayCard(Card):
    """`chosen()` when a person chose it, by the button or anywhere on the card."""

    chosen = Signal()

    def __init__(self, title: str, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = RadioButton(title)
        self.button.setAutoExclusive(False)
        self.button.setAccessibleDescription(text)
        self.column.setSpacing(6)
        self.column.addWidget(self.button)
        explained = Label(text, "body", role="text2", wrap=True)
        explained.setContentsMargins(32, 0, 0, 0)
        self.column.addWidget(explained)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self._on_clicked)

    def set_chosen(self, chosen: bool) -> None:
        self.button.setChecked(chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._on_clicked()
        super().mousePressEvent(event)

    def _on_clicked(self) -> None:
        self.button.setChecked(True)
        self.chosen.emit()
