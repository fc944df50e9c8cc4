"""The one doorway to other threads: jobs run beside the interface, their results come back on its thread.

Writing jobs run one after the other on a single thread, reading and network jobs on small pools of their own.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from shiboken6 import isValid

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Lane(Enum):
    """Where a job runs. WRITE keeps the order in which jobs were given.

    LISTEN is for waiting at the outside until something happens there: nobody waits for such a job, and it must end
    soon after it was cancelled.
    """

    WRITE = "write"
    READ = "read"
    NETWORK = "network"
    LISTEN = "listen"


_THREADS = {Lane.WRITE: 1, Lane.READ: 2, Lane.NETWORK: 2, Lane.LISTEN: 2}


class JobCancelledError(Exception):
    """Raised inside a job by `JobControl.stop_if_cancelled`; never shown to anybody."""


class JobControl:
    """What a running job has of the outside: whether it should stop, and a way to say how far it is. Any thread."""

    def __init__(self, report: Callable[[int, int, str], None]) -> None:
        self._cancelled = threading.Event()
        self._report = report
        self._lock = threading.Lock()
        self._abort: Callable[[], None] | None = None

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def stop_if_cancelled(self) -> None:
        """Raises JobCancelledError once the job was cancelled; call it where stopping harms nothing."""
        if self._cancelled.is_set():
            raise JobCancelledError

    def report(self, done: int, total: int, text: str = "") -> None:
        """How far the job is; reaches `on_progress` on the interface's thread."""
        self._report(done, total, text)

    def when_cancelled(self, abort: Callable[[], None]) -> None:
        """`abort` is called once, on the cancelling thread, or at once if it is too late."""
        with self._lock:
            self._abort = abort
        if self.is_cancelled:
            self.cancel()

    def cancel(self) -> None:
        self._cancelled.set()
        with self._lock:
            abort, self._abort = self._abort, None
        if abort is not None:
            abort()


class Job(Generic[T]):
    """A job that was given to `Tasks`; for cancelling it and for asking whether it is over. Interface thread only."""

    def __init__(
        self,
        *,
        owner: QObject | None,
        on_done: Callable[[T], None] | None,
        on_failed: Callable[[Exception], None] | None,
        on_progress: Callable[[int, int, str], None] | None,
        report: Callable[["Job[Any]", int, int, str], None],
    ) -> None:
        self.owner, self.on_done, self.on_failed, self.on_progress = owner, on_done, on_failed, on_progress
        self.control = JobControl(lambda done, total, text: report(self, done, total, text))
        self.is_over = False

    def cancel(self) -> None:
        """Neither `on_done` nor `on_failed` will be called; a job that has not begun never begins."""
        self.control.cancel()

    def let_go(self) -> None:
        """Who still keeps it, now that it is over, keeps nothing of what it was given."""
        self.owner = self.on_done = self.on_failed = self.on_progress = None

    @property
    def is_wanted(self) -> bool:
        """False once it was cancelled or its owner is gone."""
        gone = self.owner is not None and not isValid(self.owner)
        return not gone and not self.control.is_cancelled


class _Errand:
    """What another thread holds of a job. It is emptied on the interface's thread: the last hold on a callback, on a
    job or on the frames of a failure may be the last on a part of a window, which must not end anywhere else.
    """

    def __init__(self, job: Job[Any], work: Callable[[JobControl], Any]) -> None:
        self._held: list[Any] = [job, work]

    def run(self) -> None:
        """On the job's thread; holds nothing of the job when it returns."""
        job, work = self._held
        try:
            job.control.stop_if_cancelled()
            self._held += [work(job.control), None]
        except Exception as error:  # noqa: BLE001 - every failure is handed to the interface's thread
            self._held += [None, error]

    def empty(self) -> tuple[Job[Any], object, Exception | None]:
        """On the interface's thread, once."""
        job, _work, result, failure = self._held
        self._held.clear()
        return job, result, failure


class Tasks(QObject):
    """Runs jobs. `tell` is the one handler for failures that nobody else takes; it is called on the interface's thread.

    A job is a function of one argument, its `JobControl`. It takes and returns plain values: no widget, no session.
    """

    busy_changed = Signal(bool)
    _finished = Signal(object)
    _progressed = Signal(object, int, int, str)

    def __init__(self, tell: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._pools = {
            lane: ThreadPoolExecutor(max_workers=count, thread_name_prefix=f"tasks-{lane.value}")
            for lane, count in _THREADS.items()
        }
        self._running: dict[Job[Any], Future[None]] = {}
        self._listening: set[Job[Any]] = set()
        self._writing: set[Job[Any]] = set()
        self._closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[JobControl], T],
        on_done: Callable[[T], None] | None = None,
        on_failed: Callable[[Exception], None] | None = None,
        *,
        lane: Lane = Lane.READ,
        owner: QObject | None = None,
        on_progress: Callable[[int, int, str], None] | None = None,
    ) -> Job[T]:
        """Starts a job; its callbacks come on the interface's thread, and only while `owner` still exists.

        After `shutdown` a writing job raises RuntimeError; the others, which pages still ask for while they go, never
        begin.
        """
        job: Job[T] = Job(
            owner=owner, on_done=on_done, on_failed=on_failed, on_progress=on_progress, report=self._progressed.emit
        )
        if self._closed:
            if lane == Lane.WRITE:
                raise RuntimeError("nothing is written after shutdown")
            job.cancel()
            return job
        if lane == Lane.LISTEN:
            self._listening.add(job)
            self._pools[lane].submit(self._work, _Errand(job, work))
            return job
        was_idle = self.is_idle
        self._running[job] = self._pools[lane].submit(self._work, _Errand(job, work))
        if lane == Lane.WRITE:
            self._writing.add(job)
        if was_idle:
            self.busy_changed.emit(True)
        return job

    @property
    def is_idle(self) -> bool:
        """True when every job is over and its callback has been called; those that only listen do not count."""
        return not self._running

    def drain(self, timeout_s: float = 30.0) -> bool:
        """Waits for all jobs, those included that callbacks start meanwhile, and delivers; False after the timeout.

        For the end of the program and for tests; the interface stands still meanwhile.
        """
        while self._running:
            done, _late = wait(tuple(self._running.values()), timeout=timeout_s)
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
            if not done:
                return False
        return True

    def shutdown(self, timeout_s: float = 30.0) -> bool:
        """Cancels what only reads or uses the network, waits for what writes, and takes no more jobs."""
        for job in (self._running.keys() - self._writing) | self._listening:
            job.cancel()
        finished = self.drain(timeout_s)
        self._closed = True
        for pool in self._pools.values():
            pool.shutdown(wait=finished, cancel_futures=True)
        return finished

    def _work(self, errand: _Errand) -> None:
        """On the job's thread."""
        errand.run()
        self._finished.emit(errand)

    def _on_progressed(self, job: Job[Any], done: int, total: int, text: str) -> None:
        if job.on_progress is not None and job.is_wanted and not job.is_over:
            job.on_progress(done, total, text)

    def _on_finished(self, errand: _Errand) -> None:
        job, result, failure = errand.empty()
        job.is_over = True
        was_listening = job in self._listening
        self._running.pop(job, None)
        self._writing.discard(job)
        self._listening.discard(job)
        try:
            self._deliver(job, result, failure)
        finally:
            job.let_go()
            if self.is_idle and not was_listening:
                self.busy_changed.emit(False)

    def _deliver(self, job: Job[Any], result: object, failure: Exception | None) -> None:
        if failure is not None and job.control.is_cancelled:
            _log.info("a cancelled job ended with %r", failure)
        elif failure is None:
            if job.is_wanted and job.on_done is not None:
                job.on_done(result)
        elif job.on_failed is not None and job.is_wanted:
            job.on_failed(failure)
        else:
            # A writing job whose page is gone must still not fail unheard.
            _log.error("a job failed", exc_info=failure)
            self._tell(failure)
