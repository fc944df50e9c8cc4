"""Inputs that keep themselves: texts as tall as they are, lines whose words are handed on when typing rests."""

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from consultant_app.desktop.fonts import line_height
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.writing import WritingEditor

QUIET_MS = 700
_TEXT_PX = 16
_INDENT = 4
"""Beside the frame's own padding, so that texts begin where lines begin."""


class FormText(WritingEditor):
    """A framed text of a form, at least two lines and as tall as it needs."""

    def __init__(self, name: str, *, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(name, style="notes", parent=parent)
        self._lines = lines
        self.setProperty("paper", False)
        self.setProperty("focus_ring", "border")
        self.document().setDocumentMargin(_INDENT)
        self.set_size(_TEXT_PX)
        self.setVerticalScrollBarPolicy(self.verticalScrollBarPolicy().ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        least = self._lines * line_height("body")
        height = max(least, round(self.document().size().height())) + 16
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())


class Settling:
    """Calls back when typing has rested for a while, at once on Enter and on leaving."""

    def __init__(self, line: QLineEdit, settle: Callable[[], None]) -> None:
        self._settle = settle
        self._quiet = QTimer(line, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.now)
        line.textEdited.connect(lambda _text: self._quiet.start())
        line.returnPressed.connect(self.leave)

    @property
    def waits(self) -> bool:
        return self._quiet.isActive()

    def now(self) -> None:
        self._quiet.stop()
        self._settle()

    def leave(self) -> None:
        if self._quiet.isActive():
            self.now()


class SettledLine(TextLine):
    """A line for what is written together with something else: `settled(text)` when typing rests and on leaving."""

    settled = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setAccessibleName(name)
        self._settling = Settling(self, self._settle)

    def show_text(self, text: str) -> None:
        """Leaves the line alone while somebody types in it."""
        if not self._settling.waits and not (self.hasFocus() and self.isModified()):
            self.show_other(text)

    def show_other(self, text: str) -> None:
        self._settling.leave()
        self._shown = text
        if self.text() != text:
            self.setText(text)

    def settle_now(self) -> None:
        """Hands on what was typed without waiting for the pause."""
        self._settling.leave()

    def _settle(self) -> None:
        text = " ".join(self.text().split())
        if text != self._shown:
            self._shown = text
            self.settled.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settling.leave()
        self.setModified(False)
