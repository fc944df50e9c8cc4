"""The contents of the detail sheets of measures: of one, or of all of a plan."""

from collections.abc import Sequence

from sqlalchemy import select

from consultant_app.actions.companies.joining import face_of
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.plan import PlanRecords, key_figure, plan_measure, plan_records, plan_state
from consultant_app.actions.paper.printable import printable
from consultant_app.actions.paper.sources import People, chip, funding_notice, letterhead
from consultant_app.documents.contents import FigureHistory, FigureReading, MeasureSheet, MeasureSheets, MilestoneRow
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields, topics
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Kpi, KpiValue, Measure, Milestone
from consultant_app.workspace.workspace import Reader

_STANDARDS = ("sdg", "dnk", "vsme", "iso26000")


def sheets_of_plan(reader: Reader, plan: str, edition: Edition) -> MeasureSheets:
    """Raises RuleError("record_not_found")."""
    records = plan_records(reader, plan)
    order = list(csr_fields())
    ordered = sorted(records.measures, key=lambda one: order.index(one.field_code) if one.field_code in order else 9)
    return _contents(reader, reader.get(ActionPlan, plan), records, measures=ordered, edition=edition)


def sheet_of_measure(reader: Reader, measure: str, edition: Edition) -> MeasureSheets:
    """Raises RuleError("record_not_found")."""
    record = reader.get(Measure, measure)
    plan = reader.get(ActionPlan, record.action_plan or "")
    return _contents(reader, plan, plan_records(reader, plan.id), measures=[record], edition=edition)


def _contents(
    reader: Reader, record: ActionPlan, records: PlanRecords, *, measures: Sequence[Measure], edition: Edition
) -> MeasureSheets:
    plan = printable(record)
    company = reader.find(Company, face_of(reader.raw, plan.company or ""))
    people = People(
        reader, [id_ for one in measures for id_ in (one.responsible, one.accompanied_by, *sorted(one.helpers))]
    )
    milestones = reader.all(
        select(Milestone).where(Milestone.root == record.id).order_by(Milestone.sort_key, Milestone.id)
    )
    return MeasureSheets(
        letterhead=letterhead(reader, edition, edition.now.date()),
        funding=funding_notice(reader, edition.now.date(), edition),
        company_name=printable(company).name if company is not None else "",
        plan_title=plan.title,
        state=plan_state(plan),
        printed_at=edition.now,
        language=edition.language,
        number=plan.number,
        version=plan.doc_version or 1,
        sheets=tuple(_sheet(one, records, people, milestones=milestones, edition=edition) for one in measures),
    )


def _sheet(
    measure: Measure, records: PlanRecords, people: People, *, milestones: Sequence[Milestone], edition: Edition
) -> MeasureSheet:
    view, row = printable(measure), plan_measure(measure, records, people, edition=edition)
    field, topic = csr_fields().get(view.field_code), topics().get(view.topic or "")
    light = view.traffic_light
    return MeasureSheet(
        number=row.number,
        title=row.title,
        field_letter=field.letter if field else "",
        field_name=edition.name(field) if field else "",
        topic=edition.name(topic) if topic else "",
        responsible=row.responsible,
        helpers=tuple(filter(None, (people.name(one) for one in sorted(view.helpers)))),
        accompanied_by=people.name(view.accompanied_by),
        starts_on=view.start_on,
        due_on=row.due_on,
        status=row.status,
        is_overdue=row.is_overdue,
        state_reason=view.state.reason if view.state else "",
        reminder_on=view.state.reminder_on if view.state and view.status == "postponed" else None,
        done_on=view.done_on,
        priority=row.priority,
        effort=row.effort,
        impact=row.impact,
        light=edition.term("traffic_light", light.light) if light and light.light != "none" else "",
        light_why=light.why if light else "",
        progress_percent=view.progress_percent,
        cost_estimated=view.cost_estimated,
        cost_actual=view.cost_actual,
        description=view.description,
        goal=view.goal,
        milestones=tuple(_milestone(one) for one in milestones if one.measure == measure.id),
        figures=tuple(_figure(kpi, records.values[kpi.id]) for kpi in records.kpis.get(measure.id, ())),
        funding=view.funding,
        evidence=view.evidence,
        remark=view.remark,
        standards=tuple(chip(code) for name in _STANDARDS for code in sorted(getattr(view, name))),
    )


def _milestone(one: Milestone) -> MilestoneRow:
    view = printable(one)
    return MilestoneRow(title=view.title, due_on=view.due_on, done_on=view.done_on)


def _figure(kpi: Kpi, values: Sequence[KpiValue]) -> FigureHistory:
    readings = sorted(map(printable, values), key=lambda one: (str(one.read_on), one.id))
    return FigureHistory(
        figure=key_figure(kpi, values),
        readings=tuple(FigureReading(read_on=one.read_on, value=one.value, source=one.source) for one in readings),
    )
