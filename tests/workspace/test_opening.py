import json
import threading
from pathlib import Path

import pytest

from consultant_app.domain.company import Company
from consultant_app.domain.groups import Address
from consultant_app.domain.record import record_types
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError, TroubleError
from consultant_app.workspace.files import DATABASE_FILE
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, Workspaces, add, every, identity_of, read, rows
from tests.support.scenarios import scenario


def test_everything_is_there_after_a_restart(workspaces: Workspaces, workspace: Workspace) -> None:
    company = add(workspace, Company(name="Tilgner", address=Address(city="Witten")))
    again = workspaces.restart(workspace)
    assert read(again, Company, company).address == Address(city="Witten")
    assert again.identity == workspace.identity
    assert again.verify().whole


def test_each_start_is_an_origin_of_its_own(workspaces: Workspaces, workspace: Workspace) -> None:
    add(workspace, Company(name="A"))
    again = workspaces.restart(workspace)
    add(again, Company(name="B"))
    add(again, Company(name="C"))
    assert rows(again, "SELECT own FROM origin") == [(1,), (1,)]
    assert rows(again, "SELECT origin, number FROM change ORDER BY origin, number") == [(1, 1), (2, 1), (2, 2)]


@scenario("F57")
def test_a_newer_workspace_is_refused_and_left_as_it_is(workspaces: Workspaces, workspace: Workspace) -> None:
    add(workspace, Company(name="A"))
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    workspace.close()
    before = (workspace.folder / DATABASE_FILE).read_bytes()
    with pytest.raises(TroubleError, match="workspace_newer"):
        workspaces.open(workspace.folder)
    assert (workspace.folder / DATABASE_FILE).read_bytes() == before


def test_a_wrong_key_says_so(workspaces: Workspaces, workspace: Workspace) -> None:
    other = workspaces.create()
    for one in (workspace, other):
        one.close()
    (other.folder / "keys.json").write_bytes((workspace.folder / "keys.json").read_bytes())
    with pytest.raises(TroubleError, match="workspace_key_wrong"):
        workspaces.open(other.folder)


def test_a_wrong_passphrase_says_so(workspace: Workspace) -> None:
    with pytest.raises(RuleError, match="wrong_passphrase"):
        Workspace.open(workspace.folder, passphrase="falsch")


def test_where_none_stands_none_is_opened(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no_workspace"):
        Workspace.open(tmp_path / "nichts", passphrase="x")


def test_where_one_stands_none_is_made(workspace: Workspace) -> None:
    with pytest.raises(RuleError, match="workspace_exists"):
        Workspace.create(workspace.folder, identity_of(), passphrase="x", use_keyring=False, cost=CHEAP)
    add(workspace, Company(name="A"))


def test_what_a_power_cut_left_half_made_does_not_stand_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    folder.mkdir()
    (folder / "keys.json").write_text("{")
    (folder / "workspace.begun").write_bytes(b"half")
    workspace, _ = Workspace.create(folder, identity_of(), passphrase="x", use_keyring=False, cost=CHEAP)
    add(workspace, Company(name="A"))
    workspace.close()
    assert {path.name for path in folder.iterdir()} == {"keys.json", DATABASE_FILE}


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TroubleError, match="folder_not_writable"):
        Workspace.create(tmp_path / "file" / "w", identity_of(), passphrase="x", use_keyring=False, cost=CHEAP)


def test_without_keyring_and_passphrase_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="passphrase_needed"):
        Workspace.create(tmp_path / "w", identity_of())
    assert list((tmp_path / "w").iterdir()) == []


@scenario("F55")
def test_record_tables_of_another_version_are_made_anew_from_the_changes(
    workspaces: Workspaces, workspace: Workspace
) -> None:
    company = add(workspace, Company(name="Tilgner", branch="Metall"))
    visit = add(workspace, Visit(company=company))
    with workspace.database.writing() as connection:
        # As an older version had them: a column is missing, a type has no table yet, another one is gone today.
        columns = {"company": ["id String", "root String"], "bygone": ["id String"]}
        connection.exec_driver_sql("UPDATE meta SET value = ? WHERE name = 'record_tables'", (json.dumps(columns),))
        connection.exec_driver_sql("ALTER TABLE company DROP COLUMN branch")
        connection.exec_driver_sql("DROP TABLE visit")
        connection.exec_driver_sql("CREATE TABLE bygone (id TEXT)")
    again = workspaces.restart(workspace)
    assert read(again, Company, company).branch == "Metall"
    assert read(again, Visit, visit).company == company
    assert rows(again, "SELECT count(*) FROM sqlite_master WHERE name = 'bygone'") == [(0,)]
    assert again.verify().whole
    assert len(record_types()) > 0


def test_readers_see_a_steady_state_while_others_write(workspace: Workspace) -> None:
    add(workspace, Company(name="A"))
    with workspace.read() as reader:
        assert reader.raw.execute("SELECT count(*) FROM company").fetchone() == (1,)
        add(workspace, Company(name="B"))
        assert reader.raw.execute("SELECT count(*) FROM company").fetchone() == (1,)
    assert len(every(workspace, Company)) == 2


def test_writers_on_several_threads_take_turns(workspace: Workspace) -> None:
    def write(letter: str) -> None:
        for number in range(20):
            add(workspace, Company(name=f"{letter}{number}"))

    threads = [threading.Thread(target=write, args=(letter,)) for letter in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(every(workspace, Company)) == 60
    assert rows(workspace, "SELECT count(*), max(number) FROM change") == [(60, 60)]
    assert workspace.verify().whole
