"""Carries the files of attachments after each round, beside the rounds: a large photo holds up no record."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consultant_app.changes.change import RecordId
from consultant_app.desktop.round_runner import NO_NETWORK, RoundRunner
from consultant_app.desktop.tasks import Job, JobControl, Lane, Tasks
from consultant_app.errors import ProductError, TroubleError
from consultant_app.workspace.workspace import Workspace

if TYPE_CHECKING:
    from consultant_app.sync.attachments import FileCounts  # loaded after the first round

_log = logging.getLogger(__name__)


class FileCarrier(QObject):
    """What broke off goes on after the next round, from the same byte. Pages hear of it as of any commit.

    `changed()` when `problem`, why the last carrying did not come to its end, or `missing`, the attachments whose files
    the server did not have either, are others. No network is no problem: the rounds say that.
    """

    changed = Signal()

    def __init__(
        self, workspace: Workspace, tasks: Tasks, rounds: RoundRunner, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._job: Job[FileCounts] | None = None
        self.problem: ProductError | None = None
        self.missing: frozenset[RecordId] = frozenset()
        rounds.ended.connect(self._carry)

    def _carry(self) -> None:
        if self._job is not None:
            return

        def work(control: JobControl) -> "FileCounts":
            from consultant_app.actions.sync.rounds import carry  # kept out of the program's start

            return carry(self._workspace, is_cancelled=lambda: control.is_cancelled)

        self._job = self._tasks.run(work, self._on_done, self._on_failed, lane=Lane.NETWORK, owner=self)

    def _on_done(self, counts: "FileCounts") -> None:
        self._job = None
        self._tell(None, frozenset(counts.missing))

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, ProductError):
            _log.info("files were not carried to the end: %s", error.code)
        else:
            _log.error("carrying files broke", exc_info=error)
            error = TroubleError("files_not_carried")
        self._tell(error if error.code not in NO_NETWORK else None, self.missing)

    def _tell(self, problem: ProductError | None, missing: frozenset[RecordId]) -> None:
        is_new = (_code_of(problem), missing) != (_code_of(self.problem), self.missing)
        self.problem, self.missing = problem, missing
        if is_new:
            self.changed.emit()


def _code_of(problem: ProductError | None) -> str:
    return problem.code if problem is not None else ""
