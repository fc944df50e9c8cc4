"""Searching a workspace, and letting its index follow what was written, beside whoever writes."""

from collections.abc import Callable, Collection
from typing import Final

from consultant_app.changes.change import SpaceId
from consultant_app.workspace.search import Hit, search
from consultant_app.workspace.search_index import backlog, index_backlog
from consultant_app.workspace.workspace import Workspace

STEP: Final = 400
"""Records a step beside a person who types: others wait 80 ms for new records, up to 800 ms for changed texts."""
BULK: Final = 2_000
"""Records a step where nobody waits. Large steps index three times as many records a second as steps of 200."""


def find(
    workspace: Workspace,
    text: str,
    *,
    limit: int,
    types: Collection[str] | None = None,
    spaces: Collection[SpaceId] | None = None,
) -> list[Hit]:
    """The best hits of what the index holds; `waiting_for_index` says how much it has not seen yet."""
    with workspace.database.reading() as connection:
        return search(connection, text, limit=limit, types=types, spaces=spaces)


def waiting_for_index(workspace: Workspace) -> int:
    """How many changed records a search does not know yet in their new form."""
    with workspace.database.reading() as connection:
        return backlog(connection)


def follow_changes(workspace: Workspace, *, is_cancelled: Callable[[], bool] = lambda: False) -> int:
    """Brings the index up to date in large steps; returns how many records it looked at."""
    done = 0
    while not is_cancelled():
        looked_at = index_step(workspace, BULK)
        if not looked_at:
            break
        done += looked_at
    return done


def index_step(workspace: Workspace, limit: int = STEP) -> int:
    """One bounded step of the index, a transaction of its own; returns how many records it looked at, 0 at the end."""
    with workspace.database.writing() as connection:
        return index_backlog(connection, limit)
