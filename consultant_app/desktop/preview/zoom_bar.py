"""Smaller, how large, larger, whole page: in the top bar above the pages."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.desktop.preview.page_view import PageView
from consultant_app.desktop.widgets.buttons import Button, icon_button
from consultant_app.desktop.widgets.labels import Label


class ZoomBar(QWidget):
    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._smaller = icon_button("minus", self.tr("Smaller"))
        self._larger = icon_button("plus", self.tr("Larger"))
        self._whole = Button(self.tr("Whole page"))
        self._percent = Label("", "body")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setMinimumWidth(64)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._smaller, self._percent, self._larger, self._whole):
            row.addWidget(widget)
        self._smaller.clicked.connect(view.zoom_out)
        self._larger.clicked.connect(view.zoom_in)
        self._whole.clicked.connect(view.show_whole_page)
        view.zoom_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        words = f"{round(self._view.zoom * 100)} %"
        self._percent.setText(words)
        self._percent.setAccessibleName(words)
