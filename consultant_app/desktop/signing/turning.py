"""A view that can be turned by 180° for the person at the other side of the table: the picture, and every pointer."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPointerEvent,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsEffect, QVBoxLayout, QWidget
from shiboken6 import isValid

_BEGINNING = (QEvent.Type.MouseButtonPress, QEvent.Type.TabletPress, QEvent.Type.TouchBegin)
_ENDING = (
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.TabletRelease,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)


class _UpsideDown(QGraphicsEffect):
    """Paints a widget with all that stands in it turned by 180°; it stays what it is for keys and screen readers."""

    def draw(self, painter: QPainter) -> None:
        bounds = self.sourceBoundingRect()
        pixmap = self.sourcePixmap(Qt.CoordinateSystem.LogicalCoordinates)
        painter.save()
        painter.translate(bounds.center())
        painter.rotate(180)
        painter.translate(-bounds.center())
        painter.drawPixmap(bounds.topLeft(), pixmap)
        painter.restore()


class _Glass(QWidget):
    """Lies over the turned view and hands each pointer on to what is seen under it."""

    def __init__(self, view: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._held: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.hide()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QPointerEvent):
            return self._hand_on(event)
        return super().event(event)

    def _hand_on(self, event: QPointerEvent) -> bool:
        point = self._turned(event.points()[0].globalPosition())
        target = self._target(event.type(), point)
        if target is None:
            event.ignore()
            return True
        turned = self._copy(event, target)
        if turned is None:
            event.ignore()
            return True
        if event.type() == QEvent.Type.MouseButtonPress:
            _focus(target)
        QApplication.sendEvent(target, turned)
        event.setAccepted(turned.isAccepted())
        if event.type() in _BEGINNING and not turned.isAccepted():
            self._held = None
        return True

    def _target(self, type_: QEvent.Type, at: QPointF) -> QWidget | None:
        """What was pressed keeps the pointer until it is let go."""
        if type_ in _BEGINNING or self._held is None or not isValid(self._held):
            found = self._view.childAt(self._view.mapFromGlobal(at).toPoint()) or self._view
            self._held = found if type_ in _BEGINNING else None
            return found
        held = self._held
        if type_ in _ENDING:
            self._held = None
        return held

    def _turned(self, at: QPointF) -> QPointF:
        middle = QPointF(self.mapToGlobal(QPoint(0, 0))) + QPointF(self.width(), self.height()) / 2
        return middle * 2 - at

    def _copy(self, event: QPointerEvent, target: QWidget) -> QPointerEvent | None:
        at = self._turned(event.points()[0].globalPosition())
        local = QPointF(target.mapFromGlobal(at))
        if isinstance(event, QTouchEvent):
            return self._copy_touch(event, target)
        if isinstance(event, QTabletEvent):
            return QTabletEvent(
                event.type(), event.pointingDevice(), local, at, event.pressure(), event.xTilt(), event.yTilt(),
                event.tangentialPressure(), event.rotation(), event.z(), event.modifiers(), event.button(),
                event.buttons(),
            )  # fmt: skip
        if isinstance(event, QWheelEvent):
            return QWheelEvent(
                local, at, event.pixelDelta(), event.angleDelta(), event.buttons(), event.modifiers(),
                event.phase(), event.inverted(),
            )  # fmt: skip
        if isinstance(event, QMouseEvent):
            window = QPointF(target.window().mapFromGlobal(at))
            return QMouseEvent(
                event.type(), local, window, at, event.button(), event.buttons(), event.modifiers(),
                event.pointingDevice(),
            )  # fmt: skip
        return None

    def _copy_touch(self, event: QTouchEvent, target: QWidget) -> QTouchEvent | None:
        """None for what takes no touch itself: Qt then sends the same as a mouse."""
        if not target.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents):
            return None
        points = []
        for point in event.points():
            at = self._turned(point.globalPosition())
            points.append(QEventPoint(point.id(), point.state(), QPointF(target.window().mapFromGlobal(at)), at))
        device: QPointingDevice = event.pointingDevice()
        return QTouchEvent(event.type(), device, event.modifiers(), points)


def _focus(pressed: QWidget) -> None:
    """As Qt does it for a press that comes from outside."""
    widget: QWidget | None = pressed
    while widget is not None and not widget.isWindow():
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            widget.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        widget = widget.parentWidget()


class Turnable(QWidget):
    """Holds one view. `turned_changed(bool)`."""

    turned_changed = Signal(bool)

    def __init__(self, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        self._glass = _Glass(view, self)

    @property
    def is_turned(self) -> bool:
        return self._glass.isVisibleTo(self)

    def set_turned(self, turned: bool) -> None:
        if turned == self.is_turned:
            return
        self._view.setGraphicsEffect(_UpsideDown(self._view) if turned else None)  # type: ignore[arg-type]
        self._glass.setVisible(turned)
        self._glass.raise_()
        self.turned_changed.emit(turned)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._glass.setGeometry(self.rect())
