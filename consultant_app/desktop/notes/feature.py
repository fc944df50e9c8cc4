"""Adds the place Notizen to the window; its page is built when it is first shown."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page, Place

if TYPE_CHECKING:
    from consultant_app.desktop.notes.notes_page import NotesPage

KEY = "notes"


def add_notes(window: MainWindow, desk: Desk) -> None:
    def build() -> "NotesPage":
        from consultant_app.desktop.notes.notes_page import NotesPage  # kept out of the program's start

        made = NotesPage(desk)
        made.set_breakpoint(window.breakpoint)
        window.breakpoint_changed.connect(made.set_breakpoint)
        return made

    title = QCoreApplication.translate("NotesPage", "Notes")
    page = Page(KEY, title, build, place=KEY, parent=window)
    window.add_place(Place(KEY, title, "notes"))
    window.add_page(page)
    page.shown.connect(lambda: cast("NotesPage", page.widget()).read())

    def show_note(note: str) -> None:
        window.show_page(KEY)
        cast("NotesPage", page.widget()).show_note(note)

    def begin_note(about: str) -> None:
        window.show_page(KEY)
        cast("NotesPage", page.widget()).begin_note(about)

    desk.ways.note.connect(show_note)
    desk.ways.new_note.connect(begin_note)
