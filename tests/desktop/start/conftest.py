"""The whole application on a folder of its own, German, with nothing called but what a person does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.desktop.application import Application
from consultant_app.desktop.start.frame import OpeningWindow
from consultant_app.workspace.workspace import Workspace
from tests.desktop.interface_guard import queries_run_beside_the_interface  # noqa: F401 - a fixture

PASSPHRASE = "Zeche Zollern"
Starter = Callable[..., Application]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "w"


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, folder: Path) -> Iterator[Starter]:
    """Starts the application and waits for its first window."""
    running: list[Application] = []

    def start(passphrase: str | None = None) -> Application:
        application = Application(folder, passphrase=passphrase, language="de")
        running.append(application)
        application.start()
        qtbot.waitUntil(lambda: _is_there(application))
        return application

    yield start
    for application in running:
        application.close()
        qapp.aboutToQuit.disconnect(application.close)
        qapp.commitDataRequest.disconnect(application._on_session_ending)


def _is_there(application: Application) -> bool:
    window = application.window
    return window is not None and window.isVisible() and not isinstance(window, OpeningWindow)


@pytest.fixture
def made(folder: Path) -> str:
    """A workspace with a passphrase and no keyring; its recovery code."""
    workspace, code = create_alone(folder, "EN", "Katrin Albers", passphrase=PASSPHRASE, use_keyring=False)
    workspace.close()
    return code


def reopened(folder: Path, passphrase: str = PASSPHRASE) -> Workspace:
    return Workspace.open(folder, passphrase=passphrase)
