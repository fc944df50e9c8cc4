"""The whole window, from its start to its end: nothing on the interface's thread waits, and nothing typed is lost."""

import gc
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consultant_app.actions.sync.leaving import seal_waiting
from consultant_app.changes.change import RecordId
from consultant_app.desktop.application import Application
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.widgets.messages import Step
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.desktop.finding import named, words
from tests.desktop.interface_guard import queries_run_beside_the_interface  # noqa: F401 - a fixture
from tests.desktop.outside_world import interface_left_alone
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.sample_folder import PASSPHRASE
from tests.desktop.typing import type_text
from tests.support.disk import FullDisk, disk  # noqa: F401 - a fixture


@pytest.fixture
def application(qapp: QApplication, folder: Path) -> Iterator[Application]:
    made = Application(folder, passphrase=PASSPHRASE, language="de")
    yield made
    made.close()
    qapp.aboutToQuit.disconnect(made.close)
    qapp.commitDataRequest.disconnect(made._on_session_ending)


def _open(qtbot: QtBot, application: Application) -> MainWindow:
    application.start()
    qtbot.waitUntil(lambda: isinstance(application.window, MainWindow))
    assert isinstance(application.window, MainWindow)
    return application.window


def _settle(qtbot: QtBot, application: Application) -> None:
    assert application.desk is not None
    wait_until_quiet(qtbot, application.desk)


def _first(application: Application, cls: type) -> RecordId:
    with application.desk.workspace.read() as reader:
        return RecordId(reader.all(select(cls).limit(1))[0].id)


def test_start_and_a_tour_through_all_pages_wait_for_nothing(
    qtbot: QtBot, application: Application, folder: Path
) -> None:
    with interface_left_alone(folder):
        window = _open(qtbot, application)
        _settle(qtbot, application)
        for place in window.navigation.keys:
            window.navigation.button(place).click()
            _settle(qtbot, application)
    company, visit, note, plan = (_first(application, cls) for cls in (Company, Visit, Note, ActionPlan))
    with application.desk.workspace.read() as reader:
        plan_of = str(reader.get(ActionPlan, plan).company)
    ways = application.desk.ways
    with interface_left_alone(folder):
        for go in (
            lambda: ways.company.emit(company),
            lambda: ways.visit.emit(visit),
            lambda: ways.plan.emit(plan_of, ""),
            lambda: ways.note.emit(note),
            lambda: ways.preview.emit("visit", visit),
            ways.sync.emit,
            lambda: type_text(window.navigation.search, "maßnahme"),
        ):
            go()
            _settle(qtbot, application)
        application.close()


def test_garbage_is_looked_for_on_the_interfaces_thread_alone(
    qtbot: QtBot, folder: Path, request: pytest.FixtureRequest
) -> None:
    gc.enable()
    application: Application = request.getfixturevalue("application")
    _open(qtbot, application)
    threads: list[threading.Thread] = []
    kept: list[list[list[int]]] = []

    def looked(_phase: str, _info: object) -> None:
        threads.append(threading.current_thread())

    gc.callbacks.append(looked)
    try:
        # Kept, since what goes again at once leaves nothing due.
        application.desk.tasks.run(lambda _: [[number] for number in range(3 * gc.get_threshold()[0])], kept.append)
        _settle(qtbot, application)
        application._collecting.timeout.emit()
    finally:
        gc.callbacks.remove(looked)

    assert set(threads) == {threading.main_thread()}


def test_only_one_undo_bar_answers_what_pages_offer(qtbot: QtBot, application: Application) -> None:
    window = _open(qtbot, application)
    made: list[str] = []
    application.desk.write("Notiz angelegt", lambda writer: str(writer.new(Note(title="Wieder weg")).id), made.append)
    application.desk.tasks.drain()
    application.desk.ways.undo_offered.emit("Notiz angelegt", Step.CHANGED)
    assert len([button for button in window.findChildren(QPushButton) if button.text() == "Rückgängig"]) == 1
    named(window, QPushButton, "Rückgängig").click()
    application.desk.tasks.drain()

    with application.desk.workspace.read() as reader:
        assert reader.find(Note, made[0]) is None


def test_a_window_with_words_that_cannot_be_written_does_not_just_close(
    qtbot: QtBot,
    application: Application,
    disk: FullDisk,  # noqa: F811 - the fixture
) -> None:
    window = _open(qtbot, application)
    note = _first(application, Note)
    disk.is_full = True
    application.desk.drafts.typed(note, "text", "Noch nicht gesichert.", shown=[])

    assert not window.close()
    assert "Ihre letzten Worte sind noch nicht gesichert." in words(window)
    named(window, QPushButton, "Trotzdem schließen").click()
    assert not window.isVisible()


_TYPIST = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from consultant_app.desktop.application import Application
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.widgets.writing import WritingEditor

application = Application(Path(sys.argv[1]), passphrase=sys.argv[2], language="de")
application.start()
typed = 0

def say(what, **facts):
    print(json.dumps({"what": what, **facts}), flush=True)

def editor():
    window = application.window
    if not isinstance(window, MainWindow):
        return None
    found = [one for one in window.findChildren(WritingEditor) if one.accessibleName() == "Text der Notiz"]
    return next((one for one in found if one.isVisible() and one.isEnabled()), None)

def begin():
    if not isinstance(application.window, MainWindow):
        return
    application.desk.ways.note.emit(sys.argv[3])
    if editor() is None:
        return
    waiting.stop()
    QTimer.singleShot(400, type_on)

def type_on():
    application.desk.drafts.saved.connect(lambda _: say("saved", typed=safe()))
    editor().setFocus()
    editor().moveCursor(editor().textCursor().MoveOperation.End)
    typist.start(15)

def safe():
    waits = application.desk.drafts.unwritten
    return editor().text if not waits else ""

def key():
    global typed
    typed += 1
    letter = "äöüß abcdefg"[typed % 12]
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(editor(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    if typed % 40 == 0:
        typist.stop()
        QTimer.singleShot(450, lambda: typist.start(15))

waiting, typist = QTimer(), QTimer()
waiting.timeout.connect(begin)
typist.timeout.connect(key)
waiting.start(50)
application.qt.exec()
"""


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_right_after_saved_loses_nothing_that_was_shown_as_saved(folder: Path, seed: int) -> None:
    workspace = Workspace.open(folder, passphrase=PASSPHRASE)
    with workspace.write("Angelegt") as writer:
        note = RecordId(writer.new(Note(title="Getippt", text="")).id)
    workspace.close()
    command = [sys.executable, "-c", _TYPIST, str(folder), PASSPHRASE, note]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        saved, shown = random.Random(seed).randint(2, 4), ""
        for line in process.stdout:
            shown = json.loads(line)["typed"] or shown
            saved -= bool(shown)
            if not saved:
                break
        process.send_signal(signal.SIGKILL)
        assert shown, process.stderr.read()
    workspace = Workspace.open(folder, passphrase=PASSPHRASE)
    with workspace.read() as reader:
        kept = reader.get(Note, note).text
    workspace.close()

    assert kept.startswith(shown)


def test_leaving_the_device_closes_the_window_and_leaves_no_workspace(
    qtbot: QtBot, application: Application, folder: Path, tmp_path: Path
) -> None:
    _open(qtbot, application)
    _settle(qtbot, application)
    sealed = seal_waiting(application.desk.workspace, tmp_path, password=lambda: "Fördergerüst", with_person=True)
    application.desk.ways.left.emit(sealed)
    qtbot.waitUntil(lambda: not (folder / "workspace.db").exists())
    assert sum(file.changes for file in sealed.files) > 100
    assert not list(folder.glob("keys.json"))
