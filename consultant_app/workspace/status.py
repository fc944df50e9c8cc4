"""Where a record is, and where the whole workspace stands: what the two dots, the trust block and `status` say."""

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.digest import digest_text
from consultant_app.workspace.attachments import waiting_files
from consultant_app.workspace.clones import is_cloned
from consultant_app.workspace.log import chunks, marks
from consultant_app.workspace.projection import contested_fields
from consultant_app.workspace.schema import SET_ASIDE, UNSENT


class Whereabouts(enum.Enum):
    """What the two dots show of a record."""

    WAITING = "waiting"
    """Saved on this device; at least one change of it has no receipt yet, or what was typed is no change yet."""
    BOTH = "both"
    CONFLICT = "conflict"
    SET_ASIDE = "set_aside"
    """The server does not take a change of it; it is kept here."""


class RecordState(msgspec.Struct, frozen=True):
    whereabouts: Whereabouts
    contested: tuple[str, ...] = ()


class SpaceStatus(msgspec.Struct, frozen=True):
    id: SpaceId
    name: str
    records: int
    digest: str
    agrees: bool | None
    """Whether the server had the same digest when last caught up; None before the first time."""


class RoundSummary(msgspec.Struct, frozen=True):
    """A round, as far as it came. Times in ms UTC; `ended_at` is when its last answer was kept."""

    number: int
    started_at: int
    ended_at: int | None
    sent: int
    received: int
    refused: int
    forgotten: int
    requests: int
    bytes_up: int
    bytes_down: int
    problem: str | None


class Status(msgspec.Struct, frozen=True):
    """`unsent`, `set_aside` count changes, `contested` fields; `waiting` counts records by type, as `waiting_of`."""

    spaces: tuple[SpaceStatus, ...]
    unsent: int
    waiting: Mapping[str, int]
    contested: int
    set_aside: int
    files_waiting: int
    """Attachments whose file is whole here, and the server has not said yet that it has it."""
    last_round: RoundSummary | None
    is_cloned: bool
    """Whether the server has met two copies of this workspace at work."""


WAITS: Final = "accepted IS NOT NULL AND id NOT IN (SELECT record FROM change WHERE state = 2)"
"""Condition for a row of `record`: a change of it waits for the server, like its two dots say."""
_TYPED: Final = "SELECT record FROM draft WHERE substr(field, 1, 1) <> '~'"
TYPED: Final = f"accepted IS NULL AND id IN ({_TYPED})"
"""The same where only typed words wait; apart from `WAITS`, which an index answers. Jottings never go anywhere."""

_ROUND_COLUMNS = (
    "number, started_at, ended_at, sent, received, refused, forgotten, requests, bytes_up, bytes_down, problem"
)


def states_of(raw: Any, records: Sequence[RecordId]) -> dict[RecordId, RecordState]:
    """The state of each record and its parts together, by the given ids; ids that are not here are left out."""
    states: dict[RecordId, RecordState] = {}
    files = waiting_files(raw)
    for chunk in chunks(records):
        rows = raw.execute(
            "SELECT r.id, max(p.contested), max(p.accepted IS NOT NULL"
            f" OR p.id IN ({_TYPED})),"
            " max(EXISTS (SELECT 1 FROM change c WHERE c.record = p.id AND c.state = 2))"
            " FROM record r JOIN record p ON p.id = r.id OR (r.root = r.id AND p.root = r.id)"
            f" WHERE r.id IN ({marks(len(chunk))}) GROUP BY r.id",
            tuple(chunk),
        )
        for record, contested, waiting, aside in rows:
            is_waiting = waiting or record in files
            states[record] = RecordState(_whereabouts(contested, is_waiting, aside), contested_fields(contested))
    return states


def _whereabouts(contested: str, waiting: bool, aside: bool) -> Whereabouts:
    if contested:
        return Whereabouts.CONFLICT
    if aside:
        return Whereabouts.SET_ASIDE
    return Whereabouts.WAITING if waiting else Whereabouts.BOTH


def status_of(raw: Any) -> Status:
    spaces = raw.execute(
        "SELECT s.id, s.kind, (SELECT count(*) FROM record r WHERE r.space = s.id AND r.present = 1), s.digest,"
        " s.server_digest, s.caught_up FROM space s ORDER BY s.kind, s.id"
    ).fetchall()
    counts = dict(raw.execute("SELECT state, count(*) FROM change WHERE state <> 1 GROUP BY state").fetchall())
    return Status(
        spaces=tuple(
            SpaceStatus(
                id_, kind, records, digest_text(int.from_bytes(digest, "big")), _agrees(digest, server, caught_up)
            )
            for id_, kind, records, digest, server, caught_up in spaces
        ),
        unsent=counts.get(UNSENT, 0),
        waiting=waiting_of(raw),
        contested=count_contested(raw),
        set_aside=counts.get(SET_ASIDE, 0),
        files_waiting=raw.execute("SELECT count(*) FROM file WHERE state = 0").fetchone()[0],
        last_round=next(iter(rounds_of(raw, 1)), None),
        is_cloned=is_cloned(raw),
    )


def waiting_of(raw: Any) -> dict[str, int]:
    """How many records the server does not have as they are here, by type: what a person is told as changes.

    A record counts once however often it was changed; what the server did not take is not among them.
    """
    counts: Counter[str] = Counter()
    for condition in (WAITS, TYPED):
        rows = raw.execute(f"SELECT type, count(*) FROM record WHERE {condition} GROUP BY type")
        counts.update(dict(rows.fetchall()))
    return counts


def count_contested(raw: Any) -> int:
    """How many fields wait for a decision."""
    contested = raw.execute("SELECT contested FROM record WHERE contested <> ''").fetchall()
    return sum(len(contested_fields(text)) for (text,) in contested)


def _agrees(digest: bytes, server_digest: bytes | None, caught_up: int) -> bool | None:
    return digest == server_digest if caught_up and server_digest is not None else None


def rounds_of(raw: Any, limit: int) -> list[RoundSummary]:
    """The latest rounds, newest first."""
    rows = raw.execute(f"SELECT {_ROUND_COLUMNS} FROM round ORDER BY number DESC LIMIT ?", (limit,))
    return [RoundSummary(*row) for row in rows]


class RoundCounts(msgspec.Struct):
    """What a running round did so far; counts of changes, `forgotten` of spaces, bytes of bodies without headers."""

    to_send: int = 0
    sent: int = 0
    received: int = 0
    refused: int = 0
    forgotten: int = 0
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    problem: str | None = None


def store_round(raw: Any, number: int | None, times: tuple[int, int], counts: RoundCounts) -> int:
    """Notes a round that began and ended at these times; with the number of one noted before, what it is by now."""
    row = raw.execute(
        f"INSERT OR REPLACE INTO round ({_ROUND_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, *times, counts.sent, counts.received, counts.refused, counts.forgotten, counts.requests,
         counts.bytes_up, counts.bytes_down, counts.problem),
    )  # fmt: skip
    return int(row.lastrowid)
