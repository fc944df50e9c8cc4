"""The place "Heute" on a real desk: what it says, where its buttons lead, what its keys do."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consultant_app.actions.visits.running import plan_visit, set_visit
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.today.appointments import AppointmentRow
from consultant_app.desktop.today.feature import add_today
from consultant_app.desktop.today.today_page import TodayPage
from consultant_app.desktop.today.words import count_sentence
from consultant_app.desktop.widgets.labels import ElidedLabel, Label, Tag
from consultant_app.desktop.widgets.messages import Step
from consultant_app.domain.company import Company
from consultant_app.domain.groups import Times
from consultant_app.domain.measure import Measure
from consultant_app.workspace.workspace import Workspace
from tests.desktop.late_answers import LateAnswers
from tests.desktop.quiet import wait_until_quiet
from tests.support.clock import SettableClock


def plan_at(workspace: Workspace, desk: Desk, start: time) -> str:
    with workspace.write("Termin") as writer:
        company = writer.session.scalars(select(Company.id).where(Company.name == "Elektro Funkenprobe GmbH")).one()
        visit = plan_visit(writer, company, workspace.identity, day=desk.now().date(), start=start)
        set_visit(writer, visit, {"times": Times(start, time(start.hour + 1))})
    return visit


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, desk: Desk) -> TodayPage:
    add_today(window, desk)
    window.show_page("today")
    found = window.findChild(TodayPage)
    qtbot.waitUntil(lambda: found.day is not None)
    wait_until_quiet(qtbot, desk)
    return found


def button(page: TodayPage, name: str) -> QPushButton:
    found = [one for one in page.findChildren(QPushButton) if name in (one.text(), one.accessibleName())]
    visible = [one for one in found if one.isVisible()]
    assert visible, f"no button {name!r}"
    return visible[0]


def words(page: TodayPage) -> set[str]:
    return {one.text() for one in page.findChildren(Label) if one.isVisible()}


def test_the_day_says_what_day_it_is_and_how_many_appointments_there_are(qtbot: QtBot, page: TodayPage) -> None:
    assert {"Dienstag, 19. Mai 2026", "Ein Termin heute, er ist vorbei."} <= words(page)
    with qtbot.waitSignal(page._desk.ways.preview) as opened:
        qtbot.mouseClick(
            button(page, "Protokoll öffnen: Bäckerei Krümelglück Beispiel GmbH"), Qt.MouseButton.LeftButton
        )
    assert opened.args[0] == "visit"


def test_where_a_row_is_narrow_the_town_gives_way_before_the_name_of_the_company(qtbot: QtBot, page: TodayPage) -> None:
    row = page.findChild(AppointmentRow)
    name, town = (
        next(one for one in row.findChildren(ElidedLabel) if one.full_text == text)
        for text in ("Bäckerei Krümelglück Beispiel GmbH,", "Mülheim an der Ruhr")
    )
    assert (name.text(), town.text()) == (name.full_text, town.full_text)

    row.resize(row.width() - town.width() + 40, row.height())

    assert name.text() == name.full_text
    assert town.text() != town.full_text


class Paints(QObject):
    """How high a widget was each time it was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.heights.append(watched.height())
        return False


def test_nothing_is_said_of_the_day_before_it_was_read_and_then_all_stands_where_it_stays(
    qtbot: QtBot, window: MainWindow, desk: Desk, late_answers: LateAnswers
) -> None:
    late_answers.hold()
    add_today(window, desk)
    window.show_page("today")
    page = window.findChild(TodayPage)
    cards = [Paints(card) for card in (page.measures, page.sync, page.appointments, page.recent)]
    qtbot.waitUntil(lambda: late_answers.count > 0)
    wait_until_quiet(qtbot, desk)
    assert [one.heights for one in cards] == [[], [], [], []]

    late_answers.release()
    wait_until_quiet(qtbot, desk)
    assert [len(set(one.heights)) for one in cards] == [1, 1, 1, 1]


def test_the_next_visit_can_be_prepared_and_begun_by_button_and_key(
    qtbot: QtBot, page: TodayPage, desk: Desk, workspace: Workspace
) -> None:
    visit = plan_at(workspace, desk, time(13, 30))
    qtbot.waitUntil(lambda: page.appointments.next_card is not None)
    assert "in 48 Minuten" in {one.text() for one in page.appointments.next_card.findChildren(Tag)}
    with qtbot.waitSignal(desk.ways.begin_visit) as begun:
        qtbot.mouseClick(button(page, "Besuch beginnen"), Qt.MouseButton.LeftButton)
    assert begun.args == [visit]
    with qtbot.waitSignal(desk.ways.visit) as opened:
        qtbot.mouseClick(button(page, "Vorbereiten"), Qt.MouseButton.LeftButton)
    assert opened.args == [visit]
    button(page, "Vorbereiten").setFocus()
    with qtbot.waitSignal(desk.ways.begin_visit):
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(button(page, "Vorbereiten"), Qt.Key.Key_B, keys)


def test_the_time_until_the_next_visit_goes_on(
    page: TodayPage, qtbot: QtBot, desk: Desk, workspace: Workspace, clock: SettableClock
) -> None:
    plan_at(workspace, desk, time(13, 30))
    qtbot.waitUntil(lambda: page.appointments.next_card is not None)
    clock.advance(timedelta(minutes=40))
    page._tick.timeout.emit()
    assert "in 8 Minuten" in {one.text() for one in page.appointments.next_card.findChildren(Tag)}


def test_the_space_bar_moves_a_status_on_and_offers_to_take_it_back(
    qtbot: QtBot, page: TodayPage, desk: Desk, workspace: Workspace
) -> None:
    with workspace.write("Frist") as writer:
        measure = next(
            one
            for one in writer.session.scalars(select(Measure).order_by(Measure.title))
            if one.status == "in_progress"
        )
        measure.due_on = desk.now().date()
        chosen = measure.id
    qtbot.waitUntil(lambda: page.measures.measure_of(chosen) is not None)
    page.measures.rows.choose(chosen)
    with qtbot.waitSignal(desk.ways.undo_offered) as offered:
        qtbot.keyClick(page.measures.rows, Qt.Key.Key_Space)
    assert offered.args[0].endswith(": Umgesetzt")
    assert offered.args[1] == Step.STATUS
    with workspace.read() as reader:
        assert reader.get(Measure, chosen).status == "done"
    workspace.undo()
    with workspace.read() as reader:
        assert reader.get(Measure, chosen).status == "in_progress"
    with qtbot.waitSignal(desk.ways.plan) as opened:
        qtbot.keyClick(page.measures.rows, Qt.Key.Key_Return)
    assert opened.args[1] == chosen


def test_a_click_on_the_status_moves_it_on_and_one_beside_it_chooses_the_row_for_the_space_bar(
    qtbot: QtBot, page: TodayPage, desk: Desk, workspace: Workspace
) -> None:
    with workspace.write("Frist") as writer:
        measures = writer.session.scalars(select(Measure).order_by(Measure.title))
        chosen = next(one for one in measures if one.status == "in_progress")
        chosen.due_on = desk.now().date()
        measure = chosen.id
    qtbot.waitUntil(lambda: page.measures.measure_of(measure) is not None)
    rows = page.measures.rows
    rect = rows.visualRect(rows.rows.index(rows.rows.row_of(measure)))
    with qtbot.waitSignal(desk.ways.undo_offered):
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(24, rect.height() // 2)
        )
    with workspace.read() as reader:
        assert reader.get(Measure, measure).status == "done"
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    with qtbot.waitSignal(desk.ways.undo_offered):
        qtbot.keyClick(rows, Qt.Key.Key_Space)
    with workspace.read() as reader:
        assert reader.get(Measure, measure).status == "planned"


def test_a_conflict_stands_in_a_card_that_leads_to_it(
    qtbot: QtBot, page: TodayPage, desk: Desk, workspace: Workspace
) -> None:
    assert not page.conflicts.isVisible()
    with workspace.read() as reader:
        company = reader.all(select(Company))[0].id
        shown = reader.shown(company)
    for name in ("Eins GmbH", "Zwei GmbH"):
        with workspace.write("Name") as writer:
            writer.shown(company, shown)
            writer.set_wire(company, {"name": name})
    qtbot.waitUntil(page.conflicts.isVisible)
    with qtbot.waitSignal(desk.ways.conflicts) as opened:
        qtbot.mouseClick(button(page, "1 Konflikt ansehen"), Qt.MouseButton.LeftButton)
    assert opened.args == [""]


def test_the_head_leads_to_notes_measures_and_companies(qtbot: QtBot, page: TodayPage, desk: Desk) -> None:
    for name, way in (
        ("Neue Notiz", desk.ways.new_note),
        ("Neue Maßnahme", desk.ways.new_measure),
        ("Unternehmen anlegen", desk.ways.new_company),
        ("Neuer Termin", desk.ways.new_visit),
        ("Alle Maßnahmen", desk.ways.plan),
        ("Details zum Abgleich", desk.ways.sync),
    ):
        with qtbot.waitSignal(way):
            qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)
    assert [one.text() for one in page.head.new_menu().actions()] == [
        "Neue Notiz",
        "Neue Maßnahme",
        "Neuer Termin",
        "Unternehmen anlegen",
    ]


def test_a_day_without_appointments_says_so_and_offers_one(
    qtbot: QtBot, page: TodayPage, desk: Desk, clock: SettableClock
) -> None:
    clock.advance(timedelta(days=1))
    page._tick.timeout.emit()
    qtbot.waitUntil(lambda: "Mittwoch, 20. Mai 2026" in words(page))
    assert "Heute keine Termine." in words(page)
    with qtbot.waitSignal(desk.ways.new_visit):
        qtbot.mouseClick(button(page, "Besuch planen"), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("appointments", "ahead", "sentence"),
    [
        (0, 0, "Heute keine Termine."),
        (1, 1, "Ein Termin heute, er steht noch an."),
        (3, 2, "Drei Termine heute, zwei davon stehen noch an."),
        (3, 1, "Drei Termine heute, einer davon steht noch an."),
        (2, 2, "Zwei Termine heute, alle stehen noch an."),
        (14, 0, "14 Termine heute, alle sind vorbei."),
    ],
)
def test_the_sentence_counts_in_words(desk: Desk, appointments: int, ahead: int, sentence: str) -> None:
    assert count_sentence(appointments, ahead) == sentence
