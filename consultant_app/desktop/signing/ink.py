"""What was drawn on a signature pad: strokes as vectors, smooth on the screen and at print resolution.

Nothing of how somebody writes outlives the drawing: pressure only makes a line thicker, and no time is kept.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

INK = QColor("#1B2F6E")
"""The blue of a pen: on a printed copy it is told from what was printed."""
PRINT_SCALE = 3
"""A pixel of the pad is three of the picture: a signature as wide as its printed line has 300 to an inch and more."""
_THIN, _THICK = 1.4, 5.0
_STEADY = 3.4
_MARGIN = 8
_SMALLEST = QSize(240, 72)
"""In pixels of the pad: a dot is printed as a dot and not as wide as the line."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a stroke, measured from the left end of the signature line, upwards negative."""

    x: float
    y: float
    width: float = _STEADY

    @property
    def at(self) -> QPointF:
        return QPointF(self.x, self.y)


@dataclass(slots=True)
class Ink:
    strokes: list[list[Dot]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.strokes

    def begin(self, at: QPointF, pressure: float | None) -> None:
        self.strokes.append([_dot(at, pressure)])

    def extend(self, at: QPointF, pressure: float | None) -> None:
        self.strokes[-1].append(_dot(at, pressure))

    def take_back(self) -> None:
        """The last stroke; nothing where there is none."""
        if self.strokes:
            self.strokes.pop()

    def paint(self, painter: QPainter) -> None:
        """With the left end of the signature line at the painter's origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self.strokes:
            _paint_stroke(painter, stroke)

    def bounds(self) -> QRectF:
        dots = [dot for stroke in self.strokes for dot in stroke]
        if not dots:
            return QRectF()
        left, right = min(dot.x for dot in dots), max(dot.x for dot in dots)
        top, bottom = min(dot.y for dot in dots), max(dot.y for dot in dots)
        return QRectF(left, top, right - left, bottom - top).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    def picture(self) -> bytes:
        """As PNG on a transparent ground, cut to what was drawn. Equal strokes, equal bytes."""
        drawn = self.bounds()
        missing = _SMALLEST.toSizeF() - drawn.size()
        wider, higher = max(0.0, missing.width()) / 2, max(0.0, missing.height()) / 2
        drawn = drawn.adjusted(-wider, -higher, wider, higher)
        image = QImage((drawn.size() * PRINT_SCALE).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(PRINT_SCALE, PRINT_SCALE)
        painter.translate(-drawn.topLeft())
        self.paint(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
        return bytes(buffer.data().data())

    def to_text(self) -> str:
        """For a jotting; empty for no stroke."""
        strokes = [[(dot.x, dot.y, dot.width) for dot in stroke] for stroke in self.strokes]
        return json.dumps(strokes, separators=(",", ":")) if strokes else ""


def ink_from_text(text: str) -> Ink:
    """What `to_text` wrote; nothing for what cannot be read, since a jotting of another version stops nobody."""
    try:
        return Ink([[Dot(*map(float, dot)) for dot in stroke] for stroke in json.loads(text or "[]")])
    except (ValueError, TypeError):
        return Ink()


def _dot(at: QPointF, pressure: float | None) -> Dot:
    width = _STEADY if pressure is None else _THIN + (_THICK - _THIN) * min(1.0, max(0.0, pressure))
    # As exact as it is kept: what comes back after a restart makes the same picture.
    return Dot(round(at.x(), 1), round(at.y(), 1), round(width, 1))


def _paint_stroke(painter: QPainter, stroke: Sequence[Dot]) -> None:
    """Through the middles between the points, bent at the points: no corner shows, however few points came."""
    middles = [(before.at + after.at) / 2 for before, after in pairwise(stroke)]
    first, last = stroke[0], stroke[-1]
    if not middles:
        _line(painter, QPainterPath(first.at), first.at, first.at, width=first.width)
        return
    _line(painter, QPainterPath(first.at), first.at, middles[0], width=first.width)
    for start, bend, end in zip(middles, stroke[1:], middles[1:], strict=False):
        _line(painter, QPainterPath(start), bend.at, end, width=bend.width)
    _line(painter, QPainterPath(middles[-1]), last.at, last.at, width=last.width)


def _line(painter: QPainter, path: QPainterPath, bend: QPointF, end: QPointF, *, width: float) -> None:
    painter.setPen(QPen(INK, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    if bend == end == path.currentPosition():
        painter.drawPoint(end)
        return
    path.quadTo(bend, end)
    painter.drawPath(path)
