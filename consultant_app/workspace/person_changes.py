"""What one person changed within a span of time, for taking it back.

The clock that counts is the server's: whoever wants to harm sets the own one as he likes, and a backdated change would
lie before every span in which anybody looks for it. Device time counts only for what no server has confirmed yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from consultant_app.changes.change import ChangeId, OriginId, RecordId, change_id
from consultant_app.workspace.log import StoredChange, changes_of


@dataclass(frozen=True, slots=True)
class Span:
    """The changes of a person from one instant to before another, in ms UTC; without `until` up to the newest."""

    person: RecordId
    since: int
    until: int | None = None

    def holds(self, at: int) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose changes are here."""

    id: RecordId
    name: str


def came_at(stored: StoredChange) -> int:
    return stored.change.at if stored.received_at is None else stored.received_at


def people_named(raw: Any, named: str) -> list[Person]:
    """Those whose changes are here and who have this id, or this name, whatever its case."""
    rows = raw.execute(
        "SELECT o.user, o.user_name, user.name FROM origin o LEFT JOIN user ON user.id = o.user"
        " WHERE o.user <> '' ORDER BY o.number"
    ).fetchall()
    wanted = named.strip().casefold()
    found = {
        user: Person(RecordId(user), present or name)
        for user, name, present in rows
        if wanted in {user, name.casefold(), (present or "").casefold()}
    }
    return sorted(found.values(), key=lambda one: (one.name, one.id))


def origins_of(raw: Any, person: RecordId) -> frozenset[OriginId]:
    return frozenset(OriginId(one) for (one,) in raw.execute("SELECT origin FROM origin WHERE user = ?", (person,)))


def records_changed(raw: Any, span: Span) -> list[RecordId]:
    """The records with a change in the span, and some whose change turns out to lie outside by its device time."""
    rows = raw.execute(
        "SELECT DISTINCT c.record FROM origin o JOIN change c ON c.origin = o.number WHERE o.user = ?"
        " AND (c.received_at IS NULL OR (c.received_at >= ? AND (? IS NULL OR c.received_at < ?))) ORDER BY c.record",
        (span.person, span.since, span.until, span.until),
    )
    return [RecordId(record) for (record,) in rows.fetchall()]


def user_names(raw: Any, origins: Iterable[OriginId]) -> tuple[str, ...]:
    """Who stands behind these origins, each named once; "" for whom nobody here knows."""
    found = set()
    for origin in set(origins):
        row = raw.execute("SELECT user_name FROM origin WHERE origin = ?", (origin,)).fetchone()
        found.add(str(row[0]) if row is not None else "")
    return tuple(sorted(found))


def _first_change(raw: Any, record: RecordId) -> ChangeId | None:
    """By its place in the log, whatever the server's clock did; that of another space says nothing beside it. What no
    server knows has only device time.
    """
    spaces = raw.execute(
        "SELECT count(DISTINCT space) FROM change WHERE record = ? AND state = 1", (record,)
    ).fetchone()
    order = "c.position" if spaces[0] == 1 else "c.received_at, c.position"
    row = raw.execute(
        "SELECT o.origin, c.number FROM change c JOIN origin o ON o.number = c.origin"
        f" WHERE c.record = ? AND c.position IS NOT NULL ORDER BY {order} LIMIT 1",
        (record,),
    ).fetchone()
    if row is not None:
        return change_id(*row)
    first = min(changes_of(raw, record), key=lambda one: (one.at, one.change.number), default=None)
    return first.change.id if first is not None else None


class RecordPast:
    """All changes of one record that are here, and which of them are a person's in a span."""

    def __init__(self, raw: Any, record: RecordId, *, span: Span, origins: frozenset[OriginId]) -> None:
        self._first = _first_change(raw, record)
        self.known = {one.change.id: one for one in changes_of(raw, record)}
        self.theirs = frozenset(
            id_ for id_, one in self.known.items() if one.change.origin in origins and span.holds(came_at(one))
        )

    def without_theirs(self, field: str, heads: Iterable[ChangeId]) -> list[ChangeId]:
        """What the field would stand on had they not written: also ids of changes that are not here."""
        found: set[ChangeId] = set()
        met: set[ChangeId] = set()
        waiting = list(heads)
        while waiting:
            id_ = waiting.pop()
            if id_ in self.theirs and id_ not in met:
                waiting += self._replaced(id_, field)
            elif id_ not in self.theirs:
                found.add(id_)
            met.add(id_)
        return sorted(found - self._before(found, field))

    def seen_through_theirs(self, seen: Iterable[ChangeId], fields: Iterable[str]) -> set[ChangeId]:
        """Who saw a change of theirs saw what that had replaced."""
        names = list(fields)
        found: set[ChangeId] = set()
        waiting = list(seen)
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found.add(id_)
                waiting += [one for name in names for one in self._replaced(id_, name)] if id_ in self.theirs else []
        return found

    def newest_of_theirs(self, field: str) -> set[ChangeId]:
        """Their changes of a field on which none of theirs follows."""
        set_there = {id_ for id_ in self.theirs if field in self.known[id_].change.field_names}
        return set_there - {one for id_ in set_there for one in self._replaced(id_, field)}

    def is_begun_by_them(self) -> bool:
        """Whether the record's first change is theirs, in the order in which the server got to know them."""
        return self._first in self.theirs

    def others(self) -> list[StoredChange]:
        """What somebody wrote beside theirs; what a program wrote by itself is nobody's word."""
        return [one for id_, one in self.known.items() if id_ not in self.theirs and not one.change.automatic]

    def replaced(self, change: ChangeId, field: str) -> tuple[ChangeId, ...]:
        return tuple(self._replaced(change, field))

    def _replaced(self, change: ChangeId, field: str) -> Iterable[ChangeId]:
        stored = self.known.get(change)
        return stored.change.replaces.get(field, ()) if stored is not None else ()

    def _before(self, changes: Iterable[ChangeId], field: str) -> set[ChangeId]:
        """Everything that these replaced, and what that had replaced."""
        found: set[ChangeId] = set()
        waiting = [one for id_ in changes for one in self._replaced(id_, field)]
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found.add(id_)
                waiting += self._replaced(id_, field)
        return found
