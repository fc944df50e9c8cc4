"""The features of the window, in the order of the navigation. Each adds its places and pages."""

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.notes.feature import add_notes
from consultant_app.desktop.search.feature import add_search
from consultant_app.desktop.sync.feature import add_sync


def add_features(window: MainWindow, desk: Desk) -> None:
    """A feature is a folder with a function `add_<feature>(window, desk)`; adding one here is all it takes."""
    add_notes(window, desk)
    add_sync(window, desk)
    add_search(window, desk)
