"""Starts rounds with the partner server: at the start, some time after an edit, when the network is back, when asked.

Without a network there is no busy loop: tries are spaced out, longer each time, with a random part.
"""

import random
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.actions.syncing import sync
from consultant_app.desktop.change_feed import ChangeFeed
from consultant_app.desktop.tasks import Job, JobControl, Lane, Tasks
from consultant_app.errors import ProductError, TroubleError
from consultant_app.sync.rounds import Progress
from consultant_app.workspace.status import RoundCounts
from consultant_app.workspace.workspace import CommitNotice, Workspace

AFTER_EDIT_MS = 15_000
REGULAR_MS = 120_000
FIRST_RETRY_MS = 15_000
LONGEST_RETRY_MS = 15 * 60_000


class RoundRunner(QObject):
    """`started()`, `progressed(Progress)`, `ended(RoundCounts)`, `failed(ProductError)`, `stopped()`; `changed()`.

    `offline_since` is set (UTC) while the server cannot be reached; `problem` holds what the last round failed of.
    """

    started = Signal()
    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    changed = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, feed: ChangeFeed, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._job: Job[RoundCounts] | None = None
        self._again = False
        self._is_closed = False
        self._retry_ms = FIRST_RETRY_MS
        self.progress: Progress | None = None
        self.problem: ProductError | None = None
        self.offline_since: datetime | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.start)
        feed.committed.connect(self._on_committed)

    @property
    def is_running(self) -> bool:
        return self._job is not None

    def start(self) -> None:
        """Begins a round unless one is running or there is no server; then another follows right after it."""
        if self._is_closed or not self._workspace.identity.joined:
            return
        if self._job is not None:
            self._again = True
            return
        self._timer.stop()
        self.progress = None
        self._job = self._tasks.run(
            self._work, self._on_ended, self._on_failed, lane=Lane.NETWORK, owner=self, on_progress=self._on_progress
        )
        self.started.emit()
        self.changed.emit()

    def stop(self) -> None:
        """Ends the running round after the request under way; nothing that was taken in is lost."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.progress = None
            self._timer.start(REGULAR_MS)
            self.stopped.emit()
            self.changed.emit()

    def close(self) -> None:
        """Stops a running round and begins none any more."""
        self.stop()
        self._is_closed = True
        self._timer.stop()

    def _work(self, control: JobControl) -> RoundCounts:
        """On a network thread."""

        def report(progress: Progress) -> None:
            control.report(progress.sent + progress.received, progress.to_send, f"{progress.sent}/{progress.received}")

        return sync(self._workspace, on_progress=report, is_cancelled=lambda: control.is_cancelled)

    def _on_progress(self, _done: int, total: int, text: str) -> None:
        sent, _, received = text.partition("/")
        self.progress = Progress(int(sent), total, int(received))
        self.progressed.emit(self.progress)
        self.changed.emit()

    def _on_ended(self, counts: RoundCounts) -> None:
        self._job, self.progress, self.problem, self.offline_since = None, None, None, None
        self._retry_ms = FIRST_RETRY_MS
        self._timer.start(0 if self._again else REGULAR_MS)
        self._again = False
        self.ended.emit(counts)
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job, self.progress, self._again = None, None, False
        if not isinstance(error, ProductError):
            raise error
        self.problem = error
        if isinstance(error, TroubleError) and self.offline_since is None:
            self.offline_since = self._workspace.clock()
        self._timer.start(int(self._retry_ms * random.uniform(0.5, 1.0)))  # noqa: S311 - spreads laptops, guards nothing
        self._retry_ms = min(self._retry_ms * 2, LONGEST_RETRY_MS)
        self.failed.emit(error)
        self.changed.emit()

    def _on_committed(self, notice: CommitNotice) -> None:
        if notice.source == "round" or not self._workspace.identity.joined or self.offline_since is not None:
            return
        if self._job is not None:
            self._again = True
        elif not self._timer.isActive() or self._timer.remainingTime() > AFTER_EDIT_MS:
            self._timer.start(AFTER_EDIT_MS)
