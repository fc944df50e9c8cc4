"""What an order of erasure left of changes that a restored server lost.

The server's word is for what it told then, with the erased values in it, and the author may be gone: nobody could bring
such a change back. So whoever holds it seals what is left of it anew; where nothing is left, it goes.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from consultant_app.changes.change import Change, ChangeId, change_id, decode_change, encode_change, split_change_id
from consultant_app.changes.wire import OriginNote
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.ids_used_twice import said_by
from consultant_app.workspace.log import NAMED, Arrival, Origins, changes_of, insert_changes
from consultant_app.workspace.reseal import rebuild_records, rename
from consultant_app.workspace.schema import MISSING, UNSENT


def seal_remains(raw: Any, *, fresh_origin: Callable[[], OriginNote]) -> tuple[Touched, dict[ChangeId, ChangeId]]:
    """Returns the new ids as well, by the old ones. A colleague may have done the same before: then hers stands."""
    rows = raw.execute(
        f"SELECT body FROM change WHERE state <> 1 AND state = {MISSING}"
        " AND origin IN (SELECT number FROM origin WHERE NOT own) ORDER BY origin, number"
    ).fetchall()
    broken = [change for (body,) in rows if (change := decode_change(body)).erased and not change.hollow]
    names: dict[ChangeId, ChangeId] = {}
    left: list[Change] = []
    for change in broken:
        rest = _without_erased(change)
        others = (one.change for one in changes_of(raw, change.record) if one.change.id != change.id)
        again = next((one.id for one in others if said_by(one) == said_by(rest)), None)
        if again is not None:
            names[change.id] = again
        elif rest.fields:
            left.append(rest)
        raw.execute(f"DELETE FROM change WHERE {NAMED}", split_change_id(change.id))
    if left:
        names |= _seal(raw, left, fresh_origin())
    return rebuild_records(raw, {change.record for change in broken} | rename(raw, names)), names


def _without_erased(change: Change) -> Change:
    replaces = {field: ids for field, ids in change.replaces.items() if field in change.fields}
    return replace(change, erased=[], replaces=replaces)


def _seal(raw: Any, changes: list[Change], fresh: OriginNote) -> dict[ChangeId, ChangeId]:
    origins = Origins(raw)
    origins.add(fresh, own=True)
    sealed = [
        replace(change, origin=fresh.origin, number=number, transaction=1, size=len(changes))
        for number, change in enumerate(changes, start=1)
    ]
    insert_changes(raw, origins, [Arrival(one, encode_change(one), one.space) for one in sealed], state=UNSENT)
    return {old.id: change_id(fresh.origin, new.number) for old, new in zip(changes, sealed, strict=True)}
