"""The kinds of fields: how a field is stored, sent, merged, checked, searched, and whether it may be printed.

A record class declares each field once, by one of the functions below; table, capture, merge, search index, command
line and erasure read the `FieldKind` from there. Stored columns hold the very value of the wire wherever SQLite can
(text for dates, times, decimals), so that a foreign change becomes a row without conversion; sets and groups are JSON.
"""

import dataclasses
import enum
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar, cast

import msgspec
from sqlalchemy import Boolean, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from consultant_app.changes.change import Value
from consultant_app.domain.value_lists import known_code
from consultant_app.errors import RuleError

T = TypeVar("T")


class Merge(enum.Enum):
    """How several heads of a field are settled (architecture: how a field is settled)."""

    VALUE = "value"
    TEXT = "text"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a declaration says of a field besides its kind.

    `personal`: holds personal data; about whom is the contact the record itself is or refers to.
    `printable`: may reach a document for the client. `searched`: goes into the full-text index.
    `required`: a person must fill it before the record can be made.
    """

    personal: bool = False
    printable: bool = False
    searched: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A kind with its traits. `codes` names a value list, `refers_to` the record types referred to."""

    name: str
    merge: Merge
    traits: Traits
    to_wire: Callable[[Any], Value]
    from_wire: Callable[[Value], Any]
    to_column: Callable[[Value], Any]
    """From the wire's value straight to what the table stores."""
    parse: Callable[[str], Any]
    """From a person's text; raises RuleError(code) without naming the field."""
    empty: Value = field(default=None, hash=False)
    max_length: int | None = None
    codes: str | None = None
    refers_to: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """The names of a group's parts: `address.city` sets one of them."""
    group: type | None = None
    is_money: bool = False


class WireColumn(TypeDecorator[T], Generic[T]):
    """A column that stores the wire's value and hands out the Python value."""

    impl = String
    cache_ok = True

    def __init__(self, kind: FieldKind) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String())

    def process_bind_param(self, value: T | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self.kind.to_column(self.kind.to_wire(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> T | None:  # noqa: ARG002
        if value is None:
            return None
        stored = json.loads(value) if self.kind.name in JSON_KINDS else value
        return cast("T", self.kind.from_wire(stored))

    @property
    def python_type(self) -> type[Any]:
        return object


JSON_KINDS = frozenset({"codes", "references", "group"})


def _same(value: Any) -> Any:
    return value


_encode_json = msgspec.json.Encoder(order="sorted").encode


def _json_text(value: Value) -> Any:
    return None if value is None else _encode_json(value).decode()


def _column(
    kind: FieldKind, python_default: Any, *, stored: TypeEngine[Any] | None = None, indexed: bool = False
) -> MappedColumn[Any]:
    column_type = stored if stored is not None else WireColumn[Any](kind)
    return mapped_column(column_type, default=python_default, index=indexed or None, info={"kind": kind})


def line(max_length: int = 200, **traits: bool) -> MappedColumn[str]:
    """One line of text, empty when unknown."""

    def parse(text: str) -> str:
        plain = " ".join(text.split())
        if len(plain) > max_length:
            raise RuleError("too_long", length=len(plain), max_length=max_length)
        return plain

    kind = FieldKind("line", Merge.VALUE, Traits(**traits), _same, _same, _same, parse, empty="", max_length=max_length)
    return _column(kind, "", stored=String())


def long_text(**traits: bool) -> MappedColumn[str]:
    """Paragraphs, merged by paragraph and sentence."""
    kind = FieldKind("text", Merge.TEXT, Traits(**traits), _same, _same, _same, _same, empty="")
    return _column(kind, "", stored=String())


def _parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RuleError("not_a_date", value=text) from None


def on_date(*, indexed: bool = False, **traits: bool) -> MappedColumn[date | None]:
    """A calendar date; `YYYY-MM-DD` on the wire. `indexed` where a page asks for all that falls on a day."""
    kind = FieldKind(
        "date", Merge.VALUE, Traits(**traits), lambda v: v and v.isoformat(), _date_from_wire, _same, _parse_date
    )
    return _column(kind, None, indexed=indexed)


def _date_from_wire(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _time_to_wire(value: time | None) -> Value:
    return None if value is None else value.strftime("%H:%M")


def _time_from_wire(value: Value) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) and value else None


def _parse_time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip().zfill(5))
    except ValueError:
        raise RuleError("not_a_time", value=text) from None


def at_time(**traits: bool) -> MappedColumn[time | None]:
    """A time of the day in Europe/Berlin, to the minute; `HH:MM` on the wire."""
    kind = FieldKind("time", Merge.VALUE, Traits(**traits), _time_to_wire, _time_from_wire, _same, _parse_time)
    return _column(kind, None)


def instant_to_wire(value: datetime | None) -> Value:
    return None if value is None else value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _instant_from_wire(value: Value) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def _parse_instant(text: str) -> datetime:
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        raise RuleError("not_an_instant", value=text) from None
    if parsed.tzinfo is None:
        raise RuleError("not_an_instant", value=text)
    return parsed.astimezone(UTC)


def at_instant(**traits: bool) -> MappedColumn[datetime | None]:
    """A moment, aware, UTC."""
    kind = FieldKind(
        "instant", Merge.VALUE, Traits(**traits), instant_to_wire, _instant_from_wire, _same, _parse_instant
    )
    return _column(kind, None)


def _parse_whole(text: str) -> int:
    try:
        return int(text.strip())
    except ValueError:
        raise RuleError("not_a_whole_number", value=text) from None


def whole(**traits: bool) -> MappedColumn[int | None]:
    kind = FieldKind("integer", Merge.VALUE, Traits(**traits), _same, _same, _same, _parse_whole)
    return _column(kind, None, stored=Integer())


def parse_decimal(text: str, places: int) -> Decimal:
    """German or English: `1.234,5`, `1234.5`; raises RuleError("not_a_number")."""
    plain = text.strip().replace(" ", "").replace("\u00a0", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return Decimal(plain).quantize(Decimal(1).scaleb(-places))
    except InvalidOperation:
        raise RuleError("not_a_number", value=text) from None


def decimal(places: int = 2, *, is_money: bool = False, **traits: bool) -> MappedColumn[Decimal | None]:
    """A decimal number; text on the wire, so that no digit is lost."""

    def to_wire(value: Decimal | None) -> Value:
        return None if value is None else str(value.quantize(Decimal(1).scaleb(-places)))

    def from_wire(value: Value) -> Decimal | None:
        return Decimal(value) if isinstance(value, str) and value else None

    kind = FieldKind(
        "decimal",
        Merge.VALUE,
        Traits(**traits),
        to_wire,
        from_wire,
        _same,
        lambda text: parse_decimal(text, places),
        is_money=is_money,
    )
    return _column(kind, None)


def money(**traits: bool) -> MappedColumn[Decimal | None]:
    """Euro with two decimals."""
    return decimal(2, is_money=True, **traits)


_TRUE = frozenset({"true", "1", "yes", "ja"})
_FALSE = frozenset({"false", "0", "no", "nein", ""})


def _parse_flag(text: str) -> bool:
    word = text.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise RuleError("not_a_flag", value=text)


def flag(*, default: bool = False, **traits: bool) -> MappedColumn[bool]:
    kind = FieldKind("flag", Merge.VALUE, Traits(**traits), bool, bool, bool, _parse_flag, empty=default)
    return _column(kind, default, stored=Boolean())


def code(value_list: str, *, default: str | None = None, **traits: bool) -> MappedColumn[str | None]:
    """A code of a catalogue's value list; codes unknown here come from a newer version and are kept."""
    kind = FieldKind(
        "code",
        Merge.VALUE,
        Traits(**traits),
        _same,
        _same,
        _same,
        lambda text: known_code(value_list, text) if text.strip() else None,
        empty=default,
        codes=value_list,
    )
    return _column(kind, default, stored=String())


def _set_to_wire(value: frozenset[str] | None) -> Value:
    return cast("Value", sorted(value or ()))


def _set_from_wire(value: Value) -> frozenset[str]:
    return frozenset(cast("list[str]", value or []))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _members(name: str, traits: Traits, *, parse: Callable[[str], frozenset[str]], **named: Any) -> MappedColumn[Any]:
    empty = cast("Value", [])
    kind = FieldKind(name, Merge.MEMBERS, traits, _set_to_wire, _set_from_wire, _json_text, parse, empty=empty, **named)
    return _column(kind, frozenset())


def codes(value_list: str, **traits: bool) -> MappedColumn[frozenset[str]]:
    """A set of codes; on the wire one field per code, `name:CODE` = True or False, so that sets merge by themselves."""

    def parse(text: str) -> frozenset[str]:
        return frozenset(known_code(value_list, word) for word in _split(text))

    return _members("codes", Traits(**traits), parse=parse, codes=value_list)


def words(**traits: bool) -> MappedColumn[frozenset[str]]:
    """A set of free words (tags), kept and merged like codes."""
    return _members("codes", Traits(**traits), parse=lambda text: frozenset(_split(text)))


def references(*record_types: str, **traits: bool) -> MappedColumn[frozenset[str]]:
    """A set of record ids, kept and merged like codes."""
    return _members(
        "references", Traits(**traits), parse=lambda text: frozenset(_split(text)), refers_to=tuple(record_types)
    )


def reference(*record_types: str, **traits: bool) -> MappedColumn[str | None]:
    """The id of another record; it may not be here, or not be visible."""
    kind = FieldKind(
        "reference",
        Merge.VALUE,
        Traits(**traits),
        _same,
        _same,
        _same,
        lambda text: text.strip() or None,
        refers_to=tuple(record_types),
    )
    return _column(kind, None, stored=String())


def order_key(**traits: bool) -> MappedColumn[str]:
    """The place in an ordered list: a fractional key, ties by record id."""
    kind = FieldKind("order", Merge.VALUE, Traits(**traits), _same, _same, _same, _same, empty="")
    return _column(kind, "", stored=String())


def group(cls: type[T], **traits: bool) -> MappedColumn[T | None]:
    """A few values that only make sense together and merge as one: a frozen dataclass of plain values.

    Each part's dataclass metadata holds a `GroupPart`. Parts that are empty are left out on the wire.
    """
    parts = {field.name: cast("GroupPart", field.metadata["part"]) for field in dataclasses.fields(cast("Any", cls))}

    def to_wire(value: T | None) -> Value:
        if value is None:
            return None
        wire = {name: part.to_wire(getattr(value, name)) for name, part in parts.items()}
        return {name: part for name, part in wire.items() if part not in (None, "")}

    def from_wire(value: Value) -> T | None:
        if not isinstance(value, dict):
            return None
        known = {name: parts[name].from_wire(part) for name, part in value.items() if name in parts}
        return cls(**known)

    def parse(text: str) -> T:
        try:
            loaded = json.loads(text)
        except ValueError:
            raise RuleError("not_a_group", value=text, parts=", ".join(parts)) from None
        result = from_wire(loaded)
        if result is None:
            raise RuleError("not_a_group", value=text, parts=", ".join(parts))
        return result

    kind = FieldKind(
        "group", Merge.VALUE, Traits(**traits), to_wire, from_wire, _json_text, parse, parts=tuple(parts), group=cls
    )
    return _column(kind, None)


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A part's conversions; `codes`, `refers_to` and `is_money` as in `FieldKind`."""

    to_wire: Callable[[Any], Value]
    from_wire: Callable[[Value], Any]
    parse: Callable[[str], Any]
    codes: str | None = None
    refers_to: tuple[str, ...] = ()
    is_money: bool = False


def _decimal_part(places: int, *, is_money: bool = False) -> GroupPart:
    return GroupPart(
        lambda v: None if v is None else str(v.quantize(Decimal(1).scaleb(-places))),
        lambda v: Decimal(v) if isinstance(v, str) and v else None,
        lambda text: parse_decimal(text, places),
        is_money=is_money,
    )


TEXT_PART = GroupPart(_same, _same, _same)
MUNICIPALITY_PART = GroupPart(_same, _same, str.strip, codes="municipality")
"""An official key (AGS); companies with sites outside the area bring keys that no list here knows."""
DATE_PART = GroupPart(lambda v: v and v.isoformat(), _date_from_wire, _parse_date)
TIME_PART = GroupPart(_time_to_wire, _time_from_wire, _parse_time)
INSTANT_PART = GroupPart(instant_to_wire, _instant_from_wire, _parse_instant)
WHOLE_PART = GroupPart(_same, _same, _parse_whole)
FLAG_PART = GroupPart(bool, bool, _parse_flag)
MONEY_PART = _decimal_part(2, is_money=True)
DECIMAL_PART = _decimal_part(3)


def code_part(value_list: str) -> GroupPart:
    """A code of a value list as part of a group; empty when unknown."""

    def parse(text: str) -> str:
        return known_code(value_list, text) if text.strip() else ""

    return GroupPart(_same, _same, parse, codes=value_list)


def reference_part(*record_types: str) -> GroupPart:
    """A record id as part of a group; empty when unknown."""
    return GroupPart(_same, _same, str.strip, refers_to=record_types)


def part(group_part: GroupPart, default: T) -> T:
    """Declares one part of a group's dataclass: `city: str = part(TEXT_PART, "")`."""
    return dataclasses.field(default=default, metadata={"part": group_part})
