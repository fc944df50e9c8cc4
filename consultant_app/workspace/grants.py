"""The spaces that a person has by the server's word."""

from collections.abc import Sequence
from typing import Any

from consultant_app.changes.digest import add_term
from consultant_app.changes.wire import SpaceGrant
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.reseal import rebuild_records
from consultant_app.workspace.schema import SET_ASIDE, UNSENT


def take_grants(raw: Any, grants: Sequence[SpaceGrant]) -> tuple[bool, Touched]:
    """Notes the person's spaces; returns whether one is new here, and what that brought back.

    What was set aside when a space closed waits for the server again once the space is granted again.
    """
    known = {space for (space,) in raw.execute("SELECT id FROM space")}
    fresh = [grant.space for grant in grants if grant.space not in known]
    grant_spaces(raw, grants)
    records = set()
    for space in fresh:
        _reckon(raw, space)
        where = (space, SET_ASIDE)
        records.update(raw.execute("SELECT record FROM change WHERE space = ? AND state = ?", where).fetchall())
        raw.execute("UPDATE change SET state = ? WHERE space = ? AND state = ?", (UNSENT, *where))
    raw.execute(
        "DELETE FROM set_aside WHERE NOT EXISTS (SELECT 1 FROM change c"
        " WHERE c.origin = set_aside.origin AND c.txn = set_aside.txn AND c.state = ?)",
        (SET_ASIDE,),
    )
    return bool(fresh), rebuild_records(raw, [record for (record,) in records])


def _reckon(raw: Any, space: str) -> None:
    """What the server took of this device before the space was known here again counts from the beginning."""
    digest = 0
    for (term,) in raw.execute("SELECT term FROM record WHERE space = ?", (space,)):
        digest = add_term(digest, int.from_bytes(term, "big"))
    raw.execute("UPDATE space SET digest = ? WHERE id = ?", (digest.to_bytes(16, "big"), space))


def grant_spaces(raw: Any, grants: Sequence[SpaceGrant]) -> None:
    raw.executemany(
        "INSERT INTO space (id, kind, owner, may_write, digest) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET may_write = excluded.may_write",
        [(grant.space, grant.kind, grant.owner, grant.may_write, bytes(16)) for grant in grants],
    )
