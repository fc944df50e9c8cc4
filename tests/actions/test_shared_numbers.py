"""Two laptops without network give one number twice: both see who had it first, and one of them settles it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from consultant_app.actions.paper.printing import make_ready
from consultant_app.actions.plans.measures import add_measure, running_plan
from consultant_app.actions.shared_numbers import (
    SharedNumber,
    renumber_measures,
    renumber_visits,
    shared_measure_numbers,
    shared_visit_numbers,
)
from consultant_app.actions.sync.rounds import sync
from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.actions.visits.running import plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.domain.measure_line import parse_measure_line
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.support.clock import SettableClock
from tests.support.laptops import START, add, edit, every, read
from tests.support.partner_server import running_server
from tests.support.scenarios import scenario

TODAY = date(2026, 5, 19)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(START)


@pytest.fixture
def laptops(tmp_path: Path, clock: SettableClock) -> Iterator[tuple[Workspace, Workspace]]:
    """Of two colleagues, with the same company and its plan."""
    with running_server(f"sqlite:///{tmp_path / 'server.db'}") as server:
        made = []
        for mail, name in (("a@en", "Katrin Albers"), ("b@en", "Jens Wrobel")):
            server.add_person(mail, name=name)
            folder = tmp_path / mail
            workspace, _ = create_enrolled(
                folder, server.invite(mail), f"Laptop {mail}", passphrase="geheim", use_keyring=False, clock=clock
            )
            made.append(workspace)
        yield made[0], made[1]
        for workspace in made:
            workspace.close()


def _measure(workspace: Workspace, plan: str, title: str) -> RecordId:
    with workspace.write() as writer:
        line = parse_measure_line(f"{title} #U", today=TODAY)
        return RecordId(add_measure(writer, plan, line, workspace.identity))


def _shared(workspace: Workspace, plan: str) -> tuple[SharedNumber, ...]:
    with workspace.read() as reader:
        return shared_measure_numbers(reader, plan)


@scenario("F75")
def test_both_laptops_name_the_same_later_measure_and_one_click_settles_it(
    laptops: tuple[Workspace, Workspace], clock: SettableClock
) -> None:
    anna, ben = laptops
    company = add(anna, Company(name="Tilgner Metallbau GmbH"))
    with anna.write() as writer:
        plan = running_plan(writer, company, anna.identity, day=TODAY)
    sync(anna)
    sync(ben)
    late = _measure(ben, plan, "Leuchten tauschen")
    early = _measure(anna, plan, "Leckagen prüfen")
    make_ready(anna, "plan", plan)
    clock.advance(timedelta(hours=1))
    make_ready(ben, "plan", plan)
    assert _shared(anna, plan) == ()
    for workspace in (anna, ben, anna):
        sync(workspace)

    assert _shared(anna, plan) == _shared(ben, plan)
    (shared,) = _shared(anna, plan)
    assert (shared.number, shared.first.id, [one.id for one in shared.later]) == ("U-1", early, [late])

    with ben.write("Neue Nummer") as writer:
        assert renumber_measures(writer, plan, "U-1") == "U-2"
    sync(ben)
    sync(anna)
    for workspace in (anna, ben):
        assert {one.id: one.number for one in every(workspace, Measure)} == {early: "U-1", late: "U-2"}
        assert (_shared(workspace, plan), workspace.conflicts()) == ((), [])


def test_settling_what_is_settled_changes_nothing(laptops: tuple[Workspace, Workspace]) -> None:
    anna, _ = laptops
    company = add(anna, Company(name="Tilgner Metallbau GmbH"))
    with anna.write() as writer:
        plan = running_plan(writer, company, anna.identity, day=TODAY)
    measure = _measure(anna, plan, "Leckagen prüfen")
    make_ready(anna, "plan", plan)
    with anna.write() as writer:
        assert renumber_measures(writer, plan, "U-1") == ""
    assert read(anna, Measure, measure).number == "U-1"


@scenario("F75")
def test_a_signed_visit_keeps_its_number_and_the_other_gets_a_free_one(laptops: tuple[Workspace, Workspace]) -> None:
    """As two workspaces made without a server and joined later leave it: both numbered with the letters XX."""
    anna, _ = laptops
    company = add(anna, Company(name="Tilgner Metallbau GmbH"))
    with anna.write() as writer:
        first, second = (plan_visit(writer, company, anna.identity, day=TODAY) for _ in range(2))
    edit(anna, first, number="BP-EN-2026-XX001")
    edit(anna, second, number="BP-EN-2026-XX001", status="signed")

    with anna.read() as reader:
        (shared,) = shared_visit_numbers(reader, first)
        assert shared_visit_numbers(reader, second) == (shared,)
    assert (shared.first.id, [one.id for one in shared.can_change]) == (second, [first])
    with anna.write() as writer:
        given = renumber_visits(writer, second, anna.identity, today=TODAY)
    assert read(anna, Visit, second).number == "BP-EN-2026-XX001"
    assert read(anna, Visit, first).number == given
    assert given.startswith(f"BP-EN-2026-{anna.identity.device_letters}")
