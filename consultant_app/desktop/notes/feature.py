"""Adds the place Notizen to the window."""

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.notes.notes_page import NotesPage
from consultant_app.desktop.pages import Page, Place

KEY = "notes"


def add_notes(window: MainWindow, desk: Desk) -> None:
    widget = NotesPage(desk)
    title = QCoreApplication.translate("NotesPage", "Notes")
    page = Page(KEY, title, widget, place=KEY, parent=window)
    window.add_place(Place(KEY, title, "notes"))
    window.add_page(page)
    page.shown.connect(widget.read)

    def show_note(note: str) -> None:
        window.show_page(KEY)
        widget.show_note(note)

    def begin_note(about: str) -> None:
        window.show_page(KEY)
        widget.begin_note(about)

    desk.ways.note.connect(show_note)
    desk.ways.new_note.connect(begin_note)
