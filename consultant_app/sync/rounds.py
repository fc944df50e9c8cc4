"""A round: sends what is new here, takes in what is new there, until nothing is new on either side.

A cut at any byte costs at most one batch again: every answer is kept in one transaction with its cursors. Runs on a
worker thread; holds no transaction while it waits for the network.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from consultant_app.changes.change import SpaceId
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import MAX_BATCH_BYTES, Cursor, Refusal, SyncAnswer, SyncAsk
from consultant_app.errors import ProductError, RuleError
from consultant_app.sync.ahead import RequestAhead
from consultant_app.sync.past import fetch_past
from consultant_app.sync.transport import Transport
from consultant_app.version import program_version
from consultant_app.workspace.exchange import Exchange
from consultant_app.workspace.outbox import Batch
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import Workspace

SYNC_PATH = "/v1/sync"
MAX_TRIES = 3
"""Of one transaction that the server stumbles over, before the others go on without it."""
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
    confirm_deletions: bool = False,
) -> RoundCounts:
    """Rounds until nothing is new. Raises what the transport raises; what was taken in until then stays.

    Raises RuleError("not_joined") for a workspace without a server, and RuleError("deletions_unconfirmed") before it
    would delete much of a space, unless a person has said so. After a cancellation it returns what was done.
    """
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    exchange = Exchange(workspace, may_delete=confirm_deletions)
    counts = exchange.begin()
    line = _CountedLine(transport, counts)
    try:
        exchange.check_deletions(counts)
        _run(exchange, line, counts, on_progress=on_progress, is_cancelled=is_cancelled)
    except ProductError as error:
        counts.problem = error.code
        if error.code in _TURNED_AWAY and exchange.is_revoked(str(error.facts.get("proof", ""))):
            exchange.forget_everything(counts)
        raise
    finally:
        exchange.end(counts)
    return counts


class _CountedLine:
    """A line whose traffic goes into the counts of this round, whatever it carried before."""

    def __init__(self, transport: Transport, counts: RoundCounts) -> None:
        self._transport = transport
        self._before = replace(transport.traffic)
        self._counts = counts

    def ask(self, question: SyncAsk) -> SyncAnswer:
        try:
            return self._transport.ask(SYNC_PATH, question, SyncAnswer)
        finally:
            now, before, counts = self._transport.traffic, self._before, self._counts
            counts.requests = now.requests - before.requests
            counts.bytes_up = now.bytes_up - before.bytes_up
            counts.bytes_down = now.bytes_down - before.bytes_down


def _run(
    exchange: Exchange,
    line: _CountedLine,
    counts: RoundCounts,
    *,
    on_progress: Callable[[Progress], None],
    is_cancelled: Callable[[], bool],
) -> None:
    older: dict[SpaceId, list[Cursor]] = {}
    stalled, refused = 0, counts.refused
    with RequestAhead(lambda batch: line.ask(_question(exchange, batch, older={}))) as ahead:
        while not is_cancelled():
            batch, answer = ahead.take() or _ask(exchange, line, counts, older=older)
            following = exchange.following_batch(batch, answer, MAX_BATCH_BYTES)
            if following is not None:
                ahead.send(following)
            taken = exchange.take_in(batch, answer, offered=older, counts=counts)
            on_progress(Progress(counts.sent, counts.to_send, counts.received))
            if following is not None:
                exchange.read_ahead(following, MAX_BATCH_BYTES)
            older = {space: exchange.older_cursors(space) for space in taken.rewound}
            is_left = taken.more or taken.rewound or taken.new_spaces or exchange.has_unsent()
            if not is_left and not exchange.fetch_anew_where_digests_differ() and not exchange.offer_missing():
                fetch_past(exchange, line.ask, exchange.past_in_question)
                return
            # What the server stumbled over is set aside, and the rest goes on without it.
            is_further = taken.moved or counts.refused > refused
            stalled, refused = 0 if is_further else stalled + 1, counts.refused
            if stalled > MAX_STALLED_REQUESTS:
                raise RuleError("round_stands_still")


_TURNED_AWAY = {"device_revoked", "organisation_left"}
_NOT_PASSED = {"server_trouble": Refusal.TROUBLE, "message_too_large": Refusal.TOO_LARGE}
"""What the server says of a whole request, where one transaction of it may be to blame."""


def _ask(
    exchange: Exchange, line: _CountedLine, counts: RoundCounts, *, older: dict[SpaceId, list[Cursor]]
) -> tuple[Batch, SyncAnswer]:
    """The next batch and the answer to it. One that the server stumbles over is halved until a single transaction is
    left; that one is set aside, unless the server stumbles without it as well.
    """
    batch = exchange.next_batch(MAX_BATCH_BYTES)
    tries = 0
    while True:
        try:
            return batch, line.ask(_question(exchange, batch, older=older))
        except ProductError as error:
            reason = _NOT_PASSED.get(error.code)
            if reason is None or not batch.transactions:
                raise
            # Trying again makes nothing smaller.
            tries = MAX_TRIES - 1 if reason is Refusal.TOO_LARGE else tries
        tries += 1
        if len(batch.transactions) > 1:
            batch, tries = exchange.next_batch(MAX_BATCH_BYTES, most=len(batch.transactions) // 2), 0
        elif tries == MAX_TRIES:
            nothing = exchange.next_batch(MAX_BATCH_BYTES, most=0)
            answer = line.ask(_question(exchange, nothing, older=older))
            exchange.set_aside(batch.transactions[0].id, counts, reason=reason)
            return nothing, answer


def _question(exchange: Exchange, batch: Batch, *, older: dict[SpaceId, list[Cursor]]) -> SyncAsk:
    return SyncAsk(
        protocol=NEWEST,
        version=program_version(),
        cursors=batch.cursors,
        older=older,
        certificates=list(batch.certificates),
        transactions=[list(transaction.bodies) for transaction in batch.transactions],
        moves=list(batch.moves),
        vouchers=batch.vouchers,
        # A server that does not recognise a cursor has been restored, and has forgotten orders as well.
        erasures=exchange.orders_of_erasure() if older else [],
        testimonies=list(batch.testimonies),
        notes=list(batch.notes),
        limit_bytes=MAX_BATCH_BYTES,
        first=list(batch.first),
        confirm_deletions=exchange.may_delete,
        stamp=batch.stamp,
    )
