"""Searching everything: hits while one types, umlauts either way, and each hit opens where it is at home."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind, Page, Place
from consultant_app.desktop.search.feature import add_search
from consultant_app.desktop.widgets.rows import Row, RowList
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.desktop.finding import named, words
from tests.desktop.interface_guard import queries_run_beside_the_interface  # noqa: F401 - a fixture
from tests.desktop.late_answers import LateAnswers
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.typing import type_text
from tests.support.laptops import add


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, desk: Desk) -> MainWindow:
    window.add_place(Place("work", "Arbeit", "notes"))
    window.add_page(Page("work", "Arbeit", QWidget(), place="work", parent=window))
    window.add_page(Page("table", "Am Tisch", QWidget(), place="work", frame=FrameKind.TABLE, parent=window))
    add_search(window, desk)
    window.show_page("work")
    return window


def _search(qtbot: QtBot, page: MainWindow, desk: Desk, text: str) -> None:
    qtbot.waitUntil(lambda: desk.index.backlog == 0 and desk.tasks.is_idle)
    field = page.navigation.search
    field.clear()
    type_text(field, text)


def _rows(page: MainWindow) -> tuple[Row, ...]:
    return named(page, RowList, "Treffer").rows.rows


def _hit(page: MainWindow, title: str) -> Row | None:
    return next((row for row in _rows(page) if row.title == title), None)


@pytest.mark.parametrize("typed", ["Grünewald", "gruenewald", "grunewald", "GRÜNE", "newald"])
def test_umlauts_and_parts_of_words_are_found_either_way(
    qtbot: QtBot, page: MainWindow, desk: Desk, workspace: Workspace, typed: str
) -> None:
    add(workspace, Company(name="Schlosserei Grünewald"))
    _search(qtbot, page, desk, typed)

    qtbot.waitUntil(lambda: _hit(page, "Schlosserei Grünewald") is not None)
    assert page.current_page.key == "search"
    assert page.navigation.search.hasFocus(), "who types goes on typing"


def test_no_hits_keep_the_words_and_say_so(qtbot: QtBot, page: MainWindow, desk: Desk) -> None:
    _search(qtbot, page, desk, "Förderrung")

    qtbot.waitUntil(lambda: "Keine Treffer für „Förderrung“." in words(page))
    assert page.navigation.search.text() == "Förderrung"
    assert _rows(page) == ()


def test_hits_are_marked_and_say_what_they_are(
    qtbot: QtBot, page: MainWindow, desk: Desk, workspace: Workspace
) -> None:
    company = add(workspace, Company(name="Ruhrblick Logistik"))
    add(workspace, Note(title="Kartonagen", text="Auf Mehrwegkisten umstellen.", company=company))
    _search(qtbot, page, desk, "mehrwegkisten")
    qtbot.waitUntil(lambda: _hit(page, "Kartonagen") is not None)

    hit = _hit(page, "Kartonagen")
    assert hit.subtitle == "Notiz, Ruhrblick Logistik"
    assert hit.excerpt_hits
    assert "Mehrwegkisten" in hit.excerpt


def test_what_is_written_meanwhile_joins_the_hits(
    qtbot: QtBot, page: MainWindow, desk: Desk, workspace: Workspace
) -> None:
    _search(qtbot, page, desk, "zwiebelkuchen")
    qtbot.waitUntil(lambda: "Keine Treffer" in words(page))
    add(workspace, Note(title="Zwiebelkuchen bestellen"))

    qtbot.waitUntil(lambda: _hit(page, "Zwiebelkuchen bestellen") is not None)


def _made(workspace: Workspace) -> dict[str, tuple[RecordId, str]]:
    company = add(workspace, Company(name="Quittenhof"))
    plan = add(workspace, ActionPlan(company=company))
    return {
        "company": (company, company),
        "note": (add(workspace, Note(title="Quittenmus")), ""),
        "visit": (add(workspace, Visit(company=company, situation="Quittenernte läuft.")), ""),
        "plan": (add(workspace, Measure(action_plan=plan, title="Quittenbrand")), company),
        "contact": (add(workspace, Contact(company=company, last_name="Quittmann")), company),
    }


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("company", "quittenhof"), ("note", "quittenmus"), ("visit", "quittenernte"), ("plan", "quittenbrand"),
     ("contact", "quittmann")],
)  # fmt: skip
def test_a_hit_opens_where_it_is_at_home(
    qtbot: QtBot, page: MainWindow, desk: Desk, workspace: Workspace, kind: str, typed: str
) -> None:
    record, company = _made(workspace)[kind]
    opened: list[tuple[str, ...]] = []
    desk.ways.company.connect(lambda *ids: opened.append(("company", *ids)))
    desk.ways.note.connect(lambda *ids: opened.append(("note", *ids)))
    desk.ways.visit.connect(lambda *ids: opened.append(("visit", *ids)))
    desk.ways.plan.connect(lambda *ids: opened.append(("plan", *ids)))
    _search(qtbot, page, desk, typed)
    qtbot.waitUntil(lambda: record in [row.id for row in _rows(page)])
    named(page, RowList, "Treffer").choose(record)
    named(page, RowList, "Treffer").setFocus()
    QTest.keyClick(named(page, RowList, "Treffer"), Qt.Key.Key_Return)

    expected = {
        "plan": ("plan", company, record), "contact": ("company", company),
    }.get(kind, (kind, record))  # fmt: skip
    qtbot.waitUntil(lambda: opened == [expected])


def test_the_key_opens_the_search_at_the_table_too(qtbot: QtBot, page: MainWindow) -> None:
    page.show_page("table")
    page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert page.current_page.key == "search"
    page.go_back()
    assert page.current_page.key == "table"


def test_hits_of_an_earlier_question_never_replace_those_of_the_last(
    qtbot: QtBot, page: MainWindow, desk: Desk, workspace: Workspace, late_answers: LateAnswers
) -> None:
    add(workspace, Note(title="Quittenmus"))
    add(workspace, Note(title="Zwiebelkuchen"))
    _search(qtbot, page, desk, "quittenmus")
    qtbot.waitUntil(lambda: _hit(page, "Quittenmus") is not None)
    late_answers.hold()
    for typed in ("quitten", "zwiebelkuchen"):
        _search(qtbot, page, desk, typed)
        wait_until_quiet(qtbot, desk)
    assert late_answers.count >= 2
    late_answers.release(newest_first=True)
    wait_until_quiet(qtbot, desk)
    assert [row.title for row in _rows(page)] == ["Zwiebelkuchen"]
