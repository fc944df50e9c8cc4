"""Closing with words that cannot be written: the window stays, says so, and leaves only when a person insists."""

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.widgets.messages import MessageBar, MessageKind

KEY = "unsaved-at-closing"
WRITE_TIMEOUT_S = 5.0


def all_written(desk: Desk) -> bool:
    """Writes what is typed; False for what could not be."""
    if desk.drafts.unwritten:
        desk.drafts.write_now()
        desk.tasks.drain(WRITE_TIMEOUT_S)
    return not desk.drafts.is_typing


def may_close(window: MainWindow, desk: Desk) -> bool:
    """Writes what is typed; where that fails, offers to close all the same instead of losing it without a word."""
    if all_written(desk):
        return True
    bar = MessageBar(
        QCoreApplication.translate("Unsaved", "Your last words are not saved yet."),
        QCoreApplication.translate("Unsaved", "They would be lost when the window closes."),
        kind=MessageKind.SIGNAL,
        action=QCoreApplication.translate("Unsaved", "Close all the same"),
    )

    def insist() -> None:
        window.may_close = lambda: True
        window.close()

    bar.action_triggered.connect(insist)
    window.messages.show_message(bar, key=KEY)
    return False
