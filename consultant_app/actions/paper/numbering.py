"""Numbers of what is printed: given when it is first printed, never changed, gaps allowed (domain.md section 3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from consultant_app.actions.plans.measures import find_running_plan
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.measure import Measure
from consultant_app.domain.numbers import next_measure_number, next_plan_number, next_visit_number
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import Reader, Workspace

LOCAL_ZONE: Final = ZoneInfo("Europe/Berlin")


def local_now(workspace: Workspace) -> datetime:
    return workspace.clock().astimezone(LOCAL_ZONE)


def number_visit(workspace: Workspace, record: str) -> None:
    """A protocol prints the numbers of the plan's measures, not the plan's own."""
    with workspace.read() as reader:
        plans = _plans_on_paper(reader, record)
        if reader.get(Visit, record).number and not _has_unnumbered(reader, plans):
            return
    with workspace.write(automatic=True) as writer:
        _number_visit(writer, writer.get(Visit, record), workspace)
        for plan in plans:
            _number_measures(writer, plan)


def number_plan(workspace: Workspace, record: str) -> None:
    with workspace.read() as reader:
        if reader.get(ActionPlan, record).number and not _has_unnumbered(reader, [record]):
            return
    with workspace.write(automatic=True) as writer:
        _number_plan(writer, writer.get(ActionPlan, record), workspace)
        _number_measures(writer, record)


def number_measure(workspace: Workspace, record: str) -> None:
    """The plan keeps without a number while only a sheet of it is printed."""
    with workspace.read() as reader:
        measure = reader.get(Measure, record)
        plan = measure.action_plan
        if measure.number or plan is None:
            return
    with workspace.write(automatic=True) as writer:
        _number_measures(writer, plan)


def _has_unnumbered(reader: Reader, plans: Iterable[str]) -> bool:
    unnumbered = select(Measure.id).where(Measure.action_plan.in_(plans), Measure.number == "")
    return reader.session.scalar(unnumbered.limit(1)) is not None


def _plans_on_paper(reader: Reader, visit: str) -> list[str]:
    """The company's running plan, and those whose measures were agreed at this visit."""
    running = find_running_plan(reader, reader.get(Visit, visit).company)
    agreed = select(Agreement.measure).where(Agreement.visit == visit)
    plans = reader.session.scalars(select(Measure.action_plan).where(Measure.id.in_(agreed))).all()
    return sorted({plan for plan in (running, *plans) if plan})


def _number_visit(writer: Writer, visit: Visit, workspace: Workspace) -> None:
    if visit.number:
        return
    year = (visit.held_on or local_now(workspace).date()).year
    taken = writer.session.scalars(select(Visit.number).where(Visit.number != "")).all()
    who = workspace.identity
    visit.number = next_visit_number(who.partner_code, year, letters=who.device_letters, taken=taken)


def _number_plan(writer: Writer, plan: ActionPlan, workspace: Workspace) -> None:
    if plan.number:
        return
    year = local_now(workspace).year
    taken = writer.session.scalars(select(ActionPlan.number).where(ActionPlan.number != "")).all()
    who = workspace.identity
    plan.number = next_plan_number(who.partner_code, year, letters=who.device_letters, taken=taken)


def _number_measures(writer: Writer, plan: str) -> None:
    measures = writer.session.scalars(
        select(Measure).where(Measure.action_plan == plan).order_by(Measure.sort_key, Measure.id)
    ).all()
    numbers = [measure.number for measure in measures]
    for measure in measures:
        if not measure.number:
            field = csr_fields().get(measure.field_code)
            measure.number = next_measure_number(field.letter if field else "", numbers)
            numbers.append(measure.number)
