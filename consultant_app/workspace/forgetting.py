"""Forgetting: what a person may no longer see leaves this device with rows, history, drafts and index."""

from typing import Any

from sqlalchemy import Connection

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.changes.digest import MODULUS
from consultant_app.domain.record import record_types
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.schema import SET_ASIDE, UNSENT
from consultant_app.workspace.search_index import drop_records
from consultant_app.workspace.testimonies import IS_OFFERED, forget_testimonies


def forget_space(connection: Connection, space: SpaceId) -> Touched:
    """Drops everything of a space. What was written here and never reached the server is set aside, not dropped."""
    raw = cursor_of(connection)
    forgotten = _forget(connection, "space = ?", space)
    raw.execute("DELETE FROM older_cursor WHERE space = ?", (space,))
    raw.execute("DELETE FROM departed WHERE space = ?", (space,))
    forget_testimonies(raw, space)
    raw.execute("DELETE FROM space WHERE id = ?", (space,))
    return forgotten


def forget_root(connection: Connection, root: RecordId) -> Touched:
    """Drops a root with its parts, like a space."""
    _take_from_digests(connection, root)
    return _forget(connection, "root = ?", root)


def drop_root(connection: Connection, root: RecordId) -> Touched:
    """Drops a root with its parts where no server knows the workspace: nothing of it is set aside."""
    _take_from_digests(connection, root)
    return _forget(connection, "root = ?", root, sets_aside=False)


def add_to_digest(raw: Any, space: SpaceId, growth: int) -> None:
    row = raw.execute("SELECT digest FROM space WHERE id = ?", (space,)).fetchone()
    if row is not None:
        digest = ((int.from_bytes(row[0], "big") + growth) % MODULUS).to_bytes(16, "big")
        raw.execute("UPDATE space SET digest = ? WHERE id = ?", (digest, space))


def _take_from_digests(connection: Connection, root: RecordId) -> None:
    raw = cursor_of(connection)
    for space, term in raw.execute("SELECT space, term FROM record WHERE root = ?", (root,)).fetchall():
        add_to_digest(raw, space, -int.from_bytes(term, "big"))


def _forget(connection: Connection, which: str, key: str, *, sets_aside: bool = True) -> Touched:
    raw = cursor_of(connection)
    rows = raw.execute(f"SELECT id, type FROM record WHERE {which}", (key,)).fetchall()
    for record, type_name in rows:
        if type_name in record_types():
            raw.execute(f"DELETE FROM {type_name} WHERE id = ?", (record,))
    drop_records(connection, [RecordId(record) for record, _ in rows])
    those = f"record IN (SELECT id FROM record WHERE {which})"
    # Its drafts were sealed just before; what somebody types from here on has no record any more.
    raw.execute(f"DELETE FROM draft WHERE {those}", (key,))
    if sets_aside:
        _set_aside(raw, those, key)
    raw.execute(
        f"DELETE FROM past_value WHERE (origin, number) IN (SELECT origin, number FROM change WHERE {those})", (key,)
    )
    raw.execute(f"DELETE FROM change WHERE {those} AND state <> ?", (key, SET_ASIDE))
    raw.execute(
        f"DELETE FROM move_wish WHERE state <> 'granted' AND root IN (SELECT id FROM record WHERE {which})", (key,)
    )
    raw.execute(f"DELETE FROM record WHERE {which}", (key,))
    return Touched({RecordId(record): type_name for record, type_name in rows})


def _set_aside(raw: Any, those: str, key: str) -> None:
    raw.execute(
        "INSERT OR REPLACE INTO set_aside (origin, txn, reason, at)"
        f" SELECT DISTINCT origin, txn, 'not_a_member', 0 FROM change WHERE {those} AND state = ?"
        f" AND NOT ({IS_OFFERED})",
        (key, UNSENT),
    )
    # Whole transactions: the server takes no half one.
    raw.execute(
        "UPDATE change SET state = ? WHERE state = ? AND (origin, txn) IN (SELECT origin, txn FROM set_aside)",
        (SET_ASIDE, UNSENT),
    )
