"""What happened to a company and to all that belongs to it: who, when, where and what, newest first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import text

from consultant_app.actions.companies.joining import group_of
from consultant_app.actions.companies.waiting import records_of
from consultant_app.changes.change import RecordId, Value, split_set_field
from consultant_app.domain.field_words import absent_text, field_label, type_label, value_text
from consultant_app.domain.record import record_types
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language
from consultant_app.workspace.history import HistoryStep, history_of
from consultant_app.workspace.workspace import Reader

MOST_STEPS: Final = 400
MOST_DELETED: Final = 500
_QUIET: Final = frozenset({"sort_key", "company", "visit", "action_plan", "measure", "kpi", "root"})
"""Fields that say where a record hangs or stands, not what is in it."""
_DELETABLE: Final = ("contact", "consulting_case", "visit", "action_plan", "note")
_LONG: Final = 160


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of one record. `kind` is set, new, delete or restore; `fields` are labels with words for values."""

    record: RecordId
    type: str
    what: str
    kind: str
    fields: tuple[tuple[str, str], ...]
    who: str
    where: str
    at: datetime
    has_receipt: bool
    is_at_server: bool = False
    """Whether values of it are not here but can be fetched."""


def company_history(reader: Reader, company: str, language: Language) -> tuple[HistoryLine, ...]:
    """At most the newest `MOST_STEPS` changes; `at` in UTC."""
    name_of = names(reader)
    lines: list[HistoryLine] = []
    for record, type_name in (*records_of(reader, company), *_deleted_of(reader, company)):
        steps = history_of(reader.raw, record)
        title = _title(reader, record, type_name, language=language, steps=steps)
        lines += [
            _line(record, type_name, title, step, is_first=step is steps[0], name_of=name_of, language=language)
            for step in steps
        ]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True)[:MOST_STEPS])


def names(reader: Reader) -> Callable[[str], str]:
    """What a record is called, by its id; empty for what is not visible here."""

    @cache
    def name_of(record: str) -> str:
        row = reader.session.execute(text("SELECT type FROM record WHERE id = :id"), {"id": record}).first()
        known = record_types().get(row[0]) if row else None
        found = reader.find(known.cls, record) if known else None
        return found.label() if found is not None else ""

    return name_of


def _deleted_of(reader: Reader, company: str) -> Iterable[tuple[RecordId, str]]:
    """Deleted roots are in no table any more: what they belonged to stands in their changes."""
    rows = reader.session.execute(
        text(
            "SELECT id, type FROM record WHERE present = 0 AND root = id AND type IN"
            f" ({', '.join(repr(name) for name in _DELETABLE)}) ORDER BY revision DESC LIMIT :most"
        ),
        {"most": MOST_DELETED},
    )
    group = group_of(reader.raw, company)
    for id_, type_name in rows.all():
        if any(step.fields.get("company") in group for step in history_of(reader.raw, id_)):
            yield RecordId(id_), type_name


def _title(reader: Reader, record: str, type_name: str, *, language: Language, steps: Iterable[HistoryStep]) -> str:
    """Type and name of a record; of a deleted one the name it had."""
    known = record_types().get(type_name)
    if known is None:
        return type_label(type_name, language)
    found = reader.find(known.cls, record)
    if found is None:
        values: dict[str, Any] = {}
        for step in steps:
            values.update({name: value for name, value in step.fields.items() if name in known.fields})
        found = known.cls(**{name: known.kind(name).from_wire(value) for name, value in values.items()})
    label = found.label()
    word = type_label(type_name, language)
    return label if label.startswith(word) else f"{word}: {label}"


def _line(
    record: RecordId,
    type_name: str,
    title: str,
    step: HistoryStep,
    *,
    is_first: bool,
    name_of: Callable[[str], str],
    language: Language,
) -> HistoryLine:
    return HistoryLine(
        record=record,
        type=type_name,
        what=title,
        kind="new" if is_first and (step.fields or step.hollow) else step.kind.name.lower(),
        fields=(
            *_field_words(type_name, step.fields, name_of=name_of, language=language),
            *_absent_words(type_name, step, language=language),
        ),
        who=step.author.user_name,
        where=step.author.device_name,
        at=datetime.fromtimestamp(step.at / 1000, UTC),
        has_receipt=step.received_at is not None,
        is_at_server=step.is_at_server,
    )


def _field_words(
    type_name: str, fields: Mapping[str, Value], *, name_of: Callable[[str], str], language: Language
) -> tuple[tuple[str, str], ...]:
    """Labels with values; the members of a set together, those taken out with a minus."""
    words: dict[str, list[str]] = {}
    for name, value in fields.items():
        field, member = split_set_field(name)
        if field in _QUIET:
            continue
        if member is None:
            shown = _words(type_name, name, value, name_of=name_of, language=language)
        else:
            shown = (
                f"{'' if value else '− '}{_member_words(type_name, field, member, name_of=name_of, language=language)}"
            )
        words.setdefault(field_label(type_name, field, language), []).append(shown)
    return tuple((label, ", ".join(values)) for label, values in words.items())


def _absent_words(type_name: str, step: HistoryStep, *, language: Language) -> Iterable[tuple[str, str]]:
    fields = dict.fromkeys(split_set_field(name)[0] for name in step.hollow)
    absent = absent_text(language, is_at_server=step.is_at_server)
    return [(field_label(type_name, one, language), absent) for one in fields if one not in _QUIET]


def _member_words(type_name: str, field: str, member: str, *, name_of: Callable[[str], str], language: Language) -> str:
    known = record_types().get(type_name)
    kind = known.fields.get(field) if known is not None else None
    if kind is not None and kind.refers_to:
        return name_of(member) or ("nicht sichtbar" if language == "de" else "not visible")
    return label_of(kind.codes, member, language=language) if kind is not None and kind.codes else member


def _words(type_name: str, name: str, value: Value, *, name_of: Callable[[str], str], language: Language) -> str:
    words = " ".join(value_text(type_name, name, value, name_of=name_of, language=language).split())
    return words if len(words) <= _LONG else f"{words[:_LONG].rstrip()} …"
