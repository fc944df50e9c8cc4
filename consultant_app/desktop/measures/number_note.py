"""What is said where two measures of a plan have one number, and the way out of it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.plans.listing import PlanPage
from consultant_app.actions.plans.sheet import MeasureSheet
from consultant_app.actions.shared_numbers import SharedNumber, renumber_measures, shared_measure_numbers
from consultant_app.desktop.measures.measure_work import MeasureWork
from consultant_app.desktop.measures.plan_reading import PlanReading
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.indicators import Glyph
from consultant_app.desktop.widgets.labels import Label
from consultant_app.desktop.widgets.messages import MessageArea, MessageBar, MessageKind, Step

_KEY = "shared-number"


def way_out_words() -> str:
    return QCoreApplication.translate("SharedNumbers", "Give the later one the next free number")


class NumberNote(QWidget):
    """In the pane of a measure; hidden while its number is its own. `renumber_wanted(number)`."""

    renumber_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = ""
        self._words = Label("", "small", wrap=True)
        self.button = Button(way_out_words(), "link")
        self.button.clicked.connect(lambda: self.renumber_wanted.emit(self._number))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Glyph("alert-triangle", "signal", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.hide()

    def show_sheet(self, sheet: MeasureSheet) -> None:
        shared = sheet.shared_number
        self.setVisible(shared is not None)
        if shared is None:
            return
        self._number = shared.number
        is_first = shared.first.id == sheet.id
        other = shared.later[0] if is_first else shared.first
        words = self.tr("“{name}” got the number {number} as well, later.") if is_first else self.tr(
            "“{name}” had the number {number} before."
        )  # fmt: skip
        self._words.setText(words.format(name=other.name, number=shared.number))


class NumberClashes(QObject):
    """Keeps the message below the table true: which numbers two measures of the shown plan share."""

    def __init__(self, work: MeasureWork, reading: PlanReading, messages: MessageArea) -> None:
        super().__init__(reading)
        self._work, self._messages = work, messages
        self._plan = ""
        self._shown: Sequence[SharedNumber] = ()
        reading.page_read.connect(self._on_page_read)

    def renumber(self, number: str) -> None:
        """What had this number later gets the next free one of the plan."""
        plan = self._plan
        text = self.tr("The later measure with {number} has the next free number").format(number=number)

        def renumbered(_given: str) -> None:
            self._work.desk.ways.undo_offered.emit(text, Step.CHANGED)

        self._work.write(text, lambda writer: renumber_measures(writer, plan, number), renumbered)

    def _on_page_read(self, page: PlanPage) -> None:
        if page.plan != self._plan:
            self._plan = page.plan
            self._show(())
        if not page.plan or not any(row.shares_number for row in page.rows):
            self._show(())
            return
        plan = page.plan
        self._work.desk.read(lambda reader: shared_measure_numbers(reader, plan), self._on_found, owner=self)

    def _on_found(self, found: tuple[SharedNumber, ...]) -> None:
        self._show([one for one in found if self._plan])

    def _show(self, shared: Sequence[SharedNumber]) -> None:
        if list(shared) == list(self._shown):
            return
        self._shown = shared
        self._messages.clear_message(_KEY)
        if not shared:
            return
        first = shared[0]
        bar = MessageBar(
            self.tr("The number {number} stands twice in this plan.").format(number=first.number),
            self.tr("“{first}” had it before “{later}”.").format(first=first.first.name, later=first.later[0].name),
            kind=MessageKind.SIGNAL,
            action=way_out_words(),
            closable=True,
        )
        bar.action_triggered.connect(lambda: self.renumber(first.number))
        self._messages.show_message(bar, key=_KEY)
