"""Slows down who types one wrong passphrase after the other."""

from PySide6.QtCore import QObject, QTimer, Signal

FREE_TRIES = 2
LONGEST_PAUSE_S = 30


def pause_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries: none, none, 2, 4, 8, 16, 30, 30, ..."""
    return 0 if wrong <= FREE_TRIES else min(2 ** (wrong - FREE_TRIES), LONGEST_PAUSE_S)


class WrongTries(QObject):
    """Counts wrong tries; `changed(seconds)` while a person has to wait, 0 when the next try is free."""

    changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wrong = 0
        self._left = 0
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._on_tick)

    def note_wrong(self) -> None:
        self._wrong += 1
        self._left = pause_after(self._wrong)
        if self._left:
            self._tick.start()
        self.changed.emit(self._left)

    def _on_tick(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self._tick.stop()
        self.changed.emit(self._left)
