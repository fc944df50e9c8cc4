"""Notices that nobody has touched the window for a while, and asks whether that is long enough to lock it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

_BY_HAND: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """`asked(idle)` after each `step` without a hand on the window; whoever listens knows whether to lock."""

    asked = Signal(object)

    def __init__(
        self,
        window: QWindow,
        step: timedelta,
        *,
        elapsed_ms: Callable[[], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._elapsed_ms = elapsed_ms or self._clock.elapsed
        self._touched_ms = self._elapsed_ms()
        # A timer that every movement of the mouse starts anew would cost more than one that looks at a clock.
        self._timer = QTimer(self, interval=int(step.total_seconds() * 1000 / 10))
        self._timer.timeout.connect(self.look)
        self._step_ms = int(step.total_seconds() * 1000)
        self._next_ms = self._step_ms
        self._timer.start()
        # Input reaches the window of the system first, so no filter stands in the way of every other event.
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BY_HAND:
            self.touch()
        return super().eventFilter(watched, event)

    def touch(self) -> None:
        """Somebody is there."""
        self._touched_ms = self._elapsed_ms()
        self._next_ms = self._step_ms

    def look(self) -> None:
        """Asks once for every step that has passed since the last touch."""
        idle_ms = self._elapsed_ms() - self._touched_ms
        if idle_ms >= self._next_ms:
            self._next_ms = idle_ms + self._step_ms
            self.asked.emit(timedelta(milliseconds=idle_ms))

    def pause(self) -> None:
        self._timer.stop()

    def go_on(self) -> None:
        self.touch()
        self._timer.start()
