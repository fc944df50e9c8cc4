"""Papers in German and English: our own words in one language, what people wrote as they wrote it."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from consultant_app.actions.paper.logos import EMBLEM_TEXT, FUND_TEXT, MINISTRY_TEXT, PROJECT, SENTENCE
from consultant_app.actions.paper.printing import print_out
from consultant_app.documents.labels import labels
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields, standing_texts
from consultant_app.domain.company import Company, EconomicActivity
from consultant_app.domain.company_profile import CompanyProfile, KmuStatus, company_profile_id
from consultant_app.domain.groups import Times
from consultant_app.domain.measure import Kpi, Measure, MeasureState, Reading
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit import Appointment, Place, Visit
from consultant_app.domain.visit_parts import Agreement, Finding, Participant, Recommendation, TopicNote
from consultant_app.errors import Language
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import Workspace
from tests.documents.reading import whole_text
from tests.support.clock import SettableClock

pytestmark = pytest.mark.usefixtures("qapp")

LISTS = (
    "csr_field", "effort", "impact", "kmu_basis", "kmu_class", "measure_status", "participant_role", "place_kind",
    "priority", "topic", "traffic_light", "visit_kind", "wz_section",
)  # fmt: skip
"""Every list of codes that is printed by its labels; a legal form is part of a name."""
TYPED = "Qxyvw"
"""A word of no language."""


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", re.sub(r"{\w+}", " ", text)) if len(word) > 1}


def own_words(language: Language) -> set[str]:
    """Every word that a paper in this language may say by itself."""
    said = [*labels(language).values()]
    said += [
        standing_texts(language)[code]
        for code in ("TX-PROT-HINT", "TX-PROT-CONFIRM", "TX-PLAN-APPROVE", "TX-LIST-HINT")
    ]
    said += [entry.label(language) for name in LISTS for entry in value_list(name)]
    return words_of(" ".join(said))


def full_plan(writer: Writer, company: str) -> ActionPlan:
    plan = writer.new(ActionPlan(company=company, title=TYPED, goal=TYPED, agreed_on=date(2026, 4, 2)))
    fields = list(csr_fields().values())
    levels = ("low", "medium", "high")
    for order, status in enumerate(value_list("measure_status").entries):
        measure = writer.new(
            Measure(
                action_plan=plan.id,
                title=TYPED,
                topic=fields[order % 4].topics[0].code if order < 5 else None,
                state=MeasureState(status, TYPED, date(2026, 12, 1)),
                due_on=date(2026, 5, 1 + order) if order != 3 else None,
                priority=levels[order % 3],
                effort=levels[order % 3],
                impact=levels[order % 3],
                sort_key=str(order),
            )
        )
        writer.new(Kpi(measure=measure.id, name=TYPED, target=Reading(Decimal("1234.5"), date(2026, 3, 1))))
    return plan


def full_visit(writer: Writer, company: str, measure: str) -> Visit:
    visit = writer.new(
        Visit(
            company=company,
            held_on=date(2026, 7, 20),
            kind="planning",
            times=Times(time(9, 30), time(11, 45)),
            place=Place("company"),
            next_appointment=Appointment(date(2026, 9, 8), time(13, 30), None, "follow_up", TYPED),
            **dict.fromkeys(("occasion", "goal", "situation", "equality", "non_discrimination"), TYPED),
            sustainability=TYPED,
            handed_over=TYPED,
        )
    )
    for role in value_list("participant_role"):
        writer.new(Participant(visit=visit.id, name=TYPED, role=role.code, present=True))
    for field in csr_fields().values():
        for topic in field.topics:
            writer.new(TopicNote(visit=visit.id, topic=topic.code, observation=TYPED))
    writer.new(Finding(visit=visit.id, text=TYPED, cause=TYPED))
    writer.new(Finding(visit=visit.id, text=TYPED, kind="strength"))
    writer.new(Recommendation(visit=visit.id, text=TYPED, hint=TYPED))
    writer.new(Agreement(visit=visit.id, what=TYPED))
    writer.new(Agreement(visit=visit.id, measure=measure))
    return visit


@pytest.fixture
def full(empty: Workspace, clock: SettableClock) -> dict[str, str]:
    """A visit and a plan that use every label there is."""
    with empty.write() as writer:
        company = writer.new(Company(name=TYPED, wz=EconomicActivity("WZ08-C"))).id
        writer.new(
            CompanyProfile(
                id=company_profile_id(company),
                company=company,
                headcount=84,
                kmu_status=KmuStatus("declaration", "KMU-MEDIUM", date(2026, 1, 2)),
                deminimis_declared_on=date(2026, 1, 3),
            )
        )
        writer.new(Visit(company=company, held_on=date(2026, 5, 19), status="draft"))
        plan = full_plan(writer, company).id
    clock.advance(timedelta(days=61))
    with empty.write() as writer:
        first, second, *_ = empty_measures(writer)
        first.state, second.due_on = MeasureState("rejected", TYPED), date(2026, 12, 24)
        visit = full_visit(writer, company, first.id).id
    return {"visit": visit, "plan": plan, "attendance": visit, "sheets": plan}


def empty_measures(writer: Writer) -> list[Measure]:
    return list(writer.session.query(Measure).order_by(Measure.sort_key))


@pytest.mark.parametrize("kind", ["visit", "plan", "attendance", "sheets"])
@pytest.mark.parametrize(("language", "other"), [("en", "de"), ("de", "en")])
def test_no_word_of_the_other_language_is_on_a_paper(
    empty: Workspace, full: dict[str, str], kind: str, language: Language, other: Language
) -> None:
    printed = print_out(empty, kind, full[kind], language=language)
    text = whole_text(printed.pdf)
    for fixed in (SENTENCE, EMBLEM_TEXT.replace(", ", " "), FUND_TEXT, MINISTRY_TEXT, PROJECT):
        # Required in German by the grant, or a name.
        assert fixed in text
        text = text.replace(fixed, " ")
    said = words_of(f"{text} {printed.title} {printed.file_name}")
    assert len(said & own_words(language)) > (25 if kind == "attendance" else 40)
    assert said & (own_words(other) - own_words(language)) == set()


def test_an_english_paper_writes_dates_times_and_figures_in_english(empty: Workspace, full: dict[str, str]) -> None:
    visit = print_out(empty, "visit", full["visit"], language="en")
    text = whole_text(visit.pdf)
    for part in (
        "Monday, 20 July 2026",
        "09:30–11:45 (2:15 h)",
        "84 employees",
        "Basis: declaration of the company of 2 Jan 2026",
        "Tuesday, 8 September 2026, 13:30, follow-up visit",
        "was due on 2 May 2026",
        "1,234.5",
        "DRAFT, as of 19 Jul 2026, 12:42",
    ):
        assert part in text, part
    assert visit.title == f"Visit protocol {TYPED}, 20 Jul 2026"
    assert visit.file_name == f"Visit protocol {visit.number} {TYPED}.pdf"


def test_language_is_a_matter_of_the_paper_and_changes_no_record(empty: Workspace, full: dict[str, str]) -> None:
    german = print_out(empty, "visit", full["visit"])
    english = print_out(empty, "visit", full["visit"], language="en")
    assert english.number == german.number
    assert print_out(empty, "visit", full["visit"]) == german
    assert "Besuchsprotokoll" in german.title


def test_the_word_for_a_plan_in_a_typed_title_is_told_in_the_papers_language(empty: Workspace) -> None:
    with empty.write() as writer:
        plan = writer.new(ActionPlan(company=writer.new(Company(name=TYPED)).id, title="CSR-Maßnahmenplan 2026")).id
    assert "Action plan 2026" in whole_text(print_out(empty, "plan", plan, language="en").pdf)
    assert "CSR-Maßnahmenplan 2026" in whole_text(print_out(empty, "plan", plan).pdf)
