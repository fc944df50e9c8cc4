"""The contents of a printed action plan, from the records as they stand this minute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from consultant_app.actions.companies.joining import face_of
from consultant_app.actions.paper.changes import changes_since, last_visit_before
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.printable import Printable, printable
from consultant_app.actions.paper.sources import People, funding_notice, letterhead
from consultant_app.documents.contents import ActionPlan as PlanContents
from consultant_app.documents.contents import KeyFigure, PlanField, PlanMeasure, SignatureBlock, State
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.company import Company
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.measure import Kpi, KpiValue, Measure
from consultant_app.domain.plan_figures import is_overdue, kpi_progress, newest_value
from consultant_app.domain.signature import COMPANY, CONSULTANT
from consultant_app.domain.value_lists import value_list
from consultant_app.workspace.workspace import Reader

_FINAL = frozenset({"approved", "running", "completed", "archived"})


@dataclass(frozen=True, slots=True)
class PlanRecords:
    """A plan's measures in print order, with their key figures."""

    measures: tuple[Measure, ...]
    kpis: Mapping[str, Sequence[Kpi]]
    values: Mapping[str, Sequence[KpiValue]]


def plan_records(reader: Reader, plan: str) -> PlanRecords:
    measures = reader.all(select(Measure).where(Measure.action_plan == plan).order_by(Measure.sort_key, Measure.id))
    kpis = reader.all(select(Kpi).where(Kpi.root == plan).order_by(Kpi.sort_key, Kpi.id))
    values = reader.all(select(KpiValue).where(KpiValue.root == plan))
    return PlanRecords(
        measures,
        {measure.id: [kpi for kpi in kpis if kpi.measure == measure.id] for measure in measures},
        {kpi.id: [value for value in values if value.kpi == kpi.id] for kpi in kpis},
    )


def plan_state(plan: Printable[ActionPlan]) -> State:
    return "final" if plan.status in _FINAL else "draft"


def plan_contents(reader: Reader, plan_id: str, edition: Edition) -> PlanContents:
    """The edition's `now` decides what is overdue. Raises RuleError("record_not_found")."""
    record = reader.get(ActionPlan, plan_id)
    plan = printable(record)
    records = plan_records(reader, plan_id)
    company = reader.find(Company, face_of(reader.raw, plan.company or ""))
    view = printable(company) if company is not None else None
    approval = plan.approval
    case = reader.find(ConsultingCase, plan.consulting_case)
    consultant = printable(case).consultant if case is not None else None
    responsible = (measure.responsible for measure in records.measures)
    people = People(reader, [*responsible, approval.by if approval else None, consultant])
    last = last_visit_before(reader, plan.company, edition.now.date())
    since = last.held_on if last is not None else None
    changes = changes_since(reader, records.measures, since, edition=edition) if since is not None else {}
    city = view.address.city if view is not None and view.address is not None else ""
    return PlanContents(
        letterhead=letterhead(reader, edition, edition.now.date()),
        funding=funding_notice(reader, edition.now.date(), edition),
        company_name=view.name if view is not None else "",
        company_city=city,
        state=plan_state(plan),
        printed_at=edition.now,
        language=edition.language,
        number=plan.number,
        version=plan.doc_version or 1,
        title=plan.title,
        goal=plan.goal,
        agreed_on=plan.agreed_on,
        updated_on=edition.now.date(),
        fields=_fields(records, people, changes, edition=edition),
        changed_since=since if changes else None,
        approval_text=edition.standing_text("TX-PLAN-APPROVE"),
        approvals=(
            SignatureBlock(
                heading=edition.words["for_company"],
                role=COMPANY,
                name=people.name(approval.by) if approval else "",
                function=people.job(approval.by) if approval else "",
            ),
            SignatureBlock(
                heading=edition.words["for_consulting"],
                role=CONSULTANT,
                name=people.name(consultant),
                function=people.organisation(reader, consultant),
            ),
        ),
    )


def _fields(
    records: PlanRecords, people: People, changes: Mapping[str, str], *, edition: Edition
) -> tuple[PlanField, ...]:
    def row(measure: Measure) -> PlanMeasure:
        change = changes.get(measure.id, "")
        return replace(plan_measure(measure, records, people, edition=edition), change=change)

    fields = []
    for field in csr_fields().values():
        measures = [measure for measure in records.measures if measure.field_code == field.code]
        rows = tuple(map(row, measures))
        if rows:
            fields.append(PlanField(letter=field.letter, name=edition.name(field), measures=rows))
    others = [measure for measure in records.measures if measure.field_code not in csr_fields()]
    rows = tuple(map(row, others))
    return (*fields, PlanField(letter="", name=edition.words["no_field"], measures=rows)) if rows else tuple(fields)


def plan_measure(measure: Measure, records: PlanRecords, people: People, *, edition: Edition) -> PlanMeasure:
    """One row; the protocol prints the same values of a measure."""
    view = printable(measure)
    return PlanMeasure(
        number=view.number,
        title=view.title,
        responsible=people.name(view.responsible),
        due_on=view.due_on,
        status=edition.term("measure_status", view.status),
        status_in_count=edition.words["count_idea"] if view.status == "idea" else "",
        is_overdue=is_overdue(measure, edition.now.date()),
        is_done=view.status == "done",
        is_dropped=view.status == "rejected",
        priority=edition.term("priority", view.priority),
        effort=edition.term("effort", view.effort),
        impact=edition.term("impact", view.impact),
        effort_level=_level("effort", view.effort),
        impact_level=_level("impact", view.impact),
        key_figures=tuple(key_figure(kpi, records.values[kpi.id]) for kpi in records.kpis.get(measure.id, ())),
    )


def _level(list_name: str, code: str | None) -> int:
    """The place of the code in its list, which goes from low to high; 0 for none."""
    codes = list(value_list(list_name).entries)
    return codes.index(code) + 1 if code in codes else 0


def key_figure(kpi: Kpi, values: Sequence[KpiValue]) -> KeyFigure:
    view: Printable[Kpi] = printable(kpi)
    newest, progress = newest_value(values), kpi_progress(kpi, values)
    return KeyFigure(
        name=view.name,
        unit=view.unit,
        baseline=view.baseline.value if view.baseline else None,
        target=view.target.value if view.target else None,
        latest=printable(newest).value if newest else None,
        progress_percent=progress.raw if progress else None,
    )
