"""The sample's action plans as records: measures, milestones, key figures and their values."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal

from consultant_app.actions.samples.files import (
    SAMPLE_TAG,
    People,
    Placed,
    Row,
    TimeShift,
    place,
    sample_file,
    sample_id,
)
from consultant_app.changes.spaces import organisation_space
from consultant_app.domain.action_plan import ActionPlan, Approval
from consultant_app.domain.catalogues import csr_fields, mapping
from consultant_app.domain.groups import Period
from consultant_app.domain.measure import Kpi, KpiValue, Measure, MeasureState, Milestone, Reading, TrafficLight
from consultant_app.domain.ordering import keys_in_a_row
from consultant_app.domain.record import Record

_REMINDER_AFTER = timedelta(days=60)


def plan_records(shift: TimeShift, people: People, *, lead: Mapping[str, str]) -> Iterator[Placed]:
    for row in sample_file("action_plans")["action_plans"]:
        space = organisation_space(lead[row["company"]])
        plan = _plan(row, shift)
        yield place(plan, space)
        for part in _measures(row, shift, people):
            yield place(part, space, root=plan.id)


def _plan(row: Row, shift: TimeShift) -> ActionPlan:
    return ActionPlan(
        id=sample_id(row["id"]),
        company=sample_id(row["company"]),
        consulting_case=sample_id(f"{row['company']}/case"),
        title=shift.text(row["title"]),
        doc_version=row["version"],
        goal=shift.text(row["goal"]),
        period=Period(shift.day(row["period_start"]), shift.day(row["period_end"])),
        status=row["status"],
        agreed_on=shift.day(row["agreed_on"]),
        approval=Approval(sample_id(row["approved_by"]), shift.day(row["approved_on"])),
        review_months=row["review_every_months"],
    )


def _measures(plan: Row, shift: TimeShift, people: People) -> Iterator[Record]:
    counted: dict[str, int] = {}
    for row, key in zip(plan["measures"], keys_in_a_row(len(plan["measures"])), strict=True):
        field = csr_fields()[row["topic"].partition("-")[0]]
        counted[field.letter] = counted.get(field.letter, 0) + 1
        measure = _measure(row, shift, people)
        measure.action_plan = sample_id(plan["id"])
        measure.number = f"{field.letter}-{counted[field.letter]}"
        measure.csr_field = field.code
        measure.sort_key = key
        yield measure
        yield from _milestones(row, shift)
        yield from _key_figure(row, shift)


def _measure(row: Row, shift: TimeShift, people: People) -> Measure:
    codes = mapping()[row["topic"]]
    due_on = shift.day(row["due"])
    reminder = due_on + _REMINDER_AFTER if due_on and row["status"] == "postponed" else None
    reason = SAMPLE_TAG if row["status"] in {"postponed", "rejected"} else ""
    return Measure(
        id=sample_id(row["id"]),
        title=shift.text(row["title"]),
        topic=row["topic"],
        template=row["template"],
        priority=row["priority"],
        effort=row["effort"],
        impact=row["impact"],
        responsible=people.id(row["responsible"]),
        start_on=shift.day(row["start"]),
        due_on=due_on,
        state=MeasureState(row["status"], reason, reminder),
        traffic_light=TrafficLight(row["traffic_light"]),
        progress_percent=row["progress_percent"],
        cost_estimated=Decimal(row["cost_eur"]),
        remark=shift.text(row["note"]),
        sdg=frozenset(codes.sdg[:1]),
        dnk=frozenset(codes.dnk[:1]),
    )


def _milestones(row: Row, shift: TimeShift) -> Iterator[Record]:
    for number, (one, key) in enumerate(zip(row["milestones"], keys_in_a_row(len(row["milestones"])), strict=True), 1):
        yield Milestone(
            id=sample_id(f"{row['id']}/milestone/{number}"),
            measure=sample_id(row["id"]),
            title=shift.text(one["title"]),
            due_on=shift.day(one["due"]),
            done_on=shift.day(one["done_on"]),
            sort_key=key,
        )


def _key_figure(row: Row, shift: TimeShift) -> Iterator[Record]:
    figure = row["kpi"]
    kpi = sample_id(f"{row['id']}/kpi")
    baseline = None
    if figure["baseline"] is not None:
        baseline = Reading(Decimal(str(figure["baseline"])), shift.day(figure["baseline_on"]))
    yield Kpi(
        id=kpi,
        measure=sample_id(row["id"]),
        name=figure["name"],
        unit=figure["unit"],
        direction=figure["direction"],
        baseline=baseline,
        target=Reading(Decimal(str(figure["target"])), shift.day(figure["target_on"])),
        sort_key=keys_in_a_row(1)[0],
    )
    for number, one in enumerate(figure["values"], 1):
        yield KpiValue(
            id=sample_id(f"{row['id']}/kpi/{number}"),
            kpi=kpi,
            reading=Reading(Decimal(str(one["value"])), shift.day(one["date"])),
        )
