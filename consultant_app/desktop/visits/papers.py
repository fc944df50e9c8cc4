"""The papers of a visit's sections, each made when it is first opened."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultant_app.actions.visits.sheet import VisitSheet
from consultant_app.desktop.visits.agreements_section import AgreementsSection
from consultant_app.desktop.visits.field_section import FieldSection
from consultant_app.desktop.visits.files_section import FilesSection
from consultant_app.desktop.visits.frame_section import FrameSection
from consultant_app.desktop.visits.inputs import GrowingEditor
from consultant_app.desktop.visits.next_section import NextSection
from consultant_app.desktop.visits.paper import PaperArea, Section
from consultant_app.desktop.visits.parts_section import findings_section, recommendations_section
from consultant_app.desktop.visits.text_sections import NoteSection, occasion_section, situation_section
from consultant_app.desktop.visits.visit_work import VisitWork
from consultant_app.domain.catalogues import csr_fields

_MAKERS: Final[Mapping[str, Callable[[VisitWork], Section]]] = {
    "frame": FrameSection,
    "occasion": occasion_section,
    "situation": situation_section,
    "findings": findings_section,
    "recommendations": recommendations_section,
    "agreements": AgreementsSection,
    "next": NextSection,
    "files": FilesSection,
    "note": NoteSection,
}


class Papers(QStackedWidget):
    """`writing_size_chosen(px)` when the writing size was changed by hand: it is one for all papers."""

    writing_size_chosen = Signal(int)

    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._is_compact = False
        self._size = 0
        self._sections: dict[str, Section] = {}
        self._areas: dict[str, PaperArea] = {}

    def show_section(self, key: str) -> None:
        if key not in self._sections:
            self._add(key)
        self.setCurrentWidget(self._areas[key])

    def section(self, key: str) -> Section:
        """KeyError for a section that was never opened."""
        return self._sections[key]

    def show_sheet(self, sheet: VisitSheet) -> None:
        for key in self._sections:
            self._show(key, sheet)

    def show_edited(self, sheet: VisitSheet) -> None:
        for section in self._sections.values():
            section.show_edited(sheet)

    def set_compact(self, compact: bool) -> None:
        self._is_compact = compact
        for section in self._sections.values():
            section.set_compact(compact)

    def _add(self, key: str) -> None:
        section = FieldSection(key, self._work) if key in csr_fields() else _MAKERS[key](self._work)
        area = PaperArea()
        area.hold(section)
        section.set_compact(self._is_compact)
        self._sections[key], self._areas[key] = section, area
        self.addWidget(area)
        if self._work.sheet is not None:
            self._show(key, self._work.sheet)

    def _show(self, key: str, sheet: VisitSheet) -> None:
        section = self._sections[key]
        section.show_sheet(sheet)
        section.set_locked(sheet.is_locked)
        self._areas[key].follow(section)
        self._follow_size(section)

    def _follow_size(self, section: Section) -> None:
        for editor in section.findChildren(GrowingEditor):
            if not editor.property("sized") and editor.is_writing:
                editor.setProperty("sized", True)
                editor.size_chosen.connect(self.set_writing_size)
                editor.size_chosen.connect(self.writing_size_chosen)
                if self._size:
                    editor.set_size(self._size)

    def set_writing_size(self, px: int) -> None:
        """0 leaves the size as it was designed."""
        self._size = px
        if not px:
            return
        for editor in self.findChildren(GrowingEditor):
            if editor.is_writing and editor.size_px != px:
                editor.set_size(px)
