"""A pane at the right of a page: part of its row, or, in a narrow window, laid over the page and opened by a button."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid

from consultant_app.desktop.pages import first_focusable

_BELOW = 12


class Drawer(QObject):
    """`button` is checkable and only there in a narrow window. Esc within `page` closes the drawer first."""

    def __init__(self, pane: QWidget, button: QAbstractButton, *, page: QWidget, row: QHBoxLayout) -> None:
        super().__init__(page)
        self._pane, self._button, self._page, self._row = pane, button, page, row
        self._is_narrow = False
        self._before: QWidget | None = None
        # A click leaves the focus where somebody writes, so that closing leads back there.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.hide()
        button.toggled.connect(self._on_toggled)
        page.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Laid over the page at this moment."""
        return self._is_narrow and self._button.isChecked()

    def set_narrow(self, narrow: bool) -> None:
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self._button.setChecked(False)
        self._button.setVisible(narrow)
        if narrow:
            self._row.removeWidget(self._pane)
            self._pane.setParent(self._page)
        else:
            self._row.addWidget(self._pane)
        self._pane.setVisible(not narrow)

    def open(self) -> None:
        """Nothing in a wide window. Open already, it takes the width that its pane has now."""
        if self.is_open:
            self._place()
        elif self._is_narrow:
            self._button.setChecked(True)

    def close(self) -> None:
        """Back to where one was."""
        self._button.setChecked(False)

    def _on_toggled(self, on: bool) -> None:
        if not self._is_narrow:
            return
        if on:
            self._before = QApplication.focusWidget()
            self._place()
            self._pane.show()
            self._pane.raise_()
            first = first_focusable(self._pane)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._pane.isAncestorOf(focused)
        self._pane.hide()
        if had_focus and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        width = min(self._pane.minimumWidth(), self._page.width())
        top = 0
        if self._page.isAncestorOf(self._button):
            # What opened it closes it, so it stays in sight. It may have come only just now.
            layout = self._page.layout()
            if layout is not None:
                layout.activate()
            top = self._button.mapTo(self._page, self._button.rect().bottomLeft()).y() + _BELOW
        self._pane.setGeometry(self._page.width() - width, top, width, self._page.height() - top)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._is_narrow:
            self._place()
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.KeyPress and self.is_open:
            self.close()
            return True
        return super().eventFilter(watched, event)
