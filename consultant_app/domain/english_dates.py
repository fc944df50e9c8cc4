"""English words for days, put into the German ones that `dates` understands: `next Friday` is `nächsten Freitag`."""

import re
from typing import Final

_NUMBERS: Final = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_WEEKDAYS: Final = {
    "mon": "montag",
    "tue": "dienstag",
    "wed": "mittwoch",
    "thu": "donnerstag",
    "fri": "freitag",
    "sat": "samstag",
    "sun": "sonntag",
}
_SPANS: Final = {"day": "tagen", "week": "wochen", "month": "monaten", "year": "jahren"}
_WHOLE: Final = {
    "today": "heute",
    "tomorrow": "morgen",
    "day after tomorrow": "übermorgen",
    "this week": "diese woche",
    "end of week": "ende der woche",
    "end of this week": "ende der woche",
    "next week": "nächste woche",
    "end of next week": "nächste woche",
    "end of month": "monatsende",
    "end of this month": "monatsende",
    "end of year": "jahresende",
    "end of this year": "jahresende",
}
_WEEKDAY: Final = re.compile(
    r"(?:(?:next|this|on|coming) )?"
    r"(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?"
)
_MONTH_FIRST: Final = re.compile(
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.? (\d\d?),?( \d{4})?"
)


def in_german(phrase: str) -> str | None:
    """None for what is no English phrase of a day; the names of months are left: they are understood as they are."""
    plain = " ".join(phrase.lower().replace(" the ", " ").removeprefix("the ").split())
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?", "", plain)
    if plain in _WHOLE:
        return _WHOLE[plain]
    if match := _WEEKDAY.fullmatch(plain):
        return _WEEKDAYS[match[1][:3]]
    if match := re.fullmatch(r"in (\d{1,3}|[a-z]+) (day|week|month|year)s?", plain):
        count = int(match[1]) if match[1].isdecimal() else _NUMBERS.get(match[1])
        return f"in {count} {_SPANS[match[2]]}" if count is not None else None
    if match := re.fullmatch(r"(?:end of )?week (\d\d?)((?: |/)\d{2,4})?", plain):
        return f"kw {match[1]}{match[2] or ''}"
    if match := re.fullmatch(r"(end of|mid|middle of|beginning of|start of)[ -](.+)", plain):
        part = {"end": "ende", "mid": "mitte", "middle": "mitte"}.get(match[1].split(" ")[0], "anfang")
        return f"{part} {match[2]}"
    if match := _MONTH_FIRST.fullmatch(plain):
        return f"{match[2]}. {match[1]}{match[3] or ''}"
    return plain if plain != phrase.lower() else None
