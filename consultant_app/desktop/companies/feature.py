"""Adds the place "Companies" to the window; its page is built when it is first shown."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page, Place

if TYPE_CHECKING:
    from consultant_app.desktop.companies.companies_page import CompaniesPage

KEY = "companies"


def add_companies(window: MainWindow, desk: Desk) -> None:
    title = QCoreApplication.translate("Companies", "Companies")

    def build() -> "CompaniesPage":
        from consultant_app.desktop.companies.companies_page import CompaniesPage  # kept out of the program's start

        view = CompaniesPage(desk)
        view.set_breakpoint(window.breakpoint)
        window.breakpoint_changed.connect(view.set_breakpoint)
        return view

    page = Page(KEY, title, build, place=KEY, parent=window)
    window.add_place(Place(KEY, title, "building-factory-2"))
    window.add_page(page)

    def show(company: str) -> None:
        window.show_page(KEY)
        cast("CompaniesPage", page.widget()).show_company(company)

    def begin() -> None:
        window.show_page(KEY)
        cast("CompaniesPage", page.widget()).begin_new()

    desk.ways.company.connect(show)
    desk.ways.new_company.connect(begin)
