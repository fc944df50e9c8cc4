"""What goes with a protocol or a plan: a check box for each paper that there is, beside it how many pages it has."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.labels import Label

_INDENT = 28
"""Under the words of a check box."""


class Enclosures(QWidget):
    """`changed` when a person ticks or unticks one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = {
            "plan": _Row(self.tr("Enclose the action plan"), is_on=True),
            "attendance": _Row(self.tr("Enclose the attendance list"), is_on=False),
            "sheets": _Row(self.tr("Enclose a sheet for each measure"), is_on=False),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in self._rows.values():
            column.addWidget(row)
            row.box.toggled.connect(self.changed)
        self.offer(())

    @property
    def wanted(self) -> frozenset[str]:
        """The kinds that are ticked, offered or not."""
        return frozenset(kind for kind, row in self._rows.items() if row.box.isChecked())

    def offer(self, kinds: Iterable[str]) -> None:
        """Shows the papers that there are."""
        for kind, row in self._rows.items():
            row.setVisible(kind in kinds)

    def show_pages(self, counts: Mapping[str, int]) -> None:
        """How many pages are enclosed; of those that are not it says nothing."""
        for kind, row in self._rows.items():
            count = counts.get(kind, 0)
            across, upright = self.tr("%n page(s) landscape", "", count), self.tr("%n page(s)", "", count)
            row.pages.setText((across if kind == "plan" else upright) if count else "")

    def arrange(self, room: int) -> None:
        """The pages stand beside the check box, or below its words where that is wider than `room`."""
        for row in self._rows.values():
            row.arrange(room)


class _Row(QWidget):
    def __init__(self, words: str, *, is_on: bool) -> None:
        super().__init__()
        self.box, self.pages = CheckBox(words), Label("", "small", role="text2")
        self.box.setChecked(is_on)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.box, 1)
        self._layout.addWidget(self.pages)

    def arrange(self, room: int) -> None:
        beside = self.box.sizeHint().width() + 8 + self.pages.sizeHint().width() <= room
        self._layout.setDirection(QHBoxLayout.Direction.LeftToRight if beside else QHBoxLayout.Direction.TopToBottom)
        self._layout.setSpacing(8 if beside else 0)
        self.pages.setIndent(0 if beside else _INDENT)
