"""The steps of a visit's clock: begun, stopped, going on. Each is one step that can be taken back."""

from PySide6.QtCore import QObject

from consultant_app.actions.visits.running import begin_visit, end_clock, resume_clock
from consultant_app.desktop.visits.visit_work import VisitWork


class ClockSteps(QObject):
    def __init__(self, work: VisitWork, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._workspace = work.desk.workspace

    def begin(self) -> None:
        visit, now, identity = self._work.visit, self._workspace.clock(), self._workspace.identity
        self._work.write(self.tr("Visit begun"), lambda writer: begin_visit(writer, visit, now, identity=identity))

    def end(self) -> None:
        visit, now = self._work.visit, self._workspace.clock()
        self._work.write(self.tr("Visit ended"), lambda writer: end_clock(writer, visit, now))

    def resume(self) -> None:
        visit = self._work.visit
        self._work.write(self.tr("Visit goes on"), lambda writer: resume_clock(writer, visit))
