"""Adds the place "Companies" to the window."""

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.companies.companies_page import CompaniesPage
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page, Place

KEY = "companies"


def add_companies(window: MainWindow, desk: Desk) -> None:
    title = QCoreApplication.translate("Companies", "Companies")
    window.add_place(Place(KEY, title, "building-factory-2"))
    view = CompaniesPage(desk)
    window.add_page(Page(KEY, title, view, place=KEY, parent=window))

    def show(company: str) -> None:
        window.show_page(KEY)
        view.show_company(company)

    def begin() -> None:
        window.show_page(KEY)
        view.begin_new()

    desk.ways.company.connect(show)
    desk.ways.new_company.connect(begin)
