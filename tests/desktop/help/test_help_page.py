"""F1 opens the help within the window, with the keys of the screen first; every key it names exists."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.help.keys import screens
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.widgets.labels import KeyHint, SectionHeading
from tests.desktop.finding import words
from tests.desktop.tour import SIGNED, Tour

ELSEWHERE = {"Esc", "Space", "Return", "F2", "Del", "Ctrl+L"}
"""Keys that lists, tables and pages take as they come; the lock is the application's."""


@pytest.fixture
def tour(qtbot: QtBot, desk: Desk, window: MainWindow) -> Tour:
    with qtbot.waitActive(window):
        window.activateWindow()
    return Tour(qtbot, desk, window)


def _titles(tour: Tour) -> list[str]:
    return [one._title.text() for one in tour.window.findChildren(SectionHeading) if one.isVisible()]


def test_the_keys_of_the_screen_one_was_on_come_first_and_esc_leads_back(tour: Tour, qtbot: QtBot) -> None:
    tour.window.show_page("notes")
    tour.settle()
    tour.press("F1")
    assert tour.window.current_page.key == "help"
    assert _titles(tour)[:2] == ["Die zwei Punkte", "Notizen"]
    assert "auf diesem Gerät gesichert, wartet auf Abgleich" in words(tour.window)
    assert "Strg+K" in {hint.text() for hint in tour.window.findChildren(KeyHint) if hint.isVisible()}
    tour.press("F1")
    qtbot.keyClick(tour.window.focusWidget() or tour.window, Qt.Key.Key_Escape)
    assert tour.window.current_page.key == "notes"


def test_the_help_stays_closed_while_a_client_looks(tour: Tour) -> None:
    tour.desk.ways.visit.emit(SIGNED)
    tour.settle()
    tour.desk.ways.client_view.emit(True)
    tour.press("F1")
    assert tour.window.current_page.key == "visit"
    assert "Die Hilfe ist in der Kundenansicht zu." in words(tour.window)


def test_every_shortcut_that_the_help_names_is_there(tour: Tour) -> None:
    for _ in tour.everything():
        pass
    bound = {shortcut.key().toString() for shortcut in tour.window.findChildren(QShortcut)}
    named = {QKeySequence(keys).toString() for screen in screens() for keys, _ in screen.keys}
    by_events = {QKeySequence(keys).toString() for keys in ELSEWHERE}
    assert named - by_events - bound == set()
