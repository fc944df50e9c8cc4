"""Finding what stands on the screen as a screen reader does: by its accessible name."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

W = TypeVar("W", bound=QWidget)


def names(widget: QWidget) -> set[str]:
    found = {widget.accessibleName()}
    if isinstance(widget, QAbstractButton | QLabel):
        found.add(widget.text())
    return found - {""}


def named(within: QWidget, cls: type[W], name: str) -> W:
    """The visible widget of this name, or the hidden one where none is visible."""
    found = sorted(_all_named(within, cls, name), key=lambda widget: not widget.isVisible())
    assert found, f"no {cls.__name__} is called {name!r}; there are {sorted(_names(within, cls))}"
    return found[0]


def words(within: QWidget) -> str:
    """All that can be read."""
    labels = [label.text() for label in within.findChildren(QLabel) if label.isVisible() and label.text()]
    return "\n".join(labels)


def _all_named(within: QWidget, cls: type[W], name: str) -> Iterator[W]:
    return (widget for widget in within.findChildren(cls) if name in names(widget))


def _names(within: QWidget, cls: type[W]) -> set[str]:
    return {name for widget in within.findChildren(cls) for name in names(widget)}
