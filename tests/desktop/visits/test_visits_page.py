from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from consultant_app.actions.visits.listing import list_visits
from consultant_app.actions.visits.running import plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.visits.plan_form import PlanForm
from consultant_app.desktop.visits.visits_page import VisitsPage
from consultant_app.desktop.widgets.chooser import Chooser
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.domain.groups import Times
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.desktop.late_answers import LateAnswers
from tests.desktop.typing import type_text
from tests.desktop.visits.conftest import BAKERY
from tests.desktop.visits.driver import Driver


@pytest.fixture
def overview(app: Driver) -> VisitsPage:
    app.window.show_page("visits")
    page = app.window._pages["visits"].widget()
    assert isinstance(page, VisitsPage)
    app.until(lambda: len(page.list.rows.rows) == 4)
    app.settle()
    return page


def _titles(page: VisitsPage) -> list[str]:
    return [row.text() for row in page.list.rows.rows]


def test_the_list_names_company_kind_time_and_day(overview: VisitsPage) -> None:
    assert _titles(overview)[0] == (
        "Bäckerei Krümelglück Beispiel GmbH, Folgebesuch, 13:30 Uhr, heute,"
        " auf diesem Gerät gesichert, wartet auf Abgleich"
    )


def test_filters_narrow_the_list_and_say_when_nothing_is_left(app: Driver, overview: VisitsPage) -> None:
    app.click("Anstehende", QPushButton)
    assert len(_titles(overview)) == 1
    app.click("Vergangene", QPushButton)
    assert (len(_titles(overview)), overview.upcoming.isChecked()) == (3, False)
    app.click("Meine", QPushButton)
    assert (_titles(overview), overview._empty.text()) == ([], "Kein Besuch passt zu diesen Filtern.")


def test_a_visit_is_planned_by_keyboard_and_then_chosen(app: Driver, desk: Desk, overview: VisitsPage) -> None:
    desk.ways.new_visit.emit(BAKERY)
    app.until(lambda: app.find("Tag des Besuchs") is app.window.focusWidget())
    type_text(app.find("Tag des Besuchs"), "29.5.")
    app.type("Uhrzeit des Besuchs", "9:15")
    app.click("Besuch eintragen", QPushButton)
    app.until(lambda: len(_titles(overview)) == 5)
    with desk.workspace.read() as reader:
        newest = list_visits(reader, desk.workspace.identity.user)[0]
    assert (newest.company, newest.held_on, newest.start) == (BAKERY, date(2026, 5, 29), time(9, 15))
    app.until(lambda: overview.list.current_id == newest.id)


def test_planning_asked_for_from_elsewhere_shows_the_form(app: Driver, desk: Desk) -> None:
    desk.ways.new_visit.emit("")
    app.until(lambda: app.find("Unternehmen").isVisible())
    app.settle()
    app.qtbot.wait(50)
    assert app.find("Unternehmen").isVisible()
    app.click("Nicht planen", QPushButton)
    app.until(lambda: app.find("Zum Unternehmen", QPushButton).isVisible())


def test_planning_without_a_company_says_what_is_missing_and_keeps_the_day(app: Driver, overview: VisitsPage) -> None:
    app.click("Neuer Besuch", QPushButton)
    app.until(lambda: app.find("Tag des Besuchs").isVisible())
    overview._read()
    app.settle()
    app.type("Tag des Besuchs", "Fr")
    app.click("Besuch eintragen", QPushButton)
    assert overview.form._company_field.error == "Bitte wählen Sie, wen Sie besuchen."
    assert overview.form.day.day == date(2026, 5, 22)


def test_beginning_from_the_list_opens_the_visit_with_its_clock(app: Driver, overview: VisitsPage) -> None:
    overview.choose(app.visit)
    app.until(lambda: overview.summary._visit == app.visit)
    app.click("Besuch beginnen", QPushButton)
    app.until(lambda: app.stored().clock_runs)
    assert app.window.current_page is not None
    assert app.window.current_page.key == "visit"


def test_a_cancelled_visit_can_be_planned_again(app: Driver, overview: VisitsPage) -> None:
    overview.choose(app.visit)
    app.until(lambda: app.find("Absagen", QPushButton).isVisible())
    app.click("Absagen", QPushButton)
    app.until(lambda: app.stored().status == "cancelled")
    app.until(lambda: app.find("Wieder planen", QPushButton).isVisible())
    app.click("Wieder planen", QPushButton)
    app.until(lambda: app.stored().status == "planned")


def test_enter_opens_the_chosen_visit(app: Driver, overview: VisitsPage) -> None:
    app.find("Besuche", RowList).setFocus()
    overview.choose(app.visit)
    app.qtbot.keyClick(overview.list, Qt.Key.Key_Return)
    assert app.window.current_page is not None
    assert app.window.current_page.key == "visit"


def test_what_a_round_brings_stands_in_the_list(app: Driver, workspace: Workspace, overview: VisitsPage) -> None:
    with workspace.write() as writer:
        writer.set_wire(RecordId(app.visit), {"held_on": "2026-05-20"})
    app.until(lambda: "20.05.2026" in _titles(overview)[0])


def test_every_control_of_the_list_has_a_name(app: Driver, overview: VisitsPage) -> None:
    focusable = [one for one in overview.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [
        one
        for one in focusable
        if one.isVisible() and not (one.accessibleName() or (isinstance(one, QPushButton) and one.text()))
    ]
    assert nameless == []


def _plan(app: Driver) -> PlanForm:
    app.click("Neuer Besuch", QPushButton)
    app.until(lambda: app.find("Unternehmen", Chooser) is app.window.focusWidget())
    return app.window.findChild(PlanForm)


def _offered(form: PlanForm) -> list[str]:
    popup = form.company._popup
    return [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] if popup.isVisible() else []


def test_the_company_is_found_while_one_types_and_chosen_by_keys_alone(
    app: Driver, desk: Desk, overview: VisitsPage
) -> None:
    form = _plan(app)
    type_text(form.company, "KRUEMELGLU")
    app.until(lambda: _offered(form) == ["Bäckerei Krümelglück Beispiel GmbH, Mülheim an der Ruhr"])
    app.qtbot.keyClick(form.company._popup, Qt.Key.Key_Return)
    assert (form.company.value, _offered(form)) == (BAKERY, [])
    app.qtbot.keyClick(form.company, Qt.Key.Key_Tab)
    app.until(lambda: app.find("Tag des Besuchs") is app.window.focusWidget())
    type_text(app.find("Tag des Besuchs"), "29.5.")
    app.click("Besuch eintragen", QPushButton)
    app.until(lambda: len(_titles(overview)) == 5)
    with desk.workspace.read() as reader:
        assert list_visits(reader, desk.workspace.identity.user)[0].company == BAKERY


def test_arrows_open_all_companies_and_choose_among_the_hits(app: Driver, overview: VisitsPage) -> None:
    form = _plan(app)
    app.qtbot.keyClick(form.company, Qt.Key.Key_Down)
    app.until(lambda: len(_offered(form)) == 25)
    for letter in "gmbh":
        app.qtbot.keyClick(form.company._popup, letter)
    second = _offered(form)[1]
    app.qtbot.keyClick(form.company._popup, Qt.Key.Key_Down)
    app.qtbot.keyClick(form.company._popup, Qt.Key.Key_Return)
    assert form.company.text() == second
    type_text(form.company, "x")
    assert form.company.value is None, "other words mean nobody"


def test_a_company_that_is_not_there_is_said_to_be_so(app: Driver, overview: VisitsPage) -> None:
    form = _plan(app)
    type_text(form.company, "Nirgends")
    assert form._company_field.error == "Kein Unternehmen heißt so. Vielleicht ist es noch nicht angelegt."
    app.click("Besuch eintragen", QPushButton)
    assert (form._company_field.error, form.company.text()) == ("Bitte wählen Sie, wen Sie besuchen.", "Nirgends")


def test_a_visit_at_the_time_of_another_is_said_so_and_may_be_planned_all_the_same(
    app: Driver, desk: Desk, overview: VisitsPage
) -> None:
    desk.ways.new_visit.emit(BAKERY)
    app.until(lambda: app.find("Tag des Besuchs") is app.window.focusWidget())
    type_text(app.find("Tag des Besuchs"), "heute")
    app.type("Uhrzeit des Besuchs", "12:30")
    words = "Um 13:30 Uhr steht schon der Besuch bei Bäckerei Krümelglück Beispiel GmbH."
    form = app.window.findChild(PlanForm)
    app.until(lambda: form._clash.words.text() == words and form._clash.isVisible())
    app.find("Uhrzeit des Besuchs").clear()
    app.type("Uhrzeit des Besuchs", "8:00")
    app.until(lambda: not form._clash.isVisible())
    app.find("Uhrzeit des Besuchs").clear()
    app.type("Uhrzeit des Besuchs", "14:00")
    app.until(form._clash.isVisible)
    app.click("Besuch eintragen", QPushButton)
    app.until(lambda: len(_titles(overview)) == 5)


def test_the_frame_of_a_visit_says_what_else_stands_at_its_time(
    app: Driver, desk: Desk, workspace: Workspace, overview: VisitsPage
) -> None:
    today = desk.now().date()
    with workspace.write() as writer:
        other = plan_visit(writer, BAKERY, workspace.identity, day=today, start=time(14, 0))
        writer.get(Visit, other).times = Times(start=time(14, 0), end=time(15, 0))
    desk.ways.visit.emit(app.visit)
    note = "Von 14:00 bis 15:00 Uhr steht schon der Besuch bei Bäckerei Krümelglück Beispiel GmbH."
    app.until(lambda: app.page.section("frame").times._clash.words.text() == note)
    app.find("Beginn").clear()
    app.type("Beginn", "15:00")
    app.until(lambda: not app.page.section("frame").times._clash.isVisible())


def test_the_visit_chosen_last_is_shown_however_late_the_others_come(
    app: Driver, desk: Desk, overview: VisitsPage, late_answers: LateAnswers
) -> None:
    first, second = overview.list.rows.rows[1:3]
    late_answers.hold()
    for row in (first, second, first, second):
        overview.list.choose(row.id)
    app.until(lambda: late_answers.count > 0 and desk.tasks.is_idle)
    late_answers.release(newest_first=True)
    app.settle()
    assert overview.list.current_id == overview.summary._visit == second.id


def test_a_form_that_comes_after_a_visit_was_chosen_stays_away(
    app: Driver, desk: Desk, overview: VisitsPage, late_answers: LateAnswers
) -> None:
    late_answers.hold()
    app.click("Neuer Besuch", QPushButton)
    overview.list.choose(overview.list.rows.rows[1].id)
    app.until(lambda: late_answers.count == 2 and desk.tasks.is_idle)
    late_answers.release(newest_first=True)
    app.settle()
    assert overview.summary.isVisible()
    assert not overview.form.isVisible()


def test_a_visit_opened_while_the_day_of_another_had_the_focus_shows_its_own_day(
    app: Driver, workspace: Workspace
) -> None:
    with workspace.write() as writer:
        other = plan_visit(writer, BAKERY, workspace.identity, day=date(2026, 6, 20))
    app.settle()
    app.click("Rahmen", QPushButton)
    app.find("Datum", QLineEdit).setFocus()
    app.window.show_page("visits")
    app.desk.ways.visit.emit(other)
    app.settle()
    assert app.find("Datum", QLineEdit).hasFocus(), "a page gives the focus back to what had it"
    assert app.find("Datum", QLineEdit).text() == "20.06.2026"
