"""When a window has caught up: every job is over, what was committed was read again, and nothing gathers any more."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk

_SOON_MS = 500
"""Timers that are shorter lead to work at hand; the longer ones, like the tick of a clock, are not waited for."""
_LOOKS = 5
"""One after the other, with events handled in between: what was shown last is laid out in several steps."""


def wait_until_quiet(qtbot: QtBot, desk: Desk) -> None:
    """Call it between what changed the workspace and what a person does next, and before looking at what is there."""
    looks = 0

    def is_still() -> bool:
        nonlocal looks
        looks = looks + 1 if _is_quiet(desk) else 0
        return looks >= _LOOKS

    qtbot.waitUntil(is_still)


def _is_quiet(desk: Desk) -> bool:
    # What other threads reported stands in the queue of events; handling it may begin the next reading.
    QApplication.sendPostedEvents()
    owners: list[QObject] = [desk, *QApplication.topLevelWidgets()]
    return desk.tasks.is_idle and not any(_is_at_hand(timer) for owner in owners for timer in _timers(owner))


def _timers(owner: QObject) -> list[QTimer]:
    return owner.findChildren(QTimer)


def _is_at_hand(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() < _SOON_MS
