"""The person at this device, at the bottom of the navigation: pressed, a menu of what belongs to no place."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from consultant_app.desktop.tokens import tokens_of
from consultant_app.desktop.widgets.indicators import Avatar
from consultant_app.desktop.widgets.labels import ElidedLabel, Label
from consultant_app.desktop.widgets.painting import paint_surface

_SIDE = 48


@dataclass(frozen=True, slots=True)
class Entry:
    words: str
    keys: str
    act: Callable[[], object]


class PersonButton(QPushButton):
    """Who works here, with name and organisation, or as a circle in the rail; the menu is made when it is shown."""

    def __init__(self, entries: list[Entry], *, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries, self._width = entries, width
        self._narrow = width <= _SIDE
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._avatar = Avatar("", own=True, side=32)
        self._name = ElidedLabel("", "small_strong")
        self._organisation = Label("", "small", role="text2", wrap=True)
        self._organisation.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 6, 8, 6)
        self._row.setSpacing(10)
        self._row.addWidget(self._avatar)
        if not self._narrow:
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(self._name)
            words.addWidget(self._organisation)
            self._row.addLayout(words, 1)
        for child in (self._avatar, self._name, self._organisation):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Menu"))
        self.setToolTip(self.tr("Menu"))
        self.clicked.connect(self._show_menu)

    def set_person(self, name: str, organisation: str) -> None:
        self._avatar.set_name(name)
        self._name.set_full_text(name)
        self._organisation.setText(organisation)
        self._organisation.setVisible(bool(organisation) and not self._narrow)
        self.setAccessibleName(self.tr("Menu of {name}").format(name=name))
        self.setAccessibleDescription(organisation)
        self.setToolTip(f"{name}\n{organisation}")
        self.updateGeometry()

    def menu_of_person(self) -> QMenu:
        menu = QMenu(self)
        for entry in self._entries:
            keys = QKeySequence(entry.keys).toString(QKeySequence.SequenceFormat.NativeText)
            menu.addAction(f"{entry.words}\t{keys}", entry.act)
        return menu

    def _show_menu(self) -> None:
        menu = self.menu_of_person()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def sizeHint(self) -> QSize:
        if self._narrow:
            return QSize(_SIDE, _SIDE)
        return QSize(self._width, max(_SIDE, self._row.totalHeightForWidth(self._width)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not (self.underMouse() or self.isDown()) or not self.isEnabled():
            return
        painter = QPainter(self)
        paint_surface(painter, QRectF(self.rect()), tokens_of(self.palette()).color("hover"))
        painter.end()
