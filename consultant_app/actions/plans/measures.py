"""What a person does with a measure: make it, change it, finish it, drop it; agreements that refer to it follow.

The visit and the plan both go through here, so that protocol and plan printed the same minute agree.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import select

from consultant_app.actions.companies.joining import face_of, group_of
from consultant_app.actions.visits.sheet import EDITABLE, Heads
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import derived_id
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import MeasureTemplate, StandardCodes, mapping
from consultant_app.domain.groups import Period
from consultant_app.domain.measure import Kpi, KpiValue, Measure, MeasureState, Milestone
from consultant_app.domain.measure_line import MeasureLine
from consultant_app.domain.numbers import next_plan_number
from consultant_app.domain.ordering import key_between
from consultant_app.domain.record import Record
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.errors import RuleError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.workspace import Reader

P = TypeVar("P", Milestone, Kpi, KpiValue)
TITLE_LENGTH: Final = 200
MOST_KPIS: Final = 3
_ENDED_PLANS: Final = frozenset({"completed", "archived"})
_STANDARDS: Final = ("iso26000", "dnk", "vsme", "sdg")
_CYCLE: Final = {"idea": "planned", "planned": "in_progress", "in_progress": "done"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a status brings along."""

    state: MeasureState
    done_on: date | None
    progress_percent: int | None


def find_running_plan(records: Reader | Writer, company: str | None) -> str | None:
    """The company's plan that measures go to: the newest that is neither completed nor archived."""
    group = group_of(records.raw, company)
    plans = records.session.scalars(
        select(ActionPlan).where(ActionPlan.company.in_(group)).order_by(ActionPlan.id.desc())
    )
    return next((plan.id for plan in plans if plan.status not in _ENDED_PLANS), None)


def running_plan(
    writer: Writer, company: str, identity: Identity, *, day: date | None, consulting_case: str | None = None
) -> str:
    """The company's running plan, made where there is none; `day` is when it begins."""
    running = find_running_plan(writer, company)
    if running is not None:
        return running
    company = face_of(writer.raw, company)
    # Two laptops that both make the first plan of a company shall make the same one.
    derived = derived_id("action_plan", company)
    year = day.year if day else None
    taken = writer.session.scalars(select(ActionPlan.number))
    plan = writer.new(
        ActionPlan(
            id="" if writer.is_known(derived) else derived,
            company=company,
            consulting_case=consulting_case,
            number=next_plan_number(identity.partner_code, year, letters=identity.device_letters, taken=taken)
            if year
            else "",
            title=f"CSR-Maßnahmenplan {year}" if year else "CSR-Maßnahmenplan",
            period=Period(start=day),
            status="draft",
        )
    )
    return plan.id


def add_measure(writer: Writer, plan: str, line: MeasureLine, identity: Identity) -> RecordId:
    """A planned measure at the end of the plan. What is too long for a title goes on in the description.

    Raises RuleError("measure_title_missing") for a line without a title.
    """
    title = line.title.strip()
    if not title:
        raise RuleError("measure_title_missing")
    measure = Measure(
        action_plan=plan,
        title=title[:TITLE_LENGTH],
        description=title if len(title) > TITLE_LENGTH else "",
        csr_field=line.csr_field,
        priority=line.priority,
        responsible=line.person.id if line.person else None,
        accompanied_by=identity.user,
        due_on=line.due_on,
        state=MeasureState("planned"),
        sort_key=last_key(writer, plan),
    )
    return RecordId(writer.new(measure).id)


def add_from_template(
    writer: Writer, plan: str, template: MeasureTemplate, identity: Identity, *, today: date
) -> RecordId:
    """A measure with the template's texts, codes and key figure, due after the time it usually takes."""
    measure = writer.new(
        Measure(
            action_plan=plan,
            title=template.de[:TITLE_LENGTH],
            description=template.description_de,
            csr_field=template.field,
            topic=template.topic,
            template=template.code,
            effort=template.effort,
            impact=template.impact,
            accompanied_by=identity.user,
            due_on=_months_later(today, template.duration_months),
            state=MeasureState("planned"),
            sort_key=last_key(writer, plan),
        )
    )
    for name, codes in _code_sets(template.codes).items():
        setattr(measure, name, codes)
    if template.kpi_name:
        direction = template.kpi_direction or None
        add_part(writer, Kpi(measure=measure.id, name=template.kpi_name, unit=template.kpi_unit, direction=direction))
    return RecordId(measure.id)


def set_measure(
    writer: Writer, measure_id: str, values: Mapping[str, Any], *, today: date, shown: Heads | None = None
) -> None:
    """Sets fields by Python values, with what follows: the topic's field of action, what is done, the agreements."""
    measure = writer.get(Measure, measure_id)
    done_before = measure.done_on
    _set(writer, measure, values, shown)
    if "topic" in values:
        _follow_topic(measure)
    elif "csr_field" in values and (measure.topic or "").partition("-")[0] != (measure.csr_field or ""):
        measure.topic = None
    if "state" in values:
        _follow_status(measure, today)
    _tell_agreements(writer, measure, set(values), done_before=done_before)


def set_status(
    writer: Writer, measure_id: str, status: str, *, today: date, reason: str = "", reminder_on: date | None = None
) -> Standing:
    """From any status to any other: what lies between would be legal, and nobody wants to make those moves one by one.

    Returns how it stood before. Raises RuleError("reason_required") and RuleError("reminder_required").
    """
    measure = writer.get(Measure, measure_id)
    before = Standing(measure.state or MeasureState(), measure.done_on, measure.progress_percent)
    set_measure(writer, measure_id, {"state": MeasureState(status, reason, reminder_on)}, today=today)
    return before


def put_back(writer: Writer, measure_id: str, before: Standing) -> None:
    """Takes a status back, with the day and the progress it had, whatever else was changed since."""
    measure = writer.get(Measure, measure_id)
    done_before = measure.done_on
    measure.state, measure.done_on, measure.progress_percent = before.state, before.done_on, before.progress_percent
    _tell_agreements(writer, measure, {"state"}, done_before=done_before)


def finish_measure(writer: Writer, measure_id: str, today: date) -> None:
    set_status(writer, measure_id, "done", today=today)


def move_measure(writer: Writer, measure_id: str, due_on: date | None) -> None:
    """Another due date."""
    measure = writer.get(Measure, measure_id)
    measure.due_on = due_on
    _tell_agreements(writer, measure, {"due_on"}, done_before=None)


def next_status(status: str) -> str:
    """Where the space bar leads: planned, in progress, done and round again."""
    return _CYCLE.get(status, "planned")


def carry_title(writer: Writer, measure_id: str) -> None:
    """After the title was typed: the agreements of visits that are still written say the same."""
    _tell_agreements(writer, writer.get(Measure, measure_id), {"title"}, done_before=None)


def delete_measure(writer: Writer, measure_id: str) -> tuple[RecordId, ...]:
    """Deletes a measure with its milestones and key figures; returns what `restore_measure` brings back."""
    measure = writer.get(Measure, measure_id)
    kpis = writer.session.scalars(select(Kpi).where(Kpi.measure == measure_id)).all()
    values = writer.session.scalars(select(KpiValue).where(KpiValue.kpi.in_([kpi.id for kpi in kpis]))).all()
    milestones = writer.session.scalars(select(Milestone).where(Milestone.measure == measure_id)).all()
    gone = (*values, *kpis, *milestones, measure)
    ids = tuple(RecordId(one.id) for one in gone)
    for one in gone:
        writer.delete(one)
    return ids


def restore_measure(writer: Writer, ids: Sequence[RecordId]) -> None:
    for one in reversed(ids):
        if not writer.is_present(one):
            writer.restore(one)


def add_part(writer: Writer, part: P) -> RecordId:
    """Adds a milestone or key figure after its like, or a key figure's value.

    Raises RuleError("too_many_kpis") for a fourth key figure.
    """
    if isinstance(part, Kpi):
        count = len(writer.session.scalars(select(Kpi.id).where(Kpi.measure == part.measure)).all())
        if count >= MOST_KPIS:
            raise RuleError("too_many_kpis", most=MOST_KPIS)
    if isinstance(part, Milestone | Kpi):
        cls = type(part)
        keys = writer.session.scalars(select(cls.sort_key).where(cls.measure == part.measure)).all()
        part.sort_key = key_between(max(keys, default=""), None, random_below=secrets.randbelow)
    return RecordId(writer.new(part).id)


def set_part(
    writer: Writer, cls: type[P], part_id: str, values: Mapping[str, Any], *, shown: Heads | None = None
) -> None:
    _set(writer, writer.get(cls, part_id), values, shown)


def delete_part(writer: Writer, cls: type[P], part_id: str) -> None:
    """A key figure goes with its values."""
    part = writer.get(cls, part_id)
    if isinstance(part, Kpi):
        for value in writer.session.scalars(select(KpiValue).where(KpiValue.kpi == part_id)).all():
            writer.delete(value)
    writer.delete(part)


def set_plan(writer: Writer, plan_id: str, values: Mapping[str, Any], *, shown: Heads | None = None) -> None:
    _set(writer, writer.get(ActionPlan, plan_id), values, shown)


def last_key(writer: Writer, plan: str) -> str:
    keys = writer.session.scalars(select(Measure.sort_key).where(Measure.action_plan == plan)).all()
    return key_between(max(keys, default=""), None, random_below=secrets.randbelow)


def _set(writer: Writer, record: Record, values: Mapping[str, Any], shown: Heads | None) -> None:
    if shown is not None:
        writer.shown(RecordId(record.id), shown)
    for name, value in values.items():
        setattr(record, name, value)


def _follow_topic(measure: Measure) -> None:
    """The field of action is the topic's; the standards too, unless a person has chosen some."""
    if not measure.topic:
        return
    measure.csr_field = measure.topic.partition("-")[0]
    if measure.topic in mapping() and not any(getattr(measure, name) for name in _STANDARDS):
        for name, codes in _code_sets(mapping()[measure.topic]).items():
            setattr(measure, name, codes)


def _code_sets(codes: StandardCodes) -> dict[str, frozenset[str]]:
    return {name: frozenset(getattr(codes, name)) for name in _STANDARDS}


def _follow_status(measure: Measure, today: date) -> None:
    if measure.status == "done":
        measure.done_on = measure.done_on or today
        measure.progress_percent = 100
    else:
        measure.done_on = None


def _tell_agreements(writer: Writer, measure: Measure, changed: set[str], *, done_before: date | None) -> None:
    """Whether and until when something is done holds for every agreement; the words of a signed one stay."""
    if not changed & {"title", "responsible", "due_on", "state"}:
        return
    for agreement in writer.session.scalars(select(Agreement).where(Agreement.measure == measure.id)).all():
        if "state" in changed:
            was_done_with_it = agreement.done_on is None or agreement.done_on == done_before
            agreement.done_on = measure.done_on if was_done_with_it else agreement.done_on
        if "due_on" in changed and agreement.done_on is None:
            agreement.due_on = measure.due_on
        if changed & {"title", "responsible"} and _is_written(writer, agreement):
            agreement.what = measure.title or agreement.what
            agreement.who = measure.responsible


def _is_written(writer: Writer, agreement: Agreement) -> bool:
    visit = writer.session.get(Visit, agreement.visit) if agreement.visit else None
    return visit is not None and (visit.status or "planned") in EDITABLE


def _months_later(day: date, months: int) -> date:
    """The last day of the month that far ahead: a typical time, no promise."""
    year, month = divmod(day.year * 12 + day.month - 1 + months + 1, 12)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)
