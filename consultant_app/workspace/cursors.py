"""Where this laptop stands in each space's log: moving on, going back when the server lost something, starting anew."""

from typing import Any, Final

from consultant_app.changes.change import SpaceId
from consultant_app.changes.wire import Cursor, SpaceNews
from consultant_app.workspace.apply import Touched
from consultant_app.workspace.attachments import unconfirm_files
from consultant_app.workspace.reseal import rebuild_records
from consultant_app.workspace.schema import ACCEPTED, MISSING, UNSENT

_KEPT: Final = 64
"""Older cursors; at doubling distance that is a log of any length."""


def move_cursor(raw: Any, news: SpaceNews) -> None:
    raw.execute(
        "INSERT OR IGNORE INTO older_cursor (space, position, chain)"
        " SELECT id, position, chain FROM space WHERE id = ? AND position > 0",
        (news.space,),
    )
    raw.execute(
        "UPDATE space SET position = ?, chain = ?, caught_up = ?, was_caught_up = max(was_caught_up, ?),"
        " server_digest = ? WHERE id = ?",
        (news.cursor.position, news.cursor.chain, not news.more, not news.more, news.digest or None, news.space),
    )
    _thin(raw, news.space, news.cursor)


def rewind(raw: Any, space: SpaceId, cursor: Cursor) -> Touched:
    """The server lost what came after `cursor`, as far as this laptop can know: its own changes wait again, with the
    certificates of their origins; those of others are missing until their authors send them again.
    """
    lost = "space = ? AND state = ? AND (position IS NULL OR position > ?)"
    where = (space, ACCEPTED, cursor.position)
    records = raw.execute(f"SELECT DISTINCT record FROM change WHERE {lost}", where).fetchall()
    raw.execute(
        f"UPDATE origin SET certified = 0 WHERE own AND number IN (SELECT origin FROM change WHERE {lost})", where
    )
    _fill_again(raw, lost, where)
    raw.execute(
        "UPDATE change SET received_at = NULL, position = NULL,"
        f" state = CASE WHEN origin IN (SELECT number FROM origin WHERE own) THEN ? ELSE ? END WHERE {lost}",
        (UNSENT, MISSING, *where),
    )
    raw.execute(
        "UPDATE space SET position = ?, chain = ?, caught_up = 0, server_digest = NULL WHERE id = ?",
        (cursor.position, cursor.chain, space),
    )
    raw.execute("DELETE FROM older_cursor WHERE space = ? AND position >= ?", (space, cursor.position))
    raw.execute("DELETE FROM departed WHERE space = ? AND position > ?", (space, cursor.position))
    unconfirm_files(raw, space)
    return rebuild_records(raw, [record for (record,) in records])


def _fill_again(raw: Any, lost: str, where: tuple[Any, ...]) -> None:
    """What is offered again goes as it was sealed."""
    those = f"(origin, number) IN (SELECT origin, number FROM change WHERE {lost})"
    raw.execute(
        "UPDATE change SET body = past_value.body FROM past_value"
        f" WHERE past_value.origin = change.origin AND past_value.number = change.number AND {lost}",
        where,
    )
    raw.execute(f"DELETE FROM past_value WHERE {those}", where)


def fetch_anew(raw: Any, space: SpaceId) -> Touched:
    """Offers and asks for everything of a space again; nothing that is here goes."""
    return rewind(raw, space, Cursor())


def disagreeing_spaces(raw: Any) -> list[SpaceId]:
    """Spaces that are caught up and yet have another digest than the server, or lack the entry of a change that the
    server accepted: it lost both in a restore while this laptop's cursor had not reached them.
    """
    rows = raw.execute(
        "SELECT id FROM space WHERE caught_up AND server_digest IS NOT NULL AND server_digest <> digest"
        " UNION SELECT c.space FROM change c WHERE c.state = 1 AND c.position IS NULL"
        " AND c.space IN (SELECT id FROM space) AND c.origin IN (SELECT number FROM origin WHERE own)"
    )
    return [space for (space,) in rows]


def _thin(raw: Any, space: SpaceId, newest: Cursor) -> None:
    """Keeps older cursors at doubling distance from the newest."""
    rows = raw.execute("SELECT position FROM older_cursor WHERE space = ? ORDER BY position DESC", (space,)).fetchall()
    distance, kept = 1, 0
    for (position,) in rows:
        if newest.position - position >= distance and kept < _KEPT:
            distance, kept = (newest.position - position) * 2, kept + 1
        else:
            raw.execute("DELETE FROM older_cursor WHERE space = ? AND position = ?", (space, position))
