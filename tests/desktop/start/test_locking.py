"""Locking hides the work without ending it; idling locks by itself, later while a visit is running."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.idling import AT_THE_TABLE, IDLE, lock_after
from consultant_app.changes.change import RecordId
from consultant_app.desktop.application import Application
from consultant_app.desktop.idle_watch import IdleWatch
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Clock, Visit
from consultant_app.workspace.workspace import Workspace
from tests.desktop.finding import named, words
from tests.desktop.start.conftest import PASSPHRASE, Starter, reopened
from tests.desktop.typing import type_text

NOW = datetime(2026, 5, 19, 10, 42, tzinfo=UTC)


def _unlock(qtbot: QtBot, window: QWidget, passphrase: str) -> None:
    line = named(window, QLineEdit, "Passphrase")
    line.clear()
    type_text(line, passphrase)
    button = named(window, QPushButton, "Entsperren")
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _add(application: Application, record: Note | Visit) -> RecordId:
    assert application.desk is not None
    made: list[RecordId] = []
    application.desk.write("Angelegt", lambda writer: RecordId(writer.new(record).id), made.append)
    application.desk.tasks.drain()
    return made[0]


def test_the_key_hides_the_work_and_the_passphrase_brings_it_back(
    qtbot: QtBot, start: Starter, made: str, folder: Path
) -> None:
    application = start(PASSPHRASE)
    work, desk = application.window, application.desk
    note = _add(application, Note(title="Förderung"))
    desk.drafts.typed(note, "text", "Eben getippt.", shown=[])
    QTest.keyClick(work.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    lock = application._lock
    assert lock is not None
    assert lock.isVisible()
    assert not work.isVisible()
    assert "ist gesperrt" in words(lock)
    _unlock(qtbot, lock, "falsch geraten")
    qtbot.waitUntil(lambda: "öffnet sich der Arbeitsbereich nicht" in words(lock))
    _unlock(qtbot, lock, PASSPHRASE)
    qtbot.waitUntil(work.isVisible)

    assert application.window is work, "locking is not logging out"
    assert application.desk is desk
    application.close()
    workspace = reopened(folder)
    with workspace.read() as reader:
        assert reader.get(Note, note).text == "Eben getippt."
    workspace.close()


def test_the_menu_of_the_person_locks_as_well(qtbot: QtBot, start: Starter, made: str) -> None:
    application = start(PASSPHRASE)
    qtbot.mouseClick(named(application.window, QPushButton, "Menü von Katrin Albers"), Qt.MouseButton.LeftButton)
    menu = next(menu for menu in application.window.findChildren(QMenu) if menu.isVisible())
    lock = next(entry for entry in menu.actions() if entry.text() == "Sperren\tStrg+L")
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(lock).center())

    assert application._lock is not None


def test_giving_up_at_the_lock_ends_the_program_with_everything_kept(
    qtbot: QtBot, start: Starter, made: str, folder: Path
) -> None:
    application = start(PASSPHRASE)
    note = _add(application, Note(title="Förderung"))
    application.desk.drafts.typed(note, "text", "Eben getippt.", shown=[])
    application.lock()
    application._lock.close()

    assert application.desk is None
    workspace = reopened(folder)
    with workspace.read() as reader:
        assert reader.get(Note, note).text == "Eben getippt."
    workspace.close()


def test_nobody_at_the_window_locks_it(qtbot: QtBot, start: Starter, made: str) -> None:
    application = start(PASSPHRASE)
    application._idle.asked.emit(IDLE)

    qtbot.waitUntil(lambda: application._lock is not None)


def test_a_running_visit_is_not_locked_after_five_minutes_but_after_thirty(
    qtbot: QtBot, start: Starter, made: str
) -> None:
    application = start(PASSPHRASE)
    _add(application, Visit(company="c" * 32, clock=Clock(application.desk.workspace.clock())))
    application._idle.asked.emit(IDLE)
    application.desk.tasks.drain()
    assert application._lock is None
    application._idle.asked.emit(AT_THE_TABLE)

    qtbot.waitUntil(lambda: application._lock is not None)


def test_a_hand_on_the_window_starts_the_time_anew(qtbot: QtBot) -> None:
    window, now_ms, asked = QWidget(), [0], []
    qtbot.addWidget(window)
    window.show()
    watch = IdleWatch(window.windowHandle(), IDLE, elapsed_ms=lambda: now_ms[0], parent=window)
    watch.asked.connect(asked.append)
    now_ms[0] = 299_000
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    now_ms[0] = 310_000
    watch.look()
    assert asked == []
    now_ms[0] = 600_000
    watch.look()
    watch.look()

    assert asked == [timedelta(seconds=301)]


def test_a_clock_that_nobody_stopped_yesterday_keeps_nothing_open(workspace: Workspace) -> None:
    with workspace.write("Angelegt") as writer:
        writer.new(Visit(company="c" * 32, clock=Clock(NOW - timedelta(hours=20))))
    with workspace.read() as reader:
        assert lock_after(reader, NOW) == IDLE
