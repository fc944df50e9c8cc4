"""Adds the place Abgleich to the window."""

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page, Place
from consultant_app.desktop.sync.sync_page import SyncPage

KEY = "sync"


def add_sync(window: MainWindow, desk: Desk) -> None:
    page_widget = SyncPage(desk)
    title = QCoreApplication.translate("SyncPage", "Sync")
    page = Page(KEY, title, page_widget, place=KEY, parent=window)
    window.add_place(Place(KEY, title, "arrows-exchange", below=True))
    window.add_page(page)
    page.shown.connect(page_widget.read)
    desk.ways.sync.connect(lambda: window.show_page(KEY))

    def show_conflict(record: str) -> None:
        window.show_page(KEY)
        page_widget.show_conflict(record)

    desk.ways.conflicts.connect(show_conflict)
