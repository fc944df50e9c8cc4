"""Erasing a contact on the command line, and what it says about that afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.laptop import consultant_app
from tests.cli.test_two_laptops import Device, joined
from tests.server.server_process import RunningServer, running_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server("--data", str(tmp_path / "server")) as server:
        server.command("partner", "add", "EN", "Agentur EN")
        for name, role in (("ada", "consultant"), ("dora", "dpo")):
            mail = f"{name}@example.org"
            server.command("user", "add", mail, "--name", name.title(), "--partner", "EN", "--role", role)
        yield server


@pytest.fixture
def ada(server: RunningServer, tmp_path: Path) -> Device:
    return joined(server, tmp_path / "ada", "ada@example.org")


@pytest.fixture
def dora(server: RunningServer, tmp_path: Path) -> Device:
    """The data protection officer."""
    return joined(server, tmp_path / "dora", "dora@example.org")


def lines(device: Device, *words: str) -> str:
    """What a person reads."""
    said = consultant_app(*words, "--workspace", str(device.folder))
    assert said.code == 0, said.err
    return said.out


def test_a_contact_is_erased_and_the_devices_tell_when_they_have_done_it(ada: Device, dora: Device) -> None:
    company = ada.json("records", "new", "company", "name=Zeche")["id"]
    contact = ada.json("records", "new", "contact", f"company={company}", "last_name=Kanarienvogel")["id"]
    ada.json("records", "new", "visit", f"company={company}", "situation=Gespräch mit Kanarienvogel")
    ada.json("sync")

    refused = ada.call("privacy", "erase", contact)
    assert (refused.code, refused.error) == (1, "erasure_not_allowed")
    order = dora.json("privacy", "erase", contact)
    assert (order["contact"], order["by"], order["changes"], order["mentions"]) == (contact, "Dora", 1, 1)
    assert (order["done"], order["outstanding"]) == (1, 1)

    assert "Kanarienvogel" in ada.call("records", "show", contact).out
    ada.json("sync")
    assert ada.json("records", "show", contact)["fields"]["last_name"] is None
    assert ada.call("search", "Kanarienvogel", "--type", "contact").out.strip() in {"", "[]"}
    ada.json("sync")
    assert ada.call("workspace", "verify").code == 0
    (state,) = dora.json("privacy", "status")
    assert (state["id"], state["done"], state["outstanding"]) == (order["id"], 2, 0)
    shown = dora.json("privacy", "status", order["id"])
    assert {one["user"]: one["done_at"] is not None for one in shown["devices"]} == {"Ada": True, "Dora": True}
    assert dora.call("privacy", "status", "f" * 32).error == "erasure_unknown"


def test_for_a_person_it_says_the_same_in_lines(ada: Device, dora: Device) -> None:
    contact = ada.json("records", "new", "contact", f"company={'c' * 32}", "last_name=Muster")["id"]
    ada.json("sync")
    said = lines(dora, "privacy", "erase", contact)
    assert f"contact: {contact}" in said
    assert "outstanding: 1" in said
    assert contact in lines(dora, "privacy", "status")
