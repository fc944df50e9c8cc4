"""Whether what waits would delete much of a space: a slip, or a bug, that people are asked about before it spreads."""

from dataclasses import dataclass
from typing import Any, Final

from consultant_app.changes.change import SpaceId
from consultant_app.changes.deletions import is_much
from consultant_app.workspace.schema import UNSENT

_HEAD_BYTES: Final = 96
"""In which the kind of a change stands, whatever its numbers are."""
_DELETE: Final = b"\xa6delete"
"""How a change's body says that it deletes."""


@dataclass(frozen=True, slots=True)
class LargeDeletion:
    """How many of a space's records would go."""

    space: SpaceId
    count: int
    records: int


def find_large_deletion(raw: Any) -> LargeDeletion | None:
    """The largest of what waits for the server, where it is more than a tenth of its space."""
    rows = raw.execute(
        "SELECT r.space, count(*) FROM record AS r INDEXED BY record_waiting"
        " WHERE r.accepted IS NOT NULL AND r.accepted <> x'' AND r.present = 0"
        " AND EXISTS (SELECT 1 FROM change AS c"
        f" WHERE c.record = r.id AND c.state = {UNSENT} AND instr(substr(c.body, 1, {_HEAD_BYTES}), ?) > 0)"
        " GROUP BY r.space ORDER BY 2 DESC",
        (_DELETE,),
    ).fetchall()
    for space, count in rows:
        (present,) = raw.execute("SELECT count(*) FROM record WHERE space = ? AND present = 1", (space,)).fetchone()
        if is_much(count, of=present + count):
            return LargeDeletion(SpaceId(space), count, present + count)
    return None
