"""Adds the settings to the person's menu; their page is built when it is first shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page

if TYPE_CHECKING:
    from consultant_app.desktop.settings.settings_page import SettingsPage

KEY = "settings"


def add_settings(window: MainWindow, desk: Desk, dialogs: FileDialogs | None = None) -> None:
    def build() -> "SettingsPage":
        # Kept out of the program's start.
        from consultant_app.desktop.settings.letterhead_section import LetterheadSection
        from consultant_app.desktop.settings.settings_page import SettingsPage

        made = SettingsPage(window.settings, LetterheadSection(desk, dialogs or FileDialogs()))
        made.look_chosen.connect(desk.ways.look_chosen)
        return made

    title = QCoreApplication.translate("SettingsPage", "Settings")
    window.add_page(Page(KEY, title, build, place="", parent=window))
    barred = QCoreApplication.translate("SettingsPage", "The settings are closed in the client view.")
    window.add_entry(title, "Ctrl+,", lambda: window.show_page(KEY), barred=barred)
