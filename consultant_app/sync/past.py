"""Fetching values that stayed at the server in a first sync."""

from collections.abc import Callable, Sequence

from consultant_app.changes.change import ChangeId
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import SyncAnswer, SyncAsk
from consultant_app.version import program_version
from consultant_app.workspace.exchange import Exchange
from consultant_app.workspace.past import MOST_ASKED

Ask = Callable[[SyncAsk], SyncAnswer]


def fetch_past(exchange: Exchange, ask: Ask, lacking: Callable[[], Sequence[ChangeId]]) -> None:
    """Asks until nothing of it lies at the server only. One of an older version knows of no such question and gives
    nothing: the values stay where they are then.
    """
    while wanted := lacking()[:MOST_ASKED]:
        answer = ask(SyncAsk(NEWEST, program_version(), past=list(wanted)))
        if not answer.past:
            return
        exchange.fill_past(wanted, answer.past)
