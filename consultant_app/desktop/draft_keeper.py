"""Keeps what is typed: a draft within 400 ms of the last key and at most 1 s while typing, sealed when a field is left.

What cannot be written stays in memory and is tried again; the screen says so until it is written.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.changes.change import ChangeId, RecordId, Value
from consultant_app.desktop.tasks import Lane, Tasks
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace

_log = logging.getLogger(__name__)

QUIET_MS = 400
LONGEST_MS = 1000
SEAL_MS = 60_000
RETRY_MS = 5000

Key = tuple[RecordId, str]


@dataclass(frozen=True, slots=True, eq=False)
class _Typed:
    """A text as it stood at one moment, with the heads its author was shown. Each moment is one of its own."""

    value: Value
    shown: tuple[ChangeId, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a writing job came to: `written` is durable since `at`; `error` is why the rest is not."""

    written: Mapping[Key, _Typed]
    at: datetime
    error: Exception | None


class DraftKeeper(QObject):
    """`saved(at)` after each write, in UTC; `typing_changed(bool)`; `failed(Exception)` when it could not."""

    saved = Signal(object)
    typing_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._newest: dict[Key, _Typed] = {}
        self._unwritten: dict[Key, _Typed] = {}
        self._untried: set[Key] = set()
        self._unsealed: set[RecordId] = set()
        self._quiet = self._timer(QUIET_MS, self.write_now)
        self._longest = self._timer(LONGEST_MS, self.write_now)
        self._seal = self._timer(SEAL_MS, self.seal_all)
        self._retry = self._timer(RETRY_MS, self.write_now)
        self._is_closed = False
        self.problem: Exception | None = None
        """Why something typed is not durable although it was tried; None when all is well."""

    @property
    def is_typing(self) -> bool:
        """Whether something typed is not durable yet."""
        return bool(self._unwritten)

    @property
    def unwritten(self) -> Mapping[Key, Value]:
        """What would be lost if the program ended now, by record and field."""
        return {key: typed.value for key, typed in self._unwritten.items()}

    def typed(self, record: RecordId, name: str, value: Value, *, shown: Sequence[ChangeId]) -> None:
        """The newest value of a field; `shown` are the heads that were on screen when its typing began."""
        was_typing = self.is_typing
        key = record, name
        self._newest[key] = self._unwritten[key] = _Typed(value, tuple(shown))
        self._untried.add(key)
        self._start(self._quiet)
        if not self._longest.isActive():
            self._start(self._longest)
        if not was_typing:
            self.typing_changed.emit(True)

    def over(self, record: RecordId, name: str, value: Value, *, shown: Sequence[ChangeId]) -> Value:
        """What to show of a field that was read as `value` on the heads `shown`: words typed on these very heads are
        newer than what was read, however late the reading comes.
        """
        typed = self._newest.get((record, name))
        return typed.value if typed is not None and set(typed.shown) == set(shown) else value

    def handed_on(self, record: RecordId, name: str) -> None:
        """An edit that was given to the workspace takes up what was typed: from here on it answers for the words."""
        self.write_now()
        for kept in (self._newest, self._unwritten):
            kept.pop((record, name), None)

    def left(self, record: RecordId) -> None:
        """A field of the record was left: what was typed becomes a change."""
        if self._is_closed:
            return
        if record in self._unsealed or any(key[0] == record for key in self._unwritten):
            self.write_now()
            self._unsealed.discard(record)
            self._run_seal(lambda: self._workspace.seal_drafts(record), {record})

    def write_now(self) -> None:
        """Writes what waits as drafts, in the background and before every writing job that is given later."""
        for timer in (self._quiet, self._longest, self._retry):
            timer.stop()
        if self._is_closed:
            return
        batch = {key: self._unwritten[key] for key in sorted(self._untried) if key in self._unwritten}
        self._untried.clear()
        if batch:
            self._unsealed |= {record for record, _ in batch}
            self._tasks.run(lambda _: self._write(batch), self._on_written, lane=Lane.WRITE)

    def seal_all(self) -> None:
        """What was typed anywhere becomes changes, in the background."""
        if self._is_closed:
            return
        self.write_now()
        unsealed, self._unsealed = self._unsealed, set()
        self._run_seal(self._workspace.seal_drafts, unsealed)

    def close(self) -> None:
        """Writes and seals what is typed and begins nothing afterwards."""
        self.seal_all()
        self._is_closed = True
        for timer in (self._quiet, self._longest, self._seal, self._retry):
            timer.stop()

    def _write(self, batch: Mapping[Key, _Typed]) -> _Outcome:
        """On the writing thread. One text that no record takes does not hold up the others."""
        written: dict[Key, _Typed] = {}
        problem: Exception | None = None
        for (record, name), typed in batch.items():
            try:
                self._workspace.type_draft(record, name, typed.value, shown=typed.shown)
            except RuleError as error:
                problem = error
            except Exception as error:  # noqa: BLE001 - whatever it is, the words stay and are tried again
                problem = error
                break
            else:
                written[record, name] = typed
        return _Outcome(written, self._workspace.clock(), problem)

    def _on_written(self, outcome: _Outcome) -> None:
        for key, typed in outcome.written.items():
            if self._unwritten.get(key) is typed:
                del self._unwritten[key]
        if outcome.error is not None:
            _log.warning("something typed is not kept yet: %r", outcome.error)
            self.problem = outcome.error
            self._untried |= self._unwritten.keys()
            self._start(self._retry)
            self.failed.emit(outcome.error)
        elif not self._unwritten:
            self.problem = None
        if outcome.written:
            self.saved.emit(outcome.at)
        if not self.is_typing:
            self.typing_changed.emit(False)
        if self._unsealed and not self._seal.isActive():
            self._start(self._seal)

    def _run_seal(self, seal: Callable[[], None], records: set[RecordId]) -> None:
        def not_sealed(error: Exception) -> None:
            # The words are durable as drafts, so nothing is amiss with them; sealing is tried again.
            _log.warning("drafts could not be sealed: %r", error)
            self._unsealed |= records
            self._start(self._seal)

        self._tasks.run(lambda _: seal(), self._on_sealed, not_sealed, lane=Lane.WRITE)

    def _on_sealed(self, _: None) -> None:
        if not self._unsealed:
            self._seal.stop()

    def _start(self, timer: QTimer) -> None:
        """After `close` the window is going: its fields are left once more, and there is nothing to do about it."""
        if not self._is_closed:
            timer.start()

    def _timer(self, interval_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval_ms)
        timer.timeout.connect(act)
        return timer
