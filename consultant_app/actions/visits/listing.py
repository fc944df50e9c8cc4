"""The visits as a list and in short: what the place "Besuche" shows before one is opened."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select

from consultant_app.actions.companies.joining import NamedCompany, face_of, joined_companies, named_companies
from consultant_app.actions.visits.sheet import parts_of
from consultant_app.changes.change import RecordId
from consultant_app.domain.choosing import Choice, choice
from consultant_app.domain.company import Company
from consultant_app.domain.text import german_order
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement, Participant
from consultant_app.workspace.workspace import Reader


@dataclass(frozen=True, slots=True)
class ListedVisit:
    id: RecordId
    company: str
    company_name: str
    kind: str | None
    held_on: date | None
    start: time | None
    status: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """What the detail beside the list shows."""

    visit: ListedVisit
    city: str
    number: str
    end: time | None
    place_kind: str
    place: str
    participants: tuple[str, ...]
    consultants: tuple[str, ...]
    agreements: int
    occasion: str
    has_begun: bool


def list_visits(reader: Reader, user: str) -> tuple[ListedVisit, ...]:
    """Every visit, newest first, those without a day on top."""
    companies = named_companies(reader)
    # Only these columns: the texts of thousands of visits would take seconds.
    columns = select(Visit.id, Visit.company, Visit.kind, Visit.held_on, Visit.times, Visit.status, Visit.consultants)
    visits = [
        _listed(one, companies.get(one.company or "", NamedCompany()), user) for one in reader.session.execute(columns)
    ]
    return tuple(sorted(visits, key=lambda one: (one.held_on or date.max, one.start or time.min, one.id), reverse=True))


def visit_summary(reader: Reader, visit_id: str, user: str) -> VisitSummary:
    visit = reader.get(Visit, visit_id)
    company = reader.find(Company, face_of(reader.raw, visit.company or ""))
    users = [one for id_ in visit.consultants if (one := reader.find(User, id_)) is not None]
    return VisitSummary(
        visit=_listed(visit, NamedCompany(company.id, company.name) if company else NamedCompany(), user),
        city=company.address.city if company and company.address else "",
        number=visit.number,
        end=visit.times.end if visit.times else None,
        place_kind=visit.place.kind if visit.place else "",
        place=visit.place.text if visit.place else "",
        participants=tuple(one.label() for one in parts_of(reader, Participant, visit_id)),
        consultants=tuple(sorted((one.name for one in users), key=german_order)),
        agreements=len(parts_of(reader, Agreement, visit_id)),
        occasion=visit.occasion,
        has_begun=(visit.clock is not None and visit.clock.started_at is not None)
        or visit.status not in ("planned", None),
    )


def list_companies(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Id and name with town, in the order of names: for choosing whom to visit."""
    joined = joined_companies(reader.raw)
    rows = reader.session.execute(select(Company.id, Company.name, Company.address))
    companies = sorted((one for one in rows if one.id not in joined), key=lambda one: german_order(one.name))
    return tuple(
        (one.id, f"{one.name}, {one.address.city}" if one.address and one.address.city else one.name)
        for one in companies
    )


def company_choices(reader: Reader) -> tuple[Choice, ...]:
    """The same, to be found by what is typed; ten thousand take some hundred milliseconds."""
    return tuple(choice(id_, name) for id_, name in list_companies(reader))


def _listed(visit: Any, company: NamedCompany, user: str) -> ListedVisit:
    """`visit` is a record, or a row with the columns named here."""
    return ListedVisit(
        id=RecordId(visit.id),
        company=company.id,
        company_name=company.name,
        kind=visit.kind,
        held_on=visit.held_on,
        start=visit.times.start if visit.times else None,
        status=visit.status or "planned",
        is_mine=user in visit.consultants,
    )
