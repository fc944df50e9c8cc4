"""Plans as tables and measures as people change them, without a window."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from consultant_app.actions.plans.listing import (
    MeasureRow,
    by_field,
    done_of,
    list_measures,
    plan_choices,
    plan_of_company,
    plan_page,
)
from consultant_app.actions.plans.measures import (
    add_from_template,
    add_measure,
    add_part,
    carry_title,
    delete_measure,
    delete_part,
    finish_measure,
    next_status,
    put_back,
    restore_measure,
    running_plan,
    set_measure,
    set_part,
    set_plan,
    set_status,
)
from consultant_app.actions.plans.sheet import MeasureSheet, measure_sheet, plan_sheet
from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.visits.agreeing import OpenItem, finish_item, move_item
from consultant_app.actions.visits.running import add_part as add_visit_part
from consultant_app.actions.visits.running import plan_visit
from consultant_app.domain.catalogues import measure_templates
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Kpi, KpiValue, MeasureState, Milestone, Reading
from consultant_app.domain.measure_line import Candidate, parse_measure_line
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.errors import RuleError
from consultant_app.workspace.status import Whereabouts
from consultant_app.workspace.workspace import Workspace
from tests.actions.conftest import TODAY


@pytest.fixture
def company(workspace: Workspace) -> str:
    with workspace.write() as writer:
        made = writer.new(Company(name="Tilgner Metallbau GmbH"))
        writer.new(Contact(company=made.id, first_name="Murat", last_name="Aydın"))
        return made.id


@pytest.fixture
def plan(workspace: Workspace, company: str) -> str:
    with workspace.write() as writer:
        return running_plan(writer, company, workspace.identity, day=TODAY)


def _add(workspace: Workspace, plan: str, text: str, **values: Any) -> str:
    line = parse_measure_line(text, today=TODAY)
    with workspace.write() as writer:
        measure = add_measure(writer, plan, line, workspace.identity)
        if values:
            set_measure(writer, measure, values, today=TODAY)
    return measure


def _rows(workspace: Workspace, plan: str | None) -> tuple[MeasureRow, ...]:
    with workspace.read() as reader:
        return list_measures(reader, plan=plan, today=TODAY, user=workspace.identity.user)


def _sheet(workspace: Workspace, measure: str) -> MeasureSheet:
    with workspace.read() as reader:
        sheet = measure_sheet(reader, measure, today=TODAY)
    assert sheet is not None
    return sheet


def _agreement(workspace: Workspace, company: str, measure: str) -> tuple[str, str]:
    with workspace.write() as writer:
        visit = plan_visit(writer, company, workspace.identity, day=TODAY)
        made = add_visit_part(writer, Agreement(visit=visit, what="Leckagen prüfen", measure=measure))
        return visit, made.id


def _read_agreement(workspace: Workspace, agreement: str) -> tuple[str, date | None, date | None]:
    with workspace.read() as reader:
        found = reader.get(Agreement, agreement)
        return found.what, found.due_on, found.done_on


def test_a_line_becomes_a_planned_measure_at_the_end_of_the_plan(workspace: Workspace, plan: str) -> None:
    with workspace.read() as reader:
        contact = reader.all(select(Contact))[0].id
    people = [Candidate(contact, "Murat Aydın")]
    _add(workspace, plan, "Zuerst")
    line = parse_measure_line("LED in Halle 2 @Murat bis 30.9. !hoch #U", today=TODAY, candidates=people)
    with workspace.write() as writer:
        add_measure(writer, plan, line, workspace.identity)
    first, second = _rows(workspace, plan)
    assert first.title == "Zuerst"
    assert (second.title, second.field, second.priority) == ("LED in Halle 2", "UM", "high")
    assert (second.responsible_name, second.due_on) == ("Murat Aydın", date(2026, 9, 30))
    assert (second.status, second.is_mine, second.whereabouts) == ("planned", True, Whereabouts.WAITING)


def test_a_line_without_a_title_makes_nothing(workspace: Workspace, plan: str) -> None:
    with pytest.raises(RuleError, match="measure_title_missing"):
        _add(workspace, plan, "!hoch #U")
    assert _rows(workspace, plan) == ()


def test_overdue_is_what_is_late_and_not_settled(workspace: Workspace, plan: str) -> None:
    late = {"due_on": date(2026, 5, 12)}
    _add(workspace, plan, "offen", **late)
    _add(workspace, plan, "heute", due_on=TODAY)
    _add(workspace, plan, "erledigt", **late, state=MeasureState("done"))
    _add(workspace, plan, "wartet", **late, state=MeasureState("postponed", "", date(2026, 8, 1)))
    assert [row.title for row in _rows(workspace, plan) if row.is_overdue] == ["offen"]


def test_groups_follow_the_fields_and_count_what_is_done_without_the_rejected(workspace: Workspace, plan: str) -> None:
    _add(workspace, plan, "ohne Feld")
    _add(workspace, plan, "Umwelt 1 #U", state=MeasureState("done"))
    _add(workspace, plan, "Umwelt 2 #U")
    _add(workspace, plan, "Umwelt 3 #U", state=MeasureState("rejected", "zu teuer"))
    _add(workspace, plan, "Markt #M")
    groups = by_field(_rows(workspace, plan))
    assert [(group.letter, group.done, group.total) for group in groups] == [("M", 0, 1), ("U", 1, 2), ("", 0, 1)]
    assert done_of(_rows(workspace, plan)) == (1, 4)


def test_the_topic_brings_its_field_and_its_standards_unless_some_were_chosen(workspace: Workspace, plan: str) -> None:
    measure = _add(workspace, plan, "LED #M", topic="UM-01")
    values = _sheet(workspace, measure).values
    assert values["csr_field"] == "UM"
    assert values["sdg"]
    chosen = _add(workspace, plan, "LED 2", sdg=frozenset({"SDG-01"}), topic="UM-01")
    assert _sheet(workspace, chosen).values["sdg"] == frozenset({"SDG-01"})


def test_another_field_takes_a_topic_of_the_old_one_away(workspace: Workspace, plan: str) -> None:
    measure = _add(workspace, plan, "LED", topic="UM-01")
    with workspace.write() as writer:
        set_measure(writer, measure, {"csr_field": "GE"}, today=TODAY)
    sheet = _sheet(workspace, measure)
    assert (sheet.letter_field, sheet.values["topic"]) == ("GE", None)


def test_done_sets_day_and_progress_and_reopening_takes_the_day_away(workspace: Workspace, plan: str) -> None:
    measure = _add(workspace, plan, "LED")
    with workspace.write() as writer:
        finish_measure(writer, measure, TODAY)
    done = _sheet(workspace, measure).values
    assert (done["done_on"], done["progress_percent"]) == (TODAY, 100)
    with workspace.write() as writer:
        set_status(writer, measure, "in_progress", today=TODAY)
    assert _sheet(workspace, measure).values["done_on"] is None


def test_the_space_bar_goes_round(workspace: Workspace) -> None:
    assert [next_status(one) for one in ("planned", "in_progress", "done", "postponed")] == [
        "in_progress",
        "done",
        "planned",
        "planned",
    ]


def test_a_status_taken_back_has_its_reminder_day_and_progress_again(
    workspace: Workspace, company: str, plan: str
) -> None:
    waiting = MeasureState("postponed", "", date(2026, 8, 1))
    measure = _add(workspace, plan, "LED", state=waiting, progress_percent=40)
    _, agreement = _agreement(workspace, company, measure)
    with workspace.write() as writer:
        before = set_status(writer, measure, "done", today=TODAY)
    with workspace.write() as writer:
        put_back(writer, measure, before)
    sheet = _sheet(workspace, measure)
    assert (sheet.state, sheet.values["done_on"], sheet.values["progress_percent"]) == (waiting, None, 40)
    assert _read_agreement(workspace, agreement)[2] is None


@pytest.mark.parametrize(("status", "code"), [("rejected", "reason_required"), ("postponed", "reminder_required")])
def test_a_status_that_needs_something_is_refused_without_it(
    workspace: Workspace, plan: str, status: str, code: str
) -> None:
    measure = _add(workspace, plan, "LED")
    with pytest.raises(RuleError, match=code), workspace.write() as writer:
        set_status(writer, measure, status, today=TODAY)
    assert _sheet(workspace, measure).state.status == "planned"


def test_finishing_in_the_plan_finishes_the_agreement_and_reopening_opens_it(
    workspace: Workspace, company: str, plan: str
) -> None:
    measure = _add(workspace, plan, "LED")
    _, agreement = _agreement(workspace, company, measure)
    with workspace.write() as writer:
        finish_measure(writer, measure, TODAY)
    assert _read_agreement(workspace, agreement)[2] == TODAY
    with workspace.write() as writer:
        set_status(writer, measure, "in_progress", today=TODAY)
    assert _read_agreement(workspace, agreement)[2] is None


def test_finishing_and_moving_at_the_visit_does_the_same(workspace: Workspace, company: str, plan: str) -> None:
    measure = _add(workspace, plan, "LED")
    _, agreement = _agreement(workspace, company, measure)
    item = OpenItem("LED", "", None, is_overdue=False, status="planned", csr_field="", remark="", measure=measure,
                    agreement=None)  # fmt: skip
    with workspace.write() as writer:
        move_item(writer, item, date(2026, 7, 1))
    assert (_rows(workspace, plan)[0].due_on, _read_agreement(workspace, agreement)[1]) == (date(2026, 7, 1),) * 2
    with workspace.write() as writer:
        finish_item(writer, item, TODAY)
    assert (_rows(workspace, plan)[0].status, _read_agreement(workspace, agreement)[2]) == ("done", TODAY)


def test_a_new_title_goes_to_agreements_that_are_still_written_and_not_to_signed_ones(
    workspace: Workspace, company: str, plan: str
) -> None:
    measure = _add(workspace, plan, "LED")
    open_visit, written = _agreement(workspace, company, measure)
    signed_visit, signed = _agreement(workspace, company, measure)
    assert open_visit != signed_visit
    with workspace.write() as writer:
        writer.get(Visit, signed_visit).status = "signed"
    with workspace.write() as writer:
        set_measure(writer, measure, {"title": "LED in Halle 2"}, today=TODAY)
    assert _read_agreement(workspace, written)[0] == "LED in Halle 2"
    assert _read_agreement(workspace, signed)[0] == "Leckagen prüfen"


def test_a_typed_title_is_carried_to_the_agreements(workspace: Workspace, company: str, plan: str) -> None:
    measure = _add(workspace, plan, "LED")
    _, agreement = _agreement(workspace, company, measure)
    with workspace.write() as writer:
        carry_title(writer, measure)
    assert _read_agreement(workspace, agreement)[0] == "LED"


def test_a_template_brings_texts_codes_a_key_figure_and_the_time_it_takes(workspace: Workspace, plan: str) -> None:
    template = measure_templates()["MT-MA-01"]
    with workspace.write() as writer:
        measure = add_from_template(writer, plan, template, workspace.identity, today=TODAY)
    sheet = _sheet(workspace, measure)
    assert (sheet.title, sheet.values["template"], sheet.letter_field) == (template.de, "MT-MA-01", "MA")
    assert sheet.values["due_on"] == date(2026, 8, 31)
    assert [kpi.row.name for kpi in sheet.kpis] == [template.kpi_name]
    assert sheet.kpis[0].row.baseline is None


def test_the_first_key_figure_stands_in_the_table_with_its_newest_value(workspace: Workspace, plan: str) -> None:
    measure = _add(workspace, plan, "Leckagen")
    start, goal = Reading(Decimal(14), TODAY), Reading(Decimal(2), TODAY)
    with workspace.write() as writer:
        kpi = add_part(writer, Kpi(measure=measure, name="Leckagen", baseline=start, target=goal))
        add_part(writer, Kpi(measure=measure, name="Zweite"))
        add_part(writer, KpiValue(kpi=kpi, reading=Reading(Decimal(9), date(2026, 5, 1))))
        add_part(writer, KpiValue(kpi=kpi, reading=Reading(Decimal(12), date(2026, 2, 1))))
    figure = _rows(workspace, plan)[0].figure
    assert figure is not None
    assert (figure.name, figure.newest, figure.percent) == ("Leckagen", Decimal(9), 42)


def test_a_fourth_key_figure_is_refused(workspace: Workspace, plan: str) -> None:
    measure = _add(workspace, plan, "LED")
    for name in "ABC":
        with workspace.write() as writer:
            add_part(writer, Kpi(measure=measure, name=name))
    with pytest.raises(RuleError, match="too_many_kpis"), workspace.write() as writer:
        add_part(writer, Kpi(measure=measure, name="D"))


def test_a_deleted_measure_takes_its_parts_along_and_brings_them_back(workspace: Workspace, plan: str) -> None:
    measure = _add(workspace, plan, "LED")
    with workspace.write() as writer:
        add_part(writer, Milestone(measure=measure, title="Angebot"))
        kpi = add_part(writer, Kpi(measure=measure, name="Strom"))
        add_part(writer, KpiValue(kpi=kpi, reading=Reading(Decimal(84), TODAY)))
    with workspace.write() as writer:
        gone = delete_measure(writer, measure)
    assert _rows(workspace, plan) == ()
    with workspace.read() as reader:
        assert reader.all(select(Milestone)) == reader.all(select(Kpi)) == reader.all(select(KpiValue)) == ()
    with workspace.write() as writer:
        restore_measure(writer, gone)
    sheet = _sheet(workspace, measure)
    assert [one.title for one in sheet.milestones] == ["Angebot"]
    assert [value.value for value in sheet.kpis[0].values] == [Decimal(84)]


def test_milestones_are_changed_and_taken_away(workspace: Workspace, plan: str) -> None:
    measure = _add(workspace, plan, "LED")
    with workspace.write() as writer:
        first = add_part(writer, Milestone(measure=measure, title="Angebot"))
        add_part(writer, Milestone(measure=measure, title="Bestellung"))
    with workspace.write() as writer:
        set_part(writer, Milestone, first, {"done_on": TODAY})
    assert [(one.title, one.done_on) for one in _sheet(workspace, measure).milestones] == [
        ("Angebot", TODAY),
        ("Bestellung", None),
    ]
    with workspace.write() as writer:
        delete_part(writer, Milestone, first)
    assert [one.title for one in _sheet(workspace, measure).milestones] == ["Bestellung"]


def test_the_history_says_who_changed_what_of_the_measure_and_its_parts(workspace: Workspace, plan: str) -> None:
    measure = _add(workspace, plan, "LED")
    with workspace.write() as writer:
        set_status(writer, measure, "in_progress", today=TODAY)
        add_part(writer, Milestone(measure=measure, title="Angebot"))
    steps = _sheet(workspace, measure).steps
    assert {step.who for step in steps} == {"Katrin Albers"}
    told = " | ".join(step.what for step in steps)
    assert "angelegt" in told
    assert "Status" in told
    assert "Angebot" in told


def test_a_running_plan_is_made_once_and_opens_by_its_company(workspace: Workspace, company: str, plan: str) -> None:
    with workspace.write() as writer:
        assert running_plan(writer, company, workspace.identity, day=TODAY) == plan
    with workspace.read() as reader:
        assert plan_of_company(reader, company) == plan
        assert [(one.plan, one.name) for one in plan_choices(reader)] == [(plan, "Tilgner Metallbau GmbH")]
        sheet = plan_sheet(reader, plan)
    assert sheet is not None
    assert (sheet.title, sheet.status, sheet.number) == ("CSR-Maßnahmenplan 2026", "draft", "MP-EN-2026-XX001")


def test_an_ended_plan_stands_behind_the_running_one_with_its_title(
    workspace: Workspace, company: str, plan: str
) -> None:
    with workspace.write() as writer:
        set_plan(writer, plan, {"status": "completed", "title": "Plan 2026"})
    with workspace.write() as writer:
        newer = running_plan(writer, company, workspace.identity, day=TODAY)
    assert newer != plan
    with workspace.read() as reader:
        choices = plan_choices(reader)
    assert [one.plan for one in choices] == [newer, plan]
    assert choices[1].name == "Tilgner Metallbau GmbH, Plan 2026, Abgeschlossen"


def test_the_page_shows_one_plan_a_company_without_one_or_all(workspace: Workspace, company: str, plan: str) -> None:
    load_sample(workspace, TODAY)
    _add(workspace, plan, "LED")
    with workspace.write() as writer:
        bare = writer.new(Company(name="Ohne Plan KG")).id

    def page(plan: str = "", company: str = "") -> tuple[str, int]:
        with workspace.read() as reader:
            found = plan_page(reader, plan=plan, company=company, today=TODAY, user=workspace.identity.user)
        return found.company_name, len(found.rows)

    assert page(plan=plan) == page(company=company) == ("Tilgner Metallbau GmbH", 1)
    assert page(company=bare) == ("Ohne Plan KG", 0)
    assert page() == ("", 21)


def test_a_few_rows_are_read_alone_and_equal_those_of_the_whole(workspace: Workspace) -> None:
    load_sample(workspace, TODAY)
    everything = _rows(workspace, None)
    wanted = {row.id for row in everything[:3]}
    with workspace.read() as reader:
        some = list_measures(reader, plan=None, today=TODAY, user=workspace.identity.user, only=wanted)
    assert some == tuple(row for row in everything if row.id in wanted)
