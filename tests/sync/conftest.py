"""A real partner server behind a socket, on both databases where that can matter, and laptops enrolled at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, PASSPHRASE, Laptop, Workspaces
from tests.support.partner_server import PartnerServer, running_server

NewLaptop = Callable[..., Laptop]


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Workspace.create.__func__.__kwdefaults__, "cost", CHEAP)  # type: ignore[attr-defined]


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    made = Workspaces(tmp_path / "laptops")
    yield made
    made.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with running_server(f"sqlite:///{tmp_path / 'server.sqlite'}") as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def either_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PartnerServer]:
    """For what only a database can get wrong."""
    url = f"sqlite:///{tmp_path / 'server.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    with running_server(url) as server:
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
