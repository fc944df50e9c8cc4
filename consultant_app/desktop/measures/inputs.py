"""Inputs that keep themselves: texts as tall as they are, dates and numbers that settle when typing rests."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from consultant_app.desktop.fonts import line_height
from consultant_app.desktop.measures.words import number_words
from consultant_app.desktop.widgets.fields import DateField
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.writing import WritingEditor
from consultant_app.domain.dates import short_date, spoken_date, understand_date
from consultant_app.domain.kinds import parse_decimal
from consultant_app.errors import RuleError

QUIET_MS = 700
_TEXT_PX = 16
_INDENT = 4
"""Beside the frame's own padding, so that texts begin where lines begin."""
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
"""`38.000` is thirty-eight thousand in German, whatever it is elsewhere."""


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


class _Settling:
    """Calls back when typing has rested for a while, and at once on leaving."""

    def __init__(self, line: QLineEdit, settle: Callable[[], None]) -> None:
        self._settle = settle
        self._quiet = QTimer(line, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.now)
        line.textEdited.connect(lambda _text: self._quiet.start())

    @property
    def waits(self) -> bool:
        return self._quiet.isActive()

    def now(self) -> None:
        self._quiet.stop()
        self._settle()

    def leave(self) -> None:
        if self._quiet.isActive():
            self.now()


class SettledDate(DateField):
    """`settled(date or None)` with what was understood; `misunderstood()` for words that mean no day."""

    settled = Signal(object)
    misunderstood = Signal()

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(
            name, lambda words: understand_date(words, today()), spoken_date, short=short_date, parent=parent
        )
        self._shown: date | None = None
        self._settling = _Settling(self, self._settle)

    def show_day(self, day: date | None) -> None:
        """Leaves the field alone while somebody types in it, or while its words mean nothing yet."""
        if self._settling.waits or (self.hasFocus() and self.isModified()) or not self.is_understood:
            return
        self._shown = day
        self.set_day(day)

    def show_other(self, day: date | None) -> None:
        """Another record's day: whatever stood here is over."""
        self._settling.leave()
        self._shown = day
        self.set_day(day)

    def _settle(self) -> None:
        if not self.is_understood:
            self.misunderstood.emit()
        elif self.day != self._shown:
            self._shown = self.day
            self.settled.emit(self.day)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settling.leave()
        self.setModified(False)


class SettledAmount(TextLine):
    """A number as people write it, with at most `places` decimals: `settled(Decimal or None)`, `misunderstood()`."""

    settled = Signal(object)
    misunderstood = Signal()

    def __init__(self, name: str, *, places: int, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self._shown: Decimal | None = None
        self._is_understood = True
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._settling = _Settling(self, self._settle)

    def show_amount(self, value: Decimal | None) -> None:
        """Leaves the field alone while somebody types in it, or while its words mean nothing yet."""
        if self._settling.waits or (self.hasFocus() and self.isModified()) or not self._is_understood:
            return
        self.show_other(value)

    def show_other(self, value: Decimal | None) -> None:
        """Another record's number: whatever stood here is over."""
        self._settling.leave()
        self._shown, self._is_understood = value, True
        self.setText("" if value is None else number_words(value))

    def read(self) -> Decimal | None:
        """What stands in the field; None also for what is no number."""
        plain = self.text().replace("−", "-").strip().removesuffix("€").strip()
        if _THOUSANDS.fullmatch(plain):
            plain = plain.replace(".", "")
        try:
            return parse_decimal(plain, self._places) if plain else None
        except RuleError:
            return None

    def _settle(self) -> None:
        value = self.read()
        self._is_understood = value is not None or not self.text().strip()
        if not self._is_understood:
            self.misunderstood.emit()
        elif value != self._shown:
            self._shown = value
            self.settled.emit(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settling.leave()
        self.setModified(False)


class SettledLine(TextLine):
    """A line that is one part of a group of values: `settled(text)` when typing rests and on leaving."""

    settled = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setAccessibleName(name)
        self._settling = _Settling(self, self._settle)

    def show_text(self, text: str) -> None:
        """Leaves the line alone while somebody types in it."""
        if not self._settling.waits and not (self.hasFocus() and self.isModified()):
            self.show_other(text)

    def show_other(self, text: str) -> None:
        self._settling.leave()
        self._shown = text
        if self.text() != text:
            self.setText(text)

    def _settle(self) -> None:
        text = " ".join(self.text().split())
        if text != self._shown:
            self._shown = text
            self.settled.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settling.leave()
        self.setModified(False)
