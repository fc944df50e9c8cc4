"""Drives the page for signing by the German names of its controls."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.documents.signatures import signatures_of
from consultant_app.actions.documents.standing import standing_document
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.signing.signature_pad import SignaturePad
from consultant_app.desktop.signing.signing_page import SigningPage
from consultant_app.domain.document import Document
from consultant_app.domain.signature import Signature
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.signing.pointers import draw_by_mouse
from tests.desktop.typing import type_text

COMPANY, CONSULTANT = "Für das Unternehmen", "Für die Beratung"


class Signing:
    def __init__(self, qtbot: QtBot, window: MainWindow, desk: Desk, visit: RecordId) -> None:
        self.qtbot, self.window, self.desk, self.visit = qtbot, window, desk, visit

    @property
    def page(self) -> SigningPage:
        page = self.window._pages["signing"].widget()
        assert isinstance(page, SigningPage)
        return page

    def open(self) -> None:
        """By the keys, from the visit."""
        self.press("Ctrl+Shift+U")
        self.settle()

    def settle(self) -> None:
        wait_until_quiet(self.qtbot, self.desk)

    def until(self, claim: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(claim()))

    def press(self, keys: str) -> None:
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self.window.focusWidget() or self.window, combination.key(), combination.keyboardModifiers())

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
        """Where it stands, however far down; turned views are pressed by their own test."""
        button = self.find(name, QAbstractButton)
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        line = self.find(name)
        line.clear()
        type_text(line, text)

    def pad(self, role: str) -> SignaturePad:
        found = self.find(f"Unterschrift: {role}", SignaturePad)
        assert isinstance(found, SignaturePad)
        return found

    def draw(self, role: str) -> None:
        draw_by_mouse(self.pad(role))

    def take(self, role: str) -> None:
        """Until it is kept and shown."""
        self.click(f"Unterschrift übernehmen: {role}")
        self.settle()

    def says(self, text: str) -> bool:
        """Whether these words stand anywhere on the page."""
        return any(text in one.text() for one in self.page.findChildren(QLabel) if one.isVisible())

    @property
    def messages(self) -> list[str]:
        return [bar.accessibleName() for bar in self.page.messages.messages()]

    @property
    def document(self) -> Document | None:
        with self.desk.workspace.read() as reader:
            return standing_document(reader, self.visit)

    @property
    def given(self) -> list[Signature]:
        document = self.document
        if document is None:
            return []
        with self.desk.workspace.read() as reader:
            return list(signatures_of(reader, document.id))
