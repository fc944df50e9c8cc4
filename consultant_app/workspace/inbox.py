"""Taking in a round's answer: verdicts on what was sent, news of each space. In one transaction of the caller's."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from consultant_app.changes.change import Change, ChangeId, RecordId, SpaceId, split_change_id
from consultant_app.changes.soundness import read_sound
from consultant_app.changes.wire import (
    Entry,
    EntryKind,
    OriginNote,
    Outcome,
    Refusal,
    SpaceNews,
    SyncAnswer,
    Verdict,
    next_chain,
)
from consultant_app.errors import TroubleError
from consultant_app.workspace.apply import Gate, Touched
from consultant_app.workspace.clones import keep_stamp, note_cloned
from consultant_app.workspace.cursors import move_cursor, rewind
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.erasures import as_ordered, carry_out, erased_yet_kept, hollow_as_told, new_orders
from consultant_app.workspace.forgetting import forget_space
from consultant_app.workspace.grants import take_grants
from consultant_app.workspace.ids_used_twice import Judged, seal_anew
from consultant_app.workspace.log import Arrival, Origins, note_positions
from consultant_app.workspace.outbox import Batch, Outgoing, cursors, may_certify
from consultant_app.workspace.passages import carried_otherwise, forget_departed, take_passages
from consultant_app.workspace.past import whole_where_here
from consultant_app.workspace.schema import SET_ASIDE, UNSENT
from consultant_app.workspace.testimonies import keep_testimony, withdraw
from consultant_app.workspace.wishes import take_verdicts, wish_again


class Taken(msgspec.Struct, frozen=True):
    """What one answer brought. Counts are of changes; `rewound` spaces need their older cursors offered.

    `moved`: whether anything is further than before; going back or sealing anew is not, however often it is asked for.
    `erased`: whether values went by order. `renamed`: the new ids of what was sealed anew, by the old ones.
    """

    touched: Touched
    sent: int
    received: int
    refused: int
    forgotten: int
    more: bool
    rewound: tuple[SpaceId, ...]
    new_spaces: bool
    moved: bool
    erased: bool
    renamed: dict[ChangeId, ChangeId]


News = list[tuple[SpaceNews, list[Arrival]]]
"""Of each space, with the changes among its entries that came with their contents."""


def take_in(
    connection: Connection,
    batch: Batch,
    answer: SyncAnswer,
    *,
    offered: Collection[SpaceId],
    fresh_origin: Callable[[], OriginNote],
) -> Taken:
    """Applies an answer to the request that carried `batch`, and older cursors for the `offered` spaces.

    Raises TroubleError("answer_damaged") when it cannot be what the server's log says; nothing is kept then.
    """
    raw = cursor_of(connection)
    judged = _judged(batch, answer)
    stale = _moved_since(raw, batch)
    current = [one for one in answer.news if one.space not in stale]
    orders = new_orders(raw, current)
    news = [(one, as_ordered(raw, _arrivals(raw, one), orders)) for one in current if not one.rewind]
    touched = Touched()
    new_spaces, regranted = take_grants(raw, answer.grants)
    touched.records.update(regranted.records)
    sent = _accept(raw, judged, answer, touched)
    news, hollowed = _as_told(raw, news)
    came = [arrival for _, arrivals in news for arrival in arrivals]
    came += carried_otherwise(raw, [one for one, _ in news])
    resealed, renamed = seal_anew(raw, judged, came, fresh_origin=fresh_origin)
    touched.records.update(resealed.records)
    refused = _set_aside(raw, judged, batch, answer.at)
    take_verdicts(raw, batch.moves, answer.moves)
    received = _take_news(raw, news, answer.origins, touched)
    passed = take_passages(connection, [one for one, _ in news])
    forget_departed(connection, _known(judged), passed)
    touched.records.update(passed.touched.records)
    # Only where older cursors were sent along is the server's choice among them known.
    for one in [one for one in current if one.rewind and one.space in offered]:
        touched.records.update(rewind(raw, one.space, one.cursor).records)
        wish_again(raw, one.space, one.cursor.position)
    for space in answer.closed:
        touched.records.update(forget_space(connection, space).records)
    kept = erased_yet_kept(raw) if refused or answer.closed or passed.forgotten else []
    touched.records.update(carry_out(connection, orders, [*answer.erased, *kept], hollowed).records)
    _keep_receipt(raw, answer)
    keep_stamp(raw, batch.stamp, answer.stamp)
    note_cloned(raw, cloned=answer.is_cloned)
    return Taken(
        touched, sent, received, refused + len(answer.erased), len(answer.closed) + passed.forgotten,
        more=any(one.more or one.space in stale for one in answer.news),
        rewound=tuple(one.space for one in current if one.rewind and one.space not in offered),
        new_spaces=new_spaces,
        moved=bool(sent or refused or any(one.entries for one, _ in news)),
        erased=bool(orders or answer.erased or kept or hollowed), renamed=renamed,
    )  # fmt: skip


def _known(judged: Judged) -> Iterator[Change]:
    return (change for sent, verdict in judged if verdict.outcome is Outcome.KNOWN for change in sent.changes)


def _judged(batch: Batch, answer: SyncAnswer) -> Judged:
    """Verdicts stand in the order of the ask; one on what could not even be read has no name."""
    if len(batch.transactions) != len(answer.verdicts) or len(answer.closed) > len(batch.cursors):
        raise TroubleError("answer_damaged")
    judged = list(zip(batch.transactions, answer.verdicts, strict=True))
    if any(not _is_named(outgoing, verdict) for outgoing, verdict in judged):
        raise TroubleError("answer_damaged")
    return judged


def _is_named(outgoing: Outgoing, verdict: Verdict) -> bool:
    return verdict.transaction == outgoing.id or verdict.transaction in (outgoing.changes[0].id, "")


def _moved_since(raw: Any, batch: Batch) -> set[SpaceId]:
    """The spaces whose cursor another program on this workspace has moved while this request was on its way."""
    here = cursors(raw)
    return {space for space, asked in batch.cursors.items() if here.get(space, asked) != asked}


def _arrivals(raw: Any, news: SpaceNews) -> list[Arrival]:
    """The changes of a space's entries that came with their contents; proves the entries against the cursor."""
    row = raw.execute("SELECT position, chain FROM space WHERE id = ?", (news.space,)).fetchone()
    if row is None:
        raise TroubleError("answer_damaged")
    position, chain = row
    arrivals = []
    for entry in news.entries:
        if entry.position <= position:
            raise TroubleError("answer_damaged")
        position, chain = entry.position, next_chain(chain, entry.kind, entry.subject)
        if entry.kind is EntryKind.CHANGE and entry.body:
            arrivals.append(Arrival(_change_of(entry), entry.body, news.space, entry.received_at, entry.position))
    if (position, chain) != (news.cursor.position, news.cursor.chain):
        raise TroubleError("answer_damaged")
    return whole_where_here(raw, arrivals)


def _change_of(entry: Entry) -> Change:
    change = read_sound(entry.body)
    if change is None or change.id != entry.subject:
        raise TroubleError("answer_damaged")
    return change


def _accept(raw: Any, judged: Judged, answer: SyncAnswer, touched: Touched) -> int:
    positions = {
        ChangeId(entry.subject): (entry.position, news.space)
        for news in answer.news
        for entry in news.entries
        if entry.kind is EntryKind.CHANGE and not entry.body
    }
    arrivals = []
    origins = set()
    for outgoing, verdict in judged:
        if verdict.outcome not in (Outcome.ACCEPTED, Outcome.KNOWN):
            continue
        for change, body in zip(outgoing.changes, outgoing.bodies, strict=True):
            position, space = positions.get(change.id, (None, change.space))
            arrivals.append(Arrival(change, body, space, verdict.received_at, position))
        origins.add(outgoing.changes[0].origin)
    note_positions(raw, positions, placed={arrival.change.id for arrival in arrivals})
    raw.executemany("UPDATE origin SET certified = 1 WHERE origin = ?", [(origin,) for origin in origins])
    gate = Gate(raw)
    gate.accept(arrivals)
    touched.records.update(gate.close().records)
    return len(arrivals)


def _as_told(raw: Any, news: News) -> tuple[News, set[RecordId]]:
    """The news once what they tell as erased is erased here as well, and the records that this concerns."""
    told = [(one, *hollow_as_told(raw, arrivals)) for one, arrivals in news]
    return [(one, arrivals) for one, arrivals, _ in told], {record for *_, records in told for record in records}


def _set_aside(raw: Any, judged: Judged, batch: Batch, at: int) -> int:
    """Keeps what the server refused, with the reason; returns how many changes that are."""
    certified = {certificate.origin for certificate in batch.certificates}
    count = 0
    for outgoing, verdict in judged:
        if verdict.outcome is not Outcome.REFUSED:
            continue
        origin, txn = split_change_id(outgoing.id)
        if withdraw(raw, Origins(raw).number(origin), txn=txn):
            continue
        if verdict.reason is Refusal.UNKNOWN_ORIGIN and origin not in certified and may_certify(raw, origin):
            # A restored server has lost the certificate: it goes along with the next request.
            raw.execute("UPDATE origin SET certified = 0 WHERE origin = ?", (origin,))
            continue
        reason = verdict.reason or Refusal.TROUBLE
        if reason is Refusal.UNKNOWN_ORIGIN and outgoing.id in batch.vouchers:
            reason = Refusal.NOT_VOUCHED
        count += set_aside(raw, outgoing.id, reason, at)
    return count


def set_aside(raw: Any, transaction: ChangeId, reason: Refusal, at: int) -> int:
    """Keeps what waits of a transaction, named by its first change, with the reason; returns how many changes that
    are. Of what the server has got meanwhile, by a copy of this disk say, nothing is set aside.
    """
    origin, txn = split_change_id(transaction)
    number = raw.execute("SELECT number FROM origin WHERE origin = ?", (origin,)).fetchone()[0]
    waiting = "origin = ? AND txn = ? AND state = ?"
    done = raw.execute(f"UPDATE change SET state = ? WHERE {waiting}", (SET_ASIDE, number, txn, UNSENT))
    if done.rowcount:
        raw.execute(
            "INSERT OR REPLACE INTO set_aside (origin, txn, reason, at) VALUES (?, ?, ?, ?)", (number, txn, reason, at)
        )
    return int(done.rowcount)


def _take_news(
    raw: Any, news: Sequence[tuple[SpaceNews, list[Arrival]]], origins: Sequence[OriginNote], touched: Touched
) -> int:
    """Applies the entries and moves the cursors; returns how many changes came."""
    gate = Gate(raw)
    for note in origins:
        gate.origins.add(note)
    for one, arrivals in news:
        gate.apply(arrivals, accepted=True)
        move_cursor(raw, one)
        keep_testimony(raw, one)
    touched.records.update(gate.close().records)
    return sum(len(arrivals) for _, arrivals in news)


def _keep_receipt(raw: Any, answer: SyncAnswer) -> None:
    if answer.receipt is not None:
        raw.execute(
            "INSERT INTO receipt (at, epoch, body) VALUES (?, ?, ?)",
            (answer.receipt.at, answer.receipt.epoch, msgspec.msgpack.encode(answer.receipt)),
        )
