"""A round: sends what is new here, takes in what is new there, until nothing is new on either side.

A cut at any byte costs at most one batch again: every answer is kept in one transaction with its cursors. Runs on a
worker thread; holds no transaction while it waits for the network.
"""

from collections.abc import Callable
from dataclasses import dataclass

from consultant_app.changes.change import SpaceId
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import MAX_BATCH_BYTES, Cursor, SyncAnswer, SyncAsk
from consultant_app.errors import ProductError, RuleError
from consultant_app.sync.transport import Transport
from consultant_app.version import VERSION
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import Workspace

SYNC_PATH = "/v1/sync"
MAX_STALLED_REQUESTS = 3
"""Requests in a row that moved nothing although something is left; more would be a busy loop."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is; `to_send` is what waited when it began."""

    sent: int
    to_send: int
    received: int


def run_rounds(
    workspace: Workspace,
    transport: Transport,
    *,
    on_progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> RoundCounts:
    """Rounds until nothing is new. Raises what the transport raises; what was taken in until then stays.

    Raises RuleError("not_joined") for a workspace without a server. After a cancellation it returns what was done.
    """
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    workspace.seal_drafts()
    counts = RoundCounts(to_send=workspace.status().unsent)
    number = workspace.begin_round()
    try:
        _exchange(workspace, transport, counts, on_progress=on_progress, is_cancelled=is_cancelled)
    except ProductError as error:
        counts.problem = error.code
        raise
    finally:
        traffic = transport.traffic
        counts.requests, counts.bytes_up, counts.bytes_down = traffic.requests, traffic.bytes_up, traffic.bytes_down
        workspace.end_round(number, counts)
    return counts


def _exchange(
    workspace: Workspace,
    transport: Transport,
    counts: RoundCounts,
    *,
    on_progress: Callable[[Progress], None],
    is_cancelled: Callable[[], bool],
) -> None:
    older: dict[SpaceId, list[Cursor]] = {}
    stalled = 0
    while not is_cancelled():
        batch = workspace.next_batch(MAX_BATCH_BYTES)
        question = SyncAsk(
            protocol=NEWEST,
            version=VERSION,
            cursors=batch.cursors,
            older=older,
            certificates=list(batch.certificates),
            transactions=[list(transaction.bodies) for transaction in batch.transactions],
            moves=list(batch.moves),
        )
        taken = workspace.take_in(batch, transport.ask(SYNC_PATH, question, SyncAnswer))
        counts.sent += taken.sent
        counts.received += taken.received
        counts.refused += taken.refused
        counts.forgotten += taken.forgotten
        on_progress(Progress(counts.sent, counts.to_send, counts.received))
        older = {space: workspace.older_cursors(space) for space in taken.rewound}
        moved = taken.sent + taken.received + taken.refused > 0
        if not (taken.more or taken.rewound or taken.new_spaces or workspace.has_unsent()):
            return
        stalled = 0 if moved else stalled + 1
        if stalled > MAX_STALLED_REQUESTS:
            raise RuleError("round_stands_still")
