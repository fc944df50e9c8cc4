"""What waits for the server: whole transactions in the order they were sealed, with the certificates of origins."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec.structs import replace

from consultant_app.changes.change import Change, ChangeId, OriginId, SpaceId, change_id, decode_change, split_change_id
from consultant_app.changes.moves import MoveWish
from consultant_app.changes.testimony import Testimony
from consultant_app.changes.wire import Cursor, OriginCertificate, OriginNote, Outcome, SyncAnswer
from consultant_app.workspace.clones import stamp_of
from consultant_app.workspace.exchange_papers import OriginPaper
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.schema import ACCEPTED, UNSENT
from consultant_app.workspace.testimonies import find_notes, told_parts
from consultant_app.workspace.wishes import waiting_wishes

_IS_UNSENT = f"c.state <> {ACCEPTED} AND c.state = {UNSENT}"
"""In the words of the partial index `change_unsent`, which nothing else would let SQLite use."""
MAX_CHANGES = 2_500
"""Of one request; a batch ends at whole transactions, so one larger transaction goes alone."""
FIRST_CHANGES = 1_000
"""Of a request that nothing else is done beside: the sooner it is answered, the sooner both sides work at once."""
WORTH_ASKING_AHEAD = 500
"""Changes of one batch or page, from which on server and laptop gain by working at the same time."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One transaction on its way: the bodies as stored, and the changes they hold."""

    id: ChangeId
    bodies: tuple[bytes, ...]
    changes: tuple[Change, ...]

    @property
    def origin(self) -> OriginId:
        return self.changes[0].origin

    @property
    def is_part(self) -> bool:
        """Whether the rest of it is not here."""
        return len(self.bodies) < self.changes[0].size


@dataclass(frozen=True, slots=True)
class Batch:
    """`vouchers`: for what came here in an exchange file, the words of the devices that sealed it. `testimonies`: for
    what the server lost of others, its own words, with its `notes` on who they are. `first`: spaces whose
    log was never read to its end. `stamp`: what tells this workspace from a copy of it, None where it is not shown.
    """

    transactions: tuple[Outgoing, ...]
    certificates: tuple[OriginCertificate, ...]
    moves: tuple[MoveWish, ...]
    cursors: dict[SpaceId, Cursor]
    first: tuple[SpaceId, ...]
    vouchers: dict[ChangeId, bytes] = field(default_factory=dict)
    testimonies: tuple[Testimony, ...] = ()
    notes: tuple[OriginNote, ...] = ()
    stamp: bytes | None = None

    @property
    def change_count(self) -> int:
        return sum(len(transaction.changes) for transaction in self.transactions)


def next_batch(raw: Any, identity: Identity, limit_bytes: int, *, most: int | None = None) -> Batch:
    """The next unsent transactions, at most about `limit_bytes`, and where this laptop stands in every space.

    `most` limits how many transactions go along.
    """
    batch = _batch(raw, identity, _unsent(raw, limit_bytes)[:most])
    # What is asked ahead shows none: the stamp that leads on is not here yet.
    return dataclasses.replace(batch, stamp=stamp_of(raw)) if batch.transactions else batch


def may_ask_ahead(batch: Batch, answer: SyncAnswer) -> bool:
    """Whether much is on its way, and keeping the answer to `batch` alters nothing in what is asked next: all that was
    sent is at the server, and nothing is to be done about spaces, moves or cursors.
    """
    entries = [entry for one in answer.news for entry in one.entries]
    if max(batch.change_count, len(entries)) < WORTH_ASKING_AHEAD:
        return False
    is_taken = all(verdict.outcome in (Outcome.ACCEPTED, Outcome.KNOWN) for verdict in answer.verdicts)
    is_moved = batch.moves or answer.moves or answer.grants or answer.closed
    return is_taken and not is_moved and not any(one.rewind for one in answer.news)


def transactions_after(raw: Any, limit_bytes: int, *, batch: Batch) -> tuple[Outgoing, ...]:
    """What will go along in the batch after this one, unless the answer to this one says otherwise."""
    return _unsent(raw, limit_bytes, after=batch.transactions[-1].id) if batch.transactions else ()


def following_batch(
    raw: Any, identity: Identity, *, batch: Batch, answer: SyncAnswer, ahead: tuple[Outgoing, ...]
) -> Batch | None:
    """What is asked after `batch`, once `may_ask_ahead`, before the answer to it is kept: the next transactions, which
    are `ahead`, or the next page; None when it was the last.
    """
    if batch.transactions and _brings_own(raw, answer):
        # Ids that this laptop has used come with a content, perhaps another one: what waits may get other ids.
        is_left = False
    elif batch.transactions:
        is_left = bool(ahead) and not waiting_wishes(raw)
    else:
        is_left = any(one.more for one in answer.news) and not unsent_count(raw)
    if not is_left:
        return None
    here = batch.cursors | {one.space: one.cursor for one in answer.news}
    return dataclasses.replace(_batch(raw, identity, ahead), cursors=here)


def _brings_own(raw: Any, answer: SyncAnswer) -> bool:
    own = {origin for (origin,) in raw.execute("SELECT origin FROM origin WHERE own")}
    return any(entry.body and entry.subject[:32] in own for one in answer.news for entry in one.entries)


def _batch(raw: Any, identity: Identity, transactions: tuple[Outgoing, ...]) -> Batch:
    vouchers = _vouchers(raw, transactions)
    transactions, testimonies, notes = _testified(raw, transactions, vouchers)
    certificates = _certificates(raw, identity, transactions)
    moves = _moves(raw, transactions)
    first = tuple(space for (space,) in raw.execute("SELECT id FROM space WHERE NOT was_caught_up"))
    return Batch(transactions, certificates, moves, cursors(raw), first, vouchers, testimonies, notes)


def _moves(raw: Any, transactions: Sequence[Outgoing]) -> tuple[MoveWish, ...]:
    """A root moves with all that was written in it until then: wishes wait for the batch after which nothing waits."""
    wishes = waiting_wishes(raw)
    is_last = not wishes or unsent_count(raw) == sum(len(one.changes) for one in transactions)
    return wishes if is_last else ()


def cursors(raw: Any) -> dict[SpaceId, Cursor]:
    return {space: Cursor(position, chain) for space, position, chain in raw.execute(
        "SELECT id, position, chain FROM space ORDER BY id")}  # fmt: skip


def older_cursors(raw: Any, space: SpaceId) -> list[Cursor]:
    """Newest first."""
    rows = raw.execute("SELECT position, chain FROM older_cursor WHERE space = ? ORDER BY position DESC", (space,))
    return [Cursor(position, chain) for position, chain in rows]


def _unsent(raw: Any, limit_bytes: int, *, after: ChangeId | None = None) -> tuple[Outgoing, ...]:
    origin, txn = split_change_id(after) if after else ("", 0)
    most = MAX_CHANGES if after else min(FIRST_CHANGES, MAX_CHANGES)
    rows = raw.execute(
        "SELECT o.origin, c.txn, c.body FROM change c JOIN origin o ON o.number = c.origin"
        f" WHERE {_IS_UNSENT} AND (c.origin, c.txn) >"
        " (coalesce((SELECT number FROM origin WHERE origin = ?), 0), ?)"
        " ORDER BY c.origin, c.txn, c.number LIMIT ?",
        (origin, txn, most + 1),
    ).fetchall()
    grouped: dict[ChangeId, list[bytes]] = {}
    for origin, txn, body in rows:
        grouped.setdefault(change_id(origin, txn), []).append(body)
    if len(rows) > most:
        last, _ = grouped.popitem()
        if not grouped:
            grouped[last] = _bodies_of(raw, last)
    chosen: list[Outgoing] = []
    size = 0
    for transaction, bodies in grouped.items():
        outgoing = _outgoing(transaction, bodies)
        if outgoing.is_part:
            # One of its spaces was rewound and the other was not: a transaction goes whole or not at all.
            outgoing = _outgoing(transaction, _bodies_of(raw, transaction))
        size += sum(map(len, outgoing.bodies))
        if chosen and size > limit_bytes:
            break
        chosen.append(outgoing)
    return tuple(chosen)


def _outgoing(transaction: ChangeId, bodies: Sequence[bytes]) -> Outgoing:
    return Outgoing(transaction, tuple(bodies), tuple(map(decode_change, bodies)))


def _bodies_of(raw: Any, transaction: ChangeId) -> list[bytes]:
    origin, txn = split_change_id(transaction)
    rows = raw.execute(
        "SELECT body FROM change WHERE origin = (SELECT number FROM origin WHERE origin = ?) AND txn = ?"
        " ORDER BY number",
        (origin, txn),
    )
    return [body for (body,) in rows]


def unsent_count(raw: Any) -> int:
    """How many changes wait for the server."""
    return int(raw.execute(f"SELECT count(*) FROM change AS c WHERE {_IS_UNSENT}").fetchone()[0])


def _certificates(raw: Any, identity: Identity, transactions: Sequence[Outgoing]) -> tuple[OriginCertificate, ...]:
    """Certificates of the batch's origins that the server has not confirmed yet, signed with this device's key; those
    of other devices' origins as they came.
    """
    origins = list(dict.fromkeys(transaction.changes[0].origin for transaction in transactions))
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # not before something is sent

    key = Ed25519PrivateKey.from_private_bytes(identity.device_key)
    made = []
    for origin in origins:
        row = raw.execute(
            "SELECT o.started_at, o.version, o.own, p.paper FROM origin o"
            " LEFT JOIN origin_paper p ON p.origin = o.number WHERE o.origin = ? AND NOT o.certified",
            (origin,),
        ).fetchone()
        if row is not None and row[2]:
            bare = OriginCertificate(origin, identity.device, row[0], row[1])
            made.append(replace(bare, signature=key.sign(bare.signed_bytes())))
        elif row is not None and row[3] is not None:
            paper = msgspec.msgpack.decode(row[3], type=OriginPaper)
            made += [paper.certificate] if paper.certificate is not None else []
    return tuple(made)


def may_certify(raw: Any, origin: OriginId) -> bool:
    """Whether a certificate of this origin can go along: of another device's it must have come here."""
    if _is_own(raw, origin):
        return True
    row = raw.execute(
        "SELECT paper FROM origin_paper WHERE origin = (SELECT number FROM origin WHERE origin = ?)", (origin,)
    ).fetchone()
    return row is not None and msgspec.msgpack.decode(row[0], type=OriginPaper).certificate is not None


def _testified(
    raw: Any, transactions: tuple[Outgoing, ...], vouchers: Mapping[ChangeId, bytes]
) -> tuple[tuple[Outgoing, ...], tuple[Testimony, ...], tuple[OriginNote, ...]]:
    """What is brought on the server's own word, as far as that goes, with these words."""
    foreign = {origin for origin in {one.origin for one in transactions} if not _is_own(raw, origin)}
    told = [one for one in transactions if one.id not in vouchers and (one.origin in foreign or one.is_part)]
    if not told:
        return transactions, (), ()
    parts, testimonies = told_parts(raw, [one.bodies for one in told])
    kept = {one.id: _outgoing(one.id, bodies) for one, bodies in zip(told, parts, strict=True) if bodies}
    notes = find_notes(raw, sorted({one.origin for one in told}))
    return tuple(kept.get(one.id, one) for one in transactions), tuple(testimonies), tuple(notes)


def _is_own(raw: Any, origin: OriginId) -> bool:
    return bool(raw.execute("SELECT own FROM origin WHERE origin = ?", (origin,)).fetchone()[0])


def _vouchers(raw: Any, transactions: Sequence[Outgoing]) -> dict[ChangeId, bytes]:
    found: dict[ChangeId, bytes] = {}
    if raw.execute("SELECT 1 FROM brought LIMIT 1").fetchone() is None:
        return found
    for transaction in transactions:
        row = raw.execute(
            "SELECT voucher FROM brought WHERE origin = (SELECT number FROM origin WHERE origin = ?) AND txn = ?",
            split_change_id(transaction.id),
        ).fetchone()
        if row is not None:
            found[transaction.id] = row[0]
    return found
