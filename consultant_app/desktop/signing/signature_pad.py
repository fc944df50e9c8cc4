"""The pad on which somebody signs with pen, finger or mouse."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from consultant_app.desktop.fonts import line_height, text_font
from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.signing.ink import PRINT_SCALE, Ink
from consultant_app.desktop.tokens import LIGHT
from consultant_app.desktop.widgets.painting import paint_surface

_SIDE = 32
_PAPER = QColor("#FFFFFF")


class SignaturePad(QWidget):
    """White with dark ink in both themes, as paper is. `drawn()` when a stroke is done, taken back or cleared.

    Strg+Z takes back the last stroke, Entf all of them, Eingabe asks for the signature to be taken: `taking_asked()`.
    """

    drawn = Signal()
    taking_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = Ink()
        self._taken: QImage | None = None
        self._below = ("", "")
        self._is_open = True
        self._hint = self.tr("Sign with pen, finger or mouse")
        self._pointer: object = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setProperty("focus_ring", "border")
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    # What stands on it.

    @property
    def ink(self) -> Ink:
        return self._ink

    @property
    def is_drawing(self) -> bool:
        return self._pointer is not None

    def show_ink(self, ink: Ink) -> None:
        self._ink = ink
        self._redraw()

    def show_below(self, left: str, right: str) -> None:
        """Under the line: who signs, where and when."""
        self._below = (left, right)
        self.update()

    def show_taken(self, picture: QImage | None, words: str) -> None:
        """From now on nothing can be drawn: the picture that is kept, or what stands in its place."""
        self._is_open, self._taken, self._hint = False, picture, words
        self._ink, self._pointer = Ink(), None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._redraw()

    def clear(self) -> None:
        if self._is_open and not self._ink.is_empty:
            self._ink.strokes.clear()
            self._changed()

    def take_back(self) -> None:
        """The last stroke."""
        if self._is_open and not self._ink.is_empty:
            self._ink.take_back()
            self._changed()

    def _changed(self) -> None:
        self._pointer = None
        self._redraw()
        self.drawn.emit()

    def _redraw(self) -> None:
        self._tell()
        self.update()

    def _tell(self) -> None:
        """For those who do not see it."""
        if not self._is_open:
            self.setAccessibleDescription(self._hint)
        elif self._ink.is_empty:
            self.setAccessibleDescription(
                self.tr("Empty. Who cannot draw here signs on paper or has the reason noted, by the buttons below.")
            )
        else:
            self.setAccessibleDescription(self.tr("Signed with %n stroke(s)", "", len(self._ink.strokes)))

    # Pointers. Where they are is asked of the screen: a turned view hands on touches of its own.

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touched(event)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        event.setAccepted(self._is_open)
        for point in event.points():
            finger = ("finger", point.id())
            if event.type() == QEvent.Type.TouchCancel:
                self._drop(finger)
            elif point.state() == QEventPoint.State.Pressed:
                self._press(finger, point.globalPosition(), None)
            elif point.state() == QEventPoint.State.Updated:
                self._move(finger, point.globalPosition(), None)
            elif point.state() == QEventPoint.State.Released:
                self._release(finger)

    def tabletEvent(self, event: QTabletEvent) -> None:
        event.setAccepted(self._is_open)
        is_eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
        if event.type() == QEvent.Type.TabletPress and is_eraser:
            self.take_back()
        elif event.type() == QEvent.Type.TabletPress:
            # A hand that rests on the screen is no stroke.
            self._drop(self._pointer)
            self._press("pen", event.globalPosition(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove:
            self._move("pen", event.globalPosition(), event.pressure())
        else:
            self._release("pen")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press("mouse", event.globalPosition(), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move("mouse", event.globalPosition(), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._release("mouse")

    def _press(self, pointer: object, at: QPointF, pressure: float | None) -> None:
        if self._is_open and self._pointer is None:
            self._pointer = pointer
            self._ink.begin(self._on_line(at), pressure)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.update()

    def _move(self, pointer: object, at: QPointF, pressure: float | None) -> None:
        if self._pointer == pointer:
            self._ink.extend(self._on_line(at), pressure)
            self.update()

    def _release(self, pointer: object) -> None:
        if self._pointer == pointer:
            self._changed()

    def _drop(self, pointer: object) -> None:
        if pointer is not None and self._pointer == pointer:
            self._ink.take_back()
            self._changed()

    def _on_line(self, at: QPointF) -> QPointF:
        return QPointF(self.mapFromGlobal(at)) - QPointF(_SIDE, self._line_y())

    # Keys.

    def _takes(self, event: QKeyEvent) -> bool:
        return self._is_open and not self._ink.is_empty and event.matches(QKeySequence.StandardKey.Undo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes(event) or event.key() == Qt.Key.Key_Backspace:
            self.take_back()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taking_asked.emit()
        else:
            super().keyPressEvent(event)

    # Painting.

    def sizeHint(self) -> QSize:
        return QSize(560, 152 + line_height("body") + 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def _line_y(self) -> int:
        return self.height() - line_height("body") - 28

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        border = LIGHT.color("control_line" if self._is_open else "line")
        paint_surface(painter, QRectF(self.rect()), _PAPER, border=border, radius=8)
        line = self._line_y()
        if self._ink.is_empty and (self._taken is None or self._taken.isNull()):
            self._paint_hint(painter)
        painter.setPen(QPen(LIGHT.color("control_line"), 1))
        painter.drawLine(_SIDE, line, self.width() - _SIDE, line)
        painter.setPen(LIGHT.color("text2"))
        painter.setFont(text_font("body"))
        room = QRectF(_SIDE, line + 10, self.width() - 2 * _SIDE, line_height("body"))
        left, right = self._below
        wide = painter.fontMetrics().horizontalAdvance(right)
        left = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, int(room.width()) - wide - 16)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, left)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        self._paint_writing(painter, line)
        painter.end()

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setFont(text_font("body"))
        painter.setPen(LIGHT.color("text2"))
        icon = QRectF(_SIDE, 24, 20, 20)
        paint_icon(painter, icon, "pencil" if self._is_open else "info-circle", LIGHT.color("text2"))
        words = QRectF(_SIDE + 28, 22, self.width() - 2 * _SIDE - 28, self._line_y() - 30)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, self._hint)

    def _paint_writing(self, painter: QPainter, line: int) -> None:
        painter.save()
        if self._taken is not None and not self._taken.isNull():
            room = QRectF(_SIDE, 8, self.width() - 2 * _SIDE, line - 4)
            size = self._taken.size().toSizeF()
            scale = min(room.width() / size.width(), room.height() / size.height(), 1 / PRINT_SCALE)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(room.bottomLeft() - QPointF(0, size.height() * scale), size * scale), self._taken)
        else:
            painter.translate(_SIDE, line)
            bounds = self._ink.bounds()
            too_wide = bounds.right() - (self.width() - 1.5 * _SIDE)
            if too_wide > 0 and not self.is_drawing:
                # Drawn in a wider window.
                scale = (self.width() - 1.5 * _SIDE) / bounds.right()
                painter.scale(scale, scale)
            self._ink.paint(painter)
        painter.restore()
