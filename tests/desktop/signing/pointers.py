"""Draws on a widget with a mouse, a finger or a pen, as the system reports them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Points = Sequence[tuple[int, int]]
WAVE: Points = ((100, 100), (150, 60), (200, 120), (260, 50), (330, 110))
_NONE, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier


def draw_by_mouse(widget: QWidget, points: Points = WAVE) -> None:
    QTest.mousePress(widget, _LEFT, _PLAIN, QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(widget, QPoint(*point))
    QTest.mouseRelease(widget, _LEFT, _PLAIN, QPoint(*points[-1]))


class Finger:
    """One of a hand; `number` tells it from the others that touch at the same time."""

    def __init__(self, widget: QWidget, device: QPointingDevice | None = None, *, number: int = 0) -> None:
        self.device = device or QTest.createTouchDevice()
        self._widget, self._number = widget, number
        self._window = widget.window()

    def press(self, x: int, y: int) -> None:
        touch = QTest.touchEvent(self._window, self.device, False)
        touch.press(self._number, self._at(x, y))
        touch.commit()

    def move(self, x: int, y: int) -> None:
        touch = QTest.touchEvent(self._window, self.device, False)
        touch.move(self._number, self._at(x, y))
        touch.commit()

    def release(self, x: int, y: int) -> None:
        touch = QTest.touchEvent(self._window, self.device, False)
        touch.release(self._number, self._at(x, y))
        touch.commit()

    def _at(self, x: int, y: int) -> QPoint:
        """Qt's test touches forget where on the screen the window stands."""
        return self._widget.mapTo(self._window, QPoint(x, y)) + self._window.geometry().topLeft()

    def draw(self, points: Points = WAVE) -> None:
        self.press(*points[0])
        for point in points[1:]:
            self.move(*point)
        self.release(*points[-1])


class Pen:
    """Of a tablet or on the screen; with `eraser` its other end."""

    def __init__(self, widget: QWidget, *, eraser: bool = False) -> None:
        self._widget = widget
        kind = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
        able = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
        self._device = QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, kind, able, 1, 3)

    def press(self, x: int, y: int, pressure: float = 0.5) -> None:
        self._send(QEvent.Type.TabletPress, x, y, pressure=pressure, button=_LEFT)

    def move(self, x: int, y: int, pressure: float = 0.5) -> None:
        self._send(QEvent.Type.TabletMove, x, y, pressure=pressure)

    def release(self, x: int, y: int) -> None:
        self._send(QEvent.Type.TabletRelease, x, y, pressure=0.0, button=_LEFT)

    def draw(self, points: Points = WAVE, *, pressure: float = 0.5) -> None:
        self.press(*points[0], pressure)
        for point in points[1:]:
            self.move(*point, pressure)
        self.release(*points[-1])

    def _send(self, kind: QEvent.Type, x: int, y: int, *, pressure: float, button: Qt.MouseButton = _NONE) -> None:
        at, glob = QPointF(x, y), QPointF(self._widget.mapToGlobal(QPoint(x, y)))
        held = _NONE if kind == QEvent.Type.TabletRelease else _LEFT
        event = QTabletEvent(kind, self._device, at, glob, pressure, 0, 0, 0, 0, 0, _PLAIN, button, held)
        QApplication.sendEvent(self._widget, event)
