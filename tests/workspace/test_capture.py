from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update

from consultant_app.changes.change import EXISTENCE, Kind
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.company_profile import CompanyProfile
from consultant_app.domain.contact import Contact
from consultant_app.domain.groups import Address
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.partner import Partner
from consultant_app.domain.record import Record, record_types
from consultant_app.domain.visit import Clock, Times, Visit
from consultant_app.domain.visit_parts import Agreement, Participant, TopicNote
from consultant_app.errors import RuleError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.log import changes_of
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Workspaces, add, delete, edit, every, find, read, rows, shown
from tests.support.scenarios import scenario

VALUES: list[tuple[type[Any], str, Any, Any]] = [
    (Company, "name", "Größe & Söhne „Ruhr“", "Größe & Söhne „Ruhr“"),
    (Visit, "situation", "Zwei Absätze.\n\nUnd ein „Zitat“.", "Zwei Absätze.\n\nUnd ein „Zitat“."),
    (Visit, "held_on", date(2026, 5, 19), "2026-05-19"),
    (Visit, "clock", Clock(datetime(2026, 5, 19, 9, 3, tzinfo=UTC)), {"started_at": "2026-05-19T09:03:00.000Z"}),
    (Visit, "times", Times(time(9), time(11), 0), {"start": "09:00", "end": "11:00", "break_minutes": 0}),
    (Visit, "travel_minutes", 35, 35),
    (Visit, "status", "held", "held"),
    (Visit, "no_agreements", True, True),
    (Partner, "hours_per_consulting_day", Decimal("7.50"), "7.50"),
    (Company, "address", Address(city="Witten", plz="58452"), {"city": "Witten", "plz": "58452"}),
    (Company, "lead_partner", "a" * 32, "a" * 32),
]


def _minimal(cls: type[Any]) -> Any:
    required = {Company: {"name": "X"}, Visit: {"company": "c" * 32}, Partner: {"code": "P", "name": "P"}}
    return cls(**required[cls])


def _sealed(workspace: Workspace, record: str) -> list[Any]:
    with workspace.read() as reader:
        return sorted((one.change for one in changes_of(reader.raw, record)), key=lambda one: one.number)


@pytest.mark.parametrize(("cls", "field", "value", "wire"), VALUES, ids=[f"{v[0].__name__}.{v[1]}" for v in VALUES])
def test_a_value_of_every_kind_becomes_a_change_and_a_row(
    workspace: Workspace, cls: type[Any], field: str, value: Any, wire: Any
) -> None:
    record = add(workspace, _minimal(cls))
    edit(workspace, record, **{field: value})
    assert getattr(read(workspace, cls, record), field) == value
    assert _sealed(workspace, record)[-1].fields == {field: wire}
    assert workspace.verify().whole


SAMPLES: dict[str, Any] = {
    "line": "Europäische Union", "text": "Ein Satz.", "date": "2026-05-19", "time": "09:00",
    "instant": "2026-05-19T09:03:00.000Z", "integer": 0, "decimal": "1.50", "flag": True, "code": "x",
    "codes": ["a", "b"], "reference": "c" * 32, "references": ["d" * 32], "order": "a0",
    "group": {"value": "1.500", "read_on": "2026-05-19"},
}  # fmt: skip


def _full(name: str, writer: Writer) -> Record:
    """A record of the type with a value in every field, below the roots it needs."""
    kind = record_types()[name]
    values = {field: one.from_wire(SAMPLES[one.name]) for field, one in kind.fields.items()}
    if kind.parent is not None:
        values[kind.parent] = _full(kind.parent, writer).id
    return writer.new(kind.cls(**values))


@pytest.mark.parametrize("name", list(record_types()))
def test_every_field_of_every_type_is_the_same_after_a_rebuild(workspace: Workspace, name: str) -> None:
    with workspace.write() as writer:
        record = _full(name, writer).id
    assert find(workspace, record_types()[name].cls, record) is not None
    assert workspace.verify().whole


def test_a_set_becomes_one_field_per_code(workspace: Workspace) -> None:
    company = add(workspace, Company(name="X", tags=frozenset({"a", "b"})))
    edit(workspace, company, tags=frozenset({"b", "c"}))
    assert _sealed(workspace, company)[-1].fields == {"tags:a": False, "tags:c": True}
    assert read(workspace, Company, company).tags == {"b", "c"}


def test_a_code_with_a_default_can_be_emptied(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32))
    assert read(workspace, Visit, visit).status == "planned"
    edit(workspace, visit, status=None)
    assert read(workspace, Visit, visit).status is None
    assert workspace.verify().whole


def test_setting_what_stands_there_writes_nothing(workspace: Workspace) -> None:
    company = add(workspace, Company(name="X"))
    edit(workspace, company, name="Y")
    edit(workspace, company, name="Y")
    assert len(_sealed(workspace, company)) == 2


def test_one_transaction_is_one_group_of_consecutive_numbers(workspace: Workspace) -> None:
    with workspace.write("Besuch") as writer:
        company = writer.new(Company(name="X"))
        visit = writer.new(Visit(company=company.id))
        writer.new(Participant(visit=visit.id, name="Sabine"))
    found = rows(workspace, "SELECT number, txn FROM change ORDER BY number")
    assert found == [(1, 1), (2, 1), (3, 1)]
    (change,) = _sealed(workspace, visit.id)
    assert (change.transaction, change.size) == (1, 3)


def test_a_failed_transaction_leaves_nothing_and_the_next_one_knows_its_author(workspace: Workspace) -> None:
    def start_after_the_end() -> None:
        with workspace.write() as writer:
            writer.new(Visit(company="c" * 32)).times = Times(time(11), time(9), 0)

    with pytest.raises(RuleError, match="end_before_start"):
        start_after_the_end()
    assert every(workspace, Visit) == ()
    company = add(workspace, Company(name="X"))
    assert workspace.history(company)[0].author.user_name == "Katrin Albers"


def test_parts_live_where_their_root_is(workspace: Workspace) -> None:
    with workspace.write() as writer:
        note = writer.new(Note(title="Privat"), SpaceKind.PERSON)
        visit = writer.new(Visit(company="c" * 32))
        part = writer.new(TopicNote(visit=visit.id, topic="MA-1"))
    spaces = dict(rows(workspace, "SELECT id, space FROM record"))
    assert spaces[note.id] == workspace.identity.space(SpaceKind.PERSON)
    assert spaces[part.id] == spaces[visit.id] == workspace.identity.space(SpaceKind.ORGANISATION)
    assert read(workspace, TopicNote, part.id).root == visit.id


def test_a_part_needs_a_root_that_is_here(workspace: Workspace) -> None:
    with pytest.raises(RuleError, match="record_not_found"):
        add(workspace, Participant(visit="f" * 32, name="X"))


def test_deleting_a_root_deletes_its_parts_in_one_transaction(workspace: Workspace) -> None:
    with workspace.write() as writer:
        visit = writer.new(Visit(company="c" * 32))
        parts = [writer.new(Participant(visit=visit.id, name=name)) for name in ("Sabine", "Jens")]
    delete(workspace, visit.id)
    assert every(workspace, Visit) == every(workspace, Participant) == ()
    deletions = [_sealed(workspace, one.id)[-1] for one in (visit, *parts)]
    assert {one.kind for one in deletions} == {Kind.DELETE}
    assert {one.transaction for one in deletions} == {deletions[0].transaction}
    assert workspace.conflicts() == []
    assert workspace.verify().whole


def test_restoring_a_root_brings_back_what_was_deleted_with_it(workspace: Workspace) -> None:
    with workspace.write() as writer:
        visit = writer.new(Visit(company="c" * 32))
        kept = writer.new(Participant(visit=visit.id, name="Sabine"))
        earlier = writer.new(Participant(visit=visit.id, name="Jens"))
    delete(workspace, earlier.id)
    delete(workspace, visit.id)
    with workspace.write() as writer:
        writer.restore(visit.id)
    assert find(workspace, Visit, visit.id) is not None
    assert [one.id for one in every(workspace, Participant)] == [kept.id]
    assert workspace.conflicts() == []


def test_what_is_added_and_deleted_in_one_transaction_never_was(workspace: Workspace) -> None:
    with workspace.write() as writer:
        visit = writer.new(Visit(company="c" * 32))
        writer.new(Participant(visit=visit.id, name="Sabine"))
        writer.delete(visit)
    assert rows(workspace, "SELECT count(*) FROM record") == [(0,)]
    assert rows(workspace, "SELECT count(*) FROM change") == [(0,)]


def test_a_part_added_in_the_transaction_that_deletes_its_root_goes_too(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32))
    with workspace.write() as writer:
        writer.new(Participant(visit=visit, name="Sabine"))
        writer.delete(writer.get(Visit, visit))
    assert every(workspace, Visit) == every(workspace, Participant) == ()
    assert workspace.conflicts() == []


@scenario("F30")
def test_deciding_for_the_value_that_is_shown_settles_it(workspace: Workspace) -> None:
    company = add(workspace, Company(name="Alt"))
    before = shown(workspace, company, "name")
    edit(workspace, company, name="Neu")
    workspace.set_fields(company, {"name": "Anders"}, shown={"name": before})
    (conflict,) = workspace.conflicts(company)
    assert {value.value for value in conflict.values} == {"Neu", "Anders"}
    stands = read(workspace, Company, company).name
    workspace.set_fields(company, {"name": stands}, shown={"name": [value.change for value in conflict.values]})
    assert workspace.conflicts() == []
    assert read(workspace, Company, company).name == stands
    assert workspace.verify().whole


def test_a_contested_code_of_a_set_can_be_decided_either_way(workspace: Workspace) -> None:
    for keep in (True, False):
        company = add(workspace, Company(name="X"))
        workspace.set_fields(company, {"tags:a": True}, shown={"tags:a": []})
        one = shown(workspace, company, "tags:a")
        workspace.set_fields(company, {"tags:a": False}, shown={"tags:a": one})
        workspace.set_fields(company, {"tags:a": True}, shown={"tags:a": one})
        (conflict,) = workspace.conflicts(company)
        heads = [value.change for value in conflict.values]
        workspace.set_fields(company, {"tags:a": keep}, shown={"tags:a": heads})
        assert workspace.conflicts(company) == []
        assert ("a" in read(workspace, Company, company).tags) is keep


@scenario("F40")
def test_a_rule_that_a_merge_broke_refuses_no_edit_beside_it(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32))
    with workspace.write() as writer:
        writer.set_unseen(visit, {"times": {"start": "11:00", "end": "09:00"}})
    edit(workspace, visit, situation="Es geht weiter.")
    assert read(workspace, Visit, visit).situation == "Es geht weiter."
    with pytest.raises(RuleError, match="end_before_start"):
        edit(workspace, visit, times=Times(time(12), time(10), 0))


def test_a_change_names_the_contacts_it_is_about(workspace: Workspace) -> None:
    contact = add(workspace, Contact(company="c" * 32, last_name="Tilgner"))
    edit(workspace, contact, mail="t@example.org")
    with workspace.write() as writer:
        visit = writer.new(Visit(company="c" * 32, contact=contact))
        agreement = writer.new(Agreement(visit=visit.id, what="Anruf", who=contact))
        plan = writer.new(ActionPlan(company="c" * 32))
        measure = writer.new(Measure(action_plan=plan.id, title="Licht", responsible=contact))
    edit(workspace, agreement.id, remark="Sie meldet sich.")
    for record in (contact, visit.id, agreement.id, measure.id):
        assert {one for change in _sealed(workspace, record) for one in change.about} == {contact}
    assert _sealed(workspace, agreement.id)[-1].about == [contact]


def test_what_the_program_writes_by_itself_is_marked_and_no_step(workspace: Workspace) -> None:
    with workspace.write("Selbst", automatic=True) as writer:
        profile = writer.new(CompanyProfile(company="c" * 32))
    assert _sealed(workspace, profile.id)[0].automatic
    assert workspace.undo_label() is None


def test_there_is_no_second_way_to_write(workspace: Workspace) -> None:
    company = add(workspace, Company(name="X"))
    with pytest.raises(TypeError), workspace.write() as writer:
        writer.session.execute(update(Company).values(name="Y"))
    with workspace.read() as reader:
        reader.get(Company, company).name = "Y"
        assert reader.session.scalars(select(Company.name)).all() == ["X"]
    assert read(workspace, Company, company).name == "X"


def test_a_transaction_within_a_transaction_is_a_mistake_and_said_at_once(workspace: Workspace) -> None:
    with workspace.write() as writer:
        writer.new(Company(name="X"))
        with pytest.raises(RuntimeError), workspace.write():
            pass


def test_existence_is_replaced_and_every_head_covered_by_a_deletion(workspace: Workspace) -> None:
    company = add(workspace, Company(name="X"))
    edit(workspace, company, branch="Metall")
    heads = {one for ids in (shown(workspace, company, "name"), shown(workspace, company, "branch")) for one in ids}
    delete(workspace, company)
    change = _sealed(workspace, company)[-1]
    assert set(change.covers) == heads
    with workspace.write() as writer:
        writer.restore(company)
    assert _sealed(workspace, company)[-1].replaces == {EXISTENCE: [change.id]}


def test_history_says_who_and_when(workspaces: Workspaces, workspace: Workspace) -> None:
    company = add(workspace, Company(name="Alt"))
    edit(workspace, company, name="Neu")
    steps = workspace.history(company)
    assert [dict(step.fields) for step in steps] == [{"name": "Alt"}, {"name": "Neu"}]
    assert {(step.author.user_name, step.author.device_name) for step in steps} == {("Katrin Albers", "Laptop")}
    assert steps[0].at == int(workspaces.clock().timestamp() * 1000)
