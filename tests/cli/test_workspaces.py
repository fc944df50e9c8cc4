import json
import os
from pathlib import Path

import pytest

from consultant_app.workspace.files import DATABASE_FILE
from consultant_app.workspace.workspace import Workspace
from tests.cli.laptop import PASSPHRASE, Laptop, consultant_app
from tests.support.keyrings import KeyringSession, MemoryKeyring


def test_a_workspace_made_alone_knows_its_person_and_spaces(empty_laptop: Laptop) -> None:
    made = empty_laptop.json("workspace", "create", "--partner", "en", "--user", "  Ada   Beispiel ")
    assert (made["user"], made["partner"]) == ("Ada Beispiel", "EN")
    assert len(made["recovery_code"]) == 39
    status = empty_laptop.json("workspace", "status")
    assert (status["user"], status["partner"]) == ("Ada Beispiel", "EN")
    assert {space["name"] for space in status["spaces"]} == {"consortium", "organisation", "office", "person"}
    assert all(len(space["id"]) == 32 and space["digest"] for space in status["spaces"])
    assert sum(space["records"] for space in status["spaces"]) == 2
    assert status["unsent"] == 2
    assert (status["contested"], status["set_aside"], status["last_round"]) == (0, 0, None)


def test_nothing_is_made_twice_or_for_strangers(laptop: Laptop, tmp_path: Path) -> None:
    create = ("workspace", "create", "--user", "Ada", "--partner")
    assert laptop.refused(*create, "EN") == (1, "workspace_exists")
    elsewhere = Laptop(tmp_path / "elsewhere", laptop.capsys)
    assert elsewhere.refused(*create, "XY") == (1, "unknown_partner")
    assert elsewhere.refused("workspace", "create", "--user", " ", "--partner", "EN") == (1, "user_name_missing")
    assert not elsewhere.folder.exists()


def test_the_sample_is_loaded_searchable_and_whole(empty_laptop: Laptop) -> None:
    made = empty_laptop.json("workspace", "create", "--partner", "EN", "--user", "Ada", "--sample")
    assert made["records"] > 100
    assert empty_laptop.json("workspace", "status")["search_backlog"] == 0
    assert empty_laptop.json("search", "mustermetall")[0]["type"] == "company"
    assert empty_laptop.json("workspace", "verify") == {
        "whole": True,
        "file": [],
        "records": [],
        "spaces": [],
        "receipts": [],
        "attachments": [],
    }


def test_invented_records_are_made_in_the_number_asked_for(empty_laptop: Laptop) -> None:
    made = empty_laptop.json("workspace", "create", "--partner", "EN", "--user", "Ada", "--synthetic", "600")
    assert made["records"] == 602
    assert empty_laptop.json("workspace", "status")["contested"] == 50


def test_a_workspace_that_is_not_whole_fails_the_proof(laptop: Laptop) -> None:
    record = laptop.new("company", "name=a")
    workspace = opened(laptop)
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("UPDATE company SET name = 'b'")
    workspace.close()
    said = laptop.call("workspace", "verify", "--json")
    assert said.code == 1
    assert (said.answer["whole"], said.answer["records"]) == (False, [record])
    assert json.loads(said.err)["error"]["code"] == "workspace_not_whole"


def test_a_wrong_passphrase_opens_nothing(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULTANT_PASSPHRASE", "falsch")
    assert laptop.refused("workspace", "status") == (1, "wrong_passphrase")
    monkeypatch.delenv("CONSULTANT_PASSPHRASE")
    assert laptop.refused("workspace", "status") == (1, "passphrase_needed")


def test_the_recovery_code_opens_from_the_environment(empty_laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    made = empty_laptop.json("workspace", "create", "--partner", "EN", "--user", "Ada")
    monkeypatch.delenv("CONSULTANT_PASSPHRASE")
    monkeypatch.setenv("CONSULTANT_RECOVERY_CODE", made["recovery_code"])
    assert empty_laptop.json("workspace", "status")["user"] == "Ada"


def test_without_keyring_and_passphrase_no_workspace_is_made(
    empty_laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONSULTANT_PASSPHRASE")
    assert empty_laptop.refused("workspace", "create", "--partner", "EN", "--user", "A") == (1, "passphrase_needed")


def test_an_emptied_keyring_is_told_in_words(
    empty_laptop: Laptop, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONSULTANT_PASSPHRASE")
    empty_laptop.json("workspace", "create", "--partner", "EN", "--user", "Ada")
    assert empty_laptop.json("workspace", "status")["user"] == "Ada"
    memory_keyring.secrets.clear()
    assert empty_laptop.refused("workspace", "status") == (3, "keyring_emptied")


def test_with_a_passphrase_the_keyring_is_left_alone(empty_laptop: Laptop, memory_keyring: MemoryKeyring) -> None:
    empty_laptop.json("workspace", "create", "--partner", "EN", "--user", "Ada")
    assert memory_keyring.secrets == {}


def test_a_real_keyring_opens_the_workspace_for_the_next_command(
    keyring_daemon: KeyringSession, tmp_path: Path
) -> None:
    keyring = {**keyring_daemon.env, "CONSULTANT_PASSPHRASE": ""}
    place = ("--workspace", str(tmp_path / "w"), "--json")
    made = consultant_app("workspace", "create", "--partner", "EN", "--user", "Ada", *place, **keyring)
    assert made.code == 0, made.err
    assert consultant_app("workspace", "status", *place, **keyring).answer["user"] == "Ada"
    keyring_daemon.lock()
    assert consultant_app("workspace", "status", *place, **keyring).error == "keyring_locked"


def test_where_there_is_no_workspace_it_is_said(empty_laptop: Laptop) -> None:
    code, error = empty_laptop.refused("workspace", "status")
    assert error == "no_workspace"
    assert code in {1, 2}


def test_a_file_that_is_no_database_is_told_in_words(laptop: Laptop) -> None:
    (laptop.folder / DATABASE_FILE).write_bytes(b"nicht mehr" * 1000)
    for extra in ("-wal", "-shm"):
        (laptop.folder / f"{DATABASE_FILE}{extra}").unlink(missing_ok=True)
    assert laptop.refused("workspace", "status") == (3, "workspace_key_wrong")


def test_a_database_of_a_newer_version_is_refused(laptop: Laptop) -> None:
    workspace = opened(laptop)
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    workspace.close()
    assert laptop.refused("workspace", "status") == (3, "workspace_newer")


@pytest.mark.parametrize(
    "words", [(), ("--server", "http://127.0.0.1:1"), ("--invitation", "x#y", "--code", "z"), ("--code", "z")]
)
def test_joining_takes_a_line_or_server_and_code(empty_laptop: Laptop, words: tuple[str, ...]) -> None:
    assert empty_laptop.refused("workspace", "join", *words) == (2, "invitation_or_server")


def test_the_sample_is_taken_out_before_joining_where_an_option_says_so(empty_laptop: Laptop) -> None:
    empty_laptop.json("workspace", "create", "--partner", "EN", "--user", "Ada", "--sample")
    join = ("workspace", "join", "--invitation", "http://127.0.0.1:9#ABCD-EFGH-JKLM", "--name", "L")
    assert empty_laptop.refused(*join) == (3, "server_unreachable")
    assert empty_laptop.json("records", "list", "company") != []
    assert empty_laptop.refused(*join, "--without-sample") == (3, "server_unreachable")
    assert empty_laptop.json("records", "list", "company") == []


def test_joining_at_a_dead_server_makes_nothing(empty_laptop: Laptop) -> None:
    line = "http://127.0.0.1:9#ABCD-EFGH-JKLM"
    assert empty_laptop.refused("workspace", "join", "--invitation", line, "--name", "L") == (3, "server_unreachable")
    assert not (empty_laptop.folder / "keys.json").exists()


def test_the_folder_is_the_platforms_own_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made = consultant_app("workspace", "create", "--partner", "EN", "--user", "Ada", "--json")
    assert made.answer["folder"].startswith(os.environ["XDG_DATA_HOME"])


def opened(laptop: Laptop) -> Workspace:
    return Workspace.open(laptop.folder, passphrase=PASSPHRASE)
