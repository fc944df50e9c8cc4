"""The screen turned to the client: one switch for the window and its pages, off again when the table is left."""

from PySide6.QtCore import QObject

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind


class ClientView(QObject):
    """Ties `ways.client_view`, which pages emit and follow, to the window."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        desk.ways.client_view.connect(window.set_client_view)
        window.client_view_left.connect(lambda: desk.ways.client_view.emit(False))
        window.page_shown.connect(self._on_page_shown)

    def _on_page_shown(self, _key: str) -> None:
        """The office frame shows every company: nobody works there with the screen turned."""
        page = self._window.current_page
        if self._desk.client_view and page is not None and page.frame == FrameKind.OFFICE:
            self._desk.ways.client_view.emit(False)
