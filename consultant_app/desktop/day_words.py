"""Days in the language of the window, for every list, field and sentence; `translations` sets that language."""

from datetime import date, datetime

from PySide6.QtCore import QLocale

from consultant_app.domain import dates
from consultant_app.errors import Language


def _language() -> Language:
    return "en" if QLocale().language() == QLocale.Language.English else "de"


def understood_date(words: str, today: date) -> date | None:
    """The day that words mean which somebody typed: German ones always, English ones in an English window."""
    return dates.understand_date(words, today, _language())


def spoken_date(day: date) -> str:
    """`Di., 9. Juni 2026`: the echo beside what was typed."""
    return dates.spoken_date(day, _language())


def long_date(day: date) -> str:
    """`9. Juni 2026`, as in a sentence."""
    return dates.long_date(day, _language())


def short_date(day: date) -> str:
    """`09.06.2026`, as in a table."""
    return dates.short_date(day, _language())


def moment_words(moment: datetime) -> str:
    """`09.06.2026, 14:05`, of a moment in local time."""
    return f"{short_date(moment.date())}, {moment:%H:%M}"


def due_date(day: date, today: date) -> str:
    """A due date without its year where that is the running year."""
    return dates.due_date(day, today, _language())


def weekday(day: date) -> str:
    names = dates.ENGLISH_WEEKDAYS if _language() == "en" else dates.WEEKDAYS
    return names[day.weekday()]


def short_weekday(day: date) -> str:
    """`Di.`"""
    return dates.short_weekday(day, _language())


def month_and_year(day: date) -> str:
    """`Juni 2026`."""
    return long_date(day).partition(" ")[2]
