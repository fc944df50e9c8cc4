"""A line for a password, with a button that shows what was typed."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.outside import TextLine


class PasswordLine(TextLine):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = Button(kind="quiet", icon="eye", name=self.tr("Show password"), parent=self)
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_show_toggled)
        self.setTextMargins(0, 0, 36, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show.setGeometry(self.width() - 40, self.height() // 2 - 18, 36, 36)

    def _on_show_toggled(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
