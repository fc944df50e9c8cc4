"""Carries an order of erasure out in the logs: values go from the bodies of changes, terms and digests follow."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text, update

from consultant_app.changes.attachment_messages import is_file_hash
from consultant_app.changes.change import Change, ChangeId, RecordId, SpaceId, Value, decode_change, encode_change
from consultant_app.changes.digest import term_of
from consultant_app.changes.erasure import ErasureOrder, erase
from consultant_app.changes.heads import decode_heads
from consultant_app.changes.spaces import consortium_space
from consultant_app.changes.wire import EntryKind
from consultant_app.server.bulk import rows_by_key
from consultant_app.server.change_log import lock_spaces
from consultant_app.server.log_ends import end_log_with
from consultant_app.server.log_statements import RECORDS
from consultant_app.server.record_state import decode_terms, encode_terms
from consultant_app.server.schema import ENTRY, RECORD, SPACE


@dataclass(frozen=True, slots=True)
class Erased:
    """What an order came to; `position` of its entry in the consortium's space, `files` by space and hash."""

    position: int
    changes: int
    mentions: int
    files: list[tuple[SpaceId, str]]


def carry_out(connection: Connection, order: ErasureOrder, *, now_ms: int) -> Erased:
    """Needs a writing transaction that has locked no space yet. Reads all of the log once or twice: it is rare."""
    lock_spaces(connection, [row.id for row in connection.execute(select(SPACE.c.id))])
    before = list(changes_with(connection, order.contact))
    names = _names_of(before, order)
    after = {change.id: erased for _, change in before if (erased := erase(change, [order])) is not change}
    hollowed = [(space, change) for space, change in before if change.id in after]
    if after:
        connection.execute(_UPDATE_BODY, [{"key": one, "new_body": encode_change(c)} for one, c in after.items()])
    growth = _settle_terms(connection, after)
    position = 0
    for space in sorted({*growth, consortium_space()}):
        grown = growth.get(space, 0)
        ended = end_log_with(connection, space, EntryKind.ERASE, subject=order.contact, growth=grown, now_ms=now_ms)
        position = ended if space == consortium_space() else position
    mentions = {change.record for name in names for change in _mentions(connection, name)} - {order.contact}
    return Erased(position, len(after), len(mentions), sorted(_lonely_files(connection, hollowed, after)))


def changes_with(connection: Connection, words: str) -> Iterator[tuple[SpaceId, Change]]:
    """The changes in whose bodies these words stand, whatever they mean there, with the spaces that took them."""
    rows = connection.execute(_HOLDING[connection.dialect.name], {"words": words.encode()}).all()
    return ((row.space, decode_change(row.body)) for row in rows)


def _names_of(changes: Iterable[tuple[SpaceId, Change]], order: ErasureOrder) -> set[str]:
    """Everything that the contact was ever called."""
    values = (
        change.fields.get(name) for _, change in changes if change.record == order.contact for name in order.names
    )
    return {value.strip() for value in values if isinstance(value, str) and value.strip()}


def _mentions(connection: Connection, name: str) -> Iterator[Change]:
    """The changes in whose texts the name stands as a word."""
    is_named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)").search
    for _, change in changes_with(connection, name):
        if any(is_named(one) for value in change.fields.values() for one in _texts(value)):
            yield change


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _settle_terms(connection: Connection, after: dict[ChangeId, Change]) -> dict[SpaceId, int]:
    """Puts the terms of the records right; returns what the digests of their spaces grow by."""
    growth: dict[SpaceId, int] = defaultdict(int)
    settled = []
    for row in rows_by_key(connection, RECORDS, keys={change.record for change in after.values()}):
        terms = decode_terms(row.terms) if row.terms else {}
        growth[row.space] += 0
        for head, fields in decode_heads(row.heads).heads.items() if row.heads else ():
            change = after.get(head)
            if change is not None:
                term = term_of(change, change.field_names if fields is None else fields)
                growth[row.space] += term - terms.get(head, 0)
                terms[head] = term
        settled.append({"key": row.id, "new_terms": encode_terms(terms)})
    if settled:
        connection.execute(_UPDATE_TERMS, settled)
    return dict(growth)


def _lonely_files(
    connection: Connection, hollowed: Collection[tuple[SpaceId, Change]], after: dict[ChangeId, Change]
) -> set[tuple[SpaceId, str]]:
    """The files, in every space that their attachments stood in, that no other record has."""
    found = set()
    for space, change in hollowed:
        sha256 = change.fields.get("sha256")
        if "sha256" in after[change.id].erased and isinstance(sha256, str) and is_file_hash(sha256):
            found |= {(one, sha256) for one in (space, _home_of(connection, change.record))}
    return {
        (space, sha256)
        for space, sha256 in found
        if space not in {_home_of(connection, change.record) for _, change in changes_with(connection, sha256)}
    }


def _home_of(connection: Connection, record: RecordId) -> SpaceId:
    return SpaceId(connection.execute(_SPACE_OF, {"record": record}).scalar_one())


_HOLDING = {
    dialect: select(ENTRY.c.space, ENTRY.c.body).where(ENTRY.c.kind == EntryKind.CHANGE.value, text(holds))
    for dialect, holds in {
        "sqlite": "instr(body, :words) > 0",
        "postgresql": "position(:words in body) > 0",
    }.items()
}
_UPDATE_BODY = update(ENTRY).where(ENTRY.c.change == bindparam("key")).values(body=bindparam("new_body"))
_UPDATE_TERMS = update(RECORD).where(RECORD.c.id == bindparam("key")).values(terms=bindparam("new_terms"))
_SPACE_OF = select(RECORD.c.space).where(RECORD.c.id == bindparam("record"))
