"""What stands in place of rows that are still being read."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from consultant_app.desktop.fonts import text_font
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.messages import announce
from consultant_app.desktop.widgets.painting import paint_surface

LOADING_MS = 300


class LoadingRows(QLabel):
    """Grey bars in place of rows that take longer than 300 ms; before that, nothing.

    Call `start(text)` when loading begins and `stop()` when the rows are there.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._visible_bars = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        self.setVisible(False)

    def start(self, text: str) -> None:
        """`text` says what is being loaded, such as "41 Unternehmen werden geladen"."""
        self._words = text
        self._visible_bars = False
        self.setAccessibleName(text)
        self.setVisible(True)
        self._timer.start(LOADING_MS)

    def stop(self) -> None:
        self._timer.stop()
        self.setVisible(False)

    def _on_timeout(self) -> None:
        self._visible_bars = True
        announce(self, self._words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 96)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._visible_bars:
            return
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        width = self.width() - 32
        paint_surface(painter, QRectF(16, 16, width * 0.72, 12), tokens.color("hover"), radius=3)
        paint_surface(painter, QRectF(16, 39, width * 0.48, 12), tokens.color("hover"), radius=3)
        painter.setFont(text_font("small"))
        painter.setPen(tokens.color("text2"))
        painter.drawText(QRectF(16, 58, width, 24), Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()
