"""Planning, beginning and filling a visit, and what was agreed at it, without a window."""

from datetime import date, time

import pytest
from sqlalchemy import select

from consultant_app.actions.samples.files import sample_id
from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.visits.agreeing import (
    agree_measure,
    change_agreement,
    delete_agreement,
    finish_item,
    move_item,
    open_items,
    remark_item,
)
from consultant_app.actions.visits.listing import list_visits, visit_summary
from consultant_app.actions.visits.running import (
    add_part,
    add_participant,
    begin_visit,
    end_clock,
    move_visit,
    plan_visit,
    resume_clock,
    set_part,
    set_visit,
)
from consultant_app.actions.visits.sections import Filled, missing_of, section_of, section_states
from consultant_app.actions.visits.sheet import VisitSheet, visit_sheet
from consultant_app.changes.change import RecordId
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.groups import Times
from consultant_app.domain.measure import Measure
from consultant_app.domain.measure_line import parse_measure_line
from consultant_app.domain.visit import Place, Visit
from consultant_app.domain.visit_parts import Agreement, Participant, Recommendation
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace
from tests.actions.conftest import NOW, TODAY


@pytest.fixture
def company(workspace: Workspace) -> str:
    with workspace.write() as writer:
        made = writer.new(Company(name="Tilgner Metallbau GmbH"))
        for last_name, primary in (("Tilgner", True), ("Aydın", False)):
            writer.new(Contact(company=made.id, last_name=last_name, is_primary=primary, role="management"))
        return made.id


@pytest.fixture
def visit(workspace: Workspace, company: str) -> RecordId:
    with workspace.write() as writer:
        return plan_visit(writer, company, workspace.identity, day=TODAY, start=time(13, 30))


def _sheet(workspace: Workspace, visit: str) -> VisitSheet:
    with workspace.read() as reader:
        return visit_sheet(reader, visit, partner=workspace.identity.partner)


def _agree(workspace: Workspace, visit: str, text: str) -> tuple[str, str]:
    line = parse_measure_line(text, today=TODAY, candidates=_sheet(workspace, visit).candidates, default_field="UM")
    with workspace.write() as writer:
        return agree_measure(writer, visit, line, workspace.identity)


def test_a_planned_visit_has_a_number_and_people_to_tick(workspace: Workspace, visit: RecordId) -> None:
    sheet = _sheet(workspace, visit)
    assert (sheet.number, sheet.status, sheet.consultants) == (
        "BP-EN-2026-XX001",
        "planned",
        {workspace.identity.user},
    )
    assert [(one.name, one.present) for one in sheet.attendees] == [("Tilgner", False), ("Katrin Albers", False)]


def test_beginning_starts_clock_status_and_the_time_of_the_visit(workspace: Workspace, visit: RecordId) -> None:
    with workspace.write() as writer:
        begin_visit(writer, visit, NOW, identity=workspace.identity)
    sheet = _sheet(workspace, visit)
    assert (sheet.status, sheet.clock.started_at, sheet.clock_runs) == ("draft", NOW, True)
    assert sheet.times == Times(time(13, 34), None, 0)


def test_beginning_again_leaves_the_clock_as_it_runs(workspace: Workspace, visit: RecordId) -> None:
    for now in (NOW, NOW.replace(hour=12)):
        with workspace.write() as writer:
            begin_visit(writer, visit, now, identity=workspace.identity)
    assert _sheet(workspace, visit).clock.started_at == NOW


def test_a_stopped_clock_sets_the_end_and_can_go_on(workspace: Workspace, visit: RecordId) -> None:
    with workspace.write() as writer:
        begin_visit(writer, visit, NOW, identity=workspace.identity)
        end_clock(writer, visit, NOW.replace(hour=13, minute=5))
    sheet = _sheet(workspace, visit)
    assert sheet.times == Times(time(13, 34), time(15, 5), 0)
    assert not sheet.clock_runs
    with workspace.write() as writer:
        resume_clock(writer, visit)
    sheet = _sheet(workspace, visit)
    assert (sheet.clock_runs, sheet.times) == (True, Times(time(13, 34), None, 0))


def test_a_measure_line_makes_measure_and_agreement_that_agree(workspace: Workspace, visit: RecordId) -> None:
    measure_id, agreement_id = _agree(workspace, visit, "M: Leckagen prüfen @Aydin bis 9.6. !hoch")
    with workspace.read() as reader:
        measure, agreement = reader.get(Measure, measure_id), reader.get(Agreement, agreement_id)
        plan = reader.get(ActionPlan, measure.action_plan or "")
    assert (measure.title, measure.priority, measure.csr_field, measure.due_on) == (
        "Leckagen prüfen",
        "high",
        "UM",
        date(2026, 6, 9),
    )
    assert (agreement.what, agreement.who, agreement.due_on, agreement.measure) == (
        measure.title,
        measure.responsible,
        measure.due_on,
        measure.id,
    )
    assert measure.responsible
    assert plan.number == "MP-EN-2026-XX001"


def test_the_first_measure_makes_the_plan_and_the_next_ones_join_it(workspace: Workspace, visit: RecordId) -> None:
    for number in range(3):
        _agree(workspace, visit, f"M: Maßnahme {number}")
    with workspace.read() as reader:
        assert len(reader.all(select(ActionPlan))) == 1
        titles = [one.title for one in reader.all(select(Measure).order_by(Measure.sort_key))]
    assert titles == ["Maßnahme 0", "Maßnahme 1", "Maßnahme 2"]
    assert [one.what for one in _sheet(workspace, visit).agreed] == titles


def test_a_line_without_a_title_is_refused_and_makes_no_plan(workspace: Workspace, visit: RecordId) -> None:
    with pytest.raises(RuleError, match="measure_title_missing"):
        _agree(workspace, visit, "M: bis 9.6. !hoch")
    with workspace.read() as reader:
        assert reader.all(select(ActionPlan)) == ()


def test_an_agreed_measure_is_open_at_the_next_visit_and_changes_in_both_places(
    workspace: Workspace, visit: RecordId, company: str
) -> None:
    measure_id, agreement_id = _agree(workspace, visit, "M: Leckagen prüfen bis 9.6.")
    with workspace.write() as writer:
        following = plan_visit(writer, company, workspace.identity, day=date(2026, 6, 20))
    with workspace.read() as reader:
        assert open_items(reader, visit, TODAY) == ()
        (item,) = open_items(reader, following, date(2026, 6, 20))
    assert (item.title, item.is_overdue, item.measure) == ("Leckagen prüfen", True, measure_id)

    with workspace.write() as writer:
        move_item(writer, item, date(2026, 7, 1))
        remark_item(writer, item, "Wartung verschoben.")
    with workspace.read() as reader:
        measure, agreement = reader.get(Measure, measure_id), reader.get(Agreement, agreement_id)
    assert measure.due_on == agreement.due_on == date(2026, 7, 1)
    assert measure.remark == agreement.remark == "Wartung verschoben."

    with workspace.write() as writer:
        finish_item(writer, item, date(2026, 6, 20))
    with workspace.read() as reader:
        measure, agreement = reader.get(Measure, measure_id), reader.get(Agreement, agreement_id)
        assert open_items(reader, following, date(2026, 6, 20)) == ()
    assert (measure.status, measure.progress_percent) == ("done", 100)
    assert measure.done_on == agreement.done_on == date(2026, 6, 20)


def test_an_agreement_without_a_measure_stays_open_until_it_is_done(
    workspace: Workspace, visit: RecordId, company: str
) -> None:
    with workspace.write() as writer:
        add_part(writer, Agreement(visit=visit, what="Rechnungen senden"))
        following = plan_visit(writer, company, workspace.identity, day=date(2026, 6, 20))
    with workspace.read() as reader:
        (item,) = open_items(reader, following, TODAY)
    assert (item.title, item.measure) == ("Rechnungen senden", None)
    with workspace.write() as writer:
        finish_item(writer, item, TODAY)
    with workspace.read() as reader:
        assert open_items(reader, following, TODAY) == ()


def test_correcting_an_agreement_corrects_its_measure(workspace: Workspace, visit: RecordId) -> None:
    measure_id, agreement_id = _agree(workspace, visit, "M: Leckagen prüfen")
    with workspace.write() as writer:
        change_agreement(writer, agreement_id, what="Leckagen finden", due_on=date(2026, 7, 1))
    with workspace.read() as reader:
        measure = reader.get(Measure, measure_id)
    assert (measure.title, measure.due_on) == ("Leckagen finden", date(2026, 7, 1))


def test_deleting_an_agreement_takes_its_fresh_measure_along_and_undo_brings_both_back(
    workspace: Workspace, visit: RecordId
) -> None:
    measure_id, agreement_id = _agree(workspace, visit, "M: Leckagen prüfen")
    with workspace.write("Vereinbarung gelöscht") as writer:
        delete_agreement(writer, agreement_id)
    with workspace.read() as reader:
        assert reader.find(Measure, measure_id) is None
    assert workspace.undo() == "Vereinbarung gelöscht"
    with workspace.read() as reader:
        assert reader.find(Measure, measure_id) is not None
        assert reader.find(Agreement, agreement_id) is not None


def test_what_is_missing_points_to_its_section_and_blocks_the_final_state(
    workspace: Workspace, visit: RecordId
) -> None:
    sheet = _sheet(workspace, visit)
    missing = missing_of(sheet, today=TODAY)
    assert {section_of(one) for one in missing} == {
        "frame",
        "people",
        "occasion",
        "situation",
        "MA",
        "recommendations",
        "agreements",
    }
    states = section_states(sheet, missing)
    assert (states["frame"].filled, states["UM"].filled) == (Filled.OPEN, Filled.EMPTY)
    with workspace.write() as writer:
        begin_visit(writer, visit, NOW, identity=workspace.identity)
    with pytest.raises(RuleError, match="visit_incomplete"), workspace.write() as writer:
        move_visit(writer, visit, "final", today=TODAY)


def _complete(workspace: Workspace, visit: str) -> None:
    texts = dict.fromkeys(("occasion", "goal", "situation", "environment"), "Erklärt.")
    with workspace.write() as writer:
        begin_visit(writer, visit, NOW, identity=workspace.identity)
        end_clock(writer, visit, NOW.replace(hour=13))
        set_visit(writer, visit, {**texts, "place": Place("company"), "no_agreements": True})
        for one in writer.session.scalars(select(Participant).where(Participant.visit == visit)):
            one.present = True
        add_part(writer, Recommendation(visit=visit, text="Zähler einbauen"))


def test_a_final_protocol_stays_as_it_is_until_it_is_opened_again(workspace: Workspace, visit: RecordId) -> None:
    _complete(workspace, visit)
    assert missing_of(_sheet(workspace, visit), today=TODAY) == []
    with workspace.write() as writer:
        move_visit(writer, visit, "final", today=TODAY)
    assert _sheet(workspace, visit).is_locked
    with pytest.raises(RuleError, match="visit_locked"), workspace.write() as writer:
        set_visit(writer, visit, {"goal": "Anders"})
    with workspace.write() as writer:
        move_visit(writer, visit, "draft", today=TODAY)
        set_visit(writer, visit, {"goal": "Anders"})
    assert _sheet(workspace, visit).texts["goal"] == "Anders"


def test_a_person_stands_in_the_list_once_and_a_free_name_needs_no_contact(
    workspace: Workspace, visit: RecordId
) -> None:
    tilgner = _sheet(workspace, visit).attendees[0]
    with workspace.write() as writer:
        assert add_participant(writer, visit, person=tilgner.person or "", present=True) == tilgner.id
        add_participant(writer, visit, name="  Lena   Horstkötter ", present=True)
        with pytest.raises(RuleError, match="name_missing"):
            add_participant(writer, visit, name="  ")
    names = [(one.name, one.present) for one in _sheet(workspace, visit).attendees]
    assert names == [("Tilgner", True), ("Katrin Albers", False), ("Lena Horstkötter", True)]


def test_an_edit_replaces_only_what_was_on_screen_when_a_round_came_between(
    workspace: Workspace, visit: RecordId
) -> None:
    shown = _sheet(workspace, visit).heads
    with workspace.write() as writer:
        set_visit(writer, visit, {"place": Place("office")})
    with workspace.write() as writer:
        set_visit(writer, visit, {"place": Place("online")}, shown=shown)
    assert [one.field for one in workspace.conflicts(visit)] == ["place"]


def test_a_part_of_a_visit_is_corrected_and_counted(workspace: Workspace, visit: RecordId) -> None:
    with workspace.write() as writer:
        advice = add_part(writer, Recommendation(visit=visit, text="")).id
    assert section_states(_sheet(workspace, visit), ())["recommendations"].filled is Filled.EMPTY
    with workspace.write() as writer:
        set_part(writer, Recommendation, advice, {"text": "Zähler einbauen"})
    assert section_states(_sheet(workspace, visit), ())["recommendations"].number == 1


def test_the_list_of_visits_is_newest_first_and_knows_mine(workspace: Workspace, visit: RecordId) -> None:
    load_sample(workspace, date(2026, 5, 1))
    with workspace.read() as reader:
        listed = list_visits(reader, workspace.identity.user)
        summary = visit_summary(reader, visit, workspace.identity.user)
        signed = visit_summary(reader, sample_id("V-001"), workspace.identity.user)
    assert [one.is_mine for one in listed] == [True, False, False, False]
    assert [one.held_on for one in listed] == sorted((one.held_on for one in listed if one.held_on), reverse=True)
    assert (summary.participants, summary.has_begun) == (("Tilgner", "Katrin Albers"), False)
    assert (signed.agreements, signed.has_begun, signed.number[:6]) == (4, True, "BP-EN-")


def test_the_sheet_of_a_visit_holds_plain_values_only(workspace: Workspace, visit: RecordId) -> None:
    sheet = _sheet(workspace, visit).with_text(visit, "goal", "Getippt")
    assert sheet.texts["goal"] == "Getippt"
    assert not any(isinstance(getattr(sheet, name), Visit | Participant) for name in sheet.__slots__)
