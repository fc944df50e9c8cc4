"""Controls that take what a screen reader or a script does to them for what a person does.

Qt's accessibility ticks a box or sets a text without a click or a key, so that `clicked` and `textEdited`
stay silent and nothing would be kept.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLineEdit, QWidget

if TYPE_CHECKING:
    _Ticked = QAbstractButton
else:
    _Ticked = object


class OutsideTicks(_Ticked):
    """Before a class of Qt's buttons: `clicked(on)` also when a program from outside ticks it; never for `setChecked`.

    The class calls `hear_outside()` once it is built.
    """

    _is_told = False

    def hear_outside(self) -> None:
        self.toggled.connect(self._on_toggled_from_anywhere)

    def setChecked(self, on: bool) -> None:
        before, self._is_told = self._is_told, True
        super().setChecked(on)
        self._is_told = before

    def nextCheckState(self) -> None:
        before, self._is_told = self._is_told, True
        super().nextCheckState()
        self._is_told = before

    def _on_toggled_from_anywhere(self, on: bool) -> None:
        if not self._is_told and (on or not self._is_one_of_several()):
            self.clicked[bool].emit(on)  # type: ignore[index] # the stubs know one signature only

    def _is_one_of_several(self) -> bool:
        """Then it also goes off because another went on."""
        group: QButtonGroup | None = self.group()
        return self.autoExclusive() or (group is not None and group.exclusive())


class TextLine(QLineEdit):
    """`textEdited` also comes when a program from outside sets the text; never for `setText` and `clear`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_told = False
        self._typed: str | None = None
        self.textEdited.connect(self._on_typed)
        self.textChanged.connect(self._on_changed_from_anywhere)

    def setText(self, text: str | None) -> None:
        before, self._is_told = self._is_told, True
        super().setText(text)
        self._is_told = before

    def clear(self) -> None:
        self.setText("")

    def _on_typed(self, text: str) -> None:
        self._typed = text

    def _on_changed_from_anywhere(self, text: str) -> None:
        # Qt says `textEdited` before `textChanged`: what it has said already is not said again.
        is_said, self._typed = text == self._typed, None
        if not self._is_told and not is_said:
            self.setModified(True)
            self.textEdited.emit(text)
