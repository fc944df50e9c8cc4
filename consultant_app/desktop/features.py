"""The features of the window, in the order of the navigation. Each adds its places and pages."""

from consultant_app.desktop.client_view import ClientView
from consultant_app.desktop.companies.feature import add_companies
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.help.feature import add_help
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.measures.feature import add_measures
from consultant_app.desktop.notes.feature import add_notes
from consultant_app.desktop.preview.feature import add_preview
from consultant_app.desktop.printing.feature import add_printing
from consultant_app.desktop.search.feature import add_search
from consultant_app.desktop.settings.feature import add_settings
from consultant_app.desktop.signing.feature import add_signing
from consultant_app.desktop.sync.feature import add_sync
from consultant_app.desktop.today.feature import add_today
from consultant_app.desktop.undo_keys import UndoKeys
from consultant_app.desktop.visits.feature import add_visits


def add_features(window: MainWindow, desk: Desk) -> None:
    """A feature is a folder with a function `add_<feature>(window, desk)`; adding one here is all it takes."""
    add_today(window, desk)
    add_companies(window, desk)
    add_visits(window, desk)
    add_measures(window, desk)
    add_notes(window, desk)
    add_sync(window, desk)
    add_search(window, desk)
    add_preview(window, desk)
    add_printing(window, desk)
    add_signing(window, desk)
    add_settings(window, desk)
    add_help(window)
    ClientView(window, desk)
    UndoKeys(window, desk)
    window.show_page("today")
