"""What of this workspace's log goes into an exchange file: the changes of one space, their origins' papers, and the
words of devices for what no server has yet. Reads only, within one steady view.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consultant_app.changes.change import ChangeId, OriginId, RecordId, SpaceId, change_id, decode_change
from consultant_app.changes.wire import OriginNote, vouched_bytes
from consultant_app.workspace.exchange_papers import OriginPaper, own_paper
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.schema import ACCEPTED

PIECE_BYTES = 256 * 1024

Runs = Mapping[OriginId, Sequence[int]]
"""First and last number of each run of numbers, one after the other, ascending."""


@dataclass(frozen=True, slots=True)
class Had:
    """What an earlier file and those it goes on from have: changes, and the hashes of attachments."""

    changes: Runs = field(default_factory=dict)
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which changes of a space: all, or only those that the server has not got, or only certain transactions; without
    those that an earlier file had. `files`: with the bytes of the attachments, as far as they are here.
    """

    space: SpaceId
    only_waiting: bool = False
    transactions: frozenset[ChangeId] | None = None
    before: Had = Had()
    files: bool = True

    def takes(self, origin: OriginId, number: int, *, txn: int, state: int) -> bool:
        if self.only_waiting and state == ACCEPTED:
            return False
        if self.transactions is not None and change_id(origin, txn) not in self.transactions:
            return False
        return not is_in(self.before.changes, origin, number)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a file will hold: which changes, how many, and what proves their origins. `left_out` counts what nothing
    proves: changes of others that came before their server signed who stands behind them.
    """

    holds: dict[OriginId, list[int]]
    count: int
    papers: tuple[OriginPaper, ...]
    left_out: int


@dataclass(slots=True)
class Piece:
    """So many changes: their bodies with whether the server has them, and devices' words by transaction."""

    changes: list[tuple[bytes, bool]] = field(default_factory=list)
    vouchers: dict[ChangeId, bytes] = field(default_factory=dict)
    size: int = 0


def is_in(runs: Runs, origin: OriginId, number: int) -> bool:
    found = runs.get(origin, ())
    place = bisect_right(found, number)
    return place % 2 == 1 or (place > 0 and found[place - 1] == number)


def joined(one: Runs, other: Runs) -> dict[OriginId, list[int]]:
    """What either has."""
    together: dict[OriginId, list[int]] = {}
    for origin in one.keys() | other.keys():
        pairs = sorted(_pairs(one.get(origin, ())) + _pairs(other.get(origin, ())))
        merged: list[int] = []
        for first, last in pairs:
            if merged and first <= merged[-1] + 1:
                merged[-1] = max(merged[-1], last)
            else:
                merged += [first, last]
        together[origin] = merged
    return together


def _pairs(runs: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(runs[::2], runs[1::2], strict=True))


def choose(raw: Any, identity: Identity, selection: Selection) -> Chosen:
    papers = _papers(raw, identity, selection.space)
    holds: dict[OriginId, list[int]] = {}
    count = left_out = 0
    for origin, _, number, txn, state in _rows(raw, selection.space, "0"):
        if not selection.takes(origin, number, txn=txn, state=state):
            continue
        if origin not in papers:
            left_out += 1
        else:
            runs = holds.setdefault(origin, [])
            if runs and runs[-1] == number - 1:
                runs[-1] = number
            else:
                runs += [number, number]
            count += 1
    return Chosen(holds, count, tuple(papers[origin] for origin in holds), left_out)


def pieces(raw: Any, identity: Identity, selection: Selection, *, chosen: Chosen, most: int) -> Iterator[Piece]:
    """In the order of origins and numbers; never more than `most` changes at once."""
    key = Ed25519PrivateKey.from_private_bytes(identity.device_key)
    piece = Piece()
    rows = _rows(raw, selection.space, "c.body")
    for (origin, number_of_origin, txn), group in groupby(rows, key=lambda row: (row[0], row[1], row[3])):
        for _, _, number, _, state, body in group:
            if not is_in(chosen.holds, origin, number):
                continue
            piece.changes.append((body, state == ACCEPTED))
            piece.size += len(body)
            named = change_id(origin, txn)
            if state != ACCEPTED and named not in piece.vouchers:
                voucher = _voucher(raw, named, (number_of_origin, txn), size=decode_change(body).size, key=key)
                piece.vouchers |= {named: voucher} if voucher else {}
            if len(piece.changes) >= most or piece.size >= PIECE_BYTES:
                yield piece
                piece = Piece()
    if piece.changes:
        yield piece


def waiting_by_space(raw: Any) -> dict[SpaceId, int]:
    """How many changes of this device no server has, or that others brought to it, by space; also of spaces that this
    person has lost.
    """
    rows = raw.execute(
        "SELECT c.space, count(*) FROM change c JOIN origin o ON o.number = c.origin WHERE c.state <> ?"
        " AND (o.own OR EXISTS (SELECT 1 FROM brought b WHERE b.origin = c.origin AND b.txn = c.txn))"
        " GROUP BY c.space",
        (ACCEPTED,),
    )
    return dict(rows.fetchall())


def own_waiting(raw: Any) -> Iterator[tuple[OriginId, int]]:
    """Which changes of this device no server has."""
    return iter(
        raw.execute(
            "SELECT o.origin, c.number FROM change c JOIN origin o ON o.number = c.origin WHERE o.own AND c.state <> ?",
            (ACCEPTED,),
        )
    )


def _rows(raw: Any, space: SpaceId, body: str) -> Iterator[tuple[Any, ...]]:
    """Origin, its number here, number, transaction, state and what else is asked for."""
    extra = "" if body == "0" else f", {body}"
    return iter(
        raw.execute(
            f"SELECT o.origin, c.origin, c.number, c.txn, c.state{extra} FROM change c"
            " JOIN origin o ON o.number = c.origin WHERE c.space = ? ORDER BY c.origin, c.number",
            (space,),
        )
    )


def _voucher(
    raw: Any, transaction: ChangeId, where: tuple[int, int], *, size: int, key: Ed25519PrivateKey
) -> bytes | None:
    """The word of the transaction's device: signed now for this one's own, as it came with that of another."""
    rows = raw.execute(
        "SELECT c.body, o.own FROM change c JOIN origin o ON o.number = c.origin"
        " WHERE c.origin = ? AND c.number BETWEEN ? AND ? ORDER BY c.number",
        (*where, where[1] + size - 1),
    ).fetchall()
    if rows[0][1]:
        return key.sign(vouched_bytes(transaction, [body for body, _ in rows]))
    row = raw.execute("SELECT voucher FROM brought WHERE origin = ? AND txn = ?", where).fetchone()
    return row[0] or None if row is not None else None


def _papers(raw: Any, identity: Identity, space: SpaceId) -> dict[OriginId, OriginPaper]:
    rows = raw.execute(
        "SELECT o.origin, o.device, o.device_name, o.user, o.user_name, o.started_at, o.version, o.own, p.paper"
        " FROM origin o LEFT JOIN origin_paper p ON p.origin = o.number"
        " WHERE o.number IN (SELECT DISTINCT origin FROM change WHERE space = ?)",
        (space,),
    ).fetchall()
    papers: dict[OriginId, OriginPaper] = {}
    for origin, device, device_name, user, user_name, started_at, version, own, paper in rows:
        if own:
            note = OriginNote(origin, RecordId(device), device_name, RecordId(user), user_name, started_at, version)
            papers[origin] = own_paper(note, identity)
        elif paper is not None:
            papers[origin] = msgspec.msgpack.decode(paper, type=OriginPaper)
    return papers
