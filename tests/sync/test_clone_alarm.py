"""Two copies of one disk, both at work: nothing is lost, and both are told; nobody else ever is."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from consultant_app.actions.sync.exchange_reading import read_exchange
from consultant_app.actions.sync.exchange_writing import write_exchange
from consultant_app.actions.sync.leaving import seal_waiting, wipe
from consultant_app.changes.spaces import SpaceKind
from consultant_app.cli.running import run
from consultant_app.domain.company import Company
from consultant_app.errors import TroubleError
from consultant_app.server.accounts import list_devices
from consultant_app.server.database import reading
from consultant_app.workspace.exchange_log import Selection
from consultant_app.workspace.restore_points import go_back
from tests.support.laptops import CHEAP, PASSPHRASE, Laptop, Workspaces, add, every, sync_all
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another

Work = Callable[..., None]


@pytest.fixture
def work(server: PartnerServer) -> Work:
    """Writes something and sends it, each time once more, minutes apart: within one a device keeps its stamp."""

    def working(laptop: Laptop, name: str, *, rounds: int = 1) -> None:
        for number in range(rounds):
            server.clock.advance(timedelta(minutes=2))
            add(laptop.workspace, Company(name=f"{name} {number}"))
            laptop.sync()

    return working


def _is_told(laptop: Laptop) -> bool:
    return laptop.workspace.status().is_cloned


@scenario("F17")
def test_both_copies_are_told_and_go_on_working(
    work: Work,
    server: PartnerServer,
    workspaces: Workspaces,
    ada: Laptop,
    bo: Laptop,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    work(ada, "Davor")
    clone = workspaces.copy_of(ada)
    for turn in ("Erst", "Dann", "Und"):
        work(ada, f"{turn} vom Vorbild")
        work(clone, f"{turn} von der Kopie")
    sync_all(ada, clone, bo)
    assert (_is_told(ada), _is_told(clone), _is_told(bo)) == (True, True, False)
    assert len(every(bo.workspace, Company)) == 7
    assert ada.digests() == clone.digests() == bo.digests()
    assert server.engine is not None
    with reading(server.engine) as connection:
        cloned = {one["id"] for one in list_devices(connection) if one["cloned"]}
    assert cloned == {ada.workspace.identity.device}
    monkeypatch.setenv("CONSULTANT_PASSPHRASE", PASSPHRASE)
    for laptop, told in ((clone, True), (bo, False)):
        words = ["workspace", "status", "--workspace", str(laptop.workspace.folder)]
        assert run(words, open_window=lambda _: 0) == 0
        assert ("workspace leave" in capsys.readouterr().out) is told
        assert run([*words, "--json"], open_window=lambda _: 0) == 0
        assert json.loads(capsys.readouterr().out)["cloned"] is told
    work(clone, "Weiter")
    bo.sync()
    assert len(every(bo.workspace, Company)) == 8


@scenario("F17")
def test_they_are_told_no_more_once_one_of_them_has_enrolled_again(
    work: Work, server: PartnerServer, workspaces: Workspaces, ada: Laptop, tmp_path: Path
) -> None:
    work(ada, "Davor")
    clone = workspaces.copy_of(ada)
    for _ in range(3):
        work(ada, "Vorbild")
        work(clone, "Kopie")
    clone.sync()
    assert _is_told(clone)
    add(clone.workspace, Company(name="Noch nicht gesendet"))
    sealed = seal_waiting(clone.workspace, tmp_path, password=lambda: "Fördergerüst", cost=CHEAP)
    wipe(clone.workspace, sealed)
    fresh = another(server, workspaces, "ada@example.org")
    for file in sealed.files:
        read_exchange(fresh.workspace, file.path, "Fördergerüst")
    for _ in range(4):
        work(ada, "Vorbild")
        work(fresh, "Neu")
    sync_all(ada, fresh)
    assert (_is_told(ada), _is_told(fresh)) == (False, False)
    assert "Noch nicht gesendet" in {one.name for one in every(ada.workspace, Company)}


@scenario("F17", "F19", "F02")
def test_one_laptop_is_never_told(work: Work, workspaces: Workspaces, ada: Laptop, tmp_path: Path) -> None:
    """It is started again, dies, loses answers, and goes on from a backup, again and again."""
    work(ada, "Davor", rounds=2)
    for number in range(3):
        ada = workspaces.laptop(workspaces.restart(ada.workspace))
        work(ada, f"Neustart {number}", rounds=2)
        ada = workspaces.laptop(workspaces.crash(ada.workspace))
        work(ada, f"Absturz {number}", rounds=2)
        straight, ada.line = ada.line, LossyLine(ada.line, ["answer lost", "answer lost", "request lost"])
        for _ in range(3):
            with suppress(TroubleError):
                work(ada, f"Funkloch {number}")
        ada.line = straight
        work(ada, f"Netz {number}", rounds=2)
        backup = workspaces.copy_of(ada)
        work(ada, f"Verloren {number}", rounds=3)
        ada = backup
        work(ada, f"Sicherung {number}", rounds=3)
        assert not _is_told(ada)


@scenario("F17")
def test_programs_side_by_side_on_one_workspace_are_not_told(work: Work, workspaces: Workspaces, ada: Laptop) -> None:
    window, command = ada, workspaces.laptop(workspaces.open(ada.workspace.folder))
    for number in range(5):
        work(window, f"Fenster {number}")
        work(command, f"Befehl {number}")
    assert (_is_told(window), _is_told(command)) == (False, False)


@scenario("F17")
def test_going_back_to_restore_points_tells_nobody(
    work: Work, workspaces: Workspaces, ada: Laptop, bo: Laptop, tmp_path: Path
) -> None:
    add(bo.workspace, Company(name="Von Bo"))
    file = tmp_path / "a.csrx"
    selection = Selection(bo.workspace.identity.space(SpaceKind.CONSORTIUM))
    write_exchange(bo.workspace, file, selection, password="Fördergerüst", cost=CHEAP)
    work(ada, "Davor", rounds=2)
    read_exchange(ada.workspace, file, "Fördergerüst")
    for number in range(6):
        workspaces.clock.advance(timedelta(minutes=1))
        work(ada, f"Hier {number}", rounds=2)
        go_back(ada.workspace)
        work(ada, f"Dort {number}", rounds=2)
    assert not _is_told(ada)


@scenario("F17", "F24")
def test_a_restored_server_tells_nobody(work: Work, server: PartnerServer, ada: Laptop, bo: Laptop) -> None:
    for number in range(3):
        backup = server.back_up()
        work(ada, f"Danach {number}", rounds=2)
        server.restore(backup)
        work(ada, f"Weiter {number}", rounds=3)
    assert not _is_told(ada)


@scenario("F17")
def test_the_word_ends_by_itself_where_one_copy_is_never_used_again(
    work: Work, server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    work(ada, "Davor")
    clone = workspaces.copy_of(ada)
    for _ in range(3):
        work(ada, "Vorbild")
        work(clone, "Kopie")
    ada.sync()
    assert _is_told(ada)
    server.clock.advance(timedelta(days=31))
    ada.sync()
    assert not _is_told(ada)
