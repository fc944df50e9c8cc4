"""The window: office frame or table frame around the shown page, the way back, the keys that work everywhere.

It knows no workspace: what it shows about saving, syncing and the person comes in as plain values.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from consultant_app.desktop.navigation import Navigation, Rail
from consultant_app.desktop.pages import FrameKind, Page, Place, focus_next_pane
from consultant_app.desktop.person_menu import Entry
from consultant_app.desktop.splitters import remember_splitters
from consultant_app.desktop.tab_order import order_tabs
from consultant_app.desktop.trust import TrustState
from consultant_app.desktop.widgets.labels import Ground
from consultant_app.desktop.widgets.messages import MessageArea

MINIMUM = QSize(1280, 672)
COMPACT_BELOW = 1400
NARROW_BELOW = 1180
_PLACE_KEYS = 8
_REMEMBERED_PAGES = 32


class MainWindow(QMainWindow):
    """Pages and places are added once; `show_page` switches, `go_back` returns.

    `page_shown(key)` after each switch; `place_activated(key)` when a person chooses a place (the window shows that
    place's first page by itself); `breakpoint_changed("wide"|"compact"|"narrow")` when the width passes one;
    `closing` before the window goes, with drafts still to be sealed; `search_submitted(text)` from the search field,
    with an empty text when the search is opened from the table frame.
    """

    page_shown = Signal(str)
    place_activated = Signal(str)
    search_edited = Signal(str)
    search_submitted = Signal(str)
    breakpoint_changed = Signal(str)
    client_view_changed = Signal(bool)
    client_view_left = Signal()
    """Esc where the client view is what is left to leave."""
    barred = Signal(str)
    """A key that leads nowhere while a client looks; the text says why."""
    closing = Signal()

    def __init__(self, product: str, *, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._product, self._settings = product, settings
        self._pages: dict[str, Page] = {}
        self._homes: dict[str, str] = {}
        self._hosts: dict[str, QWidget] = {}
        self._trail: list[str] = []
        self._current = ""
        self._breakpoint = ""
        self._trust = TrustState()
        self._client_view = False
        self.may_close: Callable[[], bool] = lambda: True
        self._entries: list[Entry] = []
        self.navigation, self.rail = Navigation(self._entries), Rail(self._entries)
        self.messages = MessageArea()
        self._stack = QStackedWidget()
        self._build()
        self._bind_keys()
        self.setWindowTitle(product)
        self.setMinimumSize(MINIMUM.boundedTo(self.screen().availableSize()))
        self.resize(1440, 868)
        geometry = settings.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _build(self) -> None:
        centre = Ground("window")
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._column = column = QVBoxLayout()
        column.setSpacing(0)
        self.messages.setContentsMargins(16, 12, 16, 0)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        row.addWidget(self.navigation)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.rail.hide()
        self.setCentralWidget(centre)
        for places in (self.navigation, self.rail):
            places.place_activated.connect(self._on_place_activated)
        self.navigation.search_edited.connect(self.search_edited)
        self.navigation.search_submitted.connect(self.search_submitted)
        self.rail.search_opened.connect(self.focus_search)

    def _bind_keys(self) -> None:
        for number in range(1, _PLACE_KEYS + 1):
            self._key(f"Alt+{number}", partial(self._show_place_number, number))
        self._key("Ctrl+K", self.focus_search)
        self._key("F6", lambda: focus_next_pane(self, 1))
        self._key("Shift+F6", lambda: focus_next_pane(self, -1))

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    # What the window is told.

    def add_place(self, place: Place) -> None:
        self.navigation.add_place(place)
        self.rail.add_place(place)

    def add_above(self, bar: QWidget) -> None:
        """A bar above every page, for what cannot wait while messages are held."""
        self._column.insertWidget(0, bar)

    def add_page(self, page: Page) -> None:
        """The first page added for a place is what the place opens."""
        self._pages[page.key] = page
        self._homes.setdefault(page.place, page.key)
        page.title_changed.connect(lambda _title: self._show_title())

    def set_person(self, name: str, organisation: str) -> None:
        self.navigation.person.set_person(name, organisation)
        self.rail.person.set_person(name, organisation)

    def add_entry(self, words: str, keys: str, act: Callable[[], object], *, barred: str = "") -> None:
        """An entry of the person's menu, by its keys from everywhere; `barred` says why not while a client looks."""

        def go() -> None:
            if barred and self._client_view:
                self.barred.emit(barred)
            else:
                act()

        self._entries.append(Entry(words, keys, go))
        self._key(keys, go)

    def set_count(self, place: str, count: int | None, *, flagged: bool = False) -> None:
        self.navigation.button(place).set_count(count, flagged=flagged)

    def set_badge(self, place: str, waiting: int) -> None:
        self.rail.button(place).set_badge(waiting)

    def set_trust(self, state: TrustState) -> None:
        """Shown in the trust block and in the top bar of every page that has one."""
        self._trust = state
        self.navigation.set_trust(state)
        for page in self._pages.values():
            if page.top_bar is not None:
                page.top_bar.set_trust(state)

    @property
    def client_view(self) -> bool:
        """True while the screen is turned to a client: no badges, no messages, no way into other companies' records."""
        return self._client_view

    def set_client_view(self, on: bool) -> None:
        """Title and top bar say that it is on; pages hide what is theirs on `client_view_changed`."""
        if on == self._client_view:
            return
        self._client_view = on
        self.rail.set_client_view(on)
        self.messages.set_held(on)
        for page in self._pages.values():
            if page.top_bar is not None:
                page.top_bar.set_client_view(on)
        self._show_title()
        self.client_view_changed.emit(on)

    @property
    def settings(self) -> QSettings:
        """What is remembered for this window on this device, such as where its panes are divided."""
        return self._settings

    # Where the window is.

    @property
    def current_page(self) -> Page | None:
        return self._pages.get(self._current)

    @property
    def breakpoint(self) -> str:
        """ "wide", "compact" below 1400 px, "narrow" below 1180 px."""
        return self._breakpoint

    def show_page(self, key: str) -> None:
        """KeyError for a page that was never added; the page it leaves is remembered for the way back."""
        page = self._pages[key]
        if self._current and self._current != key:
            self._trail = [*self._trail, self._current][-_REMEMBERED_PAGES:]
        self._show(page)

    def go_back(self) -> bool:
        """One step back along the pages that were shown; False when there is none."""
        if not self._trail:
            return False
        self._show(self._pages[self._trail.pop()])
        return True

    def _show(self, page: Page) -> None:
        self._current = page.key
        if page.key not in self._hosts:
            host = self._host(page)
            self._hosts[page.key] = host
            self._stack.addWidget(host)
        table = page.frame == FrameKind.TABLE
        self.navigation.setVisible(not table)
        self.rail.setVisible(table)
        self.navigation.choose(page.place)
        self.rail.choose(page.place)
        self._stack.setCurrentWidget(self._hosts[page.key])
        self._show_title()
        page.shown.emit()
        self.page_shown.emit(page.key)

    def _host(self, page: Page) -> QWidget:
        widget = page.widget()
        remember_splitters(page.key, widget, self._settings)
        bar = page.top_bar
        if bar is None or bar.parentWidget() is not None:
            return widget
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(widget, 1)
        bar.set_trust(self._trust)
        bar.set_client_view(self._client_view)
        return host

    def _show_title(self) -> None:
        page = self.current_page
        title = page.title if page is not None else ""
        mode = self.tr("Client view") if self._client_view else ""
        self.setWindowTitle(" · ".join(part for part in (mode, title, self._product) if part))

    def _show_place_number(self, number: int) -> None:
        keys = self.navigation.keys
        if self._client_view:
            self.barred.emit(self.tr("Other places are closed in the client view."))
        elif number <= len(keys):
            self._on_place_activated(keys[number - 1])

    def _on_place_activated(self, place: str) -> None:
        home = self._homes.get(place)
        if home is not None:
            self.show_page(home)
        self.place_activated.emit(place)

    # Keys that work everywhere.

    def focus_search(self) -> None:
        """The search field, or a search asked for with an empty text where the frame has no room for the field."""
        if self._client_view:
            self.barred.emit(self.tr("The search is closed in the client view."))
        elif self.navigation.isVisible():
            self.navigation.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.navigation.search.selectAll()
        else:
            self.search_submitted.emit("")

    def focusNextPrevChild(self, onwards: bool) -> bool:
        order_tabs(self)
        return super().focusNextPrevChild(onwards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Reaches the window only when no control and no page wanted the key.
        if event.key() == Qt.Key.Key_Escape and self._step_back():
            return
        super().keyPressEvent(event)

    def _step_back(self) -> bool:
        """While a client looks, the step out of the table frame is only the one out of the client view."""
        if self._client_view and self._trail and self._pages[self._trail[-1]].frame == FrameKind.OFFICE:
            self.client_view_left.emit()
            return True
        return self.go_back()

    # What is remembered, and the width.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        name = "narrow" if width < NARROW_BELOW else "compact" if width < COMPACT_BELOW else "wide"
        if name != self._breakpoint:
            self._breakpoint = name
            self.breakpoint_changed.emit(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        self._settings.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)
