"""Keeps the trust block, the counts and the badges of the window true: read anew after every commit and round."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from consultant_app.actions.today.counts import PlaceCounts, place_counts
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.tasks import Job
from consultant_app.desktop.trust import TrustState
from consultant_app.desktop.widgets.messages import MessageBar, MessageKind
from consultant_app.workspace.status import Status, status_of
from consultant_app.workspace.workspace import CommitNotice, Reader

FLAGGED = frozenset({"measures", "sync"})
"""Places whose number is something to act on: overdue measures, contested fields."""
NOT_SAVED = "not-saved"
"""The key of the window's message about what cannot be written."""
GATHER_MS = 50
"""Commits that come together are read once."""
AT_START_MS = 200
"""The first page is read before: counting in a large workspace would take as long as that."""


@dataclass(frozen=True, slots=True)
class _Read:
    status: Status
    counts: PlaceCounts


class TrustKeeper(QObject):
    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._state = TrustState()
        self._job: Job[_Read] | None = None
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._read)
        desk.feed.committed.connect(self._on_committed)
        desk.drafts.typing_changed.connect(self._on_typing)
        desk.drafts.saved.connect(self._on_saved)
        desk.drafts.failed.connect(self._on_not_saved)
        desk.rounds.changed.connect(self._on_rounds)
        first = QTimer(self, singleShot=True, interval=AT_START_MS)
        first.timeout.connect(self._read)
        first.start()

    def _read(self) -> None:
        today = self._desk.now().date()

        def query(reader: Reader) -> _Read:
            return _Read(status_of(reader.raw), place_counts(reader, today))

        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.read(query, self._on_read, owner=self)

    def _on_read(self, read: _Read) -> None:
        waiting = sum(read.status.waiting.values())
        self._state = replace(
            self._state,
            waiting=waiting,
            conflicts=read.status.contested,
            saved_at=self._state.saved_at or self._desk.now(),
        )
        counts = {**_shown_counts(read.counts), "sync": read.status.contested or None}
        for place in self._window.navigation.keys:
            self._window.set_count(place, counts.get(place), flagged=place in FLAGGED)
            self._window.set_badge(place, waiting if place == "sync" else 0)
        self._show()

    def _on_committed(self, notice: CommitNotice) -> None:
        if notice.source != "round":
            # That nothing waits is no longer true; how much does is known when it has been counted.
            self._state = replace(self._state, saved_at=self._desk.now(), waiting=self._state.waiting or None)
            self._show()
        self._gather.start()

    def _on_typing(self, typing: bool) -> None:
        self._state = replace(self._state, typing=typing)
        self._show()

    def _on_saved(self, at: datetime) -> None:
        if self._desk.drafts.problem is None:
            self._state = replace(self._state, saved_at=at.astimezone(LOCAL_ZONE), problem="")
            self._window.messages.clear_message(NOT_SAVED)
            self._gather.start()
        self._show()

    def _on_not_saved(self, error: Exception) -> None:
        if not self._state.problem:
            cause = error_text(error, self._desk.language)
            stays = self.tr("Your text is still here and is saved as soon as that is possible again.")
            bar = MessageBar(cause, stays, kind=MessageKind.SIGNAL, action=self.tr("Copy the text"))
            bar.action_triggered.connect(self._copy_unwritten)
            self._window.messages.show_message(bar, key=NOT_SAVED)
        self._state = replace(self._state, problem=self.tr("Your text is still here."))
        self._show()

    def _copy_unwritten(self) -> None:
        texts = [value for value in self._desk.drafts.unwritten.values() if isinstance(value, str)]
        QGuiApplication.clipboard().setText("\n\n".join(texts))

    def _on_rounds(self) -> None:
        rounds = self._desk.rounds
        progress = rounds.progress
        self._state = replace(
            self._state,
            offline=rounds.offline_since is not None,
            syncing=rounds.is_running,
            sync_done=progress.sent + progress.received if progress else 0,
            sync_total=progress.to_send + progress.received if progress else 0,
        )
        self._show()
        if not rounds.is_running:
            self._gather.start()

    def _show(self) -> None:
        self._window.set_trust(self._state)


def _shown_counts(counts: PlaceCounts) -> Mapping[str, int | None]:
    """Measures show what is overdue, everything else how many there are."""
    return {
        "today": counts.visits_today or None,
        "companies": counts.companies,
        "visits": counts.visits,
        "measures": counts.overdue_measures or None,
        "notes": counts.notes,
    }
