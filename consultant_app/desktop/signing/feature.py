"""Signing as a page of the window: opened by `ways.sign` from the visit and from the preview."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind, Page
from consultant_app.desktop.top_bar import TopBar

if TYPE_CHECKING:
    from consultant_app.desktop.signing.signing_page import SigningPage

_KEY = "signing"


def add_signing(window: MainWindow, desk: Desk) -> None:
    _Signing(window, desk)


class _Signing(QObject):
    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._bar = TopBar(self.tr("Sign the document"), back=self.tr("Back"))
        self._page = Page(
            _KEY, self.tr("Sign"), self._build, place="visits", frame=FrameKind.TABLE, top_bar=self._bar,
            for_clients=True, parent=self,
        )  # fmt: skip
        self._widget: SigningPage | None = None
        self._paper = ""
        assert self._bar.back_button is not None  # noqa: S101 - made by `back`
        self._back = self._bar.back_button
        self._back.clicked.connect(window.go_back)
        window.add_page(self._page)
        window.page_shown.connect(self._on_page_shown)
        desk.ways.sign.connect(self._open)

    def _build(self) -> "SigningPage":
        # Late: the start needs neither the pads nor the library that shows pages.
        from consultant_app.desktop.signing.signing_page import SigningPage

        page = SigningPage(self._desk, self._bar, self._window.settings)
        page.left.connect(self._window.go_back)
        self._window.breakpoint_changed.connect(lambda name: page.set_compact(name != "wide"))
        page.set_compact(self._window.breakpoint != "wide")
        self._widget = page
        return page

    def _open(self, paper: str) -> None:
        self._paper = paper
        before = self._window.current_page
        words = {"visit": self.tr("Back to the visit"), "preview": self.tr("Back to the preview")}
        self._back.set_text(words.get(before.key if before is not None else "", self.tr("Back")))
        self._window.show_page(_KEY)

    def _on_page_shown(self, key: str) -> None:
        if self._widget is None:
            return
        if key == _KEY:
            self._widget.open(self._paper)
        else:
            self._widget.leave()
