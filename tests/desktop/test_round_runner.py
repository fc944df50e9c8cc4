"""Rounds begin by themselves, are spaced out without a network, and begin at once when it is back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.actions.sync.rounds import sync
from consultant_app.actions.sync.setting_up import create_enrolled
from consultant_app.desktop import round_runner
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.round_runner import FIRST_RETRY_MS, LONGEST_RETRY_MS, RoundRunner
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.errors import TroubleError
from consultant_app.sync import watching
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.outbox import cursors
from consultant_app.workspace.workspace import Workspace
from tests.support.clock import SettableClock
from tests.support.laptops import add
from tests.support.partner_server import PartnerServer, running_server
from tests.support.scenarios import scenario

GREATEST = 0.999_999


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with running_server(f"sqlite:///{tmp_path / 'server.db'}") as server:
        server.add_person("k@en", name="Katrin Albers")
        yield server


@pytest.fixture
def workspace(tmp_path: Path, server: PartnerServer, clock: SettableClock) -> Iterator[Workspace]:
    made, _ = create_enrolled(
        tmp_path / "w", server.invite("k@en"), "Laptop", passphrase="geheim", use_keyring=False, clock=clock
    )
    yield made
    made.close()


def _runner(desk: Desk, randomness: Callable[[], float] = lambda: GREATEST) -> RoundRunner:
    desk.rounds.close()
    desk.rounds = RoundRunner(
        desk.workspace, desk.tasks, desk.feed, before_round=desk.drafts.seal_all, randomness=randomness, parent=desk
    )
    return desk.rounds


def _fail(qtbot: QtBot, runner: RoundRunner) -> TroubleError:
    with qtbot.waitSignal(runner.failed) as failed:
        runner.start()
    return failed.args[0]


def test_what_is_being_typed_goes_along_with_the_round(qtbot: QtBot, desk: Desk) -> None:
    note = add(desk.workspace, Note(title="Förderung"))
    desk.drafts.typed(note, "text", "Eben getippt.", shown=[])
    with qtbot.waitSignal(desk.rounds.ended):
        desk.rounds.start()

    assert desk.workspace.status().unsent == 0
    assert any("text" in step.fields and step.received_at for step in desk.workspace.history(note))


@scenario("F69")
def test_pauses_grow_up_to_a_quarter_of_an_hour(qtbot: QtBot, desk: Desk, server: PartnerServer) -> None:
    server.stop()
    runner = _runner(desk)
    pauses = []
    for _ in range(9):
        assert _fail(qtbot, runner).code == "server_unreachable"
        pauses.append(runner._timer.interval())
        runner._timer.stop()

    expected = [min(FIRST_RETRY_MS * 2**number, LONGEST_RETRY_MS) for number in range(9)]
    assert pauses == pytest.approx(expected, rel=0.1)


@scenario("F69")
def test_the_random_part_halves_a_pause_at_most(qtbot: QtBot, desk: Desk, server: PartnerServer) -> None:
    server.stop()
    runner = _runner(desk, lambda: 0.0)
    _fail(qtbot, runner)

    assert runner._timer.interval() == pytest.approx(FIRST_RETRY_MS / 2, rel=0.1)


def test_the_network_coming_back_begins_a_round_at_once(qtbot: QtBot, desk: Desk, server: PartnerServer) -> None:
    server.stop()
    runner = _runner(desk)
    _fail(qtbot, runner)
    assert runner.offline_since is not None
    server.start()
    runner._network.note(is_reachable=False)
    with qtbot.waitSignal(runner.ended):
        runner._network.note(is_reachable=True)

    assert runner.offline_since is None
    assert runner.problem is None


def test_a_network_that_was_never_gone_begins_nothing(desk: Desk) -> None:
    runner = _runner(desk)
    runner._network.note(is_reachable=True)

    assert not runner.is_running


def test_an_edit_leads_to_a_round_soon(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.rounds.ended):
        desk.rounds.start()
    with qtbot.waitSignal(desk.rounds.started, timeout=round_runner.REGULAR_MS // 2):
        add(desk.workspace, Note(title="Förderung"))


def test_a_stopped_round_ends_and_another_can_begin(qtbot: QtBot, desk: Desk) -> None:
    desk.rounds.start()
    with qtbot.waitSignal(desk.rounds.stopped):
        desk.rounds.stop()
    assert not desk.rounds.is_running
    add(desk.workspace, Note(title="Förderung"))
    with qtbot.waitSignal(desk.rounds.ended):
        desk.rounds.start()

    assert desk.workspace.status().unsent == 0


def test_asking_twice_runs_one_round_after_the_other(qtbot: QtBot, desk: Desk) -> None:
    ended: list[object] = []
    desk.rounds.ended.connect(ended.append)
    desk.rounds.start()
    desk.rounds.start()

    qtbot.waitUntil(lambda: len(ended) == 2)


def test_a_workspace_without_a_server_begins_no_round(desk: Desk) -> None:
    desk.workspace.change_identity(server_url="", token="")
    desk.rounds.start()

    assert not desk.rounds.is_running


def test_what_a_colleague_syncs_is_here_before_anybody_asks(
    qtbot: QtBot, desk: Desk, server: PartnerServer, tmp_path: Path, clock: SettableClock
) -> None:
    server.add_person("m@en", name="Murat Demir")
    colleague, _ = create_enrolled(
        tmp_path / "b", server.invite("m@en"), "Laptop B", passphrase="geheim", use_keyring=False, clock=clock
    )
    with qtbot.waitSignal(desk.rounds.ended):
        desk.rounds.start()
    qtbot.waitUntil(lambda: desk.rounds._listening is not None)
    with qtbot.waitSignal(desk.rounds.ended, timeout=round_runner.REGULAR_MS // 2):
        company = add(colleague, Company(name="Tilgner"))
        sync(colleague)
    colleague.close()
    with desk.workspace.read() as reader:
        assert reader.get(Company, company).name == "Tilgner"


def test_a_server_that_goes_while_this_laptop_waits_is_noticed_without_hurry(
    qtbot: QtBot, desk: Desk, server: PartnerServer
) -> None:
    runner = _runner(desk)
    with qtbot.waitSignal(runner.ended):
        runner.start()
    server.stop()

    qtbot.waitUntil(lambda: runner._listening is None and 0 < runner.next_try_ms <= FIRST_RETRY_MS)


def test_a_laptop_that_cannot_follow_is_not_told_the_same_for_ever(
    qtbot: QtBot, desk: Desk, server: PartnerServer
) -> None:
    runner = _runner(desk)
    with qtbot.waitSignal(runner.ended):
        runner.start()
    with desk.workspace.database.reading() as connection:
        stands = {space: cursor.position for space, cursor in cursors(cursor_of(connection)).items()}
    runner._stop_listening()
    runner._told_at = stands
    runner._listen()

    qtbot.waitUntil(lambda: runner._listening is None)
    assert runner.next_try_ms > round_runner.NEWS_SPREAD_MS


@scenario("F56")
def test_a_server_that_knows_no_waiting_is_asked_by_regular_rounds_and_nothing_is_wrong(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "WATCH_PATH", "/v1/unknown-to-an-older-server")
    runner = _runner(desk)
    with qtbot.waitSignal(runner.ended):
        runner.start()
    qtbot.waitUntil(lambda: runner._listening is None)

    assert runner._timer.interval() == round_runner.REGULAR_MS
    assert (runner.problem, runner.offline_since) == (None, None)


def test_where_only_waiting_fails_it_is_tried_ever_more_rarely_and_nothing_is_wrong(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "ANSWER_TIMEOUT_S", 0.1)
    runner = _runner(desk)
    pauses = []
    for _ in range(5):
        with qtbot.waitSignal(runner.ended):
            runner.start()
        qtbot.waitUntil(lambda: runner._listening is None)
        pauses.append(runner._timer.interval())

    expected = [min(FIRST_RETRY_MS * 2**number, round_runner.REGULAR_MS) for number in range(5)]
    assert pauses == pytest.approx(expected, rel=0.1)
    assert (runner.problem, runner.offline_since) == (None, None)
