"""Rounds with the server this workspace is enrolled at."""

from collections.abc import Callable, Mapping

from consultant_app.actions.companies.handing_over import take_back_refused
from consultant_app.actions.documents.editions import complete_signed
from consultant_app.changes.change import SpaceId
from consultant_app.errors import RuleError
from consultant_app.sync.attachments import FileCounts, carry_files
from consultant_app.sync.rounds import Progress, run_rounds
from consultant_app.sync.transport import HTTPTransport
from consultant_app.sync.watching import Watch
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.outbox import cursors
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import Workspace

Positions = Mapping[SpaceId, int]
"""How far each space's log was read."""


def sync(
    workspace: Workspace,
    *,
    on_progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    confirm_deletions: bool = False,
) -> RoundCounts:
    """Rounds until nothing is new on either side. Raises as `run_rounds` does.

    What was written in the hope of a hand-over that the server refused is set back, papers that have their last
    signature now are completed, and that goes up at once.
    """
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    transport = HTTPTransport(workspace.identity.server_url, workspace.identity.token)
    try:
        counts = run_rounds(
            workspace, transport, on_progress=on_progress, is_cancelled=is_cancelled,
            confirm_deletions=confirm_deletions,
        )  # fmt: skip
        if take_back_refused(workspace) | complete_signed(workspace):
            run_rounds(workspace, transport, is_cancelled=is_cancelled, confirm_deletions=confirm_deletions)
        return counts
    finally:
        transport.close()


def carry(
    workspace: Workspace,
    *,
    on_progress: Callable[[FileCounts], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> FileCounts:
    """Carries the files of attachments both ways. Raises as `sync`; rounds may run beside it.

    A signature whose picture came completes its paper; that goes up with the next round.
    """
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    transport = HTTPTransport(workspace.identity.server_url, workspace.identity.token)
    try:
        counts = carry_files(workspace, transport, on_progress=on_progress, is_cancelled=is_cancelled)
        complete_signed(workspace)
        return counts
    finally:
        transport.close()


def wait_for_news(
    workspace: Workspace, *, told_at: Positions | None, when_cancelled: Callable[[Callable[[], None]], None]
) -> Positions | None:
    """Waits at the server until a space stands elsewhere than here; returns where this workspace stood until then.

    `told_at` is where it stood when it was last told: a round that led nowhere since would be told the same again at
    once, and for ever. Then, and when it was cancelled, the answer is None. `when_cancelled` is handed the way to end
    the wait, for any thread. Raises what a round raises; holds no transaction.
    """
    with workspace.database.reading() as connection:
        positions = {space: cursor.position for space, cursor in cursors(cursor_of(connection)).items()}
    if positions == told_at:
        return None
    watch = Watch(workspace.identity.server_url, workspace.identity.token)
    when_cancelled(watch.stop)
    return positions if watch.wait(positions) else None
