import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.tasks import JobControl, Lane, Tasks
from tests.support.waiting import PATIENCE_S


@pytest.fixture
def told() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qtbot: QtBot, told: list[Exception]) -> Iterator[Tasks]:
    tasks = Tasks(told.append)
    yield tasks
    assert tasks.shutdown()


def test_a_job_runs_beside_the_interface_and_its_result_comes_back_to_it(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[object] = []
    results: list[int] = []

    def on_done(result: int) -> None:
        threads.append(threading.current_thread())
        results.append(result)

    def work(_control: JobControl) -> int:
        threads.append(threading.current_thread())
        return 7

    tasks.run(work, on_done)
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert results == [7]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_two_writing_jobs_never_run_at_once(tasks: Tasks) -> None:
    second_began = threading.Event()
    together: list[bool] = []
    tasks.run(lambda _control: together.append(second_began.wait(0.2)), lane=Lane.WRITE)
    tasks.run(lambda _control: second_began.set(), lane=Lane.WRITE)
    assert tasks.drain()
    assert together == [False]


def test_writing_jobs_keep_their_order(tasks: Tasks) -> None:
    order: list[int] = []
    for number in range(50):
        tasks.run(lambda _control, number=number: order.append(number), lane=Lane.WRITE)
    assert tasks.drain()
    assert order == list(range(50))


def test_a_failure_reaches_the_one_who_asked(tasks: Tasks, told: list[Exception]) -> None:
    failures: list[Exception] = []
    tasks.run(lambda _control: 1 // 0, on_failed=failures.append)
    tasks.drain()
    assert [type(failure) for failure in failures] == [ZeroDivisionError]
    assert told == []


def test_a_failure_nobody_takes_is_logged_and_told(
    tasks: Tasks, told: list[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        tasks.run(lambda _control: 1 // 0)
        tasks.drain()
    assert [type(failure) for failure in told] == [ZeroDivisionError]
    assert "a job failed" in caplog.text


def test_nothing_is_delivered_to_an_owner_that_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    owner, go, results = QObject(), threading.Event(), []
    tasks.run(lambda _control: go.wait(PATIENCE_S), results.append, owner=owner)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    go.set()
    tasks.drain()
    assert results == []


def test_a_cancelled_job_stops_where_it_may_and_delivers_nothing(tasks: Tasks, told: list[Exception]) -> None:
    begun, results = threading.Event(), []

    def work(control: JobControl) -> None:
        begun.set()
        while True:
            control.stop_if_cancelled()

    job = tasks.run(work, results.append, results.append)
    assert begun.wait(PATIENCE_S)
    job.cancel()
    assert tasks.drain()
    assert (results, told) == ([], [])


def test_progress_arrives_in_order_on_the_interfaces_thread(tasks: Tasks) -> None:
    steps: list[tuple[int, int, str]] = []

    def on_progress(done: int, total: int, text: str) -> None:
        assert threading.current_thread() is threading.main_thread()
        steps.append((done, total, text))

    def work(control: JobControl) -> None:
        for done in range(1, 4):
            control.report(done, 3, f"step {done}")

    tasks.run(work, on_progress=on_progress)
    tasks.drain()
    assert steps == [(1, 3, "step 1"), (2, 3, "step 2"), (3, 3, "step 3")]


def test_drain_waits_for_jobs_that_callbacks_start(tasks: Tasks) -> None:
    results: list[str] = []
    tasks.run(lambda _control: "first", lambda _first: tasks.run(lambda _control: "second", results.append))
    assert tasks.drain()
    assert results == ["second"]


def test_shutdown_lets_writing_finish_and_cancels_the_rest(qtbot: QtBot, told: list[Exception]) -> None:
    tasks = Tasks(told.append)
    written: list[int] = []

    def endless(control: JobControl) -> None:
        while True:
            control.stop_if_cancelled()

    tasks.run(endless, lane=Lane.NETWORK)
    for number in range(5):
        tasks.run(lambda _control, number=number: written.append(number), lane=Lane.WRITE)
    assert tasks.shutdown()
    assert written == [0, 1, 2, 3, 4]
    with pytest.raises(RuntimeError):
        tasks.run(lambda _control: None, lane=Lane.WRITE)
    assert tasks.run(lambda _control: written.append(5)).control.is_cancelled
    assert 5 not in written


def test_the_interface_is_told_when_work_begins_and_ends(qtbot: QtBot, tasks: Tasks) -> None:
    states: list[bool] = []
    tasks.busy_changed.connect(states.append)
    tasks.run(lambda _control: QThread.currentThread() is None)
    tasks.run(lambda _control: None)
    tasks.drain()
    assert states == [True, False]


class _Part(QWidget):
    """Subclassed in Python: only of these does PySide leave the end to whichever thread lets go last."""

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        super().__init__()
        self.destroyed.connect(lambda: ended_on.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)

    def take(self, _outcome: object) -> None:
        """Only its being held matters."""


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_job_held_of_a_window_ends_on_the_interfaces_thread(
    qtbot: QtBot, tasks: Tasks, told: list[Exception], fails: bool
) -> None:
    ended_on: list[threading.Thread] = []
    let_go = threading.Event()
    lingering = threading.Event()

    def linger(_errand: object) -> None:
        """On the job's thread, which may be that slow to end."""
        lingering.set()
        let_go.wait(PATIENCE_S)

    def give() -> None:
        part = _Part(ended_on)

        def work(_control: JobControl) -> QWidget:
            if fails:
                raise ValueError(part)
            return part

        tasks.run(work, part.take, part.take)

    tasks._finished.connect(linger, Qt.ConnectionType.DirectConnection)
    give()
    assert lingering.wait(PATIENCE_S)
    qtbot.waitUntil(lambda: tasks.is_idle)
    ended_before_the_job = list(ended_on)
    let_go.set()

    assert ended_before_the_job == [threading.main_thread()]
