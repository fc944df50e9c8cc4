import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.checks import CheckBox, RadioButton
from consultant_app.desktop.widgets.choices import FilterChip, SegmentedControl
from consultant_app.desktop.widgets.stepper import Stepper
from consultant_app.desktop.widgets.tabs import TabBar

_NAME = QAccessible.Text.Name


def spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(_NAME)


@pytest.mark.parametrize("kind", ["primary", "plain", "quiet", "link", "danger"])
def test_a_button_of_every_kind_says_its_text_and_is_tall_enough(qtbot: QtBot, kind: str) -> None:
    button = Button("Besuch beginnen", kind, icon="writing")
    qtbot.addWidget(button)
    assert spoken(button) == "Besuch beginnen"
    assert button.sizeHint().height() >= 40


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_button_is_pressed_from_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("Beenden")
    qtbot.addWidget(button)
    button.setAutoDefault(True)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_button_without_text_needs_a_name_and_shows_it_as_tooltip(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="name"):
        Button(icon="plus")
    button = icon_button("plus", "Person hinzufügen")
    qtbot.addWidget(button)
    assert (spoken(button), button.toolTip()) == ("Person hinzufügen", "Person hinzufügen")
    assert button.sizeHint().width() >= 40


def test_new_words_of_a_button_are_its_new_name(qtbot: QtBot) -> None:
    button = Button("Drucken", name="Protokoll drucken")
    qtbot.addWidget(button)
    button.set_text("2 Exemplare drucken")
    assert spoken(button) == "2 Exemplare drucken"


def _views(qtbot: QtBot) -> SegmentedControl:
    views = SegmentedControl("Ansicht", [("table", "Tabelle"), ("board", "Tafel"), ("time", "Zeitstrahl")])
    qtbot.addWidget(views)
    views.show()
    return views


def test_a_segment_is_chosen_with_the_arrow_keys(qtbot: QtBot) -> None:
    views = _views(qtbot)
    views.button("table").setFocus()
    with qtbot.waitSignal(views.chosen) as chosen:
        qtbot.keyClick(views.button("table"), Qt.Key.Key_Right)
    assert chosen.args == ["board"]
    assert views.choice == "board"


def test_choosing_a_segment_from_code_is_silent(qtbot: QtBot) -> None:
    views = _views(qtbot)
    with qtbot.assertNotEmitted(views.chosen):
        views.set_choice("time")
    assert views.choice == "time"
    assert spoken(views) == "Ansicht"


def test_a_chip_is_switched_by_the_space_bar_and_says_its_count(qtbot: QtBot) -> None:
    chip = FilterChip("Überfällig", removable=True)
    qtbot.addWidget(chip)
    chip.show()
    chip.set_count(1, flagged=True)
    narrow = chip.sizeHint().width()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.sizeHint().width() > narrow
    assert (spoken(chip), chip.accessibleDescription()) == ("Überfällig", "1")


@pytest.mark.parametrize("kind", [CheckBox, RadioButton])
def test_a_mark_without_text_is_forty_pixels_to_hit(qtbot: QtBot, kind: type[CheckBox | RadioButton]) -> None:
    mark = kind(name="Sabine Tilgner anwesend")
    qtbot.addWidget(mark)
    mark.resize(mark.sizeHint())
    mark.show()
    assert (mark.width(), mark.height()) >= (40, 40)
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert mark.isChecked()
    assert spoken(mark) == "Sabine Tilgner anwesend"


def test_a_stepper_counts_by_keys_and_buttons_and_stops_at_its_ends(qtbot: QtBot) -> None:
    stepper = Stepper("Exemplare", value=2, minimum=1, maximum=3)
    qtbot.addWidget(stepper)
    stepper.show()
    with qtbot.waitSignal(stepper.value_changed):
        qtbot.keyClick(stepper._spin, Qt.Key.Key_Up)
    assert stepper.value == 3
    assert not stepper._more.isEnabled()
    qtbot.mouseClick(stepper._fewer, Qt.MouseButton.LeftButton)
    assert stepper.value == 2
    names = [spoken(widget) for widget in (stepper._spin, stepper._fewer, stepper._more)]
    assert names == ["Exemplare", "Exemplare: weniger", "Exemplare: mehr"]


def test_tabs_say_their_words_without_the_count_and_turn_by_keys(qtbot: QtBot) -> None:
    tabs = TabBar("Bereiche")
    qtbot.addWidget(tabs)
    tabs.add_tab("overview", "Übersicht")
    tabs.add_tab("visits", "Besuche", 3)
    tabs.show()
    tabs.set_count("visits", 4)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.current_key == "visits"
    interface = QAccessible.queryAccessibleInterface(tabs)
    assert interface.child(1).text(_NAME) == "Besuche"
    with pytest.raises(KeyError):
        tabs.set_current_key("missing")
