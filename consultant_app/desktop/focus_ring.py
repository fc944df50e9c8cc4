"""The focus ring: one overlay that stands around the focused control, with the gap of the design.

A control chooses its ring by the property `focus_ring`: "gap" (2 px ring, 2 px gap; the default for buttons),
"border" (the border itself becomes the ring; inputs) or "none" (it shows focus in its own painting).
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from consultant_app.desktop.tokens import tokens_of

_MARGIN = 5
_EDITORS = (QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
_WITHOUT_RING = (QAbstractItemView,)
_MOVING = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QObject):
    """Follows `QApplication.focusChanged`; keep one per application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._overlay: _Overlay | None = None
        app.focusChanged.connect(self._on_focus_changed)

    @property
    def target(self) -> QWidget | None:
        """The control that wears the ring now."""
        shown = self._live_overlay()
        return self._target if shown is not None and not shown.isHidden() else None

    def _live_overlay(self) -> "_Overlay | None":
        # The overlay is a child of the page it stands on and dies with it.
        return self._overlay if self._overlay is not None and isValid(self._overlay) else None

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._release()
        if new is None or not _wants_ring(new):
            return
        self._target = new
        stage = _stage_of(new)
        overlay = self._live_overlay() or _Overlay()
        self._overlay = overlay
        overlay.setParent(stage)
        widget: QWidget | None = new
        while widget is not None and widget is not stage:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _release(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        overlay = self._live_overlay()
        if overlay is not None:
            overlay.hide()
            overlay.setParent(None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVING:
            self._place()
        return False

    def _place(self) -> None:
        target, overlay = self._target, self._live_overlay()
        if target is None or overlay is None or not isValid(target):
            return
        stage = overlay.parentWidget()
        if stage is None or not target.isVisibleTo(stage):
            overlay.hide()
            return
        overlay.surround(target, stage)


class _Overlay(QWidget):
    def __init__(self) -> None:
        super().__init__(None)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._on_border = False

    def surround(self, target: QWidget, stage: QWidget) -> None:
        origin = target.mapTo(stage, QPoint(0, 0))
        self._on_border = _ring_kind(target) == "border"
        self.setGeometry(QRect(origin, target.size()).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = tokens_of(self.palette()).color("focus")
        control = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if self._on_border:
            painter.setPen(QPen(color, 3))
            painter.drawRoundedRect(control.adjusted(-0.5, -0.5, 0.5, 0.5), 6.5, 6.5)
        else:
            painter.setPen(QPen(color, 2))
            painter.drawRoundedRect(control.adjusted(-3, -3, 3, 3), 9, 9)
        painter.end()


def _wants_ring(widget: QWidget) -> bool:
    kind = widget.property("focus_ring")
    if kind == "none" or widget.isWindow() or (kind is None and isinstance(widget, _WITHOUT_RING)):
        return False
    by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
    return not by_mouse or isinstance(widget, _EDITORS)


def _ring_kind(widget: QWidget) -> str:
    kind = widget.property("focus_ring")
    return str(kind) if kind else ("border" if isinstance(widget, _EDITORS) else "gap")


def _stage_of(widget: QWidget) -> QWidget:
    """The nearest ancestor that clips or turns: a scrolled viewport, what calls itself a stage, else the window."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if parent.property("focus_stage"):
            return parent
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            return parent
        parent = parent.parentWidget()
    return widget.window()
