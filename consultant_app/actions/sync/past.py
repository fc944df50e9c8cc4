"""Fetching what a history lacks here because it stayed at the server in the first sync."""

from collections.abc import Collection

from consultant_app.changes.change import RecordId
from consultant_app.changes.wire import SyncAnswer, SyncAsk
from consultant_app.errors import RuleError
from consultant_app.sync.past import fetch_past as fetch
from consultant_app.sync.rounds import SYNC_PATH
from consultant_app.sync.transport import HTTPTransport
from consultant_app.workspace.exchange import Exchange
from consultant_app.workspace.workspace import Workspace


def fetch_past(workspace: Workspace, records: Collection[RecordId]) -> None:
    """Raises RuleError("not_joined") without a server, and what a round raises; what came until then stays."""
    if not workspace.identity.joined:
        raise RuleError("not_joined")
    exchange = Exchange(workspace)
    transport = HTTPTransport(workspace.identity.server_url, workspace.identity.token)

    def ask(question: SyncAsk) -> SyncAnswer:
        return transport.ask(SYNC_PATH, question, SyncAnswer)

    try:
        fetch(exchange, ask, lambda: exchange.past_of(records))
    finally:
        transport.close()
