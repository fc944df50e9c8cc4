"""Notes that get other readers and cases that change their organisation, on the command lines of laptop and server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import shared_space
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


def test_a_case_is_handed_over(lea: Device, cem: Device, case: str) -> None:
    wished = lea.json("cases", "hand-over", case, "--to", "DO")
    assert wished["roots"] == [case]
    assert [(one["id"], one["state"]) for one in lea.json("cases", "wishes")] == [(wished["wish"], "waiting")]
    lea.json("sync")
    assert lea.json("cases", "wishes") == []
    cem.json("sync")
    assert occasion(cem, case) == "Anlass"
    assert lea.call("records", "show", case).code == 1
    assert lea.call("cases", "hand-over", case, "--to", "DO").code == 1
    refused = cem.json("cases", "hand-over", case, "--to", "EN")
    cem.json("sync")
    assert [(one["id"], one["reason"]) for one in cem.json("cases", "wishes")] == [(refused["wish"], "not_a_member")]


def test_a_case_is_shared_until_the_administration_takes_a_member_out(
    server: RunningServer, lea: Device, cem: Device, case: str
) -> None:
    lea.json("cases", "share", case, "--with", "DO")
    lea.json("sync")
    space = shared_space(RecordId(case))
    assert server.command("space", "list") == [{"id": space, "owner": "EN", "members": ["DO", "EN"]}]
    cem.json("sync")
    assert occasion(cem, case) == "Anlass"
    assert server.command("space", "remove-member", space, "DO")["members"] == ["EN"]
    cem.json("sync")
    assert cem.call("records", "show", case).code == 1
    assert server.command("space", "add-member", space, "DO")["members"] == ["DO", "EN"]
    cem.json("sync")
    assert occasion(cem, case) == "Anlass"


def test_a_note_gets_other_readers_at_the_next_sync(lea: Device, cem: Device) -> None:
    note = lea.json("records", "new", "note", "text=Für alle")["id"]
    lea.json("sync")
    assert lea.json("notes", "visibility", note, "shared") == {"id": note, "visibility": "partner", "wished": "shared"}
    lea.json("sync")
    cem.json("sync")
    assert cem.json("records", "show", note)["fields"]["text"] == "Für alle"
    assert lea.call("notes", "visibility", note, "everybody").code == 2


def test_people_move_change_roles_leave_and_come_back(server: RunningServer, cem: Device, case: str) -> None:
    server.command("user", "move", "cem@example.org", "--partner", "EN")
    cem.json("sync")
    assert occasion(cem, case) == "Anlass"
    assert server.command("user", "roles", "cem@example.org", "--role", "office")["roles"] == ["office"]
    cem.json("sync")
    assert cem.call("records", "show", case).code == 1
    server.command("user", "close", "cem@example.org")
    assert cem.call("sync").code == 1
    server.command("user", "reopen", "cem@example.org")
    server.command("user", "roles", "cem@example.org", "--role", "consultant")
    cem.json("sync")
    assert occasion(cem, case) == "Anlass"
    device = next(one["id"] for one in server.command("device", "list") if one["mail"] == "cem@example.org")
    server.command("device", "revoke", device)
    assert cem.call("sync").code == 1
    assert server.command("device", "readmit", device) == {"id": device, "state": "active"}
    cem.json("sync")
    assert occasion(cem, case) == "Anlass"
