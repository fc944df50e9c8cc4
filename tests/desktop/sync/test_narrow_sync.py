"""The page Abgleich below 1180 px: the list has the page, and what is to be decided comes out of a drawer."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.sync.conflict_panel import ConflictPanel
from consultant_app.desktop.widgets.checks import RadioButton
from consultant_app.desktop.widgets.rows import RowList
from tests.desktop.finding import named
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.sync.conftest import Pair, sync_now
from tests.desktop.tour import over_the_edge, words_cut_off

NARROW, WIDE = QSize(1100, 700), QSize(1440, 868)


@pytest.fixture
def narrow(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> Iterator[MainWindow]:
    """With a conflict that has just come."""
    with qtbot.waitActive(page):
        page.activateWindow()
    page.resize(NARROW)
    qtbot.waitUntil(lambda: page.breakpoint == "narrow")
    pair.both_edit(mine={"due_on": date(2026, 9, 30)}, theirs={"due_on": date(2026, 10, 31)})
    sync_now(qtbot, desk)
    yield page
    page.resize(WIDE)


def _open_first(qtbot: QtBot, window: MainWindow) -> ConflictPanel:
    rows = named(window, RowList, "Zu entscheiden")
    middle = rows.visualRect(rows.rows.index(0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    panel = window.findChild(ConflictPanel)
    qtbot.waitUntil(panel.isVisible)
    return panel


def test_a_conflict_comes_out_of_a_drawer_whole_and_goes_back(qtbot: QtBot, narrow: MainWindow) -> None:
    assert not narrow.findChild(ConflictPanel).isVisible()
    panel = _open_first(qtbot, narrow)
    controls = [one for kind in (QPushButton, RadioButton) for one in panel.findChildren(kind) if one.isVisible()]
    problems = [words_cut_off(one) or over_the_edge(one, narrow) for one in controls]
    assert controls
    assert [problem for problem in problems if problem] == []
    assert panel.isAncestorOf(QApplication.focusWidget())

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert narrow.current_page.key == "sync"
    qtbot.mouseClick(named(narrow, QPushButton, "Entscheiden"), Qt.MouseButton.LeftButton)
    assert panel.isVisible()


def test_the_drawer_goes_with_the_last_conflict(qtbot: QtBot, narrow: MainWindow, pair: Pair) -> None:
    panel = _open_first(qtbot, narrow)
    mark = next(one for one in panel.findChildren(RadioButton) if one.accessibleName().endswith("31.10.2026"))
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(narrow, QPushButton, "Ergebnis übernehmen"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert not pair.mine.conflicts()
    assert not [one for one in narrow.findChildren(QPushButton) if one.isVisible() and one.text() == "Entscheiden"]


def test_the_way_from_another_page_opens_the_conflict(qtbot: QtBot, narrow: MainWindow, desk: Desk, pair: Pair) -> None:
    desk.ways.conflicts.emit(pair.measure)
    panel = narrow.findChild(ConflictPanel)
    qtbot.waitUntil(panel.isVisible)
    assert panel.record_id == pair.measure


def test_in_a_wide_window_it_stands_beside_the_list_again(qtbot: QtBot, narrow: MainWindow, desk: Desk) -> None:
    panel = _open_first(qtbot, narrow)
    rows = named(narrow, RowList, "Zu entscheiden")
    narrow.resize(WIDE)
    qtbot.waitUntil(lambda: narrow.breakpoint == "wide")
    wait_until_quiet(qtbot, desk)
    assert panel.isVisible()
    edge = rows.mapTo(narrow, rows.rect().topRight()).x()
    qtbot.waitUntil(lambda: edge < panel.mapTo(narrow, panel.rect().topLeft()).x())
