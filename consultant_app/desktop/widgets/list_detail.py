"""A list with what is chosen beside it; in a narrow window one of the two, with a way back to the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import Ground


class ListDetail(QSplitter):
    """`list_shown()` when a person went back to the list of a narrow window."""

    list_shown = Signal()

    def __init__(self, list_pane: QWidget, detail: QWidget, *, name: str, list_width: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._list = list_pane
        self._is_narrow, self._is_open, self._has_list = False, False, True
        self.back_button = Button(self.tr("Back to the list"), "quiet", icon="chevron-left")
        self.back_button.clicked.connect(self._on_back)
        self._bar = Ground("panel", edges="bottom")
        bar = QVBoxLayout(self._bar)
        bar.setContentsMargins(8, 4, 8, 5)
        bar.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._detail = QWidget()
        column = QVBoxLayout(self._detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(detail, 1)
        self.addWidget(list_pane)
        self.addWidget(self._detail)
        self.setStretchFactor(1, 1)
        self.setSizes([list_width, 1224 - list_width])
        self._show()

    @property
    def is_narrow(self) -> bool:
        return self._is_narrow

    @property
    def shows_detail_alone(self) -> bool:
        return self._is_narrow and self._is_open

    def set_narrow(self, narrow: bool) -> None:
        """Below 1180 px there is room for one of the two."""
        self._is_narrow = narrow
        self._show()

    def set_list_allowed(self, allowed: bool) -> None:
        """Without it only the detail is seen, whatever the width."""
        self._has_list = allowed
        self._show()

    def open_detail(self) -> None:
        """Somebody opened what is chosen. Beside the list it is seen anyway."""
        focused = QApplication.focusWidget()
        leaves = self._is_narrow and focused is not None and self._list.isAncestorOf(focused)
        self._is_open = True
        self._show()
        if leaves:
            # Else the focus would go wherever Qt finds room for it, and Esc with it.
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_list(self) -> None:
        self._is_open = False
        self._show()

    def _on_back(self) -> None:
        self.open_list()
        self.list_shown.emit()

    def _show(self) -> None:
        alone = self._is_narrow
        self._list.setVisible(self._has_list and not (alone and self._is_open))
        self._detail.setVisible(not self._has_list or not alone or self._is_open)
        self._bar.setVisible(self._has_list and alone)
