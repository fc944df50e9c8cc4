"""What the sections of a visit are called, with their tiles and icons."""

from PySide6.QtCore import QCoreApplication

from consultant_app.actions.visits.sections import Filled, SectionState
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language

ICONS = {
    "frame": "users",
    "occasion": "notes",
    "situation": "building",
    "findings": "search",
    "recommendations": "info-circle",
    "agreements": "list-check",
    "next": "calendar-time",
    "files": "photo",
    "note": "lock",
}


def section_title(key: str, language: Language = "de") -> str:
    """The section's name in list and heading; a field of action has the catalogue's."""
    field = csr_fields().get(key)
    if field is not None:
        return field.de if language == "de" else field.en
    titles = {
        "frame": QCoreApplication.translate("Sections", "Frame"),
        "occasion": QCoreApplication.translate("Sections", "Occasion and goal"),
        "situation": QCoreApplication.translate("Sections", "Initial situation"),
        "findings": QCoreApplication.translate("Sections", "Findings"),
        "recommendations": QCoreApplication.translate("Sections", "Recommendations"),
        "agreements": QCoreApplication.translate("Sections", "Agreements"),
        "next": QCoreApplication.translate("Sections", "Next appointment"),
        "files": QCoreApplication.translate("Sections", "Photos and files"),
        "note": QCoreApplication.translate("Sections", "Internal note"),
    }
    return titles[key]


def section_letter(key: str) -> str:
    """The letter of a field of action; empty for the other sections, which have an icon."""
    field = csr_fields().get(key)
    return field.letter if field else ""


def state_words(state: SectionState) -> str:
    """How far a section is, as a screen reader says it."""
    if state.filled is Filled.WORDS:
        return QCoreApplication.translate("Sections", "%n word(s)", "", state.number)
    if state.filled is Filled.COUNT:
        return QCoreApplication.translate("Sections", "%n entries", "", state.number)
    words = {
        Filled.EMPTY: QCoreApplication.translate("Sections", "empty"),
        Filled.OPEN: QCoreApplication.translate("Sections", "incomplete"),
        Filled.DONE: QCoreApplication.translate("Sections", "complete"),
    }
    return words[state.filled]


def missing_words(code: str, language: Language = "de") -> str:
    return label_of("visit_check", code, language=language)
