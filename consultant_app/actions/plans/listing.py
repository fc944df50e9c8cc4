"""The action plans as tables: whose plans there are, and the measures of one plan or of all, as plain rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select, func, select

from consultant_app.actions.companies.joining import NamedCompany, face_of, group_of, named_companies
from consultant_app.changes.change import RecordId
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Kpi, KpiValue, Measure
from consultant_app.domain.plan_figures import SETTLED, way_covered
from consultant_app.domain.text import german_order
from consultant_app.domain.user import User
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language
from consultant_app.workspace.status import Whereabouts, states_of
from consultant_app.workspace.workspace import Reader

ENDED_PLANS: Final = frozenset({"completed", "archived"})
FINISHED: Final = frozenset({"done", "rejected"})


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan that can be opened; `name` is its company's, with the plan's title where there are several."""

    plan: str
    company: str
    name: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The first key figure of a measure; `percent` 0 to 100, None where there is no way to go."""

    name: str
    unit: str
    baseline: Decimal | None
    newest: Decimal | None
    target: Decimal | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure as a table shows it. `field` is "" without a field of action, `status` the domain's code."""

    id: RecordId
    plan: str
    company: str
    company_name: str
    number: str
    title: str
    field: str
    responsible: str
    responsible_name: str
    due_on: date | None
    status: str
    is_overdue: bool
    is_mine: bool
    priority: str
    effort: str
    impact: str
    figure: FigureRow | None
    whereabouts: Whereabouts | None
    shares_number: bool = False
    """Another measure of the plan has the same number."""

    @property
    def is_open(self) -> bool:
        return self.status not in FINISHED


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The measures of a field of action; `done` of `total`, in which rejected ones do not count."""

    field: str
    letter: str
    done: int
    total: int
    rows: tuple[MeasureRow, ...]


def plan_choices(reader: Reader, language: Language = "de") -> tuple[PlanChoice, ...]:
    """Every plan, by the name of its company, the running one of a company first."""
    companies = named_companies(reader)
    columns = select(ActionPlan.id, ActionPlan.company, ActionPlan.title, ActionPlan.status)
    plans = reader.session.execute(columns.order_by(ActionPlan.id.desc())).all()
    ordered = sorted(
        plans, key=lambda one: (german_order(companies.get(one[1] or "", NamedCompany()).name), one[3] in ENDED_PLANS)
    )
    choices: list[PlanChoice] = []
    named: set[str | None] = set()
    for plan, its_company, title, status in ordered:
        company, name = companies.get(its_company or "", NamedCompany())
        name = name or title
        if (company or its_company) in named:
            name = ", ".join(part for part in (name, title, label_of("plan_status", status, language=language)) if part)
        named.add(company or its_company)
        choices.append(PlanChoice(plan, company, name))
    return tuple(choices)


def plan_of_company(reader: Reader, company: str) -> str | None:
    """The running plan, or else the newest."""
    plans = reader.session.execute(
        select(ActionPlan.id, ActionPlan.status)
        .where(ActionPlan.company.in_(group_of(reader.raw, company)))
        .order_by(ActionPlan.id.desc())
    ).all()
    return next((id_ for id_, status in plans if status not in ENDED_PLANS), plans[0][0] if plans else None)


def list_measures(
    reader: Reader, *, plan: str | None, today: date, user: str, only: Collection[str] | None = None
) -> tuple[MeasureRow, ...]:
    """The measures of a plan, or of all plans for None, in plan order; `only` of these ids. `user` is who looks."""
    rows = reader.session.execute(_narrowed(_MEASURES, plan, only)).all()
    figures = _figures(reader, plan, {row.id for row in rows} if only is not None else None)
    people = _people(reader, {row.responsible for row in rows if row.responsible})
    companies = _companies_of_plans(reader)
    states = states_of(reader.raw, [RecordId(row.id) for row in rows])
    listed = []
    for row in rows:
        company, company_name = companies.get(row.action_plan or "", ("", ""))
        status = row.state.status if row.state else "planned"
        state = states.get(RecordId(row.id))
        listed.append(
            MeasureRow(
                id=RecordId(row.id),
                plan=row.action_plan or "",
                company=company,
                company_name=company_name,
                number=row.number,
                title=row.title,
                field=(row.topic or "").partition("-")[0] or row.csr_field or "",
                responsible=row.responsible or "",
                responsible_name=people.get(row.responsible or "", ""),
                due_on=row.due_on,
                status=status,
                is_overdue=row.due_on is not None and row.due_on < today and status not in SETTLED,
                is_mine=user in (row.responsible, row.accompanied_by),
                priority=row.priority or "",
                effort=row.effort or "",
                impact=row.impact or "",
                figure=figures.get(row.id),
                whereabouts=state.whereabouts if state else None,
            )
        )
    return tuple(listed)


def marked_numbers(rows: Sequence[MeasureRow]) -> tuple[MeasureRow, ...]:
    """All rows of a plan, or of all, with those marked whose number is not their own."""
    counts = Counter((row.plan, row.number) for row in rows if row.number)
    twice = {key for key, count in counts.items() if count > 1}
    return tuple(
        replace(row, shares_number=not row.shares_number)
        if row.shares_number != ((row.plan, row.number) in twice)
        else row
        for row in rows
    )


def by_field(rows: Iterable[MeasureRow]) -> tuple[FieldGroup, ...]:
    """In the order of the fields of action, those without one last; empty fields are left out."""
    sorted_in: dict[str, list[MeasureRow]] = {code: [] for code in csr_fields()}
    for row in rows:
        sorted_in.setdefault(row.field if row.field in csr_fields() else "", []).append(row)
    groups = []
    for code, members in sorted_in.items():
        if members:
            letter = csr_fields()[code].letter if code else ""
            done, total = done_of(members)
            groups.append(FieldGroup(code, letter, done, total, tuple(members)))
    return tuple(groups)


def done_of(rows: Iterable[MeasureRow]) -> tuple[int, int]:
    """How many are done, of how many that were not rejected."""
    counting = [row.status for row in rows if row.status != "rejected"]
    return counting.count("done"), len(counting)


_MEASURES: Final = select(
    Measure.id,
    Measure.action_plan,
    Measure.number,
    Measure.title,
    Measure.topic,
    Measure.csr_field,
    Measure.responsible,
    Measure.accompanied_by,
    Measure.due_on,
    Measure.state,
    Measure.priority,
    Measure.effort,
    Measure.impact,
).order_by(Measure.sort_key, Measure.id)


def _narrowed(
    statement: Select[*tuple[Any, ...]], plan: str | None, only: Collection[str] | None
) -> Select[*tuple[Any, ...]]:
    if plan is not None:
        statement = statement.where(Measure.action_plan == plan)
    return statement if only is None else statement.where(Measure.id.in_(sorted(only)))


def _figures(reader: Reader, plan: str | None, measures: Collection[str] | None) -> dict[str, FigureRow]:
    """The first key figure of each measure."""
    kpis = select(Kpi.id, Kpi.measure, Kpi.name, Kpi.unit, Kpi.baseline, Kpi.target).order_by(Kpi.sort_key, Kpi.id)
    values = select(KpiValue.kpi, KpiValue.reading)
    values = values.order_by(func.json_extract(KpiValue.__table__.c.reading, "$.read_on"), KpiValue.id)
    if plan is not None:
        kpis, values = kpis.where(Kpi.root == plan), values.where(KpiValue.root == plan)
    if measures is not None:
        kpis = kpis.where(Kpi.measure.in_(sorted(measures)))
        values = values.where(KpiValue.kpi.in_(kpis.with_only_columns(Kpi.id).order_by(None)))
    readings = [(kpi, reading) for kpi, reading in reader.session.execute(values) if reading and reading.read_on]
    newest = {kpi: reading.value for kpi, reading in readings if reading.value is not None}
    figures: dict[str, FigureRow] = {}
    for id_, measure, name, unit, baseline, target in reader.session.execute(kpis):
        start, goal = baseline.value if baseline else None, target.value if target else None
        way = way_covered(start, newest.get(id_), target=goal)
        row = FigureRow(name, unit, start, newest.get(id_), goal, way.bar if way else None)
        figures.setdefault(measure or "", row)
    return figures


def _people(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    """Names of contacts and users; few are asked for by id, many are read at once."""
    contacts = select(Contact.id, Contact.title, Contact.first_name, Contact.last_name, Contact.job)
    if len(ids) <= _FEW:
        contacts = contacts.where(Contact.id.in_(sorted(ids)))
    names = dict(reader.session.execute(select(User.id, User.name)).all())
    for id_, title, first, last, job in reader.session.execute(contacts):
        names[id_] = " ".join(word for word in (title, first, last) if word) or job
    return names


_FEW: Final = 400


def _companies_of_plans(reader: Reader) -> dict[str, NamedCompany]:
    companies = named_companies(reader)
    plans: Sequence[Any] = reader.session.execute(select(ActionPlan.id, ActionPlan.company)).all()
    return {plan: companies.get(company or "", NamedCompany()) for plan, company in plans}


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the page of a plan shows; `plan` is "" where all plans or none are shown."""

    choices: tuple[PlanChoice, ...]
    plan: str
    company: str
    company_name: str
    rows: tuple[MeasureRow, ...]


def plan_page(
    reader: Reader, *, plan: str, company: str, today: date, user: str, language: Language = "de"
) -> PlanPage:
    """A plan, or the running plan of a company, or for neither all measures. A company may have no plan yet."""
    chosen = plan or (plan_of_company(reader, company) if company else None) or ""
    found = reader.find(ActionPlan, chosen) if chosen else None
    owner = face_of(reader.raw, found.company or "" if found is not None else company)
    named = reader.find(Company, owner) if owner else None
    shown = found.id if found is not None else ""
    rows: tuple[MeasureRow, ...] = ()
    if shown or not owner:
        rows = marked_numbers(list_measures(reader, plan=shown or None, today=today, user=user))
    return PlanPage(plan_choices(reader, language), shown, owner, named.name if named else "", rows)
