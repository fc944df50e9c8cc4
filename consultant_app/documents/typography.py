"""Typography as pure functions: dates, times, numbers and money as written, no-break spaces, quotes, hyphens.

German first. English differs where a reader would stumble: names of months and days, order of a date, point and comma,
quotes, hyphens.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from typing import Final

import pyphen

from consultant_app.documents.contents import Language

NO_BREAK = "\u00a0"
EN_DASH = "–"
MINUS = "−"

_MONTHS: dict[Language, tuple[str, ...]] = {
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def date_in_table(day: date, language: Language = "de") -> str:
    """19.05.2026"""
    if language == "en":
        return f"{day.day}{NO_BREAK}{_MONTHS['en'][day.month - 1][:3]}{NO_BREAK}{day.year}"
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def date_in_sentence(day: date, language: Language = "de") -> str:
    """19. Mai 2026; day and month stay together."""
    dot = "." if language == "de" else ""
    return f"{day.day}{dot}{NO_BREAK}{_MONTHS[language][day.month - 1]} {day.year}"


def date_with_weekday(day: date, language: Language = "de") -> str:
    """Dienstag, 19. Mai 2026"""
    return f"{_WEEKDAYS[language][day.weekday()]}, {date_in_sentence(day, language)}"


def clock(moment: time, language: Language = "de") -> str:
    """09:30 Uhr"""
    return f"{moment:%H:%M}" + (f"{NO_BREAK}Uhr" if language == "de" else "")


def clock_range(starts: time, ends: time, language: Language = "de") -> str:
    """09:30–11:45 Uhr"""
    return f"{starts:%H:%M}{EN_DASH}{clock(ends, language)}"


def stamp(moment: datetime, language: Language = "de") -> str:
    """19.05.2026, 14:58 Uhr, in the time zone it is given in."""
    return f"{date_in_table(moment.date(), language)}, {clock(moment.time(), language)}"


def duration(minutes: int) -> str:
    """2:05 h"""
    return f"{minutes // 60}:{minutes % 60:02}{NO_BREAK}h"


def number(value: Decimal | int, language: Language = "de", *, places: int | None = None) -> str:
    """1.234,5 with a real minus sign; `places` rounds half up and pads, without it only digits that say something."""
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(exact):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if language == "de":
        text = text.translate({ord(","): ".", ord("."): ","})
    return f"{MINUS}{text}" if exact < 0 and any(digit in text for digit in "123456789") else text


def percent(value: Decimal | int, language: Language = "de") -> str:
    """42 %, rounded half up."""
    gap = NO_BREAK if language == "de" else ""
    return f"{number(value, language, places=0)}{gap}%"


def money(euros: Decimal | int, language: Language = "de") -> str:
    """38.000 € for whole euros, 1.234,50 € otherwise."""
    places = 0 if euros == int(euros) else 2
    return f"{number(euros, language, places=places)}{NO_BREAK}€"


def capitals(name: str) -> str:
    """A name as one writes it in capitals: ß becomes ẞ, not SS."""
    return name.replace("ß", "ẞ").upper()


def shortened(text: str, letters: int) -> str:
    """For places with room for a name and no more, such as the head of a page; what is left out shows as …"""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip(' ,')}…"


_KNOWN_ABBREVIATION = re.compile(
    r"\b(z|d|u|o|i|v|s|e|m|n|b)\.[ \u00a0]?(B|h|a|ä|d|U|T|u|o|V|K|A|E|R|Z|w)\.(?![A-Za-zÄÖÜäöüß])"
)
_THREE_PART_ABBREVIATION = re.compile(r"\bi\.[ \u00a0]?d\.[ \u00a0]?R\.")
_DAY_AND_MONTH = re.compile(
    r"\b(\d{1,2}\.) (?=(?:Jan|Feb|März|Apr|Mai|Juni?|Juli?|Aug|Sep|Okt|Nov|Dez|Halbjahr|Quartal)\w*)"
)
_MARK_AND_NUMBER = re.compile(
    r"(§§?|\b(?:Abs|Art|Nr|Nrn|Kap|Tel|Ziff|Bd|Abb|Tab|Anl)\.|\b(?:ISO|DIN|KW|SDG|DNK|Scope|Seite|Artikel))"
    r" (?=\d|[IVX]+\b)"
)
_TITLE = re.compile(r"\b((?:Dr|Prof|Dipl\.-\w+|Hr|Fr|St)\.) (?=[A-ZÄÖÜŁŞĞ])")
_NUMBER_AND_UNIT = re.compile(
    r"(\d) (?=(?:%|‰|€|°C|m²|m³|Std\.|Mio\.|Mrd\.|Tsd\."
    r"|(?:EUR|Euro|Uhr|[kMGT]?Wh|[kMG]?W|kWp|t|k?g|mg|[kcm]?m|l|h|min|ha|dB)\b))"
)
_COMPANY_FORM = re.compile(r"& (Co\.) (?=KG|OHG)")
_SCALE_AND_UNIT = re.compile(r"\b(Mio\.|Mrd\.|Tsd\.) (?=[€A-Z])")
_DASH = re.compile(r" [-–] ")
_STRAIGHT_QUOTES = re.compile(r'(?<![\w"„“”])"(?=\S)([^"\n]*?[^"\s])"(?![\w"„“”])')
_URL_OR_MAIL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


_QUOTES: dict[Language, str] = {"de": r"„\1“", "en": r"“\1”"}
_FUNCTION_WORDS: dict[Language, frozenset[str]] = {
    "de": frozenset(
        [
            "als", "am", "auf", "aus", "bei", "bis", "das", "dem", "den", "der", "des", "ein", "eine", "einen", "für",
            "im", "ist", "mit", "nach", "nicht", "oder", "sich", "sie", "sind", "und", "vom", "von", "werden", "wird",
            "wurde", "wurden", "zu", "zum", "zur", "über",
        ]
    ),
    "en": frozenset(
        [
            "and", "are", "at", "by", "for", "from", "had", "has", "have", "is", "it", "its", "not", "of", "on", "or",
            "that", "the", "their", "they", "this", "to", "were", "which", "will", "with", "would",
        ]
    ),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, otherwise: Language) -> Language:
    """In which language somebody wrote, by the small words no sentence does without; `otherwise` where none tells.

    A paper may have English headings over German notes: they are hyphenated and quoted by the rules of the notes.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    german = sum(word in _FUNCTION_WORDS["de"] for word in words)
    english = sum(word in _FUNCTION_WORDS["en"] for word in words)
    if german == english:
        return otherwise
    return "de" if german > english else "en"


def typeset(text: str, language: Language = "de") -> str:
    """A typed text with the spaces, dashes and quotes of print; what it says, and its lines, stay.

    Addresses of pages and mails are left as they are. Applied twice it changes nothing more.
    """
    clean = printable(text)
    parts: list[str] = []
    end = 0
    for found in _URL_OR_MAIL.finditer(clean):
        parts += (_typeset_words(clean[end : found.start()], language), found.group())
        end = found.end()
    parts.append(_typeset_words(clean[end:], language))
    return "".join(parts)


def _typeset_words(text: str, language: Language) -> str:
    text = text.replace("...", "…")
    text = _quoted(text, language)
    text = _DASH.sub(f"{NO_BREAK}{EN_DASH} ", text)
    text = _COMPANY_FORM.sub(rf"&{NO_BREAK}\1{NO_BREAK}", text)
    text = _THREE_PART_ABBREVIATION.sub(f"i.{NO_BREAK}d.{NO_BREAK}R.", text)
    text = _KNOWN_ABBREVIATION.sub(rf"\1.{NO_BREAK}\2.", text)
    for pattern in (_DAY_AND_MONTH, _MARK_AND_NUMBER, _TITLE, _NUMBER_AND_UNIT, _SCALE_AND_UNIT):
        text = pattern.sub(rf"\1{NO_BREAK}", text)
    return text


def _quoted(text: str, language: Language) -> str:
    """A pair of marks may stand around another, and is one only once that is set."""
    while (fresh := _STRAIGHT_QUOTES.sub(_QUOTES[language], text)) != text:
        text = fresh
    return text


def printable(text: str) -> str:
    """Composed letters (a Mac types some names in pieces), one kind of line end, no invisible control characters."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(char for char in composed if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})


LONGEST_WORD: Final = 100
LONGEST_PIECE: Final = 16
"""Of what cannot be broken. reportlab breaks the rest of a hyphenated word no more, however far it runs out."""


@cache
def _dictionary(language: Language) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="de_DE" if language == "de" else "en_GB")


def hyphenation_points(word: str, language: Language = "de") -> tuple[int, ...]:
    """Where `word` may be broken, from the left: four letters stay on each side.

    The dictionary knows no compounds and now and then cuts a single letter loose (Treib-h-aus). Both cuts around such
    a letter are dropped, and so is a cut before "ck" (rü-ck): a line that is a little short is better than a word
    that is broken wrongly.
    """
    points = [int(point) for point in _dictionary(language).positions(word)]
    lonely = {point for point in points for other in points if abs(point - other) == 1}
    hyphens = {index + 1 for index, char in enumerate(word) if char == "-"}
    near_hyphen = {hyphen + offset for hyphen in hyphens for offset in (-4, -3, -2, -1, 1, 2, 3)}
    kept = (set(points) - lonely - near_hyphen) | hyphens
    return tuple(sorted(point for point in kept if 4 <= point <= len(word) - 4 and not word.startswith("ck", point)))


def hyphenations(word: str, language: Language = "de") -> Iterator[tuple[str, str]]:
    """Each way to break the word, the longest beginning first; none for what is longer than any word.

    Such a thing (a pasted key, one long piece) is broken where the line ends: finding its places took minutes.
    """
    if len(word) > LONGEST_WORD:
        return
    points = hyphenation_points(word, language)
    pieces = pairwise((0, *points, len(word)))
    if all(end - start <= LONGEST_PIECE for start, end in pieces):
        for point in reversed(points):
            yield word[:point], word[point:]
