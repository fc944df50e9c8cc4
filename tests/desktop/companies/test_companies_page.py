"""The place "Unternehmen" on a real desk: finding, opening, editing, recording and deleting companies."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consultant_app.actions.attachments import add_attachment
from consultant_app.actions.visits.running import plan_visit
from consultant_app.actions.visits.sheet import visit_sheet
from consultant_app.changes.spaces import SpaceKind
from consultant_app.desktop.attachments.file_row import FileRow
from consultant_app.desktop.companies.companies_page import CompaniesPage
from consultant_app.desktop.companies.feature import add_companies
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.widgets.choices import FilterChip
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.domain.company import Company, EconomicActivity
from consultant_app.domain.company_profile import CompanyProfile
from consultant_app.domain.consulting_case import CaseState, ConsultingCase, NextAction
from consultant_app.domain.contact import Contact
from consultant_app.workspace.workspace import Workspace
from tests.desktop.late_answers import LateAnswers
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.typing import type_text

BAKERY = "Bäckerei Krümelglück Beispiel GmbH"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, desk: Desk) -> CompaniesPage:
    add_companies(window, desk)
    window.show_page("companies")
    found = window.findChild(CompaniesPage)
    qtbot.waitUntil(lambda: len(found.pane.list.rows.rows) == 25 and bool(found.detail.company))
    wait_until_quiet(qtbot, desk)
    return found


def named(parent: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """The visible widget that has this German name."""
    found = [one for one in parent.findChildren(kind) if name in (one.accessibleName(), getattr(one, "text", str)())]
    visible = [one for one in found if one.isVisible()]
    assert visible, f"no {kind.__name__} called {name!r}"
    return visible[0]


def titles(page: CompaniesPage) -> list[str]:
    return [row.title for row in page.pane.list.rows.rows]


def open_bakery(qtbot: QtBot, page: CompaniesPage) -> None:
    bakery = next(row.id for row in page.pane.list.rows.rows if row.title == BAKERY)
    page.pane.list.choose(bakery)
    qtbot.waitUntil(lambda: page.detail.company == bakery and page.detail.is_read)


def edit_line(page: CompaniesPage, name: str, text: str) -> QLineEdit:
    line = named(page.detail, QLineEdit, name)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    type_text(line, text)
    return line


def test_typing_into_the_search_leaves_what_matches(qtbot: QtBot, page: CompaniesPage) -> None:
    search = named(page, QLineEdit, "Unternehmen suchen")
    type_text(search, "krümelmann")
    qtbot.waitUntil(lambda: titles(page) == [BAKERY])
    assert page.pane.list.current_id in ("", page.pane.list.rows.rows[0].id)
    qtbot.mouseClick(named(page, FilterChip, "EN-Agentur Hattingen"), Qt.MouseButton.LeftButton)
    assert titles(page) == []
    qtbot.mouseClick(named(page, QPushButton, "In allen Unternehmen suchen"), Qt.MouseButton.LeftButton)
    assert titles(page) == [BAKERY], "filters give way, the query stays"


def test_filters_leave_ones_own_companies_and_those_not_visited_for_long(qtbot: QtBot, page: CompaniesPage) -> None:
    qtbot.mouseClick(named(page, FilterChip, "Ohne Besuch seit 6 Monaten"), Qt.MouseButton.LeftButton)
    assert len(titles(page)) == 24
    assert BAKERY not in titles(page)
    qtbot.mouseClick(named(page, FilterChip, "Ohne Besuch seit 6 Monaten"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(page, FilterChip, "EN-Agentur Hattingen"), Qt.MouseButton.LeftButton)
    assert 0 < len(titles(page)) < 25


def test_the_newest_visit_comes_first_until_names_are_asked_for(qtbot: QtBot, page: CompaniesPage) -> None:
    qtbot.mouseClick(named(page, FilterChip, "EN-Agentur Hattingen"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(page, FilterChip, "EN-Agentur Hattingen"), Qt.MouseButton.LeftButton)
    assert titles(page)[0] == BAKERY
    qtbot.mouseClick(named(page, QPushButton, "Letzter Besuch"), Qt.MouseButton.LeftButton)
    assert titles(page) == sorted(titles(page), key=lambda name: name.replace("ä", "ae"))


def test_what_is_typed_into_the_basic_facts_is_kept(qtbot: QtBot, page: CompaniesPage, workspace: Workspace) -> None:
    open_bakery(qtbot, page)
    company = page.detail.company
    qtbot.mouseClick(named(page.detail, QPushButton, "Stammdaten bearbeiten"), Qt.MouseButton.LeftButton)
    edit_line(page, "Straße und Hausnummer", "Gewerbestraße 12")
    edit_line(page, "Ort", "Witten")
    edit_line(page, "WZ-Nummer", "10.72")
    edit_line(page, "Mitarbeitende", "1.280")
    edit_line(page, "Jahresumsatz in €", "4.800.000")
    named(page.detail, QLineEdit, "Name").setFocus()

    def is_kept() -> bool:
        with workspace.read() as reader:
            made = reader.get(Company, company)
            profile = reader.all(select(CompanyProfile).where(CompanyProfile.company == company))[0]
        figures = profile.figures
        return (
            made.address is not None
            and (made.address.street, made.address.plz, made.address.city) == ("Gewerbestraße 12", "45468", "Witten")
            and made.wz == EconomicActivity("WZ08-C", "10.72")
            and profile.headcount == 1280
            and figures is not None
            and figures.turnover_eur == 4_800_000
            and figures.balance_eur is not None
        )

    qtbot.waitUntil(is_kept)


def test_a_field_says_what_is_wrong_and_keeps_what_was_typed(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    page.detail.begin_editing()
    line = edit_line(page, "Mitarbeitende", "viele")
    assert line.text() == "viele"
    assert "ganze Zahl" in line.accessibleDescription()
    edit_line(page, "Name", " ")
    line.setFocus()
    wait_until_quiet(qtbot, desk)
    with workspace.read() as reader:
        assert reader.get(Company, page.detail.company).name == BAKERY


def test_who_looks_after_a_company_is_chosen_and_kept(qtbot: QtBot, page: CompaniesPage, workspace: Workspace) -> None:
    open_bakery(qtbot, page)
    company = page.detail.company
    page.detail.begin_editing()
    box = next(one for one in page.detail.findChildren(ComboBox) if one.accessibleName() == "Betreut von")
    other = next(at for at in range(1, box.count()) if at != box.currentIndex())
    wanted = box.itemData(other)
    box.setFocus()
    box.setCurrentIndex(other)
    box.activated.emit(other)

    def consultant() -> str | None:
        with workspace.read() as reader:
            return reader.all(select(ConsultingCase).where(ConsultingCase.company == company))[0].consultant

    qtbot.waitUntil(lambda: consultant() == wanted)


def test_a_contact_is_added_edited_and_deleted_in_place(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    company = page.detail.company
    qtbot.mouseClick(named(page.detail, QPushButton, "Ansprechperson hinzufügen"), Qt.MouseButton.LeftButton)
    edit_line(page, "Vorname", "Murat")
    qtbot.keyClick(edit_line(page, "Nachname", "Aydın"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _has(page, "Funktion"))
    edit_line(page, "Funktion", "Produktionsleitung")
    named(page.detail, QLineEdit, "Name").setFocus()

    def jobs() -> dict[str, str]:
        with workspace.read() as reader:
            found = reader.all(select(Contact).where(Contact.company == company))
        return {one.label(): one.job for one in found}

    qtbot.waitUntil(lambda: jobs().get("Murat Aydın") == "Produktionsleitung")
    with qtbot.waitSignal(desk.ways.undo_offered):
        qtbot.mouseClick(named(page.detail, QPushButton, "Ansprechperson löschen"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Murat Aydın" not in jobs())


def _has(page: CompaniesPage, name: str) -> bool:
    return any(one.accessibleName() == name and one.isVisible() for one in page.detail.findChildren(QLineEdit))


def test_a_new_company_warns_of_one_that_is_there_and_is_recorded_in_one_go(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    desk.ways.new_company.emit()
    form = page.form
    name = named(form, QLineEdit, "Name des Unternehmens")
    type_text(name, "Bäckerei Krümel")
    qtbot.waitUntil(lambda: any(one.accessibleName() == f"{BAKERY} öffnen" for one in form.findChildren(QPushButton)))
    name.selectAll()
    type_text(name, "Tilgner Metallbau GmbH")
    make = named(form, QPushButton, "Unternehmen anlegen")
    assert not make.isEnabled()
    type_text(named(form, QLineEdit, "Ort"), "Witten")
    type_text(named(form, QLineEdit, "Nachname"), "Tilgner")
    qtbot.mouseClick(make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Tilgner Metallbau GmbH" in titles(page))
    with workspace.read() as reader:
        made = reader.all(select(Company).where(Company.name == "Tilgner Metallbau GmbH"))
    assert [one.id for one in made] == [page.detail.company]


def test_the_main_button_begins_the_visit_that_is_planned_for_today(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    with qtbot.waitSignal(desk.ways.new_visit) as planned:
        qtbot.mouseClick(named(page.detail, QPushButton, "Besuch planen"), Qt.MouseButton.LeftButton)
    assert planned.args == [page.detail.company]
    with workspace.write("Termin") as writer:
        visit = plan_visit(writer, page.detail.company, workspace.identity, day=desk.now().date())
    qtbot.waitUntil(lambda: _shown_button(page, "Besuch beginnen"))
    with qtbot.waitSignal(desk.ways.begin_visit) as begun:
        qtbot.mouseClick(named(page.detail, QPushButton, "Besuch beginnen"), Qt.MouseButton.LeftButton)
    assert begun.args == [visit]


def test_a_deleted_company_leaves_the_list_and_undo_brings_it_back(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    brewery = next(row.id for row in page.pane.list.rows.rows if row.title == "Brauerei Probezapf GmbH")
    page.pane.list.choose(brewery)
    qtbot.waitUntil(lambda: page.detail.company == brewery and page.detail.is_read)
    menu = page.detail.head.more_menu()
    with qtbot.waitSignal(desk.ways.undo_offered):
        next(one for one in menu.actions() if one.text() == "Unternehmen löschen").trigger()
    qtbot.waitUntil(lambda: "Brauerei Probezapf GmbH" not in titles(page))
    workspace.undo()
    qtbot.waitUntil(lambda: "Brauerei Probezapf GmbH" in titles(page))


def test_a_conflict_in_what_belongs_to_a_company_leads_to_its_decision(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    with workspace.read() as reader:
        contact = reader.all(select(Contact).where(Contact.company == page.detail.company))[0].id
        shown = reader.shown(contact)
    for job in ("Leitung", "Backstube"):
        with workspace.write("Funktion") as writer:
            writer.shown(contact, shown)
            writer.set_wire(contact, {"job": job})
    qtbot.waitUntil(lambda: _shown_button(page, "Konflikt ansehen"))
    with qtbot.waitSignal(desk.ways.conflicts) as opened:
        qtbot.mouseClick(named(page.detail, QPushButton, "Konflikt ansehen"), Qt.MouseButton.LeftButton)
    assert opened.args == [contact]


def _shown_button(page: CompaniesPage, name: str) -> bool:
    return any(one.text() == name and one.isVisible() for one in page.detail.findChildren(QPushButton))


def test_the_tabs_list_what_there_is(qtbot: QtBot, page: CompaniesPage, desk: Desk) -> None:
    open_bakery(qtbot, page)
    page.detail.tabs.set_current_key("history")
    qtbot.waitUntil(page.detail.history.rows.isVisible)
    history = named(page.detail, RowList, "Verlauf des Unternehmens")
    assert isinstance(history, RowList)
    wait_until_quiet(qtbot, desk)
    assert any("angelegt" in row.title and "Katrin Albers" in row.right_below for row in history.rows.rows)
    page.detail.tabs.set_current_key("plan")
    measures = named(page.detail, RowList, "Maßnahmen des Unternehmens")
    assert isinstance(measures, RowList)
    first = next(row.id for row in measures.rows.rows if not row.heading)
    with qtbot.waitSignal(desk.ways.plan) as opened:
        measures.row_opened.emit(first)
    assert opened.args == [page.detail.company, first]


def test_documents_of_a_company_are_counted_and_are_ones_own_organisations(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "Rahmenvertrag.pdf").write_bytes(b"%PDF-1.7")
    page.detail.tabs.set_current_key("files")
    at = page.detail.tabs.currentIndex()
    document = add_attachment(desk.workspace, tmp_path / "Rahmenvertrag.pdf", page.detail.company)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.detail.findChildren(FileRow)))
    qtbot.waitUntil(lambda: page.detail.tabs.tabData(at) == ("files", 1))

    with desk.workspace.read() as reader:
        (space,) = reader.raw.execute("SELECT space FROM record WHERE id = ?", (document,)).fetchone()
    assert space == desk.workspace.identity.space(SpaceKind.ORGANISATION), "all partners see the company"
    desk.ways.client_view.emit(True)
    assert not page.detail.tabs.isTabVisible(at)


def test_the_client_sees_no_other_company_and_no_notes(page: CompaniesPage, desk: Desk) -> None:
    desk.ways.client_view.emit(True)
    assert not page.pane.isVisible()
    assert not page.detail.tabs.isTabVisible(3)
    desk.ways.client_view.emit(False)
    assert page.pane.isVisible()


def _case(workspace: Workspace, page: CompaniesPage) -> ConsultingCase:
    with workspace.read() as reader:
        return reader.all(select(ConsultingCase).where(ConsultingCase.company == page.detail.company))[0]


def _choose(page: CompaniesPage, name: str, words: str) -> None:
    box = named(page.detail, ComboBox, name)
    assert isinstance(box, ComboBox)
    box.setFocus()
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def _write(page: CompaniesPage, name: str, text: str) -> None:
    editor = next(one for one in page.detail.findChildren(QTextEdit) if one.accessibleName() == name)
    editor.setFocus()
    type_text(editor, text)


def test_a_case_is_told_field_by_field_and_stands_in_the_workspace(
    qtbot: QtBot, page: CompaniesPage, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    page.detail.begin_editing()
    qtbot.waitUntil(page.detail.editing.case.isVisible)
    _choose(page, "Kontaktweg", "Brief")
    _choose(page, "Stellvertretung", named(page.detail, ComboBox, "Stellvertretung").itemText(1))
    _write(page, "Anlass des Falls", "Übergabe an die Tochter.")
    _write(page, "Ziel des Falls", "Ein Plan bis Juli.")
    edit_line(page, "Nächster Schritt", "Angebot für Öfen prüfen")
    edit_line(page, "Nächster Schritt am", "9.6.")
    edit_line(page, "Erstkontakt am", "3.2.2026")
    named(page.detail, QLineEdit, "Name").setFocus()

    def told() -> bool:
        case = _case(workspace, page)
        return (
            case.channel == "letter"
            and bool(case.deputy)
            and case.occasion.endswith("Übergabe an die Tochter.")
            and case.goal.endswith("Ein Plan bis Juli.")
            and case.next_action == NextAction(date(2026, 6, 9), "Angebot für Öfen prüfen")
            and case.first_contact_on == date(2026, 2, 3)
        )

    qtbot.waitUntil(told)


def test_a_day_that_is_none_is_said_at_its_field_and_changes_nothing(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    page.detail.begin_editing()
    before = _case(workspace, page).first_contact_on
    line = edit_line(page, "Erstkontakt am", "neulich")
    assert "29.5." in line.accessibleDescription()
    named(page.detail, QLineEdit, "Name").setFocus()
    desk.tasks.drain()
    assert (line.text(), _case(workspace, page).first_contact_on) == ("neulich", before)


def test_a_case_is_put_off_only_with_a_reason_and_given_up_and_reopened(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    page.detail.begin_editing()
    before = _case(workspace, page).status
    _choose(page, "Stand des Falls", "Ruhend")
    reason = named(page.detail, QLineEdit, "Grund für den Stand")
    assert "Grund" in reason.accessibleDescription()
    assert reason.hasFocus()
    desk.tasks.drain()
    assert _case(workspace, page).status == before, "nothing moves without a reason"

    type_text(reason, "Umbau bis Herbst")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _case(workspace, page).state == CaseState("on_hold", "Umbau bis Herbst"))

    qtbot.waitUntil(lambda: named(page.detail, ComboBox, "Stand des Falls").findText("Beendet ohne Abschluss") > 0)
    _choose(page, "Stand des Falls", "Beendet ohne Abschluss")
    type_text(reason, "Betrieb geschlossen")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _case(workspace, page).status == "dropped")
    assert _case(workspace, page).closed_on == desk.now().date()
    with workspace.read() as reader:
        assert not reader.get(Company, page.detail.company).case_open

    qtbot.waitUntil(lambda: named(page.detail, ComboBox, "Stand des Falls").findText("Erstkontakt") > 0)
    _choose(page, "Stand des Falls", "Erstkontakt")
    type_text(reason, "Nachfolger gefunden")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _case(workspace, page).state == CaseState("contact", "Nachfolger gefunden"))
    assert _case(workspace, page).closed_on is None
    with workspace.read() as reader:
        assert reader.get(Company, page.detail.company).case_open


def test_who_left_is_shown_so_and_no_longer_offered_for_a_visit(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    page.detail.begin_editing()
    person = page.detail._sheet.people[0]
    qtbot.mouseClick(named(page.detail, QPushButton, f"{person.name} bearbeiten"), Qt.MouseButton.LeftButton)
    edit_line(page, "Ausgeschieden am", "18.5.2026")
    page.detail.end_editing()

    def words() -> list[str]:
        return [one.text() for one in page.detail.facts.findChildren(QLabel)]

    qtbot.waitUntil(lambda: "ausgeschieden am 18.05.2026" in words())
    with workspace.write() as writer:
        visit = plan_visit(writer, page.detail.company, workspace.identity, day=desk.now().date())
    with workspace.read() as reader:
        sheet = visit_sheet(reader, visit, partner=workspace.identity.partner)
    assert person.name not in [one.name for one in (*sheet.people, *sheet.attendees, *sheet.candidates)]


def test_who_will_leave_is_still_offered_until_then(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, workspace: Workspace
) -> None:
    open_bakery(qtbot, page)
    person = page.detail._sheet.people[0]
    today = desk.now().date()
    with workspace.write() as writer:
        writer.get(Contact, person.id).left_on = today + timedelta(days=30)
        early = plan_visit(writer, page.detail.company, workspace.identity, day=today)
        late = plan_visit(writer, page.detail.company, workspace.identity, day=today + timedelta(days=30))
    with workspace.read() as reader:
        names = [
            [one.name for one in visit_sheet(reader, one, partner=workspace.identity.partner).people]
            for one in (early, late)
        ]
    assert [person.name in one for one in names] == [True, False]


def test_a_narrow_window_shows_list_or_company_and_a_way_back(
    qtbot: QtBot, page: CompaniesPage, window: MainWindow, desk: Desk
) -> None:
    window.resize(1100, 672)
    assert (page.pane.isVisible(), page.detail.isVisible()) == (True, False)
    desk.ways.company.emit(page.pane.list.rows.rows[3].id)
    qtbot.waitUntil(page.detail.isVisible)
    assert not page.pane.isVisible()
    qtbot.keyClick(named(page, QPushButton, "Zur Liste"), Qt.Key.Key_Space)
    assert (page.pane.isVisible(), page.detail.isVisible()) == (True, False)
    qtbot.keyClick(page.pane.list, Qt.Key.Key_Return)
    qtbot.waitUntil(page.detail.isVisible)
    qtbot.keyClick(page.detail.tabs, Qt.Key.Key_Escape)
    assert page.pane.isVisible()
    assert window.current_page is not None
    assert window.current_page.key == "companies"
    desk.ways.client_view.emit(True)
    assert (page.pane.isVisible(), page.detail.isVisible()) == (False, True), "no other company for a client"
    desk.ways.client_view.emit(False)


def test_the_company_chosen_last_is_shown_however_late_the_others_come(
    qtbot: QtBot, page: CompaniesPage, desk: Desk, late_answers: LateAnswers
) -> None:
    first, second = (row for row in page.pane.list.rows.rows[1:3])
    page.detail.tabs.set_current_key("history")
    late_answers.hold()
    for row in (first, second, first, second):
        page.pane.list.choose(row.id)
    qtbot.waitUntil(lambda: late_answers.count > 0 and desk.tasks.is_idle)
    late_answers.release(newest_first=True)
    wait_until_quiet(qtbot, desk)
    assert page.pane.list.current_id == page.detail.company == second.id
    assert page.detail.head._name.full_text == second.title
    said = "\n".join(row.title for row in page.detail.history.rows.rows.rows)
    assert second.title in said
    assert first.title not in said
