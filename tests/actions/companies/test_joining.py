"""Companies that were entered twice: joined on several laptops at once, in any direction, they are one everywhere."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultant_app.actions.attachments import attachments_of
from consultant_app.actions.companies.joining import (
    face_of,
    group_of,
    join_companies,
    joined_companies,
    level,
    separate_company,
    take_over,
)
from consultant_app.actions.companies.listing import listed_companies, search_words
from consultant_app.actions.companies.sheet import company_sheet
from consultant_app.actions.plans.listing import list_measures
from consultant_app.actions.plans.measures import find_running_plan, running_plan
from consultant_app.actions.visits.listing import list_visits
from consultant_app.actions.visits.running import plan_visit
from consultant_app.changes.change import RecordId, decode_change
from consultant_app.changes.wire import OriginNote
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Measure
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.apply import Gate
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.log import Arrival
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Workspaces, add, edit, read, rows
from tests.support.scenarios import scenario

TODAY = date(2026, 5, 19)
COMPANIES = 4
LAPTOPS = 3
Step = tuple[int, int, int]
"""Which laptop joins which company into which other one; into itself: it is separated again."""
steps = st.lists(
    st.tuples(st.integers(0, LAPTOPS - 1), st.integers(0, COMPANIES - 1), st.integers(0, COMPANIES - 1)), max_size=8
)


def bring(to: Workspace, others: list[Workspace], chance: random.Random) -> None:
    """What the others hold, one change after the other in some order."""
    notes, arrivals = [], []
    for one in others:
        notes += rows(one, "SELECT origin, device, device_name, user, user_name, started_at, version FROM origin")
        arrivals += rows(one, "SELECT body, space FROM change")
    chance.shuffle(arrivals)
    with to.database.writing() as connection:
        gate = Gate(cursor_of(connection))
        for note in notes:
            gate.origins.add(OriginNote(*note), own=False)
        for body, space in arrivals:
            gate.apply([Arrival(decode_change(body), body, space)], accepted=False)
        gate.close()


def exchange(laptops: list[Workspace], chance: random.Random) -> None:
    for one in laptops:
        bring(one, [other for other in laptops if other is not one], chance)


def joined(workspace: Workspace) -> dict[str, str]:
    with workspace.read() as reader:
        return joined_companies(reader.raw)


def listed(workspace: Workspace) -> dict[str, str]:
    with workspace.read() as reader:
        return {one.id: one.name for one in listed_companies(reader, TODAY, "de")}


def each_group_has_one_face(workspace: Workspace, companies: list[RecordId]) -> None:
    stands_for = joined(workspace)
    assert set(listed(workspace)) == set(companies) - set(stands_for)
    assert all(face not in stands_for for face in stands_for.values())
    with workspace.read() as reader:
        groups = [set(group_of(reader.raw, face)) for face in listed(workspace)]
        together = {one.id: one.merged_into for one in (reader.get(Company, id_) for id_ in companies)}
    assert sorted(record for group in groups for record in group) == sorted(companies)
    for record, into in together.items():
        assert into is None or any({record, into} <= group for group in groups)


@scenario("F35")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(offline=steps, later=steps, seed=st.integers(0, 1000))
def test_joined_in_any_direction_and_order_they_are_one_on_all_laptops_and_edits_land_there(
    offline: list[Step], later: list[Step], seed: int
) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as folder:
        workspaces = Workspaces(Path(folder))
        try:
            laptops = [workspaces.create() for _ in range(LAPTOPS)]
            companies = [add(laptops[0], Company(name=f"Zeche {number}")) for number in range(COMPANIES)]
            exchange(laptops, chance)
            for some in (offline, later):
                for laptop, one, other in some:
                    edit(laptops[laptop], companies[one], merged_into=companies[other] if one != other else None)
                exchange(laptops, chance)
            for laptop in laptops:
                each_group_has_one_face(laptop, companies)
                assert joined(laptop) == joined(laptops[0])
            old = chance.choice(companies)
            with laptops[1].read() as reader:
                face = face_of(reader.raw, old)
            edit(laptops[1], face, branch="Nach dem Verbinden")
            exchange(laptops, chance)
            for laptop in laptops:
                with laptop.read() as reader:
                    sheet = company_sheet(reader, old, TODAY)
                assert (sheet.id, sheet.company.values["branch"]) == (face, "Nach dem Verbinden")
                assert laptop.verify().whole
        finally:
            workspaces.close()


@scenario("F35")
def test_joined_both_ways_at_once_the_company_stays_in_the_list_with_the_visits_of_both(tmp_path: Path) -> None:
    workspaces = Workspaces(tmp_path)
    laptops = [workspaces.create() for _ in range(2)]
    one, other = (add(laptops[0], Company(name=name)) for name in ("Tilgner", "Tilgner GmbH"))
    visits = {add(laptops[0], Visit(company=company)) for company in (one, other)}
    chance = random.Random(35)
    exchange(laptops, chance)
    edit(laptops[0], one, merged_into=other)
    edit(laptops[1], other, merged_into=one)
    exchange(laptops, chance)
    for laptop in laptops:
        assert listed(laptop) == {one: "Tilgner"}
        with laptop.read() as reader:
            assert {visit.id for visit in company_sheet(reader, other, TODAY).visits} == visits
    edit(laptops[0], one, merged_into=None)
    edit(laptops[0], other, merged_into=None)
    assert set(listed(laptops[0])) == {one, other}
    assert read(laptops[0], Company, other).name == "Tilgner GmbH"
    workspaces.close()


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workspace]:
    workspaces = Workspaces(tmp_path)
    yield workspaces.create()
    workspaces.close()


def with_visits(laptop: Workspace, name: str, **values: Any) -> RecordId:
    """A company with a contact, a visit held, a plan with an overdue measure, a file and a note."""
    company = add(laptop, Company(name=name, **values))
    add(laptop, Contact(company=company, last_name=f"Person von {name}"))
    add(laptop, Visit(company=company, held_on=TODAY, status="final"))
    plan = add(laptop, ActionPlan(company=company))
    add(laptop, Measure(action_plan=plan, title=f"Maßnahme von {name}", csr_field="UM", due_on=date(2026, 1, 1)))
    add(laptop, Attachment(about=company, file_name=f"{name}.pdf"))
    return company


def join(laptop: Workspace, face: str, other: str) -> None:
    with laptop.write() as writer:
        join_companies(writer, face=face, other=other)


@scenario("F35")
def test_of_joined_companies_the_list_and_the_page_count_what_belongs_to_any_of_them(laptop: Workspace) -> None:
    face, other = with_visits(laptop, "Tilgner"), with_visits(laptop, "Metallbau")
    join(laptop, face, other)
    with laptop.read() as reader:
        (listed,) = listed_companies(reader, TODAY, "de")
        sheet = company_sheet(reader, other, TODAY)
        assert find_running_plan(reader, face) == find_running_plan(reader, other)
        assert {one.company_name for one in list_measures(reader, plan=None, today=TODAY, user="")} == {"Tilgner"}
        assert {(one.company, one.company_name) for one in list_visits(reader, "")} == {(face, "Tilgner")}
    assert (listed.name, listed.overdue, listed.last_visit_on) == ("Tilgner", 2, TODAY)
    assert listed.matches(search_words("metallbau")), "it is found by the name it was entered under twice"
    assert (len(sheet.visits), len(sheet.measures), len(sheet.people), sheet.files) == (2, 2, 2, 2)
    assert {one.file_name for one in attachments_of(laptop, [face])} == {"Tilgner.pdf", "Metallbau.pdf"}


@scenario("F35")
def test_what_is_new_for_a_joined_company_goes_to_the_one_that_stands_for_it(laptop: Workspace) -> None:
    face, other = (add(laptop, Company(name=name)) for name in ("Tilgner", "Metallbau"))
    join(laptop, face, other)
    with laptop.write() as writer:
        visit = plan_visit(writer, other, laptop.identity, day=TODAY)
        plan = running_plan(writer, other, laptop.identity, day=TODAY)
    assert read(laptop, Visit, visit).company == face
    assert read(laptop, ActionPlan, plan).company == face


@scenario("F35")
@pytest.mark.parametrize("joins", [[], [(0, 1)], [(1, 0)], [(0, 1), (1, 0)], [(2, 1), (1, 0)]], ids=str)
def test_whoever_is_chosen_stands_for_all_and_each_of_them_comes_back_alone(
    laptop: Workspace, joins: list[tuple[int, int]]
) -> None:
    companies = [add(laptop, Company(name=f"Zeche {number}")) for number in range(4)]
    for one, into in joins:
        edit(laptop, companies[one], merged_into=companies[into])
    last = companies[3]
    with laptop.read() as reader:
        face = face_of(reader.raw, companies[0])
        group = set(group_of(reader.raw, face))
    for chosen, other in ((face, last), (last, face)):
        join(laptop, chosen, other)
        with laptop.read() as reader:
            assert group_of(reader.raw, other)[0] == chosen
            assert set(group_of(reader.raw, chosen)) == {*group, last}
        with laptop.write() as writer:
            separate_company(writer, last if chosen != last else face)
        assert last in listed(laptop)
    for one in sorted(group):
        with laptop.write() as writer:
            separate_company(writer, one)
        assert one in listed(laptop)
    assert joined(laptop) == {}
    assert laptop.verify().whole


def test_two_that_are_joined_are_not_joined_again(laptop: Workspace) -> None:
    one, other = (add(laptop, Company(name=name)) for name in ("Tilgner", "Metallbau"))
    join(laptop, one, other)
    with pytest.raises(RuleError, match="joined_already"):
        join(laptop, other, one)


@scenario("F35")
def test_joined_into_two_at_once_is_decided_before_anything_else_is_joined(tmp_path: Path) -> None:
    workspaces = Workspaces(tmp_path)
    laptops = [workspaces.create() for _ in range(2)]
    one, two, three = (add(laptops[0], Company(name=f"Zeche {number}")) for number in range(3))
    chance = random.Random(35)
    exchange(laptops, chance)
    join(laptops[0], two, one)
    join(laptops[1], three, one)
    exchange(laptops, chance)
    with laptops[0].write() as writer, pytest.raises(RuleError, match="joining_contested"):
        separate_company(writer, one)
    workspaces.close()


@scenario("F35")
def test_an_edit_by_somebody_who_did_not_know_of_the_joining_stands_beside_until_it_is_decided(tmp_path: Path) -> None:
    workspaces = Workspaces(tmp_path)
    laptops = [workspaces.create() for _ in range(2)]
    face, other = (add(laptops[0], Company(name=name, phone="02302 1")) for name in ("Tilgner", "Metallbau"))
    chance = random.Random(35)
    exchange(laptops, chance)
    join(laptops[0], face, other)
    edit(laptops[1], other, phone="02302 2", website="tilgner.de")
    exchange(laptops, chance)

    def differing(laptop: Workspace) -> dict[str, Any]:
        with laptop.read() as reader:
            (beside,) = company_sheet(reader, face, TODAY).joined
        return {one.field: one.value for one in beside.differing}

    for laptop in laptops:
        assert differing(laptop) == {"phone": "02302 2", "website": "tilgner.de"}
    with laptops[1].write() as writer:
        take_over(writer, other, "phone")
        level(writer, other, "website")
    exchange(laptops, chance)
    for laptop in laptops:
        assert differing(laptop) == {}
        assert read(laptop, Company, face).phone == "02302 2"
        assert read(laptop, Company, other).website == ""
    workspaces.close()
