"""What the server did not take, on the command line."""

from pathlib import Path

import pytest

from consultant_app.changes.change import change_id
from consultant_app.changes.wire import Refusal
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.inbox import set_aside
from consultant_app.workspace.workspace import Workspace
from tests.cli.laptop import PASSPHRASE, Laptop


@pytest.fixture
def kept(laptop: Laptop) -> str:
    """A company that the server would not take; its transaction."""
    company = laptop.new("company", "name=Ruhrblech")
    workspace = Workspace.open(laptop.folder, passphrase=PASSPHRASE)
    try:
        change = workspace.history(company)[0].change  # type: ignore[arg-type]
        with workspace.database.writing() as connection:
            set_aside(cursor_of(connection), change, Refusal.NOT_A_MEMBER, 1)
    finally:
        workspace.close()
    return str(change_id(*change.split(":")))  # type: ignore[arg-type]


def test_what_is_set_aside_is_listed_with_its_reason(laptop: Laptop, kept: str) -> None:
    [one] = laptop.json("set-aside", "list")
    assert (one["id"], one["reason"]) == (kept, "not_a_member")
    assert one["message"] == "Sie dürfen dort nicht mehr schreiben. Ihr Text bleibt auf diesem Gerät erhalten."
    assert one["changes"][0]["fields"]["Name"] == "Ruhrblech"
    assert "Ruhrblech" in laptop.call("set-aside", "list").out


def test_it_is_sent_again_or_put_elsewhere(laptop: Laptop, kept: str) -> None:
    assert laptop.refused("set-aside", "send-again", "--only", "0" * 32 + ":1") == (1, "set_aside_unknown")
    [made] = laptop.json("set-aside", "refile", "--space", "organisation", "--only", kept)["records"]
    assert laptop.fields(made)["name"] == "Ruhrblech"
    assert laptop.json("set-aside", "list") == []
    assert laptop.json("set-aside", "send-again") == {"changes": 0}
    assert laptop.json("workspace", "verify")["whole"]


def test_it_is_kept_as_text_and_as_a_file(
    laptop: Laptop, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "kept.txt"
    assert laptop.json("set-aside", "export", str(text), "--text")["changes"] == 1
    assert "Ruhrblech" in text.read_text(encoding="utf-8")
    monkeypatch.setenv("CONSULTANT_EXCHANGE_PASSWORD", "Fördergerüst")
    assert laptop.json("set-aside", "export", str(tmp_path / "kept.csrx"), "--only", kept)["changes"] == 1
    assert laptop.json("exchange", "read", str(tmp_path / "kept.csrx"), "--dry-run")["known"] == 1
    assert laptop.refused("set-aside", "export", str(tmp_path / "x"), "--text", "--only", "0" * 32 + ":1")[1] == (
        "set_aside_unknown"
    )
