"""What a screen tells the window about itself: its place, its title, its frame, its panes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from consultant_app.desktop.tab_order import tab_stops
from consultant_app.desktop.top_bar import TopBar

PANE_PROPERTY = "pane"


class FrameKind(Enum):
    """OFFICE has the wide navigation; TABLE has the rail and the top bar, for sitting with a client."""

    OFFICE = "office"
    TABLE = "table"


@dataclass(frozen=True)
class Place:
    """One entry of the navigation. `below` puts it at the bottom, above the trust block."""

    key: str
    title: str
    icon: str
    below: bool = False


class Page(QObject):
    """A screen: `widget` fills the frame (or a function that builds it when it is first shown).

    `place` is the key of the navigation entry it belongs to. In the table frame `top_bar` stands above the widget; a
    top bar that the widget has already laid out itself stays where it is. `shown` comes each time the page is shown,
    `filled` when the page that a window opens with has read what it shows. What is `for_clients` is looked at together:
    it enters the client view by itself.
    """

    shown = Signal()
    filled = Signal()
    title_changed = Signal(str)

    def __init__(
        self,
        key: str,
        title: str,
        widget: QWidget | Callable[[], QWidget],
        *,
        place: str,
        frame: FrameKind = FrameKind.OFFICE,
        top_bar: TopBar | None = None,
        for_clients: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.for_clients = for_clients
        self.key, self.place, self.frame, self.top_bar = key, place, frame, top_bar
        self._title = title
        self._widget = widget

    @property
    def title(self) -> str:
        """What stands before the product's name in the window title; empty for the product's name alone."""
        return self._title

    def set_title(self, title: str) -> None:
        self._title = title
        self.title_changed.emit(title)

    @property
    def is_built(self) -> bool:
        return isinstance(self._widget, QWidget)

    def widget(self) -> QWidget:
        """Builds the widget at the first call."""
        if not isinstance(self._widget, QWidget):
            self._widget = self._widget()
        return self._widget


def mark_pane(widget: QWidget, name: str) -> None:
    """Makes a part of a page a pane that F6 reaches; `name` is its accessible name."""
    widget.setProperty(PANE_PROPERTY, True)
    widget.setAccessibleName(name)


def panes_of(window: QWidget) -> list[QWidget]:
    """The visible panes from left to right, then from top to bottom."""
    found = [child for child in window.findChildren(QWidget) if child.property(PANE_PROPERTY) and child.isVisible()]
    return sorted(found, key=lambda pane: pane.mapTo(window, pane.rect().topLeft()).toTuple())


def focus_next_pane(window: QWidget, step: int) -> None:
    """To the next pane that takes the focus, or with a `step` of -1 to the one before."""
    panes = panes_of(window)
    focused = QApplication.focusWidget()
    here = next(
        (at for at, pane in enumerate(panes) if focused is not None and pane.isAncestorOf(focused)),
        -1 if step > 0 else 0,
    )
    for offset in range(1, len(panes) + 1):
        target = first_focusable(panes[(here + step * offset) % len(panes)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def first_focusable(pane: QWidget) -> QWidget | None:
    """Where the focus goes in a pane: its own if it takes any, else the first control in reading order."""
    return next((stop for stop in tab_stops(pane) if stop.isVisible() and stop.isEnabled()), None)
