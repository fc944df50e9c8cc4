"""Rounds with the server this workspace is enrolled at."""

from collections.abc import Callable

from consultant_app.errors import RuleError
from consultant_app.sync.rounds import Progress, run_rounds
from consultant_app.sync.transport import HTTPTransport
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.set_aside import send_again
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import Workspace


def sync(
    workspace: Workspace,
    *,
    on_progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> RoundCounts:
    """Rounds until nothing is new on either side. Raises RuleError("not_joined"), and what the line raises."""
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    transport = HTTPTransport(workspace.identity.server_url, workspace.identity.token)
    try:
        return run_rounds(workspace, transport, on_progress=on_progress, is_cancelled=is_cancelled)
    finally:
        transport.close()


def wait_again(workspace: Workspace) -> int:
    """What the server did not take waits for it once more; returns how many changes that is."""
    with workspace.database.writing() as connection:
        return send_again(cursor_of(connection))
