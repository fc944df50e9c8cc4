"""The page for signing on a real desk, opened from the visit it belongs to."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.changes.change import RecordId
from consultant_app.desktop.client_view import ClientView
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.preview.feature import add_preview
from consultant_app.desktop.signing.feature import add_signing
from consultant_app.desktop.undo_keys import UndoKeys
from consultant_app.desktop.visits.feature import add_visits
from consultant_app.workspace.workspace import Workspace
from tests.desktop.signing.driver import Signing
from tests.desktop.signing.restarted import Restarted
from tests.support.clock import SettableClock
from tests.support.held_visits import hold_visit


@pytest.fixture
def visit(workspace: Workspace, clock: SettableClock) -> RecordId:
    """Held for eighty minutes, its clock still running; it lacks nothing."""
    made = hold_visit(workspace)
    clock.advance(timedelta(minutes=80))
    return made


@pytest.fixture
def signing(qtbot: QtBot, desk: Desk, window: MainWindow, visit: RecordId) -> Signing:
    """The window at the visit's own page."""
    with qtbot.waitActive(window):
        window.activateWindow()
    add_visits(window, desk)
    add_preview(window, desk)
    add_signing(window, desk)
    ClientView(window, desk)
    UndoKeys(window, desk)
    driver = Signing(qtbot, window, desk, visit)
    desk.ways.visit.emit(visit)
    driver.settle()
    return driver


@pytest.fixture
def restarted(qtbot: QtBot, signing: Signing, tmp_path: Path, clock: SettableClock) -> Iterator[Restarted]:
    made = Restarted(qtbot, signing, tmp_path, clock)
    yield made
    made.close()
