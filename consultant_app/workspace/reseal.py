"""Sealing anew what no replica but this one holds: changes whose ids are taken, or that belong in other spaces.

A cloned laptop or a virtual machine resumed in the middle of a run uses an id twice; the server answers `forked`, and
the changes go on under a fresh origin. Joining a server re-homes what was written alone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from typing import Any

from msgspec.structs import replace

from consultant_app.changes.change import (
    SET_SEPARATOR,
    Change,
    ChangeId,
    RecordId,
    SpaceId,
    Value,
    change_id,
    decode_change,
    encode_change,
    split_change_id,
    split_set_field,
)
from consultant_app.changes.wire import OriginNote
from consultant_app.workspace.apply import Gate, Touched
from consultant_app.workspace.drafts import rename_shown
from consultant_app.workspace.log import NAMED, Arrival, Origins, changes_of, insert_changes
from consultant_app.workspace.schema import ACCEPTED, UNSENT


def reseal(
    raw: Any, forked: Iterable[ChangeId], fresh: OriginNote, *, told: Set[ChangeId] = frozenset()
) -> tuple[Touched, dict[ChangeId, ChangeId]]:
    """Gives the changes of these transactions, named by their first, new ids under the origin `fresh`, and names them
    so wherever they are named, but in those `told`. Returns the new ids as well, by the old ones.
    """
    origins = Origins(raw)
    origins.add(fresh, own=True)
    renamed: dict[ChangeId, ChangeId] = {}
    sealed: list[Change] = []
    for transaction in sorted(forked):
        first = len(sealed) + 1
        changes = changes_of_transaction(raw, transaction)
        for change in changes:
            number = len(sealed) + 1
            renamed[change.id] = change_id(fresh.origin, number)
            sealed.append(replace(change, origin=fresh.origin, number=number, transaction=first, size=len(changes)))
            raw.execute(
                "DELETE FROM change WHERE origin = ? AND number = ?", (origins.number(change.origin), change.number)
            )
    named = [_renamed(change, renamed) for change in sealed]
    insert_changes(raw, origins, [Arrival(c, encode_change(c), c.space) for c in named], state=UNSENT)
    return rebuild_records(raw, {change.record for change in named} | rename(raw, renamed, told=told)), renamed


def rename(raw: Any, names: Mapping[ChangeId, ChangeId], *, told: Set[ChangeId] = frozenset()) -> set[RecordId]:
    """Puts new ids wherever what the server has not got, or a draft, names these; returns the records concerned.

    `told` are changes that wait here and that the server is just telling: they stand there as they were sealed.
    """
    records = rewrite_unsent(raw, lambda one: one if one.id in told else _renamed(one, names)) if names else set()
    rename_shown(raw, names)
    return records


def changes_of_transaction(raw: Any, transaction: ChangeId) -> list[Change]:
    """What is here of it, in the order in which it was sealed."""
    origin, txn = split_change_id(transaction)
    rows = raw.execute(
        "SELECT body FROM change WHERE origin = (SELECT number FROM origin WHERE origin = ?) AND txn = ?"
        " ORDER BY number",
        (origin, txn),
    )
    return [decode_change(body) for (body,) in rows]


def _renamed(change: Change, renamed: Mapping[ChangeId, ChangeId]) -> Change:
    return replace(
        change,
        fields={field: _lines_renamed(value, renamed) for field, value in change.fields.items()},
        replaces={field: [renamed.get(id_, id_) for id_ in ids] for field, ids in change.replaces.items()},
        covers=[renamed.get(id_, id_) for id_ in change.covers],
    )


def _lines_renamed(value: Value, renamed: Mapping[ChangeId, ChangeId]) -> Value:
    """A paper says from which changes it was made, one a line; no words of a person are such a line."""
    if not isinstance(value, str) or renamed.keys().isdisjoint(lines := value.split("\n")):
        return value
    return "\n".join(renamed.get(ChangeId(line), line) for line in lines)


def rehome(raw: Any, ids: Mapping[str, str], *, directory: Collection[str] = ()) -> Touched:
    """Puts other ids for people, partners and spaces into every change that the server has not got.

    For a workspace begun alone that joins a server, before its first round: all of its changes are unsent. What the
    program wrote by itself about the `directory`'s people and partners goes: the server has that in its own words.
    """
    dropped = _drop_automatic(raw, directory)
    records = rewrite_unsent(raw, lambda change: _rehomed(without(change, dropped), ids))
    records.update(RecordId(record) for record in directory)
    raw.executemany("UPDATE record SET space = ? WHERE space = ?", [(new, old) for old, new in ids.items()])
    return rebuild_records(raw, records)


def _drop_automatic(raw: Any, records: Iterable[str]) -> set[ChangeId]:
    """Deletes the changes of these records that the program wrote by itself; returns their ids."""
    automatic = {
        one.change.id for record in records for one in changes_of(raw, RecordId(record)) if one.change.automatic
    }
    for change in automatic:
        raw.execute(f"DELETE FROM change WHERE {NAMED}", split_change_id(change))
    return automatic


def without(change: Change, dropped: Set[ChangeId]) -> Change:
    """The change as if what was dropped had never been there."""
    if dropped.isdisjoint([*change.covers, *(one for ids in change.replaces.values() for one in ids)]):
        return change
    replaces = {field: [one for one in ids if one not in dropped] for field, ids in change.replaces.items()}
    return replace(
        change,
        replaces={field: ids for field, ids in replaces.items() if ids},
        covers=[one for one in change.covers if one not in dropped],
    )


def _rehomed(change: Change, ids: Mapping[str, str]) -> Change:
    return replace(
        change,
        space=SpaceId(ids.get(change.space, change.space)),
        record=RecordId(ids.get(change.record, change.record)),
        root=RecordId(ids.get(change.root, change.root)),
        fields={_member_swapped(field, ids): _swapped(value, ids) for field, value in change.fields.items()},
        replaces={_member_swapped(field, ids): heads for field, heads in change.replaces.items()},
        about=[RecordId(ids.get(contact, contact)) for contact in change.about],
    )


def _member_swapped(field: str, ids: Mapping[str, str]) -> str:
    """A set of references has one field per member, whose name holds the id."""
    name, member = split_set_field(field)
    return field if member is None else f"{name}{SET_SEPARATOR}{ids.get(member, member)}"


def _swapped(value: Value, ids: Mapping[str, str]) -> Value:
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, dict):
        return {name: _swapped(part, ids) for name, part in value.items()}
    return value


def rewrite_unsent(raw: Any, rewrite: Callable[[Change], Change]) -> set[RecordId]:
    """Rewrites every change that is not accepted; returns the records of those that became others."""
    touched: set[RecordId] = set()
    rows = raw.execute("SELECT origin, number, body FROM change WHERE state <> ?", (ACCEPTED,)).fetchall()
    for origin, number, body in rows:
        before = decode_change(body)
        after = rewrite(before)
        if after != before:
            touched |= {before.record, after.record}
            raw.execute(
                "UPDATE change SET body = ?, record = ?, space = ? WHERE origin = ? AND number = ?",
                (encode_change(after), after.record, after.space, origin, number),
            )
    return touched


def rebuild_records(raw: Any, records: Iterable[str]) -> Touched:
    """Makes these records' rows and their spaces' digests anew from their changes; parts before roots."""
    gate = Gate(raw)
    changes = {RecordId(record): changes_of(raw, RecordId(record)) for record in sorted(records)}
    for record in sorted(changes, key=lambda one: bool(changes[one]) and changes[one][0].change.root == one):
        gate.rebuild(record, changes[record])
    return gate.close()
