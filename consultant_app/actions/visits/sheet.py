"""One visit as plain values: what the page of a visit shows, with the heads that stand on the screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final, TypeVar

from sqlalchemy import select

from consultant_app.actions.attachments import count_attachments
from consultant_app.actions.companies.joining import face_of, group_of
from consultant_app.actions.documents.sources import difference_label, differences
from consultant_app.actions.visits.overlaps import DayVisit, clashes, visits_of_day
from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.document import Document
from consultant_app.domain.groups import Times
from consultant_app.domain.measure import Measure
from consultant_app.domain.measure_line import Candidate
from consultant_app.domain.partner import Partner
from consultant_app.domain.record import Record, type_of
from consultant_app.domain.text import german_order
from consultant_app.domain.user import User
from consultant_app.domain.value_lists import label_of
from consultant_app.domain.visit import FINISHED, Appointment, Clock, Place, Visit
from consultant_app.domain.visit_parts import Agreement, Finding, Participant, Recommendation, TopicNote
from consultant_app.errors import Language
from consultant_app.workspace.workspace import Reader

P = TypeVar("P", bound=Participant | TopicNote | Finding | Recommendation | Agreement)
Heads = Mapping[str, Sequence[ChangeId]]
EDITABLE: Final = frozenset({"planned", "draft"})
"""The states of a visit whose contents may still change."""
_LOCKED: Final = frozenset({"final", "signed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can take part, or be responsible: a contact of the company or a user."""

    id: RecordId
    name: str
    detail: str
    is_user: bool


@dataclass(frozen=True, slots=True)
class Attendee:
    """A participant as the list shows them; `detail` is the job, for users the organisation."""

    id: RecordId
    person: str | None
    name: str
    detail: str
    role: str | None
    present: bool
    is_user: bool
    start: time | None
    end: time | None
    """From when to when, where it was not the whole visit."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A part that is mainly text: topic note, finding, recommendation. `code` is its topic or its kind."""

    id: RecordId
    type: str
    code: str
    texts: Mapping[str, str]
    heads: Heads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement of this visit; with a measure, due date and field of action are the measure's."""

    id: RecordId
    what: str
    who: str | None
    who_name: str
    due_on: date | None
    done_on: date | None
    measure: str | None
    csr_field: str
    remark: str
    heads: Heads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrozenProtocol:
    """The document that stands; `differing` names what is another since, in the words of lists."""

    document: RecordId
    check_code: str
    finalised_at: datetime | None
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitSheet:
    id: RecordId
    company: str
    company_name: str
    number: str
    status: str
    kind: str | None
    held_on: date | None
    times: Times | None
    travel_minutes: int | None
    place: Place | None
    consultants: frozenset[str]
    clock: Clock
    guiding_questions: frozenset[str]
    no_agreements: bool
    next_appointment: Appointment | None
    texts: Mapping[str, str]
    heads: Heads
    attendees: tuple[Attendee, ...]
    topic_notes: tuple[Noted, ...]
    findings: tuple[Noted, ...]
    recommendations: tuple[Noted, ...]
    agreed: tuple[Agreed, ...]
    people: tuple[Person, ...]
    """Contacts of the company, then users, own organisation first."""
    same_day: tuple[DayVisit, ...] = ()
    """What else the consultants do on the visit's day."""
    files: int = 0
    """How many photos and files lie beside it."""
    protocol: FrozenProtocol | None = None
    """None for a draft."""

    @property
    def clashes(self) -> tuple[DayVisit, ...]:
        """Other visits at the same time."""
        return () if self.is_locked else clashes(self.held_on, self.times, self.same_day)

    @property
    def is_locked(self) -> bool:
        return self.status in _LOCKED

    @property
    def clock_runs(self) -> bool:
        return self.status == "draft" and self.clock.runs

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Who an @ of the M: line may mean: participants, then contacts, then consultants."""
        taking_part = [one for one in self.attendees if one.person]
        return (
            *(Candidate(str(one.person), one.name, 0) for one in taking_part),
            *(Candidate(one.id, one.name, 2 if one.is_user else 1) for one in self.people),
        )

    def heads_of(self, record: str) -> Heads:
        """Of the visit or of one of its parts that are texts; nothing for any other record."""
        if record == self.id:
            return self.heads
        parts = (*self.topic_notes, *self.findings, *self.recommendations)
        return next((part.heads for part in parts if part.id == record), {})

    def with_text(self, record: str, name: str, text: str) -> "VisitSheet":
        """The same sheet with a text as it is being typed."""
        if record == self.id:
            return replace(self, texts={**self.texts, name: text})

        def typed(parts: tuple[Noted, ...]) -> tuple[Noted, ...]:
            return tuple(replace(p, texts={**p.texts, name: text}) if p.id == record else p for p in parts)

        return replace(
            self,
            topic_notes=typed(self.topic_notes),
            findings=typed(self.findings),
            recommendations=typed(self.recommendations),
        )


def visit_sheet(reader: Reader, visit_id: str, *, partner: str, language: Language = "de") -> VisitSheet:
    """Raises RuleError("record_not_found"). `partner` is the own organisation: its users come first."""
    visit = reader.get(Visit, visit_id)
    company = reader.find(Company, face_of(reader.raw, visit.company or ""))
    people = _people(reader, visit, partner)
    names = {one.id: one for one in people}
    return VisitSheet(
        id=RecordId(visit.id),
        company=company.id if company else "",
        company_name=company.name if company else "",
        number=visit.number,
        status=visit.status or "planned",
        kind=visit.kind,
        held_on=visit.held_on,
        times=visit.times,
        travel_minutes=visit.travel_minutes,
        place=visit.place,
        consultants=visit.consultants,
        clock=visit.clock or Clock(),
        guiding_questions=visit.guiding_questions,
        no_agreements=visit.no_agreements,
        next_appointment=visit.next_appointment,
        texts=_texts(visit),
        heads=reader.shown(RecordId(visit.id)),
        attendees=tuple(_attendee(one, names) for one in parts_of(reader, Participant, visit.id)),
        topic_notes=tuple(_noted(reader, one, one.topic) for one in parts_of(reader, TopicNote, visit.id)),
        findings=tuple(_noted(reader, one, one.kind) for one in parts_of(reader, Finding, visit.id)),
        recommendations=tuple(_noted(reader, one, "") for one in parts_of(reader, Recommendation, visit.id)),
        agreed=tuple(_agreed(reader, one, names) for one in parts_of(reader, Agreement, visit.id)),
        people=people,
        same_day=visits_of_day(reader, visit.consultants, visit.held_on, besides=visit.id) if visit.held_on else (),
        files=count_attachments(reader, visit.id),
        protocol=_protocol(reader, visit, language),
    )


def _protocol(reader: Reader, visit: Visit, language: Language) -> FrozenProtocol | None:
    document = reader.find(Document, visit.document) if visit.status in FINISHED else None
    if document is None:
        return None
    differing = (difference_label(one, language) for one in differences(reader, visit.id, document.sources))
    return FrozenProtocol(
        RecordId(document.id), document.check_code, document.finalised_at, tuple(dict.fromkeys(differing))
    )


def parts_of(reader: Reader, cls: type[P], visit: str) -> tuple[P, ...]:
    """The parts of a visit of one type, in their order."""
    # By root, which has an index: a workspace holds thousands of visits.
    return reader.all(select(cls).where(cls.root == visit).order_by(cls.sort_key, cls.id))


def _texts(record: Record) -> dict[str, str]:
    return {name: getattr(record, name) for name, kind in type_of(record).fields.items() if kind.name == "text"}


def _noted(reader: Reader, part: TopicNote | Finding | Recommendation, code: str | None) -> Noted:
    key = RecordId(part.id)
    return Noted(key, part.__tablename__, code or "", _texts(part), reader.shown(key))


def _attendee(one: Participant, people: Mapping[RecordId, Person]) -> Attendee:
    person = people.get(RecordId(one.person or ""))
    return Attendee(
        id=RecordId(one.id),
        person=one.person,
        name=person.name if person else one.name,
        detail=(person.detail if person else "")
        or one.job
        or one.organisation
        or label_of("participant_role", one.role),
        role=one.role,
        present=one.present,
        is_user=person is not None and person.is_user,
        start=one.attendance.start if one.attendance else None,
        end=one.attendance.end if one.attendance else None,
    )


def _agreed(reader: Reader, one: Agreement, people: Mapping[RecordId, Person]) -> Agreed:
    measure = reader.find(Measure, one.measure)
    who = measure.responsible if measure else one.who
    person = people.get(RecordId(who or ""))
    return Agreed(
        id=RecordId(one.id),
        what=one.what,
        who=who,
        who_name=person.name if person else "",
        due_on=measure.due_on if measure else one.due_on,
        done_on=measure.done_on if measure else one.done_on,
        measure=measure.id if measure else None,
        csr_field=measure.field_code if measure else "",
        remark=one.remark,
        heads=reader.shown(RecordId(one.id)),
    )


def _people(reader: Reader, visit: Visit, partner: str) -> tuple[Person, ...]:
    """Whom the visit may meet: the company's contacts who had not left by its day, then the consultants."""
    there = Contact.still_there(visit.held_on) if visit.held_on else Contact.left_on.is_(None)
    contacts = reader.all(select(Contact).where(Contact.company.in_(group_of(reader.raw, visit.company)), there))
    partners = {one.id: one.short_name or one.name for one in reader.all(select(Partner))}
    users: Iterable[User] = reader.all(select(User).where(User.active))
    return (
        *(
            Person(RecordId(one.id), one.label(), one.job or label_of("participant_role", one.role), is_user=False)
            for one in sorted(contacts, key=lambda one: (not one.is_primary, german_order(one.last_name)))
        ),
        *(
            Person(RecordId(one.id), one.name, partners.get(one.partner or "", ""), is_user=True)
            for one in sorted(users, key=lambda one: (one.partner != partner, german_order(one.name)))
        ),
    )
