import pytest

from consultant_app.changes.change import RecordId
from consultant_app.workspace.workspace import Workspace
from tests.cli.laptop import PASSPHRASE, Laptop


@pytest.fixture
def contested(laptop: Laptop) -> str:
    """A company whose name two edits set that had been shown the same."""
    record = laptop.new("company", "name=vorher")
    workspace = Workspace.open(laptop.folder, passphrase=PASSPHRASE)
    with workspace.read() as reader:
        shown = reader.shown(RecordId(record))
    for name in ("Ruhrblech", "Ruhrglas"):
        workspace.set_fields(RecordId(record), {"name": name}, shown=shown)
    workspace.close()
    return record


def changes(laptop: Laptop, record: str) -> dict[str, str]:
    """The contesting changes by the value they set."""
    return {value["value"]: value["change"] for value in laptop.show(record)["contested"]["name"]}


def test_a_contested_field_is_listed_with_every_value(laptop: Laptop, contested: str) -> None:
    (conflict,) = laptop.json("conflicts", "list")
    assert (conflict["id"], conflict["type"], conflict["field"]) == (contested, "company", "name")
    assert {value["value"] for value in conflict["values"]} == {"Ruhrblech", "Ruhrglas"}
    assert {value["author"] for value in conflict["values"]} == {"Ada Beispiel"}
    assert all(value["device"] and value["at"].endswith("Z") for value in conflict["values"])
    assert laptop.json("workspace", "status")["contested"] == 1


@pytest.mark.parametrize("wanted", ["Ruhrblech", "Ruhrglas"])
def test_taking_a_change_settles_the_field_also_by_the_value_shown_already(
    laptop: Laptop, contested: str, wanted: str
) -> None:
    laptop.json("conflicts", "decide", contested, "name", "--take", changes(laptop, contested)[wanted])
    assert laptop.json("conflicts", "list") == []
    assert laptop.fields(contested)["name"] == wanted
    assert laptop.json("workspace", "verify")["whole"]


def test_a_third_value_settles_the_field(laptop: Laptop, contested: str) -> None:
    laptop.json("conflicts", "decide", contested, "name", "--value", "Ruhrblech und Ruhrglas")
    assert laptop.show(contested)["contested"] == {}
    assert laptop.fields(contested)["name"] == "Ruhrblech und Ruhrglas"


def test_only_contesting_changes_and_contested_fields_can_be_decided(laptop: Laptop, contested: str) -> None:
    decide = ("conflicts", "decide", contested)
    assert laptop.refused(*decide, "name", "--take", f"{'f' * 32}:1") == (1, "change_not_contesting")
    assert laptop.refused(*decide, "branch", "--value", "x") == (1, "not_contested")
    assert laptop.refused("conflicts", "decide", "f" * 32, "name", "--value", "x") == (1, "record_not_found")


def test_an_edit_that_meets_a_deletion_can_be_decided_either_way(laptop: Laptop) -> None:
    for answer, deleted in (("false", True), ("true", False)):
        record = deleted_and_edited(laptop)
        assert set(laptop.show(record)["contested"]) == {"@exists"}
        laptop.json("conflicts", "decide", record, "@exists", "--value", answer)
        shown = laptop.show(record)
        assert (shown["contested"], shown["deleted"]) == ({}, deleted)


def deleted_and_edited(laptop: Laptop) -> str:
    record = RecordId(laptop.new("company", "name=vorher"))
    workspace = Workspace.open(laptop.folder, passphrase=PASSPHRASE)
    with workspace.read() as reader:
        shown = reader.shown(record)
    with workspace.write() as writer:
        writer.delete(writer.load(record))
    with workspace.write() as writer:
        writer.shown(record, shown)
        writer.set_unseen(record, {"name": "nachher"})
    workspace.close()
    return str(record)
