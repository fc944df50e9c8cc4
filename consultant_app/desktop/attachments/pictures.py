"""Pictures on the screen: a small one to press, a large one as wide as there is room."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.painting import paint_surface

SMALL_WIDTH, SMALL_HEIGHT = 96, 72
LARGE_SIDE = 1600
"""Pixels of a picture that is looked at: as wide as the widest window shows it."""
_LARGE_HEIGHT = 600
_ICON = 24


class SmallPicture(QAbstractButton):
    """Shows a picture, or an icon in its stead; it can be pressed where there is something to look at."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._picture: QImage | None = None
        self.setFixedSize(SMALL_WIDTH, SMALL_HEIGHT)
        self.show_picture(None, can_open=False)

    def show_picture(self, picture: QImage | None, *, can_open: bool) -> None:
        self._picture = picture
        self.setEnabled(can_open)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_open else Qt.FocusPolicy.NoFocus)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SMALL_WIDTH, SMALL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_surface(painter, rect, tokens.color("hover"), radius=4)
        if self._picture is None:
            place = QRectF(rect.center().x() - _ICON / 2, rect.center().y() - _ICON / 2, _ICON, _ICON)
            paint_icon(painter, place, self._icon_name, tokens.color("text2"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(_inside(rect, self._picture), self._picture)
        painter.end()


class LargePicture(QWidget):
    """As large as there is room, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        if self._picture.isNull():
            return SMALL_HEIGHT
        share = min(1.0, width / self._picture.width(), _LARGE_HEIGHT / self._picture.height())
        return max(1, round(share * self._picture.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_inside(QRectF(self.rect()), self._picture), self._picture)
        painter.end()


def _inside(rect: QRectF, picture: QImage) -> QRectF:
    """The place of a picture in the middle, as large as fits."""
    share = min(rect.width() / picture.width(), rect.height() / picture.height())
    width, height = share * picture.width(), share * picture.height()
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)
