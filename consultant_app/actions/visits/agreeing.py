"""Agreeing at the table: the M: line makes a measure and an agreement at once, and open ones change in both places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from consultant_app.actions.companies.joining import group_of
from consultant_app.actions.plans.measures import TITLE_LENGTH, add_measure, finish_measure, move_measure, running_plan
from consultant_app.actions.visits.running import add_part, editable_visit
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Measure
from consultant_app.domain.measure_line import MeasureLine
from consultant_app.domain.plan_figures import is_open, is_overdue
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.workspace import Reader

_ENDED_PLANS = frozenset({"completed", "archived"})


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something from before this visit that is not finished: a measure, or an agreement that made none."""

    title: str
    who_name: str
    due_on: date | None
    is_overdue: bool
    status: str
    """The measure's; "planned" for an agreement without one."""
    csr_field: str
    remark: str
    measure: str | None
    agreement: str | None

    @property
    def key(self) -> str:
        return self.measure or self.agreement or ""


def agree_measure(writer: Writer, visit_id: str, line: MeasureLine, identity: Identity) -> tuple[str, str]:
    """One transaction's work: a measure in the company's running plan, made where there is none, and an agreement.

    Returns the ids of measure and agreement. What is too long for a measure's title goes on in its description.
    Raises RuleError("measure_title_missing") for a line without a title and "visit_locked".
    """
    visit = editable_visit(writer, visit_id)
    plan = running_plan(writer, visit.company or "", identity, day=visit.held_on, consulting_case=visit.consulting_case)
    measure = writer.get(Measure, add_measure(writer, plan, line, identity))
    agreement = add_part(
        writer,
        Agreement(visit=visit_id, what=measure.title, who=measure.responsible, due_on=line.due_on, measure=measure.id),
    )
    visit.no_agreements = False
    return measure.id, agreement.id


def open_items(reader: Reader, visit_id: str, today: date) -> tuple[OpenItem, ...]:
    """What is open at the company besides what was agreed at this visit; overdue first, then by due date."""
    visit = reader.get(Visit, visit_id)
    names = _names(reader, visit.company)
    today_agreed = {one.measure for one in reader.all(select(Agreement).where(Agreement.root == visit_id))}
    plans = [plan.id for plan in _plans(reader.all(_plans_of(group_of(reader.raw, visit.company))))]
    measures = reader.all(select(Measure).where(Measure.root.in_(plans)))
    found = [_open_measure(one, names, today) for one in measures if is_open(one) and one.id not in today_agreed]
    found += [_open_agreement(one, names, today) for one in _earlier_agreements(reader, visit)]
    return tuple(sorted(found, key=lambda one: (not one.is_overdue, one.due_on or date.max, one.title, one.key)))


def finish_item(writer: Writer, item: OpenItem, today: date) -> None:
    """Done today: the measure and every open agreement that refers to it."""
    if item.measure:
        finish_measure(writer, item.measure, today)
    else:
        writer.get(Agreement, item.agreement or "").done_on = today


def move_item(writer: Writer, item: OpenItem, due_on: date) -> None:
    """Another due date for the measure and every open agreement that refers to it."""
    if item.measure:
        move_measure(writer, item.measure, due_on)
    else:
        writer.get(Agreement, item.agreement or "").due_on = due_on


def remark_item(writer: Writer, item: OpenItem, remark: str) -> None:
    """Adds a paragraph to the remark of the measure and of every open agreement that refers to it."""
    plain = remark.strip()
    if not plain:
        return
    if item.measure:
        measure = writer.get(Measure, item.measure)
        measure.remark = _added(measure.remark, plain)
    for agreement in _open_agreements(writer, item):
        agreement.remark = _added(agreement.remark, plain)


def change_agreement(
    writer: Writer,
    agreement_id: str,
    *,
    what: str | None = None,
    who: str | None = None,
    due_on: date | None = None,
) -> None:
    """Changes what is given, in the agreement and in the measure it refers to."""
    agreement = writer.get(Agreement, agreement_id)
    editable_visit(writer, agreement.visit or "")
    measure = writer.session.get(Measure, agreement.measure) if agreement.measure else None
    if what is not None and what.strip():
        agreement.what = what.strip()
        if measure is not None:
            measure.title = what.strip()[:TITLE_LENGTH]
    if who is not None:
        agreement.who = who or None
        if measure is not None:
            measure.responsible = who or None
    if due_on is not None:
        agreement.due_on = due_on
        if measure is not None:
            measure.due_on = due_on


def delete_agreement(writer: Writer, agreement_id: str) -> None:
    """Takes the agreement away, and with it the measure that was made by it and that nothing else refers to."""
    agreement = writer.get(Agreement, agreement_id)
    editable_visit(writer, agreement.visit or "")
    measure = writer.session.get(Measure, agreement.measure) if agreement.measure else None
    writer.delete(agreement)
    if measure is None or measure.status not in {"idea", "planned"} or measure.number:
        return
    others = writer.session.scalars(
        select(Agreement.id).where(Agreement.measure == measure.id, Agreement.id != agreement_id)
    )
    if others.first() is None:
        writer.delete(measure)


def _plans_of(companies: Sequence[str]) -> Select[ActionPlan]:
    return select(ActionPlan).where(ActionPlan.company.in_(companies)).order_by(ActionPlan.id.desc())


def _plans(plans: Sequence[ActionPlan]) -> list[ActionPlan]:
    return [plan for plan in plans if plan.status not in _ENDED_PLANS]


def _names(reader: Reader, company: str | None) -> dict[str, str]:
    contacts = reader.all(select(Contact).where(Contact.company.in_(group_of(reader.raw, company))))
    return {one.id: one.label() for one in (*contacts, *reader.all(select(User)))}


def _open_measure(one: Measure, names: dict[str, str], today: date) -> OpenItem:
    return OpenItem(
        title=one.label(),
        who_name=names.get(one.responsible or "", ""),
        due_on=one.due_on,
        is_overdue=is_overdue(one, today),
        status=one.status,
        csr_field=one.field_code,
        remark=one.remark,
        measure=one.id,
        agreement=None,
    )


def _earlier_agreements(reader: Reader, visit: Visit) -> tuple[Agreement, ...]:
    """Open ones without a measure, of the company's visits before this one."""
    group = group_of(reader.raw, visit.company)
    others = select(Visit.id).where(Visit.company.in_(group), Visit.id != visit.id)
    if visit.held_on is not None:
        others = others.where(Visit.held_on <= visit.held_on)
    return reader.all(
        select(Agreement).where(Agreement.root.in_(others), Agreement.measure.is_(None), Agreement.done_on.is_(None))
    )


def _open_agreement(one: Agreement, names: dict[str, str], today: date) -> OpenItem:
    return OpenItem(
        title=one.label(),
        who_name=names.get(one.who or "", ""),
        due_on=one.due_on,
        is_overdue=one.due_on is not None and one.due_on < today,
        status="planned",
        csr_field="",
        remark=one.remark,
        measure=None,
        agreement=one.id,
    )


def _open_agreements(writer: Writer, item: OpenItem) -> Sequence[Agreement]:
    if item.measure:
        refers = select(Agreement).where(Agreement.measure == item.measure, Agreement.done_on.is_(None))
        return writer.session.scalars(refers).all()
    return [writer.get(Agreement, item.agreement or "")]


def _added(text: str, paragraph: str) -> str:
    return f"{text.rstrip()}\n{paragraph}" if text.strip() else paragraph
