"""Wires the windows: makes the long-lived objects once and hands them down. Nothing else opens a workspace."""

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.focus_ring import FocusRing
from consultant_app.desktop.idle_watch import IdleWatch
from consultant_app.desktop.look import Look, store_look, stored_look
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.start.opening import Obstacle, check_secret, locked, open_workspace
from consultant_app.desktop.tasks import Lane, Tasks
from consultant_app.desktop.theme import Theme
from consultant_app.desktop.translations import load_translations
from consultant_app.desktop.unsaved import all_written, may_close
from consultant_app.desktop.widgets.messages import MessageBar, MessageKind
from consultant_app.errors import Language
from consultant_app.garbage import collect_by_hand, collect_what_is_due
from consultant_app.workspace.workspace import Workspace

# The windows before the work load when they are shown: most starts open the work at once.
if TYPE_CHECKING:
    from consultant_app.actions.sync.leaving import Sealed
    from consultant_app.desktop.start.setup import Setup
    from consultant_app.desktop.start.start_window import StartWindow
    from consultant_app.desktop.start.unlock_window import UnlockWindow

PRODUCT = "CSR-Kompetenzzentrum Ruhr · Beratung"
SETTINGS_FILE = "window.ini"
COLLECTING_MS = 2_000
"""Between two looks for garbage; none is looked for while the first window is made."""
STANDING_MS = 1_000
"""By then the first page stands, and stays until the end; it is sooner than the first look for garbage."""
FILLING_MS = 250
"""The first page is read in a fraction of that, except from a slow disk."""
OPENING_MS = 300
"""Opening usually takes less; only then is it shown that something is being opened."""


class Application:
    """One run of the window. `folder` holds the workspace, or will."""

    def __init__(self, folder: Path, *, passphrase: str | None, language: Language) -> None:
        self._folder, self._passphrase = folder, passphrase
        self._end: Callable[[Workspace], None] = Workspace.close
        """What becomes of the workspace once its window is closed."""
        running = QApplication.instance()
        self.qt = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
        self.qt.setApplicationName("consultant-app")
        self.qt.setApplicationDisplayName(PRODUCT)
        self._settings = QSettings(str(folder / SETTINGS_FILE), QSettings.Format.IniFormat)
        self._look, self._system_language = stored_look(self._settings), language
        load_translations(self.qt, self._language)
        self._theme = Theme(self.qt, scheme=self._look.scheme, scale=self._look.scale)
        self._ring = FocusRing(self.qt)
        self._tasks = Tasks(self._on_not_opened)
        self._opening = QTimer(self._theme, singleShot=True, interval=OPENING_MS)
        self._opening.timeout.connect(self._show_opening)
        self._lock: UnlockWindow | None = None
        self.desk: Desk | None = None
        self.window: QWidget | None = None
        self._coming: MainWindow | None = None
        collect_by_hand()
        self._collecting = QTimer(self._theme, interval=COLLECTING_MS)
        self._collecting.timeout.connect(collect_what_is_due)
        self._collecting.start()
        self.qt.aboutToQuit.connect(self.close)
        self.qt.commitDataRequest.connect(self._on_session_ending)

    @property
    def _language(self) -> Language:
        return self._look.language or self._system_language

    def start(self) -> None:
        """Opens the workspace beside the interface; then the work is shown, the lock, or the first start."""
        folder, passphrase = self._folder, self._passphrase
        self._tasks.run(
            lambda _: open_workspace(folder, passphrase), self._on_opened, self._on_not_opened, lane=Lane.WRITE
        )
        self._opening.start()
        # Meanwhile the file is opened and its key derived beside this thread, which takes as long as this import.
        import consultant_app.desktop.features  # noqa: F401

    def open_desk(self, workspace: Workspace) -> None:
        """Opens the main window on a workspace."""
        from consultant_app.desktop.features import add_features
        from consultant_app.desktop.trust_keeper import TrustKeeper

        store_look(self._settings, self._look)
        window = MainWindow(PRODUCT, settings=self._settings)
        self.desk = desk = Desk(workspace, Tasks(self._teller(window)), language=self._language)
        window.set_person(workspace.identity.user_name, workspace.identity.partner_name)
        add_features(window, desk)
        self._trust = TrustKeeper(window, desk)
        window.may_close = lambda: may_close(window, desk)
        window.closing.connect(self._on_closing)
        desk.ways.left.connect(self._on_left)
        desk.ways.look_chosen.connect(self._on_look_chosen)
        window.add_entry(QCoreApplication.translate("Application", "Lock"), "Ctrl+L", self.lock)
        self._show_filled(window)

    def _show_filled(self, window: MainWindow) -> None:
        """Shows the work with its first page read, or after a moment without: painting it empty first takes as long."""
        self._opening.stop()
        page = window.current_page
        if self.window is not None or page is None:
            self._show_work(window)
            return
        self._coming = window
        patience = QTimer(window, singleShot=True, interval=FILLING_MS)
        patience.timeout.connect(lambda: self._show_work(window))
        page.filled.connect(patience.stop)
        page.filled.connect(lambda: self._show_work(window))
        patience.start()

    def _show_work(self, window: MainWindow) -> None:
        from consultant_app.actions.idling import IDLE

        if self.desk is None or self.window is window:
            return
        self._coming = None
        self._show(window)
        self._idle = IdleWatch(window.windowHandle(), IDLE, parent=window)
        self._idle.asked.connect(self._on_idle)
        self.desk.rounds.start()

    def close(self) -> None:
        """Closes what is open and ends every job; the program may end then."""
        self._opening.stop()
        for window in (self._lock, self._coming, self.window):
            if window is not None:
                window.close()
        self._lock = self._coming = self.window = None
        self._tasks.shutdown()

    def lock(self) -> None:
        """Hides the work until somebody says again what opens it. Nothing is closed: rounds go on, editors keep all."""
        from consultant_app.desktop.start.unlock_window import UnlockWindow

        if self.desk is None or self._lock is not None or self.window is None:
            return
        self.desk.drafts.seal_all()
        self._idle.pause()
        folder, work = self._folder, self.window
        lock = self._lock = UnlockWindow(
            locked(folder),
            self._language,
            opener=lambda passphrase, code: check_secret(folder, passphrase, code),
        )
        lock.setGeometry(work.geometry())
        lock.setWindowState(work.windowState())
        lock.opened.connect(lambda _: self._unlock(work))
        lock.closed_by_person.connect(lambda: self._give_up(work))
        lock.show()
        work.hide()

    def _unlock(self, work: QWidget) -> None:
        lock, self._lock = self._lock, None
        work.show()
        self._idle.go_on()
        if lock is not None:
            lock.close()

    def _give_up(self, work: QWidget) -> None:
        """The lock was closed: the program ends, with everything secured."""
        self._lock = None
        work.close()

    def _on_idle(self, idle: timedelta) -> None:
        from consultant_app.actions.idling import lock_after

        desk = self.desk
        if desk is not None:
            now = desk.workspace.clock()
            desk.read(
                lambda reader: lock_after(reader, now),
                lambda limit: self.lock() if idle >= limit else None,
                owner=desk,
            )

    def _on_opened(self, outcome: Workspace | Obstacle | None) -> None:
        if isinstance(outcome, Workspace):
            self.open_desk(outcome)
        elif outcome is None:
            self._show_start(None)
        else:
            self._show_obstacle(outcome)

    def _on_not_opened(self, error: Exception) -> None:
        self._show_obstacle(Obstacle(error))

    def _show_obstacle(self, obstacle: Obstacle) -> None:
        from consultant_app.desktop.start.unlock_window import UnlockWindow

        folder = self._folder
        window = UnlockWindow(
            obstacle,
            self._language,
            opener=lambda passphrase, code: Workspace.open(folder, passphrase=passphrase, recovery_code=code),
        )
        window.opened.connect(self.open_desk)
        self._show(window)

    def _show_start(self, answers: "Setup | None") -> None:
        from consultant_app.desktop.start.start_window import StartWindow

        window = StartWindow(
            self._folder, self._language, on_ready=self.open_desk, passphrase=self._passphrase, answers=answers
        )
        window.language_chosen.connect(lambda language: self._change_language(window, language))
        self._show(window)

    def _change_language(self, window: "StartWindow", language: Language) -> None:
        self._look = replace(self._look, language=language)
        load_translations(self.qt, language)
        self._show_start(window.answers)

    def _on_look_chosen(self, look: Look) -> None:
        """Colours change in place; in another language or text size the window is made anew, at the page one was on."""
        before, self._look = (self._language, self._look.scale), look
        self._theme.set_scheme(look.scheme)
        desk, window = self.desk, self.window
        if before == (self._language, look.scale) or desk is None or not isinstance(window, MainWindow):
            return
        if not all_written(desk):
            # The choice is kept for the next start: no look is worth somebody's words.
            return
        page, self.desk = window.current_page, None
        window.closing.disconnect(self._on_closing)
        desk.close(lambda _workspace: None)
        load_translations(self.qt, self._language)
        self._theme.set_scale(look.scale)
        self.open_desk(desk.workspace)
        if page is not None and isinstance(self.window, MainWindow):
            self.window.show_page(page.key)

    def _show_opening(self) -> None:
        from consultant_app.desktop.start.frame import OpeningWindow

        self._show(OpeningWindow())

    def _show(self, window: QWidget) -> None:
        self._opening.stop()
        before, self.window = self.window, window
        if before is not None:
            window.setGeometry(before.geometry())
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()

    def _teller(self, window: MainWindow) -> Callable[[Exception], None]:
        """The one handler for failures that no page took: tells the person, at the top of the window."""

        def tell(error: Exception) -> None:
            bar = MessageBar(error_text(error, self._language), kind=MessageKind.SIGNAL, closable=True)
            window.messages.show_message(bar, key="failure")

        return tell

    def _on_session_ending(self) -> None:
        """The system shuts down or the person logs out: what is typed is written before the answer."""
        if self.desk is not None:
            self.desk.drafts.seal_all()
            self.desk.tasks.drain(timeout_s=5)

    def _on_closing(self) -> None:
        desk, self.desk = self.desk, None
        if self.window is not None:
            # An answer of the server may be under way; nobody should look at a window that stands still.
            self.window.hide()
        if desk is not None:
            desk.close(self._end)

    def _on_left(self, sealed: "Sealed") -> None:
        """The workspace goes with its window."""
        from consultant_app.actions.sync.leaving import wipe_or_keep

        self._end = lambda workspace: wipe_or_keep(workspace, sealed)
        if self.window is not None:
            self.window.close()


def run(folder: Path, *, passphrase: str | None, language: Language) -> int:
    """The window until it is closed; returns the exit code."""
    application = Application(folder, passphrase=passphrase, language=language)
    application.start()
    QTimer.singleShot(STANDING_MS, application.qt, gc.freeze)
    return application.qt.exec()
