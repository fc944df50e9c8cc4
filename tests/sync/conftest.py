"""A real partner server behind a socket, once on each database, and laptops enrolled at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, PASSPHRASE, Laptop, Workspaces
from tests.support.partner_server import PartnerServer, running_office, running_server
from tests.support.postgres import Cluster

NewLaptop = Callable[..., Laptop]


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Workspace.create.__func__.__kwdefaults__, "cost", CHEAP)  # type: ignore[attr-defined]


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    made = Workspaces(tmp_path / "laptops")
    yield made
    made.close()


@pytest.fixture(scope="session")
def office_template(postgres_cluster: Cluster) -> Iterator[str]:
    """A database with the tables and the partners: copying it is quicker than making one."""
    with postgres_cluster.fresh_database() as url:
        with running_server(url):
            pass
        yield str(make_url(url).database)


@pytest.fixture
def postgres_office(postgres_cluster: Cluster, office_template: str) -> Iterator[str]:
    with postgres_cluster.fresh_database(office_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PartnerServer]:
    """With the partners EN and DO."""
    if request.param == "postgresql":
        running = running_office(request.getfixturevalue("postgres_office"))
    else:
        running = running_server(f"sqlite:///{tmp_path / 'server.sqlite'}")
    with running as server:
        yield server


def enrolled(server: PartnerServer, workspaces: Workspaces, mail: str, *, partner: str = "EN") -> Laptop:
    """A new laptop of a person, who is added where the server does not know her yet."""
    server.add_person(mail, partner=partner)
    return another(server, workspaces, mail)


def another(server: PartnerServer, workspaces: Workspaces, mail: str) -> Laptop:
    folder = workspaces.folder / f"{mail.partition('@')[0]}-{len(workspaces.opened)}"
    workspace, _ = create_enrolled(
        folder,
        server.invite(mail),
        f"Laptop {folder.name}",
        passphrase=PASSPHRASE,
        use_keyring=False,
        clock=workspaces.clock,
    )
    workspaces.opened.append(workspace)
    return workspaces.laptop(workspace)


@pytest.fixture
def ada(server: PartnerServer, workspaces: Workspaces) -> Laptop:
    return enrolled(server, workspaces, "ada@example.org")


@pytest.fixture
def bo(server: PartnerServer, workspaces: Workspaces) -> Laptop:
    return enrolled(server, workspaces, "bo@example.org")
