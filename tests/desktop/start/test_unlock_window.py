"""A workspace that does not open by itself: why is said in words, and only what can help is asked for."""

import json
import os
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2 as sqlcipher

from consultant_app.desktop.application import Application
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.start import wrong_tries
from consultant_app.desktop.start.unlock_window import UnlockWindow
from consultant_app.desktop.start.wrong_tries import pause_after
from consultant_app.workspace import keys
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.files import DATABASE_FILE
from tests.desktop.finding import named, words
from tests.desktop.start.conftest import PASSPHRASE, Starter
from tests.desktop.typing import type_text
from tests.support.keyrings import KeyringSession


def _unlock(qtbot: QtBot, application: Application, secret: str, *, field: str = "Passphrase") -> None:
    line = named(application.window, QLineEdit, field)
    line.clear()
    type_text(line, secret)
    button = named(application.window, QPushButton, "Entsperren")
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _is_open(application: Application) -> bool:
    return isinstance(application.window, MainWindow)


def test_the_passphrase_opens_the_work(qtbot: QtBot, start: Starter, made: str) -> None:
    application = start()
    assert isinstance(application.window, UnlockWindow)
    _unlock(qtbot, application, PASSPHRASE)

    qtbot.waitUntil(lambda: _is_open(application))


def test_the_recovery_code_opens_the_work(qtbot: QtBot, start: Starter, made: str) -> None:
    application = start()
    qtbot.mouseClick(named(application.window, QPushButton, "Wiederherstellungscode"), Qt.MouseButton.LeftButton)
    _unlock(qtbot, application, made.lower(), field="Wiederherstellungscode")

    qtbot.waitUntil(lambda: _is_open(application))


def test_a_given_passphrase_asks_nobody(start: Starter, made: str) -> None:
    assert _is_open(start(PASSPHRASE))


def test_a_wrong_passphrase_is_said_at_the_field_and_slows_down(
    qtbot: QtBot, start: Starter, made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = start()
    # The seconds are counted down by hand below: on a busy machine they could be over before they are looked at.
    (tick,) = [timer for timer in application.window.findChildren(QTimer) if timer.interval() == 1000]
    tick.setInterval(3_600_000)
    button = named(application.window, QPushButton, "Entsperren")
    for _ in range(wrong_tries.FREE_TRIES):
        _unlock(qtbot, application, "falsch geraten")
        qtbot.waitUntil(lambda: "öffnet sich der Arbeitsbereich nicht" in words(application.window))
        qtbot.waitUntil(button.isEnabled)
    _unlock(qtbot, application, "falsch geraten")
    qtbot.waitUntil(lambda: "Nächster Versuch in 2 Sekunden." in words(application.window))

    assert not button.isEnabled()
    assert named(application.window, QLineEdit, "Passphrase").text() == "falsch geraten"
    for _ in range(2):
        tick.timeout.emit()
    _unlock(qtbot, application, PASSPHRASE)
    qtbot.waitUntil(lambda: _is_open(application))


def test_pauses_grow_and_stay_bearable() -> None:
    assert [pause_after(wrong) for wrong in range(1, 9)] == [0, 0, 2, 4, 8, 16, 30, 30]


def test_a_mistyped_recovery_code_is_no_wrong_try(qtbot: QtBot, start: Starter, made: str) -> None:
    application = start()
    qtbot.mouseClick(named(application.window, QPushButton, "Wiederherstellungscode"), Qt.MouseButton.LeftButton)
    for _ in range(4):
        _unlock(qtbot, application, made[:-1], field="Wiederherstellungscode")
        qtbot.waitUntil(lambda: "ein Zeichen anders" in words(application.window))

    assert "Nächster Versuch" not in words(application.window)


def test_a_workspace_of_a_newer_version_asks_for_nothing(qtbot: QtBot, start: Starter, made: str, folder: Path) -> None:
    database = Database(folder / DATABASE_FILE, keys.unlock(folder, passphrase=PASSPHRASE))
    with database.writing() as connection:
        cursor_of(connection).execute("PRAGMA user_version = 9999")
    database.close()
    application = start(PASSPHRASE)

    assert "neueren Fassung" in words(application.window)
    assert not named(application.window, QLineEdit, "Passphrase").isVisible()
    assert named(application.window, QPushButton, "Noch einmal versuchen").isVisible()


def test_a_write_protected_folder_is_named_with_what_to_do(
    start: Starter, made: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is on a disk that is mounted for reading only; `tests/cli/test_write_protected` has a real one."""

    def refused(*_: object) -> NoReturn:
        raise sqlcipher.OperationalError("unable to open database file")

    monkeypatch.setitem(Database.__init__.__kwdefaults__, "connect", refused)  # type: ignore[index,arg-type]
    monkeypatch.setattr(os, "access", lambda *_: False)
    application = start(PASSPHRASE)
    seen = words(application.window)
    assert f"Der Ordner {folder} ist schreibgeschützt" in seen
    assert "Ihre Daten sind unverändert" in seen
    assert not named(application.window, QLineEdit, "Passphrase").isVisible()
    assert named(application.window, QPushButton, "Noch einmal versuchen").isVisible()


def test_a_key_file_of_a_newer_version_asks_for_nothing(start: Starter, made: str, folder: Path) -> None:
    path = folder / keys.FILE_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 99}))
    application = start()

    assert "neueren Fassung" in words(application.window)
    assert not named(application.window, QPushButton, "Entsperren").isVisible()


def test_a_damaged_key_file_is_named(start: Starter, made: str, folder: Path) -> None:
    (folder / keys.FILE_NAME).write_text("{")

    assert "Schlüsseldatei" in words(start().window)


_LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from consultant_app.desktop.application import Application
application = Application(Path(sys.argv[1]), passphrase=None, language="de")
application.start()
def look():
    if application.window is None or not application.window.isVisible():
        return
    if type(application.window).__name__ == "OpeningWindow":
        return
    timer.stop()
    print(type(application.window).__name__)
    for kind in (QLabel, QPushButton):
        print(*(one.text() for one in application.window.findChildren(kind) if one.isVisible()), sep="\\n")
    application.close()
    application.qt.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
application.qt.exec()
"""
_MAKE = """
from pathlib import Path
from consultant_app.actions.sync.setting_up import create_alone
create_alone(Path({folder!r}), "EN", "Katrin Albers", passphrase=None)[0].close()
"""
_EMPTY = """
import secretstorage
connection = secretstorage.dbus_init()
for item in list(secretstorage.get_default_collection(connection).get_all_items()):
    item.delete()
"""


def _look(session: KeyringSession, folder: Path) -> str:
    done = session.python(f"import sys\nsys.argv = ['', {str(folder)!r}]\n{_LOOK}")
    assert done.returncode == 0, done.stderr
    return done.stdout


def _make(session: KeyringSession, folder: Path) -> None:
    done = session.python(_MAKE.format(folder=str(folder)))
    assert done.returncode == 0, done.stderr


def test_a_real_keyring_opens_the_work_by_itself(keyring_daemon: KeyringSession, folder: Path) -> None:
    _make(keyring_daemon, folder)

    assert "MainWindow" in _look(keyring_daemon, folder)


def test_an_emptied_keyring_is_named_and_the_recovery_code_asked_for(
    keyring_daemon: KeyringSession, folder: Path
) -> None:
    _make(keyring_daemon, folder)
    assert keyring_daemon.python(_EMPTY).returncode == 0
    seen = _look(keyring_daemon, folder)

    assert "enthält den Schlüssel nicht mehr" in seen
    assert "Wiederherstellungscode" in seen
    assert "Passphrase\n" not in seen, "this workspace has none"


def test_a_locked_keyring_is_not_an_empty_one(keyring_daemon: KeyringSession, folder: Path) -> None:
    _make(keyring_daemon, folder)
    keyring_daemon.lock()
    seen = _look(keyring_daemon, folder)

    assert "verschlossen" in seen
    assert "Noch einmal versuchen" in seen
