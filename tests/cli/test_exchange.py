"""Exchange files on the command line."""

from pathlib import Path

import pytest

from tests.cli.laptop import Laptop
from tests.support.scenarios import scenario


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULTANT_EXCHANGE_PASSWORD", "Fördergerüst")


@pytest.fixture
def other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Laptop:
    """A colleague's laptop; neither has a server."""
    made = Laptop(tmp_path / "other", capsys)
    made.json("workspace", "create", "--partner", "EN", "--user", "Bo Beispiel")
    return made


def test_a_file_goes_from_one_laptop_to_another_and_back_again(laptop: Laptop, other: Laptop, tmp_path: Path) -> None:
    company = laptop.new("company", "name=Ruhrblech")
    file = str(tmp_path / "a.csrx")
    written = laptop.json("exchange", "write", file, "--space", "consortium")
    assert written["changes"] >= 1
    assert written["bytes"] == Path(file).stat().st_size
    looked = other.json("exchange", "read", file, "--dry-run")
    assert (looked["new"], looked["taken"], looked["restore_point"]) == (written["changes"], 0, None)
    assert other.refused("records", "show", company) == (1, "record_not_found")

    read = other.json("exchange", "read", file)
    assert read["taken"] == looked["new"]
    assert other.fields(company)["name"] == "Ruhrblech"
    assert other.json("exchange", "read", file)["known"] == written["changes"]
    [point] = other.json("exchange", "points")
    assert point["name"] == read["restore_point"] == other.json("exchange", "back")["name"]
    assert other.refused("records", "show", company) == (1, "record_not_found")
    assert other.json("workspace", "verify")["whole"]


def test_since_a_file_only_what_it_did_not_have_is_written(laptop: Laptop, tmp_path: Path) -> None:
    company = laptop.new("company", "name=Ruhrblech")
    first, second = str(tmp_path / "1.csrx"), str(tmp_path / "2.csrx")
    laptop.json("exchange", "write", first, "--space", "consortium")
    laptop.json("records", "set", company, "name=Ruhrblech GmbH")
    assert laptop.json("exchange", "write", second, "--space", "consortium", "--since", first)["changes"] == 1
    assert laptop.refused("exchange", "write", second, "--space", "consortium", "--since", second)[1] == (
        "exchange_empty"
    )


def test_what_cannot_be_is_said_in_words(laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csrx"
    assert laptop.refused("exchange", "read", str(file)) == (3, "exchange_unreadable")
    file.write_text("Einkaufszettel")
    assert laptop.refused("exchange", "read", str(file)) == (1, "exchange_not_ours")
    assert laptop.refused("exchange", "write", str(file), "--space", "nirgends") == (1, "unknown_space")
    assert laptop.refused("exchange", "back") == (1, "no_restore_point")
    laptop.new("company", "name=Ruhrblech")
    laptop.json("exchange", "write", str(file), "--space", "consortium")
    monkeypatch.setenv("CONSULTANT_EXCHANGE_PASSWORD", "ein anderes")
    assert laptop.refused("exchange", "read", str(file)) == (1, "exchange_wrong_password")
    monkeypatch.delenv("CONSULTANT_EXCHANGE_PASSWORD")
    assert laptop.refused("exchange", "read", str(file)) == (2, "exchange_password_missing")


@scenario("F71")
def test_leaving_seals_what_waits_before_anything_is_wiped(laptop: Laptop, other: Laptop, tmp_path: Path) -> None:
    visit = laptop.new("company", "name=Ruhrblech")
    laptop.new("note", "title=Nur für mich", "--space", "person")
    stick = tmp_path / "stick"
    assert laptop.refused("workspace", "leave") == (1, "leave_place_missing")
    assert laptop.refused("workspace", "leave", "--to", str(stick)) == (1, "leave_person_waiting")
    assert laptop.refused("workspace", "leave", "--with-person", "--to", str(stick)) == (3, "exchange_not_written")
    assert laptop.fields(visit)["name"] == "Ruhrblech"
    stick.mkdir()
    left = laptop.json("workspace", "leave", "--with-person", "--to", str(stick))
    assert sorted(path.name for path in stick.iterdir()) == sorted(Path(one["file"]).name for one in left["files"])
    assert len(left["files"]) == 2
    assert not (laptop.folder / "workspace.db").exists()
    assert laptop.refused("workspace", "status") == (1, "no_workspace")
    for one in left["files"]:
        if "consortium" in one["file"]:
            other.json("exchange", "read", one["file"])
    assert other.fields(visit)["name"] == "Ruhrblech"
