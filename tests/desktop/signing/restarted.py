"""The page for signing in the program started anew, on what the disk holds at this moment."""

import shutil
from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.signing.feature import add_signing
from consultant_app.desktop.tasks import Tasks
from consultant_app.workspace.workspace import Workspace
from tests.desktop.signing.driver import Signing
from tests.support.clock import SettableClock


class Restarted:
    """As after the power went; the program that was running before knows nothing of it."""

    def __init__(self, qtbot: QtBot, before: Signing, folder: Path, clock: SettableClock) -> None:
        self._qtbot, self._before, self._folder, self._clock = qtbot, before, folder, clock
        self._desk: Desk | None = None

    def start(self) -> Signing:
        copy = self._folder / "again"
        shutil.copytree(self._before.desk.workspace.folder, copy)
        workspace = Workspace.open(copy, passphrase="geheim", clock=self._clock)
        failures: list[Exception] = []
        self._desk = Desk(workspace, Tasks(failures.append), language="de")
        settings = QSettings(str(self._folder / "again.ini"), QSettings.Format.IniFormat)
        window = MainWindow("Beratung", settings=settings)
        self._qtbot.addWidget(window)
        window.show()
        add_signing(window, self._desk)
        driver = Signing(self._qtbot, window, self._desk, self._before.visit)
        self._desk.ways.sign.emit(self._before.visit)
        driver.settle()
        return driver

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()
