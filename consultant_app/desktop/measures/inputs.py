"""Inputs that keep themselves: dates and numbers that settle when typing rests."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from consultant_app.desktop.day_words import short_date, spoken_date, understood_date
from consultant_app.desktop.measures.words import number_words
from consultant_app.desktop.widgets.date_field import DateField
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.settling import Settling
from consultant_app.domain.kinds import parse_decimal
from consultant_app.errors import RuleError

_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
"""`38.000` is thirty-eight thousand in German, whatever it is elsewhere."""


class SettledDate(DateField):
    """`settled(date or None)` with what was understood; `misunderstood()` for words that mean no day."""

    settled = Signal(object)
    misunderstood = Signal()

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(
            name, lambda words: understood_date(words, today()), spoken_date, short=short_date, parent=parent
        )
        self._shown: date | None = None
        self._settling = Settling(self, self._settle)

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

    def settle_now(self) -> None:
        """Hands on what was typed without waiting for the pause."""
        self._settling.leave()

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
        self._settling = Settling(self, self._settle)

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

    def settle_now(self) -> None:
        """Hands on what was typed without waiting for the pause."""
        self._settling.leave()

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
