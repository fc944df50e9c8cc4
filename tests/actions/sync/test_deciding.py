"""Deciding: an ordinary change that replaces what its author saw, no more and no less."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consultant_app.actions.sync.deciding import decide_all, take
from consultant_app.actions.sync.overview import ContestedRecord, contested_records, sync_overview
from consultant_app.actions.sync.rounds import sync
from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.changes.change import EXISTENCE, ChangeId, RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Workspaces, add, delete, edit, find, read, shown
from tests.support.partner_server import PartnerServer, running_server


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspaces = Workspaces(tmp_path)
    yield workspaces.create()
    workspaces.close()


def _contest(workspace: Workspace, record: RecordId, field: str, *values: object) -> None:
    """Each of these was written by somebody who was shown the same."""
    seen: list[ChangeId] = shown(workspace, record, field)
    for value in values:
        workspace.set_fields(record, {field: value}, shown={field: seen})


@pytest.fixture
def company(workspace: Workspace) -> RecordId:
    company = add(workspace, Company(name="Tilgner"))
    _contest(workspace, company, "name", "Tilgner Metallbau", "Tilgner GmbH")
    return company


def _contested(workspace: Workspace) -> tuple[ContestedRecord, ...]:
    with workspace.read() as reader:
        return contested_records(reader, workspace.identity.user, "de")


def _seen(record: ContestedRecord) -> dict[str, list[ChangeId]]:
    return {field.field: [version.change for version in field.versions] for field in record.fields}


def test_a_decision_settles_the_field_and_can_be_taken_back(workspace: Workspace, company: RecordId) -> None:
    (record,) = _contested(workspace)
    before = read(workspace, Company, company).name
    other = next(version.value for version in record.fields[0].versions if version.value != before)
    decide_all(workspace, company, {"name": other}, shown=_seen(record), label="Konflikt entschieden")

    assert workspace.conflicts() == []
    assert read(workspace, Company, company).name == other
    assert workspace.undo() == "Konflikt entschieden"
    assert read(workspace, Company, company).name == before


def test_a_version_that_came_after_the_look_goes_on_contesting(workspace: Workspace, company: RecordId) -> None:
    base = [workspace.history(company)[0].change]
    (record,) = _contested(workspace)
    workspace.set_fields(company, {"name": "Tilgner & Söhne"}, shown={"name": base})
    decide_all(workspace, company, {"name": "Tilgner GmbH"}, shown=_seen(record), label="")

    (conflict,) = workspace.conflicts(company)
    assert {value.value for value in conflict.values} == {"Tilgner GmbH", "Tilgner & Söhne"}


def test_what_nobody_contests_any_more_is_refused(workspace: Workspace, company: RecordId) -> None:
    (record,) = _contested(workspace)
    decide_all(workspace, company, {"name": "Tilgner GmbH"}, shown=_seen(record), label="")
    with pytest.raises(RuleError, match="not_contested"):
        decide_all(workspace, company, {"name": "Tilgner"}, shown=_seen(record), label="")


def test_taking_the_value_of_a_change_that_does_not_contest_is_refused(workspace: Workspace, company: RecordId) -> None:
    first = workspace.history(company)[0].change
    with pytest.raises(RuleError, match="change_not_contesting"):
        take(workspace, company, "name", first)


def _deleted_and_edited(workspace: Workspace) -> RecordId:
    note = add(workspace, Note(title="Förderung", text="Alt."))
    seen = shown(workspace, note, "title")
    with workspace.write("Gelöscht") as writer:
        writer.delete(writer.load(note))
    with workspace.write("Bearbeitet") as writer:
        writer.shown(note, {"title": seen})
        writer.set_unseen(note, {"title": "Förderung LED"})
    return note


def test_the_state_before_is_what_all_of_three_versions_started_from(workspace: Workspace) -> None:
    company = add(workspace, Company(name="Tilgner"))
    begun = shown(workspace, company, "name")
    edit(workspace, company, name="Tilgner Metall")
    edit(workspace, company, name="Tilgner Metallbau")
    _contest_from(workspace, company, begun, "Tilgner GmbH")
    (record,) = _contested(workspace)
    assert record.fields[0].before is not None
    assert record.fields[0].before.text == "Tilgner"


def test_no_decision_is_the_state_that_versions_started_from(workspace: Workspace, company: RecordId) -> None:
    (record,) = _contested(workspace)
    decide_all(workspace, company, {"name": "Tilgner GmbH"}, shown=_seen(record), label="")
    workspace.undo()
    (again,) = _contested(workspace)
    assert again.fields[0].before == record.fields[0].before


def test_of_a_text_that_was_empty_the_state_before_is_empty_and_has_no_day(workspace: Workspace) -> None:
    note = add(workspace, Note(title="Förderung"))
    _contest_from(workspace, note, [], "Mit A.", field="text")
    _contest_from(workspace, note, [], "Mit B.", field="text")
    (record,) = _contested(workspace)
    before = record.fields[0].before
    assert before is not None
    assert (before.text, before.is_empty, before.at) == ("leer", True, None)


def _contest_from(
    workspace: Workspace, record: RecordId, seen: list[ChangeId], value: str, *, field: str = "name"
) -> None:
    workspace.set_fields(record, {field: value}, shown={field: seen})


@pytest.mark.parametrize("kept", [True, False])
def test_deleted_against_edited_is_decided_either_way(workspace: Workspace, kept: bool) -> None:
    note = _deleted_and_edited(workspace)
    (record,) = _contested(workspace)
    assert [version.text for version in record.fields[0].versions] == ["behalten", "gelöscht"]
    decide_all(workspace, note, {EXISTENCE: kept}, shown=_seen(record), label="")

    assert workspace.conflicts() == []
    assert (find(workspace, Note, note) is not None) == kept


@pytest.mark.parametrize("kept", [True, False])
def test_delete_or_keep_is_asked_again_once_its_decision_is_taken_back(workspace: Workspace, kept: bool) -> None:
    note = _deleted_and_edited(workspace)
    (before,) = workspace.conflicts()
    (record,) = _contested(workspace)
    decide_all(workspace, note, {EXISTENCE: kept}, shown=_seen(record), label="Konflikt entschieden")
    for _ in range(2):
        assert workspace.undo() == "Konflikt entschieden"
        assert read(workspace, Note, note).title == "Förderung LED"
        (again,) = workspace.conflicts()
        assert [(one.value, one.author, one.at) for one in again.values] == [
            (one.value, one.author, one.at) for one in before.values
        ]
        workspace.redo()
        assert workspace.conflicts() == []
        assert (find(workspace, Note, note) is not None) == kept
    assert workspace.verify().whole


def test_what_came_since_a_decision_to_delete_stays_when_it_is_taken_back(workspace: Workspace) -> None:
    note = _deleted_and_edited(workspace)
    (record,) = _contested(workspace)
    decide_all(workspace, note, {EXISTENCE: False}, shown=_seen(record), label="")
    with workspace.write(automatic=True) as writer:
        writer.restore(note)
    workspace.undo()
    assert workspace.conflicts() == []
    assert find(workspace, Note, note) is not None


@pytest.mark.parametrize("kept", [True, False])
def test_a_visit_deleted_against_a_new_part_is_asked_about_again_with_all_its_parts(
    workspace: Workspace, kept: bool
) -> None:
    with workspace.write() as writer:
        visit = RecordId(writer.new(Visit(company="c" * 32)).id)
        known = RecordId(writer.new(Participant(visit=visit, name="Sabine")).id)
    with workspace.write("Gelöscht") as writer:
        writer.delete(writer.load(visit))
    with workspace.write() as writer:
        new = RecordId(writer.new(Participant(visit=visit, name="Jürgen")).id)
    contested = [(conflict.record, conflict.field) for conflict in workspace.conflicts()]
    assert contested == [(visit, EXISTENCE)]
    (record,) = _contested(workspace)
    decide_all(workspace, visit, {EXISTENCE: kept}, shown=_seen(record), label="")
    assert {one: find(workspace, Participant, one) is not None for one in (known, new)} == {known: kept, new: kept}

    workspace.undo()
    assert [(conflict.record, conflict.field) for conflict in workspace.conflicts()] == contested
    assert {one: find(workspace, Participant, one) is not None for one in (known, new)} == {known: False, new: True}
    workspace.redo()
    assert workspace.conflicts() == []
    assert {one: find(workspace, Participant, one) is not None for one in (known, new)} == {known: kept, new: kept}
    assert workspace.verify().whole


def test_keeping_decides_the_other_fields_too(workspace: Workspace) -> None:
    note = _deleted_and_edited(workspace)
    _contest(workspace, note, "text", "Mit A.", "Mit B.")
    (record,) = _contested(workspace)
    wanted = {EXISTENCE: True, "text": "Mit A und B."}
    decide_all(workspace, note, wanted, shown=_seen(record), label="")

    assert workspace.conflicts() == []
    assert read(workspace, Note, note).text == "Mit A und B."


def test_the_overview_names_the_state_before_and_who_wrote_what(workspace: Workspace, company: RecordId) -> None:
    with workspace.read() as reader:
        overview = sync_overview(reader, workspace.identity.user, "de")
    (record,) = overview.contested

    assert (record.title, record.type_name, record.company) == (record.title, "Unternehmen", record.title)
    (field,) = record.fields
    assert field.label == "Name"
    assert field.before is not None
    assert (field.before.text, field.before.author_name) == ("Tilgner", "Katrin Albers")
    assert {version.author_name for version in field.versions} == {"Katrin Albers"}
    assert all(version.is_mine for version in field.versions)
    assert [(one.words, one.names) for one in overview.waiting] == [("1 Unternehmen", (record.title,))]


def test_a_decision_taken_back_is_contested_for_everybody_with_the_names_of_who_wrote(tmp_path: Path) -> None:
    with running_server(f"sqlite:///{tmp_path / 'server.db'}") as server:
        anna, ben = (_enrolled(tmp_path, server, name) for name in ("Anna", "Ben"))
        company = add(anna, Company(name="Tilgner"))
        _rounds(anna, ben)
        edit(anna, company, name="Tilgner Metallbau")
        edit(ben, company, name="Tilgner GmbH")
        _rounds(anna, ben, anna)
        before = _written_by(anna)
        assert before == _written_by(ben) == {"Tilgner Metallbau": "Anna", "Tilgner GmbH": "Ben"}

        (record,) = _contested(anna)
        decide_all(anna, company, {"name": "Tilgner GmbH"}, shown=_seen(record), label="Konflikt entschieden")
        _rounds(anna, ben)
        assert _written_by(ben) == {}
        anna.undo()
        _rounds(anna, ben)

        assert _written_by(anna) == _written_by(ben) == before
        (record,) = _contested(ben)
        assert {version.author_name: version.is_mine for version in record.fields[0].versions} == {
            "Anna": False,
            "Ben": True,
        }
        decide_all(ben, company, {"name": "Tilgner Metallbau"}, shown=_seen(record), label="Konflikt entschieden")
        _rounds(ben, anna)
        for workspace in (anna, ben):
            assert (workspace.conflicts(), read(workspace, Company, company).name) == ([], "Tilgner Metallbau")
            assert workspace.verify().whole
            workspace.close()


def test_delete_or_keep_is_open_again_for_everybody_under_the_names_of_who_wrote(tmp_path: Path) -> None:
    with running_server(f"sqlite:///{tmp_path / 'server.db'}") as server:
        anna, ben = (_enrolled(tmp_path, server, name) for name in ("Anna", "Ben"))
        company = add(anna, Company(name="Tilgner"))
        _rounds(anna, ben)
        edit(anna, company, name="Tilgner Metallbau")
        delete(ben, company)
        _rounds(anna, ben, anna)
        before = _written_by(anna)
        assert before == _written_by(ben) == {True: "Anna", False: "Ben"}

        decide_all(anna, company, {EXISTENCE: True}, shown={}, label="Konflikt entschieden")
        _rounds(anna, ben)
        assert _written_by(ben) == {}
        anna.undo()
        _rounds(anna, ben)
        assert _written_by(anna) == _written_by(ben) == before

        decide_all(ben, company, {EXISTENCE: False}, shown={}, label="Konflikt entschieden")
        _rounds(ben, anna)
        for workspace in (anna, ben):
            assert (workspace.conflicts(), find(workspace, Company, company)) == ([], None)
            assert workspace.verify().whole
            workspace.close()


def _enrolled(folder: Path, server: PartnerServer, name: str) -> Workspace:
    mail = f"{name}@en"
    server.add_person(mail, name=name)
    laptop = f"Laptop {name}"
    made, _ = create_enrolled(folder / name, server.invite(mail), laptop, passphrase="geheim", use_keyring=False)
    return made


def _rounds(*laptops: Workspace) -> None:
    for laptop in laptops:
        sync(laptop)


def _written_by(workspace: Workspace) -> dict[object, str]:
    return {value.value: value.author.user_name for one in workspace.conflicts() for value in one.values}
