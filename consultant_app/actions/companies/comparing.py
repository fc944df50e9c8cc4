"""Two companies beside each other that may be one, and what a company that was joined says otherwise."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func, select

from consultant_app.actions.companies.joining import FIELD, group_of, joined_companies
from consultant_app.changes.change import RecordId, Value
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.duplicates import find_duplicates
from consultant_app.domain.groups import Address
from consultant_app.domain.measure import Measure
from consultant_app.domain.partner import Partner
from consultant_app.domain.record import type_of
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader

_ITS_OWN: Final = frozenset({FIELD, "name", "case_open", "tags"})
"""Fields of which nothing is to be decided: the name is shown, the others follow or are free words."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A company as it stands in the comparison, with those already joined to it."""

    id: RecordId
    name: str
    address: Address
    lead_partner: str
    contacts: int
    visits: int
    measures: int


@dataclass(frozen=True, slots=True)
class Differing:
    """A field of a joined company with another value than the shown one has; `refers` names what it refers to."""

    field: str
    value: Value
    refers: str


@dataclass(frozen=True, slots=True)
class JoinedCompany:
    """A company that another one stands for."""

    id: RecordId
    name: str
    address: Address
    differing: tuple[Differing, ...]


def compared(reader: Reader, company: str) -> Compared:
    """Raises RuleError("record_not_found")."""
    group = group_of(reader.raw, company)
    face = reader.get(Company, group[0])
    lead = reader.find(Partner, face.lead_partner)
    measures = select(func.count()).select_from(Measure).join(ActionPlan, Measure.action_plan == ActionPlan.id)
    return Compared(
        id=RecordId(face.id),
        name=face.name,
        address=face.address or Address(),
        lead_partner=(lead.short_name or lead.name) if lead else "",
        contacts=_count(reader, select(func.count()).select_from(Contact).where(Contact.company.in_(group))),
        visits=_count(reader, select(func.count()).select_from(Visit).where(Visit.company.in_(group))),
        measures=_count(reader, measures.where(ActionPlan.company.in_(group))),
    )


def _count(reader: Reader, statement: Select[int]) -> int:
    return reader.session.scalar(statement) or 0


def look_alikes(reader: Reader, company: str) -> tuple[tuple[str, str], ...]:
    """Id and name with town of those that are this company by the rules of the domain."""
    joined = joined_companies(reader.raw)
    others = [one for one in reader.all(select(Company)) if one.id not in joined and one.id != company]
    found = find_duplicates(reader.get(Company, company), others)
    return tuple(
        (one.id, f"{one.name}, {one.address.city}" if one.address and one.address.city else one.name) for one in found
    )


def joined_to(reader: Reader, face: Company) -> tuple[JoinedCompany, ...]:
    """Those that this company stands for, with every value of theirs that it does not have itself."""
    _, *others = group_of(reader.raw, face.id)
    found = [one for one in (reader.find(Company, id_) for id_ in others) if one is not None]
    return tuple(
        JoinedCompany(RecordId(one.id), one.name, one.address or Address(), _differing(reader, face, one))
        for one in found
    )


def _differing(reader: Reader, face: Company, other: Company) -> tuple[Differing, ...]:
    found = []
    for name, kind in type_of(face).fields.items():
        shown, its = (kind.to_wire(getattr(one, name)) for one in (face, other))
        if name not in _ITS_OWN and its not in (kind.empty, None, {}) and its != shown:
            partner = reader.find(Partner, str(its)) if "partner" in kind.refers_to else None
            found.append(Differing(name, its, partner.label() if partner else ""))
    return tuple(found)
