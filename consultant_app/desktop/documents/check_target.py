"""Where a file is dropped to be checked, and a button for those who do not drag."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Label


class CheckTarget(QWidget):
    """`dropped(Path)` for a file, `asked()` by the button."""

    dropped = Signal(object)
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_dragged_over = False
        self.setAcceptDrops(True)
        self.button = Button(self.tr("Check a file"), icon="search")
        self.button.clicked.connect(self.asked)
        self._words = Label(
            self.tr("Drop a PDF here to check it: whether it is unchanged, and what differs."), "small",
            role="text2", wrap=True,
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(Glyph("file-type-pdf", "text2", 24))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)

    def show_busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)

    def _set_dragged_over(self, over: bool) -> None:
        self._is_dragged_over = over
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_of(event) is not None:
            event.acceptProposedAction()
            self._set_dragged_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_dragged_over(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_dragged_over(False)
        path = _file_of(event)
        if path is not None:
            # Never moved: what is checked stays where it is.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self._is_dragged_over
        painter.setPen(QPen(tokens.color("accent" if over else "control_line"), 2 if over else 1, Qt.PenStyle.DashLine))
        painter.setBrush(tokens.color("selected" if over else "sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


def _file_of(event: QDropEvent) -> Path | None:
    """The first file of what is dragged."""
    found = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(found[0]) if found else None
