"""Adds the place "Today" to the window, and opens it first."""

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page, Place
from consultant_app.desktop.today.today_page import TodayPage

KEY = "today"


def add_today(window: MainWindow, desk: Desk) -> None:
    title = QCoreApplication.translate("Today", "Today")
    window.add_place(Place(KEY, title, "calendar-event"))
    view = TodayPage(desk)
    page = Page(KEY, "", view, place=KEY, parent=window)
    page.shown.connect(view.read_ahead)
    view.filled.connect(page.filled)
    window.add_page(page)
    view.all_measures_asked.connect(lambda: desk.ways.plan.emit("", ""))
    view.set_breakpoint(window.breakpoint)
    window.breakpoint_changed.connect(view.set_breakpoint)
