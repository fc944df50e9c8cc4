"""The keys of every screen, as the help tells them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class ScreenKeys:
    """`page` is the key of the page they hold on, "" for everywhere; `keys` are pairs of a key sequence and words."""

    page: str
    title: str
    keys: tuple[tuple[str, str], ...]


def screens() -> tuple[ScreenKeys, ...]:
    """In the language of the window, that of everywhere first."""
    return (_everywhere(), *_at_the_table(), *_places())


def _everywhere() -> ScreenKeys:
    keys = (
        ("Ctrl+K", QCoreApplication.translate("Help", "Search in everything")),
        ("Alt+1", QCoreApplication.translate("Help", "To the first place, and so on to the last")),
        ("F6", QCoreApplication.translate("Help", "To the next part of the screen, with Shift back")),
        ("Esc", QCoreApplication.translate("Help", "One step back; nothing is lost")),
        ("Ctrl+Z", QCoreApplication.translate("Help", "Take back the last step")),
        ("Ctrl+Y", QCoreApplication.translate("Help", "Do it again")),
        ("Ctrl+L", QCoreApplication.translate("Help", "Lock")),
        ("Ctrl+,", QCoreApplication.translate("Help", "Language, colours, text size")),
        ("F1", QCoreApplication.translate("Help", "This help")),
    )
    return ScreenKeys("", QCoreApplication.translate("Help", "Everywhere"), keys)


def _at_the_table() -> tuple[ScreenKeys, ...]:
    visit = (
        ("Ctrl+1", QCoreApplication.translate("Help", "To the first section, and so on to the ninth")),
        ("Ctrl+M", QCoreApplication.translate("Help", "To the line for measures, and back to where you wrote")),
        ("F9", QCoreApplication.translate("Help", "Client view on and off")),
        ("Ctrl+P", QCoreApplication.translate("Help", "Preview of the protocol")),
        ("Ctrl+Shift+U", QCoreApplication.translate("Help", "Sign the protocol")),
    )
    preview = (
        ("Ctrl+P", QCoreApplication.translate("Help", "Print")),
        ("Ctrl+Shift+U", QCoreApplication.translate("Help", "Sign the protocol")),
        ("Ctrl++", QCoreApplication.translate("Help", "Larger, with Ctrl and minus smaller")),
        ("Ctrl+0", QCoreApplication.translate("Help", "The whole page")),
        ("PgDown", QCoreApplication.translate("Help", "Next page, with page up the one before")),
    )
    return (
        ScreenKeys("visit", QCoreApplication.translate("Help", "Visit"), visit),
        ScreenKeys("preview", QCoreApplication.translate("Help", "Preview"), preview),
    )


def _places() -> tuple[ScreenKeys, ...]:
    today = (
        ("Ctrl+Shift+B", QCoreApplication.translate("Help", "Begin the next visit")),
        ("Ctrl+N", QCoreApplication.translate("Help", "What can be begun here")),
        ("Space", QCoreApplication.translate("Help", "Status of the chosen measure")),
    )
    companies = (
        ("Ctrl+F", QCoreApplication.translate("Help", "Search in the list")),
        ("Ctrl+N", QCoreApplication.translate("Help", "New company")),
        ("Ctrl+1", QCoreApplication.translate("Help", "To the first tab, and so on to the last")),
        ("Return", QCoreApplication.translate("Help", "Open the chosen one")),
    )
    visits = (
        ("Ctrl+N", QCoreApplication.translate("Help", "Plan a visit")),
        ("Return", QCoreApplication.translate("Help", "Open the chosen one")),
    )
    measures = (
        ("Ctrl+N", QCoreApplication.translate("Help", "New measure")),
        ("Return", QCoreApplication.translate("Help", "Open the chosen one")),
        ("F2", QCoreApplication.translate("Help", "Change the chosen cell")),
        ("Space", QCoreApplication.translate("Help", "Status of the chosen measure")),
        ("Ctrl+1", QCoreApplication.translate("Help", "Planned; with 2 in progress, with 3 postponed, with 4 done")),
        ("Del", QCoreApplication.translate("Help", "Delete; can be taken back")),
    )
    notes = (
        ("Ctrl+F", QCoreApplication.translate("Help", "Search in the list")),
        ("Ctrl+N", QCoreApplication.translate("Help", "New note")),
        ("Alt+V", QCoreApplication.translate("Help", "Who can read the note")),
    )
    sync = (
        ("F5", QCoreApplication.translate("Help", "Sync now")),
        ("Ctrl+1", QCoreApplication.translate("Help", "In a conflict: mine; with 2 the other version")),
        ("Ctrl+Return", QCoreApplication.translate("Help", "Take the result")),
    )
    return (
        ScreenKeys("today", QCoreApplication.translate("Help", "Today"), today),
        ScreenKeys("companies", QCoreApplication.translate("Help", "Companies"), companies),
        ScreenKeys("visits", QCoreApplication.translate("Help", "Visits"), visits),
        ScreenKeys("measures", QCoreApplication.translate("Help", "Action plan"), measures),
        ScreenKeys("notes", QCoreApplication.translate("Help", "Notes"), notes),
        ScreenKeys("sync", QCoreApplication.translate("Help", "Sync"), sync),
    )
