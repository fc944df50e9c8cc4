"""A laptop that falls asleep while it syncs: what it waits for never comes, and nobody hangs up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from consultant_app.domain.company import Company
from consultant_app.errors import TroubleError
from consultant_app.sync import transport
from consultant_app.sync.transport import HTTPTransport
from tests.support.laptops import Laptop, Workspaces, add, every, rows, sync_all
from tests.support.partner_server import PartnerServer, running_server
from tests.support.scenarios import scenario
from tests.torture.relay import Fate, Relay, running_relay


class Wire:
    """Counts the connections that were made over `relay`."""

    def __init__(self, relay: Relay) -> None:
        self.relay, self.connections = relay, 0
        relay.fate = self._fate

    def _fate(self) -> Fate:
        self.connections += 1
        return Fate()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with running_server(f"sqlite:///{tmp_path / 'server.sqlite'}") as server:
        yield server


@pytest.fixture
def wire(server: PartnerServer) -> Iterator[Wire]:
    with running_relay() as relay:
        relay.target = server.port
        yield Wire(relay)


@pytest.fixture
def ada(ada: Laptop, wire: Wire, workspaces: Workspaces) -> Laptop:
    """Over the wire."""
    line = ada.line = HTTPTransport(wire.relay.url, ada.workspace.identity.token)
    workspaces.lines.append(line)
    return ada


def _impatient(ada: Laptop, seconds: float) -> None:
    """As if so much time had passed: the line gives up then."""
    assert isinstance(ada.line, HTTPTransport)
    ada.line._client.timeout = seconds


@scenario("F69")
def test_an_answer_that_a_sleeping_laptop_missed_is_asked_for_over_a_new_connection(
    server: PartnerServer, wire: Wire, ada: Laptop, bo: Laptop
) -> None:
    sync_all(bo, ada)
    add(ada.workspace, Company(name="Zugeklappt"))
    assert server.engine is not None

    def fall_asleep(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            wire.relay.asleep.set()

    event.listen(server.engine, "commit", fall_asleep)
    before = wire.connections
    _impatient(ada, 3.0)
    with pytest.raises(TroubleError, match="server_silent"):
        ada.sync()
    assert wire.relay.asleep.is_set(), "the server has taken it"
    assert ada.workspace.status().unsent == 1

    event.remove(server.engine, "commit", fall_asleep)
    wire.relay.asleep.clear()
    _impatient(ada, transport.ANSWER_TIMEOUT_S)
    assert ada.sync().sent == 1
    assert wire.connections > before
    assert ada.workspace.status().unsent == 0
    bo.sync()
    [company] = every(bo.workspace, Company)
    assert rows(bo.workspace, "SELECT count(*) FROM change WHERE record = ?", company.id) == [(1,)], "known, not again"
    assert ada.digests() == bo.digests()


@scenario("F69")
def test_a_connection_that_went_stale_meanwhile_is_given_up_for_another(wire: Wire, ada: Laptop) -> None:
    ada.sync()
    before = wire.connections
    add(ada.workspace, Company(name="Aufgeklappt"))
    wire.relay.asleep.set()
    _impatient(ada, 0.2)
    with pytest.raises(TroubleError, match="server_silent"):
        ada.sync()
    assert (ada.workspace.status().unsent, ada.workspace.rounds()[0].problem) == (1, "server_silent")

    wire.relay.asleep.clear()
    _impatient(ada, transport.ANSWER_TIMEOUT_S)
    ada.sync()
    assert wire.connections > before
    assert ada.workspace.status().unsent == 0
    assert ada.agrees()
