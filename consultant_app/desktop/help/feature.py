"""Adds the help to the person's menu and to F1; it begins with the keys of the screen it was asked for from."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page

if TYPE_CHECKING:
    from consultant_app.desktop.help.help_page import HelpPage

KEY = "help"


def add_help(window: MainWindow) -> None:
    def build() -> "HelpPage":
        from consultant_app.desktop.help.help_page import HelpPage  # kept out of the program's start

        return HelpPage()

    title = QCoreApplication.translate("HelpPage", "Help")
    page = Page(KEY, title, build, place="", parent=window)
    window.add_page(page)

    def show() -> None:
        asked_from = window.current_page
        if asked_from is not page:
            cast("HelpPage", page.widget()).show_keys_of(asked_from.key if asked_from is not None else "")
            window.show_page(KEY)

    barred = QCoreApplication.translate("HelpPage", "The help is closed in the client view.")
    window.add_entry(title, "F1", show, barred=barred)
