"""Who has to sign a paper, and who else could: as the visit behind it knows them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from consultant_app.actions.companies.joining import face_of
from consultant_app.actions.documents.signatures import signatures_of
from consultant_app.actions.paper.sources import People, organisation_name
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.document import VISIT_PROTOCOL, Document
from consultant_app.domain.partner import Partner
from consultant_app.domain.signature import COMPANY, CONSULTANT, Signer, signing_roles
from consultant_app.domain.user import User
from consultant_app.domain.value_lists import label_of
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_completeness import is_of_company
from consultant_app.domain.visit_parts import Participant
from consultant_app.workspace.workspace import Reader


def open_signers(reader: Reader, paper: str) -> tuple[Signer, ...]:
    """Who has to sign a document and did not yet, in the order of the lines; of a visit that is still a draft, who will
    have to. Each with the words that the visit proposes; a name may be empty.
    """
    document = reader.find(Document, paper)
    if document is None:
        roles, answered = signing_roles(VISIT_PROTOCOL), set()
    else:
        roles = signing_roles(document.kind)
        answered = {one.role for one in signatures_of(reader, document.id)}
    candidates = possible_signers(reader, paper)
    return tuple(
        next((one for one in candidates if one.role == role), Signer(role=role, name=""))
        for role in roles
        if role not in answered
    )


def possible_signers(reader: Reader, paper: str) -> tuple[Signer, ...]:
    """Everybody who took part, the company's contact and the first consultant before others of their role."""
    visit = _visit_behind(reader, paper)
    if visit is not None:
        return (*_of_company(reader, visit), *_consultants(reader, visit))
    document = reader.find(Document, paper)
    return tuple(_without_visit(reader, document)) if document is not None else ()


def _visit_behind(reader: Reader, paper: str) -> Visit | None:
    """Also of a document about another document, such as an amendment."""
    seen: set[str] = set()
    about: str | None = paper
    while about is not None and about not in seen:
        seen.add(about)
        document = reader.find(Document, about)
        if document is None:
            return reader.find(Visit, about)
        about = document.about
    return None


def _of_company(reader: Reader, visit: Visit) -> Iterator[Signer]:
    users = {user.id for user in reader.all(select(User))}
    listed = reader.all(
        select(Participant).where(Participant.visit == visit.id).order_by(Participant.sort_key, Participant.id)
    )
    present = [one for one in listed if one.present and is_of_company(one, users)]
    people = People(reader, [visit.contact, *(one.person for one in present)])
    place = _place(reader, visit)
    present.sort(key=lambda one: one.person != visit.contact)
    for one in present:
        name = people.name(one.person) or one.name
        function = one.job or people.job(one.person) or label_of("participant_role", one.role)
        yield Signer(role=COMPANY, name=name, function=function, place=place, person=one.person)
    if not present and visit.contact is not None:
        name, job = people.name(visit.contact), people.job(visit.contact)
        yield Signer(role=COMPANY, name=name, function=job, place=place, person=visit.contact)


def _consultants(reader: Reader, visit: Visit) -> Sequence[Signer]:
    place = _place(reader, visit)
    found = reader.all(select(User).where(User.id.in_(visit.consultants)))
    return [
        Signer(
            role=CONSULTANT,
            name=user.name,
            function=organisation_name(reader, user.partner),
            place=place,
            person=user.id,
        )
        for user in sorted(found, key=lambda user: user.name)
    ]


def _place(reader: Reader, visit: Visit) -> str:
    """The town, as one writes it before the date; empty where nobody met."""
    kind = visit.place.kind if visit.place else ""
    if kind == "company":
        company = reader.find(Company, face_of(reader.raw, visit.company or ""))
        return company.address.city if company is not None and company.address is not None else ""
    if kind == "office":
        users = reader.all(select(User).where(User.id.in_(visit.consultants)))
        partner = next((reader.find(Partner, user.partner) for user in users if user.partner), None)
        return partner.address.city if partner is not None and partner.address is not None else ""
    return ""


def _without_visit(reader: Reader, document: Document) -> Iterator[Signer]:
    """The company's people, its main contact first, and who made the paper final."""
    company = reader.find(Company, face_of(reader.raw, document.company or ""))
    place = company.address.city if company is not None and company.address is not None else ""
    contacts = select(Contact).where(Contact.company == document.company, Contact.left_on.is_(None))
    for one in reader.all(contacts.order_by(Contact.is_primary.desc(), Contact.id)):
        yield Signer(role=COMPANY, name=one.full_name, function=one.job, place=place, person=one.id)
    user = reader.find(User, document.finalised_by)
    if user is not None:
        organisation = organisation_name(reader, user.partner)
        yield Signer(role=CONSULTANT, name=user.name, function=organisation, place=place, person=user.id)
