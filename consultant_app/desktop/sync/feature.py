"""Adds the place Abgleich to the window, and behind it the page for the USB stick; built when they are first shown."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page, Place

if TYPE_CHECKING:
    from consultant_app.desktop.sync.exchange_page import ExchangePage
    from consultant_app.desktop.sync.sticks import FindSticks
    from consultant_app.desktop.sync.sync_page import SyncPage

KEY = "sync"
EXCHANGE_KEY = "exchange"


def add_sync(
    window: MainWindow, desk: Desk, *, dialogs: FileDialogs | None = None, find_sticks: "FindSticks | None" = None
) -> None:
    """`dialogs` and `find_sticks` are asked in the place of the system."""
    chosen = dialogs or FileDialogs()

    def build() -> "SyncPage":
        from consultant_app.desktop.sync.sync_page import SyncPage  # kept out of the program's start

        made = SyncPage(desk, chosen)
        made.exchange_asked.connect(lambda: window.show_page(EXCHANGE_KEY))
        window.breakpoint_changed.connect(made.set_breakpoint)
        if window.breakpoint:
            made.set_breakpoint(window.breakpoint)
        return made

    title = QCoreApplication.translate("SyncPage", "Sync")
    page = Page(KEY, title, build, place=KEY, parent=window)
    window.add_place(Place(KEY, title, "arrows-exchange", below=True))
    window.add_page(page)
    page.shown.connect(lambda: cast("SyncPage", page.widget()).read())
    desk.ways.sync.connect(lambda: window.show_page(KEY))

    def show_conflict(record: str) -> None:
        window.show_page(KEY)
        cast("SyncPage", page.widget()).show_conflict(record)

    desk.ways.conflicts.connect(show_conflict)
    _add_exchange(window, desk, chosen, find_sticks)


def _add_exchange(window: MainWindow, desk: Desk, dialogs: FileDialogs, find_sticks: "FindSticks | None") -> None:
    def build() -> "ExchangePage":
        from consultant_app.desktop.sync.exchange_page import ExchangePage
        from consultant_app.desktop.sync.sticks import plugged_sticks

        made = ExchangePage(desk, dialogs=dialogs, find_sticks=find_sticks or plugged_sticks)
        made.left.connect(lambda: window.show_page(KEY))
        return made

    title = QCoreApplication.translate("ExchangePage", "Exchange by USB stick")
    page = Page(EXCHANGE_KEY, title, build, place=KEY, parent=window)
    window.add_page(page)
    page.shown.connect(lambda: cast("ExchangePage", page.widget()).read())
