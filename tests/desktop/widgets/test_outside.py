"""A screen reader or a script ticks, chooses and writes without a click or a key; it counts as done by hand."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.choices import FilterChip, SegmentedControl
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.desktop.widgets.rows import Row, RowList
from tests.desktop.typing import type_text


def _interface(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def _toggle(interface: QAccessibleInterface) -> None:
    interface.actionInterface().doAction(QAccessibleActionInterface.toggleAction())


def _checkable_button() -> Button:
    made = Button("Kundenansicht")
    made.setCheckable(True)
    return made


@pytest.mark.parametrize("make", [lambda: CheckBox("anwesend"), lambda: FilterChip("Meine"), _checkable_button])
def test_a_tick_from_outside_is_a_click_and_one_by_the_program_is_none(qtbot: QtBot, make: type[QPushButton]) -> None:
    button = make()
    qtbot.addWidget(button)
    heard: list[bool] = []
    button.clicked.connect(lambda on: heard.append(on))  # noqa: PLW0108 - Qt counts its arguments
    button.setChecked(True)
    assert heard == []
    _toggle(_interface(button))
    assert heard == [False]
    button.click()
    assert heard == [False, True]


def test_one_of_several_chosen_from_outside_is_said_once(qtbot: QtBot) -> None:
    control = SegmentedControl("Ansicht", [("table", "Tabelle"), ("board", "Tafel"), ("time", "Zeitstrahl")])
    qtbot.addWidget(control)
    heard: list[str] = []
    control.chosen.connect(heard.append)
    control.set_choice("board")
    _toggle(_interface(control.button("time")))
    assert heard == ["time"]
    assert control.choice == "time"


def test_a_text_from_outside_is_as_good_as_typed(qtbot: QtBot) -> None:
    line = TextLine()
    qtbot.addWidget(line)
    heard: list[str] = []
    line.textEdited.connect(heard.append)
    line.setText("LED")
    _interface(line).editableTextInterface().insertText(3, "-Umrüstung")
    type_text(line, "!")
    line.clear()
    assert heard == ["LED-Umrüstung", "LED-Umrüstung!"]


def test_a_row_chosen_from_outside_becomes_the_current_one(qtbot: QtBot) -> None:
    rows = RowList("Besuche", open_on_click=True)
    qtbot.addWidget(rows)
    rows.set_rows([Row("a", "Bäckerei"), Row("b", "Gießerei")])
    rows.choose("a")
    chosen: list[str] = []
    opened: list[str] = []
    rows.row_chosen.connect(chosen.append)
    rows.row_opened.connect(opened.append)
    _toggle(_interface(rows).child(1))
    assert (rows.current_id, chosen, opened) == ("b", ["b"], ["b"])


def test_an_entry_chosen_from_outside_is_a_choice_by_hand(qtbot: QtBot) -> None:
    combo = ComboBox("Art", [("Erstgespräch", "first"), ("Folgebesuch", "follow_up")])
    qtbot.addWidget(combo)
    heard: list[object] = []
    combo.value_chosen.connect(heard.append)
    combo.set_value("follow_up")
    assert heard == []
    _toggle(_interface(combo).child(0).child(0))
    assert (combo.value, heard) == ("first", ["first"])
