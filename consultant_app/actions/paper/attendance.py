"""The contents of a visit's attendance list: everybody on its list of participants, present or not yet."""

from consultant_app.actions.companies.joining import face_of
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.printable import printable
from consultant_app.actions.paper.sources import funding_notice, letterhead, retained_until
from consultant_app.actions.paper.visit_people import consultants_of, participants_of, place_of
from consultant_app.actions.paper.visit_sources import visit_sources
from consultant_app.documents.contents import AttendanceList, Attendee
from consultant_app.documents.typography import date_in_table
from consultant_app.domain.company import Company
from consultant_app.workspace.workspace import Reader


def attendance_contents(reader: Reader, visit_id: str, edition: Edition) -> AttendanceList:
    """Raises RuleError("record_not_found")."""
    sources = visit_sources(reader, visit_id)
    visit = sources.visit
    day = visit.held_on or edition.now.date()
    company = reader.find(Company, face_of(reader.raw, visit.company or ""))
    kept = date_in_table(retained_until(reader, day), edition.language)
    return AttendanceList(
        letterhead=letterhead(reader, edition, day),
        funding=funding_notice(reader, day, edition),
        company_name=printable(company).name if company is not None else "",
        kind=edition.heading("visit_kind", visit.kind) or edition.words["visit"],
        printed_at=edition.now,
        language=edition.language,
        number=visit.number,
        version=visit.doc_version or 1,
        held_on=visit.held_on,
        starts=visit.times.start if visit.times else None,
        ends=visit.times.end if visit.times else None,
        place=place_of(visit, edition),
        consultants=tuple(one.name for one in consultants_of(reader, sources)),
        attendees=tuple(
            Attendee(name=one.name, function=one.function, organisation=one.organisation)
            for one in participants_of(reader, sources, edition, present_only=False)
        ),
        hint=edition.standing_text("TX-LIST-HINT").replace("{aufbewahrung_bis}", kept),
    )
