"""Chips of town, size and field of action: a choice narrows the list, pressing the chip again takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from consultant_app.desktop.companies.companies_page import CompaniesPage
from consultant_app.desktop.companies.feature import add_companies
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.widgets.choice_chip import ChoiceChip
from tests.desktop.finding import named
from tests.desktop.quiet import wait_until_quiet

BAKERY = "Bäckerei Krümelglück Beispiel GmbH"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, window: MainWindow) -> CompaniesPage:
    add_companies(window, desk)
    window.show_page("companies")
    wait_until_quiet(qtbot, desk)
    made = window._pages["companies"].widget()
    assert isinstance(made, CompaniesPage)
    return made


def _titles(page: CompaniesPage) -> list[str]:
    return [row.title for row in page.pane.list.rows.rows]


def _choose(qtbot: QtBot, page: CompaniesPage, chip: str, words: str) -> None:
    qtbot.mouseClick(named(page, ChoiceChip, chip), Qt.MouseButton.LeftButton)
    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    entry = next(one for one in menu.actions() if one.text() == words)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())


@pytest.mark.parametrize(
    ("chip", "words", "other"),
    [
        ("Ort", "Mülheim an der Ruhr", "Dortmund"),
        ("Größe", "50 bis 249 Beschäftigte", "bis 9 Beschäftigte"),
    ],
)
def test_a_choice_narrows_the_list_and_is_taken_back_by_pressing_it(
    qtbot: QtBot, page: CompaniesPage, chip: str, words: str, other: str
) -> None:
    everything = _titles(page)
    _choose(qtbot, page, chip, words)
    assert BAKERY in _titles(page)
    assert len(_titles(page)) < len(everything)
    chosen = named(page, ChoiceChip, f"{chip}: {words}")
    assert chosen.isChecked()

    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert _titles(page) == everything
    _choose(qtbot, page, chip, other)
    assert BAKERY not in _titles(page)


def test_a_field_of_action_leaves_the_companies_with_measures_in_it(qtbot: QtBot, page: CompaniesPage) -> None:
    _choose(qtbot, page, "Handlungsfeld", "Umwelt")
    assert BAKERY in _titles(page)
    assert 0 < len(_titles(page)) < 25
    _choose(qtbot, page, "Ort", "Dortmund")
    assert BAKERY not in _titles(page)


def test_a_company_asked_for_from_elsewhere_makes_the_filters_give_way(
    qtbot: QtBot, page: CompaniesPage, desk: Desk
) -> None:
    _choose(qtbot, page, "Ort", "Dortmund")
    hidden = next(entry.company.id for entry in page.pane._entries if entry.company.name == BAKERY)
    desk.ways.company.emit(hidden)
    qtbot.waitUntil(lambda: BAKERY in _titles(page))
    assert not page.pane.filters.narrow
