"""Adds the place Abgleich to the window; its page is built when it is first shown."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page, Place

if TYPE_CHECKING:
    from consultant_app.desktop.sync.sync_page import SyncPage

KEY = "sync"


def add_sync(window: MainWindow, desk: Desk) -> None:
    def build() -> "SyncPage":
        from consultant_app.desktop.sync.sync_page import SyncPage  # kept out of the program's start

        return SyncPage(desk)

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
