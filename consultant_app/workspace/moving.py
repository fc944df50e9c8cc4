"""Putting a root into another space while no other replica can have seen it: nobody learns that it stood elsewhere."""

from typing import Any

from msgspec.structs import replace

from consultant_app.changes.change import Change, RecordId, SpaceId
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.reseal import rebuild_records, rewrite_unsent
from consultant_app.workspace.schema import UNSENT


def is_only_here(raw: Any, root: RecordId) -> bool:
    """Whether no change of the root or its parts can have left this device.

    A round that began after a change was made may have brought it to the server, even if its answer never came; an
    exchange file that was written since, to anybody.
    """
    state, oldest = raw.execute(
        "SELECT max(c.state <> ?), min(o.started_at) FROM change c JOIN record r ON r.id = c.record"
        " JOIN origin o ON o.number = c.origin WHERE r.root = ?",
        (UNSENT, root),
    ).fetchone()
    if state or oldest is None:
        return False
    row = raw.execute(
        "SELECT 1 FROM round WHERE started_at >= ? UNION SELECT 1 FROM meta WHERE name = 'written_at' AND value >= ?",
        (oldest, oldest),
    ).fetchone()
    return row is None


def note_written(raw: Any, at: int) -> None:
    """An exchange file is about to be written: whoever reads it has what is here."""
    raw.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('written_at', ?)", (at,))


def move_unseen(raw: Any, root: RecordId, space: SpaceId) -> Touched:
    """Moves a root that `is_only_here` with its parts: its changes say the new space from the first one on."""
    records = {row[0] for row in raw.execute("SELECT id FROM record WHERE root = ?", (root,)).fetchall()}

    def moved(change: Change) -> Change:
        return replace(change, space=space) if change.record in records else change

    rewrite_unsent(raw, moved)
    raw.execute("UPDATE record SET space = ? WHERE root = ?", (space, root))
    return rebuild_records(raw, records)
