"""Companies that were entered twice and joined: which one stands for them all.

Joining is a field of the record, so it travels, is contested, decided and taken back like any other.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.duplicates import faces
from consultant_app.errors import RuleError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.history import conflicts_of
from consultant_app.workspace.looking import Looking
from consultant_app.workspace.workspace import Reader

FIELD = "merged_into"


def joined_companies(raw: Any) -> dict[str, str]:
    """Of each company for which another one stands: that one. The same on every laptop with the same changes."""
    here = "SELECT id FROM company"
    joins = set(raw.execute(f"SELECT id, {FIELD} FROM company WHERE {FIELD} IN ({here})").fetchall())
    contested = raw.execute(f"SELECT id FROM record WHERE contested <> '' AND id IN ({here})").fetchall()
    present = {record for (record,) in raw.execute(here)} if contested else set()
    for (record,) in contested:
        values = [one for conflict in conflicts_of(raw, record) if conflict.field == FIELD for one in conflict.values]
        joins |= {(record, str(one.value)) for one in values if one.value in present}
    return {record: face for record, face in faces(joins).items() if record != face}


def face_of(raw: Any, company: str) -> RecordId:
    """Where a company that was joined is looked at and edited, by whichever of its ids it is called."""
    return RecordId(joined_companies(raw).get(company, company))


def group_of(raw: Any, company: str | None) -> Sequence[str]:
    """The company that stands for this one, then all those it stands for: what belongs to any of them belongs to it.

    Nothing for no company.
    """
    if company is None:
        return []
    joined = joined_companies(raw)
    face = joined.get(company, company)
    return [face, *sorted(record for record, other in joined.items() if other == face)]


def faces_by_id(looking: Looking, companies: Collection[str | None]) -> dict[str, Company]:
    """By each of the ids the company that stands for it; companies that are not here left out."""
    joined = joined_companies(looking.raw)
    wanted = {company: joined.get(company, company) for company in companies if company}
    found = looking.by_id(Company, wanted.values())
    return {company: found[face] for company, face in wanted.items() if face in found}


class NamedCompany(NamedTuple):
    id: str = ""
    name: str = ""


def named_companies(reader: Reader) -> dict[str, NamedCompany]:
    """By the id of every company itself, or the one that stands for it."""
    named = {one.id: NamedCompany(*one) for one in reader.session.execute(select(Company.id, Company.name))}
    return named | {record: named[face] for record, face in joined_companies(reader.raw).items()}


def join_companies(writer: Writer, *, face: str, other: str) -> None:
    """From now on `face` stands for the other one and for all that either of them stood for.

    Raises RuleError("joined_already"), or RuleError("joining_contested") where people have joined one of them apart.
    """
    groups = [group_of(writer.raw, company) for company in (face, other)]
    if groups[0][0] == groups[1][0]:
        raise RuleError("joined_already")
    _check_settled(writer.raw, [*groups[0], *groups[1]])
    # Joined both ways at once they were a circle: the one that is shown is its end from now on.
    writer.get(Company, groups[0][0]).merged_into = None if groups[0][0] == face else face
    writer.get(Company, face).merged_into = None
    writer.get(Company, groups[1][0]).merged_into = face


def separate_company(writer: Writer, company: str) -> None:
    """A company that was joined is one of its own again; the others of its group stay together.

    Raises RuleError("joining_contested") where people have joined one of them apart.
    """
    group = group_of(writer.raw, company)
    _check_settled(writer.raw, group)
    writer.get(Company, company).merged_into = None
    for id_ in group:
        one = writer.get(Company, id_)
        if one.merged_into == company:
            one.merged_into = None if id_ == group[0] else group[0]


def take_over(writer: Writer, company: str, field: str) -> None:
    """What a joined company says of a field is said by the one that stands for it."""
    face = writer.get(Company, face_of(writer.raw, company))
    setattr(face, field, getattr(writer.get(Company, company), field))


def level(writer: Writer, company: str, field: str) -> None:
    """A joined company says of a field what the one says that stands for it; its own value stays in its history."""
    face = writer.get(Company, face_of(writer.raw, company))
    setattr(writer.get(Company, company), field, getattr(face, field))


def _check_settled(raw: Any, companies: Sequence[str]) -> None:
    for company in companies:
        if any(conflict.field == FIELD for conflict in conflicts_of(raw, RecordId(company))):
            raise RuleError("joining_contested")
