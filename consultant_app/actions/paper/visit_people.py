"""Who and where of a visit, as its papers print them."""

from consultant_app.actions.companies.joining import face_of
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.printable import Printable, printable
from consultant_app.actions.paper.sources import organisation_name
from consultant_app.actions.paper.visit_sources import VisitSources
from consultant_app.documents import contents as paper
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader


def consultants_of(reader: Reader, sources: VisitSources) -> tuple[paper.Consultant, ...]:
    found = [user for user in map(sources.people.user, sorted(sources.visit.consultants)) if user is not None]
    return tuple(
        paper.Consultant(
            name=user.name, organisation=organisation_name(reader, user.partner), phone=user.phone, mail=user.mail
        )
        for user in sorted(found, key=lambda user: str(user.name))
    )


def participants_of(
    reader: Reader, sources: VisitSources, edition: Edition, *, present_only: bool
) -> tuple[paper.Participant, ...]:
    """In their order; all who are on the list, or those who were present."""
    views = [printable(one) for one in sources.participants if one.present or not present_only]
    return tuple(
        paper.Participant(
            name=sources.people.name(view.person) or view.name,
            function=view.job or sources.people.job(view.person) or edition.heading("participant_role", view.role),
            organisation=view.organisation or _organisation(reader, sources, view.person),
            present_from=view.attendance.start if view.attendance else None,
            present_to=view.attendance.end if view.attendance else None,
        )
        for view in views
    )


def _organisation(reader: Reader, sources: VisitSources, person: str | None) -> str:
    """Where somebody on the list belongs who is known here, and whose organisation nobody typed."""
    company = sources.visit.company
    if not sources.people.works_at(person, company):
        return sources.people.organisation(reader, person)
    found = reader.find(Company, face_of(reader.raw, company or ""))
    return "" if found is None else str(printable(found).name)


def place_of(visit: Printable[Visit], edition: Edition) -> str:
    place = visit.place
    return str(place.text or edition.heading("place_kind", place.kind)) if place else ""
