"""Small widgets around the shared paint functions; each one says in words what it shows."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.painting import (
    DOTS_HEIGHT,
    DOTS_WIDTH,
    STATUS_SIDE,
    TILE_SIDE,
    DotState,
    StatusState,
    initials_of,
    paint_avatar,
    paint_bar,
    paint_priority,
    paint_status,
    paint_tile,
    paint_two_dots,
)


def dots_text(state: DotState) -> str:
    """What the two dots say, for tooltips and screen readers."""
    texts = {
        DotState.UNKNOWN: QCoreApplication.translate("TwoDots", "saved on this device, sync is being checked"),
        DotState.TYPING: QCoreApplication.translate("TwoDots", "being typed"),
        DotState.WAITING: QCoreApplication.translate("TwoDots", "saved on this device, waits for sync"),
        DotState.BOTH: QCoreApplication.translate("TwoDots", "on this device and in the consortium"),
        DotState.REMOTE_ONLY: QCoreApplication.translate("TwoDots", "in the consortium, not yet on this device"),
        DotState.CONFLICT: QCoreApplication.translate("TwoDots", "conflict, both versions kept"),
        DotState.REFUSED: QCoreApplication.translate("TwoDots", "saved on this device, not taken by the server"),
    }
    return texts[state]


class _Picture(QLabel):
    """A label whose picture is painted; what it shows is its accessible name."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(width, height)

    def say(self, text: str) -> None:
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()


class Glyph(QLabel):
    """An icon that only decorates the words beside it."""

    def __init__(self, icon: str, role: str = "text2", side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._role = icon, role
        self.setFixedSize(side, side)

    def set_icon(self, icon: str, role: str = "text2") -> None:
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._icon, tokens_of(self.palette()).color(self._role))
        painter.end()


class TwoDots(_Picture):
    """The two-dot indicator of one record; it claims nothing of the consortium before it is told."""

    def __init__(
        self, state: DotState = DotState.UNKNOWN, parent: QWidget | None = None, *, large: bool = False
    ) -> None:
        side = 1.2 if large else 1.0
        super().__init__(round(DOTS_WIDTH * side), round(DOTS_HEIGHT * side), parent)
        self.set_state(state)

    @property
    def state(self) -> DotState:
        return self._state

    def set_state(self, state: DotState) -> None:
        self._state = state
        self.say(dots_text(state))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_two_dots(painter, QRectF(self.rect()), self._state, tokens_of(self.palette()))
        painter.end()


class StatusGlyph(_Picture):
    """A status glyph; `text` is the word for it, which the caller knows."""

    def __init__(self, state: StatusState, text: str, parent: QWidget | None = None) -> None:
        super().__init__(STATUS_SIDE + 2, STATUS_SIDE + 2, parent)
        self.set_state(state, text)

    def set_state(self, state: StatusState, text: str) -> None:
        self._state = state
        self.say(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_status(painter, QRectF(self.rect()), self._state, tokens_of(self.palette()))
        painter.end()


class LetterTile(_Picture):
    """A letter on its tint; `text` is what the letter stands for."""

    def __init__(self, letter: str, text: str, parent: QWidget | None = None, *, side: int = TILE_SIDE) -> None:
        super().__init__(side, side, parent)
        self._letter = letter
        self.say(text)

    def set_letter(self, letter: str, text: str) -> None:
        self._letter = letter
        self.say(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tile(painter, QRectF(self.rect()), self._letter, tokens_of(self.palette()))
        painter.end()


class PriorityBars(_Picture):
    """Three rising bars; `text` is the word for the level (0 to 3)."""

    def __init__(self, level: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(20, 20, parent)
        self.set_level(level, text)

    def set_level(self, level: int, text: str) -> None:
        self._level = level
        self.say(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_priority(painter, QRectF(self.rect()), self._level, tokens_of(self.palette()))
        painter.end()


class Avatar(_Picture):
    """The initials of a person in a circle of 28 or 32 px; `own` marks the person at this device."""

    def __init__(self, name: str, parent: QWidget | None = None, *, own: bool = False, side: int = 28) -> None:
        super().__init__(side, side, parent)
        self._own = own
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self._initials = initials_of(name)
        self.say(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._initials, tokens_of(self.palette()), own=self._own)
        painter.end()


class ShareBar(QProgressBar):
    """Progress or the way a key figure has covered, 0 to 1, optionally with a mark at the target.

    A screen reader gets the percentage as value and `text` as description.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, height: int = 8, role: str = "accent") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self._height = height
        self._role = role
        self._share = 0.0
        self._target: float | None = None

    def set_share(self, share: float, text: str = "", *, target: float | None = None) -> None:
        """`share` beyond 0 to 1 is drawn at the end it passes."""
        self._share, self._target = share, target
        self.setValue(round(100 * min(1.0, max(0.0, share))))
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(128, self._height + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._height + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        top = (self.height() - self._height) / 2
        painter = QPainter(self)
        paint_bar(
            painter,
            QRectF(0, top, self.width(), self._height),
            self._share,
            tokens_of(self.palette()),
            target=self._target,
            role=self._role,
            track="hover" if self._role == "accent" else f"{self._role}_tint",
        )
        painter.end()


class StepProgress(ShareBar):
    """A share bar that counts: `set_progress(15, 38)`; a total of 0 shows an empty track."""

    def set_progress(self, done: int, total: int, text: str = "") -> None:
        self.set_share(done / total if total else 0.0, text)
