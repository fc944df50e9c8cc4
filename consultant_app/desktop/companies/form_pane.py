"""A pane that takes one thing down: title, what is missing and buttons above; messages; the form, which scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.pages import mark_pane
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import ElidedLabel, Ground, Label
from consultant_app.desktop.widgets.layouts import ScrollPane, empty_layout
from consultant_app.desktop.widgets.messages import MessageBar, MessageKind
from consultant_app.errors import Language


class FormPane(Ground):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._why = Label("", "body", role="text2", wrap=True)
        self._messages = QVBoxLayout()

    def fill(self, title: str, form: QWidget, *buttons: Button) -> QVBoxLayout:
        """Called once; returns the column of the form."""
        mark_pane(self, title)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 16, 24)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 0)
        whole.setSpacing(12)
        whole.addLayout(self._head(title, buttons))
        whole.addLayout(self._messages)
        whole.addWidget(ScrollPane(form), 1)
        return column

    def say_why(self, words: str) -> None:
        """What is still missing, or that nothing is."""
        self._why.setText(words)

    def show_error(self, error: Exception, language: Language) -> None:
        bar = MessageBar(error_text(error, language), kind=MessageKind.SIGNAL, closable=True)
        self._messages.addWidget(bar)
        bar.announce()

    def clear_errors(self) -> None:
        empty_layout(self._messages)

    def _head(self, title: str, buttons: tuple[Button, ...]) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(title, "page_title"))
        words.addWidget(self._why)
        head.addLayout(words, 1)
        for button in buttons:
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head
