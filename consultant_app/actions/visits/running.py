"""What a person does with a visit: plan it, begin it, run its clock, correct it, move it on, note who is there."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from consultant_app.actions.companies.joining import face_of, group_of
from consultant_app.actions.visits.sheet import EDITABLE, Heads
from consultant_app.changes.change import RecordId
from consultant_app.domain.consulting_case import ENDED, ConsultingCase
from consultant_app.domain.consulting_time import clocked_times
from consultant_app.domain.contact import Contact
from consultant_app.domain.groups import Times
from consultant_app.domain.numbers import next_visit_number
from consultant_app.domain.ordering import key_between
from consultant_app.domain.record import Record
from consultant_app.domain.signature import GIVEN, Signature
from consultant_app.domain.status import check_transition
from consultant_app.domain.user import User
from consultant_app.domain.visit import FINISHED, Clock, Place, Visit
from consultant_app.domain.visit_completeness import VisitContents, missing_for_final
from consultant_app.domain.visit_parts import Agreement, Finding, Participant, Recommendation, TopicNote
from consultant_app.errors import RuleError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.identity import Identity

P = TypeVar("P", bound=Participant | TopicNote | Finding | Recommendation | Agreement)
LOCAL: Final = ZoneInfo("Europe/Berlin")


def plan_visit(
    writer: Writer,
    company: str,
    identity: Identity,
    *,
    day: date,
    start: time | None = None,
    kind: str = "follow_up",
) -> RecordId:
    """A planned visit by this person, with the company's main contact and oneself as participants to tick."""
    company = face_of(writer.raw, company)
    visit = writer.new(
        Visit(
            company=company,
            consulting_case=_running_case(writer, company),
            number=_next_number(writer, identity, day.year),
            kind=kind,
            status="planned",
            held_on=day,
            times=Times(start=start) if start else None,
            place=Place(kind=kind if kind in {"phone", "online"} else "company"),
            consultants=frozenset({identity.user}),
        )
    )
    contact = writer.session.scalars(
        select(Contact)
        .where(Contact.company.in_(group_of(writer.raw, company)), Contact.still_there(day))
        .order_by(Contact.is_primary.desc(), Contact.id)
    ).first()
    if contact is not None:
        visit.contact = contact.id
        add_participant(writer, visit.id, person=contact.id)
    add_participant(writer, visit.id, person=identity.user)
    return RecordId(visit.id)


def begin_visit(writer: Writer, visit_id: str, now: datetime, *, identity: Identity) -> None:
    """Starts the clock of a planned visit; one that has begun already goes on as it is. `now` is aware.

    The clock's start becomes the visit's, and its day today; what was planned stays readable in the history.
    Raises RuleError("transition_refused") for a visit that is over.
    """
    visit = writer.get(Visit, visit_id)
    check_transition("visit", visit.status or "planned", after="draft")
    visit.status = "draft"
    if visit.clock is not None and visit.clock.started_at is not None:
        return
    local = now.astimezone(LOCAL)
    breaks = visit.times.break_minutes if visit.times else 0
    visit.clock = Clock(now)
    visit.times = clocked_times(local, None, break_minutes=breaks)
    visit.held_on = local.date()
    if not visit.number:
        visit.number = _next_number(writer, identity, local.year)
    if not visit.consultants:
        visit.consultants = frozenset({identity.user})


def end_clock(writer: Writer, visit_id: str, now: datetime) -> None:
    """Stops the clock; its end becomes the visit's where that is after the start."""
    visit = _editable(writer, visit_id)
    visit.clock = replace(visit.clock or Clock(), ended_at=now)
    start = visit.times.start if visit.times else None
    local = now.astimezone(LOCAL)
    end = time(local.hour, local.minute)
    if start is None or end > start:
        visit.times = Times(start, end, visit.times.break_minutes if visit.times else 0)


def resume_clock(writer: Writer, visit_id: str) -> None:
    """The clock goes on as if it had not been stopped."""
    visit = _editable(writer, visit_id)
    visit.clock = replace(visit.clock or Clock(), ended_at=None)
    if visit.times is not None:
        visit.times = Times(visit.times.start, None, visit.times.break_minutes)


def move_visit(writer: Writer, visit_id: str, status: str, *, today: date) -> None:
    """To another status, as the domain allows. RuleError("visit_incomplete") when something final needs is missing,
    RuleError("visit_is_signed") for a signed protocol that shall be a draft again.
    """
    visit = writer.get(Visit, visit_id)
    check_transition("visit", visit.status or "planned", after=status)
    if status == "final":
        check_complete(writer, visit, today=today)
    if status not in FINISHED:
        _check_unsigned(writer, visit)
        visit.document = None
    visit.status = status


def _check_unsigned(writer: Writer, visit: Visit) -> None:
    """Raises RuleError("visit_is_signed") for a protocol that somebody has signed."""
    given = select(Signature.id).where(Signature.document == visit.document, Signature.way.in_(GIVEN))
    if visit.document is not None and writer.session.scalars(given).first() is not None:
        raise RuleError("visit_is_signed")


def check_complete(writer: Writer, visit: Visit, *, today: date) -> None:
    """Raises RuleError("visit_incomplete") when something final needs is missing."""
    missing = missing_for_final(_contents(writer, visit), today=today)
    if missing:
        raise RuleError("visit_incomplete", count=len(missing))


def set_visit(writer: Writer, visit_id: str, values: Mapping[str, Any], *, shown: Heads | None = None) -> None:
    """Sets fields of a visit by Python values; `shown` are the heads on screen where a round has come since.

    Raises RuleError("visit_locked") for a visit whose protocol stands.
    """
    _set(writer, _editable(writer, visit_id), values, shown)


def set_part(
    writer: Writer, cls: type[P], part_id: str, values: Mapping[str, Any], *, shown: Heads | None = None
) -> None:
    """The same for a part of a visit."""
    part = writer.get(cls, part_id)
    _editable(writer, part.visit or "")
    _set(writer, part, values, shown)


def toggle_codes(writer: Writer, visit_id: str, name: str, codes: Mapping[str, bool]) -> None:
    """Puts codes into a set of the visit, or takes them out; whatever else is in the set stays."""
    visit = _editable(writer, visit_id)
    members: frozenset[str] = getattr(visit, name)
    inside = {code for code, on in codes.items() if on}
    setattr(visit, name, (members - codes.keys()) | inside)


def add_participant(writer: Writer, visit_id: str, *, person: str = "", name: str = "", present: bool = False) -> str:
    """A contact, a user, or somebody by name; returns the participant's id, also when the person stands there already.

    Raises RuleError("name_missing") without either.
    """
    plain = " ".join(name.split())
    for one in parts(writer, Participant, visit_id):
        if person and one.person == person:
            one.present = one.present or present
            return one.id
    if not person and not plain:
        raise RuleError("name_missing")
    known = {"name": plain, **_known_person(writer, person)}
    made = Participant(visit=visit_id, person=person or None, present=present, **known)
    return add_part(writer, made).id


def add_part(writer: Writer, part: P) -> P:
    """Adds a part of a visit after those of its type."""
    if part.visit is None:
        raise RuleError("parent_missing")
    standing = parts(writer, type(part), part.visit)
    last = standing[-1].sort_key if standing else ""
    part.sort_key = key_between(last, None, random_below=secrets.randbelow)
    return writer.new(part)


def delete_part(writer: Writer, cls: type[P], part_id: str) -> None:
    part = writer.get(cls, part_id)
    _editable(writer, part.visit or "")
    writer.delete(part)


def parts(writer: Writer, cls: type[P], visit_id: str) -> Sequence[P]:
    """In their order, with those of this transaction."""
    return writer.session.scalars(select(cls).where(cls.root == visit_id).order_by(cls.sort_key, cls.id)).all()


def editable_visit(writer: Writer, visit_id: str) -> Visit:
    """Raises RuleError("visit_locked") for a visit whose protocol stands."""
    return _editable(writer, visit_id)


def _editable(writer: Writer, visit_id: str) -> Visit:
    visit = writer.get(Visit, visit_id)
    if (visit.status or "planned") not in EDITABLE:
        raise RuleError("visit_locked")
    return visit


def _set(writer: Writer, record: Record, values: Mapping[str, Any], shown: Heads | None) -> None:
    if shown is not None:
        writer.shown(RecordId(record.id), shown)
    for name, value in values.items():
        setattr(record, name, value)


def _known_person(writer: Writer, person: str) -> dict[str, Any]:
    """What is kept of a person beside the reference, so that a protocol stays readable without it."""
    contact = writer.session.get(Contact, person) if person else None
    if contact is not None:
        return {"name": contact.label(), "job": contact.job, "role": contact.role}
    user = writer.session.get(User, person) if person else None
    return {"name": user.name, "role": "consultant"} if user is not None else {}


def _running_case(writer: Writer, company: str) -> str | None:
    group = group_of(writer.raw, company)
    cases = writer.session.scalars(
        select(ConsultingCase).where(ConsultingCase.company.in_(group)).order_by(ConsultingCase.id.desc())
    )
    return next((case.id for case in cases if case.status not in ENDED), None)


def _next_number(writer: Writer, identity: Identity, year: int) -> str:
    taken = writer.session.scalars(select(Visit.number))
    return next_visit_number(identity.partner_code, year, letters=identity.device_letters, taken=taken)


def _contents(writer: Writer, visit: Visit) -> VisitContents:
    return VisitContents(
        visit,
        participants=parts(writer, Participant, visit.id),
        topic_notes=parts(writer, TopicNote, visit.id),
        recommendations=parts(writer, Recommendation, visit.id),
        agreements=parts(writer, Agreement, visit.id),
        users=frozenset(writer.session.scalars(select(User.id))),
    )
