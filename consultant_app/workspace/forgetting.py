"""Forgetting: what a person may no longer see leaves this device with rows, history, drafts and index."""

from sqlalchemy import Connection

from consultant_app.changes.change import RecordId, SpaceId
from consultant_app.domain.record import record_types
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.schema import SET_ASIDE, UNSENT
from consultant_app.workspace.search_index import drop_records


def forget_space(connection: Connection, space: SpaceId) -> Touched:
    """Drops everything of a space. What was written here and never reached the server is set aside, not dropped."""
    raw = cursor_of(connection)
    rows = raw.execute("SELECT id, type FROM record WHERE space = ?", (space,)).fetchall()
    for record, type_name in rows:
        if type_name in record_types():
            raw.execute(f"DELETE FROM {type_name} WHERE id = ?", (record,))
    drop_records(connection, [RecordId(record) for record, _ in rows])
    # Its drafts were sealed just before; what somebody types from here on has no record any more.
    raw.execute("DELETE FROM draft WHERE record IN (SELECT id FROM record WHERE space = ?)", (space,))
    raw.execute(
        "INSERT OR REPLACE INTO set_aside (origin, txn, reason, at)"
        " SELECT DISTINCT origin, txn, 'not_a_member', 0 FROM change WHERE space = ? AND state = ?",
        (space, UNSENT),
    )
    raw.execute("UPDATE change SET state = ? WHERE space = ? AND state = ?", (SET_ASIDE, space, UNSENT))
    raw.execute("DELETE FROM change WHERE space = ? AND state <> ?", (space, SET_ASIDE))
    for table in ("record", "older_cursor"):
        raw.execute(f"DELETE FROM {table} WHERE space = ?", (space,))
    raw.execute("DELETE FROM space WHERE id = ?", (space,))
    return Touched({RecordId(record): type_name for record, type_name in rows})
