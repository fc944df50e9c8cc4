"""The primary of a PostgreSQL is lost; its standby is behind, takes no writes at first, and then takes over."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.workspace.status import Whereabouts
from tests.support.laptops import Laptop, Workspaces, add, edit, every, read, rows, screens, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.postgres import Cluster, running_cluster, running_standby
from tests.support.scenarios import scenario
from tests.sync.conftest import enrolled


@pytest.fixture
def primary() -> Iterator[tuple[Cluster, ExitStack]]:
    """A cluster of its own; closing the stack is its end."""
    with ExitStack() as stack:
        yield stack.enter_context(running_cluster()), stack


@scenario("F08", "F26")
def test_a_standby_that_lacks_the_last_seconds_is_not_asked_before_it_took_over_and_heals_then(
    primary: tuple[Cluster, ExitStack], workspaces: Workspaces, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cluster, life = primary
    cluster.execute("create database office")
    server = PartnerServer(cluster.url("office"), tmp_path / "files")
    request.addfinalizer(server.stop)
    server.start()
    server.add_partner("EN")
    ada, bo = (enrolled(server, workspaces, f"{name}@example.org") for name in ("ada", "bo"))
    old = add(ada.workspace, Company(name="Vorher"))
    sync_all(ada, bo)
    with running_standby(cluster) as standby:
        server.stop()
        server.database_url = f"{cluster.url('office')},{standby.folder}"
        server.start()
        edit(bo.workspace, old, branch="Metall")
        new = add(ada.workspace, Company(name="Letzte Sekunde"))
        visit = add(bo.workspace, Visit(company=old, number="B"))
        sync_all(ada, bo)
        life.close()

        before = _kept(ada)
        for _ in range(2):
            with pytest.raises(TroubleError, match="server_busy"):
                ada.sync()
        assert _kept(ada) == before
        assert ada.workspace.states([new])[new].whereabouts is Whereabouts.BOTH

        standby.execute("select pg_promote()")
        assert ada.sync().sent >= 1
        sync_all(bo, ada)
    assert read(ada.workspace, Company, old).branch == "Metall"
    assert len(every(bo.workspace, Company)) == 2
    assert read(ada.workspace, Visit, visit).number == "B"
    assert ada.digests() == bo.digests()
    assert screens(ada.workspace) == screens(bo.workspace)
    for laptop in (ada, bo):
        assert laptop.agrees()
        assert (laptop.workspace.status().unsent, laptop.workspace.status().set_aside) == (0, 0)
        assert laptop.workspace.verify().whole


def _kept(laptop: Laptop) -> list[object]:
    """What a server that was restored would have moved."""
    return [rows(laptop.workspace, f"SELECT * FROM {table}") for table in ("change", "space", "receipt")]
