"""The log of a workspace: its origins and the changes it holds, as stored.

Works on the driver's connection (`cursor_of`), inside the transaction of the caller; commits nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from consultant_app.changes.change import (
    Change,
    ChangeId,
    OriginId,
    RecordId,
    SpaceId,
    decode_change,
    split_change_id,
)
from consultant_app.changes.heads import decode_heads, field_heads
from consultant_app.changes.wire import OriginNote
from consultant_app.workspace.exchange_papers import OriginPaper
from consultant_app.workspace.schema import ACCEPTED

NAMED: Final = "origin = (SELECT number FROM origin WHERE origin = ?) AND number = ?"
"""The row of a change in the tables of the log, by what `split_change_id` makes of its id."""
CHUNK = 400
"""How many values one `IN (...)` takes: far below SQLite's limit on variables."""


_Place = tuple[OriginId, SpaceId, int | None, int | None]
"""Where a run of changes came to: origin, space, when the server got them, by how much positions exceed numbers."""


class StoredChange(msgspec.Struct, frozen=True):
    """A change with what this replica knows beside it. `received_at` in ms, None until the server has it."""

    change: Change
    received_at: int | None
    accepted: bool = False
    unfetched: bool = False
    """Whether the values that are hollow here lie at the server."""

    @property
    def at(self) -> int:
        """What decides which of several heads is shown: the earlier of device time and receipt time."""
        return self.change.at if self.received_at is None else min(self.change.at, self.received_at)


class Origins:
    """Interned origins. Short numbers stand for them in the tables; unknown ones are added with what is known."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._numbers: dict[OriginId, int] = {}

    def number(self, origin: OriginId) -> int:
        """The origin's number, a new one where it has none yet."""
        found = self._numbers.get(origin) or self._find(origin)
        return found if found is not None else self.add(OriginNote(origin, RecordId(""), "", RecordId(""), "", 0, ""))

    def add(self, note: OriginNote, *, own: bool = False) -> int:
        """Adds the origin, or fills in what was not known of it yet."""
        self._raw.execute(
            "INSERT INTO origin (origin, device, device_name, user, user_name, started_at, version, own)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET device = excluded.device,"
            " device_name = excluded.device_name, user = excluded.user, user_name = excluded.user_name,"
            " started_at = excluded.started_at, version = excluded.version, own = excluded.own WHERE own = 0",
            (note.origin, note.device, note.device_name, note.user, note.user_name, note.started_at, note.version, own),
        )
        number = self._find(note.origin)
        if number is None:
            raise LookupError(note.origin)
        if note.signature:
            self.keep_paper(OriginPaper(note))
        return number

    def keep_paper(self, paper: OriginPaper) -> None:
        """Keeps what proves who stands behind an origin; the device's own word, once here, is not replaced."""
        self._raw.execute(
            "INSERT OR IGNORE INTO origin_paper (origin, paper) VALUES (?, ?)",
            (self.number(paper.note.origin), msgspec.msgpack.encode(paper)),
        )

    def _find(self, origin: OriginId) -> int | None:
        row = self._raw.execute("SELECT number FROM origin WHERE origin = ?", (origin,)).fetchone()
        if row is None:
            return None
        self._numbers[origin] = row[0]
        return int(row[0])


def chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def marks(count: int) -> str:
    return ",".join("?" * count)


def load_change(raw: Any, change: ChangeId) -> StoredChange | None:
    row = raw.execute(
        f"SELECT body, received_at, state, unfetched FROM change WHERE {NAMED}", split_change_id(change)
    ).fetchone()
    return None if row is None else _stored(row)


def is_set_by(raw: Any, record: RecordId, field: str, change: ChangeId) -> bool:
    stored = load_change(raw, change)
    return stored is not None and stored.change.record == record and field in stored.change.field_names


def changes_of(raw: Any, record: RecordId) -> list[StoredChange]:
    """All changes of a record that are here, in no particular order."""
    rows = raw.execute("SELECT body, received_at, state, unfetched FROM change WHERE record = ?", (record,))
    return [_stored(row) for row in rows]


def _stored(row: tuple[bytes, int | None, int, int]) -> StoredChange:
    body, received_at, state, unfetched = row
    return StoredChange(decode_change(body), received_at, state == ACCEPTED, bool(unfetched))


def next_number(raw: Any, origin_number: int) -> int:
    row = raw.execute("SELECT coalesce(max(number), 0) + 1 FROM change WHERE origin = ?", (origin_number,)).fetchone()
    return int(row[0])


class Arrival(msgspec.Struct, frozen=True):
    """A change on its way into the log. `position` and `received_at` are the server's; None for what it has not got."""

    change: Change
    body: bytes
    space: SpaceId
    received_at: int | None = None
    position: int | None = None


def stored_states(raw: Any, origins: Origins, arrivals: Mapping[ChangeId, Arrival]) -> dict[ChangeId, int]:
    """Which of these changes are here already, and in which state of the schema's."""
    wanted: dict[OriginId, dict[int, ChangeId]] = {}
    for named, arrival in arrivals.items():
        wanted.setdefault(arrival.change.origin, {})[arrival.change.number] = named
    states: dict[ChangeId, int] = {}
    for origin, names in wanted.items():
        rows = raw.execute(
            "SELECT number, state FROM change WHERE origin = ? AND number BETWEEN ? AND ?",
            (origins.number(origin), min(names), max(names)),
        )
        states.update((names[number], state) for number, state in rows if number in names)
    return states


def insert_changes(raw: Any, origins: Origins, arrivals: Iterable[Arrival], *, state: int) -> None:
    raw.executemany(
        "INSERT INTO change (origin, number, record, space, txn, state, received_at, position, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (origins.number(change.origin), change.number, change.record, a.space, change.transaction, state,
             a.received_at, a.position, a.body)
            for a in arrivals
            for change in (a.change,)
        ],
    )  # fmt: skip


def mark_accepted(raw: Any, origins: Origins, arrivals: Iterable[Arrival]) -> None:
    """The server has these: they get its position and time, where they had none."""
    raw.executemany(
        "UPDATE change SET state = ?, received_at = coalesce(received_at, ?),"
        " position = coalesce(number + ?, position), space = ? WHERE origin = ? AND number BETWEEN ? AND ?",
        [
            (ACCEPTED, received_at, ahead, space, origins.number(origin), numbers[0], numbers[-1])
            for (origin, space, received_at, ahead), numbers in _runs(arrivals)
        ],
    )


def _runs(arrivals: Iterable[Arrival]) -> Iterator[tuple[_Place, Sequence[int]]]:
    """Changes with consecutive numbers that came to the server together, and so to consecutive positions."""
    open_at: _Place | None = None
    numbers: list[int] = []
    for a in arrivals:
        change = a.change
        ahead = None if a.position is None else a.position - change.number
        place = (change.origin, a.space, a.received_at, ahead)
        if open_at is not None and (place != open_at or change.number != numbers[-1] + 1):
            yield open_at, numbers
            numbers = []
        open_at = place
        numbers.append(change.number)
    if open_at is not None:
        yield open_at, numbers


def mark_unfetched(raw: Any, origins: Origins, changes: Iterable[Change]) -> None:
    """What is hollow in these lies at the server, as far as anybody knows."""
    raw.executemany(
        "UPDATE change SET unfetched = 1 WHERE origin = ? AND number = ?",
        [(origins.number(change.origin), change.number) for change in changes],
    )


def note_positions(
    raw: Any, positions: Mapping[ChangeId, tuple[int, SpaceId]], *, placed: Collection[ChangeId]
) -> None:
    """What the log told without contents has its place all the same; `placed` have got theirs."""
    rest = [(position, *split_change_id(id_)) for id_, (position, _) in positions.items() if id_ not in placed]
    raw.executemany(f"UPDATE change SET position = ? WHERE position IS NULL AND {NAMED}", rest)


def heads_by_field(raw: Any, heads: bytes) -> dict[str, list[ChangeId]]:
    """The heads of every field, from how a record's row stores them."""

    def fields_of(change: ChangeId) -> Sequence[str]:
        stored = load_change(raw, change)
        return [] if stored is None else stored.change.field_names

    return field_heads(decode_heads(heads), fields_of)
