"""Starts rounds with the partner server: at the start, soon after an edit, when something moved there, when asked.

Between rounds a laptop that reaches the server waits there for news. Without a network there is no busy loop: tries are
spaced out, longer each time, with a random part.
"""

import logging
import random
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from consultant_app.desktop.change_feed import ChangeFeed
from consultant_app.desktop.network_watch import NetworkWatch
from consultant_app.desktop.tasks import Job, JobControl, Lane, Tasks
from consultant_app.errors import ProductError, TroubleError
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import CommitNotice, Workspace

if TYPE_CHECKING:
    # Loaded with the first round.
    from consultant_app.actions.sync.rounds import Positions
    from consultant_app.sync.rounds import Progress

_log = logging.getLogger(__name__)

AFTER_EDIT_MS = 700
REGULAR_MS = 120_000
FIRST_RETRY_MS = 15_000
LONGEST_RETRY_MS = 15 * 60_000
NEWS_SPREAD_MS = 300
"""So that not all laptops of an office ask in the same moment for what one of them brought."""

NO_NETWORK = frozenset(
    {
        "server_silent",
        "server_unreachable",
        "not_the_partner_server",
        "certificate_not_trusted",
        "proxy_refused",
        "proxy_unusable",
    }
)
"""What a laptop meets that is not at its network: nothing answers, or a portal in the server's place."""


def system_random() -> float:
    """From 0 to 1, to spread laptops; guards nothing."""
    return random.random()  # noqa: S311


class RoundRunner(QObject):
    """`started()`, `progressed(Progress)`, `ended(RoundCounts)`, `failed(ProductError)`, `stopped()`; `changed()`.

    `offline_since` is set (UTC) while the server cannot be reached; `problem` holds what the last round failed of.
    `before_round` writes down what is being typed; what it gives to the writing thread is done before a round begins.
    """

    started = Signal()
    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        feed: ChangeFeed,
        *,
        before_round: Callable[[], None],
        randomness: Callable[[], float] = system_random,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._before_round, self._randomness = before_round, randomness
        self._job: Job[RoundCounts] | None = None
        self._listening: Job[Positions | None] | None = None
        self._told_at: Positions | None = None
        self._stop = threading.Event()
        self._again = False
        self._may_delete_much = False
        self._is_closed = False
        self._retry_ms = FIRST_RETRY_MS
        self._listened = QElapsedTimer()
        self._listen_retry_ms = FIRST_RETRY_MS
        self.progress: Progress | None = None
        self.problem: ProductError | None = None
        self.offline_since: datetime | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.start)
        self._network = NetworkWatch(self)
        self._network.came_back.connect(self._on_network)
        feed.committed.connect(self._on_committed)

    @property
    def has_network(self) -> bool:
        """Whether it is the server that does not answer, as far as the system knows."""
        return self._network.has_network

    @property
    def is_running(self) -> bool:
        return self._job is not None

    @property
    def is_stopping(self) -> bool:
        """The running round was told to stop and waits for the answer under way."""
        return self._job is not None and self._stop.is_set()

    @property
    def next_try_ms(self) -> int:
        """Until the next round begins by itself; -1 when none is planned."""
        return self._timer.remainingTime()

    def start(self) -> None:
        """Begins a round unless one is running or there is no server; then another follows right after it."""
        if self._is_closed or not self._workspace.identity.joined:
            return
        if self._job is not None:
            self._again = True
            return
        self._timer.stop()
        self._stop_listening()
        self.progress = None
        self._stop = threading.Event()
        self._before_round()
        # Behind what was just given to the writing thread, so that what is being typed goes along.
        self._job = self._tasks.run(lambda _: RoundCounts(), self._begin, lane=Lane.WRITE, owner=self)
        self.started.emit()
        self.changed.emit()

    def start_with_deletions(self) -> None:
        """Begins a round that may delete much of a space: a person has said so, for this round."""
        self._may_delete_much = True
        self.start()

    def stop(self) -> None:
        """Ends the running round after the request under way; nothing that was taken in is lost."""
        if self._job is not None and not self._stop.is_set():
            self._stop.set()
            self._again = False
            self.changed.emit()

    def close(self) -> None:
        """Stops a running round and begins none any more."""
        self._is_closed = True
        self._stop.set()
        self._timer.stop()
        self._stop_listening()

    def _begin(self, _: RoundCounts) -> None:
        if self._is_closed:
            self._job = None
            return
        self._job = self._tasks.run(
            self._work, self._on_ended, self._on_failed, lane=Lane.NETWORK, owner=self, on_progress=self._on_progress
        )

    def _work(self, control: JobControl) -> RoundCounts:
        """On a network thread."""
        from consultant_app.actions.sync.rounds import sync  # kept out of the program's start

        stop = self._stop

        def report(progress: "Progress") -> None:
            control.report(progress.sent + progress.received, progress.to_send, f"{progress.sent}/{progress.received}")

        return sync(
            self._workspace,
            on_progress=report,
            is_cancelled=lambda: stop.is_set() or control.is_cancelled,
            confirm_deletions=self._may_delete_much,
        )

    def _on_progress(self, _done: int, total: int, text: str) -> None:
        from consultant_app.sync.rounds import Progress

        sent, _, received = text.partition("/")
        self.progress = Progress(int(sent), total, int(received))
        self.progressed.emit(self.progress)
        self.changed.emit()

    def _on_ended(self, counts: RoundCounts) -> None:
        was_stopped = self._stop.is_set()
        self._may_delete_much = False
        self._job, self.progress, self.problem, self.offline_since = None, None, None, None
        self._retry_ms = FIRST_RETRY_MS
        self._plan(0 if self._again else REGULAR_MS)
        if not self._again:
            self._listen()
        self._again = False
        if was_stopped:
            self.stopped.emit()
        self.ended.emit(counts)
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job, self.progress, self._again, self._may_delete_much = None, None, False, False
        self._plan(int(self._retry_ms * (0.5 + 0.5 * self._randomness())))
        self._retry_ms = min(self._retry_ms * 2, LONGEST_RETRY_MS)
        if not isinstance(error, ProductError):
            _log.error("a round broke", exc_info=error)
            error = TroubleError("round_broken")
        self.problem = error
        self._network.begin()
        if error.code not in NO_NETWORK:
            self.offline_since = None
        elif self.offline_since is None:
            self.offline_since = self._workspace.clock()
        self.failed.emit(error)
        self.changed.emit()

    def _listen(self) -> None:
        """Waits at the server until something moves there."""
        if self._is_closed:
            return
        told_at = self._told_at

        def work(control: JobControl) -> "Positions | None":
            from consultant_app.actions.sync.rounds import wait_for_news

            return wait_for_news(self._workspace, told_at=told_at, when_cancelled=control.when_cancelled)

        self._listened.start()
        self._listening = self._tasks.run(work, self._on_news, self._on_not_listening, lane=Lane.LISTEN, owner=self)

    def _stop_listening(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            self._listening = None

    def _on_news(self, told_at: "Positions | None") -> None:
        self._listening = None
        self._told_at = told_at
        if told_at is not None and self._job is None:
            self._plan(int(NEWS_SPREAD_MS * self._randomness()))

    def _on_not_listening(self, error: Exception) -> None:
        """The line is gone, or this server cannot tell: a round finds out, not at once, and says what is the matter.

        Where rounds succeed and waiting never does, as at a server that does not know it or behind a proxy that cuts
        it, the pauses grow until only the regular rounds are left. A wait longer than the next pause starts anew.
        """
        self._listening = None
        if isinstance(error, ProductError):
            _log.info("no news from the server: %s", error.code)
        else:
            _log.error("waiting for news broke", exc_info=error)
        if self._listened.elapsed() > self._listen_retry_ms:
            self._listen_retry_ms = FIRST_RETRY_MS
        if isinstance(error, TroubleError) and self._job is None:
            self._plan(int(self._listen_retry_ms * (0.5 + 0.5 * self._randomness())))
        self._listen_retry_ms = min(self._listen_retry_ms * 2, REGULAR_MS)

    def _on_network(self) -> None:
        """The network is back: what could not be reached is tried at once, with the first pause again after it."""
        self._retry_ms = FIRST_RETRY_MS
        if self._job is None and self.problem is not None:
            self.start()

    def _on_committed(self, notice: CommitNotice) -> None:
        if notice.source == "round" or not self._workspace.identity.joined or self.problem is not None:
            return
        if self._job is not None:
            self._again = True
        elif not self._timer.isActive() or self._timer.remainingTime() > AFTER_EDIT_MS:
            self._plan(AFTER_EDIT_MS)

    def _plan(self, pause_ms: int) -> None:
        if not self._is_closed:
            self._timer.start(pause_ms)
