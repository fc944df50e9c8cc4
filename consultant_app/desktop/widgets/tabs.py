"""A tab bar with counts beside the words and a thick line under the open tab."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from consultant_app.desktop.fonts import scaled, text_font
from consultant_app.desktop.tokens import tokens_of

_PAD = 11


class TabBar(QTabBar):
    """Tabs are added by `add_tab(key, text)`; `currentChanged` is Qt's, `current_key` says which is open."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)

    def add_tab(self, key: str, text: str, count: int | None = None) -> None:
        position = self.addTab(text)
        self.setTabData(position, (key, count))
        self.setAccessibleTabName(position, text)

    def set_count(self, key: str, count: int | None) -> None:
        """KeyError for a key that has no tab."""
        position = self._position(key)
        if self.tabData(position) != (key, count):
            self.setTabData(position, (key, count))
            # Only new words make Qt lay the tabs out again.
            self.setTabText(position, self.tabText(position))

    @property
    def current_key(self) -> str:
        """Key of the open tab, empty while there is none."""
        entry = self.tabData(self.currentIndex())
        return str(entry[0]) if entry else ""

    def set_current_key(self, key: str) -> None:
        self.setCurrentIndex(self._position(key))

    def _position(self, key: str) -> int:
        for position in range(self.count()):
            if self.tabData(position)[0] == key:
                return position
        raise KeyError(key)

    def tabSizeHint(self, index: int) -> QSize:
        entry = self.tabData(index)
        width = QFontMetrics(text_font("body_strong")).horizontalAdvance(self.tabText(index)) + 2 * _PAD
        if entry and entry[1] is not None:
            width += 8 + QFontMetrics(text_font("small")).horizontalAdvance(str(entry[1]))
        return QSize(width, max(44, scaled(44)))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.color("line"))
        for index in range(self.count()):
            self._paint_tab(painter, index)
        painter.end()

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        tokens = tokens_of(self.palette())
        rect, chosen = self.tabRect(index), index == self.currentIndex()
        hovered = rect.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
        font = text_font("body_strong" if chosen else "body")
        words = QFontMetrics(font).horizontalAdvance(self.tabText(index))
        painter.setFont(font)
        painter.setPen(tokens.color("text" if chosen or hovered else "text2"))
        text_rect = QRectF(rect).adjusted(_PAD, 0, 0, 0)
        painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tabText(index))
        count = self.tabData(index)[1]
        if count is not None:
            painter.setFont(text_font("small"))
            painter.setPen(tokens.color("text2"))
            count_rect = text_rect.adjusted(words + 8, 0, 0, 0)
            painter.drawText(count_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(count))
        if chosen:
            painter.fillRect(rect.left(), rect.bottom() - 2, rect.width(), 3, tokens.color("accent"))
