"""What the server did not take in the window: read, put elsewhere, kept, sent again. Much is deleted only when said."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from consultant_app.actions.sync.exchange_reading import look_into
from consultant_app.actions.sync.rounds import sync
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.sync.feature import add_sync
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.domain.visit import Visit
from consultant_app.server.rights import Role
from tests.desktop.finding import named, words
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.sync.conftest import Pair, sync_now
from tests.desktop.sync.test_exchange_page import AnsweringDialogs, press
from tests.support.laptops import add, delete, every
from tests.support.partner_server import PartnerServer


@pytest.fixture
def dialogs() -> AnsweringDialogs:
    return AnsweringDialogs()


@pytest.fixture
def page(qtbot: QtBot, pair: Pair, desk: Desk, window: MainWindow, dialogs: AnsweringDialogs) -> MainWindow:
    add_sync(window, desk, dialogs=dialogs, find_sticks=tuple)
    window.show_page("sync")
    wait_until_quiet(qtbot, desk)
    return window


def open_first(qtbot: QtBot, desk: Desk, page: MainWindow) -> None:
    kept = named(page, RowList, "Zurückgestellt")
    qtbot.waitUntil(lambda: kept.isVisible() and bool(kept.rows.rows))
    qtbot.mouseClick(kept.viewport(), Qt.MouseButton.LeftButton, pos=kept.visualRect(kept.model().index(0, 0)).center())
    wait_until_quiet(qtbot, desk)


def lose_the_right(qtbot: QtBot, pair: Pair, desk: Desk, server: PartnerServer) -> None:
    add(pair.mine, Visit(company=pair.company, goal="Erstgespräch am Standort"))
    server.change_roles("k@en", Role.OFFICE)
    wait_until_quiet(qtbot, desk)
    sync_now(qtbot, desk)


def test_set_aside_work_is_read_kept_and_put_elsewhere(
    qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, server: PartnerServer, dialogs: AnsweringDialogs,
    tmp_path: Path,
) -> None:  # fmt: skip
    lose_the_right(qtbot, pair, desk, server)
    open_first(qtbot, desk, page)
    assert "Sie dürfen dort nicht mehr schreiben. Ihr Text bleibt auf diesem Gerät erhalten." in words(page)
    assert "Erstgespräch am Standort" in words(page)

    dialogs.answer = tmp_path / "beiseite.txt"
    press(qtbot, desk, page, "Als Text sichern")
    assert "Erstgespräch am Standort" in dialogs.answer.read_text(encoding="utf-8")
    dialogs.answer = tmp_path / "beiseite.csrx"
    named(page, QLineEdit, "Kennwort für die Austauschdatei").setText("Fördergerüst")
    press(qtbot, desk, page, "Als Austauschdatei sichern")
    assert look_into(pair.theirs, dialogs.answer, "Fördergerüst").new == 1

    space = named(page, ComboBox, "Ablegen in")
    [place] = [at for at in range(space.count()) if space.itemText(at) == "Büro der eigenen Organisation"]
    space.setCurrentIndex(place)
    press(qtbot, desk, page, "Dort ablegen")
    assert [visit.goal for visit in every(pair.mine, Visit)] == ["Erstgespräch am Standort"]
    assert pair.mine.status().set_aside == 0
    assert not named(page, QPushButton, "Dort ablegen").isVisible()


def test_one_thing_is_sent_again(qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, server: PartnerServer) -> None:
    lose_the_right(qtbot, pair, desk, server)
    open_first(qtbot, desk, page)
    server.change_roles("k@en", Role.CONSULTANT)
    with qtbot.waitSignal(desk.rounds.ended):
        press(qtbot, desk, page, "Noch einmal senden")
    wait_until_quiet(qtbot, desk)
    assert pair.mine.status().set_aside == 0
    sync(pair.theirs)
    assert [visit.goal for visit in every(pair.theirs, Visit)] == ["Erstgespräch am Standort"]


def test_much_is_deleted_only_when_a_person_says_so(qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow) -> None:
    visits = [add(pair.theirs, Visit(company=pair.company, goal=f"Besuch {number}")) for number in range(25)]
    sync(pair.theirs)
    sync_now(qtbot, desk)
    for visit in visits:
        delete(pair.mine, visit)
    wait_until_quiet(qtbot, desk)
    with qtbot.waitSignal(desk.rounds.failed):
        desk.rounds.start()
    wait_until_quiet(qtbot, desk)
    assert "Der Abgleich würde 25 von 27 Einträgen eines Bereichs löschen" in words(page)
    with qtbot.waitSignal(desk.rounds.ended):
        press(qtbot, desk, page, "Löschen und abgleichen")
    sync(pair.theirs)
    assert every(pair.theirs, Visit) == ()
