"""A filter chip that offers a choice: pressed it shows a menu, and with something chosen it takes it back."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from consultant_app.desktop.widgets.choices import FilterChip


class ChoiceChip(FilterChip):
    """`changed()` when something is chosen or no longer chosen; `value` is "" for nothing."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, removable=True, parent=parent)
        self._name = name
        self._options: Sequence[tuple[str, str]] = ()
        self.value = ""

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Pairs of what is meant and how it is called; a choice stays, even where it is no longer offered."""
        self._options = options

    def choose(self, value: str) -> None:
        words = dict(self._options).get(value, value)
        self.value = value
        self.setText(words or self._name)
        self.setAccessibleName(f"{self._name}: {words}" if value else self._name)
        self.setChecked(bool(value))
        self.updateGeometry()
        self.changed.emit()

    def menu_of_options(self) -> QMenu:
        menu = QMenu(self)
        for value, words in self._options:
            menu.addAction(words).triggered.connect(lambda _=False, value=value: self.choose(value))
        return menu

    def nextCheckState(self) -> None:
        """Pressing it never ticks it by itself."""
        if self.value:
            self.choose("")
            return
        menu = self.menu_of_options()
        if menu.isEmpty():
            return
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
