"""The entries of a visit's left side: one for each section, and links to what is missing."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consultant_app.actions.visits.sections import Filled, SectionState
from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.visits.section_words import ICONS, section_letter, state_words
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.outside import OutsideTicks
from consultant_app.desktop.widgets.painting import paint_surface, paint_tile


class SectionButton(OutsideTicks, QPushButton):
    """One section: tile or icon, name, and how far it is."""

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.key = key
        self._letter, self._icon = section_letter(key), ICONS.get(key, "")
        self._state = SectionState(Filled.EMPTY)
        self._compact = False
        self.setCheckable(True)
        self.hear_outside()
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def set_state(self, state: SectionState) -> None:
        self._state = state
        self.setAccessibleDescription(state_words(state))
        self.update()

    @property
    def state(self) -> SectionState:
        return self._state

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = 40 if self._compact else 42
        return QSize(200, max(height, scaled(height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, chosen = tokens_of(self.palette()), self.isChecked()
        painter = QPainter(self)
        if chosen or self.underMouse() or self.isDown():
            paint_surface(painter, QRectF(self.rect()), tokens.color("selected" if chosen else "hover"))
        middle = self.height() / 2
        tile = QRectF(12, middle - 12, 24, 24)
        if self._letter:
            paint_tile(painter, tile, self._letter, tokens)
        else:
            paint_surface(painter, tile, tokens.color("hover"), radius=4)
            paint_icon(painter, tile.adjusted(3, 3, -3, -3), self._icon, tokens.color("text2"))
        right = self._paint_state(painter, self.width() - 12)
        painter.setFont(text_font("body_strong" if chosen else "body"))
        painter.setPen(tokens.color("text" if chosen else "text2"))
        room = QRectF(48, 0, max(0, right - 52), self.height())
        words = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _paint_state(self, painter: QPainter, right: int) -> int:
        """Returns where it begins."""
        tokens, state = tokens_of(self.palette()), self._state
        if state.filled is Filled.DONE:
            box = QRectF(right - 20, self.height() / 2 - 10, 20, 20)
            paint_icon(painter, box, "check", tokens.color("text2"))
            return right - 20
        if state.filled is Filled.OPEN:
            words = self.tr("open")
        else:
            words = self.tr("empty") if state.filled is Filled.EMPTY else str(state.number)
        painter.setFont(text_font("small"))
        painter.setPen(tokens.color("text3" if state.filled is Filled.EMPTY else "text2"))
        width = QFontMetrics(painter.font()).horizontalAdvance(words) + 2
        rect = QRectF(right - width, 0, width, self.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return right - width


class JumpButton(Button):
    """A link whose words may be long: elided, whole in the tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "link")
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, max(40, scaled(40)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            paint_surface(painter, QRectF(self.rect()), tokens.color("hover"))
        painter.setFont(text_font("small"))
        painter.setPen(tokens.color("accent"))
        room = QRectF(12, 0, self.width() - 16, self.height())
        words = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
