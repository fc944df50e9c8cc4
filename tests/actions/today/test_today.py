"""The day of a person: which appointments and measures stand on it, in which order, and what waits."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from consultant_app.actions.plans.measures import set_status
from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.today.day import DaySheet, cycle_status, day_sheet, waiting_by_kind, week_of
from consultant_app.actions.visits.running import begin_visit, plan_visit, set_visit
from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.workspace.workspace import Workspace
from tests.actions.conftest import NOW, TODAY


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    load_sample(workspace, TODAY)
    return workspace


def sheet_of(workspace: Workspace, day: date = TODAY) -> DaySheet:
    with workspace.read() as reader:
        return day_sheet(reader, workspace.identity.user, day, "de")


def plan(workspace: Workspace, start: time, *, by: str | None = None) -> RecordId:
    with workspace.write("Termin") as writer:
        company = writer.session.scalars(select(Company.id).order_by(Company.name)).first()
        assert company is not None
        visit = plan_visit(writer, company, workspace.identity, day=TODAY, start=start)
        if by is not None:
            set_visit(writer, visit, {"consultants": frozenset({by})})
    return visit


def open_measures(workspace: Workspace) -> list[Measure]:
    with workspace.read() as reader:
        return [one for one in reader.all(select(Measure).order_by(Measure.title)) if one.status == "in_progress"]


def due(workspace: Workspace, measure: Measure, day: date) -> None:
    with workspace.write("Frist") as writer:
        writer.get(Measure, measure.id).due_on = day


def test_the_appointments_of_the_day_stand_in_the_order_of_their_hours(workspace: Workspace) -> None:
    late, early = plan(workspace, time(16)), plan(workspace, time(13, 30))
    sheet = sheet_of(workspace)
    assert [one.start for one in sheet.appointments] == [time(6, 45), time(13, 30), time(16)]
    assert sheet.next_appointment is not None
    assert sheet.next_appointment.id == early
    assert late in {one.id for one in sheet.appointments}
    assert sheet_of(workspace, TODAY + timedelta(days=1)).appointments == ()


def test_what_is_running_comes_before_what_is_planned(workspace: Workspace) -> None:
    plan(workspace, time(9))
    running = plan(workspace, time(16))
    with workspace.write("Besuch") as writer:
        begin_visit(writer, running, NOW, identity=workspace.identity)
    upcoming = sheet_of(workspace).next_appointment
    assert upcoming is not None
    assert (upcoming.id, upcoming.status) == (running, "draft")


def test_ones_own_appointment_is_the_next_one_before_that_of_a_colleague(workspace: Workspace) -> None:
    other = sheet_of(workspace).appointments[0]
    colleague = plan(workspace, time(9), by="somebody")
    own = plan(workspace, time(15))
    upcoming = sheet_of(workspace).next_appointment
    assert upcoming is not None
    assert (upcoming.id, upcoming.is_mine) == (own, True)
    assert other.protocols == 0
    assert {one.id: one.is_mine for one in sheet_of(workspace).appointments}[colleague] is False


def test_overdue_measures_and_those_of_this_week_are_due_and_no_others(workspace: Workspace) -> None:
    first, second, third, fourth = open_measures(workspace)[:4]
    due(workspace, first, date(2026, 5, 12))
    due(workspace, second, date(2026, 5, 24))
    due(workspace, third, date(2026, 5, 25))
    due(workspace, fourth, date(2026, 5, 19))
    with workspace.write("fertig") as writer:
        set_status(writer, fourth.id, "done", today=TODAY)
    found = {one.id: one for one in sheet_of(workspace).measures}
    assert found[RecordId(first.id)].is_overdue
    assert not found[RecordId(second.id)].is_overdue
    assert third.id not in found
    assert found[RecordId(fourth.id)].status == "done", "what was finished today stays in sight"
    days = [one.due_on for one in sheet_of(workspace).measures]
    assert days == sorted(day for day in days if day)


def test_the_status_goes_round_and_done_brings_day_and_progress(workspace: Workspace) -> None:
    measure = open_measures(workspace)[0]
    seen = []
    for _ in range(3):
        with workspace.write("Status") as writer:
            seen.append(cycle_status(writer, measure.id, TODAY))
        with workspace.read() as reader:
            standing = reader.get(Measure, measure.id)
        assert (standing.done_on is not None) == (standing.status == "done")
    assert seen == ["done", "planned", "in_progress"]


def test_a_conflict_names_record_field_and_who_wrote_it(workspace: Workspace) -> None:
    measure = open_measures(workspace)[0]
    with workspace.read() as reader:
        shown = reader.shown(RecordId(measure.id))
    for title in ("Eins", "Zwei"):
        with workspace.write("Titel") as writer:
            writer.shown(RecordId(measure.id), shown)
            writer.set_wire(RecordId(measure.id), {"title": title})
    sheet = sheet_of(workspace)
    assert [(one.id, len(one.fields)) for one in sheet.contested] == [(measure.id, 1)]
    assert sheet.contested_fields == 1


def test_what_was_worked_on_last_comes_first_each_once(workspace: Workspace) -> None:
    visit = plan(workspace, time(13))
    measure = open_measures(workspace)[0]
    due(workspace, measure, TODAY)
    recent = sheet_of(workspace).recent
    assert [one.type for one in recent[:2]] == ["action_plan", "visit"]
    assert recent[1].id == visit
    assert len({one.id for one in recent}) == len(recent)


def test_a_receipt_is_no_work_on_a_record(workspace: Workspace) -> None:
    plan(workspace, time(13))
    oldest = sheet_of(workspace).recent[-1].id
    earlier = "UPDATE record SET changed_at = changed_at - 60000 WHERE root = :root"
    # What a receipt does to a record: a new revision, and nothing to the time of its last change.
    raised = "UPDATE record SET revision = (SELECT max(revision) + 1 FROM record) WHERE id = :root"
    with workspace.write("Quittung") as writer:
        for statement in (earlier, raised):
            writer.raw.execute(statement, {"root": oldest})

    times = [one.at for one in sheet_of(workspace).recent]

    assert times == sorted(times, reverse=True)


def test_what_waits_is_counted_by_kind() -> None:
    waiting = {"visit": 1, "agreement": 2, "note": 1, "kpi": 4, "partner": 1}
    assert waiting_by_kind(waiting) == (("visits", 3), ("measures", 4), ("notes", 1), ("others", 1))
    assert waiting_by_kind({}) == ()


def test_a_week_begins_on_monday() -> None:
    assert week_of(date(2026, 5, 24)) == (21, date(2026, 5, 18), date(2026, 5, 24))
    assert week_of(date(2027, 1, 1))[0] == 53
