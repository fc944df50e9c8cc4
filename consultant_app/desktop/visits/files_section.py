"""The photos and files of a visit. They are beside the protocol: also one that stands gets the scan of its paper."""

from PySide6.QtWidgets import QWidget

from consultant_app.actions.visits.sheet import VisitSheet
from consultant_app.desktop.attachments.files_panel import FilesPanel
from consultant_app.desktop.visits.paper import Section
from consultant_app.desktop.visits.visit_work import VisitWork


class FilesSection(Section):
    def __init__(self, work: VisitWork, parent: QWidget | None = None) -> None:
        super().__init__("files", work, parent)
        self.panel = FilesPanel(work.desk)
        self.body.addWidget(self.panel)

    def show_sheet(self, sheet: VisitSheet) -> None:
        self.panel.open(sheet.id)

    def set_locked(self, locked: bool) -> None:
        """Nothing here is part of what was signed."""

    def first_input(self) -> QWidget | None:
        return self.panel.first_input()
