"""A real desk for the tests of pages: an encrypted workspace with the sample data, jobs, feed and window."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.tasks import Tasks
from consultant_app.desktop.translations import load_translations
from consultant_app.workspace.workspace import Workspace
from tests.desktop.dressing import dressed_app, focus_ring, theme  # noqa: F401 - fixtures
from tests.desktop.interface_guard import queries_run_beside_the_interface  # noqa: F401 - a fixture
from tests.desktop.late_answers import late_answers  # noqa: F401 - a fixture
from tests.desktop.sample_folder import folder  # noqa: F401 - a fixture
from tests.support.clock import SettableClock

NOON = datetime(2026, 5, 19, 10, 42, tzinfo=UTC)
"""A Tuesday, 12:42 in Dortmund."""


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: SettableClock) -> Iterator[Workspace]:
    """A workspace of Katrin Albers, EN-Agentur, with the sample data, the newest visit today."""
    made, _ = create_alone(tmp_path / "w", "EN", "Katrin Albers", passphrase="geheim", use_keyring=False, clock=clock)
    load_sample(made, clock().date())
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, qapp: object, workspace: Workspace) -> Iterator[Desk]:
    """German texts, light theme; a job that fails unheard fails the test."""
    failures: list[Exception] = []
    load_translations(qapp, "de")  # type: ignore[arg-type]
    made = Desk(workspace, Tasks(failures.append), language="de")
    yield made
    made.close()
    assert failures == []


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = MainWindow("Beratung", settings=settings)
    qtbot.addWidget(made)
    made.resize(1440, 868)
    made.show()
    return made
