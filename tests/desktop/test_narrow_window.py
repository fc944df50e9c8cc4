"""Below 1180 px what stands at the right is a drawer, on every page alike, and nothing is cut off."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.measures.right_pane import RightPane
from consultant_app.desktop.preview.print_pane import PrintPane
from consultant_app.desktop.today.side_cards import RecentCard
from tests.desktop.finding import named
from tests.desktop.tour import SIGNED, Tour, over_the_edge, words_cut_off

NARROW, WIDE = QSize(1100, 700), QSize(1440, 868)


@pytest.fixture
def narrow(qtbot: QtBot, desk: Desk, window: MainWindow) -> Iterator[Tour]:
    with qtbot.waitActive(window):
        window.activateWindow()
    tour = Tour(qtbot, desk, window)
    window.resize(NARROW)
    qtbot.waitUntil(lambda: window.breakpoint == "narrow")
    yield tour
    window.resize(WIDE)


def _go(tour: Tour, page: str) -> None:
    if page == "preview":
        tour.desk.ways.preview.emit("visit", SIGNED)
    else:
        tour.window.show_page(page)
    tour.settle()


def _press(qtbot: QtBot, tour: Tour, name: str) -> QPushButton:
    button = named(tour.window, QPushButton, name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return button


def _is_seen_whole(widget: QWidget, tour: Tour) -> bool:
    return widget.isVisible() and over_the_edge(widget, tour.window) == ""


@pytest.mark.parametrize(
    ("page", "button", "content"),
    [("today", "Was wartet", RecentCard), ("preview", "Druckoptionen", PrintPane), ("measures", "Matrix", RightPane)],
)
def test_what_stands_at_the_right_comes_out_of_a_drawer_and_goes_back(
    qtbot: QtBot, narrow: Tour, page: str, button: str, content: type[QWidget]
) -> None:
    _go(narrow, page)
    found = narrow.window.findChild(content)
    assert not found.isVisible()

    opener = _press(qtbot, narrow, button)
    assert _is_seen_whole(found, narrow)
    assert opener.isVisible(), "what opened it closes it"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not found.isVisible()
    assert narrow.window.current_page.key == page
    assert _press(qtbot, narrow, button) is opener
    _press(qtbot, narrow, button)
    assert not found.isVisible()

    narrow.window.resize(WIDE)
    qtbot.waitUntil(lambda: narrow.window.breakpoint == "wide")
    assert found.isVisible()
    assert not opener.isVisible()


@pytest.mark.parametrize("key", ["today", "preview", "measures", "sync"])
def test_no_word_is_cut_off(narrow: Tour, key: str) -> None:
    _go(narrow, key)
    problems = [words_cut_off(one) for one in narrow.shown()]
    problems += [over_the_edge(one, narrow.window) for one in narrow.controls()]
    assert [problem for problem in problems if problem] == []
