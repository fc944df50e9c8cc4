"""The way around the product: the navigation of the office frame and the rail of the table frame."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.pages import Place, mark_pane
from consultant_app.desktop.person_menu import Entry, PersonButton
from consultant_app.desktop.tokens import Tokens, tokens_of
from consultant_app.desktop.trust import TrustBlock, TrustState
from consultant_app.desktop.widgets.buttons import icon_button
from consultant_app.desktop.widgets.fields import SearchField
from consultant_app.desktop.widgets.labels import Ground
from consultant_app.desktop.widgets.outside import OutsideTicks
from consultant_app.desktop.widgets.painting import paint_surface

NAVIGATION_WIDTH = 216
RAIL_WIDTH = 64


class PlaceButton(OutsideTicks, QPushButton):
    """One place: icon, word and count in the navigation; icon and badge in the rail."""

    def __init__(self, place: Place, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(place.title, parent)
        self._icon_name, self._narrow = place.icon, narrow
        self._count: int | None = None
        self._flagged = False
        self._badge = 0
        self._badge_visible = True
        self.setCheckable(True)
        self.hear_outside()
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(place.title)
        if narrow:
            self.setToolTip(place.title)

    def set_count(self, count: int | None, *, flagged: bool = False) -> None:
        """`flagged` puts the count into the signal colour: something there needs a person."""
        self._count, self._flagged = count, flagged
        self._describe()

    def set_badge(self, waiting: int) -> None:
        """What waits, in a small circle on the rail; 0 shows none."""
        self._badge = waiting
        self._describe()

    def set_badge_visible(self, visible: bool) -> None:
        self._badge_visible = visible
        self._describe()

    def _describe(self) -> None:
        shown = (self._badge if self._badge_visible else 0) if self._narrow else self._count
        self.setAccessibleDescription(str(shown) if shown else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(48 if self._narrow else NAVIGATION_WIDTH - 16, max(48 if self._narrow else 44, scaled(44)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        chosen = self.isChecked()
        if chosen or self.underMouse() or self.isDown():
            paint_surface(painter, QRectF(self.rect()), tokens.color("panel" if chosen else "hover"))
        ink = tokens.color("accent" if chosen else "text2" if self.isEnabled() else "line")
        middle = self.height() / 2
        if self._narrow:
            paint_icon(painter, QRectF((self.width() - 20) / 2, middle - 10, 20, 20), self._icon_name, ink)
            self._paint_badge(painter, tokens)
        else:
            paint_icon(painter, QRectF(12, middle - 10, 20, 20), self._icon_name, ink)
            self._paint_words(painter, tokens)
        painter.end()

    def _paint_words(self, painter: QPainter, tokens: Tokens) -> None:
        chosen = self.isChecked()
        painter.setFont(text_font("body_strong" if chosen else "body"))
        painter.setPen(tokens.color("text" if chosen else "text2"))
        rect = QRectF(44, 0, self.width() - 56, self.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._count is None:
            return
        painter.setFont(text_font("small_strong" if self._flagged else "small"))
        painter.setPen(tokens.color("signal" if self._flagged else "text2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._count))

    def _paint_badge(self, painter: QPainter, tokens: Tokens) -> None:
        if not self._badge or not self._badge_visible:
            return
        words = str(self._badge) if self._badge < 100 else "99+"
        font = text_font("badge")
        width = max(18, QFontMetrics(font).horizontalAdvance(words) + 10)
        circle = QRectF(min(26.0, self.width() - width - 1.0), 2, width, 18)
        paint_surface(painter, circle, tokens.color("accent"), radius=9)
        painter.setFont(font)
        painter.setPen(tokens.color("on_accent"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, words)


class _Places(Ground):
    """What navigation and rail share: place buttons, of which one is chosen."""

    place_activated = Signal(str)

    def __init__(self, width: int, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__("side", parent, edges="right")
        self._narrow = narrow
        self.setFixedWidth(width)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PlaceButton] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 9 if not narrow else 8, 8)
        self.column.setSpacing(2)
        self._above = QVBoxLayout()
        self._above.setSpacing(2)
        self._below = QVBoxLayout()
        self._below.setSpacing(2)

    def add_place(self, place: Place) -> None:
        button = PlaceButton(place, narrow=self._narrow)
        self._buttons[place.key] = button
        self._group.addButton(button)
        (self._below if place.below else self._above).addWidget(button)
        button.clicked.connect(lambda: self.place_activated.emit(place.key))

    def choose(self, key: str) -> None:
        """None of them for a page that belongs to no place."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
        elif (chosen := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)

    def button(self, key: str) -> PlaceButton:
        """KeyError for a place that was never added."""
        return self._buttons[key]

    @property
    def keys(self) -> tuple[str, ...]:
        """In the order in which places were added, which is that of Alt+1 to Alt+8."""
        return tuple(self._buttons)


class Navigation(_Places):
    """The office frame's left side, 216 px."""

    search_edited = Signal(str)
    search_submitted = Signal(str)

    def __init__(self, entries: list[Entry], parent: QWidget | None = None) -> None:
        super().__init__(NAVIGATION_WIDTH, narrow=False, parent=parent)
        mark_pane(self, self.tr("Navigation"))
        self.search = SearchField(self.tr("Search"), keys=self.tr("Ctrl K"))
        self.trust = TrustBlock()
        self.person = PersonButton(entries, width=NAVIGATION_WIDTH - 17)
        self.column.addWidget(self.search)
        self.column.addSpacing(10)
        self.column.addLayout(self._above)
        self.column.addStretch(1)
        self.column.addLayout(self._below)
        self.column.addSpacing(6)
        self.column.addWidget(self.trust)
        self.column.addSpacing(4)
        self.column.addWidget(self.person)
        self.search.textEdited.connect(self.search_edited)
        self.search.returnPressed.connect(lambda: self.search_submitted.emit(self.search.text()))

    def set_trust(self, state: TrustState) -> None:
        self.trust.set_state(state)


class Rail(_Places):
    """The table frame's left side, 64 px: the same places as icons."""

    search_opened = Signal()

    def __init__(self, entries: list[Entry], parent: QWidget | None = None) -> None:
        super().__init__(RAIL_WIDTH, narrow=True, parent=parent)
        mark_pane(self, self.tr("Navigation"))
        self.search_button = icon_button("search", self.tr("Search"), "quiet")
        self.person = PersonButton(entries, width=RAIL_WIDTH - 16)
        self.column.addWidget(self.search_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(4)
        self.column.addLayout(self._above)
        self.column.addStretch(1)
        self.column.addLayout(self._below)
        self.column.addSpacing(6)
        self.column.addWidget(self.person)
        self.search_button.clicked.connect(self.search_opened)

    def set_client_view(self, on: bool) -> None:
        """Nothing to read and nowhere to go while a client looks at the screen."""
        self.search_button.setEnabled(not on)
        self.person.setEnabled(not on)
        for button in self._buttons.values():
            button.setEnabled(not on)
            button.set_badge_visible(not on)
