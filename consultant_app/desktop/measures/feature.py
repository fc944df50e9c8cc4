"""Adds the place Maßnahmen to the window; its page is built when it is first shown."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page, Place

if TYPE_CHECKING:
    from consultant_app.desktop.measures.measures_page import MeasuresPage

KEY = "measures"


def add_measures(window: MainWindow, desk: Desk) -> None:
    def build() -> "MeasuresPage":
        from consultant_app.desktop.measures.measures_page import MeasuresPage  # kept out of the program's start

        made = MeasuresPage(desk)
        window.breakpoint_changed.connect(made.set_breakpoint)
        if window.breakpoint:
            made.set_breakpoint(window.breakpoint)
        return made

    page = Page(KEY, QCoreApplication.translate("MeasuresPage", "Action plan"), build, place=KEY, parent=window)
    window.add_place(Place(KEY, QCoreApplication.translate("MeasuresPage", "Measures"), "list-check"))
    window.add_page(page)

    def on_page_shown(key: str) -> None:
        if page.is_built:
            cast("MeasuresPage", page.widget()).set_shown(key == KEY)

    def show_plan(company: str, measure: str) -> None:
        cast("MeasuresPage", page.widget()).open_plan(company, measure)
        window.show_page(KEY)

    def add_to(company: str) -> None:
        window.show_page(KEY)
        cast("MeasuresPage", page.widget()).add_to(company)

    window.page_shown.connect(on_page_shown)
    desk.ways.plan.connect(show_plan)
    desk.ways.new_measure.connect(add_to)
