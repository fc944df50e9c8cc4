import pytest

from consultant_app.changes.change import RecordId, Value
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Workspaces, add, delete, edit, every, read, shown


def test_steps_are_taken_back_newest_first_and_done_again(workspace: Workspace) -> None:
    company = add(workspace, Company(name="A", tags=frozenset({"x"})))
    edit(workspace, company, name="B", tags=frozenset({"y"}))
    edit(workspace, company, name="C")
    workspace.undo()
    assert read(workspace, Company, company).name == "B"
    workspace.undo()
    assert (read(workspace, Company, company).name, read(workspace, Company, company).tags) == ("A", {"x"})
    workspace.undo()
    assert every(workspace, Company) == ()
    assert workspace.undo() is None
    for _ in range(3):
        workspace.redo()
    assert (read(workspace, Company, company).name, read(workspace, Company, company).tags) == ("C", {"y"})
    assert workspace.redo() is None
    assert workspace.verify().whole


def test_a_deleted_visit_comes_back_with_its_parts(workspace: Workspace) -> None:
    with workspace.write("Besuch") as writer:
        visit = writer.new(Visit(company="c" * 32))
        writer.new(Participant(visit=visit.id, name="Sabine"))
    delete(workspace, visit.id)
    assert workspace.undo_label() == "Gelöscht"
    workspace.undo()
    assert len(every(workspace, Visit)) == len(every(workspace, Participant)) == 1
    workspace.redo()
    assert every(workspace, Visit) == every(workspace, Participant) == ()
    assert workspace.conflicts() == []


def test_a_new_step_ends_what_could_be_redone(workspace: Workspace) -> None:
    company = add(workspace, Company(name="A"))
    edit(workspace, company, name="B")
    workspace.undo()
    edit(workspace, company, branch="Metall")
    assert workspace.redo() is None


def test_what_was_set_since_stays(workspace: Workspace) -> None:
    company = add(workspace, Company(name="A"))
    edit(workspace, company, name="B", branch="Metall")
    with workspace.write(automatic=True) as writer:
        writer.get(Company, company).name = "Von woanders"
    workspace.undo()
    assert read(workspace, Company, company).name == "Von woanders"
    assert read(workspace, Company, company).branch == ""


def test_a_decision_can_be_taken_back(workspace: Workspace) -> None:
    company = add(workspace, Company(name="A"))
    before = shown(workspace, company, "name")
    edit(workspace, company, name="B")
    workspace.set_fields(company, {"name": "C"}, shown={"name": before})
    stands = read(workspace, Company, company).name
    with workspace.write("Entschieden") as writer:
        writer.set_unseen(company, {"name": "D"})
    assert read(workspace, Company, company).name == "D"
    assert workspace.conflicts() == []
    workspace.undo()
    assert read(workspace, Company, company).name == stands


def test_a_step_that_cannot_be_taken_back_now_is_not_lost(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = add(workspace, Company(name="A"))
    edit(workspace, company, name="B")

    def full(*_: object) -> None:
        raise RuleError("record_not_found", id="x")

    with monkeypatch.context() as patch:
        patch.setattr("consultant_app.workspace.undo.Steps.take_back", full)
        with pytest.raises(RuleError):
            workspace.undo()
    assert workspace.undo() == "Bearbeitet"
    assert read(workspace, Company, company).name == "A"


def test_another_run_has_nothing_to_take_back(workspaces: Workspaces, workspace: Workspace) -> None:
    add(workspace, Company(name="A"))
    assert workspaces.restart(workspace).undo() is None


def _contested_values(workspace: Workspace, record: RecordId) -> dict[str, dict[Value, str]]:
    """By field, each value with the name of who stands behind it."""
    return {
        one.field: {value.value: value.author.user_name for value in one.values} for one in workspace.conflicts(record)
    }


def test_a_decision_taken_back_is_contested_again_and_can_be_done_again(workspace: Workspace) -> None:
    company = add(workspace, Company(name="A"))
    seen = shown(workspace, company, "name")
    for name in ("B", "C"):
        workspace.set_fields(company, {"name": name}, shown={"name": seen})
    before = _contested_values(workspace, company)
    with workspace.write("Entschieden") as writer:
        writer.set_unseen(company, {"name": "B"})

    for _ in range(2):
        assert workspace.undo() == "Entschieden"
        assert _contested_values(workspace, company) == before == {"name": {"B": "Katrin Albers", "C": "Katrin Albers"}}
        assert workspace.redo() == "Entschieden"
        assert (workspace.conflicts(), read(workspace, Company, company).name) == ([], "B")
    assert workspace.verify().whole


@pytest.mark.parametrize("base", ["", "Der Ofen läuft nachts durch."])
@pytest.mark.parametrize("taken", ["first", "second", "both"])
def test_a_text_decided_for_one_side_is_contested_again_with_both(workspace: Workspace, base: str, taken: str) -> None:
    """Also where nothing stood before, so that there is no common state to merge from."""
    visit = add(workspace, Visit(company="c" * 32, situation=base))
    seen = shown(workspace, visit, "situation")
    first, second = "Der Ofen läuft nur tags.", "Der Ofen steht still."
    for text in (first, second):
        workspace.set_fields(visit, {"situation": text}, shown={"situation": seen})
    before = _contested_values(workspace, visit)
    assert before["situation"].keys() == {first, second}
    with workspace.write("Entschieden") as writer:
        decided = {"first": first, "second": second, "both": f"{first}\n{second}"}[taken]
        writer.set_unseen(visit, {"situation": decided})

    workspace.undo()

    assert _contested_values(workspace, visit) == before
    assert workspace.verify().whole


def test_only_what_was_decided_is_contested_again(workspace: Workspace) -> None:
    company = add(workspace, Company(name="A", branch="Metall"))
    seen = shown(workspace, company, "name")
    for name in ("B", "C"):
        workspace.set_fields(company, {"name": name}, shown={"name": seen})
    with workspace.write("Entschieden") as writer:
        writer.set_unseen(company, {"name": "D", "branch": "Guss"})
    workspace.undo()
    assert [one.field for one in workspace.conflicts()] == ["name"]
    assert read(workspace, Company, company).branch == "Metall"


def test_a_decision_that_somebody_wrote_over_stays(workspace: Workspace) -> None:
    company = add(workspace, Company(name="A"))
    seen = shown(workspace, company, "name")
    for name in ("B", "C"):
        workspace.set_fields(company, {"name": name}, shown={"name": seen})
    with workspace.write("Entschieden") as writer:
        writer.set_unseen(company, {"name": "D"})
    with workspace.write(automatic=True) as writer:
        writer.get(Company, company).name = "Von woanders"
    workspace.undo()
    assert (workspace.conflicts(), read(workspace, Company, company).name) == ([], "Von woanders")


def test_texts_that_were_combined_without_a_question_are_not_contested_by_an_undo(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, situation="Eins.\nZwei."))
    seen = shown(workspace, visit, "situation")
    for text in ("Eins!\nZwei.", "Eins.\nZwei!"):
        workspace.set_fields(visit, {"situation": text}, shown={"situation": seen})
    edit(workspace, visit, situation="Ganz anders.")
    workspace.undo()
    assert (workspace.conflicts(), read(workspace, Visit, visit).situation) == ([], "Eins!\nZwei!")
