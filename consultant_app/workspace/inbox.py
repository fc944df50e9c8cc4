"""Taking in a round's answer: verdicts on what was sent, news of each space. In one transaction of the caller's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from consultant_app.changes.change import ChangeId, SpaceId, decode_change
from consultant_app.changes.wire import (
    Cursor,
    Entry,
    EntryKind,
    OriginNote,
    Outcome,
    SpaceGrant,
    SpaceNews,
    SyncAnswer,
    Verdict,
    next_chain,
)
from consultant_app.errors import TroubleError
from consultant_app.workspace.apply import Gate, Touched
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.forgetting import forget_space
from consultant_app.workspace.log import Arrival
from consultant_app.workspace.outbox import Batch, Outgoing
from consultant_app.workspace.reseal import rebuild_records, reseal
from consultant_app.workspace.schema import ACCEPTED, MISSING, SET_ASIDE, UNSENT

KEPT_CURSORS = 64


@dataclass(frozen=True, slots=True)
class Taken:
    """What one answer brought. Counts are of changes; `rewound` spaces need their older cursors offered."""

    touched: Touched
    sent: int
    received: int
    refused: int
    forgotten: int
    more: bool
    rewound: tuple[SpaceId, ...]
    new_spaces: bool


def take_in(
    connection: Connection, batch: Batch, answer: SyncAnswer, *, fresh_origin: Callable[[], OriginNote]
) -> Taken:
    """Applies an answer to the request that carried `batch`. Raises TroubleError("answer_damaged") when it cannot be
    what the server's log says; nothing is kept then.
    """
    raw = cursor_of(connection)
    gate = Gate(raw)
    for note in answer.origins:
        gate.origins.add(note)
    outgoing = {transaction.id: transaction for transaction in batch.transactions}
    new_spaces = grant_spaces(raw, answer.grants)
    sent = _accept(gate, outgoing, answer)
    refused = _set_aside(raw, outgoing, answer)
    received = sum(_take_news(gate, news) for news in answer.news if not news.rewind)
    touched = gate.close()
    rewound = tuple(news.space for news in answer.news if news.rewind)
    for news in answer.news:
        if news.rewind:
            touched.records.update(_rewind(raw, news).records)
    forked = [outgoing[v.transaction] for v in answer.verdicts if v.outcome is Outcome.FORKED]
    if forked:
        touched.records.update(reseal(raw, forked, fresh_origin()).records)
    for space in answer.closed:
        touched.records.update(forget_space(connection, space).records)
    if answer.receipt is not None:
        raw.execute(
            "INSERT INTO receipt (at, epoch, body) VALUES (?, ?, ?)",
            (answer.receipt.at, answer.receipt.epoch, msgspec.msgpack.encode(answer.receipt)),
        )
    more = any(news.more for news in answer.news)
    return Taken(touched, sent, received, refused, len(answer.closed), more, rewound, new_spaces)


def _accept(gate: Gate, outgoing: Mapping[ChangeId, Outgoing], answer: SyncAnswer) -> int:
    positions = {
        entry.subject: (entry.position, news.space)
        for news in answer.news
        for entry in news.entries
        if entry.kind is EntryKind.CHANGE and not entry.body
    }
    arrivals = []
    for verdict in answer.verdicts:
        if verdict.outcome not in (Outcome.ACCEPTED, Outcome.KNOWN):
            continue
        for change, body in zip(
            outgoing[verdict.transaction].changes, outgoing[verdict.transaction].bodies, strict=True
        ):
            position, space = positions.get(change.id, (None, change.space))
            arrivals.append(Arrival(change, body, space, verdict.received_at, position))
        gate.raw.execute(
            "UPDATE origin SET certified = 1 WHERE origin = ?", (outgoing[verdict.transaction].changes[0].origin,)
        )
    gate.accept(arrivals)
    return len(arrivals)


def _set_aside(raw: Any, outgoing: Mapping[ChangeId, Outgoing], answer: SyncAnswer) -> int:
    refused: list[Verdict] = [v for v in answer.verdicts if v.outcome is Outcome.REFUSED]
    count = 0
    for verdict in refused:
        first = outgoing[verdict.transaction].changes[0]
        count += len(outgoing[verdict.transaction].changes)
        number = raw.execute("SELECT number FROM origin WHERE origin = ?", (first.origin,)).fetchone()[0]
        raw.execute("UPDATE change SET state = ? WHERE origin = ? AND txn = ?", (SET_ASIDE, number, first.transaction))
        raw.execute(
            "INSERT OR REPLACE INTO set_aside (origin, txn, reason, at) VALUES (?, ?, ?, ?)",
            (number, first.transaction, verdict.reason or "trouble", answer.at),
        )
    return count


def _take_news(gate: Gate, news: SpaceNews) -> int:
    """Applies a space's entries and moves its cursor; returns how many changes came with their contents."""
    position, chain = gate.raw.execute("SELECT position, chain FROM space WHERE id = ?", (news.space,)).fetchone()
    arrivals = []
    for entry in news.entries:
        if entry.position <= position:
            raise TroubleError("answer_damaged")
        position, chain = entry.position, next_chain(chain, entry.kind, entry.subject)
        if entry.kind is EntryKind.CHANGE and entry.body:
            arrivals.append(_arrival(entry, news.space))
    if (position, chain) != (news.cursor.position, news.cursor.chain):
        raise TroubleError("answer_damaged")
    gate.apply(arrivals, accepted=True)
    _move_cursor(gate.raw, news)
    return len(arrivals)


def _arrival(entry: Entry, space: SpaceId) -> Arrival:
    try:
        change = decode_change(entry.body)
    except msgspec.DecodeError as error:
        raise TroubleError("answer_damaged") from error
    return Arrival(change, entry.body, space, entry.received_at, entry.position)


def _move_cursor(raw: Any, news: SpaceNews) -> None:
    raw.execute(
        "INSERT OR IGNORE INTO older_cursor (space, position, chain)"
        " SELECT id, position, chain FROM space WHERE id = ? AND position > 0",
        (news.space,),
    )
    raw.execute(
        "UPDATE space SET position = ?, chain = ?, caught_up = ?, server_digest = ? WHERE id = ?",
        (news.cursor.position, news.cursor.chain, not news.more, news.digest or None, news.space),
    )
    _thin_cursors(raw, news.space, news.cursor)


def _thin_cursors(raw: Any, space: SpaceId, newest: Cursor) -> None:
    """Keeps older cursors at doubling distance from the newest, at most `KEPT_CURSORS`."""
    rows = raw.execute("SELECT position FROM older_cursor WHERE space = ? ORDER BY position DESC", (space,)).fetchall()
    distance, kept = 1, 0
    for (position,) in rows:
        if newest.position - position >= distance and kept < KEPT_CURSORS:
            distance, kept = (newest.position - position) * 2, kept + 1
        else:
            raw.execute("DELETE FROM older_cursor WHERE space = ? AND position = ?", (space, position))


def _rewind(raw: Any, news: SpaceNews) -> Touched:
    """The server lost what came after the cursor: those changes wait again, and their receipts are void."""
    lost = "space = ? AND state = ? AND (position IS NULL OR position > ?)"
    where = (news.space, ACCEPTED, news.cursor.position)
    records = raw.execute(f"SELECT DISTINCT record FROM change WHERE {lost}", where).fetchall()
    raw.execute(
        "UPDATE change SET received_at = NULL, position = NULL,"
        f" state = CASE WHEN origin IN (SELECT number FROM origin WHERE own) THEN ? ELSE ? END WHERE {lost}",
        (UNSENT, MISSING, *where),
    )
    raw.execute(
        "UPDATE space SET position = ?, chain = ?, caught_up = 0, server_digest = NULL WHERE id = ?",
        (news.cursor.position, news.cursor.chain, news.space),
    )
    raw.execute("DELETE FROM older_cursor WHERE space = ? AND position >= ?", (news.space, news.cursor.position))
    return rebuild_records(raw, [record for (record,) in records])


def grant_spaces(raw: Any, grants: Sequence[SpaceGrant]) -> bool:
    """Notes the person's spaces; returns whether one is new here."""
    known = {space for (space,) in raw.execute("SELECT id FROM space")}
    raw.executemany(
        "INSERT INTO space (id, kind, owner, may_write, digest) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET may_write = excluded.may_write",
        [(grant.space, grant.kind, grant.owner, grant.may_write, bytes(16)) for grant in grants],
    )
    return any(grant.space not in known for grant in grants)
