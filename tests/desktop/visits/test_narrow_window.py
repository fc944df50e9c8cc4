"""Below 1180 px: the right pane of a visit is a drawer, list and detail take turns. The writing size at any width."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.visits.feature import add_visits
from consultant_app.desktop.visits.visits_page import VisitsPage
from consultant_app.desktop.widgets.writing import WritingEditor
from tests.desktop.visits.driver import Driver

NARROW, WIDE = QSize(1100, 672), QSize(1440, 868)


@pytest.fixture
def narrow(app: Driver) -> Iterator[Driver]:
    app.window.resize(NARROW)
    app.until(lambda: app.window.breakpoint == "narrow")
    yield app
    app.window.resize(WIDE)


def _is_there(app: Driver, name: str) -> bool:
    return any(one.isVisible() for one in app.window.findChildren(QCheckBox) if one.accessibleName() == name)


def test_participants_come_out_of_a_drawer_and_esc_puts_it_back(narrow: Driver) -> None:
    narrow.click("Anlass und Ziel", QPushButton)
    writing = narrow.find("Anlass", QTextEdit)
    writing.setFocus()
    assert not _is_there(narrow, "Anwesend: Emine Deneme")

    narrow.click("Teilnehmende und Vereinbarungen", QPushButton)
    narrow.until(lambda: _is_there(narrow, "Anwesend: Emine Deneme"))
    pane = narrow.page._side
    assert pane.isAncestorOf(narrow.window.focusWidget())
    assert pane.geometry().right() == narrow.page.rect().right()
    narrow.click("Anwesend: Emine Deneme", QCheckBox)
    narrow.until(lambda: any(one.present for one in narrow.stored().attendees))

    narrow.key(Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert narrow.window.focusWidget() is writing
    assert narrow.window.current_page.key == "visit"


def test_a_wider_window_has_the_pane_beside_the_paper_again(narrow: Driver) -> None:
    narrow.click("Teilnehmende und Vereinbarungen", QPushButton)
    narrow.window.resize(WIDE)
    narrow.until(lambda: narrow.window.breakpoint == "wide")
    assert _is_there(narrow, "Anwesend: Emine Deneme")
    assert not narrow.page._bar.people_button.isVisible()
    papers, side = narrow.page.papers, narrow.page._side
    narrow.until(lambda: papers.mapTo(narrow.page, papers.rect().topRight()).x() < side.geometry().left())


def test_the_page_fits_where_a_small_screen_is_scaled(narrow: Driver) -> None:
    assert narrow.window.minimumSizeHint().width() <= 1024


def test_list_and_detail_take_turns_with_a_way_back(narrow: Driver) -> None:
    narrow.window.show_page("visits")
    page = narrow.window._pages["visits"].widget()
    assert isinstance(page, VisitsPage)
    narrow.until(lambda: len(page.list.rows.rows) == 4)
    assert (page.list.isVisible(), page.summary.isVisible()) == (True, False)

    middle = page.list.visualRect(page.list.rows.index(0)).center()
    narrow.qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    narrow.until(page.summary.isVisible)
    assert not page.list.isVisible()

    narrow.qtbot.keyClick(narrow.find("Zur Liste", QPushButton), Qt.Key.Key_Space)
    assert (page.list.isVisible(), page.summary.isVisible()) == (True, False)
    narrow.click("Neuer Besuch", QPushButton)
    narrow.until(page.form.isVisible)
    narrow.click("Nicht planen", QPushButton)
    assert page.list.isVisible()


def test_the_writing_size_is_remembered_over_a_restart(qtbot: QtBot, app: Driver, desk: Desk) -> None:
    app.click("Ausgangslage", QPushButton)
    editor = app.find("Ausgangslage des Unternehmens", WritingEditor)
    before = editor.size_px
    turn = QWheelEvent(
        QPointF(5, 5), editor.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.viewport(), turn)
    assert editor.size_px > before

    again = MainWindow("Beratung", settings=app.window.settings)
    qtbot.addWidget(again)
    again.show()
    add_visits(again, desk)
    driver = Driver(qtbot, again, desk, app.visit)
    desk.ways.visit.emit(app.visit)
    driver.settle()
    driver.click("Umwelt", QPushButton)
    assert driver.find("Notizen zu Umwelt", WritingEditor).size_px == editor.size_px
