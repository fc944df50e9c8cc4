"""Values that stayed at the server in the first sync of a space: which they are, and taking them in afterwards.

Such a change is marked `unfetched`. What a record shows never stands on one: until all it stands on is here, the record
is not shown.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec.structs import replace

from consultant_app.changes.change import (
    Change,
    ChangeId,
    RecordId,
    change_id,
    decode_change,
    encode_change,
    split_change_id,
)
from consultant_app.changes.erasure import join_copies
from consultant_app.changes.past import is_fuller
from consultant_app.changes.soundness import read_sound
from consultant_app.errors import TroubleError
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.erasures import as_ordered
from consultant_app.workspace.log import NAMED, Arrival, chunks, marks
from consultant_app.workspace.reseal import rebuild_records

MOST_ASKED: Final = 500
"""Changes of one request."""


def unfetched_of(raw: Any, records: Iterable[RecordId]) -> list[ChangeId]:
    """The changes of these records whose values lie at the server."""
    found: list[ChangeId] = []
    for chunk in chunks(list(records)):
        where = f"c.unfetched = 1 AND c.record IN ({marks(len(chunk))})"
        found += _named(raw.execute(f"{_UNFETCHED} WHERE {where}", tuple(chunk)))
    return found


def unfetched_in_question(raw: Any) -> list[ChangeId]:
    """Those of records that wait for a decision: from what its texts have in common follows whether they combine."""
    return _named(
        raw.execute(f"{_UNFETCHED} JOIN record r ON r.id = c.record WHERE c.unfetched = 1 AND r.contested <> ''")
    )


def whole_where_here(raw: Any, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """In place of each change that comes without a value that is here: the one that is here."""
    return [_whole(raw, one) if one.change.hollow else one for one in arrivals]


def fill(raw: Any, asked: Sequence[ChangeId], bodies: Sequence[bytes]) -> Touched:
    """Takes in what the server gave of the past; what it does not give is not asked for again.

    Raises TroubleError("answer_damaged") for what is not the very change, with more of its values.
    """
    records: set[RecordId] = set()
    for named, body in zip(asked, bodies, strict=False):
        row = raw.execute(f"SELECT body, unfetched FROM change WHERE {NAMED}", split_change_id(named)).fetchone()
        if row is None or not row[1]:
            continue
        here = decode_change(row[0])
        if body and here.hollow:
            full = read_sound(body)
            # An order of erasure may have come to the server since, and a restored one may not know it yet.
            joined = None if full is None else join_copies(here, full)
            if joined is None:
                raise TroubleError("answer_damaged")
            told = Arrival(joined, body if joined == full else encode_change(joined), joined.space)
            ordered = as_ordered(raw, [told], [])[0]
            raw.execute(f"UPDATE change SET body = ? WHERE {NAMED}", (ordered.body, *split_change_id(named)))
        raw.execute(f"UPDATE change SET unfetched = 0 WHERE {NAMED}", split_change_id(named))
        records.add(here.record)
    return rebuild_records(raw, records)


def _whole(raw: Any, arrival: Arrival) -> Arrival:
    where = split_change_id(arrival.change.id)
    row = raw.execute(f"SELECT body FROM change WHERE {NAMED}", where).fetchone()
    here: Change | None = decode_change(row[0]) if row is not None else None
    return replace(arrival, change=here, body=row[0]) if here and is_fuller(here, arrival.change) else arrival


def _named(rows: Iterable[tuple[str, int]]) -> list[ChangeId]:
    return [change_id(origin, number) for origin, number in rows]


_UNFETCHED: Final = "SELECT o.origin, c.number FROM change c JOIN origin o ON o.number = c.origin"
