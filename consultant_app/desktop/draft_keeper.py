"""Keeps what is typed: a draft within 400 ms of the last key and at most 1 s while typing, sealed when a field is left.

What cannot be written stays in memory and is tried again; the screen says so until it is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.changes.change import ChangeId, RecordId, Value
from consultant_app.desktop.tasks import JobControl, Lane, Tasks
from consultant_app.errors import ProductError
from consultant_app.workspace.workspace import Workspace

QUIET_MS = 400
LONGEST_MS = 1000
SEAL_MS = 60_000
RETRY_MS = 5000


@dataclass(slots=True)
class _Typed:
    """The newest text of one field that is not written yet, with the heads its author was shown."""

    value: Value
    shown: Sequence[ChangeId]


class DraftKeeper(QObject):
    """`saved(at)` after each write, in UTC; `typing_changed(bool)`; `failed(ProductError)` when a write failed."""

    saved = Signal(object)
    typing_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._waiting: dict[tuple[RecordId, str], _Typed] = {}
        self._unsealed: set[RecordId] = set()
        self._quiet = self._timer(QUIET_MS, self.write_now)
        self._longest = self._timer(LONGEST_MS, self.write_now)
        self._seal = self._timer(SEAL_MS, self.seal_all)
        self._retry = self._timer(RETRY_MS, self.write_now)

    @property
    def is_typing(self) -> bool:
        """Whether something typed is not durable yet."""
        return bool(self._waiting)

    def typed(self, record: RecordId, name: str, value: Value, *, shown: Sequence[ChangeId]) -> None:
        """The newest value of a field; `shown` are the heads that were on screen when its typing began."""
        was_typing = self.is_typing
        self._waiting[record, name] = _Typed(value, tuple(shown))
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()
        if not was_typing:
            self.typing_changed.emit(True)

    def left(self, record: RecordId) -> None:
        """A field of the record was left: what was typed becomes a change."""
        if record in self._unsealed or any(key[0] == record for key in self._waiting):
            self.write_now()
            self._unsealed.discard(record)
            self._tasks.run(
                lambda _: self._workspace.seal_drafts(record), self._on_sealed, self._on_failed, lane=Lane.WRITE
            )

    def write_now(self) -> None:
        """Writes what waits as drafts, in the background."""
        for timer in (self._quiet, self._longest, self._retry):
            timer.stop()
        if not self._waiting:
            return
        batch, self._waiting = self._waiting, {}
        self._unsealed |= {record for record, _ in batch}
        self._tasks.run(
            lambda control: self._write(batch, control),
            self._on_written,
            lambda error: self._on_not_written(batch, error),
            lane=Lane.WRITE,
        )

    def seal_all(self) -> None:
        self.write_now()
        self._unsealed.clear()
        self._tasks.run(lambda _: self._workspace.seal_drafts(), self._on_sealed, self._on_failed, lane=Lane.WRITE)

    def close(self) -> None:
        """Writes and seals what is typed and begins nothing afterwards."""
        self.seal_all()
        for timer in (self._quiet, self._longest, self._seal, self._retry):
            timer.stop()

    def _write(self, batch: dict[tuple[RecordId, str], _Typed], _control: JobControl) -> datetime:
        """On the writing thread. Returns when the last one was durable."""
        for (record, name), typed in batch.items():
            self._workspace.type_draft(record, name, typed.value, shown=typed.shown)
        return self._workspace.clock()

    def _on_written(self, at: datetime) -> None:
        self.saved.emit(at)
        if not self.is_typing:
            self.typing_changed.emit(False)
        if self._unsealed and not self._seal.isActive():
            self._seal.start()

    def _on_not_written(self, batch: dict[tuple[RecordId, str], _Typed], error: Exception) -> None:
        self._waiting = {**batch, **self._waiting}
        self._retry.start()
        self._on_failed(error)

    def _on_sealed(self, _: None) -> None:
        self._seal.stop()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ProductError):
            raise error
        self.failed.emit(error)

    def _timer(self, interval_ms: int, act: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval_ms)
        timer.timeout.connect(act)
        return timer
