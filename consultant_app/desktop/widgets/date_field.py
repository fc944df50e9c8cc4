"""An input for a day in the words people use."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from consultant_app.desktop.fonts import text_font
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.outside import TextLine

DateParser = Callable[[str], date | None]
DateWords = Callable[[date], str]


class DateField(TextLine):
    """A date typed in the words people use; what was understood stands at the right of the same field.

    `parse` turns words into a date or None, `words` turns a date into what is shown ("Di., 9. Juni 2026"). On leaving,
    an understood date is written out by `short`. `day_changed(date | None)` follows typing; words that are not
    understood stay in the field, mean None, and make `is_understood` False.
    """

    day_changed = Signal(object)

    def __init__(
        self, name: str, parse: DateParser, words: DateWords, *, short: DateWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._parse, self._words, self._short = parse, words, short
        self._day: date | None = None
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._on_finished)
        self._show_echo()

    @property
    def day(self) -> date | None:
        """What the words mean; None for an empty field and for words that are not understood."""
        return self._day

    @property
    def is_understood(self) -> bool:
        """True as well for an empty field."""
        return self._day is not None or not self.text().strip()

    def show_day(self, day: date | None) -> None:
        """Leaves the field alone while somebody types in it."""
        if day != self._day and not (self.hasFocus() and self.isModified()):
            self.set_day(day)

    def set_day(self, value: date | None) -> None:
        self._day = value
        self.setText(self._short(value) if value is not None else "")
        self._show_echo()

    def _on_edited(self, text: str) -> None:
        understood = self._parse(text) if text.strip() else None
        self._day = understood
        self._show_echo()
        self.day_changed.emit(understood)

    def _on_finished(self) -> None:
        if self._day is not None:
            self.setText(self._short(self._day))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setModified(False)

    def _show_echo(self) -> None:
        self._echo = self._words(self._day) if self._day is not None else ""
        self.setAccessibleDescription(self._echo)
        width = self._echo_width()
        self.setTextMargins(0, 0, width + 8 if width else 0, 0)
        self.update()

    def _echo_width(self) -> int:
        """0 when there is nothing to show or no room for it."""
        width = QFontMetrics(text_font("small")).horizontalAdvance(self._echo) + 2
        return width if self._echo and width + 90 < self.width() else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width = self._echo_width()
        if not width:
            return
        painter = QPainter(self)
        painter.setFont(text_font("small"))
        painter.setPen(tokens_of(self.palette()).color("text2"))
        rect = QRectF(self.width() - width - 12, 0, width, self.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._echo)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_echo()
