"""All of one measure, or of one plan, for the pane that shows and edits it: plain values with the heads shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select, text

from consultant_app.actions.companies.joining import face_of, group_of
from consultant_app.actions.plans.listing import FigureRow
from consultant_app.actions.shared_numbers import SharedNumber, shared_measure_numbers
from consultant_app.actions.visits.sheet import Heads
from consultant_app.changes.change import RecordId
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.field_words import absent_text, field_label, type_label, value_text
from consultant_app.domain.groups import Period
from consultant_app.domain.measure import Kpi, KpiValue, Measure, MeasureState, Milestone, TrafficLight
from consultant_app.domain.plan_figures import is_overdue, kpi_progress, newest_value
from consultant_app.domain.record import record_types
from consultant_app.domain.text import german_order
from consultant_app.domain.user import User
from consultant_app.errors import Language, RuleError
from consultant_app.workspace.history import history_of
from consultant_app.workspace.status import RecordState, Whereabouts, states_of
from consultant_app.workspace.workspace import Reader

_QUIET = frozenset({"sort_key", "action_plan", "measure", "kpi"})
_LONG = 120


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    id: RecordId
    title: str
    due_on: date | None
    done_on: date | None
    heads: Heads


@dataclass(frozen=True, slots=True)
class ValueRow:
    id: RecordId
    read_on: date | None
    value: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class KpiSheet:
    """`values` newest first."""

    id: RecordId
    direction: str
    baseline_on: date | None
    target_on: date | None
    row: FigureRow
    values: tuple[ValueRow, ...]
    heads: Heads


@dataclass(frozen=True, slots=True)
class Step:
    """One change in words; `at` in UTC."""

    at: datetime
    who: str
    what: str
    at_server: RecordId | None = None
    """The record of which values are not here but can be fetched."""


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """`values` holds every field of the measure by name, as Python values; `people` are (name, id) to choose from."""

    id: RecordId
    plan: str
    company: str
    company_name: str
    letter_field: str
    values: dict[str, Any]
    state: MeasureState
    light: TrafficLight
    is_overdue: bool
    responsible_name: str
    people: tuple[tuple[str, str], ...]
    consultants: tuple[tuple[str, str], ...]
    milestones: tuple[MilestoneRow, ...]
    kpis: tuple[KpiSheet, ...]
    steps: tuple[Step, ...]
    whereabouts: Whereabouts | None
    contested_record: str
    """The measure or the part of it that waits for a decision, "" for none."""
    heads: Heads
    shared_number: SharedNumber | None
    """Where its number is also another's in the plan."""
    broken: RuleError | None
    """The rule that it breaks since two people's edits came together; each of them kept to it."""

    @property
    def title(self) -> str:
        return str(self.values["title"])


@dataclass(frozen=True, slots=True)
class PlanSheet:
    id: RecordId
    company_name: str
    number: str
    title: str
    goal: str
    period: Period
    status: str
    agreed_on: date | None
    review_months: int | None
    heads: Heads


def measure_sheet(reader: Reader, measure_id: str, *, today: date, language: Language = "de") -> MeasureSheet | None:
    """None for a measure that is gone."""
    measure = reader.find(Measure, measure_id)
    if measure is None:
        return None
    plan = reader.find(ActionPlan, measure.action_plan)
    company = reader.find(Company, face_of(reader.raw, plan.company or "")) if plan else None
    people = _people(reader, company.id if company else None, measure)
    milestones = reader.all(
        select(Milestone).where(Milestone.measure == measure_id).order_by(Milestone.sort_key, Milestone.id)
    )
    kpis = reader.all(select(Kpi).where(Kpi.measure == measure_id).order_by(Kpi.sort_key, Kpi.id))
    sheets = tuple(_kpi(reader, kpi) for kpi in kpis)
    parts = [*(("milestone", one.id) for one in milestones), *(("kpi", one.id) for one in kpis)]
    parts += [("kpi_value", value.id) for sheet in sheets for value in sheet.values]
    states = states_of(reader.raw, [RecordId(measure.id), *(RecordId(id_) for _, id_ in parts)])
    return MeasureSheet(
        id=RecordId(measure.id),
        plan=measure.action_plan or "",
        company=company.id if company else "",
        company_name=company.name if company else "",
        letter_field=measure.field_code,
        values={name: getattr(measure, name) for name in record_types()["measure"].fields},
        state=measure.state or MeasureState(),
        light=measure.traffic_light or TrafficLight(),
        is_overdue=is_overdue(measure, today),
        responsible_name=next((name for name, id_ in people if id_ == measure.responsible), ""),
        people=people,
        consultants=_consultants(reader),
        milestones=tuple(_milestone(reader, one) for one in milestones),
        kpis=sheets,
        steps=_steps(reader, [("measure", measure.id), *parts], language),
        whereabouts=_whereabouts(states),
        contested_record=next((id_ for id_, one in states.items() if one.contested), ""),
        heads=reader.shown(RecordId(measure.id)),
        broken=_broken(measure),
        shared_number=next(
            (one for one in shared_measure_numbers(reader, measure.action_plan or "") if one.holds(measure.id)), None
        ),
    )


def _whereabouts(states: Mapping[RecordId, RecordState]) -> Whereabouts | None:
    """Of a measure with its parts: what asks for most attention."""
    found = {state.whereabouts for state in states.values()}
    order = (Whereabouts.CONFLICT, Whereabouts.SET_ASIDE, Whereabouts.WAITING, Whereabouts.BOTH)
    return next((one for one in order if one in found), None)


def plan_sheet(reader: Reader, plan_id: str) -> PlanSheet | None:
    """None for a plan that is gone."""
    plan = reader.find(ActionPlan, plan_id)
    if plan is None:
        return None
    company = reader.find(Company, face_of(reader.raw, plan.company or ""))
    return PlanSheet(
        id=RecordId(plan.id),
        company_name=company.name if company else "",
        number=plan.number,
        title=plan.title,
        goal=plan.goal,
        period=plan.period or Period(),
        status=plan.status or "",
        agreed_on=plan.agreed_on,
        review_months=plan.review_months,
        heads=reader.shown(RecordId(plan.id)),
    )


def people_of_company(reader: Reader, company: str | None) -> tuple[tuple[str, str], ...]:
    """Who may be responsible: the company's contacts that are still there, then the consultants; (name, id)."""
    contacts = reader.all(
        select(Contact).where(Contact.company.in_(group_of(reader.raw, company)), Contact.left_on.is_(None))
    )
    named = sorted(((one.label(), one.id) for one in contacts), key=lambda pair: german_order(pair[0]))
    return (*named, *_consultants(reader))


def _broken(measure: Measure) -> RuleError | None:
    try:
        measure.check()
    except RuleError as error:
        return error
    return None


def _people(reader: Reader, company: str | None, measure: Measure) -> tuple[tuple[str, str], ...]:
    """Also somebody who has left since, where that person is responsible."""
    offered = people_of_company(reader, company)
    if measure.responsible and all(id_ != measure.responsible for _, id_ in offered):
        gone = reader.find(Contact, measure.responsible)
        return (*offered, (gone.label() if gone else "–", measure.responsible))
    return offered


def _consultants(reader: Reader) -> tuple[tuple[str, str], ...]:
    users = reader.all(select(User).where(User.active))
    return tuple(sorted(((one.name, one.id) for one in users), key=lambda pair: german_order(pair[0])))


def _milestone(reader: Reader, one: Milestone) -> MilestoneRow:
    return MilestoneRow(RecordId(one.id), one.title, one.due_on, one.done_on, reader.shown(RecordId(one.id)))


def _kpi(reader: Reader, kpi: Kpi) -> KpiSheet:
    values = reader.all(select(KpiValue).where(KpiValue.kpi == kpi.id))
    newest, progress = newest_value(values), kpi_progress(kpi, values)
    ordered = sorted(values, key=lambda one: (one.read_on or date.min, one.id), reverse=True)
    return KpiSheet(
        id=RecordId(kpi.id),
        direction=kpi.direction or "",
        baseline_on=kpi.baseline.read_on if kpi.baseline else None,
        target_on=kpi.target.read_on if kpi.target else None,
        row=FigureRow(
            kpi.name,
            kpi.unit,
            kpi.baseline.value if kpi.baseline else None,
            newest.value if newest else None,
            kpi.target.value if kpi.target else None,
            progress.bar if progress else None,
        ),
        values=tuple(ValueRow(RecordId(one.id), one.read_on, one.value, one.source) for one in ordered),
        heads=reader.shown(RecordId(kpi.id)),
    )


def _steps(reader: Reader, records: Sequence[tuple[str, str]], language: Language) -> tuple[Step, ...]:
    """What happened to the measure and its parts, newest first."""
    steps = []
    for type_name, record in records:
        for number, step in enumerate(history_of(reader.raw, RecordId(record))):
            word = "" if type_name == "measure" else f"{type_label(type_name, language)}: "
            if number == 0 and type_name == "measure":
                what = {"de": "angelegt", "en": "added"}[language]
            else:
                words = {
                    name: _words(reader, (type_name, name), value, language) for name, value in step.fields.items()
                }
                words.update(dict.fromkeys(step.hollow, absent_text(language, is_at_server=step.is_at_server)))
                what = "; ".join(
                    f"{field_label(type_name, name, language)} → {shown}"
                    for name, shown in words.items()
                    if name not in _QUIET
                )
            if what:
                lacking = RecordId(record) if step.is_at_server else None
                at = datetime.fromtimestamp(step.at / 1000, UTC)
                steps.append(Step(at, step.author.user_name, word + what, lacking))
    return tuple(sorted(steps, key=lambda step: step.at, reverse=True))


def _words(reader: Reader, field: tuple[str, str], value: Any, language: Language) -> str:
    words = value_text(*field, value, name_of=lambda id_: _name_of(reader, id_), language=language)
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONG else f"{plain[:_LONG].rstrip()} …"


def _name_of(reader: Reader, record: str) -> str:
    row = reader.session.execute(text("SELECT type FROM record WHERE id = :id"), {"id": record}).first()
    known = record_types().get(row[0]) if row else None
    found = reader.find(known.cls, record) if known else None
    return found.label() if found is not None else ""
