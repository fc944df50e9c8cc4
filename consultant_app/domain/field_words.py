"""Words for records, fields and values where no screen of its own shows them: conflicts, histories, lists."""

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from consultant_app.changes.change import Value, split_set_field
from consultant_app.domain.amounts import money_text, number_text
from consultant_app.domain.dates import short_date
from consultant_app.domain.kinds import FieldKind, GroupPart
from consultant_app.domain.record import record_types
from consultant_app.domain.value_lists import label_of, load_catalogue
from consultant_app.errors import Language

LOCAL_ZONE = ZoneInfo("Europe/Berlin")
EMPTY = {"de": "leer", "en": "empty"}
NAME_OF = Callable[[str], str]


def absent_text(language: Language = "de", *, is_at_server: bool = False) -> str:
    """In place of a value that did not come along: in the first sync, of a record that moved, or that was erased."""
    if is_at_server:
        return {"de": "liegt auf dem Server", "en": "kept at the server"}[language]
    return {"de": "hier nicht vorhanden", "en": "not kept here"}[language]


_NEWER: Final[dict[Language, str]] = {"de": "aus einer neueren Version", "en": "from a newer version"}


def type_label(type_name: str, language: Language = "de", *, count: int = 1) -> str:
    """What `count` records of a type are called; of one from a newer version, just that."""
    words: dict[str, Any] = load_catalogue("field_labels")["types"]
    form = language if count == 1 else f"{language}_many"
    return str(words[type_name][form]) if type_name in words else f"{type_name} ({_NEWER[language]})"


def field_label(type_name: str, field: str, language: Language = "de") -> str:
    """What a field is called; for one code of a set, the set with the code's own label."""
    name, code = split_set_field(field)
    catalogue = load_catalogue("field_labels")
    words = catalogue["own"].get(f"{type_name}.{name}") or catalogue["common"].get(name)
    label = str(words[language]) if words else f"{name} ({_NEWER[language]})"
    if code is None:
        return label
    kind = _kind(type_name, name)
    member = label_of(kind.codes, code, language=language) if kind is not None and kind.codes else code
    return f"{label}: {member or code}"


def value_text(type_name: str, field: str, value: Value, *, name_of: NAME_OF, language: Language = "de") -> str:
    """A wire value for a person to read; `name_of` gives the name of a referred record, "" for one not visible here."""
    name, code = split_set_field(field)
    if code is not None:
        return _yes_no(value is True, language)
    kind = _kind(type_name, name)
    if value in (None, "") or kind is None:
        return EMPTY[language] if value in (None, "") else str(value)
    return _text(kind, value, name_of=name_of, language=language)


def _kind(type_name: str, field: str) -> FieldKind | None:
    record_type = record_types().get(type_name)
    return record_type.fields.get(field) if record_type is not None else None


def _text(kind: FieldKind, value: Value, *, name_of: NAME_OF, language: Language) -> str:
    if kind.name == "group" and isinstance(value, dict):
        return _group_text(kind, value, name_of=name_of, language=language)
    if kind.name == "reference":
        return name_of(str(value)) or ("nicht sichtbar" if language == "de" else "not visible")
    if kind.name == "flag":
        return _yes_no(value is True, language)
    if kind.codes:
        return label_of(kind.codes, str(value), language=language) or str(value)
    return plain_text(kind.from_wire(value), is_money=kind.is_money, language=language)


def _group_text(kind: FieldKind, value: dict[str, Value], *, name_of: NAME_OF, language: Language) -> str:
    words = []
    for field in dataclasses.fields(cast("Any", kind.group)):
        part: GroupPart = field.metadata["part"]
        stored = value.get(field.name)
        if stored in (None, "", False):
            continue
        if part.codes:
            words.append(label_of(part.codes, str(stored), language=language) or str(stored))
        elif part.refers_to:
            words.append(name_of(str(stored)))
        elif stored is not True:
            words.append(plain_text(part.from_wire(stored), is_money=part.is_money, language=language))
    # A town is often said twice, by its name and by its official key.
    return ", ".join(dict.fromkeys(word for word in words if word)) or EMPTY[language]


def _yes_no(value: bool, language: Language) -> str:
    if language == "de":
        return "ja" if value else "nein"
    return "yes" if value else "no"


def plain_text(value: Any, *, is_money: bool = False, language: Language = "de") -> str:
    """Dates, times, numbers and amounts, as in tables."""
    if isinstance(value, datetime):
        local = value.astimezone(LOCAL_ZONE)
        return f"{short_date(local.date(), language)}, {local:%H:%M}"
    if isinstance(value, date):
        return short_date(value, language)
    if isinstance(value, Decimal):
        return money_text(value, language) if is_money else number_text(value, language)
    return f"{value:%H:%M}" if hasattr(value, "hour") else str(value)
