"""Any number of invented records, the same ones every time: for measuring, in the proportions of the sample data."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Final

from consultant_app.actions.samples.words import (
    LAST_NAMES,
    one_of,
    paragraph,
    paragraphs,
    person_name,
    phrase,
)
from consultant_app.changes.change import SpaceId
from consultant_app.changes.spaces import (
    SpaceKind,
    consortium_space,
    office_space,
    organisation_space,
    partner_id,
    person_space,
)
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import Municipality, csr_fields, municipalities
from consultant_app.domain.company import Company, EconomicActivity
from consultant_app.domain.company_profile import CompanyProfile, Figures, company_profile_id
from consultant_app.domain.consulting_case import CaseState, ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.groups import Address, Times
from consultant_app.domain.measure import Kpi, KpiValue, Measure, MeasureState, Milestone, Reading
from consultant_app.domain.note import Note
from consultant_app.domain.ordering import keys_in_a_row
from consultant_app.domain.record import Record, type_of
from consultant_app.domain.visit import Place, Visit
from consultant_app.domain.visit_parts import Agreement, Finding, Participant, Recommendation, TopicNote

Placed = tuple[Record, SpaceId]
_CYCLE: Final = 25
"""Companies after which the sample's proportions repeat; the numbers below say where in a cycle something stands."""
_SECOND_CONTACT_EVERY: Final = 3
_VISITS_AT: Final = (0, 8, 16)
_PLANS_AT: Final = (0, 12)
_MEASURES_OF_A_PLAN: Final = 10
_EPOCH_MS: Final = 1_735_689_600_000
_STATUSES: Final = ("planned", "in_progress", "done", "idea")
_LEVELS: Final = ("low", "medium", "high")


def synthetic_records(count: int, *, partner: str, user: str, today: date, seed: int = 2018) -> Iterator[Placed]:
    """`count` records with their spaces, parents before parts, made one by one while they are taken."""
    return islice(_Inventor(partner, user, today=today, random=Random(seed)).records(), count)  # noqa: S311


def synthetic_edit(record: Record, number: int) -> tuple[str, str]:
    """A text field of the record and what edit `number` of it would write there; the same for the same arguments."""
    fields = type_of(record).fields
    texts = [name for name, kind in fields.items() if kind.name == "text"]
    lines = [name for name, kind in fields.items() if kind.name == "line" and (kind.max_length or 0) >= 200]
    field = (texts or lines)[0]
    return field, f"{getattr(record, field)} {phrase(Random(f'{record.id}:{number}'), 2)}"  # noqa: S311


class _Inventor:
    def __init__(self, partner: str, user: str, *, today: date, random: Random) -> None:
        self._random = random
        self._today = today
        self._user = user
        self._partner = partner_id(partner)
        self._partner_code = partner
        self._spaces = {
            SpaceKind.CONSORTIUM: consortium_space(),
            SpaceKind.ORGANISATION: organisation_space(partner),
            SpaceKind.OFFICE: office_space(partner),
        }
        self._person_space = person_space(user)  # type: ignore[arg-type]
        self._places = tuple(municipalities().values())
        self._fields = tuple(csr_fields().values())
        self._made = 0

    def records(self) -> Iterator[Placed]:
        number = 0
        while True:
            yield from self._company(number)
            number += 1

    def _id(self) -> str:
        """Looks and sorts like the ids that laptops make (UUID version 7)."""
        self._made += 1
        return f"{_EPOCH_MS + self._made:012x}7{self._made & 0xFFF:03x}8{self._random.getrandbits(60):015x}"

    def _root(self, record: Record, kind: SpaceKind) -> Placed:
        record.root = record.id
        return record, self._spaces[kind]

    def _part(self, record: Record, root: Record) -> Placed:
        record.root = root.id
        return record, self._spaces[SpaceKind.ORGANISATION]

    def _day(self, *, back: int, ahead: int = 0) -> date:
        return self._today + timedelta(days=self._random.randint(-back, ahead))

    def _company(self, number: int) -> Iterator[Placed]:
        random, at = self._random, number % _CYCLE
        place = random.choice(self._places)
        company = Company(
            id=self._id(),
            name=f"{phrase(random, 1)} {one_of(random, LAST_NAMES)} {one_of(random, ('GmbH', 'KG', 'AG'))}",
            legal_form=one_of(random, ("gmbh", "kg", "ag")),
            address=_address(place, random),
            wz=EconomicActivity("WZ08-C"),
            lead_partner=self._partner,
            case_open=True,
        )
        yield self._root(company, SpaceKind.CONSORTIUM)
        yield self._root(self._profile(company), SpaceKind.OFFICE)
        contacts = [self._contact(company) for _ in range(2 if number % _SECOND_CONTACT_EVERY == 0 else 1)]
        for contact in contacts:
            yield self._root(contact, SpaceKind.OFFICE)
        case = self._case(company, number)
        yield self._root(case, SpaceKind.ORGANISATION)
        if at in _PLANS_AT:
            yield from self._plan(company, contacts[0])
        if at in _VISITS_AT:
            yield from self._visit(company, case, contacts=contacts)

    def _profile(self, company: Company) -> CompanyProfile:
        staff = self._random.randint(3, 249)
        turnover = Decimal(staff * self._random.randint(60_000, 180_000))
        return CompanyProfile(
            id=company_profile_id(company.id),
            company=company.id,
            headcount=staff,
            figures=Figures(self._today.year - 1, Decimal(staff), turnover, turnover / 2, "AUTONOMOUS"),
        )

    def _contact(self, company: Company) -> Contact:
        first, last = person_name(self._random)
        return Contact(
            id=self._id(),
            company=company.id,
            first_name=first,
            last_name=last,
            job=phrase(self._random, 1),
            role="management",
            mail=f"person{self._made}@example.org",
        )

    def _case(self, company: Company, number: int) -> ConsultingCase:
        return ConsultingCase(
            id=self._id(),
            company=company.id,
            number=f"{self._partner_code}-{self._today.year}-FXX{number + 1:03d}",
            lead_partner=self._partner,
            consultant=self._user,
            state=CaseState("implementation"),
            first_contact_on=self._day(back=700),
            channel="phone",
            occasion=paragraph(self._random, 1),
        )

    def _visit(self, company: Company, case: ConsultingCase, *, contacts: list[Contact]) -> Iterator[Placed]:
        random = self._random
        visit = Visit(
            id=self._id(),
            company=company.id,
            consulting_case=case.id,
            kind="follow_up",
            status="draft",
            held_on=self._day(back=700),
            times=Times(time(9), time(11, 30), 15),
            place=Place("company", phrase(random, 2)),
            consultants=frozenset({self._user}),
            occasion=paragraph(random, 1),
            goal=phrase(random, 4),
            situation=paragraphs(random, 3),
            environment=paragraphs(random, 1),
        )
        yield self._root(visit, SpaceKind.ORGANISATION)
        for part in self._visit_parts(visit, contacts):
            part.id = self._id()
            yield self._part(part, visit)
        note = Note(
            id=self._id(), text=paragraph(random, 3), company=company.id, visit=visit.id, noted_on=visit.held_on
        )
        note.root = note.id
        yield note, self._person_space if random.random() < 0.3 else self._spaces[SpaceKind.ORGANISATION]

    def _visit_parts(self, visit: Visit, contacts: list[Contact]) -> Iterator[Record]:
        random, keys = self._random, keys_in_a_row(5)
        for contact, key in zip(contacts, keys, strict=False):
            yield Participant(
                visit=visit.id, person=contact.id, name=contact.full_name, job=contact.job, present=True, sort_key=key
            )
        yield Participant(visit=visit.id, person=self._user, role="consultant", present=True, sort_key=keys[4])
        for key in keys:
            topic = random.choice(random.choice(self._fields).topics)
            yield TopicNote(visit=visit.id, topic=topic.code, observation=paragraph(random, 2), sort_key=key)
        for key in keys[:3]:
            yield Finding(visit=visit.id, text=paragraph(random, 1), cause=phrase(random, 4), sort_key=key)
        for key in keys[:4]:
            yield Recommendation(visit=visit.id, text=paragraph(random, 1), hint=phrase(random, 5), sort_key=key)
        for key in keys[:3]:
            due = self._day(back=90, ahead=120)
            who = contacts[0].id
            yield Agreement(visit=visit.id, what=phrase(random, 3), who=who, due_on=due, sort_key=key)

    def _plan(self, company: Company, contact: Contact) -> Iterator[Placed]:
        random = self._random
        plan = ActionPlan(id=self._id(), company=company.id, title=phrase(random, 2), status="running")
        yield self._root(plan, SpaceKind.ORGANISATION)
        for number, key in enumerate(keys_in_a_row(_MEASURES_OF_A_PLAN)):
            measure = self._measure(plan, contact, key=key)
            yield self._part(measure, plan)
            if number % 3 == 0:
                due = self._day(back=60, ahead=200)
                milestone = Milestone(id=self._id(), measure=measure.id, title=phrase(random, 2), due_on=due)
                yield self._part(milestone, plan)
            kpi = Kpi(
                id=self._id(),
                measure=measure.id,
                name=phrase(random, 2),
                unit="%",
                direction="up",
                baseline=Reading(Decimal(10), self._today),
                target=Reading(Decimal(80), self._today),
            )
            yield self._part(kpi, plan)
            if number % 4:
                percent = Decimal(random.randint(10, 90))
                value = KpiValue(id=self._id(), kpi=kpi.id, reading=Reading(percent, self._day(back=300)))
                yield self._part(value, plan)

    def _measure(self, plan: ActionPlan, contact: Contact, *, key: str) -> Measure:
        random = self._random
        field = random.choice(self._fields)
        return Measure(
            id=self._id(),
            action_plan=plan.id,
            title=phrase(random, 3),
            description=paragraph(random, 2),
            csr_field=field.code,
            topic=random.choice(field.topics).code,
            priority=one_of(random, _LEVELS),
            effort=one_of(random, _LEVELS),
            impact=one_of(random, _LEVELS),
            responsible=contact.id,
            due_on=self._day(back=200, ahead=300),
            state=MeasureState(one_of(random, _STATUSES)),
            progress_percent=5 * random.randint(0, 20),
            sort_key=key,
        )


def _address(place: Municipality, random: Random) -> Address:
    return Address(f"{phrase(random, 1)} {random.randint(1, 180)}", "", place.name, place.ags)
