"""What the page Abgleich shows: what waits, what stands against each other, what the server did not take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from consultant_app.actions.sync.record_names import find_record, name_of, record_company
from consultant_app.actions.sync.waiting import Waiting, waiting_roots
from consultant_app.changes.change import EXISTENCE, ChangeId, RecordId, Value
from consultant_app.domain.field_words import field_label, type_label, value_text
from consultant_app.domain.kinds import Merge
from consultant_app.domain.measure import Measure
from consultant_app.domain.record import record_types
from consultant_app.errors import Language
from consultant_app.workspace.history import CommonState, Conflict, ContestedValue, common_state, conflicts_of
from consultant_app.workspace.looking import Looking
from consultant_app.workspace.set_aside import SetAside, set_aside_of
from consultant_app.workspace.status import RoundSummary, Status, rounds_of, status_of
from consultant_app.workspace.workspace import Reader

KEPT_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that stand against each other. `at` is UTC; `is_mine` when this person wrote it."""

    change: ChangeId
    value: Value
    text: str
    author: str
    author_name: str
    device: str
    at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Before:
    """The common state that versions started from; `at` (UTC) is None where the field had never been set."""

    text: str
    is_empty: bool
    author_name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ContestedField:
    """`before` is None when no common state is known here."""

    field: str
    label: str
    is_text: bool
    versions: tuple[Version, ...]
    before: Before | None


@dataclass(frozen=True, slots=True)
class ContestedRecord:
    """`letter` is the field of action's, "" where there is none; `company` names the company it is about.

    `merged` are the labels of texts that both sides changed and that were put together without a question.
    """

    id: RecordId
    type: str
    type_name: str
    title: str
    company: str
    letter: str
    fields: tuple[ContestedField, ...]
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Something the server did not take: what it is about, and the code of the reason."""

    transaction: ChangeId
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncOverview:
    status: Status
    waiting: tuple[Waiting, ...]
    contested: tuple[ContestedRecord, ...]
    set_aside: tuple[KeptBack, ...]
    rounds: tuple[RoundSummary, ...]


def sync_overview(reader: Reader, user: RecordId, language: Language) -> SyncOverview:
    return SyncOverview(
        status=status_of(reader.raw),
        waiting=waiting_roots(reader, language),
        contested=contested_records(reader, user, language),
        set_aside=tuple(_kept_back(reader, one, language) for one in set_aside_of(reader.raw)),
        rounds=tuple(rounds_of(reader.raw, KEPT_ROUNDS)),
    )


def _kept_back(reader: Reader, aside: SetAside, language: Language) -> KeptBack:
    titles = dict.fromkeys(name_of(reader, record) or type_label(kind, language) for record, kind in aside.records)
    return KeptBack(aside.transaction, ", ".join(title for title in titles if title), aside.reason)


def contested_records(
    reader: Looking, user: RecordId, language: Language, *, limit: int = -1
) -> tuple[ContestedRecord, ...]:
    """Newest first, at most `limit`; the fields of a record in the order they were declared."""
    by_record: dict[RecordId, list[Conflict]] = {}
    for conflict in conflicts_of(reader.raw, records=limit):
        by_record.setdefault(conflict.record, []).append(conflict)
    return tuple(_record(reader, conflicts, user, language) for conflicts in by_record.values())


def _record(reader: Looking, conflicts: Sequence[Conflict], user: RecordId, language: Language) -> ContestedRecord:
    first = conflicts[0]
    found = find_record(reader, first.record, first.type)
    return ContestedRecord(
        id=first.record,
        type=first.type,
        type_name=type_label(first.type, language),
        title=found.label() if found is not None else type_label(first.type, language),
        company=record_company(reader, first.record, first.root),
        letter=found.field_code[:1] if isinstance(found, Measure) else "",
        fields=tuple(_field(reader, conflict, user, language) for conflict in conflicts),
        merged=_merged(reader, conflicts, language),
    )


def _merged(reader: Looking, conflicts: Sequence[Conflict], language: Language) -> tuple[str, ...]:
    first, contested = conflicts[0], {conflict.field for conflict in conflicts}
    return tuple(
        field_label(first.type, field, language)
        for field, heads in reader.shown(first.record).items()
        if len(heads) > 1 and field not in contested and field != EXISTENCE
    )


def _field(reader: Looking, conflict: Conflict, user: RecordId, language: Language) -> ContestedField:
    def text(value: Value) -> str:
        if conflict.field == EXISTENCE:
            kept = {"de": ("gelöscht", "behalten"), "en": ("deleted", "kept")}[language]
            return kept[bool(value)]
        return value_text(
            conflict.type, conflict.field, value, name_of=lambda id_: name_of(reader, id_), language=language
        )

    record_type = record_types().get(conflict.type)
    kind = record_type.fields.get(conflict.field) if record_type is not None else None
    before = common_state(reader.raw, conflict)
    return ContestedField(
        field=conflict.field,
        label=field_label(conflict.type, conflict.field, language),
        is_text=kind is not None and kind.merge is Merge.TEXT,
        versions=tuple(_version(value, text(value.value), user) for value in conflict.values),
        before=None if before is None else _before(before, text(before.value)),
    )


def _version(value: ContestedValue, text: str, user: RecordId) -> Version:
    return Version(
        change=value.change,
        value=value.value,
        text=text,
        author=value.author.user,
        author_name=value.author.user_name,
        device=value.author.device_name,
        at=datetime.fromtimestamp(value.at / 1000, UTC),
        is_mine=value.author.user == user,
    )


def _before(state: CommonState, text: str) -> Before:
    return Before(
        text,
        is_empty=state.value in (None, ""),
        author_name=state.author.user_name if state.author is not None else "",
        at=datetime.fromtimestamp(state.at / 1000, UTC) if state.at is not None else None,
    )
