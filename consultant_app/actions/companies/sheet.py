"""One company as plain values: what its page shows, with the heads that stand on the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from sqlalchemy import func, or_, select

from consultant_app.actions.attachments import count_attachments
from consultant_app.actions.companies.comparing import JoinedCompany, joined_to
from consultant_app.actions.companies.joining import group_of
from consultant_app.actions.companies.waiting import contested_records, waiting_changes
from consultant_app.actions.documents.listing import count_papers
from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.company import Company
from consultant_app.domain.company_profile import CompanyProfile, company_profile_id
from consultant_app.domain.consulting_case import ENDED, ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.groups import Address
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.partner import Partner
from consultant_app.domain.plan_figures import is_overdue, plan_counts
from consultant_app.domain.record import Record, type_of
from consultant_app.domain.sme import kmu_class
from consultant_app.domain.text import german_order
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader

Heads = Mapping[str, Sequence[ChangeId]]
NEXT_MEASURES: Final = 3
LATEST_VISITS: Final = 3
_ENDED_PLANS: Final = frozenset({"completed", "archived"})
_PUT_OFF: Final = frozenset({"done", "rejected", "postponed"})


@dataclass(frozen=True, slots=True)
class FieldStanding:
    """How a field of action stands in the running plans."""

    code: str
    letter: str
    name: str
    name_en: str
    done: int
    total: int
    overdue: int


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    id: RecordId
    title: str
    letter: str
    csr_field: str
    status: str
    is_overdue: bool
    responsible: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class CompanyVisit:
    id: RecordId
    kind: str | None
    number: str
    status: str
    held_on: date | None
    start: time | None


@dataclass(frozen=True, slots=True)
class CompanyNote:
    id: RecordId
    title: str
    excerpt: str
    kind: str | None
    noted_on: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """A contact. `record` is what its fields are edited by."""

    id: RecordId
    name: str
    job: str
    role: str | None
    phone: str
    mail: str
    is_primary: bool
    has_left: bool
    left_on: date | None
    record: "Editable"


@dataclass(frozen=True, slots=True)
class Editable:
    """A record's fields by name as Python values, and the heads they stand on."""

    id: RecordId
    values: Mapping[str, object]
    heads: Heads


@dataclass(frozen=True, slots=True)
class CompanySheet:
    """`profile` and `case` are None where there is none yet, or none that is visible here."""

    id: RecordId
    name: str
    address: Address
    lead_partner: str
    consultant: str
    since: date | None
    case_status: str
    tags: tuple[str, ...]
    is_whole: bool
    """Whether more of it is visible here than what the consortium shares."""
    kmu_class: str
    headcount: int | None
    company: Editable
    profile: Editable | None
    case: Editable | None
    colleagues: tuple[tuple[RecordId, str], ...]
    """Who can look after it: the active users of the partner that leads its case."""
    people: tuple[Person, ...]
    fields: tuple[FieldStanding, ...]
    measures: tuple[PlannedMeasure, ...]
    visits: tuple[CompanyVisit, ...]
    notes: tuple[CompanyNote, ...]
    files: int
    papers: int
    """How many documents were made final."""
    """How many documents lie beside it."""
    waiting: int
    contested: tuple[RecordId, ...]
    joined: tuple[JoinedCompany, ...]
    """Those that were entered for the same company, and that this one stands for."""
    may_edit: bool
    """Whether the server takes what this person writes where the company stands."""

    @property
    def next_measures(self) -> tuple[PlannedMeasure, ...]:
        """The open ones that are due first."""
        due = [one for one in self.measures if one.status not in _PUT_OFF and one.due_on is not None]
        return tuple(sorted(due, key=lambda one: (one.due_on or date.max, one.title)))[:NEXT_MEASURES]

    def visit_of_the_day(self, today: date) -> CompanyVisit | None:
        """The one that is running, or else the next one planned for today."""
        running = [one for one in self.visits if one.status == "draft" and one.held_on == today]
        planned = [one for one in self.visits if one.status == "planned" and one.held_on == today]
        return next(iter([*running, *sorted(planned, key=lambda one: one.start or time.min)]), None)


def company_sheet(reader: Reader, company_id: str, today: date) -> CompanySheet:
    """Of the company that stands for this one, with what belongs to any that it stands for.

    Raises RuleError("record_not_found") for a company that is not here any more.
    """
    group = group_of(reader.raw, company_id)
    company_id = group[0]
    company = reader.get(Company, company_id)
    profiles = (reader.find(CompanyProfile, company_profile_id(one)) for one in group)
    profile = next((one for one in profiles if one is not None), None)
    case = _newest_case(reader, group)
    contacts = reader.all(select(Contact).where(Contact.company.in_(group)))
    users = reader.all(select(User))
    names = {one.id: one.label() for one in contacts} | {one.id: one.name for one in users}
    measures = _measures(reader, group)
    lead = reader.find(Partner, company.lead_partner)
    return CompanySheet(
        id=RecordId(company.id),
        name=company.name,
        address=company.address or Address(),
        lead_partner=(lead.short_name or lead.name) if lead else "",
        consultant=names.get(case.consultant or "", "") if case else "",
        since=case.first_contact_on if case else None,
        case_status=case.status if case else "",
        tags=tuple(sorted(company.tags)),
        is_whole=case is not None or profile is not None or bool(contacts),
        kmu_class=kmu_class(profile.figures if profile else None),
        headcount=profile.headcount if profile else None,
        company=_editable(reader, company),
        profile=_editable(reader, profile) if profile else None,
        case=_editable(reader, case) if case else None,
        colleagues=_colleagues(users, case.lead_partner if case else None),
        people=_people(reader, contacts, today),
        fields=_standings(measures, today),
        measures=tuple(_measure(one, names, today) for one in measures),
        visits=_visits(reader, group),
        notes=_notes(reader, group, case.id if case else None),
        files=count_attachments(reader, company_id),
        papers=count_papers(reader, group),
        waiting=waiting_changes(reader, company_id),
        contested=contested_records(reader, company_id),
        joined=joined_to(reader, company),
        may_edit=_may_edit(reader, company_id),
    )


def _may_edit(reader: Reader, company: str) -> bool:
    (may,) = reader.raw.execute(
        "SELECT count(*) FROM record r JOIN space s ON s.id = r.space WHERE r.id = ? AND s.may_write", (company,)
    ).fetchone()
    return bool(may)


def _editable(reader: Reader, record: Record) -> Editable:
    values = {name: getattr(record, name) for name in type_of(record).fields}
    return Editable(RecordId(record.id), values, reader.shown(RecordId(record.id)))


def _newest_case(reader: Reader, group: Sequence[str]) -> ConsultingCase | None:
    """The running case, or else the last one that ended."""
    cases = reader.all(select(ConsultingCase).where(ConsultingCase.company.in_(group)))
    ordered = sorted(cases, key=lambda one: (one.status not in ENDED, one.first_contact_on or date.min, one.id))
    return ordered[-1] if ordered else None


def _colleagues(users: Sequence[User], partner: str | None) -> tuple[tuple[RecordId, str], ...]:
    """In the order of names."""
    active = [one for one in users if one.active and one.partner == partner]
    return tuple((RecordId(one.id), one.name) for one in sorted(active, key=lambda one: german_order(one.name)))


def _people(reader: Reader, contacts: Sequence[Contact], today: date) -> tuple[Person, ...]:
    """The main contact first, those who left last."""
    ordered = sorted(contacts, key=lambda one: (one.has_left(today), not one.is_primary, german_order(one.last_name)))
    return tuple(
        Person(
            id=RecordId(one.id),
            name=one.label(),
            job=one.job,
            role=one.role,
            phone=one.phone or one.mobile,
            mail=one.mail,
            is_primary=one.is_primary,
            has_left=one.has_left(today),
            left_on=one.left_on,
            record=_editable(reader, one),
        )
        for one in ordered
    )


def _measures(reader: Reader, group: Sequence[str]) -> tuple[Measure, ...]:
    plans = select(ActionPlan.id).where(
        ActionPlan.company.in_(group), or_(ActionPlan.status.is_(None), ActionPlan.status.not_in(_ENDED_PLANS))
    )
    return reader.all(select(Measure).where(Measure.action_plan.in_(plans)).order_by(Measure.sort_key, Measure.id))


def _standings(measures: Sequence[Measure], today: date) -> tuple[FieldStanding, ...]:
    standings = []
    for field in csr_fields().values():
        counts = plan_counts([one for one in measures if one.field_code == field.code], today)
        standings.append(
            FieldStanding(
                field.code, field.letter, field.de, field.en, done=counts.done, total=counts.total,
                overdue=counts.overdue,
            )
        )  # fmt: skip
    return tuple(standings)


def _measure(one: Measure, names: Mapping[str, str], today: date) -> PlannedMeasure:
    field = csr_fields().get(one.field_code)
    return PlannedMeasure(
        id=RecordId(one.id),
        title=one.label(),
        letter=field.letter if field else "",
        csr_field=field.code if field else "",
        status=one.status,
        is_overdue=is_overdue(one, today),
        responsible=names.get(one.responsible or "", ""),
        due_on=one.due_on,
    )


def _visits(reader: Reader, group: Sequence[str]) -> tuple[CompanyVisit, ...]:
    """Newest first."""
    visits = reader.all(select(Visit).where(Visit.company.in_(group)))
    ordered = sorted(
        visits,
        key=lambda one: (one.held_on or date.max, (one.times.start if one.times else None) or time.min, one.id),
        reverse=True,
    )
    return tuple(
        CompanyVisit(
            RecordId(one.id),
            one.kind,
            one.number,
            one.status or "planned",
            one.held_on,
            one.times.start if one.times else None,
        )
        for one in ordered
    )


def _notes(reader: Reader, group: Sequence[str], case: str | None) -> tuple[CompanyNote, ...]:
    """About the company, its case, its visits or its people; newest first."""
    visits = select(Visit.id).where(Visit.company.in_(group))
    people = select(Contact.id).where(Contact.company.in_(group))
    about = or_(Note.company.in_(group), Note.visit.in_(visits), Note.contact.in_(people))
    if case is not None:
        about = or_(about, Note.consulting_case == case)
    ordered = select(Note).where(about).order_by(func.coalesce(Note.noted_on, date.min).desc(), Note.id.desc())
    return tuple(
        CompanyNote(RecordId(one.id), one.label(), " ".join(one.text.split())[:300], one.kind, one.noted_on)
        for one in reader.all(ordered)
    )
