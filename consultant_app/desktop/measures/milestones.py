"""The milestones of a measure: a tick, a title, a due date; a new one by a line and Enter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.plans.measures import add_part, delete_part
from consultant_app.actions.plans.sheet import MeasureSheet, MilestoneRow
from consultant_app.changes.change import RecordId
from consultant_app.desktop.measures.inputs import SettledDate
from consultant_app.desktop.measures.measure_work import MeasureWork
from consultant_app.desktop.text_binding import TextBinding
from consultant_app.desktop.widgets.buttons import icon_button
from consultant_app.desktop.widgets.checks import CheckBox
from consultant_app.desktop.widgets.labels import SectionHeading
from consultant_app.desktop.widgets.outside import TextLine
from consultant_app.domain.measure import Milestone


class MilestoneLine(QWidget):
    """`deletion_wanted()` by its button."""

    deletion_wanted = Signal()

    def __init__(self, work: MeasureWork, row: MilestoneRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._id = work, row.id
        self.done = CheckBox()
        self.title = TextLine()
        self.title.setMaxLength(200)
        self._binding = TextBinding(work.desk.drafts, self.title, "title")
        self.due = SettledDate(self.tr("Due"), lambda: work.desk.now().date())
        self.due.setPlaceholderText(self.tr("Due"))
        self.due.setFixedWidth(108)
        remove = icon_button("x", self.tr("Delete milestone"), "quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.done)
        line.addWidget(self.title, 1)
        line.addWidget(self.due)
        line.addWidget(remove)
        remove.clicked.connect(self.deletion_wanted)
        self.done.clicked.connect(self._on_done)
        self.due.settled.connect(
            lambda day: work.set_part(self.tr("Milestone changed"), Milestone, self._id, due_on=day)
        )
        self.show_row(row)

    def show_row(self, row: MilestoneRow) -> None:
        self.done.setChecked(row.done_on is not None)
        self.done.setAccessibleName(self.tr("Reached: {milestone}").format(milestone=row.title))
        self.title.setAccessibleName(self.tr("Milestone: {milestone}").format(milestone=row.title))
        self._binding.show(row.id, row.title, row.heads.get("title", ()))
        self.due.setAccessibleName(self.tr("Due: {milestone}").format(milestone=row.title))
        self.due.show_day(row.due_on)

    def _on_done(self, on: bool) -> None:
        day = self._work.desk.now().date() if on else None
        self._work.set_part(self.tr("Milestone changed"), Milestone, self._id, done_on=day)


class Milestones(QWidget):
    def __init__(self, work: MeasureWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._measure = work, RecordId("")
        self._lines: dict[str, MilestoneLine] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.new = TextLine()
        self.new.setAccessibleName(self.tr("New milestone"))
        self.new.setPlaceholderText(self.tr("New milestone, then Enter"))
        self.new.setMaxLength(200)
        self.new.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(self.tr("Milestones")))
        column.addLayout(self._list)
        column.addWidget(self.new)

    def show_sheet(self, sheet: MeasureSheet) -> None:
        self._measure = sheet.id
        if list(self._lines) != [row.id for row in sheet.milestones]:
            self._rebuild(sheet)
            return
        for row in sheet.milestones:
            self._lines[row.id].show_row(row)

    def _rebuild(self, sheet: MeasureSheet) -> None:
        for line in self._lines.values():
            line.hide()
            line.deleteLater()
        self._lines = {}
        for row in sheet.milestones:
            line = MilestoneLine(self._work, row)
            line.deletion_wanted.connect(lambda id_=row.id: self._delete(id_))
            self._lines[row.id] = line
            self._list.addWidget(line)

    def _add(self) -> None:
        title, measure = " ".join(self.new.text().split()), self._measure
        if title and measure:
            self.new.clear()
            self._work.write(
                self.tr("Milestone added"), lambda writer: add_part(writer, Milestone(measure=measure, title=title))
            )

    def _delete(self, milestone: str) -> None:
        self._work.write(self.tr("Milestone deleted"), lambda writer: delete_part(writer, Milestone, milestone))
