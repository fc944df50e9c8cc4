"""Sends what waits for a printer and asks after what is on its way, for as long as there is such a job.

It begins with the window and goes on by itself: a printer that comes back gets what was kept for it.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.desktop.printing.systems import system_of_this_device
from consultant_app.desktop.tasks import Job, JobControl, Lane, Tasks
from consultant_app.documents.printer import PrintSystem
from consultant_app.workspace.print_jobs import PrintJob
from consultant_app.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Loaded with the first paper.
    from consultant_app.actions.paper.printing import Printout
    from consultant_app.actions.printing.queue import Wishes

_log = logging.getLogger(__name__)

START_MS = 3_000
"""After the window stands: nobody waits for what was left over yesterday."""
FOLLOWING_MS = 1_500
"""While something is on its way."""
HELD_MS = 8_000
"""While everything waits for a printer to come back."""


class PrintRunner(QObject):
    """`changed()` when jobs came, went or moved; `jobs` holds them all, oldest first."""

    changed = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._system: PrintSystem | None = None
        self._job: Job[tuple[PrintJob, ...]] | None = None
        self._again = False
        self._is_closed = False
        self.jobs: tuple[PrintJob, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=START_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def system(self) -> PrintSystem:
        if self._system is None:
            self._system = system_of_this_device()
        return self._system

    @property
    def waiting(self) -> int:
        """How many papers are held for a printer, on this device or in it."""
        return sum(1 for job in self.jobs if job.is_open and job.reason)

    def print(
        self,
        papers: "Sequence[Printout]",
        wishes: "Wishes",
        on_done: Callable[[list[PrintJob]], None],
        on_failed: Callable[[Exception], None],
        *,
        owner: QObject,
    ) -> None:
        """Keeps the papers in the queue, then sends them. `on_done` brings the jobs, which are durable by then."""

        def work(_: JobControl) -> list[PrintJob]:
            from consultant_app.actions.printing.queue import put_in_queue

            return put_in_queue(self._workspace, papers, wishes)

        def kept(jobs: list[PrintJob]) -> None:
            on_done(jobs)
            self.look()

        self._tasks.run(work, kept, on_failed, lane=Lane.WRITE, owner=owner)

    def look(self) -> None:
        """One look at the queue now; where one is under way another follows."""
        if self._is_closed:
            return
        if self._job is not None:
            self._again = True
            return
        self._timer.stop()
        self._job = self._tasks.run(self._work, self._on_seen, self._on_broken, lane=Lane.NETWORK, owner=self)

    def try_again(self, jobs: Collection[str], on_failed: Callable[[Exception], None]) -> None:
        from consultant_app.actions.printing.queue import try_again

        self._change(lambda: try_again(self._workspace, jobs), on_failed)

    def move(self, job: str, printer: str, on_failed: Callable[[Exception], None]) -> None:
        from consultant_app.actions.printing.queue import print_elsewhere

        self._change(lambda: print_elsewhere(self._workspace, job, printer, self.system), on_failed)

    def remove(self, jobs: Collection[str], on_failed: Callable[[Exception], None]) -> None:
        from consultant_app.actions.printing.queue import remove

        self._change(lambda: remove(self._workspace, jobs, self.system), on_failed)

    def close(self) -> None:
        """Looks no more; what is under way ends after the job at hand."""
        self._is_closed = True
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def _change(self, act: Callable[[], object], on_failed: Callable[[Exception], None]) -> None:
        def failed(error: Exception) -> None:
            on_failed(error)
            self.look()

        # The spooler may be asked to give a job back: not on the writing thread, which must not wait for it.
        self._tasks.run(lambda _: act(), lambda _: self.look(), failed, lane=Lane.NETWORK, owner=self)

    def _work(self, control: JobControl) -> tuple[PrintJob, ...]:
        if not self._workspace.print_jobs.all():
            return ()
        from consultant_app.actions.printing.carrying_on import carry_on

        return carry_on(self._workspace, self.system, is_cancelled=lambda: control.is_cancelled)

    def _on_seen(self, jobs: tuple[PrintJob, ...]) -> None:
        self._job = None
        before, self.jobs = self.jobs, jobs
        if self._again:
            self._again = False
            self.look()
        else:
            self._plan()
        if jobs != before:
            self.changed.emit()

    def _on_broken(self, error: Exception) -> None:
        self._job, self._again = None, False
        _log.error("the print queue could not be looked at", exc_info=error)
        self._plan(least=HELD_MS)

    def _plan(self, *, least: int = 0) -> None:
        states = {job.state for job in self.jobs if job.is_open}
        if least or states:
            pause = HELD_MS if states <= {"waiting"} else FOLLOWING_MS
            self._timer.start(max(least, pause))
