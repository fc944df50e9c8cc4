"""The visit page on a real desk, at a planned visit to a company of the sample."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.actions.samples.files import sample_id
from consultant_app.actions.visits.running import add_participant, plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.desktop.client_view import ClientView
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.trust_keeper import TrustKeeper
from consultant_app.desktop.undo_keys import UndoKeys
from consultant_app.desktop.visits.feature import add_visits
from consultant_app.workspace.workspace import Workspace
from tests.desktop.visits.driver import Driver
from tests.desktop.visits.restarted import Restarted
from tests.support.clock import SettableClock

BAKERY = sample_id("C-003")


@pytest.fixture
def visit(workspace: Workspace, clock: SettableClock) -> RecordId:
    """Planned for today at a bakery with a running plan; its owner, its manager and oneself stand in the list."""
    with workspace.write() as writer:
        made = plan_visit(writer, BAKERY, workspace.identity, day=clock().date(), start=time(13, 30))
        add_participant(writer, made, person=sample_id("P-007"))
        return made


@pytest.fixture
def app(qtbot: QtBot, desk: Desk, window: MainWindow, visit: RecordId) -> Driver:
    """The window with the visits in it, at the planned visit's page."""
    with qtbot.waitActive(window):
        window.activateWindow()
    add_visits(window, desk)
    ClientView(window, desk)
    TrustKeeper(window, desk)
    UndoKeys(window, desk)
    driver = Driver(qtbot, window, desk, visit)
    desk.ways.visit.emit(visit)
    driver.settle()
    return driver


@pytest.fixture
def restarted(qtbot: QtBot, app: Driver, tmp_path: Path, clock: SettableClock) -> Iterator[Restarted]:
    made = Restarted(qtbot, app, tmp_path, clock)
    yield made
    made.close()
