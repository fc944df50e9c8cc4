"""The visit protocol: what was talked about and agreed on one visit, in the sections of domain.md section 4."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from consultant_app.documents.blocks import Cell, Composer
from consultant_app.documents.contents import Appointment, Language, VisitProtocol
from consultant_app.documents.labels import Labels, labels
from consultant_app.documents.page import render
from consultant_app.documents.paper import Paper
from consultant_app.documents.plain_values import require_plain
from consultant_app.documents.text import entry, long_text, plain_paragraph
from consultant_app.documents.typography import (
    EN_DASH,
    clock,
    clock_range,
    date_in_table,
    date_with_weekday,
    duration,
    number,
)
from consultant_app.documents.visit_tables import agreements, key_figures, participants, plan_progress, topics

_LABEL_WIDTH = 28 * mm


def render_visit_protocol(contents: VisitProtocol, *, check_code: str = "") -> bytes:
    """The protocol as PDF; equal contents give equal bytes. RuleError when a final paper lacks the EU emblem's text.

    `check_code` of a frozen protocol stands on every page.
    """
    require_plain(contents)
    paper = visit_protocol_paper(contents, check_code=check_code)
    composer = Composer(paper)
    return render(paper, list(_story(contents, composer)))


def visit_protocol_paper(contents: VisitProtocol, *, check_code: str = "") -> Paper:
    return Paper(
        document_name=labels(contents.language)["visit_protocol"],
        number=contents.number,
        company_name=contents.company.name,
        letterhead=contents.letterhead,
        funding=contents.funding,
        state=contents.state,
        version=contents.version,
        printed_at=contents.printed_at,
        language=contents.language,
        check_code=check_code,
    )


def _story(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    yield from _title(contents, composer)
    yield _facts(contents, composer)
    yield from participants(contents, composer)
    yield from _occasion_and_goal(contents, composer)
    yield from _situation(contents, composer)
    yield from _fields(contents, composer)
    yield from _findings(contents, composer)
    yield from _recommendations(contents, composer)
    yield from agreements(contents, composer)
    yield from plan_progress(contents, composer)
    yield from key_figures(contents, composer)
    yield from _cross_cutting(contents, composer)
    yield from _handed_over(contents, composer)
    yield from _next_appointment(contents, composer)
    yield from _notices(contents, composer)
    yield from _signatures(contents, composer)


def _title(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words, kinds = composer.words, composer.kinds
    yield composer.title_row([plain_paragraph(words["visit_protocol"], kinds.title)], [], right_width=30 * mm)
    yield plain_paragraph(words["visit_protocol_subtitle"].format(kind=contents.kind), kinds.subtitle)
    yield Spacer(1, 8)


def _facts(contents: VisitProtocol, composer: Composer) -> Table:
    """Who visited whom and when, sections 1 to 5: two columns of facts, below them the consultants in full width."""
    kinds = composer.kinds
    empty = ("", plain_paragraph("", kinds.cell))
    pairs = zip_longest(_company_facts(contents, composer), _appointment_facts(contents, composer), fillvalue=empty)
    rows: list[list[Cell]] = [
        [plain_paragraph(left, kinds.cell_soft), fact, plain_paragraph(right, kinds.cell_soft), other]
        for (left, fact), (right, other) in pairs
    ]
    consulting = plain_paragraph(composer.words["consulting"], kinds.cell_soft)
    rows.append([consulting, _consultants(contents, composer), "", ""])
    half = composer.width / 2 + 4 * mm
    widths = [_LABEL_WIDTH, half - _LABEL_WIDTH, _LABEL_WIDTH, composer.width - half - _LABEL_WIDTH]
    return composer.facts(rows, widths, commands=[("SPAN", (1, -1), (-1, -1))])


def _consultants(contents: VisitProtocol, composer: Composer) -> Paragraph:
    people = [
        ", ".join(part for part in (person.name, person.organisation, person.phone, person.mail) if part)
        for person in contents.consultants
    ]
    return plain_paragraph("\n".join(people) or composer.words["still_open"], composer.kinds.cell)


def _company_facts(contents: VisitProtocol, composer: Composer) -> Iterator[tuple[str, Paragraph]]:
    words, kinds, company = composer.words, composer.kinds, contents.company
    name = company.name if company.legal_form in company.name else f"{company.name}, {company.legal_form}"
    yield words["company"], plain_paragraph(name or words["still_open"], kinds.cell_strong)
    place = f"{company.postcode} {company.city}".strip()
    address = "\n".join(part for part in (company.street, place) if part)
    yield words["address"], plain_paragraph(address or words["still_open"], kinds.cell)
    yield words["branch"], plain_paragraph(company.branch or words["still_open"], kinds.cell)
    yield words["staff"], plain_paragraph(company.staff or words["still_open"], kinds.cell)
    yield words["contact"], plain_paragraph(company.contact or words["still_open"], kinds.cell)
    if contents.sme_status is not None:
        yield words["sme_status"], plain_paragraph(_sme_status(contents, words), kinds.cell)


def _sme_status(contents: VisitProtocol, words: Labels) -> str:
    status = contents.sme_status
    assert status is not None  # noqa: S101 - the caller prints the row only then
    lines = [status.class_name] if status.class_name else []
    if status.basis:
        lines.append(words["sme_basis"].format(basis=status.basis))
    if status.deminimis_declared_on:
        day = date_in_table(status.deminimis_declared_on, contents.language)
        lines.append(words["deminimis_declared"].format(day=day))
    return "\n".join(lines) or words["still_open"]


def _appointment_facts(contents: VisitProtocol, composer: Composer) -> Iterator[tuple[str, Paragraph]]:
    words, kinds, when = composer.words, composer.kinds, contents.appointment
    yield words["protocol_number"], plain_paragraph(contents.number or words["not_allotted"], kinds.cell)
    if contents.case_number:
        yield words["case_number"], plain_paragraph(contents.case_number, kinds.cell)
    day = date_with_weekday(when.held_on, contents.language) if when.held_on else words["still_open"]
    yield words["date"], plain_paragraph(day, kinds.cell)
    yield words["time"], plain_paragraph(_hours(when, contents.language, words), kinds.cell)
    if when.consulting_days is not None:
        days = number(when.consulting_days, contents.language, places=2)
        yield words["consulting_days"], plain_paragraph(days, kinds.cell)
    yield words["place"], plain_paragraph(when.place or words["still_open"], kinds.cell)


def _hours(when: Appointment, language: Language, words: Labels) -> str:
    if when.starts and when.ends:
        hours = clock_range(when.starts, when.ends, language)
    elif when.starts:
        hours = words["time_from"].format(clock=clock(when.starts, language))
    else:
        return words["still_open"]
    return f"{hours} ({duration(when.duration_min)})" if when.duration_min is not None else hours


def _occasion_and_goal(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words = composer.words
    given = (("occasion", contents.occasion), ("goal", contents.goal))
    parts: list[Flowable] = [composer.lead(words[key], text) for key, text in given if text.strip()]
    yield from composer.headed([composer.heading(words["occasion_and_goal"])], parts or [composer.open_mark()])


def _situation(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    text = list(long_text(contents.situation, composer.kinds))
    yield from composer.headed([composer.heading(composer.words["situation"])], text or [composer.open_mark()])


def _fields(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    """Section 9: each field with its text and its topics; the fields nobody talked about are left out."""
    headings: list[Flowable] = [composer.heading(composer.words["topics_by_field"], is_section=True)]
    spoken_of = [field for field in contents.fields if field.text.strip() or field.topics]
    if not spoken_of:
        yield from composer.headed(headings, [composer.open_mark()])
    for field in spoken_of:
        body: list[Flowable] = [*long_text(field.text, composer.kinds), *topics(field, composer)]
        yield from composer.headed([*headings, composer.heading(field.name, letter=field.letter)], body)
        headings = []


def _findings(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words, kinds = composer.words, composer.kinds
    entries: list[Flowable] = []
    for finding in contents.findings:
        text = words["strength"].format(text=finding.text) if finding.is_strength else finding.text
        entries.append(entry(EN_DASH, text, kinds.entry))
        if finding.cause:
            entries.append(plain_paragraph(words["cause"].format(cause=finding.cause), kinds.entry_more))
    yield from composer.headed([composer.heading(words["findings"])], entries)


def _recommendations(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words, kinds = composer.words, composer.kinds
    entries: list[Flowable] = []
    for order, advice in enumerate(contents.recommendations, start=1):
        entries.append(entry(f"{order}.", advice.text, kinds.entry))
        if advice.hint:
            entries.append(plain_paragraph(words["hint"].format(hint=advice.hint), kinds.entry_more))
    yield from composer.headed([composer.heading(words["recommendations"])], entries or [composer.open_mark()])


def _cross_cutting(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words, goals = composer.words, contents.cross_cutting
    given = (
        ("equality", goals.equality),
        ("non_discrimination", goals.non_discrimination),
        ("sustainability", goals.sustainability),
    )
    notes: list[Flowable] = [composer.lead(words[key], text) for key, text in given if text.strip()]
    yield from composer.headed([composer.heading(words["cross_cutting"])], notes)


def _handed_over(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    papers: list[Flowable] = [entry(EN_DASH, paper, composer.kinds.entry) for paper in contents.handed_over]
    yield from composer.headed([composer.heading(composer.words["handed_over"])], papers)


def _next_appointment(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    words, when = composer.words, contents.next_appointment
    text = words["next_appointment_open"]
    if when is not None:
        hours = ""
        if when.starts:
            ends = when.ends
            hours = clock_range(when.starts, ends, contents.language) if ends else clock(when.starts, contents.language)
        parts = [date_with_weekday(when.held_on, contents.language), hours, when.kind, when.place]
        text = ", ".join(part for part in parts if part)
        if when.topic:
            text = f"{text.rstrip('.')}. {words['next_topic'].format(topic=when.topic)}"
    yield from composer.headed(
        [composer.heading(words["next_appointment"])], [plain_paragraph(text, composer.kinds.body)]
    )


def _notices(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    body: list[Flowable] = [paragraph for notice in contents.notices for paragraph in long_text(notice, composer.kinds)]
    heading = composer.heading(composer.words["notices"])
    yield from composer.headed([heading], body or [composer.open_mark()], is_whole=True)


def _signatures(contents: VisitProtocol, composer: Composer) -> Iterator[Flowable]:
    headings: Sequence[Flowable] = [composer.heading(composer.words["signatures"], is_section=True)]
    if contents.confirmation:
        headings = [*headings, plain_paragraph(contents.confirmation, composer.kinds.body)]
    yield from composer.headed(headings, composer.signatures(contents.signatures) or [composer.open_mark()])
