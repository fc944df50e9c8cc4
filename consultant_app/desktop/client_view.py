"""The screen turned to the client: one switch for the window and its pages, off again when the table is left."""

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar

_KEY = "barred"


class BarredWay(MessageBar):
    """Says that a key leads nowhere while a client looks, and takes what is typed after it.

    Whoever pressed it goes on typing for the place they expected: without this the words would stand in the text that
    has the focus, for the client to read. It leaves with Esc, and with the focus.
    """

    given_up = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(
            words,
            QCoreApplication.translate("BarredWay", "End the client view for that. Esc leads back to where you were."),
            icon="eye-off",
            parent=parent,
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Another window in front takes the focus only for a while.
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason and self.isVisible():
            self.close_bar()


class ClientView(QObject):
    """Ties `ways.client_view`, which pages emit and follow, to the window; says which ways are barred meanwhile."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._above = MessageArea()
        self._above.setContentsMargins(16, 12, 16, 12)
        window.add_above(self._above)
        self._before: QWidget | None = None
        self._is_entered = self._was_on = False
        desk.ways.client_view.connect(self._on_client_view)
        window.barred.connect(self._bar)
        window.client_view_left.connect(lambda: desk.ways.client_view.emit(False))
        window.page_shown.connect(self._on_page_shown)

    def _on_client_view(self, on: bool) -> None:
        self._window.set_client_view(on)
        if not on:
            self._lead_back()

    def _bar(self, words: str) -> None:
        """Nothing meant for elsewhere is typed where the focus is; it comes back there when the bar is closed."""
        standing = self._above.messages()
        if not standing:
            self._before = QApplication.focusWidget()
            barred = BarredWay(words)
            barred.given_up.connect(self._lead_back)
            standing = (self._above.show_message(barred, key=_KEY),)
        standing[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead_back(self) -> None:
        before, self._before = self._before, None
        is_there = before is not None and isValid(before) and before.isVisible()
        if self._above.messages() and before is not None and is_there:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._above.clear_message(_KEY)

    def _on_page_shown(self, _key: str) -> None:
        """The office frame shows every company: nobody works there with the screen turned."""
        self._above.clear_message(_KEY)
        page = self._window.current_page
        self._enter_or_leave(page is not None and page.for_clients)
        if self._desk.client_view and page is not None and page.frame == FrameKind.OFFICE:
            self._desk.ways.client_view.emit(False)

    def _enter_or_leave(self, for_clients: bool) -> None:
        """A client view that was on before a page for clients stays on after it."""
        if for_clients and not self._is_entered:
            self._is_entered, self._was_on = True, self._desk.client_view
            self._desk.ways.client_view.emit(True)
        elif self._is_entered and not for_clients:
            self._is_entered = False
            if not self._was_on:
                self._desk.ways.client_view.emit(False)
