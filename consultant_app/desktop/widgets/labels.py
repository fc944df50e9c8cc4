"""Text on a page: labels in the named text styles, headings with a hairline, tags and key hints."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.desktop.fonts import line_height, scaled, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.painting import DotState, paint_surface, paint_tile, paint_two_dots

# A new text size reaches widgets with a font of their own only as a new style sheet.
_THEME_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class Label(QLabel):
    """A label in a text style and a text colour token; keeps both through changes of theme and size.

    Rich text is off unless `rich` is given: what people typed is shown as they typed it.
    """

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        *,
        role: str = "text",
        wrap: bool = False,
        rich: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._style, self._role = style, role
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._dress()

    def set_role(self, role: str) -> None:
        """Changes the colour token, for example to `signal`."""
        self._role = role
        self._dress()

    def set_style(self, style: str) -> None:
        self._style = style
        self._dress()

    def _dress(self) -> None:
        font = text_font(self._style)
        if self.font() != font:
            self.setFont(font)
        color = tokens_of(self.palette()).color(self._role)
        if self.palette().color(QPalette.ColorRole.WindowText) != color:
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _THEME_CHANGES and hasattr(self, "_role"):
            self._dress()

    def sizeHint(self) -> QSize:
        return self._on_lines(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._on_lines(super().minimumSizeHint())

    def _on_lines(self, natural: QSize) -> QSize:
        if not self.text():
            return natural
        lines = max(1, round(natural.height() / QFontMetrics(self.font()).lineSpacing()))
        return QSize(natural.width(), lines * line_height(self._style))


class ElidedLabel(Label):
    """A single line that ends in … where it does not fit; the whole text is tooltip and accessible name."""

    def __init__(
        self, text: str = "", style: str = "body", *, role: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__("", style, role=role, parent=parent)
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_full_text(text)

    @property
    def full_text(self) -> str:
        return self._full

    def set_full_text(self, text: str) -> None:
        self._full = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._full) + 2
        return QSize(width, line_height(self._style))

    def minimumSizeHint(self) -> QSize:
        return QSize(32, line_height(self._style))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._full, Qt.TextElideMode.ElideRight, max(1, self.width()))
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


class Hairline(QWidget):
    """One line of the colour `line`, horizontal or vertical."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False, role: str = "line") -> None:
        super().__init__(parent)
        self._role = role
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens_of(self.palette()).color(self._role))
        painter.end()


class SectionHeading(QWidget):
    """A section title, an optional count or remark beside it, widgets at the right, a hairline below."""

    def __init__(self, text: str, *, note: str = "", line: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(text, "section")
        self._note = Label(note, "body", role="text3")
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._row)
        if line:
            column.addWidget(Hairline())
        self.set_note(note)

    def set_text(self, text: str) -> None:
        self._title.setText(text)

    def set_note(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def add_widget(self, widget: QWidget) -> None:
        """Adds at the right end, such as a link."""
        self._row.addWidget(widget)


class Tag(QLabel):
    """A quiet remark on a ground: neutral (hover), "accent" or "signal"; with an icon, a letter or the two dots.

    Ends in … where it does not fit; then the whole text is its tooltip.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: str = "neutral",
        icon: str = "",
        letter: str = "",
        dots: DotState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon, self._letter, self._dots = kind, icon, letter, dots
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.updateGeometry()

    def _lead(self) -> int:
        if self._dots is not None:
            return 34
        return 26 if self._icon or self._letter else 0

    def sizeHint(self) -> QSize:
        width = QFontMetrics(text_font("small")).horizontalAdvance(self.text())
        return QSize(8 + self._lead() + width + 8, max(24, scaled(24)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        ground, ink = {
            "accent": ("accent_tint", "accent"),
            "signal": ("signal_tint", "signal"),
        }.get(self._kind, ("hover", "text2"))
        painter = QPainter(self)
        paint_surface(painter, QRectF(self.rect()), tokens.color(ground), radius=4)
        middle = self.height() / 2
        if self._dots is not None:
            paint_two_dots(painter, QRectF(8, middle - 6, 28, 12), self._dots, tokens)
        elif self._letter:
            paint_tile(painter, QRectF(6, middle - 10, 20, 20), self._letter, tokens)
        elif self._icon:
            paint_icon(painter, QRectF(8, middle - 9, 18, 18), self._icon, tokens.color(ink))
        painter.setFont(text_font("small"))
        painter.setPen(tokens.color(ink))
        rect = QRectF(self.rect()).adjusted(8 + self._lead(), 0, -4, 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


class KeyHint(Label):
    """The name of a key in a small frame."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, "key_hint", role="text2", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(text_font("key_hint")).horizontalAdvance(self.text())
        return QSize(width + 14, max(20, scaled(20)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        paint_surface(painter, QRectF(self.rect()), tokens.color("sunken"), border=tokens.color("line"), radius=4)
        painter.setFont(text_font("key_hint"))
        painter.setPen(tokens.color("text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class Card(QFrame):
    """A panel that stands alone: filled, bordered (`line`, `accent_line`, `signal_line`), radius 8, no shadow."""

    def __init__(
        self, parent: QWidget | None = None, *, border: str = "line", ground: str = "panel", margin: int = 16
    ) -> None:
        super().__init__(parent)
        self._border, self._ground = border, ground
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        border = tokens.color(self._border)
        paint_surface(painter, QRectF(self.rect()), tokens.color(self._ground), border=border, radius=8)
        painter.end()


class Ground(QFrame):
    """A pane on a ground of the design (`side`, `window`, `panel`, `sunken`), with hairlines at chosen edges."""

    def __init__(self, ground: str, parent: QWidget | None = None, *, edges: str = "") -> None:
        super().__init__(parent)
        self._ground, self._edges = ground, edges.split()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.color(self._ground))
        line, last_x, last_y = tokens.color("line"), self.width() - 1, self.height() - 1
        lines = {
            "left": (0, 0, 1, self.height()),
            "right": (last_x, 0, 1, self.height()),
            "top": (0, 0, self.width(), 1),
            "bottom": (0, last_y, self.width(), 1),
        }
        for edge in self._edges:
            painter.fillRect(*lines[edge], line)
        painter.end()
