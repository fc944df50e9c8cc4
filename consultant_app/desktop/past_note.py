"""The line above a history that lacks values here: they are being fetched, or lie at the server."""

import logging
from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.tasks import Job, Lane
from consultant_app.desktop.widgets.labels import Label
from consultant_app.errors import ProductError

_log = logging.getLogger(__name__)


class PastNote(Label):
    """What is fetched comes like any commit, and the history is read again. What was asked for in vain is asked for
    again when the history is opened the next time.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(style="small", role="text2", wrap=True, parent=parent)
        self._desk = desk
        self._job: Job[None] | None = None
        self._asked: frozenset[RecordId] = frozenset()
        self.hide()

    def begin_anew(self) -> None:
        """The history is opened."""
        self._asked = frozenset()

    def show_lacking(self, records: Collection[RecordId]) -> None:
        """The records of which the history shown lacks values that lie at the server."""
        wanted = frozenset(records)
        self.setVisible(bool(wanted))
        if not wanted or (self._job is not None and not self._job.is_over):
            return
        if wanted <= self._asked:
            self._say_where()
        else:
            self._fetch(wanted)

    def _fetch(self, records: frozenset[RecordId]) -> None:
        self._asked = records
        self.setText(self.tr("Earlier values are being fetched …"))
        workspace = self._desk.workspace

        def work(_: object) -> None:
            from consultant_app.actions.sync.past import fetch_past  # kept out of the program's start

            fetch_past(workspace, records)

        self._job = self._desk.tasks.run(work, self._on_done, self._on_failed, lane=Lane.NETWORK, owner=self)

    def _on_done(self, _: None) -> None:
        self._say_where()

    def _on_failed(self, error: Exception) -> None:
        self._say_where()
        if not isinstance(error, ProductError):
            _log.error("earlier values could not be fetched", exc_info=error)

    def _say_where(self) -> None:
        self.setText(
            self.tr("Some earlier values lie on the server; with a network they are fetched when you open this again.")
        )
