"""Wires the window: makes the long-lived objects once and hands them down. Nothing else opens a workspace."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.features import add_features
from consultant_app.desktop.focus_ring import FocusRing
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.start.start_window import StartWindow
from consultant_app.desktop.start.unlock_window import UnlockWindow
from consultant_app.desktop.tasks import Tasks
from consultant_app.desktop.theme import Theme
from consultant_app.desktop.translations import load_translations
from consultant_app.desktop.trust_keeper import TrustKeeper
from consultant_app.desktop.widgets.messages import MessageBar, MessageKind
from consultant_app.errors import Language, ProductError
from consultant_app.workspace.files import DATABASE_FILE
from consultant_app.workspace.workspace import Workspace

PRODUCT = "CSR-Kompetenzzentrum Ruhr · Beratung"
SETTINGS_FILE = "window.ini"


class Application:
    """One run of the window. `folder` holds the workspace, or will."""

    def __init__(self, folder: Path, *, passphrase: str | None, language: Language) -> None:
        self._folder, self._passphrase, self._language = folder, passphrase, language
        running = QApplication.instance()
        self.qt = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
        self.qt.setApplicationName("consultant-app")
        self.qt.setApplicationDisplayName(PRODUCT)
        QLocale.setDefault(QLocale("de_DE" if language == "de" else "en_GB"))
        load_translations(self.qt, language)
        self._theme = Theme(self.qt)
        self._ring = FocusRing(self.qt)
        self._workspace: Workspace | None = None
        self.desk: Desk | None = None
        self.window: QWidget | None = None

    def start(self) -> None:
        """Shows the first window: the work, the lock, or the first start."""
        if not (self._folder / DATABASE_FILE).exists():
            self._show(StartWindow(self._folder, self._language, on_ready=self.open_desk))
            return
        try:
            workspace = Workspace.open(self._folder, passphrase=self._passphrase)
        except ProductError as error:
            self._show(UnlockWindow(self._folder, error, self._language, on_ready=self.open_desk))
            return
        self.open_desk(workspace)

    def open_desk(self, workspace: Workspace) -> None:
        """Opens the main window on a workspace."""
        self._workspace = workspace
        settings = QSettings(str(self._folder / SETTINGS_FILE), QSettings.Format.IniFormat)
        window = MainWindow(PRODUCT, settings=settings)
        tasks = Tasks(self._teller(window))
        self.desk = Desk(workspace, tasks, language=self._language)
        window.set_person(workspace.identity.user_name, workspace.identity.partner_name)
        add_features(window, self.desk)
        self._trust = TrustKeeper(window, self.desk)
        window.closing.connect(self._on_closing)
        self._show(window)
        self.desk.rounds.start()

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()

    def _teller(self, window: MainWindow) -> Callable[[Exception], None]:
        """The one handler for failures that no page took: tells the person, at the top of the window."""

        def tell(error: Exception) -> None:
            bar = MessageBar(error_text(error, self._language), kind=MessageKind.SIGNAL, closable=True)
            window.messages.show_message(bar, key="failure")

        return tell

    def _on_closing(self) -> None:
        if self.desk is not None and self._workspace is not None:
            self.desk.close()
            self._workspace.close()
            self.desk = None


def run(folder: Path, *, passphrase: str | None, language: Language) -> int:
    """The window until it is closed; returns the exit code."""
    application = Application(folder, passphrase=passphrase, language=language)
    application.start()
    return application.qt.exec()
