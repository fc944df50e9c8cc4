"""The trust block says what is true: typed, saved, waiting, not saved, and where the record of the moment is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.sync.feature import add_sync
from consultant_app.desktop.trust_keeper import TrustKeeper
from consultant_app.desktop.widgets.indicators import TwoDots
from consultant_app.desktop.widgets.painting import DotState
from consultant_app.domain.note import Note
from consultant_app.workspace.workspace import Workspace
from tests.desktop.late_answers import LateAnswers
from tests.support.clock import SettableClock
from tests.support.disk import FullDisk, disk  # noqa: F401 - a fixture
from tests.support.laptops import add


@pytest.fixture
def trust(qtbot: QtBot, window: MainWindow, desk: Desk) -> TrustKeeper:
    add_sync(window, desk)
    keeper = TrustKeeper(window, desk)
    qtbot.waitUntil(lambda: "12:42" in _words(window))
    return keeper


@pytest.fixture
def note(workspace: Workspace) -> RecordId:
    return add(workspace, Note(title="Förderung"))


def _words(window: MainWindow) -> str:
    return window.navigation.trust.accessibleName()


def _dots(window: MainWindow) -> DotState:
    return window.navigation.trust.findChild(TwoDots).state


def test_nothing_is_said_to_wait_or_not_before_it_was_counted(
    qtbot: QtBot, window: MainWindow, desk: Desk, late_answers: LateAnswers
) -> None:
    late_answers.hold()
    TrustKeeper(window, desk)
    qtbot.waitUntil(lambda: late_answers.count == 1)
    assert _words(window).endswith("Ob etwas auf Abgleich wartet, wird geprüft.")
    assert _dots(window) is DotState.UNKNOWN
    assert "wird geprüft" in window.navigation.trust.findChild(TwoDots).accessibleName()

    late_answers.release()
    assert _words(window).endswith(" Änderungen warten auf Abgleich.")
    assert _dots(window) is DotState.WAITING


def test_that_nothing_waits_is_taken_back_by_the_next_word_that_is_kept(
    qtbot: QtBot, window: MainWindow, desk: Desk, trust: TrustKeeper, late_answers: LateAnswers
) -> None:
    trust._state = replace(trust._state, waiting=0)
    late_answers.hold()
    desk.write("Angelegt", lambda writer: str(writer.new(Note(title="Noch eine")).id))

    qtbot.waitUntil(lambda: "wird geprüft" in _words(window))
    assert _dots(window) is DotState.UNKNOWN


def test_typing_shows_in_the_dots_and_the_time_follows(
    qtbot: QtBot, window: MainWindow, desk: Desk, trust: TrustKeeper, note: RecordId, clock: SettableClock
) -> None:
    clock.advance(timedelta(minutes=5))
    desk.drafts.typed(note, "text", "Neu.", shown=[])
    assert _dots(window) is DotState.TYPING

    qtbot.waitUntil(lambda: "12:47" in _words(window))
    assert _dots(window) is DotState.WAITING


def test_what_is_chosen_counts_as_saved_at_its_time(
    qtbot: QtBot, window: MainWindow, desk: Desk, trust: TrustKeeper, clock: SettableClock
) -> None:
    clock.advance(timedelta(minutes=9))
    desk.write("Angelegt", lambda writer: str(writer.new(Note(title="Noch eine")).id))

    qtbot.waitUntil(lambda: "12:51" in _words(window))


def test_a_full_disk_is_said_until_the_text_is_saved(
    qtbot: QtBot, window: MainWindow, desk: Desk, trust: TrustKeeper, note: RecordId,
    disk: FullDisk,  # noqa: F811 - the fixture
) -> None:  # fmt: skip
    disk.is_full = True
    desk.drafts.typed(note, "text", "Neu.", shown=[])
    qtbot.waitUntil(lambda: bool(window.messages.messages()))

    assert "kein Platz" in window.messages.messages()[0].accessibleName()
    assert "noch da" in _words(window)
    assert _dots(window) is DotState.TYPING
    disk.is_full = False
    desk.drafts.write_now()
    qtbot.waitUntil(lambda: not window.messages.messages())
    assert "Alles gesichert" in _words(window)
