"""Pictures on the screen: a small one to press, a large one to look at."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.desktop.icons import paint_icon
from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.labels import ElidedLabel
from consultant_app.desktop.widgets.painting import paint_surface

SMALL_WIDTH, SMALL_HEIGHT = 96, 72
LARGE_SIDE = 1600
"""Pixels of a picture that is looked at: as wide as the widest window shows it."""
_LARGE_HEIGHT = 600
_ICON = 24


class SmallPicture(QAbstractButton):
    """Shows a picture, or an icon in its stead; only a picture can be pressed."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._picture: QImage | None = None
        self.setFixedSize(SMALL_WIDTH, SMALL_HEIGHT)
        self.set_picture(None)

    def set_picture(self, picture: QImage | None) -> None:
        self._picture = picture
        self.setEnabled(picture is not None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if picture is not None else Qt.FocusPolicy.NoFocus)
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


class _LargePicture(QWidget):
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


class PictureView(QWidget):
    """One picture in the place of the list. `closed()`, `turned(by)` to the next (1) or the one before (-1).

    It is shown from memory: nothing that is decrypted touches the disk.
    """

    closed = Signal()
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button(self.tr("Back to the list"), icon="chevron-left")
        self._before = icon_button("chevron-up", self.tr("Picture before"))
        self._next = icon_button("chevron-down", self.tr("Next picture"))
        self._title = ElidedLabel("", "body_strong")
        self._picture = _LargePicture()
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.back)
        bar.addWidget(self._title, 1)
        bar.addWidget(self._before)
        bar.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(bar)
        column.addWidget(self._picture)
        column.addStretch(1)
        self.back.clicked.connect(self.closed)
        self._before.clicked.connect(lambda: self.turned.emit(-1))
        self._next.clicked.connect(lambda: self.turned.emit(1))

    def show_picture(self, picture: QImage, title: str, *, at: int, count: int) -> None:
        """The picture at place `at` of `count`."""
        self._picture.set_picture(picture)
        self._picture.setAccessibleName(title)
        self._title.set_full_text(title)
        self._before.setEnabled(at > 0)
        self._next.setEnabled(at < count - 1)

    def clear(self) -> None:
        """Keeps nothing of what was looked at."""
        self._picture.set_picture(QImage())


def _inside(rect: QRectF, picture: QImage) -> QRectF:
    """The place of a picture in the middle, as large as fits."""
    share = min(rect.width() / picture.width(), rect.height() / picture.height())
    width, height = share * picture.width(), share * picture.height()
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)
