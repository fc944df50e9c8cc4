"""A history that lacks values fetches them when it is opened; without a network it says where they lie."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.actions.sync.rounds import sync
from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.changes.change import RecordId
from consultant_app.desktop.companies.record_tabs import HistoryTab
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.past_note import PastNote
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.workspace.workspace import Workspace
from tests.desktop.quiet import wait_until_quiet
from tests.support.clock import SettableClock
from tests.support.laptops import add, edit
from tests.support.partner_server import PartnerServer, running_server

FIRST = "Der erste Stand. " * 30
SECOND = "Der zweite Stand. " * 30


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with running_server(f"sqlite:///{tmp_path / 'server.db'}") as server:
        server.add_person("k@en", name="Katrin Albers")
        yield server


def enrolled(folder: Path, server: PartnerServer, clock: SettableClock) -> Workspace:
    made, _ = create_enrolled(
        folder, server.invite("k@en"), folder.name, passphrase="geheim", use_keyring=False, clock=clock
    )
    return made


@pytest.fixture
def company(tmp_path: Path, server: PartnerServer, clock: SettableClock) -> RecordId:
    """With a note whose long text was replaced, written on another laptop."""
    other = enrolled(tmp_path / "other", server, clock)
    company = add(other, Company(name="Krümelglück"))
    note = add(other, Note(company=company))
    edit(other, note, text=FIRST)
    edit(other, note, text=SECOND)
    sync(other)
    other.close()
    return company


@pytest.fixture
def workspace(tmp_path: Path, server: PartnerServer, clock: SettableClock, company: RecordId) -> Iterator[Workspace]:
    made = enrolled(tmp_path / "w", server, clock)
    sync(made)
    yield made
    made.close()


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, company: RecordId) -> HistoryTab:
    made = HistoryTab(desk)
    qtbot.addWidget(made)
    made.show()
    desk.feed.committed.connect(lambda _: made.load(company))
    return made


def note_of(tab: HistoryTab) -> PastNote:
    return tab.findChild(PastNote)


def words(tab: HistoryTab) -> str:
    return "\n".join(row.subtitle for row in tab.rows.rows.rows)


def test_opening_a_history_fetches_what_it_lacks(qtbot: QtBot, desk: Desk, tab: HistoryTab, company: RecordId) -> None:
    tab.open(company)
    qtbot.waitUntil(lambda: "Der erste Stand." in words(tab))
    wait_until_quiet(qtbot, desk)
    assert not note_of(tab).isVisible()
    assert desk.workspace.verify().whole


def test_without_a_network_the_history_says_where_earlier_values_lie_and_fetches_them_the_next_time(
    qtbot: QtBot, desk: Desk, tab: HistoryTab, company: RecordId, server: PartnerServer
) -> None:
    server.stop()
    tab.open(company)
    qtbot.waitUntil(lambda: note_of(tab).text().startswith("Einige frühere Werte liegen auf dem Server"))
    wait_until_quiet(qtbot, desk)
    assert note_of(tab).isVisible()
    assert "liegt auf dem Server" in words(tab)
    server.start()
    tab.open(company)
    qtbot.waitUntil(lambda: "Der erste Stand." in words(tab))
