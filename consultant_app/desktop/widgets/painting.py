"""What lists and small widgets paint alike: two dots, status glyph, letter tile, bars, avatar.

Every function paints into the given rectangle in device-independent pixels and takes its colours as tokens.
"""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from consultant_app.desktop.fonts import pixel_font, text_font
from consultant_app.desktop.tokens import Tokens


class DotState(Enum):
    """Where a record is: left dot this device, right dot everybody. UNKNOWN has no right dot: it was not read yet."""

    UNKNOWN = "unknown"
    TYPING = "typing"
    WAITING = "waiting"
    BOTH = "both"
    REMOTE_ONLY = "remote_only"
    CONFLICT = "conflict"
    REFUSED = "refused"


class StatusState(Enum):
    """How far something is; OVERDUE replaces the glyph of an unfinished state."""

    OPEN = "open"
    ACTIVE = "active"
    WAITING = "waiting"
    DONE = "done"
    OVERDUE = "overdue"


DOTS_WIDTH, DOTS_HEIGHT = 28, 12
STATUS_SIDE = 18
TILE_SIDE = 24
_LETTERS = frozenset("MUAG")


def paint_two_dots(painter: QPainter, rect: QRectF, state: DotState, tokens: Tokens) -> None:
    """Centred in `rect`, drawn for 28x12 and scaled down or up with the height."""
    unit = min(rect.width() / DOTS_WIDTH, rect.height() / DOTS_HEIGHT)
    color = tokens.color(_DOT_COLOURS[state])
    centre = rect.center()
    left, right = QPointF(centre.x() - 8 * unit, centre.y()), QPointF(centre.x() + 8 * unit, centre.y())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _dots_line(painter, left, right, state, color, unit)
    _dot(painter, left, state not in (DotState.TYPING, DotState.REMOTE_ONLY), color, unit)
    if state in (DotState.CONFLICT, DotState.REFUSED):
        _diamond(painter, right, 4.9 * unit, color)
    elif state is not DotState.UNKNOWN:
        _dot(painter, right, state in (DotState.BOTH, DotState.REMOTE_ONLY), color, unit)
    painter.restore()


_DOT_COLOURS = {
    DotState.UNKNOWN: "text3",
    DotState.TYPING: "text3",
    DotState.WAITING: "accent",
    DotState.BOTH: "text3",
    DotState.REMOTE_ONLY: "text3",
    DotState.CONFLICT: "signal",
    DotState.REFUSED: "signal",
}


def _dots_line(painter: QPainter, left: QPointF, right: QPointF, state: DotState, color: QColor, unit: float) -> None:
    pen = QPen(color, 1.6 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    start, end = left + QPointF(4.3 * unit, 0), right - QPointF(4.3 * unit, 0)
    if state in (DotState.UNKNOWN, DotState.TYPING, DotState.WAITING, DotState.REFUSED):
        pen.setDashPattern([1.2, 1.5])
        start += QPointF(0.8 * unit, 0)
    painter.setPen(pen)
    painter.drawLine(start, end)


def _dot(painter: QPainter, centre: QPointF, filled: bool, color: QColor, unit: float) -> None:
    radius = 4.0 if filled else 3.5
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(color, 1.6 * unit))
    painter.setBrush(color if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius * unit, radius * unit)


def _diamond(painter: QPainter, centre: QPointF, reach: float, color: QColor) -> None:
    corners = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))


def paint_status(painter: QPainter, rect: QRectF, state: StatusState, tokens: Tokens) -> None:
    """A circle of 18 px (or the height of a smaller rectangle), centred."""
    side = min(rect.width(), rect.height(), STATUS_SIDE)
    unit = side / STATUS_SIDE
    centre = rect.center()
    color = tokens.color(_STATUS_COLOURS[state])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, (2.0 if state == StatusState.OVERDUE else 1.75) * unit))
    painter.setBrush(color if state == StatusState.DONE else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 8 * unit, 8 * unit)
    _STATUS_MARKS[state](painter, centre, unit, tokens)
    painter.restore()


_STATUS_COLOURS = {
    StatusState.OPEN: "control_line",
    StatusState.ACTIVE: "accent",
    StatusState.WAITING: "control_line",
    StatusState.DONE: "accent",
    StatusState.OVERDUE: "signal",
}


def _no_mark(_painter: QPainter, _centre: QPointF, _unit: float, _tokens: Tokens) -> None:
    return


def _half_mark(painter: QPainter, centre: QPointF, unit: float, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color("accent"))
    reach = 5.3 * unit
    painter.drawPie(QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach), -90 * 16, 180 * 16)


def _pause_mark(painter: QPainter, centre: QPointF, unit: float, tokens: Tokens) -> None:
    painter.setPen(QPen(tokens.color("text3"), 1.75 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for x in (-2.1, 2.1):
        painter.drawLine(centre + QPointF(x, -3.6) * unit, centre + QPointF(x, 3.6) * unit)


def _check_mark(painter: QPainter, centre: QPointF, unit: float, tokens: Tokens) -> None:
    draw_check(painter, centre, unit, tokens.color("on_accent"))


def _overdue_mark(painter: QPainter, centre: QPointF, unit: float, tokens: Tokens) -> None:
    pen = QPen(tokens.color("signal"), 2.0 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(centre + QPointF(0, -4.6) * unit, centre + QPointF(0, 1.0) * unit)
    painter.drawLine(centre + QPointF(0, 2.6) * unit, centre + QPointF(0, 4.6) * unit)


_STATUS_MARKS = {
    StatusState.OPEN: _no_mark,
    StatusState.ACTIVE: _half_mark,
    StatusState.WAITING: _pause_mark,
    StatusState.DONE: _check_mark,
    StatusState.OVERDUE: _overdue_mark,
}


def draw_check(painter: QPainter, centre: QPointF, unit: float, color: QColor) -> None:
    """The check mark of glyphs and check boxes, about 8 px wide at unit 1."""
    pen = QPen(color, 1.9 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(centre + QPointF(-3.7, 0.3) * unit)
    path.lineTo(centre + QPointF(-1.1, 2.9) * unit)
    path.lineTo(centre + QPointF(3.8, -2.6) * unit)
    painter.drawPath(path)


def paint_tile(painter: QPainter, rect: QRectF, letter: str, tokens: Tokens) -> None:
    """A letter on its tint; M, U, A and G have colours of their own, any other stands on neutral ground."""
    side = min(rect.width(), rect.height())
    square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    own = letter if letter in _LETTERS else ""
    ground = f"field_{own.lower()}_tint" if own else "hover"
    ink = f"field_{own.lower()}" if own else "text2"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color(ground))
    painter.drawRoundedRect(square, 4, 4)
    font = pixel_font(15, 700)
    font.setPointSizeF(font.pointSizeF() * side / 27 if side < 27 else font.pointSizeF() * side / 28)
    painter.setFont(font)
    painter.setPen(tokens.color(ink))
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def paint_bar(
    painter: QPainter,
    rect: QRectF,
    share: float,
    tokens: Tokens,
    *,
    target: float | None = None,
    role: str = "accent",
    track: str = "hover",
) -> None:
    """A way covered from 0 to 1, optionally with a mark at `target`; the track takes the height of `rect`."""
    radius = min(3.0, rect.height() / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color(track))
    painter.drawRoundedRect(rect, radius, radius)
    done = QRectF(rect)
    done.setWidth(rect.width() * min(1.0, max(0.0, share)))
    if done.width() > 0:
        painter.setBrush(tokens.color(role))
        painter.drawRoundedRect(done, radius, radius)
    if target is not None:
        x = rect.left() + rect.width() * min(1.0, max(0.0, target))
        painter.fillRect(QRectF(x - 1, rect.top() - 4, 2, rect.height() + 8), tokens.color("text"))
    painter.restore()


def paint_priority(painter: QPainter, rect: QRectF, level: int, tokens: Tokens) -> None:
    """Three rising bars of which `level` (0 to 3) are filled; 17x14 px, centred."""
    left, bottom = rect.center().x() - 8.5, rect.center().y() + 7
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for step, height in enumerate((5, 9, 13)):
        painter.setBrush(tokens.color("text2" if step < level else "line"))
        painter.drawRoundedRect(QRectF(left + step * 6.5, bottom - height, 4, height), 1, 1)
    painter.restore()


def paint_avatar(painter: QPainter, rect: QRectF, initials: str, tokens: Tokens, *, own: bool = False) -> None:
    """Initials in a circle; `own` fills it with the accent (the person who sits at this device)."""
    side = min(rect.width(), rect.height())
    circle = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if own else QPen(tokens.color("control_line"), 1))
    painter.setBrush(tokens.color("accent" if own else "panel"))
    painter.drawEllipse(circle if own else circle.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setFont(text_font("badge"))
    painter.setPen(tokens.color("on_accent" if own else "text2"))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials)
    painter.restore()


def initials_of(name: str) -> str:
    """First letters of the first and the last word of a name, in capitals; empty for an empty name."""
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return ""
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def paint_surface(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    *,
    border: QColor | None = None,
    radius: float = 6,
    width: float = 1,
) -> None:
    """A filled, bordered, rounded rectangle whose border lies inside `rect` and on whole pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        painter.setPen(QPen(border, width))
        half = width / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()
