"""Katrin Albers writes at the table while Jens Wrobel, on another laptop, changed the same visit."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QTextEdit
from sqlalchemy import select

from consultant_app.actions.sync.rounds import sync
from consultant_app.actions.visits.agreeing import agree_measure
from consultant_app.actions.visits.running import plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.measure_line import parse_measure_line
from consultant_app.domain.visit_parts import Participant
from consultant_app.workspace.workspace import Workspace
from tests.desktop.two_laptops import laptop_of, server_of_two
from tests.desktop.visits.driver import Driver
from tests.support.clock import SettableClock
from tests.support.laptops import add, edit
from tests.support.partner_server import PartnerServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with server_of_two(tmp_path) as server:
        yield server


@pytest.fixture
def workspace(tmp_path: Path, server: PartnerServer, clock: SettableClock) -> Iterator[Workspace]:
    with laptop_of("k@en", server, tmp_path, clock) as workspace:
        yield workspace


@pytest.fixture
def visit(workspace: Workspace, clock: SettableClock) -> RecordId:
    company = add(workspace, Company(name="Tilgner Metallbau GmbH"))
    with workspace.write() as writer:
        return plan_visit(writer, company, workspace.identity, day=clock().date(), start=time(13, 30))


@pytest.fixture
def colleague(
    tmp_path: Path, server: PartnerServer, workspace: Workspace, visit: RecordId, clock: SettableClock
) -> Iterator[Workspace]:
    """The other laptop, with the visit as it was planned."""
    with laptop_of("j@en", server, tmp_path, clock) as other:
        sync(workspace)
        sync(other)
        yield other


def _round(app: Driver) -> None:
    with app.qtbot.waitSignal(app.desk.rounds.ended):
        app.desk.rounds.start()
    app.settle()


def test_what_a_round_brings_stands_beside_what_is_being_typed(colleague: Workspace, app: Driver) -> None:
    edit(colleague, app.visit, environment="Von Jens.", situation="Auch von Jens.")
    sync(colleague)
    app.click("Ausgangslage", QPushButton)
    app.click("Umwelt", QPushButton)
    app.type("Notizen zu Umwelt", "Von Katrin.")
    _round(app)
    editor = app.find("Notizen zu Umwelt", QTextEdit)
    assert editor.toPlainText() == "Von Katrin."
    app.type("Notizen zu Umwelt", " Und weiter.")
    app.click("Ausgangslage", QPushButton)
    app.until(lambda: app.find("Ausgangslage des Unternehmens", QTextEdit).toPlainText() == "Auch von Jens.")
    app.settle()
    (conflict,) = app.desk.workspace.conflicts(app.visit)
    assert {one.value for one in conflict.values} == {"Von Katrin. Und weiter.", "Von Jens."}
    app.until(lambda: any("dasselbe" in bar.accessibleName() for bar in app.page.messages.messages()))


def test_a_participant_and_a_measure_from_the_other_laptop_appear(colleague: Workspace, app: Driver) -> None:
    add(colleague, Participant(visit=app.visit, name="Lena Horstkötter", present=True))
    line = parse_measure_line("M: Späne trennen #U", today=app.desk.now().date())
    with colleague.write() as writer:
        agree_measure(writer, app.visit, line, colleague.identity)
    sync(colleague)
    _round(app)
    app.until(lambda: app.find("Anwesend: Lena Horstkötter", QCheckBox).isChecked())
    app.until(lambda: app.page.sections.button("agreements").accessibleDescription() == "ein Eintrag")


def test_the_first_plan_of_a_company_made_on_both_laptops_is_one(colleague: Workspace, app: Driver) -> None:
    for workspace in (colleague, app.desk.workspace):
        line = parse_measure_line(f"M: {workspace.identity.user_name}", today=app.desk.now().date())
        with workspace.write() as writer:
            agree_measure(writer, app.visit, line, workspace.identity)
    sync(colleague)
    _round(app)
    with app.desk.workspace.read() as reader:
        plans = reader.all(select(ActionPlan))
    assert len(plans) == 1
    app.until(lambda: {one.what for one in app.stored().agreed} == {"Jens Wrobel", "Katrin Albers"})
