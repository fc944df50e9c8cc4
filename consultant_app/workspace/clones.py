"""What lets the server tell two copies of this workspace from one: the stamp of the last push, and its word on that."""

from typing import Any


def stamp_of(raw: Any) -> bytes:
    """To show with the next push; empty before the first."""
    row = raw.execute("SELECT value FROM meta WHERE name = 'stamp'").fetchone()
    return row[0] if row is not None else b""


def keep_stamp(raw: Any, shown: bytes | None, given: bytes) -> None:
    """Another program on this workspace may have gone on meanwhile: its stamp leads on then, and this one nowhere."""
    if given and stamp_of(raw) == shown:
        raw.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('stamp', ?)", (given,))


def carry_stamp(here: Any, then: Any) -> None:
    """Another state of this very workspace, which takes its place, is no copy of it."""
    then.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('stamp', ?)", (stamp_of(here),))


def is_cloned(raw: Any) -> bool:
    return raw.execute("SELECT 1 FROM meta WHERE name = 'cloned'").fetchone() is not None


def note_cloned(raw: Any, *, cloned: bool) -> None:
    if cloned != is_cloned(raw):
        statement = (
            "INSERT INTO meta (name, value) VALUES ('cloned', 1)"
            if cloned
            else "DELETE FROM meta WHERE name = 'cloned'"
        )
        raw.execute(statement)
