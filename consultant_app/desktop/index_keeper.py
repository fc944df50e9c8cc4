"""Lets the search index follow what is written, in small steps between other writes; tells how much it has not seen."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.desktop.change_feed import ChangeFeed
from consultant_app.desktop.tasks import Lane, Tasks
from consultant_app.workspace.workspace import Workspace

_log = logging.getLogger(__name__)

REST_MS = 250
"""After a commit, before the index follows: so typing and other writes come first."""
AT_START_MS = 1500
"""The first page is read and shown before."""
BETWEEN_MS = 20
AFTER_TROUBLE_MS = 30_000


class IndexKeeper(QObject):
    """`followed()` after each step; `backlog` is how many records it has not seen in their new form."""

    followed = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, feed: ChangeFeed, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._step)
        self._is_following = False
        self._again = False
        self._is_closed = False
        self.backlog = 0
        feed.committed.connect(lambda _: self._begin())
        self._timer.start(AT_START_MS)

    def close(self) -> None:
        """No step begins any more; what is left is caught up with at the next start."""
        self._is_closed = True
        self._timer.stop()

    def _begin(self) -> None:
        if self._is_following:
            self._again = True
        elif not self._is_closed and not self._timer.isActive():
            self._timer.start(REST_MS)

    def _step(self) -> None:
        self._is_following, self._again = True, False
        self._tasks.run(self._work, self._on_done, self._on_failed, lane=Lane.WRITE, owner=self)

    def _work(self, _: object) -> tuple[int, int]:
        """On the writing thread: one bounded step, and what is left."""
        from consultant_app.actions.searching import index_step, waiting_for_index  # kept out of the program's start

        done = index_step(self._workspace)
        return done, waiting_for_index(self._workspace)

    def _on_done(self, result: tuple[int, int]) -> None:
        self._is_following = False
        done, self.backlog = result
        if done:
            self.followed.emit()
        if ((self.backlog and done) or self._again) and not self._is_closed:
            self._timer.start(BETWEEN_MS)

    def _on_failed(self, error: Exception) -> None:
        """A full disk, most likely: what is written tells the person, the index only waits."""
        _log.warning("the index could not follow: %r", error)
        self._is_following = False
        if not self._is_closed:
            self._timer.start(AFTER_TROUBLE_MS)
