"""Taking everything out of a layout whose widgets are made anew."""

from PySide6.QtWidgets import QLayout, QWidget


def take_widgets(layout: QLayout) -> list[QWidget]:
    """The widgets, hidden, no longer in the layout and still with their parent."""
    taken: list[QWidget] = []
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            taken.append(widget)
    return taken


def empty(layout: QLayout) -> None:
    """Hides and deletes what was in the layout."""
    for widget in take_widgets(layout):
        widget.deleteLater()
