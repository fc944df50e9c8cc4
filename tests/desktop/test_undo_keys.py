from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from consultant_app.actions.samples.files import sample_id
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.undo_keys import UndoKeys
from consultant_app.desktop.widgets.messages import Step
from consultant_app.domain.company import Company
from consultant_app.workspace.workspace import Workspace
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.typing import type_text

CTRL = Qt.KeyboardModifier.ControlModifier
COMPANY = RecordId(sample_id("C-003"))


def _name(workspace: Workspace) -> str:
    with workspace.read() as reader:
        return reader.get(Company, COMPANY).name


def _renamed(qtbot: QtBot, window: MainWindow, desk: Desk) -> str:
    before = _name(desk.workspace)
    UndoKeys(window, desk)
    with qtbot.waitActive(window):
        window.activateWindow()
    with desk.workspace.write("Name geändert") as writer:
        writer.get(Company, COMPANY).name = "Anders GmbH"
    return before


def test_control_z_takes_back_and_control_y_does_again(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    before = _renamed(qtbot, window, desk)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: _name(desk.workspace) == before)
    qtbot.waitUntil(lambda: bool(window.messages.messages()))
    assert window.messages.messages()[0].accessibleName() == "Zurückgenommen: Name geändert"
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: _name(desk.workspace) == "Anders GmbH")
    desk.tasks.drain()


def test_an_empty_line_lets_the_keys_through_and_a_filled_one_keeps_them(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    before = _renamed(qtbot, window, desk)
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    type_text(line, "x")
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    desk.tasks.drain()
    assert (line.text(), _name(desk.workspace)) == ("", "Anders GmbH")
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: _name(desk.workspace) == before)
    desk.tasks.drain()


def test_with_nothing_to_take_back_the_window_says_so(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    keys = UndoKeys(window, desk)
    keys.undo()
    qtbot.waitUntil(lambda: bool(window.messages.messages()))
    assert window.messages.messages()[0].accessibleName() == "Es gibt nichts zurückzunehmen."


def test_an_offered_undo_takes_the_step_back(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    before = _renamed(qtbot, window, desk)
    desk.ways.undo_offered.emit("Name geändert", Step.CHANGED)
    (bar,) = window.messages.messages()
    assert bar.icon == "pencil"
    assert bar.action_button is not None
    bar.action_button.click()
    qtbot.waitUntil(lambda: _name(desk.workspace) == before)
    desk.tasks.drain()


def test_the_bar_goes_when_taking_back_would_mean_another_step(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    _renamed(qtbot, window, desk)
    desk.ways.undo_offered.emit("Name geändert", Step.CHANGED)
    wait_until_quiet(qtbot, desk)
    assert len(window.messages.messages()) == 1
    desk.write("Noch etwas", lambda writer: str(writer.new(Company(name="Zwei GmbH")).id))
    qtbot.waitUntil(lambda: window.messages.messages() == ())
