"""Drives the visit page by the German names of its controls, with keys and clicks as a person makes them."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.visits.sheet import VisitSheet, visit_sheet
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.visits.visit_page import VisitPage
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.typing import type_text

W = TypeVar("W", bound=QWidget)


class Driver:
    """Finds controls by their German names, and types and clicks as a person does."""

    def __init__(self, qtbot: QtBot, window: MainWindow, desk: Desk, visit: RecordId) -> None:
        self.qtbot, self.window, self.desk, self.visit = qtbot, window, desk, visit

    @property
    def page(self) -> VisitPage:
        page = self.window._pages["visit"].widget()
        assert isinstance(page, VisitPage)
        return page

    def find(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
        """The one visible control of that name, or of that text where it has no other name."""
        found = [
            one
            for one in self.window.findChildren(kind)
            if one.isVisible()
            and not isinstance(one, QLabel)
            and name in (one.accessibleName(), one.text() if isinstance(one, QAbstractButton) else "")
        ]
        assert len(found) == 1, f"{name}: {found}"
        return found[0]

    def click(self, name: str, kind: type[W] = QWidget) -> None:  # type: ignore[assignment]
        self.until(lambda: self.find(name, kind).isEnabled())
        self.qtbot.mouseClick(self.find(name, kind), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        self.until(lambda: self.find(name) is not None)
        editor = self.find(name)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        type_text(editor, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def until(self, claim: Callable[[], bool]) -> None:
        def holds() -> None:
            try:
                assert claim()
            except (KeyError, AttributeError) as error:
                raise AssertionError(repr(error)) from error

        self.qtbot.waitUntil(holds)

    def settle(self) -> None:
        """Until every job is over and what it committed has been read again."""
        wait_until_quiet(self.qtbot, self.desk)

    def stored(self) -> VisitSheet:
        """The visit as the workspace has it."""
        with self.desk.workspace.read() as reader:
            return visit_sheet(reader, self.visit, partner=self.desk.workspace.identity.partner)
