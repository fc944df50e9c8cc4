"""What a visit protocol is filled from: the visit with its parts, the plan it stands in, the people they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from consultant_app.actions.paper.changes import last_visit_before
from consultant_app.actions.paper.plan import PlanRecords, plan_records
from consultant_app.actions.paper.printable import Printable, printable
from consultant_app.actions.paper.sources import People
from consultant_app.actions.plans.measures import find_running_plan
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.measure import Measure
from consultant_app.domain.record import Record
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement, Finding, Participant, Recommendation, TopicNote
from consultant_app.workspace.workspace import Reader

P = TypeVar("P", bound=Record)


@dataclass(frozen=True, slots=True)
class VisitSources:
    """Everything a protocol is filled from; read once."""

    visit: Printable[Visit]
    participants: tuple[Participant, ...]
    topic_notes: tuple[TopicNote, ...]
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    agreements: tuple[Agreement, ...]
    plan: Printable[ActionPlan] | None
    measures: PlanRecords
    referred: Mapping[str, Measure]
    people: People


def previous_visit(reader: Reader, visit_id: str) -> Visit | None:
    """The last visit of the same company before this one that took place."""
    visit = reader.get(Visit, visit_id)
    if visit.held_on is None:
        return None
    return last_visit_before(reader, visit.company, visit.held_on, but=visit_id)


def visit_sources(reader: Reader, visit_id: str) -> VisitSources:
    visit = printable(reader.get(Visit, visit_id))
    participants = _parts(reader, Participant, visit_id)
    agreements = _parts(reader, Agreement, visit_id)
    plan = find_running_plan(reader, visit.company)
    measures = plan_records(reader, plan) if plan is not None else PlanRecords((), {}, {})
    referred = {measure.id: measure for measure in measures.measures}
    elsewhere = {one.measure for one in agreements if one.measure} - referred.keys()
    referred |= {measure.id: measure for measure in reader.all(select(Measure).where(Measure.id.in_(elsewhere)))}
    ids: Iterable[str | None] = (
        *visit.consultants,
        visit.contact,
        *(one.person for one in participants),
        *(one.who for one in agreements),
        *(one.responsible for one in referred.values()),
    )
    return VisitSources(
        visit=visit,
        participants=participants,
        topic_notes=_parts(reader, TopicNote, visit_id),
        findings=_parts(reader, Finding, visit_id),
        recommendations=_parts(reader, Recommendation, visit_id),
        agreements=agreements,
        plan=printable(reader.get(ActionPlan, plan)) if plan is not None else None,
        measures=measures,
        referred=referred,
        people=People(reader, ids),
    )


def _parts(reader: Reader, cls: type[P], visit_id: str) -> tuple[P, ...]:
    order: Any = cls.__table__.c.sort_key
    return reader.all(select(cls).where(cls.root == visit_id).order_by(order, cls.id))
