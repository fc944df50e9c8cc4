"""The visit page in the program started anew, to see what of the typing was really kept."""

import shutil
from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.tasks import Tasks
from consultant_app.desktop.visits.feature import add_visits
from consultant_app.workspace.workspace import Workspace
from tests.desktop.visits.driver import Driver
from tests.support.clock import SettableClock


class Restarted:
    """The program started anew on what the disk holds at this moment, as after the power went."""

    def __init__(self, qtbot: QtBot, app: Driver, folder: Path, clock: SettableClock) -> None:
        self._qtbot, self._app, self._folder, self._clock = qtbot, app, folder, clock
        self._desk: Desk | None = None

    def start(self) -> Driver:
        copy = self._folder / "again"
        shutil.copytree(self._app.desk.workspace.folder, copy)
        workspace = Workspace.open(copy, passphrase="geheim", clock=self._clock)
        failures: list[Exception] = []
        self._desk = Desk(workspace, Tasks(failures.append), language="de")
        settings = QSettings(str(self._folder / "again.ini"), QSettings.Format.IniFormat)
        window = MainWindow("Beratung", settings=settings)
        self._qtbot.addWidget(window)
        window.show()
        add_visits(window, self._desk)
        driver = Driver(self._qtbot, window, self._desk, self._app.visit)
        self._desk.ways.visit.emit(self._app.visit)
        driver.settle()
        return driver

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()
