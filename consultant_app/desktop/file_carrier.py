"""Carries the files of attachments after each round, beside the rounds: a large photo holds up no record."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from consultant_app.desktop.round_runner import RoundRunner
from consultant_app.desktop.tasks import Job, JobControl, Lane, Tasks
from consultant_app.errors import ProductError
from consultant_app.workspace.workspace import Workspace

if TYPE_CHECKING:
    from consultant_app.sync.attachments import FileCounts  # loaded after the first round

_log = logging.getLogger(__name__)


class FileCarrier(QObject):
    """What broke off goes on after the next round, from the same byte. Pages hear of it as of any commit."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, rounds: RoundRunner, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._job: Job[FileCounts] | None = None
        rounds.ended.connect(self._carry)

    def _carry(self) -> None:
        if self._job is not None:
            return

        def work(control: JobControl) -> "FileCounts":
            from consultant_app.actions.sync.rounds import carry  # kept out of the program's start

            return carry(self._workspace, is_cancelled=lambda: control.is_cancelled)

        self._job = self._tasks.run(work, self._on_done, self._on_failed, lane=Lane.NETWORK, owner=self)

    def _on_done(self, _counts: "FileCounts") -> None:
        self._job = None

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, ProductError):
            _log.info("files were not carried to the end: %s", error.code)
        else:
            _log.error("carrying files broke", exc_info=error)
