"""The preview as a page of the window: opened from anywhere by `ways.preview`, with the screen turned to the client."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind, Page
from consultant_app.desktop.tasks import JobControl, Lane
from consultant_app.desktop.top_bar import TopBar
from consultant_app.desktop.widgets.buttons import icon_button

if TYPE_CHECKING:
    from consultant_app.actions.paper.printing import Printout
    from consultant_app.desktop.preview.preview_page import PreviewPage

_PLACES = {"visit": "visits", "attendance": "visits"}
_KEY = "preview"
WARM_MS = 1500
"""After the page that was asked for is there."""


def _warm_up(_: JobControl) -> None:
    from consultant_app.actions.paper.printing import warm_up  # kept out of the program's start

    warm_up()


def add_preview(window: MainWindow, desk: Desk) -> None:
    _Preview(window, desk)


class _Preview(QObject):
    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._bar = TopBar(back=self.tr("Back to the visit"), saved=False)
        self._page = Page(
            _KEY, "", self._build, place="visits", frame=FrameKind.TABLE, top_bar=self._bar, for_clients=True,
            parent=self,
        )  # fmt: skip
        self._widget: PreviewPage | None = None
        self._kind, self._record = "", ""
        self._back_to = self.tr("Back")
        self._is_open = self._is_warm = False
        assert self._bar.back_button is not None  # noqa: S101 - made by `back`
        self._back = self._bar.back_button
        self._back.clicked.connect(window.go_back)
        self._sign = icon_button("signature", self.tr("Sign on screen"))
        self._sign.clicked.connect(self._sign_it)
        self._bar.add_action(self._sign)
        window.breakpoint_changed.connect(self._show_back)
        window.add_page(self._page)
        window.page_shown.connect(self._on_page_shown)
        desk.ways.preview.connect(self._open)
        self._warm = QTimer(self, singleShot=True, interval=WARM_MS)
        self._warm.timeout.connect(self._on_time_to_warm)
        for way in (desk.ways.visit, desk.ways.begin_visit, desk.ways.plan):
            way.connect(self._warm_soon)

    def _build(self) -> "PreviewPage":
        # Late: the PDF library is only loaded by those who look at a paper.
        from consultant_app.desktop.preview.preview_page import PreviewPage

        page = PreviewPage(self._desk, self._bar, self._window.settings)
        page.papers_shown.connect(self._on_papers_shown)
        self._window.breakpoint_changed.connect(page.set_breakpoint)
        page.set_breakpoint(self._window.breakpoint)
        QShortcut(QKeySequence("Ctrl+Shift+U"), page).activated.connect(self._sign_it)
        self._widget = page
        return page

    def _sign_it(self) -> None:
        if self._kind == "visit":
            self._desk.ways.sign.emit(self._record)

    def _open(self, kind: str, record: str) -> None:
        self._kind, self._record = kind, record
        self._sign.setVisible(kind == "visit")
        self._back_to = self._back_words()
        self._page.place = _PLACES.get(kind, "measures")
        self._show_back()
        self._bar.set_title(self._name())
        self._page.set_title(self._name())
        self._window.show_page(_KEY)

    def _warm_soon(self) -> None:
        """Who opens a visit or a plan may print it: what setting pages needs is loaded before they ask, once."""
        if not self._is_warm:
            self._warm.start()

    def _on_time_to_warm(self) -> None:
        self._is_warm = True
        self._desk.tasks.run(_warm_up, lane=Lane.READ, owner=self)

    def _show_back(self) -> None:
        """In a small window the arrow alone; its accessible name stays."""
        self._back.set_text(self._back_to if self._window.breakpoint == "wide" else "")
        self._back.set_name(self._back_to)

    def _back_words(self) -> str:
        """Where the button leads: the page that was shown before."""
        before = self._window.current_page
        words = {"visit": self.tr("Back to the visit"), "measures": self.tr("Back to the action plan")}
        return words.get(before.key if before is not None else "", self.tr("Back"))

    def _name(self) -> str:
        names = {
            "visit": self.tr("Visit protocol"),
            "attendance": self.tr("Attendance list"),
            "sheets": self.tr("Measure sheets"),
            "measure": self.tr("Measure sheet"),
        }
        return names.get(self._kind) or self.tr("Action plan")

    def _on_papers_shown(self, paper: "Printout") -> None:
        self._bar.set_title(self._name(), paper.company)
        self._page.set_title(f"{self._name()} {paper.number}".rstrip())

    def _on_page_shown(self, key: str) -> None:
        if key == _KEY and self._widget is not None:
            self._is_open = True
            self._widget.open(self._kind, self._record)
        elif self._is_open and self._widget is not None:
            self._is_open = False
            self._widget.leave()
