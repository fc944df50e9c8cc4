"""Wishes: roots that a person wants in another space. Only the server moves them; until then they stay."""

import enum
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.moves import MoveWish, RootMove
from consultant_app.changes.wire import MoveVerdict, Outcome
from consultant_app.errors import TroubleError


class WishState(enum.StrEnum):
    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Wish:
    """What became of the latest wish for a root. `reason` is a code of `wire.Refusal`, "" unless refused."""

    to_space: SpaceId
    state: WishState
    reason: str


@dataclass(frozen=True, slots=True)
class OpenWish:
    """A wish that is not granted yet. `to_space` is where its first root is to stand; `at` in ms UTC."""

    id: RecordId
    roots: tuple[RecordId, ...]
    to_space: SpaceId
    state: WishState
    reason: str
    at: int


def add_wish(raw: Any, wish: MoveWish, at_ms: int) -> None:
    """Takes the place of every wish for one of its roots that was not granted. The caller commits."""
    withdraw_wishes(raw, [move.root for move in wish.moves])
    raw.executemany(
        "INSERT INTO move_wish (id, root, from_space, to_space, partners, state, reason, position, at)"
        " VALUES (?, ?, ?, ?, ?, ?, '', 0, ?)",
        [
            (wish.id, move.root, move.from_space, move.to_space, json.dumps(wish.partners), WishState.WAITING, at_ms)
            for move in wish.moves
        ],
    )


def date_wish(raw: Any, wish: RecordId, at_ms: int) -> None:
    """The caller commits."""
    raw.execute("UPDATE move_wish SET at = ? WHERE id = ?", (at_ms, wish))


def withdraw_wishes(raw: Any, roots: Sequence[RecordId]) -> None:
    """Wishes go whole: the roots that were to move together stay together."""
    raw.executemany(
        "DELETE FROM move_wish WHERE state <> ? AND id IN (SELECT id FROM move_wish WHERE root = ?)",
        [(WishState.GRANTED, root) for root in roots],
    )


def wish_of(raw: Any, root: RecordId) -> Wish | None:
    """The wish that is not granted yet, if there is one."""
    row = raw.execute(
        "SELECT to_space, state, reason FROM move_wish WHERE root = ? AND state <> ? ORDER BY at DESC LIMIT 1",
        (root, WishState.GRANTED),
    ).fetchone()
    return None if row is None else Wish(SpaceId(row[0]), WishState(row[1]), row[2])


def open_wishes(raw: Any) -> tuple[OpenWish, ...]:
    """Oldest first."""
    rows = raw.execute(
        "SELECT id, root, to_space, state, reason, at FROM move_wish WHERE state <> ? ORDER BY at, id, root",
        (WishState.GRANTED,),
    ).fetchall()
    roots: dict[str, list[RecordId]] = {}
    firsts: dict[str, tuple[Any, ...]] = {}
    for id_, root, *rest in rows:
        roots.setdefault(id_, []).append(root)
        firsts.setdefault(id_, tuple(rest))
    return tuple(
        OpenWish(RecordId(id_), tuple(roots[id_]), SpaceId(to), WishState(state), reason, at)
        for id_, (to, state, reason, at) in firsts.items()
    )


def waiting_wishes(raw: Any) -> tuple[MoveWish, ...]:
    """In the order in which they were made."""
    rows = raw.execute(
        "SELECT id, root, from_space, to_space, partners FROM move_wish WHERE state = ? ORDER BY at, id, root",
        (WishState.WAITING,),
    ).fetchall()
    wishes: dict[str, MoveWish] = {}
    for id_, root, from_space, to_space, partners in rows:
        wish = wishes.setdefault(id_, MoveWish(id_, [], json.loads(partners)))
        wish.moves.append(RootMove(root, from_space, to_space))
    return tuple(wishes.values())


def take_verdicts(raw: Any, wishes: Sequence[MoveWish], verdicts: Sequence[MoveVerdict]) -> None:
    """Raises TroubleError("answer_damaged") for verdicts on other wishes."""
    if [wish.id for wish in wishes] != [verdict.wish for verdict in verdicts]:
        raise TroubleError("answer_damaged")
    for verdict in verdicts:
        state = WishState.REFUSED if verdict.outcome is Outcome.REFUSED else WishState.GRANTED
        raw.execute(
            "UPDATE move_wish SET state = ?, reason = ?, position = ? WHERE id = ?",
            (state, verdict.reason.value if verdict.reason else "", verdict.position, verdict.wish),
        )


def wish_again(raw: Any, space: SpaceId, position: int) -> None:
    """The server may have lost what came after `position` in the log of `space`, moves as well; not wished for again is
    what was moved on since.
    """
    raw.execute(
        "UPDATE move_wish SET state = ? WHERE state = ? AND from_space = ? AND position > ? AND NOT EXISTS"
        " (SELECT 1 FROM record r WHERE r.id = move_wish.root AND r.space <> move_wish.to_space)",
        (WishState.WAITING, WishState.GRANTED, space, position),
    )
