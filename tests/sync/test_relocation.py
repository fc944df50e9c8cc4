"""The server goes on in PostgreSQL with all that stood in its embedded database; laptops notice nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.server.cli import run
from consultant_app.server.database import open_database, parse_url, reading, writing
from consultant_app.server.schema import METADATA, SPACE
from consultant_app.workspace.status import Whereabouts
from tests.support.laptops import Laptop, Workspaces, add, delete, edit, every, read, screens, sync_all
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer, running_server
from tests.support.scenarios import scenario
from tests.sync.conftest import enrolled


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with running_server(f"sqlite:///{tmp_path / 'server.sqlite'}") as server:
        yield server


def _move(folder: Path, target: str) -> int:
    return run(["move", target, "--data", str(folder), "--json"])


def _told(capsys: pytest.CaptureFixture[str]) -> str:
    code: str = json.loads(capsys.readouterr().err)["error"]["code"]
    return code


def _count(url: str) -> int:
    """Rows in all tables."""
    engine = open_database(parse_url(url))
    with reading(engine) as connection:
        count = sum(len(connection.execute(table.select()).all()) for table in METADATA.sorted_tables)
    engine.dispose()
    return count


@scenario("F27")
def test_laptops_notice_nothing_when_the_server_moves_to_postgresql(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, postgres_url: str, tmp_path: Path
) -> None:
    gone = enrolled(server, workspaces, "gone@example.org")
    server.revoke(gone.workspace.identity.device)
    companies = [add(ada.workspace, Company(name=f"Firma {number}")) for number in range(40)]
    visit = add(bo.workspace, Visit(company=companies[0], number="B"))
    sync_all(ada, bo)
    edit(ada.workspace, companies[1], branch="Metall")
    edit(bo.workspace, companies[1], branch="Holz")
    delete(ada.workspace, companies[2])
    sync_all(ada, bo)
    server.stop()
    rows = _count(server.database_url)

    assert _move(tmp_path, postgres_url) == 0
    assert _count(postgres_url) == rows
    with pytest.raises(RuleError, match="server_moved"):
        open_database(parse_url(server.database_url))

    server.database_url = postgres_url
    server.start()
    for laptop in (ada, bo):
        line = laptop.line = LossyLine(laptop.line)
        counts = laptop.sync()
        assert (counts.sent, counts.received, len(line.sent)) == (0, 0, 1)
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
    assert ada.workspace.states([visit])[visit].whereabouts is Whereabouts.BOTH
    with pytest.raises(RuleError, match="device_revoked"):
        gone.sync()
    edit(ada.workspace, visit, number="C")
    sync_all(ada, bo)
    assert read(bo.workspace, Visit, visit).number == "C"
    newcomer = enrolled(server, workspaces, "cem@example.org")
    sync_all(ada, bo, newcomer)
    assert len(every(newcomer.workspace, Company)) == 39
    digests = [one.digests() for one in (ada, bo, newcomer)]
    assert {one["consortium"] for one in digests} == {digests[0]["consortium"]}
    assert ada.agrees()
    assert bo.agrees()
    assert newcomer.agrees()
    assert screens(ada.workspace) == screens(bo.workspace)


@scenario("F27")
def test_a_server_that_runs_does_not_move(
    server: PartnerServer, ada: Laptop, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _move(tmp_path, postgres_url) == 1
    assert _told(capsys) == "server_still_runs"
    add(ada.workspace, Company(name="Weiter"))
    ada.sync()
    assert ada.workspace.status().unsent == 0


@scenario("F27")
def test_a_server_moves_only_into_an_empty_database(
    server: PartnerServer, postgres_office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.stop()
    assert _move(tmp_path, postgres_office) == 1
    assert _told(capsys) == "server_move_target_full"
    server.start()


@scenario("F27")
@pytest.mark.parametrize("name", ["chain", "digest"])
def test_a_log_that_does_not_add_up_stays_where_it_is(
    server: PartnerServer, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    server.stop()
    engine = open_database(parse_url(server.database_url))
    with writing(engine) as connection:
        connection.execute(update(SPACE).values({name: b"\1" * 16}))
    engine.dispose()
    assert _move(tmp_path, postgres_url) == 3
    assert _told(capsys) == "server_move_differs"
    assert _count(postgres_url) == 1
    server.start()


@scenario("F27")
def test_where_no_server_is_none_moves(tmp_path: Path, postgres_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _move(tmp_path / "elsewhere", postgres_url) == 1
    assert _told(capsys) == "server_move_source_empty"
    assert run(["--database", postgres_url, "move", postgres_url, "--json"]) == 2
    assert _told(capsys) == "server_move_from_data"
