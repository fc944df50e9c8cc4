"""Inputs of a visit that keep themselves: an editor that grows with its text, lines for times and numbers."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consultant_app.desktop.day_words import short_date, spoken_date, understood_date
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.widgets.date_field import DateField
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.writing import WritingEditor

_CLOCK = re.compile(r"\s*(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(?:uhr)?\s*", re.IGNORECASE)
_COMPACT_CLOCK = re.compile(r"\s*(\d{1,2})(\d{2})\s*")


def understand_time(text: str) -> time | None:
    """`9`, `9:30`, `9.30 Uhr`, `0930`; None for what is no time of the day."""
    match = _COMPACT_CLOCK.fullmatch(text) or _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def understand_minutes(text: str) -> int | None:
    """Whole minutes, also as `1:30` hours; None for anything else."""
    plain = text.strip().removesuffix("min").strip()
    if plain.isdecimal():
        return int(plain)
    hours = re.fullmatch(r"(\d{1,2}):(\d{2})", plain)
    return int(hours[1]) * 60 + int(hours[2]) if hours else None


class GrowingEditor(WritingEditor):
    """As tall as its text, at least `lines`; the page around it scrolls."""

    def __init__(
        self, name: str, *, style: str = "writing", placeholder: str = "", lines: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, style=style, placeholder=placeholder, parent=parent)
        self._lines = lines
        self.is_writing = style == "writing"
        self.setVerticalScrollBarPolicy(self.verticalScrollBarPolicy().ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        least = self._lines * round(QFontMetrics(self.font()).lineSpacing() * 1.25)
        height = max(least, round(self.document().size().height())) + 4
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())


class ValueLine(TextLine):
    """A line whose words mean a value: `typed(value)` with each word understood, `left()` on leaving.

    `is_understood` is False while the words mean nothing; they stay in the line.
    """

    typed = Signal(object)
    left = Signal()

    def __init__(
        self,
        name: str,
        parse: Callable[[str], Any],
        words: Callable[[Any], str] = str,
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse, self._words = parse, words
        self.is_understood = True
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_edited)

    def show_value(self, value: Any) -> None:
        """Leaves the line alone while somebody types in it."""
        if self.hasFocus() and self.isModified():
            return
        self.setText("" if value is None else self._words(value))
        self.is_understood = True

    def _on_edited(self, text: str) -> None:
        value = self._parse(text) if text.strip() else None
        self.is_understood = value is not None or not text.strip()
        if self.is_understood:
            self.typed.emit(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setModified(False)
        self.left.emit()


def date_field(name: str, desk: Desk) -> DateField:
    """A date in the words people use, understood from today on."""

    def parse(text: str) -> date | None:
        return understood_date(text, desk.now().date())

    return DateField(name, parse, spoken_date, short=short_date)


def clock_line(name: str) -> ValueLine:
    return ValueLine(name, understand_time, lambda value: f"{value:%H:%M}", placeholder="00:00")
