"""Drives the preview by what a person sees of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.preview.preview_page import PreviewPage
from consultant_app.desktop.widgets.fields import ComboBox
from tests.desktop.quiet import wait_until_quiet


class Preview:
    """Drives the preview by the German names of its controls."""

    def __init__(self, qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
        self.qtbot, self.window, self.desk = qtbot, window, desk

    @property
    def page(self) -> PreviewPage:
        (page,) = self.window.findChildren(PreviewPage)
        return page

    def open(self, kind: str, record: str) -> None:
        self.desk.ways.preview.emit(kind, record)
        self.until(lambda: bool(self.page.papers))
        self.settle()

    def settle(self) -> None:
        """Until the numbers that were just allotted have come back through the feed."""
        wait_until_quiet(self.qtbot, self.desk)

    def until(self, claim: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(claim()))

    def named(self, name: str, kind: type[Any] = QWidget) -> list[Any]:
        return [
            one
            for one in self.window.findChildren(kind)
            if one.isVisible()
            and not isinstance(one, QLabel)
            and name in (one.accessibleName(), one.text() if isinstance(one, QAbstractButton) else "")
        ]

    def find(self, name: str, kind: type[Any] = QWidget) -> Any:
        (found,) = self.named(name, kind)
        return found

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.find(name, QAbstractButton), Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    @property
    def messages(self) -> list[str]:
        return [bar.accessibleName() for bar in self.page.messages.messages()]

    @property
    def shown(self) -> list[bytes]:
        """The bytes behind the pages on the screen."""
        return [pages.pdf for pages in self.page._documents]


def choose_printer(preview: Preview, name: str) -> None:
    combo = preview.find("Drucker", ComboBox)
    combo.setCurrentIndex(combo.findData(name))
    combo.activated.emit(combo.currentIndex())
