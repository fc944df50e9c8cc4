"""The contents of a printed visit protocol, section by section (domain.md section 4), as the records stand now."""

from datetime import date
from typing import Any

from consultant_app.actions.companies.joining import face_of
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.plan import key_figure, plan_measure
from consultant_app.actions.paper.printable import Printable, printable
from consultant_app.actions.paper.progress import progress_since
from consultant_app.actions.paper.sources import chip, funding_notice, letterhead
from consultant_app.actions.paper.visit_people import consultants_of, participants_of, place_of
from consultant_app.actions.paper.visit_sources import VisitSources, previous_visit, visit_sources
from consultant_app.documents import contents as paper
from consultant_app.documents.typography import date_in_table
from consultant_app.domain.catalogues import CsrField, csr_fields, topics
from consultant_app.domain.company import Company
from consultant_app.domain.company_profile import CompanyProfile, company_profile_id
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.consulting_time import consulting_days, consulting_minutes
from consultant_app.domain.measure import KpiValue
from consultant_app.domain.partner import Partner
from consultant_app.domain.signature import COMPANY, CONSULTANT
from consultant_app.domain.sme import UNKNOWN, kmu_class
from consultant_app.domain.value_lists import label_of
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Finding, Recommendation, TopicNote
from consultant_app.workspace.workspace import Reader

_SHOWN_CHIPS = ("sdg", "dnk")
_STATES: dict[str | None, paper.State] = {"final": "final", "signed": "signed"}


def visit_contents(reader: Reader, visit_id: str, edition: Edition) -> paper.VisitProtocol:
    """Raises RuleError("record_not_found")."""
    sources = visit_sources(reader, visit_id)
    visit = sources.visit
    day = visit.held_on or edition.now.date()
    hours = reader.find(Partner, edition.partner)
    case = reader.find(ConsultingCase, visit.consulting_case)
    previous = previous_visit(reader, visit_id)
    progress: tuple[paper.MeasureProgress, ...] = ()
    if previous is not None and previous.held_on is not None:
        progress = progress_since(reader, sources.measures, sources.people, since=previous.held_on, edition=edition)
    return paper.VisitProtocol(
        letterhead=letterhead(reader, edition, day),
        funding=funding_notice(reader, day, edition),
        company=_company(reader, sources, edition),
        kind=edition.heading("visit_kind", visit.kind) or edition.words["visit"],
        state=_STATES.get(visit.status, "draft"),
        printed_at=edition.now,
        language=edition.language,
        number=visit.number,
        case_number=printable(case).number if case is not None else "",
        version=visit.doc_version or 1,
        consultants=consultants_of(reader, sources),
        sme_status=_sme_status(reader, visit.company, edition),
        appointment=_appointment(visit, hours.hours_per_consulting_day if hours else None, edition),
        participants=participants_of(reader, sources, edition, present_only=True),
        occasion=visit.occasion,
        goal=visit.goal,
        situation=visit.situation,
        fields=_fields(sources, edition),
        findings=tuple(_finding(one) for one in sources.findings),
        recommendations=tuple(_recommendation(one) for one in sources.recommendations),
        agreements=_agreements(sources, edition),
        no_agreements=visit.no_agreements,
        progress_since=previous.held_on if previous else None,
        progress=progress,
        key_figures=_key_figures(sources),
        cross_cutting=paper.CrossCuttingGoals(
            equality=visit.equality, non_discrimination=visit.non_discrimination, sustainability=visit.sustainability
        ),
        handed_over=tuple(line.strip() for line in visit.handed_over.splitlines() if line.strip()),
        next_appointment=_next_appointment(visit, edition),
        notices=(edition.standing_text("TX-PROT-HINT"),),
        confirmation=edition.standing_text("TX-PROT-CONFIRM"),
        signatures=_signatures(reader, sources, edition),
    )


def _company(reader: Reader, sources: VisitSources, edition: Edition) -> paper.Company:
    record = reader.find(Company, face_of(reader.raw, sources.visit.company or ""))
    if record is None:
        return paper.Company(name="")
    view = printable(record)
    profile = reader.find(CompanyProfile, company_profile_id(record.id))
    headcount = printable(profile).headcount if profile is not None else None
    address = view.address
    return paper.Company(
        name=view.name,
        # Part of the name, so the same in every language.
        legal_form=label_of("legal_form", view.legal_form),
        street=address.street if address else "",
        postcode=address.plz if address else "",
        city=address.city if address else "",
        branch=view.branch or edition.heading("wz_section", view.wz.section if view.wz else None),
        staff=edition.words["headcount"].format(count=headcount) if headcount else "",
        contact=sources.people.name(sources.visit.contact),
    )


def _sme_status(reader: Reader, company: str | None, edition: Edition) -> paper.SMEStatus | None:
    profile = reader.find(CompanyProfile, company_profile_id(face_of(reader.raw, company or "")))
    if profile is None or printable(profile).kmu_status is None:
        return None
    view = printable(profile)
    # The figures stay with the partner; the class that follows from them is what the protocol is about.
    size = view.kmu_status.declared_class or kmu_class(profile.figures)
    basis = edition.term("kmu_basis", view.kmu_status.basis)
    if view.kmu_status.declared_on is not None:
        day = date_in_table(view.kmu_status.declared_on, edition.language)
        basis = edition.words["sme_declared"].format(basis=basis, day=day)
    return paper.SMEStatus(
        class_name=edition.heading("kmu_class", size) if size != UNKNOWN else "",
        basis=basis,
        deminimis_declared_on=view.deminimis_declared_on,
    )


def _appointment(visit: Printable[Visit], hours_per_day: Any, edition: Edition) -> paper.Appointment:
    times = visit.times
    return paper.Appointment(
        held_on=visit.held_on,
        starts=times.start if times else None,
        ends=times.end if times else None,
        duration_min=consulting_minutes(times),
        consulting_days=consulting_days(times, hours_per_day),
        place=place_of(visit, edition),
    )


def _fields(sources: VisitSources, edition: Edition) -> tuple[paper.FieldOfAction, ...]:
    return tuple(_field(field, sources, edition) for field in csr_fields().values())


def _field(field: CsrField, sources: VisitSources, edition: Edition) -> paper.FieldOfAction:
    """What stands word for word beside one of the topics is not printed above them once more."""
    topic_rows = tuple(_topic(note, edition) for note in sources.topic_notes if note.csr_field == field.code)
    observed = {row.observation.strip() for row in topic_rows}
    paragraphs = str(getattr(sources.visit, field.text_field)).split("\n\n")
    text = "\n\n".join(one for one in paragraphs if one.strip() not in observed)
    return paper.FieldOfAction(letter=field.letter, name=edition.name(field), text=text, topics=topic_rows)


def _topic(note: TopicNote, edition: Edition) -> paper.TopicRow:
    view = printable(note)
    topic = topics().get(view.topic)
    codes = [code for name in _SHOWN_CHIPS for code in sorted(getattr(view, name))]
    return paper.TopicRow(
        label=edition.name(topic) if topic else view.topic,
        observation=view.observation,
        chips=tuple(chip(code) for code in codes),
    )


def _finding(one: Finding) -> paper.Finding:
    view = printable(one)
    return paper.Finding(text=view.text, cause=view.cause, is_strength=view.kind == "strength")


def _recommendation(one: Recommendation) -> paper.Recommendation:
    view = printable(one)
    return paper.Recommendation(text=view.text, hint=view.hint)


def _agreements(sources: VisitSources, edition: Edition) -> tuple[paper.Agreement, ...]:
    """One that refers to a measure prints the measure's words, so that protocol and plan never differ."""
    printed = []
    for one in sources.agreements:
        view = printable(one)
        measure = sources.referred.get(view.measure)
        if measure is None:
            who = sources.people.name(view.who)
            printed.append(paper.Agreement(what=view.what, who=who, due_on=view.due_on))
            continue
        row = plan_measure(measure, sources.measures, sources.people, edition=edition)
        field = csr_fields().get(printable(measure).field_code)
        printed.append(
            paper.Agreement(
                what=row.title,
                who=row.responsible,
                due_on=row.due_on,
                field_letter=field.letter if field else "",
                measure_number=row.number,
                priority=row.priority,
            )
        )
    return tuple(printed)


def _key_figures(sources: VisitSources) -> tuple[paper.KeyFigure, ...]:
    """As they stood on the day of the visit: a later reading is no part of an older protocol, nor is a later plan."""
    day, plan = sources.visit.held_on, sources.plan
    if plan is None or (day is not None and plan.agreed_on is not None and plan.agreed_on > day):
        return ()
    records = sources.measures
    return tuple(
        key_figure(kpi, [one for one in records.values[kpi.id] if _was_read_by(one, day)])
        for measure in records.measures
        for kpi in records.kpis[measure.id]
    )


def _was_read_by(value: KpiValue, day: date | None) -> bool:
    return day is None or value.read_on is None or value.read_on <= day


def _next_appointment(visit: Printable[Visit], edition: Edition) -> paper.NextAppointment | None:
    planned = visit.next_appointment
    if planned is None or planned.day is None:
        return None
    return paper.NextAppointment(
        held_on=planned.day,
        starts=planned.start,
        ends=planned.end,
        kind=edition.term("visit_kind", planned.kind),
        place=planned.place,
    )


def _signatures(reader: Reader, sources: VisitSources, edition: Edition) -> tuple[paper.SignatureBlock, ...]:
    """One line for the company, by its contact or the first who was present, and one for the consultant."""
    present = participants_of(reader, sources, edition, present_only=True)
    own = {consultant.name for consultant in consultants_of(reader, sources)}
    contact = sources.people.name(sources.visit.contact)
    of_company = [one for one in present if one.name not in own]
    signer = next((one for one in of_company if one.name == contact), of_company[0] if of_company else None)
    consultant = next(iter(consultants_of(reader, sources)), None)
    return (
        paper.SignatureBlock(
            heading=edition.words["for_company"],
            role=COMPANY,
            name=signer.name if signer else contact,
            function=signer.function if signer else sources.people.job(sources.visit.contact),
        ),
        paper.SignatureBlock(
            heading=edition.words["for_consulting"],
            role=CONSULTANT,
            name=consultant.name if consultant else "",
            function=consultant.organisation if consultant else "",
        ),
    )
