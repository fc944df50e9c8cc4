from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consultant_app.desktop.widgets import loading
from consultant_app.desktop.widgets.loading import LoadingRows
from consultant_app.desktop.widgets.messages import (
    EmptyState,
    MessageArea,
    MessageBar,
    MessageKind,
    Step,
    UndoBar,
)


def _area(qtbot: QtBot) -> MessageArea:
    area = MessageArea()
    qtbot.addWidget(area)
    area.show()
    return area


def test_a_message_takes_room_only_while_it_stands(qtbot: QtBot) -> None:
    area = _area(qtbot)
    bar = area.show_message(MessageBar("Abgeglichen", kind=MessageKind.DONE, closable=True))
    assert area.messages() == (bar,)
    bar.close_bar()
    assert area.messages() == ()
    assert not area.isVisible()


def test_a_message_with_the_same_key_replaces_the_one_before(qtbot: QtBot) -> None:
    area = _area(qtbot)
    area.show_message(MessageBar("Kein Netz.", "Sie arbeiten auf diesem Gerät weiter."), key="sync")
    newer = area.show_message(MessageBar("Abgleich unterbrochen", kind=MessageKind.SIGNAL), key="sync")
    assert area.messages() == (newer,)
    area.clear_message("sync")
    assert area.messages() == ()


def test_the_newest_message_stands_on_top(qtbot: QtBot) -> None:
    area = _area(qtbot)
    older = area.show_message(MessageBar("Eins"))
    newer = area.show_message(MessageBar("Zwei"))
    assert area.messages() == (newer, older)


def test_undo_is_offered_and_then_the_bar_goes(qtbot: QtBot) -> None:
    area = _area(qtbot)
    bar = area.show_undo("Maßnahme M-2 gelöscht", Step.DELETED)
    assert bar.action_button is not None
    assert bar.action_button.text() == "Rückgängig"
    with qtbot.waitSignal(bar.undone):
        qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert area.messages() == ()


def test_undo_is_offered_for_ten_seconds(qtbot: QtBot) -> None:
    bar = UndoBar("Maßnahme M-2 gelöscht", Step.DELETED)
    qtbot.addWidget(bar)
    assert bar._timer.interval() == 10_000
    with qtbot.waitSignal(bar.closed), qtbot.assertNotEmitted(bar.undone):
        bar._timer.start(0)


def test_a_message_says_all_of_itself(qtbot: QtBot) -> None:
    bar = MessageBar("Kein Netz.", "Sie arbeiten auf diesem Gerät weiter.")
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "Kein Netz. Sie arbeiten auf diesem Gerät weiter."
    bar.set_message("Verbunden.")
    assert bar.accessibleName() == "Verbunden."


def test_the_one_action_of_an_empty_state_is_a_button(qtbot: QtBot) -> None:
    state = EmptyState("Noch keine Maßnahmen", icon="list-check", action="Maßnahme hinzufügen")
    qtbot.addWidget(state)
    state.show()
    assert state.action_button is not None
    with qtbot.waitSignal(state.action_triggered):
        qtbot.keyClick(state.action_button, Qt.Key.Key_Space)


def test_nothing_is_said_about_loading_before_three_hundred_milliseconds(qtbot: QtBot) -> None:
    rows = LoadingRows()
    qtbot.addWidget(rows)
    rows.start("41 Unternehmen werden geladen")
    assert rows._timer.interval() == loading.LOADING_MS == 300
    blank = rows.grab().toImage()
    qtbot.waitUntil(lambda: not rows._timer.isActive())
    assert rows.grab().toImage() != blank
    assert rows.accessibleName() == "41 Unternehmen werden geladen"
    rows.stop()
    assert not rows.isVisible()


def test_a_bar_that_was_closed_is_deleted(qtbot: QtBot) -> None:
    area = _area(qtbot)
    bar = area.show_message(MessageBar("Eins"))
    bar.close_bar()
    qtbot.waitUntil(lambda: not isValid(bar))
