"""What the server did not take: looked at, sent again, put into another space, exported as a file or as text."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from consultant_app.actions.sync.exchange_writing import Written, write_exchange
from consultant_app.actions.sync.record_names import name_of
from consultant_app.changes.change import Change, ChangeId, Kind, RecordId, SpaceId, Value, split_set_field
from consultant_app.changes.wire import Refusal
from consultant_app.domain.field_words import field_label, type_label, value_text
from consultant_app.domain.kinds import Merge
from consultant_app.domain.note import Note
from consultant_app.domain.record import record_types
from consultant_app.errors import Language, RuleError, sentence
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.exchange_log import Selection
from consultant_app.workspace.key_wrapping import DEFAULT_COST, Argon2Cost
from consultant_app.workspace.schema import ACCEPTED
from consultant_app.workspace.set_aside import SetAside, changes_set_aside, drop_set_aside, send_again, set_aside_of
from consultant_app.workspace.workspace import Reader, Workspace

LOCAL_ZONE = ZoneInfo("Europe/Berlin")


_SENTENCES: Final[Mapping[str, str]] = {
    Refusal.NOT_A_MEMBER: "refused_not_a_member",
    Refusal.WRONG_SPACE: "refused_wrong_space",
    Refusal.UNKNOWN_ORIGIN: "refused_unknown_origin",
    Refusal.NOT_VOUCHED: "refused_not_vouched",
    Refusal.UNREADABLE: "refused_unreadable",
    Refusal.TOO_LARGE: "refused_too_large",
    Refusal.MANY_DELETIONS: "refused_many_deletions",
    Refusal.TROUBLE: "refused_trouble",
}


@dataclass(frozen=True, slots=True)
class KeptField:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptChange:
    """One change for a person to read; `title` names its record, or what kind it is where that is not here."""

    record: RecordId
    type_name: str
    title: str
    kind: Kind
    at: datetime
    fields: tuple[KeptField, ...]


@dataclass(frozen=True, slots=True)
class KeptWork:
    """A transaction that is set aside; `reason` is a code of `wire.Refusal`."""

    transaction: ChangeId
    reason: str
    at: datetime
    changes: tuple[KeptChange, ...]


def kept_work(
    reader: Reader, language: Language, transactions: Collection[ChangeId] | None = None
) -> tuple[KeptWork, ...]:
    """Everything set aside, or these transactions of it; newest first."""
    by_transaction: dict[ChangeId, list[Change]] = {}
    for transaction, change in changes_set_aside(reader.raw, transactions):
        by_transaction.setdefault(transaction, []).append(change)
    return tuple(
        _kept(reader, aside, by_transaction[aside.transaction], language)
        for aside in set_aside_of(reader.raw)
        if aside.transaction in by_transaction
    )


def reason_words(reason: str, language: Language) -> str:
    """Why the server did not take something, in a sentence for the person who wrote it; a reason that this version does
    not know gets the one for trouble.
    """
    return sentence(RuleError(_SENTENCES.get(reason, "refused_trouble")), language)


def try_again(workspace: Workspace, transactions: Collection[ChangeId] | None = None) -> int:
    """Everything set aside, or these transactions of it, waits for the server once more; how many changes that is."""
    with workspace.database.writing() as connection:
        return send_again(cursor_of(connection), transactions)


def refile(
    workspace: Workspace, transactions: Collection[ChangeId] | None, space: SpaceId, *, label: str = ""
) -> list[RecordId]:
    """Puts what is set aside into another space: a record that no server has, as that record, with its parts; what was
    written in a record that stands elsewhere, as a note that says it. Returns the roots made.

    Raises RuleError: "set_aside_unknown", "refile_deletion" where nothing but deletions is left, "unknown_space".
    """
    with workspace.read() as reader:
        row = reader.raw.execute("SELECT may_write FROM space WHERE id = ?", (space,)).fetchone()
        if row is None or not row[0]:
            raise RuleError("unknown_space", space=space)
        roots = _by_root(_chosen(reader.raw, transactions))
        found = [_plan(reader, root, changes) for root, changes in roots.items()]
        moved = [change.id for changes in roots.values() for change in changes]
    plans = [plan for plan in found if plan is not None]
    if not plans:
        raise RuleError("refile_deletion")
    with workspace.write(label) as writer:
        made = [plan(writer, space) for plan in plans]
    with workspace.database.writing() as connection:
        touched = drop_set_aside(cursor_of(connection), moved)
    workspace.tell(touched, "edit")
    return made


def export_file(
    workspace: Workspace,
    path: Path,
    transactions: Collection[ChangeId] | None,
    *,
    password: str,
    cost: Argon2Cost = DEFAULT_COST,
) -> list[Written]:
    """One exchange file for each space; the first at `path`, others beside it. Raises as writing one does, and
    RuleError("set_aside_unknown").
    """
    with workspace.read() as reader:
        chosen = _chosen(reader.raw, transactions)
    by_space: dict[SpaceId, set[ChangeId]] = {}
    for transaction, change in chosen:
        by_space.setdefault(change.space, set()).add(transaction)
    return [
        write_exchange(
            workspace,
            path if not number else path.with_name(f"{path.stem}-{number + 1}{path.suffix}"),
            Selection(space, transactions=frozenset(wanted)),
            password=password,
            cost=cost,
        )
        for number, (space, wanted) in enumerate(sorted(by_space.items()))
    ]


def export_text(work: Sequence[KeptWork], language: Language) -> str:
    """Set-aside work for people to read and to keep."""
    lines: list[str] = []
    for one in work:
        moment = one.changes[0].at.astimezone(LOCAL_ZONE)
        lines += [f"{moment:%d.%m.%Y, %H:%M}", reason_words(one.reason, language)]
        for change in one.changes:
            lines.append(f"  {change.type_name}: {change.title}")
            lines += [f"    {field.label}: {field.text}" for field in change.fields]
        lines.append("")
    return "\n".join(lines)


def _kept(reader: Reader, aside: SetAside, changes: Sequence[Change], language: Language) -> KeptWork:
    kept = tuple(_kept_change(reader, change, language) for change in changes)
    return KeptWork(aside.transaction, aside.reason, datetime.fromtimestamp(aside.at / 1000, UTC), kept)


def _kept_change(reader: Reader, change: Change, language: Language) -> KeptChange:
    type_name = type_label(change.type, language)
    words = {
        "de": {Kind.DELETE: "gelöscht", Kind.RESTORE: "wiederhergestellt"},
        "en": {Kind.DELETE: "deleted", Kind.RESTORE: "restored"},
    }
    fields = [
        KeptField(
            field_label(change.type, name, language),
            value_text(change.type, name, value, name_of=lambda id_: name_of(reader, id_), language=language),
        )
        for name, value in change.fields.items()
    ]
    if change.kind is not Kind.SET:
        fields = [KeptField(type_name, words[language][change.kind])]
    title = name_of(reader, change.record) or _own_title(change) or type_name
    at = datetime.fromtimestamp(change.at / 1000, UTC)
    return KeptChange(change.record, type_name, title, change.kind, at, tuple(fields))


def _own_title(change: Change) -> str:
    """What a record that is not here any more would be called by what this change says."""
    for name in ("title", "name", "goal"):
        if isinstance(change.fields.get(name), str):
            return str(change.fields[name])[:80]
    return ""


def _chosen(raw: Any, transactions: Collection[ChangeId] | None) -> list[tuple[ChangeId, Change]]:
    chosen = changes_set_aside(raw, transactions)
    if not chosen or (transactions is not None and {one for one, _ in chosen} != set(transactions)):
        raise RuleError("set_aside_unknown")
    return chosen


def _by_root(chosen: Sequence[tuple[ChangeId, Change]]) -> dict[RecordId, list[Change]]:
    roots: dict[RecordId, list[Change]] = {}
    for _, change in chosen:
        roots.setdefault(change.root, []).append(change)
    return roots


Plan = Callable[[Writer, SpaceId], RecordId]


def _plan(reader: Reader, root: RecordId, changes: Sequence[Change]) -> Plan | None:
    """How this root's work goes into another space; None where there is nothing but deletions."""
    written = [change for change in changes if change.kind is Kind.SET]
    if not written:
        return None
    is_new = not reader.raw.execute(
        "SELECT 1 FROM change WHERE record = ? AND state = ? LIMIT 1", (root, ACCEPTED)
    ).fetchone()
    values = _values(written)
    types = {change.record: change.type for change in written}
    known = all(name in record_types() for name in types.values())
    if is_new and known and _is_whole(types, values, root):
        return lambda writer, space: _copy(writer, space, root, types=types, values=values)
    note = _note_fields(reader, root, written)
    return lambda writer, space: RecordId(writer.new(Note(**note), space).id)


def _values(changes: Sequence[Change]) -> dict[RecordId, dict[str, Value]]:
    """The newest value of each field by record; a set of codes as its members."""
    found: dict[RecordId, dict[str, Value]] = {}
    for change in changes:
        values = found.setdefault(change.record, {})
        for field, value in change.fields.items():
            name, code = split_set_field(field)
            if code is None:
                values[name] = value
                continue
            members = values.get(name)
            kept = set(members) if isinstance(members, list) else set()
            values[name] = sorted(kept | {code} if value is True else kept - {code})
    return found


def _is_whole(types: Mapping[RecordId, str], values: Mapping[RecordId, Mapping[str, Value]], root: RecordId) -> bool:
    """Whether each record has what its type needs, and the root is among them."""
    return root in types and all(
        values[record].get(name) not in (None, "", [])
        for record, type_name in types.items()
        for name, kind in record_types()[type_name].fields.items()
        if kind.traits.required
    )


def _copy(
    writer: Writer,
    space: SpaceId,
    root: RecordId,
    *,
    types: Mapping[RecordId, str],
    values: Mapping[RecordId, Mapping[str, Value]],
) -> RecordId:
    """Makes the root and its parts anew under other ids: the old ones belong where the server did not take them."""
    fresh: dict[str, str] = {}
    for record in sorted(types, key=lambda one: one != root):
        record_type = record_types()[types[record]]
        fields: dict[str, Any] = {}
        for name, value in values[record].items():
            kind = record_type.fields.get(name)
            if kind is None:
                continue
            if kind.merge is Merge.MEMBERS and isinstance(value, list):
                value = [fresh.get(member, member) for member in value]
            fields[name] = kind.from_wire(fresh.get(value, value) if isinstance(value, str) else value)
        made = writer.new(record_type.cls(**fields), space if record_type.parent is None else None)
        fresh[record] = made.id
    return RecordId(fresh[root])


def _note_fields(reader: Reader, root: RecordId, changes: Sequence[Change]) -> dict[str, Any]:
    kept = [_kept_change(reader, change, "de") for change in changes]
    title = name_of(reader, root) or kept[0].title
    text = "\n".join(f"{field.label}: {field.text}" for change in kept for field in change.fields)
    company = next((str(change.fields["company"]) for change in changes if change.fields.get("company")), None)
    return {"title": f"Nachtrag zu: {title}"[:200], "text": text, "company": company}
