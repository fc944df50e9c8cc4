"""Taking back what somebody changed, on the command line: first said, then done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.laptop import Laptop, consultant_app
from tests.cli.test_two_laptops import Device, joined
from tests.server.server_process import RunningServer, running_server
from tests.support.scenarios import scenario

BEFORE = "2020-01-01T00:00"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server("--data", str(tmp_path / "server")) as server:
        server.command("partner", "add", "EN", "EN-Agentur")
        for mail, name in (("ada@example.org", "Ada"), ("mal@example.org", "Mal")):
            server.command("user", "add", mail, "--name", name, "--partner", "EN", "--role", "consultant")
        yield server


@scenario("F65")
def test_a_preview_changes_nothing_and_write_brings_everything_back(server: RunningServer, tmp_path: Path) -> None:
    ada, mal = (joined(server, tmp_path / name, f"{name}@example.org") for name in ("ada", "mal"))
    note, gone = (ada.json("records", "new", "note", f"title={title}")["id"] for title in ("Kanarienvogel", "Grube"))
    ada.json("sync")
    mal.json("sync")
    mal.json("records", "set", note, "title=Unsinn")
    mal.json("records", "delete", gone)
    mal.json("sync")
    ada.json("sync")

    undo = ("history", "undo", "--person", "mal", "--from", BEFORE)
    said = consultant_app(*undo, "--workspace", str(ada.folder))
    assert said.code == 0, said.err
    assert said.out.splitlines() == [
        "Notizen: Werte zurückgeholt: 1, Einträge wiederhergestellt: 1, Einträge gelöscht: 0",
        "Das ist nur eine Vorschau, nichts wurde geändert; mit --write geschieht es.",
    ]
    assert title(ada, note) == "Unsinn"

    done = ada.json(*undo, "--write")
    assert (done["written"], done["types"]) == (True, {"note": {"values": 1, "restored": 1, "deleted": 0}})
    assert (done["stays"], done["asks_before_sync"]) == ([], False)
    ada.json("sync")
    mal.json("sync")
    assert (title(mal, note), title(mal, gone)) == ("Kanarienvogel", "Grube")
    assert ada.json("workspace", "verify")
    assert mal.json("workspace", "verify")
    assert ada.json(*undo, "--write")["written"] is False


def title(device: Device, note: str) -> str:
    return str(device.json("records", "show", note)["fields"]["title"])


def test_only_what_lies_in_the_span_and_in_the_space_is_taken_back(laptop: Laptop) -> None:
    laptop.new("note", "title=Vorher")
    undo = ("history", "undo", "--person", "Ada Beispiel", "--from", BEFORE)
    whole = {"note": {"values": 0, "restored": 0, "deleted": 1}}
    assert laptop.json(*undo, "--space", "organisation")["types"] == whole
    assert laptop.json(*undo, "--space", "office")["types"] == {}
    assert laptop.json(*undo, "--to", "2020-01-02")["types"] == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--person", "Niemand", "--from", BEFORE), (1, "person_not_here")),
        (("--person", "Ada Beispiel", "--from", "gestern"), (2, "span_unreadable")),
        (("--person", "Ada Beispiel", "--from", BEFORE, "--to", BEFORE), (2, "span_empty")),
        (("--person", "Ada Beispiel", "--from", BEFORE, "--space", "nirgends"), (1, "unknown_space")),
        (("--from", BEFORE), (2, "usage")),
    ],
)
def test_words_that_name_nothing_are_told(laptop: Laptop, words: tuple[str, ...], told: tuple[int, str]) -> None:
    laptop.new("note", "title=Vorher")
    assert laptop.refused("history", "undo", *words) == told
