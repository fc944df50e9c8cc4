"""Notes that get other readers and cases that change their organisation, on the command lines of laptop and server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import partner_id, shared_space
from tests.cli.test_two_laptops import Device, joined
from tests.server.server_process import RunningServer, running_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server("--data", str(tmp_path / "server")) as server:
        for code in ("EN", "DO"):
            server.command("partner", "add", code, f"Agentur {code}")
        for mail, partner, role in (("lea@example.org", "EN", "partner_lead"), ("cem@example.org", "DO", "consultant")):
            server.command("user", "add", mail, "--name", mail, "--partner", partner, "--role", role)
        yield server


@pytest.fixture
def lea(server: RunningServer, tmp_path: Path) -> Device:
    return joined(server, tmp_path / "lea", "lea@example.org")


@pytest.fixture
def cem(server: RunningServer, tmp_path: Path) -> Device:
    return joined(server, tmp_path / "cem", "cem@example.org")


@pytest.fixture
def case(lea: Device, cem: Device) -> str:
    company = lea.json("records", "new", "company", "name=Zeche")["id"]
    case: str = lea.json("records", "new", "consulting_case", f"company={company}", "occasion=Anlass")["id"]
    lea.json("sync")
    cem.json("sync")
    return case


def occasion(device: Device, case: str) -> str:
    fields = device.json("records", "show", case)["fields"]
    return str(fields["occasion"])


def test_a_case_is_shared_taken_back_and_handed_over(
    server: RunningServer, lea: Device, cem: Device, case: str
) -> None:
    lea.json("cases", "share", case, "--with", "DO")
    assert [one["state"] for one in lea.json("cases", "wishes")] == ["waiting"]
    lea.json("sync")
    space = shared_space(RecordId(case))
    assert server.command("space", "list") == [{"id": space, "owner": "EN", "members": ["DO", "EN"]}]
    cem.json("sync")
    assert occasion(cem, case) == "Anlass"
    assert server.command("space", "remove-member", space, "DO")["members"] == ["EN"]
    cem.json("sync")
    assert cem.call("records", "show", case).code == 1
    assert lea.json("cases", "hand-over", case, "--to", "DO")["roots"] == [case]
    lea.json("sync")
    cem.json("sync")
    assert occasion(cem, case) == "Anlass"
    assert lea.call("records", "show", case).code == 1


def test_a_case_that_the_server_does_not_hand_over_keeps_its_lead_partner_everywhere(
    server: RunningServer, lea: Device, cem: Device, case: str, tmp_path: Path
) -> None:
    server.command("user", "add", "ben@example.org", "--name", "Ben", "--partner", "EN", "--role", "consultant")
    ben = joined(server, tmp_path / "ben", "ben@example.org")
    ben.json("sync")
    company = str(ben.json("records", "show", case)["fields"]["company"])
    ben.json("records", "set", case, f"lead_partner={partner_id('EN')}")
    ben.json("cases", "hand-over", case, "--to", "DO")
    ben.json("sync")
    assert [one["state"] for one in ben.json("cases", "wishes")] == ["refused"]
    for device in (ben, lea, cem):
        device.json("sync")
        assert device.json("records", "show", company)["fields"]["lead_partner"] is None
    assert lea.json("records", "show", case)["fields"]["lead_partner"] == partner_id("EN")
    ben.json("records", "set", company, f"lead_partner={partner_id('DO')}")
    ben.json("sync")
    assert ben.json("records", "show", company)["fields"]["lead_partner"] == partner_id("DO")
    assert ben.json("workspace", "status")["unsent"] == 0


def test_a_note_gets_other_readers_at_the_next_sync(server: RunningServer, tmp_path: Path) -> None:
    lea = joined(server, tmp_path / "lea", "lea@example.org")
    note = lea.json("records", "new", "note", "text=Für alle")["id"]
    lea.json("sync")
    assert lea.json("notes", "visibility", note, "shared") == {"id": note, "visibility": "partner", "wished": "shared"}
    assert lea.call("notes", "visibility", note, "everybody").code == 2
