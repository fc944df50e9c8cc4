"""The server's word for what it told this laptop, and bringing back with it what a restored server has lost.

Authors send their own changes again by themselves. What is missing still when a round has nothing left to ask is
offered by whoever holds it: its author may be gone, or have forgotten it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from consultant_app.changes.change import ChangeId, OriginId, SpaceId, change_id, decode_change
from consultant_app.changes.testimony import Testimony, content_of, contents_of
from consultant_app.changes.wire import EntryKind, OriginNote, SpaceNews
from consultant_app.workspace.exchange_papers import OriginPaper
from consultant_app.workspace.schema import MISSING, UNSENT

IS_OFFERED = (
    f"state <> 1 AND state = {UNSENT} AND origin IN (SELECT number FROM origin WHERE NOT own) AND NOT EXISTS"
    " (SELECT 1 FROM brought b WHERE b.origin = change.origin AND b.txn = change.txn AND b.voucher <> x'')"
)
"""What waits here though another device wrote it, and nothing but the server's word stands for it."""


def keep_testimony(raw: Any, news: SpaceNews) -> None:
    """With the page that it stands for."""
    if news.testimony:
        bodies = [entry.body for entry in news.entries if entry.kind is EntryKind.CHANGE and entry.body]
        raw.execute(
            "INSERT INTO testimony (space, contents, signature) VALUES (?, ?, ?)",
            (news.space, contents_of(bodies), news.testimony),
        )


def forget_testimonies(raw: Any, space: SpaceId) -> None:
    raw.execute("DELETE FROM testimony WHERE space = ?", (space,))


def is_any_missing(raw: Any) -> bool:
    return raw.execute(f"SELECT 1 FROM change WHERE state <> 1 AND state = {MISSING} LIMIT 1").fetchone() is not None


def offer_missing(raw: Any, *, offered: set[ChangeId]) -> bool:
    """Makes what the server told once and lacks wait for it, but for what was `offered` before; returns whether that
    is anything.
    """
    rows = raw.execute(
        "SELECT o.origin, c.origin, c.number, c.txn, c.body FROM change c JOIN origin o ON o.number = c.origin"
        f" WHERE c.state <> 1 AND c.state = {MISSING}"
        " AND c.space IN (SELECT id FROM space WHERE may_write)"
    ).fetchall()
    rows = [row for row in rows if change_id(row[0], row[3]) not in offered]
    told = frozenset().union(*(one.each() for one in _testimonies(raw))) if rows else frozenset()
    found = [
        (number_of_origin, number)
        for _, number_of_origin, number, _, body in rows
        if content_of(body) in told and decode_change(body).is_whole
    ]
    offered.update(change_id(origin, txn) for origin, _, _, txn, _ in rows)
    raw.executemany(f"UPDATE change SET state = {UNSENT} WHERE origin = ? AND number = ?", found)
    return bool(found)


def withdraw(raw: Any, origin: int, *, txn: int) -> bool:
    """What the server does not take from this laptop waits for its author; returns whether it was offered at all."""
    done = raw.execute(
        f"UPDATE change SET state = {MISSING} WHERE origin = ? AND txn = ? AND {IS_OFFERED}", (origin, txn)
    )
    return bool(done.rowcount)


def told_parts(raw: Any, transactions: Iterable[Sequence[bytes]]) -> tuple[list[list[bytes]], list[Testimony]]:
    """Of each of these transactions' changes those that the server told, which may be brought without the rest; and its
    words for them, as few as will do.
    """
    testimonies = _testimonies(raw)
    told = frozenset().union(*(one.each() for one in testimonies))
    parts = [[body for body in bodies if content_of(body) in told] for bodies in transactions]
    wanted = {content_of(body) for bodies in parts for body in bodies}
    found = []
    for one in testimonies:
        here = wanted & one.each()
        if here:
            wanted -= here
            found.append(one)
    return parts, found


def find_notes(raw: Any, origins: Iterable[OriginId]) -> list[OriginNote]:
    """The server's words for who stands behind these origins."""
    found = []
    for origin in origins:
        row = raw.execute(
            "SELECT paper FROM origin_paper WHERE origin = (SELECT number FROM origin WHERE origin = ?)", (origin,)
        ).fetchone()
        found += [] if row is None else [msgspec.msgpack.decode(row[0], type=OriginPaper).note]
    return found


def _testimonies(raw: Any) -> list[Testimony]:
    rows = raw.execute("SELECT contents, signature FROM testimony ORDER BY number DESC")
    return [Testimony(contents, signature) for contents, signature in rows]
