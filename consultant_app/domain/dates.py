"""Understanding dates as people type them, and saying them back in German or English.

`29.5.`, `29.5.26`, `2026-05-29`, `29. Mai`, `Fr`, `nächsten Freitag`, `KW 24`, `Ende Mai`, `Mitte Juni`, `Q3`,
`in 2 Wochen`, `morgen`; in English what `english_dates` puts into these words. What is left open (the year, which
Friday) is the next one from today on.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from consultant_app.domain.english_dates import in_german
from consultant_app.domain.text import collapsed, fold
from consultant_app.errors import Language, RuleError

MONTHS: Final = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
ENGLISH_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
ENGLISH_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST_PHRASE: Final = 5
"""Words of the longest phrase understood: `Ende der 24. Kalenderwoche`, `Ende des Monats Mai 2027` is too much."""
_FRIDAY: Final = 4
_LAST_YEAR: Final = 2199
_SMALL_NUMBERS: Final = {
    "einem": 1,
    "einer": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "funf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "zehn": 10,
    "zwolf": 12,
}
_RELATIVE_DAYS: Final = {"heute": 0, "morgen": 1, "ubermorgen": 2}
_YEAR: Final = r"(?P<year>(?:20|21)\d\d|\d\d)"


def _month_number(word: str) -> int | None:
    """Full names and abbreviations from three letters, in folded form; `mrz` and `marz` too, and the English ones."""
    plain = word.rstrip(".")
    if plain == "mrz":
        return 3
    if len(plain) < 3:
        return None
    named = (*enumerate(MONTHS, 1), *enumerate(ENGLISH_MONTHS, 1))
    starts = {number for number, name in named if collapsed(name).startswith(plain)}
    return starts.pop() if len(starts) == 1 else None


def _weekday_number(word: str) -> int | None:
    plain = word.rstrip(".")
    for number, name in enumerate(WEEKDAYS):
        full = name.lower()
        if plain in {full, full[:2]}:
            return number
    return 5 if plain in {"sonnabend", "sa"} else None


def _full_year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _day(year: int, month: int, *, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _next_day(month: int, day: int, *, today: date) -> date | None:
    """The next such day from today on; 29 February waits for its year."""
    for year in range(today.year, today.year + 9):
        found = _day(year, month, day=day)
        if found and found >= today:
            return found
    return None


def _numeric(phrase: str, today: date) -> date | None:
    if match := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", phrase):
        year = int(match[1])
        return _day(year, int(match[2]), day=int(match[3])) if 1 <= year <= _LAST_YEAR else None
    match = re.fullmatch(rf"(\d\d?)\.\s?(\d\d?)(?:\.\s?{_YEAR}?)?", phrase)
    if not match:
        return None
    day, month = int(match[1]), int(match[2])
    if match["year"]:
        return _day(_full_year(match["year"]), month, day=day)
    return _next_day(month, day, today=today)


def _with_month_name(phrase: str, today: date) -> date | None:
    match = re.fullmatch(rf"(\d\d?)\.? ?([a-z]+\.?)(?: {_YEAR})?", phrase)
    month = _month_number(match[2]) if match else None
    if match is None or month is None:
        return None
    if match["year"]:
        return _day(_full_year(match["year"]), month, day=int(match[1]))
    return _next_day(month, int(match[1]), today=today)


def _relative(phrase: str, today: date) -> date | None:
    if phrase in _RELATIVE_DAYS:
        return today + timedelta(days=_RELATIVE_DAYS[phrase])
    match = re.fullmatch(r"in (\d{1,3}|[a-z]+) (tag|tagen|woche|wochen|monat|monaten|jahr|jahren)", phrase)
    if not match:
        return None
    count = int(match[1]) if match[1].isdecimal() else _SMALL_NUMBERS.get(match[1])
    if count is None:
        return None
    if match[2].startswith("tag"):
        return today + timedelta(days=count)
    if match[2].startswith("woche"):
        return today + timedelta(weeks=count)
    return _months_later(today, count * (12 if match[2].startswith("jahr") else 1))


def _months_later(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year <= _LAST_YEAR else None


def _named_weekday(phrase: str, today: date) -> date | None:
    words = phrase.split(" ")
    if len(words) == 2 and words[0] in {"nachsten", "nachster", "kommenden", "kommender", "diesen", "am"}:
        words = words[1:]
    weekday = _weekday_number(words[0]) if len(words) == 1 else None
    if weekday is None:
        return None
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _week(phrase: str, today: date) -> date | None:
    """A week means its Friday, the last day of work in it."""
    this_friday = today + timedelta(days=_FRIDAY - today.weekday())
    if phrase in {"diese woche", "ende der woche", "ende dieser woche"}:
        return max(this_friday, today)
    if phrase in {"nachste woche", "kommende woche", "ende nachster woche"}:
        return this_friday + timedelta(weeks=1)
    match = re.fullmatch(rf"(?:ende |anfang |mitte )?(?:der )?kw ?(\d\d?)(?:[ /]{_YEAR})?", phrase)
    if not match:
        return None
    years = [_full_year(match["year"])] if match["year"] else [today.year, today.year + 1, today.year + 2]
    day_of_week = {"a": 1, "m": 3}.get(phrase[0], 5)
    for year in years:
        found = _iso_day(year, int(match[1]), weekday=day_of_week)
        if found and (match["year"] or found >= today):
            return found
    return None


def _iso_day(year: int, week: int, *, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None


def _part_of_month(phrase: str, today: date) -> date | None:
    """The month alone and its end mean the last day, its middle the 15th, its beginning the first."""
    if phrase in {"monatsende", "ende des monats", "ende monat"}:
        return _end_of_month(today.year, today.month)
    match = re.fullmatch(rf"(?:(ende|mitte|anfang) )?([a-z]+\.?)(?: {_YEAR})?", phrase)
    month = _month_number(match[2]) if match else None
    if match is None or month is None:
        return None
    years = [_full_year(match["year"])] if match["year"] else [today.year, today.year + 1]
    for year in years:
        found = {"mitte": date(year, month, 15), "anfang": date(year, month, 1)}.get(
            match[1] or "", _end_of_month(year, month)
        )
        if match["year"] or found >= today:
            return found
    return None


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _part_of_year(phrase: str, today: date) -> date | None:
    if phrase in {"jahresende", "ende des jahres", "ende jahr"}:
        return date(today.year, 12, 31)
    if match := re.fullmatch(r"ende ((?:20|21)\d\d)", phrase):
        return date(int(match[1]), 12, 31)
    match = re.fullmatch(rf"(?:ende )?q([1-4])(?:[ /]{_YEAR})?", phrase)
    if not match:
        return None
    if match["year"]:
        return _end_of_month(_full_year(match["year"]), int(match[1]) * 3)
    ends = (_end_of_month(year, int(match[1]) * 3) for year in (today.year, today.year + 1))
    return next((end for end in ends if end >= today), None)


_READERS: Final[tuple[Callable[[str, date], date | None], ...]] = (
    _numeric,
    _with_month_name,
    _relative,
    _named_weekday,
    _week,
    _part_of_month,
    _part_of_year,
)


def understand_date(phrase: str, today: date, language: Language = "de") -> date | None:
    """The day a whole phrase means, None when it means none. German is understood in any language."""
    # English first: `May 29` is a day there, `Mai 29` a month.
    german = in_german(phrase) if language == "en" else None
    found = _understand(german, today) if german is not None else None
    return found or _understand(phrase, today)


def _understand(phrase: str, today: date) -> date | None:
    # Both foldings are tried because a person without umlauts types `naechsten`, `fuenf`, `Maerz`.
    for plain in dict.fromkeys((" ".join(fold(phrase).split()), " ".join(collapsed(phrase).split()))):
        for reader in _READERS:
            found = reader(plain, today)
            if found is not None:
                return found
    return None


def leading_date(words: Sequence[str], today: date, language: Language = "de") -> tuple[date, int] | None:
    """The day that the longest run of words from the first on means, with the number of words; None for none."""
    for count in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        found = understand_date(" ".join(words[:count]), today, language)
        if found is not None:
            return found, count
    return None


def read_date(text: str, today: date) -> date:
    """For a date field; raises RuleError("not_a_date")."""
    found = understand_date(text, today)
    if found is None:
        raise RuleError("not_a_date", value=text)
    return found


def spoken_date(day: date, language: Language = "de") -> str:
    """`Di., 9. Juni 2026`: the echo beside what was typed."""
    return f"{short_weekday(day, language)}, {long_date(day, language)}"


def short_weekday(day: date, language: Language = "de") -> str:
    """`Di.`, `Tue`."""
    return ENGLISH_WEEKDAYS[day.weekday()][:3] if language == "en" else f"{WEEKDAYS[day.weekday()][:2]}."


def long_date(day: date, language: Language = "de") -> str:
    """`9. Juni 2026`, as in a sentence."""
    if language == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, language: Language = "de") -> str:
    """`09.06.2026`, as in a table; in English `9 Jun 2026`, as in the papers."""
    return f"{_english_day(day)} {day.year}" if language == "en" else f"{day:%d.%m.%Y}"


def due_date(day: date, today: date, language: Language = "de") -> str:
    """A due date without its year where that is the running year: `09.06.`"""
    if day.year != today.year:
        return short_date(day, language)
    return _english_day(day) if language == "en" else f"{day:%d.%m.}"


def _english_day(day: date) -> str:
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]}"
