"""Two records of one company on a real desk: joined, shown as one, brought apart again."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.companies.joining import group_of, join_companies
from consultant_app.changes.change import RecordId
from consultant_app.desktop.companies.companies_page import CompaniesPage
from consultant_app.desktop.companies.feature import add_companies
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.domain.company import Company
from consultant_app.domain.groups import Address
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.desktop.finding import named
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.typing import type_text
from tests.support.laptops import add, edit, read

TWIN = "Krümelglück Bäckerei"
BAKERY = "Bäckerei Krümelglück Beispiel GmbH"


@pytest.fixture
def bakery(workspace: Workspace) -> RecordId:
    with workspace.read() as reader:
        return RecordId(next(one.id for one in reader.where(Company, "name = ?", (BAKERY,))))


@pytest.fixture
def twin(workspace: Workspace, bakery: RecordId) -> RecordId:
    """The same company as a colleague entered it, with a visit and the bakery's website."""
    website = read(workspace, Company, bakery).website
    made = add(workspace, Company(name=TWIN, address=Address("Ring 1", "45468", "Mülheim"), website=website))
    add(workspace, Visit(company=made, held_on=date(2026, 3, 4), status="final"))
    return made


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, desk: Desk, bakery: RecordId, twin: RecordId) -> CompaniesPage:
    add_companies(window, desk)
    desk.ways.company.emit(bakery)
    found = window.findChild(CompaniesPage)
    qtbot.waitUntil(lambda: found.detail.company == bakery and found.detail.is_read)
    wait_until_quiet(qtbot, desk)
    return found


def press(qtbot: QtBot, within: QWidget, name: str) -> None:
    button = named(within, QPushButton, name)
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def begin(qtbot: QtBot, page: CompaniesPage) -> None:
    menu = page.detail.head.more_menu()
    next(one for one in menu.actions() if one.text() == "Mit anderem Eintrag zusammenführen …").trigger()
    qtbot.waitUntil(lambda: page.joining.isVisible() and page.joining.other.hasFocus())


def titles(page: CompaniesPage) -> list[str]:
    return [row.title for row in page.pane.list.rows.rows]


def group(workspace: Workspace, company: str) -> list[str]:
    with workspace.read() as reader:
        return list(group_of(reader.raw, company))


def test_a_look_alike_is_chosen_compared_and_joined_and_taken_apart_again(
    qtbot: QtBot, page: CompaniesPage, workspace: Workspace, bakery: RecordId, twin: RecordId
) -> None:
    visits = len(page.detail._sheet.visits)
    begin(qtbot, page)
    assert not named(page.joining, QPushButton, "Beide Unternehmen zusammenführen").isEnabled()
    press(qtbot, page.joining, f"{TWIN}, Mülheim wählen")
    qtbot.waitUntil(page.joining.sides[1].isVisible)
    assert page.joining.sides[0].stays.isChecked(), "more hangs on the bakery"
    press(qtbot, page.joining, "Beide Unternehmen zusammenführen")
    qtbot.waitUntil(lambda: page.detail.isVisible() and TWIN not in titles(page))
    assert group(workspace, twin) == [bakery, twin]
    qtbot.waitUntil(page.detail.joined.isVisible)
    assert len(page.detail._sheet.visits) == visits + 1
    press(qtbot, page.detail, f"Zusammenführung mit {TWIN} aufheben")
    qtbot.waitUntil(lambda: TWIN in titles(page) and not page.detail.joined.isVisible())
    assert group(workspace, twin) == [twin]
    assert len(page.detail._sheet.visits) == visits


def test_the_other_one_can_stay_and_is_found_by_typing_and_keys(
    qtbot: QtBot, page: CompaniesPage, workspace: Workspace, bakery: RecordId, twin: RecordId
) -> None:
    begin(qtbot, page)
    type_text(page.joining.other, "krümelglück bäck")
    qtbot.waitUntil(page.joining.other._popup.isVisible)
    qtbot.keyClick(page.joining.other._popup, Qt.Key.Key_Return)
    qtbot.waitUntil(page.joining.sides[1].isVisible)
    stays = named(page.joining, QRadioButton, f"{TWIN} bleibt in den Listen")
    qtbot.keyClick(stays, Qt.Key.Key_Space)
    assert any(TWIN in one.text() and "Danach" in one.text() for one in page.joining.findChildren(QLabel))
    press(qtbot, page.joining, "Beide Unternehmen zusammenführen")
    qtbot.waitUntil(lambda: page.detail.company == twin and page.detail.is_read and BAKERY not in titles(page))
    assert group(workspace, bakery) == [twin, bakery]


def test_escape_joins_nothing(qtbot: QtBot, page: CompaniesPage, workspace: Workspace, bakery: RecordId) -> None:
    begin(qtbot, page)
    qtbot.keyClick(page.joining.other, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.joining.isVisible())
    assert group(workspace, bakery) == [bakery]


@pytest.mark.parametrize(("button", "phone"), [("Übernehmen: Telefon", "0208 2"), ("So lassen: Telefon", "0208 1")])
def test_what_the_joined_one_says_otherwise_is_shown_until_it_is_decided(
    qtbot: QtBot, page: CompaniesPage, workspace: Workspace, bakery: RecordId, twin: RecordId, button: str, phone: str
) -> None:
    edit(workspace, bakery, phone="0208 1")
    with workspace.write() as writer:
        join_companies(writer, face=bakery, other=twin)
    edit(workspace, twin, phone="0208 2")
    qtbot.waitUntil(lambda: _says(page, "Telefon dort: 0208 2"))
    press(qtbot, page.detail, button)
    qtbot.waitUntil(lambda: not _says(page, "Telefon dort: 0208 2"))
    assert read(workspace, Company, bakery).phone == phone
    page.detail.joined.set_client_view(True)
    assert not page.detail.joined.isVisible()


def _says(page: CompaniesPage, words: str) -> bool:
    return any(one.text() == words and one.isVisible() for one in page.detail.joined.findChildren(QLabel))


def test_whoever_may_not_write_in_the_consortium_joins_and_separates_nothing(
    qtbot: QtBot, page: CompaniesPage, workspace: Workspace, bakery: RecordId, twin: RecordId
) -> None:
    with workspace.write() as writer:
        join_companies(writer, face=bakery, other=twin)
    with workspace.database.writing() as connection:
        connection.exec_driver_sql("UPDATE space SET may_write = 0 WHERE kind = 'consortium'")
    page.detail.reload()
    qtbot.waitUntil(lambda: page.detail._sheet is not None and not page.detail._sheet.may_edit)
    actions: dict[str, Any] = {one.text(): one for one in page.detail.head.more_menu().actions()}
    assert not actions["Mit anderem Eintrag zusammenführen …"].isEnabled()
    assert not [one for one in page.detail.joined.findChildren(QPushButton) if one.isVisible()]
