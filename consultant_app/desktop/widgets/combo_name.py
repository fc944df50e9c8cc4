"""What a drop-down is called for programs from outside: by its label, on every system.

On Linux Qt names a drop-down after its chosen value and leaves the label to a relation, which only one that has a
visible label beside it has.
"""

import atexit
from functools import cache
from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QComboBox

_OPEN = ("Press", "ShowMenu")
_ended = Event()


class ComboInterface(QAccessibleWidget):
    """Name: the label. Value, and the beginning of the description: what is chosen. Its one child: the entries."""

    def __init__(self, combo: QComboBox) -> None:
        super().__init__(combo, QAccessible.Role.ComboBox)

    def text(self, kind: QAccessible.Text) -> str:
        chosen, said = self._combo.currentText(), super().text(kind)
        if kind is QAccessible.Text.Value:
            return chosen
        if kind is QAccessible.Text.Description:
            return ". ".join(part for part in (chosen, said) if part)
        return said

    def state(self) -> QAccessible.State:
        state = super().state()
        state.expandable = state.hasPopup = True
        state.expanded = self._combo.view().isVisible()
        return state

    def childCount(self) -> int:
        return 1

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] # the stubs know no missing child
        return QAccessible.queryAccessibleInterface(self._combo.view()) if index == 0 else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return 0 if child.object() is self._combo.view() else -1

    def actionNames(self) -> list[str]:
        return [*_OPEN, *super().actionNames()]

    def doAction(self, name: str) -> None:
        if name in _OPEN:
            self._combo.showPopup()
        else:
            super().doAction(name)

    @property
    def _combo(self) -> QComboBox:
        combo = self.object()
        if not isinstance(combo, QComboBox):
            raise TypeError("the interface of a drop-down outlived it")
        return combo


@cache
def name_combo_boxes() -> None:
    """From here on and for good: every drop-down of this process that takes no typing."""
    QAccessible.installFactory(_interface_of)
    atexit.register(_forget_interfaces)


def _forget_interfaces() -> None:
    """WORKAROUND for PySide6 6.12 (seen, not reported): at the end it deletes what Python made before Qt lets go of it,
    and Qt then asks interfaces that are gone. What is registered here runs before that.
    """
    _ended.set()
    for widget in QApplication.allWidgets():
        if isinstance(widget, QComboBox):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(QAccessible.queryAccessibleInterface(widget)))


def _interface_of(class_name: str, watched: QObject) -> QAccessibleInterface | None:
    if _ended.is_set():
        return None
    if class_name != "QComboBox" or not isinstance(watched, QComboBox) or watched.isEditable():
        return None
    return ComboInterface(watched)
