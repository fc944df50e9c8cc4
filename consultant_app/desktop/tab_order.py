"""Tab follows the layout: what is read first is reached first, also what a page made later than the rest."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def order_tabs(window: QMainWindow) -> None:
    """Brings the focus chain into the order of the layouts, as far as it differs."""
    wanted = list(tab_stops(window.centralWidget()))
    if wanted == _chain(window, set(wanted)):
        return
    for before, after in pairwise(wanted):
        QWidget.setTabOrder(before, after)


def _chain(window: QWidget, known: set[QWidget]) -> list[QWidget]:
    """The focus chain as it stands, from the window on."""
    found = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget in known:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def tab_stops(widget: QWidget | None) -> Iterator[QWidget]:
    """What Tab reaches in a widget, itself included, in reading order."""
    if widget is None or widget.isHidden():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for child in _children(widget):
        yield from tab_stops(child)


def _children(widget: QWidget) -> Iterator[QWidget | None]:
    """In reading order; none for a list or an editor, which is one stop whatever is in it."""
    layout = widget.layout()
    if isinstance(widget, QStackedWidget):
        yield widget.currentWidget()
    elif isinstance(widget, QSplitter):
        yield from (widget.widget(at) for at in range(widget.count()))
    elif isinstance(widget, QScrollArea):
        yield widget.widget()
    elif isinstance(widget, QAbstractScrollArea):
        return
    elif layout is not None:
        yield from _widgets(layout)


def _widgets(layout: QLayout) -> Iterator[QWidget | None]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index] # the stubs say object
    for at in places:
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        if inner is not None:
            yield from _widgets(inner)
        elif item is not None:
            yield item.widget()
