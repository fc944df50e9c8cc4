"""Companies that were entered twice: joined on several laptops at once, in any direction, they are one everywhere."""

import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultant_app.actions.companies.joining import face_of, group_of, joined_companies
from consultant_app.actions.companies.listing import listed_companies
from consultant_app.actions.companies.sheet import company_sheet
from consultant_app.changes.change import RecordId, decode_change
from consultant_app.changes.wire import OriginNote
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
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
        groups = [set(group_of(reader, face)) for face in listed(workspace)]
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
