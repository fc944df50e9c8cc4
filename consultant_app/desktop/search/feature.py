"""Ties the search field of the window to the page of hits, and hits to the pages of their records.

The page is built when it is first shown.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page

if TYPE_CHECKING:
    from consultant_app.desktop.search.search_page import SearchPage

KEY = "search"
FIRST_LENGTH = 2
"""Letters from which the hits are shown while typing in the window's field."""


def add_search(window: MainWindow, desk: Desk) -> None:
    def build() -> "SearchPage":
        from consultant_app.desktop.search.search_page import SearchPage  # kept out of the program's start

        made = SearchPage(desk)
        made.opened.connect(lambda type_name, id_, root: _open(desk, type_name, id_, root))
        return made

    page = Page(KEY, QCoreApplication.translate("SearchPage", "Search"), build, place="", parent=window)
    window.add_page(page)

    def widget() -> "SearchPage":
        return cast("SearchPage", page.widget())

    def edited(text: str) -> None:
        is_enough = len(text.strip()) >= FIRST_LENGTH
        if is_enough or page.is_built:
            widget().ask(text)
        if is_enough and window.current_page is not page:
            window.show_page(KEY)

    def submitted(text: str) -> None:
        if text:
            widget().ask(text)
        window.show_page(KEY)
        widget().field.setFocus()

    page.shown.connect(lambda: widget().read())
    window.search_edited.connect(edited)
    window.search_submitted.connect(submitted)


def _open(desk: Desk, type_name: str, record: str, root: str) -> None:
    """Leads to the page where a record of this kind is at home: parts open with their root, people with the company."""
    from consultant_app.actions.sync.record_names import record_company_id

    ways = desk.ways
    if type_name == "note":
        ways.note.emit(record)
    elif type_name in ("visit", "participant", "topic_note", "finding", "recommendation", "agreement"):
        ways.visit.emit(root)
    elif type_name == "company":
        ways.company.emit(record)
    elif type_name in ("measure", "milestone", "kpi", "kpi_value", "action_plan"):
        measure = record if type_name == "measure" else ""
        desk.read(
            lambda reader: record_company_id(reader, record, root),
            lambda company: ways.plan.emit(company, measure),
            owner=desk,
        )
    else:
        desk.read(lambda reader: record_company_id(reader, record, root), ways.company.emit, owner=desk)
