"""The page Maßnahmenplan of one company, and what is stored of it."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.actions.plans.measures import add_measure, running_plan
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.measures.feature import add_measures
from consultant_app.desktop.measures.measures_page import MeasuresPage
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.domain.measure_line import parse_measure_line
from consultant_app.workspace.workspace import Workspace
from tests.desktop.measures.plan_driver import TODAY, measures
from tests.desktop.quiet import wait_until_quiet


@pytest.fixture
def company(workspace: Workspace) -> str:
    """A company with a plan of two measures, one of them overdue."""
    with workspace.write() as writer:
        made = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        plan = running_plan(writer, made, workspace.identity, day=TODAY)
        for text in ("Leckagen prüfen bis 12.5.26 !hoch #U", "Lieferantenkodex einführen bis 30.6.26 #M"):
            add_measure(writer, plan, parse_measure_line(text, today=TODAY), workspace.identity)
    return made


@pytest.fixture
def page(window: MainWindow, desk: Desk, qtbot: QtBot, company: str) -> MeasuresPage:
    add_measures(window, desk)
    desk.ways.plan.emit(company, "")
    found = window.findChild(MeasuresPage)
    assert isinstance(found, MeasuresPage)
    qtbot.waitUntil(lambda: found.work.sheet is not None)
    wait_until_quiet(qtbot, desk)
    found.table.setFocus()
    return found


@pytest.fixture
def stored(workspace: Workspace, company: str) -> Callable[[str], Measure]:
    """The measure of this title as the workspace has it."""

    def find(title: str) -> Measure:
        return next(one for one in measures(workspace, company) if one.title.startswith(title))

    return find
