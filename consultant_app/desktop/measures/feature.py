"""Adds the place Maßnahmen to the window."""

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.measures.measures_page import MeasuresPage
from consultant_app.desktop.pages import Page, Place

KEY = "measures"


def add_measures(window: MainWindow, desk: Desk) -> None:
    content = MeasuresPage(desk)
    page = Page(KEY, QCoreApplication.translate("MeasuresPage", "Action plan"), content, place=KEY, parent=window)
    window.add_place(Place(KEY, QCoreApplication.translate("MeasuresPage", "Measures"), "list-check"))
    window.add_page(page)
    window.page_shown.connect(lambda key: content.set_shown(key == KEY))
    window.breakpoint_changed.connect(content.set_breakpoint)
    if window.breakpoint:
        content.set_breakpoint(window.breakpoint)

    def show_plan(company: str, measure: str) -> None:
        content.open_plan(company, measure)
        window.show_page(KEY)

    def add_to(company: str) -> None:
        window.show_page(KEY)
        content.add_to(company)

    desk.ways.plan.connect(show_plan)
    desk.ways.new_measure.connect(add_to)
