"""Two workspaces on the command line agree through a real server; every command is a process of its own."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.laptop import PASSPHRASE, PROGRAM, Said, consultant_app
from tests.server.server_process import RunningServer, running_server
from tests.support.waiting import PATIENCE_S


@dataclass(frozen=True)
class Device:
    folder: Path

    def call(self, *words: str) -> Said:
        return consultant_app(*words, "--workspace", str(self.folder), "--json")

    def json(self, *words: str) -> Any:
        said = self.call(*words)
        assert said.code == 0, said.err
        return said.answer

    def digests(self) -> dict[str, str]:
        return {space["id"]: space["digest"] for space in self.json("workspace", "status")["spaces"]}


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where the server keeps its records: in a folder, unless a test asks for PostgreSQL."""
    if getattr(request, "param", "folder") == "postgresql":
        return "--database", request.getfixturevalue("postgres_url")
    return "--data", str(tmp_path / "server")


@pytest.fixture
def server(place: tuple[str, str]) -> Iterator[RunningServer]:
    with running_server(*place) as server:
        server.command("partner", "add", "EN", "EN-Agentur")
        for mail, name in (("ada@example.org", "Ada"), ("bo@example.org", "Bo")):
            server.command("user", "add", mail, "--name", name, "--partner", "EN", "--role", "consultant")
        yield server


def joined(server: RunningServer, folder: Path, mail: str) -> Device:
    device = Device(folder)
    invitation = server.command("invitation", "new", mail, "--public-url", server.url)["invitation"]
    device.json("workspace", "join", "--invitation", invitation, "--name", f"Laptop {mail}")
    return device


@pytest.fixture
def ada(server: RunningServer, tmp_path: Path) -> Device:
    return joined(server, tmp_path / "ada", "ada@example.org")


@pytest.fixture
def bo(server: RunningServer, tmp_path: Path) -> Device:
    return joined(server, tmp_path / "bo", "bo@example.org")


def shared_digests(one: Device, other: Device) -> list[tuple[str, str]]:
    mine, theirs = one.digests(), other.digests()
    return [(mine[space], theirs[space]) for space in mine.keys() & theirs.keys()]


@pytest.mark.parametrize("place", ["folder", "postgresql"], indirect=True)
def test_two_laptops_agree_and_show_where_they_differ(ada: Device, bo: Device) -> None:
    company = ada.json("records", "new", "company", "name=Ruhrblech", "address.city=Witten")["id"]
    visit = ada.json("records", "new", "visit", f"company={company}", "goal=Erstgespräch")["id"]
    sent = ada.json("sync")
    assert set(sent) >= {"sent", "received", "refused", "forgotten", "requests", "bytes_up", "bytes_down"}
    assert (sent["sent"], sent["refused"]) == (2, 0)
    assert bo.json("sync")["received"] >= 2

    ada.json("records", "set", visit, "goal=Leitbild besprechen", "occasion=Anruf von Frau Stahlmuster.")
    bo.json("records", "set", visit, "goal=Energie besprechen", "travel_minutes=40")
    for device in (ada, bo, ada):
        device.json("sync")

    for device in (ada, bo):
        (conflict,) = device.json("conflicts", "list")
        assert (conflict["id"], conflict["field"]) == (visit, "goal")
        written = {value["author"]: value["value"] for value in conflict["values"]}
        assert written == {"Ada": "Leitbild besprechen", "Bo": "Energie besprechen"}
        fields = device.json("records", "show", visit)["fields"]
        assert (fields["occasion"], fields["travel_minutes"]) == ("Anruf von Frau Stahlmuster.", 40)
    digests = shared_digests(ada, bo)
    assert len(digests) >= 3
    assert all(mine == theirs for mine, theirs in digests)

    bo.json("conflicts", "decide", visit, "goal", "--value", "Leitbild und Energie besprechen")
    for device in (bo, ada):
        device.json("sync")
        assert device.json("conflicts", "list") == []
        assert device.json("records", "show", visit)["fields"]["goal"] == "Leitbild und Energie besprechen"
        assert device.json("workspace", "verify")["whole"]


def test_what_only_one_person_may_see_stays_with_that_person(ada: Device, bo: Device) -> None:
    note = ada.json("records", "new", "note", "title=Nur für mich", "--space", "person")["id"]
    ada.json("sync")
    bo.json("sync")
    assert bo.call("records", "show", note).error == "record_not_found"
    assert ada.json("workspace", "status")["unsent"] == 0


def test_a_workspace_made_alone_joins_with_everything(server: RunningServer, bo: Device, tmp_path: Path) -> None:
    alone = Device(tmp_path / "alone")
    alone.json("workspace", "create", "--partner", "EN", "--user", "Ada")
    company = alone.json("records", "new", "company", "name=Ruhrblech")["id"]
    answer = server.command("invitation", "new", "ada@example.org", "--public-url", server.url)
    alone.json("workspace", "join", "--server", answer["server"], "--code", answer["code"], "--name", "Laptop Ada")
    alone.json("sync")
    bo.json("sync")
    assert bo.json("records", "show", company)["fields"]["name"] == "Ruhrblech"
    again = server.command("invitation", "new", "ada@example.org", "--public-url", server.url)["invitation"]
    assert alone.call("workspace", "join", "--invitation", again).error == "already_joined"


def test_a_server_that_is_gone_is_told_and_nothing_is_lost(server: RunningServer, ada: Device) -> None:
    server.stop()
    note = ada.json("records", "new", "note", "title=Unterwegs")["id"]
    said = ada.call("sync")
    assert (said.code, said.error) == (3, "server_unreachable")
    status = ada.json("workspace", "status")
    assert status["unsent"] == 1
    assert status["last_round"]["problem"] == "server_unreachable"
    told = consultant_app("workspace", "status", "--workspace", str(ada.folder)).out
    assert told.splitlines()[-1].endswith("Z server_unreachable")
    assert ada.json("records", "show", note)["fields"]["title"] == "Unterwegs"


def test_an_empty_server_in_place_of_the_lost_one_is_told_from_it(
    server: RunningServer, ada: Device, tmp_path: Path
) -> None:
    note = ada.json("records", "new", "note", "title=Unterwegs")["id"]
    server.stop()
    port = server.url.rpartition(":")[2]
    with running_server("--data", str(tmp_path / "empty"), options=("--port", port)) as empty:
        empty.command("partner", "add", "EN", "EN-Agentur")
        empty.command("user", "add", "ada@example.org", "--name", "Ada", "--partner", "EN", "--role", "consultant")
        assert ada.call("sync").error == "token_unknown"
        answer = empty.command("invitation", "new", "ada@example.org", "--public-url", server.url)
        words = ("workspace", "join", "--server", answer["server"], "--code", answer["code"], "--name", "Laptop")
        assert ada.call(*words).error == "server_another"
    assert ada.json("workspace", "status")["unsent"] == 1
    assert ada.json("records", "show", note)["fields"]["title"] == "Unterwegs"


def test_an_invitation_opens_once(server: RunningServer, ada: Device, tmp_path: Path) -> None:
    code = server.command("invitation", "new", "bo@example.org", "--public-url", server.url)["code"]
    words = ("workspace", "join", "--server", server.url, "--code", code)
    assert Device(tmp_path / "one").call(*words).code == 0
    again = Device(tmp_path / "two").call(*words)
    assert (again.code, again.error) == (1, "invitation_used")
    assert ada.call("sync").code == 0


def test_watching_brings_what_others_send_until_it_is_interrupted(ada: Device, bo: Device) -> None:
    bo.json("sync")
    watching = [PROGRAM, "sync", "--watch", "--json", "--workspace", str(bo.folder)]
    environment = {**os.environ, "CONSULTANT_PASSPHRASE": PASSPHRASE}
    with subprocess.Popen(watching, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as bos:
        assert bos.stdout is not None
        assert bos.stderr is not None
        company = ada.json("records", "new", "company", "name=Ruhrblech")["id"]
        ada.json("sync")
        assert json.loads(bos.stdout.readline())["received"] >= 1
        bos.send_signal(signal.SIGINT)
        assert bos.wait(timeout=PATIENCE_S) == 130
        assert bos.stderr.read() == ""
    assert bo.json("records", "show", company)["fields"]["name"] == "Ruhrblech"
