"""Where the panes of a page were divided last time, kept in the settings of the window."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QSplitter, QWidget


def remember_splitters(page: str, widget: QWidget, settings: QSettings) -> None:
    """Restores every splitter in `widget` and keeps what a person moves; names are object names, else their order."""
    splitters = [widget] if isinstance(widget, QSplitter) else widget.findChildren(QSplitter)
    for number, splitter in enumerate(splitters):
        _remember(splitter, f"splitters/{page}/{splitter.objectName() or number}", settings)


def _remember(splitter: QSplitter, name: str, settings: QSettings) -> None:
    state = settings.value(name)
    if state is not None:
        splitter.restoreState(state)
    splitter.splitterMoved.connect(lambda: settings.setValue(name, splitter.saveState()))
