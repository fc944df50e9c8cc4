from dataclasses import replace
from datetime import date, time

import pytest

from consultant_app.domain.groups import Period, Times
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit import Place, Visit
from consultant_app.domain.visit_completeness import VisitContents, missing_for_final, warnings_for_final
from consultant_app.domain.visit_parts import Agreement, Participant, Recommendation, TopicNote

TODAY = date(2026, 5, 19)


def complete() -> VisitContents:
    visit = Visit(
        company="c",
        kind="follow_up",
        held_on=TODAY,
        times=Times(time(9), time(11)),
        place=Place("company", "Witten"),
        consultants=frozenset({"me"}),
        occasion="Anruf",
        goal="Überblick",
        situation="Ein Betrieb",
    )
    return VisitContents(
        visit,
        participants=[Participant(person="contact", present=True), Participant(person="me", present=True)],
        topic_notes=[TopicNote(topic="UM-01")],
        recommendations=[Recommendation(text="Zähler einbauen")],
        agreements=[Agreement(what="Zähler")],
        users=frozenset({"me"}),
    )


def test_a_complete_visit_lacks_nothing() -> None:
    assert missing_for_final(complete(), today=TODAY) == []


def test_an_empty_visit_lacks_everything_in_the_order_of_print() -> None:
    missing = missing_for_final(VisitContents(Visit()), today=TODAY)
    assert [one.section for one in missing] == [2, 5, 5, 5, 5, 6, 7, 7, 8, 9, 11, 12]
    assert {one.code for one in missing} <= set(value_list("visit_check").entries)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("consultants", frozenset(), "no_consultant"),
        ("kind", None, "no_kind"),
        ("held_on", date(2026, 5, 20), "future_date"),
        ("times", Times(time(9)), "no_times"),
        ("place", Place("", " "), "no_place"),
        ("occasion", " ", "no_occasion"),
        ("goal", "", "no_goal"),
        ("situation", "\n", "no_situation"),
    ],
)
def test_each_required_field_is_named(name: str, value: object, code: str) -> None:
    contents = complete()
    setattr(contents.visit, name, value)
    assert [(one.code, one.field) for one in missing_for_final(contents, today=TODAY)] == [(code, name)]


@pytest.mark.parametrize(
    "participants",
    [
        [],
        [Participant(person="me", present=True)],
        [Participant(person="contact")],
        [Participant(name="Gast", role="partner_guest", present=True)],
    ],
)
def test_somebody_of_the_company_must_have_been_there(participants: list[Participant]) -> None:
    missing = missing_for_final(replace(complete(), participants=participants), today=TODAY)
    assert [one.code for one in missing] == ["nobody_of_company"]


def test_somebody_named_freely_is_of_the_company() -> None:
    contents = replace(complete(), participants=[Participant(name="Dirk Schablone", role="purchasing", present=True)])
    assert missing_for_final(contents, today=TODAY) == []


def test_a_field_text_stands_for_topics_and_none_must_be_chosen() -> None:
    contents = replace(complete(), topic_notes=[], agreements=[])
    assert [one.code for one in missing_for_final(contents, today=TODAY)] == ["no_topic", "no_agreement"]
    contents.visit.community = "Feuerwehr"
    contents.visit.no_agreements = True
    assert missing_for_final(contents, today=TODAY) == []


def test_warnings_block_nothing() -> None:
    contents = complete()
    contents.visit.times = Times(time(6), time(19))
    grant = Period(date(2017, 12, 1), date(2020, 11, 30))
    codes = [one.code for one in warnings_for_final(contents, today=TODAY, grant=grant)]
    assert codes == ["outside_grant_period", "very_long", "too_short"]
    assert missing_for_final(contents, today=TODAY) == []
