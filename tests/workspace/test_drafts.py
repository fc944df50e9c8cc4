from datetime import timedelta

import pytest

from consultant_app.changes.change import EXISTENCE, RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.log import load_change
from consultant_app.workspace.workspace import CommitNotice, Workspace
from tests.support.laptops import Workspaces, add, delete, edit, find, read, rows, shown
from tests.support.scenarios import scenario


@pytest.fixture
def visit(workspace: Workspace) -> RecordId:
    return add(workspace, Visit(company="c" * 32, situation="Alt."))


def _type(workspace: Workspace, record: RecordId, text: str, seen: list[str] | None = None) -> None:
    heads = shown(workspace, record, "situation") if seen is None else seen
    workspace.type_draft(record, "situation", text, shown=heads)


def test_typing_is_no_change_until_it_is_sealed(workspace: Workspace, visit: RecordId) -> None:
    _type(workspace, visit, "Ne")
    _type(workspace, visit, "Neu.")
    assert [draft.value for draft in workspace.drafts(visit)] == ["Neu."]
    assert read(workspace, Visit, visit).situation == "Alt."
    workspace.seal_drafts()
    assert workspace.drafts() == []
    assert read(workspace, Visit, visit).situation == "Neu."
    assert len(workspace.history(visit)) == 2


def test_sealing_tells_that_it_was_a_draft(workspace: Workspace, visit: RecordId) -> None:
    notices: list[CommitNotice] = []
    workspace.listeners.append(notices.append)
    _type(workspace, visit, "Neu.")
    assert notices == []
    workspace.seal_drafts()
    assert notices == [CommitNotice({visit: "visit"}, "draft")]


@scenario("F78")
def test_what_a_crash_left_is_sealed_at_the_next_start_with_what_it_replaced(
    workspaces: Workspaces, workspace: Workspace, visit: RecordId
) -> None:
    seen = shown(workspace, visit, "situation")
    _type(workspace, visit, "Getippt.")
    edit(workspace, visit, situation="Von nebenan.")
    workspace = workspaces.crash(workspace)
    assert workspace.drafts() == []
    (conflict,) = workspace.conflicts(visit)
    assert {value.value for value in conflict.values} == {"Getippt.", "Von nebenan."}
    (typed,) = [value.change for value in conflict.values if value.value == "Getippt."]
    with workspace.read() as reader:
        stored = load_change(reader.raw, typed)
    assert stored is not None
    assert stored.change.replaces == {"situation": seen}


@scenario("F77")
def test_a_change_that_arrives_while_somebody_types_overwrites_nothing(workspace: Workspace, visit: RecordId) -> None:
    before = shown(workspace, visit, "situation")
    _type(workspace, visit, "Meins.", before)
    workspace.set_fields(visit, {"situation": "Deins."}, shown={"situation": before})
    _type(workspace, visit, "Meins, länger.", before)
    workspace.seal_drafts()
    (conflict,) = workspace.conflicts(visit)
    assert {value.value for value in conflict.values} == {"Meins, länger.", "Deins."}


@scenario("F77")
def test_both_edits_of_one_text_are_combined_where_they_do_not_meet(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, situation="Erster Satz.\n\nZweiter Satz."))
    before = shown(workspace, visit, "situation")
    _type(workspace, visit, "Erster Satz, neu.\n\nZweiter Satz.", before)
    workspace.set_fields(visit, {"situation": "Erster Satz.\n\nZweiter Satz, neu."}, shown={"situation": before})
    workspace.seal_drafts()
    assert read(workspace, Visit, visit).situation == "Erster Satz, neu.\n\nZweiter Satz, neu."
    assert workspace.conflicts() == []
    assert workspace.verify().whole


def test_typing_on_after_a_seal_contests_nothing(workspace: Workspace, visit: RecordId) -> None:
    before = shown(workspace, visit, "situation")
    for text in ("Neu", "Neu und", "Neu und länger."):
        _type(workspace, visit, text, before)
        workspace.seal_drafts()
    assert read(workspace, Visit, visit).situation == "Neu und länger."
    assert workspace.conflicts() == []


@scenario("F34")
def test_words_typed_into_a_record_that_was_deleted_meanwhile_survive_and_are_marked(
    workspace: Workspace, visit: RecordId
) -> None:
    _type(workspace, visit, "Wichtig.")
    delete(workspace, visit)
    workspace.seal_drafts()
    assert read(workspace, Visit, visit).situation == "Wichtig."
    assert [conflict.field for conflict in workspace.conflicts(visit)] == [EXISTENCE]
    assert workspace.verify().whole


def test_a_draft_that_says_what_stood_there_is_no_edit(workspace: Workspace, visit: RecordId) -> None:
    before = shown(workspace, visit, "situation")
    workspace.set_fields(visit, {"situation": "Inzwischen."}, shown={"situation": before})
    _type(workspace, visit, "Alt.", before)
    workspace.type_draft(visit, "goal", "", shown=[])
    workspace.seal_drafts()
    assert workspace.drafts() == []
    assert read(workspace, Visit, visit).situation == "Inzwischen."
    assert workspace.conflicts() == []
    assert len(workspace.history(visit)) == 2


@scenario("F40")
def test_a_draft_that_breaks_a_rule_keeps_no_workspace_shut(
    workspaces: Workspaces, workspace: Workspace, visit: RecordId
) -> None:
    workspace.type_draft(visit, "times", {"start": "11:00", "end": "09:00"}, shown=[])
    workspace = workspaces.crash(workspace)
    times = read(workspace, Visit, visit).times
    assert times is not None
    assert times.start is not None
    assert times.start.hour == 11


@scenario("F55")
def test_a_draft_that_this_version_cannot_read_is_kept_and_keeps_no_workspace_shut(
    workspaces: Workspaces, workspace: Workspace, visit: RecordId
) -> None:
    workspace.type_draft(visit, "mood", "heiter", shown=[])
    workspace.type_draft(visit, "held_on", "übermorgen", shown=[])
    workspace = workspaces.crash(workspace)
    assert read(workspace, Visit, visit).held_on is None
    kept = {name: value for step in workspace.history(visit) for name, value in step.fields.items()}
    assert (kept["mood"], kept["held_on"]) == ("heiter", "übermorgen")
    assert workspace.verify().whole


def test_another_process_leaves_the_drafts_of_a_living_one_alone(
    workspaces: Workspaces, workspace: Workspace, visit: RecordId
) -> None:
    _type(workspace, visit, "Noch nicht fertig")
    beside = workspaces.open(workspace.folder)
    beside.seal_drafts()
    beside.close()
    assert [draft.value for draft in workspace.drafts()] == ["Noch nicht fertig"]
    workspace.seal_drafts()
    assert read(workspace, Visit, visit).situation == "Noch nicht fertig"


def test_closing_seals_and_leaves_no_lock_behind(workspaces: Workspaces, workspace: Workspace, visit: RecordId) -> None:
    _type(workspace, visit, "Fertig.")
    workspace.close()
    assert list(workspace.folder.glob("*.lock")) == []
    assert read(workspaces.open(workspace.folder), Visit, visit).situation == "Fertig."


def test_nothing_is_typed_into_a_record_that_is_not_here(workspace: Workspace) -> None:
    with pytest.raises(RuleError, match="record_not_found"):
        workspace.type_draft(RecordId("f" * 32), "situation", "Wohin?", shown=[])


def test_a_draft_remembers_when_its_typing_began(workspaces: Workspaces, workspace: Workspace, visit: RecordId) -> None:
    began = workspace.now_ms()
    _type(workspace, visit, "Ne")
    workspaces.clock.advance(timedelta(minutes=3))
    _type(workspace, visit, "Neu")
    (draft,) = workspace.drafts()
    assert (draft.started_at, draft.typed_at) == (began, began + 180_000)


def test_an_undone_draft_is_gone_and_comes_back(workspace: Workspace, visit: RecordId) -> None:
    _type(workspace, visit, "Neu.")
    workspace.seal_drafts(visit, "Text geändert")
    assert workspace.undo() == "Text geändert"
    assert read(workspace, Visit, visit).situation == "Alt."
    assert workspace.redo() == "Text geändert"
    assert read(workspace, Visit, visit).situation == "Neu."


def test_a_set_is_typed_code_by_code(workspace: Workspace) -> None:
    company = add(workspace, Company(name="X", tags=frozenset({"a"})))
    workspace.type_draft(company, "tags:b", True, shown=[])
    workspace.type_draft(company, "tags:a", False, shown=shown(workspace, company, "tags:a"))
    workspace.seal_drafts()
    assert read(workspace, Company, company).tags == {"b"}


def test_a_forgotten_record_takes_no_draft_with_it_into_the_next_start(workspaces: Workspaces) -> None:
    workspace = workspaces.create()
    visit = add(workspace, Visit(company="c" * 32))
    _type(workspace, visit, "x", [])
    assert rows(workspace, "SELECT run FROM draft") == [(workspace.run.id,)]
    assert find(workspace, Visit, visit) is not None
