"""The page Abgleich with a real server: rounds with counts, conflicts decided by clicking, nothing refused lost."""

import threading
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.sync.rounds import sync
from consultant_app.changes.change import EXISTENCE
from consultant_app.changes.wire import SyncAsk
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.network_watch import NetworkWatch
from consultant_app.desktop.sync.choice_cells import marked
from consultant_app.desktop.sync.conflict_panel import ConflictPanel
from consultant_app.desktop.theme import Theme
from consultant_app.desktop.widgets.checks import CheckBox, RadioButton
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.desktop.widgets.writing import WritingEditor
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant
from consultant_app.server.database import writing
from consultant_app.server.instants import milliseconds
from consultant_app.server.rights import Role
from consultant_app.server.schema import DEVICE
from consultant_app.sync.transport import HTTPTransport
from consultant_app.workspace.workspace import Workspace
from tests.desktop.finding import named, words
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.sync.conftest import Pair, sync_now
from tests.desktop.tour import over_the_edge, words_cut_off
from tests.desktop.typing import type_text
from tests.support.laptops import add, delete, edit, every, find, read, shown
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.support.waiting import PATIENCE_S


def _press(qtbot: QtBot, page: MainWindow, name: str) -> None:
    button = named(page, QPushButton, name)
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _tick(qtbot: QtBot, page: MainWindow, cls: type, ending: str) -> None:
    panel = page.findChild(ConflictPanel)
    marks = [one for one in panel.findChildren(cls) if one.accessibleName().endswith(ending)]
    assert len(marks) == 1, [one.accessibleName() for one in panel.findChildren(cls)]
    qtbot.mouseClick(marks[0], Qt.MouseButton.LeftButton)


def _take(qtbot: QtBot, page: MainWindow) -> None:
    _press(qtbot, page, "Ergebnis übernehmen")


def _conflicts(workspace: Workspace) -> set[str]:
    return {conflict.field for conflict in workspace.conflicts()}


def _rows(page: MainWindow, name: str) -> list[str]:
    return [row.title for row in named(page, RowList, name).rows.rows]


def _sees(qtbot: QtBot, page: MainWindow, sentence: str) -> None:
    qtbot.waitUntil(lambda: sentence in words(page))


def test_a_conflict_names_both_authors_and_both_values(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> None:
    pair.both_edit(mine={"due_on": date(2026, 9, 30)}, theirs={"due_on": date(2026, 10, 31)})
    sync_now(qtbot, desk)
    qtbot.waitUntil(page.findChild(ConflictPanel).isVisible)

    seen = words(page)
    for part in ("Meine Fassung", "Fassung von Jens Wrobel", "Laptop j@en", "30.09.2026", "31.10.2026", "31.08.2026"):
        assert part in seen
    assert "LED-Umrüstung Halle 2, Tilgner Metallbau" in seen
    assert "Konflikt 1 von 1" in seen


def test_whose_version_a_button_takes_is_read_in_large_letters_too(
    qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair, theme: Theme
) -> None:
    pair.both_edit(mine={"due_on": date(2026, 9, 30)}, theirs={"due_on": date(2026, 10, 31)})
    sync_now(qtbot, desk)
    theme.set_scale(130)
    page.resize(1180, 720)
    wait_until_quiet(qtbot, desk)
    for name in (
        "Alles von mir",
        "Alles von Jens Wrobel",
        "Später",
        "Ergebnis übernehmen",
    ):
        button = named(page, QPushButton, name)
        assert words_cut_off(button) == ""
        assert over_the_edge(button, page) == ""
    page.resize(1440, 868)


def test_a_value_chosen_by_clicking_is_saved_and_can_be_taken_back(
    qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair
) -> None:
    pair.both_edit(mine={"due_on": date(2026, 9, 30)}, theirs={"due_on": date(2026, 10, 31)})
    sync_now(qtbot, desk)
    qtbot.waitUntil(page.findChild(ConflictPanel).isVisible)
    assert not named(page, QPushButton, "Ergebnis übernehmen").isEnabled()
    _tick(qtbot, page, RadioButton, "31.10.2026")
    _take(qtbot, page)

    qtbot.waitUntil(lambda: not _conflicts(pair.mine))
    assert read(pair.mine, Measure, pair.measure).due_on == date(2026, 10, 31)
    _sees(qtbot, page, "Konflikt entschieden")
    _press(qtbot, page, "Rückgängig")
    qtbot.waitUntil(lambda: _conflicts(pair.mine) == {"due_on"})
    wait_until_quiet(qtbot, desk)
    for part in ("Meine Fassung", "Fassung von Jens Wrobel", "Laptop j@en", "30.09.2026", "31.10.2026"):
        _sees(qtbot, page, part)
    _tick(qtbot, page, RadioButton, "30.09.2026")
    _take(qtbot, page)
    qtbot.waitUntil(lambda: not _conflicts(pair.mine))
    assert read(pair.mine, Measure, pair.measure).due_on == date(2026, 9, 30)


def test_two_texts_are_both_kept_and_edited(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> None:
    pair.both_edit(
        mine={"description": "Angebot liegt vor, rund 38.000 €."}, theirs={"description": "Angebot liegt seit Mai vor."}
    )
    sync_now(qtbot, desk)
    qtbot.waitUntil(page.findChild(ConflictPanel).isVisible)
    _tick(qtbot, page, CheckBox, "rund 38.000 €.")
    _tick(qtbot, page, CheckBox, "seit Mai vor.")
    result = named(page, WritingEditor, "Ergebnis: Beschreibung")
    assert "rund 38.000 €." in result.text
    assert "seit Mai vor." in result.text
    result.setFocus()
    result.moveCursor(result.textCursor().MoveOperation.End)
    type_text(result, " Größe geklärt.")
    _take(qtbot, page)

    qtbot.waitUntil(lambda: not _conflicts(pair.mine))
    assert read(pair.mine, Measure, pair.measure).description == result.text
    assert result.text.endswith("Größe geklärt.")


def test_the_common_state_before_is_read_with_its_day_and_author_of_texts_too(
    qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair
) -> None:
    pair.both_edit(
        mine={"due_on": date(2026, 9, 30), "description": "Angebot liegt vor, rund 38.000 €."},
        theirs={"due_on": date(2026, 10, 31), "description": "Angebot liegt seit Mai vor."},
    )
    sync_now(qtbot, desk)
    qtbot.waitUntil(page.findChild(ConflictPanel).isVisible)
    _sees(qtbot, page, "Gemeinsamer Stand davor, vom 19.05.2026, von Katrin Albers: Frist 31.08.2026.")
    _sees(qtbot, page, "Gemeinsamer Stand davor, vom 19.05.2026, von Katrin Albers, Beschreibung:\nAngebot liegt vor.")


def test_all_of_one_side_is_one_press(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> None:
    pair.both_edit(
        mine={"due_on": date(2026, 9, 30), "title": "LED in Halle 2"},
        theirs={"due_on": date(2026, 10, 31), "title": "LED Halle zwei"},
    )
    sync_now(qtbot, desk)
    qtbot.waitUntil(page.findChild(ConflictPanel).isVisible)
    _press(qtbot, page, "Alles von Jens Wrobel")
    _take(qtbot, page)

    qtbot.waitUntil(lambda: not _conflicts(pair.mine))
    measure = read(pair.mine, Measure, pair.measure)
    assert (measure.due_on, measure.title) == (date(2026, 10, 31), "LED Halle zwei")


def test_keys_take_one_side_of_the_field_at_hand(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> None:
    pair.both_edit(
        mine={"due_on": date(2026, 9, 30), "title": "LED in Halle 2"},
        theirs={"due_on": date(2026, 10, 31), "title": "LED Halle zwei"},
    )
    sync_now(qtbot, desk)
    panel = page.findChild(ConflictPanel)
    qtbot.waitUntil(panel.isVisible)
    page.activateWindow()
    for ending, key in (("31.10.2026", Qt.Key.Key_2), ("LED Halle zwei", Qt.Key.Key_1)):
        mark = next(one for one in panel.findChildren(RadioButton) if one.accessibleName().endswith(ending))
        mark.setFocus()
        QTest.keyClick(mark, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: not _conflicts(pair.mine))
    measure = read(pair.mine, Measure, pair.measure)
    assert (measure.due_on, measure.title) == (date(2026, 10, 31), "LED in Halle 2")


@pytest.mark.parametrize(("choice", "stays"), [("gelöscht", False), ("behalten", True)])
def test_deleted_against_edited_is_decided(
    qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair, choice: str, stays: bool
) -> None:
    company = add(pair.mine, Company(name="Ruhrblick Logistik"))
    pair.exchange()
    delete(pair.theirs, company)
    edit(pair.mine, company, name="Ruhrblick Spedition")
    pair.exchange()
    sync_now(qtbot, desk)
    qtbot.waitUntil(page.findChild(ConflictPanel).isVisible)
    _tick(qtbot, page, RadioButton, choice)
    _take(qtbot, page)

    qtbot.waitUntil(lambda: not _conflicts(pair.mine))
    assert (find(pair.mine, Company, company) is not None) == stays
    _sees(qtbot, page, "Konflikt entschieden")
    _press(qtbot, page, "Rückgängig")
    qtbot.waitUntil(lambda: _conflicts(pair.mine) == {EXISTENCE})
    for part in ("Meine Fassung", "Fassung von Jens Wrobel", "Ruhrblick Spedition"):
        _sees(qtbot, page, part)


def test_later_leads_on_and_keeps_the_conflict(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> None:
    second = add(pair.mine, Company(name="Ruhrblick Logistik"))
    pair.exchange()
    pair.both_edit(mine={"name": "Ruhrblick A"}, theirs={"name": "Ruhrblick B"}, record=second)
    pair.both_edit(mine={"due_on": date(2026, 9, 30)}, theirs={"due_on": date(2026, 10, 31)})
    sync_now(qtbot, desk)
    panel = page.findChild(ConflictPanel)
    qtbot.waitUntil(panel.isVisible)
    first = panel.record_id
    _press(qtbot, page, "Später")

    assert panel.record_id != first
    assert len(_rows(page, "Zu entscheiden")) == 2
    assert "Konflikt 2 von 2" in words(page)


def test_what_was_answered_so_far_survives_a_round(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> None:
    pair.both_edit(
        mine={"due_on": date(2026, 9, 30), "title": "LED in Halle 2"},
        theirs={"due_on": date(2026, 10, 31), "title": "LED Halle zwei"},
    )
    sync_now(qtbot, desk)
    qtbot.waitUntil(page.findChild(ConflictPanel).isVisible)
    _tick(qtbot, page, RadioButton, "31.10.2026")
    edit(pair.theirs, pair.measure, title="LED Halle II")
    pair.exchange()
    sync_now(qtbot, desk)
    _sees(qtbot, page, "LED Halle II")

    mark = next(one for one in page.findChildren(RadioButton) if one.accessibleName().endswith("31.10.2026"))
    assert mark.isChecked()


def test_a_running_round_shows_counts_and_stops(
    qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        add(pair.mine, Company(name=f"Betrieb {number}"))
    go_on, asked, first = threading.Event(), threading.Event(), [True]
    ask = HTTPTransport.ask

    def held(self: HTTPTransport, path: str, question: Any, answer: Any) -> Any:
        given = ask(self, path, question, answer)
        if isinstance(question, SyncAsk) and first:
            first.clear()
            asked.set()
            go_on.wait(PATIENCE_S)
        return given

    monkeypatch.setattr(HTTPTransport, "ask", held)
    desk.rounds.start()
    qtbot.waitUntil(asked.is_set)
    _sees(qtbot, page, "Sie können weiterarbeiten")
    _press(qtbot, page, "Anhalten")
    _sees(qtbot, page, "hält nach der laufenden Antwort an")
    with qtbot.waitSignal(desk.rounds.stopped):
        go_on.set()

    assert pair.mine.status().unsent == 0, "the answer under way was kept"
    _sees(qtbot, page, "3 gesendet")


def test_what_waits_is_said_in_a_persons_words_with_the_companies(
    qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair
) -> None:
    """A visit is one thing, however many parts it has."""
    first, second = add(pair.mine, Company(name="Betrieb 1")), add(pair.mine, Company(name="Betrieb 2"))
    for company in (first, second):
        visit = add(pair.mine, Visit(company=company))
        add(pair.mine, Participant(visit=visit, name="Jürgen Übermut"))
    add(pair.mine, Note(title="Rückruf"))

    def told() -> dict[str, set[str]]:
        rows = named(page, RowList, "Wartet auf Abgleich").rows.rows
        return {row.title: set(row.subtitle.split(", ")) for row in rows}

    companies = {"Betrieb 1", "Betrieb 2"}
    qtbot.waitUntil(lambda: told() == {"2 Unternehmen": companies, "2 Besuche": companies, "1 Notiz": {"Rückruf"}})
    sync_now(qtbot, desk)

    qtbot.waitUntil(lambda: not named(page, RowList, "Wartet auf Abgleich").isVisible())


def test_the_page_says_since_when_the_server_does_not_answer_and_whether_there_is_a_network(
    qtbot: QtBot,
    page: MainWindow,
    desk: Desk,
    pair: Pair,
    server: PartnerServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(NetworkWatch, "begin", lambda _: None)  # what this machine is connected to besides
    sync_now(qtbot, desk)
    assert any(label.isVisible() for label in [_tag(page, "verbunden mit dem Partner-Server")])
    server.stop()
    with qtbot.waitSignal(desk.rounds.failed):
        desk.rounds.start()
    _sees(qtbot, page, "Server antwortet nicht seit")
    assert "Kein Netz" not in words(page)
    assert not _tag(page, "verbunden mit dem Partner-Server").isVisible()
    assert "Alles bleibt gesichert" in words(page)
    desk.rounds.findChild(NetworkWatch).note(is_reachable=False)
    with qtbot.waitSignal(desk.rounds.failed):
        desk.rounds.start()
    _sees(qtbot, page, "Kein Netz seit")
    server.start()
    sync_now(qtbot, desk)

    qtbot.waitUntil(lambda: _tag(page, "verbunden mit dem Partner-Server").isVisible())
    assert "Kein Netz seit" not in words(page)


@scenario("F17")
def test_the_page_says_what_to_do_as_long_as_the_server_meets_two_of_this_device(
    qtbot: QtBot, page: MainWindow, desk: Desk, server: PartnerServer
) -> None:
    def meet(at_ms: int | None) -> None:
        assert server.engine is not None
        with writing(server.engine) as connection:
            connection.execute(update(DEVICE).values(cloned_at=at_ms))
        sync_now(qtbot, desk)

    meet(milliseconds(server.clock()))
    _sees(qtbot, page, "Von diesem Gerät arbeiten zwei am Partnerserver")
    meet(None)
    qtbot.waitUntil(lambda: "arbeiten zwei" not in words(page))


def _tag(page: MainWindow, text: str) -> Any:
    from consultant_app.desktop.widgets.labels import Tag

    return next(tag for tag in page.findChildren(Tag) if tag.text() == text)


def test_what_the_server_refused_is_kept_and_sent_again(
    qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair, server: PartnerServer
) -> None:
    server.change_roles("k@en", Role.OFFICE)
    edit(pair.mine, pair.measure, title="Ohne Recht geschrieben")
    sync_now(qtbot, desk)
    qtbot.waitUntil(lambda: named(page, RowList, "Zurückgestellt").isVisible())
    row = named(page, RowList, "Zurückgestellt").rows.rows[0]
    assert "nicht mehr schreiben" in row.subtitle or "hier erhalten" in row.subtitle
    server.change_roles("k@en", Role.CONSULTANT)
    with qtbot.waitSignal(desk.rounds.ended):
        _press(qtbot, page, "Erneut senden")

    qtbot.waitUntil(lambda: pair.mine.status().set_aside == 0)


def test_earlier_rounds_stay_over_a_restart(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> None:
    add(pair.mine, Company(name="Betrieb"))
    sync_now(qtbot, desk)
    _press(qtbot, page, "Frühere Abgleiche")
    qtbot.waitUntil(lambda: len(_rows(page, "Frühere Abgleiche")) >= 2)

    assert len(pair.mine.rounds()) == len(_rows(page, "Frühere Abgleiche"))


def test_a_round_that_arrives_while_somebody_types_overwrites_nothing(
    qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair
) -> None:
    seen = shown(pair.mine, pair.measure, "description")
    edit(pair.theirs, pair.measure, description="Jens war schneller.")
    sync(pair.theirs)
    desk.drafts.typed(pair.measure, "description", "Katrin tippt noch", shown=seen)
    sync_now(qtbot, desk)
    desk.drafts.typed(pair.measure, "description", "Katrin tippt noch immer.", shown=seen)
    desk.drafts.left(pair.measure)
    desk.tasks.drain()

    (conflict,) = pair.mine.conflicts(pair.measure)
    assert {value.value for value in conflict.values} == {"Jens war schneller.", "Katrin tippt noch immer."}


def test_a_key_begins_a_round(qtbot: QtBot, page: MainWindow, desk: Desk, pair: Pair) -> None:
    page.activateWindow()
    with qtbot.waitSignal(desk.rounds.ended):
        QTest.keyClick(page, Qt.Key.Key_F5)


def test_marks_name_what_the_other_text_does_not_have() -> None:
    assert marked("Angebot liegt vor", "Angebot liegt seit Mai vor") == "Angebot liegt vor"
    assert marked("rund 5 < 6 €", "rund 5 < 7 €") == "rund 5 &lt; <u>6</u> €"


class TestAlone:
    """A workspace without a server, at the same page."""

    @pytest.fixture
    def workspace(self, tmp_path: Any, clock: Any) -> Any:
        from consultant_app.actions.sync.setting_up import create_alone

        made, _ = create_alone(tmp_path / "alone", "EN", "Katrin", passphrase="geheim", use_keyring=False, clock=clock)
        yield made
        made.close()

    def test_it_joins_by_an_invitation_and_keeps_everything(
        self, qtbot: QtBot, page: MainWindow, desk: Desk, server: PartnerServer
    ) -> None:
        company = add(desk.workspace, Company(name="Tilgner Metallbau"))
        invitation = server.invite("k@en")
        type_text(named(page, QLineEdit, "Einladung"), f"{invitation.server_url}#{invitation.code}")
        with qtbot.waitSignal(desk.rounds.ended):
            _press(qtbot, page, "Mit dem Partner-Server verbinden")

        assert desk.workspace.identity.user_name == "Katrin Albers"
        assert read(desk.workspace, Company, company).name == "Tilgner Metallbau"
        assert desk.workspace.status().unsent == 0

    def test_a_code_that_nobody_knows_is_named_at_the_field(
        self, qtbot: QtBot, page: MainWindow, desk: Desk, server: PartnerServer
    ) -> None:
        type_text(named(page, QLineEdit, "Einladung"), f"{server.url}#ABCD-EFGH-JKLM")
        _press(qtbot, page, "Mit dem Partner-Server verbinden")

        _sees(qtbot, page, "kennt der Partnerserver nicht")

    @pytest.mark.parametrize(
        ("pressed", "companies"), [("Beispieldaten entfernen und verbinden", 1), ("Beispieldaten mitnehmen", 26)]
    )
    def test_what_becomes_of_the_sample_is_asked_before_anything_is_sent(
        self, qtbot: QtBot, page: MainWindow, desk: Desk, server: PartnerServer, pressed: str, companies: int
    ) -> None:
        load_sample(desk.workspace, desk.now().date())
        add(desk.workspace, Company(name="Tilgner Metallbau"))
        invitation = server.invite("k@en")
        type_text(named(page, QLineEdit, "Einladung"), f"{invitation.server_url}#{invitation.code}")
        _press(qtbot, page, "Mit dem Partner-Server verbinden")
        _sees(qtbot, page, "Beispieldaten: 25 erfundene Unternehmen. Nehmen Sie sie mit, sehen alle im Verbund sie.")
        assert not desk.workspace.identity.joined
        with qtbot.waitSignal(desk.rounds.ended):
            _press(qtbot, page, pressed)

        assert desk.workspace.status().unsent == 0
        assert len(every(desk.workspace, Company)) == companies
