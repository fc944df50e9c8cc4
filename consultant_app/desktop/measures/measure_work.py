"""The measure that is looked at: read, edited field by field, with what follows from it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from consultant_app.actions.plans.measures import carry_title, set_measure, set_part
from consultant_app.actions.plans.sheet import MeasureSheet, measure_sheet
from consultant_app.actions.visits.sheet import Heads
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.domain.measure import Kpi, KpiValue, Milestone
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import CommitNotice

T = TypeVar("T")
P = TypeVar("P", Milestone, Kpi, KpiValue)
GATHER_MS = 30
CONCERNED = frozenset({"action_plan", "measure", "milestone", "kpi", "kpi_value", "company", "contact", "user"})
"""Records whose change may alter what the pages about measures show."""


class MeasureWork(QObject):
    """`shown()` when `sheet` is new, None when nothing is chosen or the measure is gone; `refused(error)` when a rule
    said no: the screen keeps what was put in; `written()` after each edit, whatever came of it.
    """

    shown = Signal()
    refused = Signal(object)
    written = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.measure = RecordId("")
        self.sheet: MeasureSheet | None = None
        self._title_typed = ""
        self._asked, self._edits, self._writing = 0, 0, 0
        self._round_came = False
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.reload)
        desk.feed.committed.connect(self._on_committed)

    def open(self, measure: str) -> None:
        """Shows a measure, or nothing for ""."""
        if measure == self.measure:
            return
        if self.measure:
            self.desk.drafts.left(self.measure)
        self._asked += 1
        self.measure, self.sheet = RecordId(measure), None
        if measure:
            self.reload()
        else:
            self.shown.emit()

    def reload(self) -> None:
        self._asked += 1
        measure, asked, edits = self.measure, self._asked, self.edits
        if not measure:
            return
        today, language = self.desk.now().date(), self.desk.language
        self.desk.read(
            lambda reader: measure_sheet(reader, measure, today=today, language=language),
            lambda sheet: self._on_read(sheet, asked=asked, edits=edits),
            owner=self,
        )

    def set(self, measure: RecordId, label: str, **values: Any) -> None:
        """Sets fields of a measure at once: of the one on the screen, which is not yet the one that was chosen last."""
        heads, today = self._shown_heads(measure), self.desk.now().date()
        self.write(label, lambda writer: set_measure(writer, measure, values, today=today, shown=heads))

    def set_part(self, label: str, cls: type[P], part: str, **values: Any) -> None:
        """The same for a milestone, a key figure or one of its values."""
        plain: Mapping[str, Any] = values
        self.write(label, lambda writer: set_part(writer, cls, part, plain))

    @property
    def edits(self) -> int:
        """Counts the beginning and the end of every edit: keep it with a question to know how old its answer is."""
        return self._edits

    def is_outdated(self, edits: int) -> bool:
        """Whether what was asked at this count may lack an edit that the screen shows already."""
        return self.is_writing or edits != self._edits

    @property
    def is_writing(self) -> bool:
        """Whether an edit is still on its way."""
        return self._writing > 0

    def write(self, label: str, edit: Callable[[Writer], T], on_done: Callable[[T], None] | None = None) -> None:
        """One transaction, after what is being typed was sealed."""

        def done(result: T) -> None:
            self._on_written()
            if on_done is not None:
                on_done(result)

        def failed(error: Exception) -> None:
            self._on_written()
            self.refused.emit(error)

        self._edits += 1
        self._writing += 1
        if self.measure:
            self.desk.drafts.left(self.measure)
        self.desk.write(label, edit, done, owner=self, on_failed=failed)

    def type_title(self, text: str) -> None:
        """The title while it is typed in the table."""
        if self.sheet is not None:
            self.desk.drafts.typed(self.measure, "title", text, shown=self.sheet.heads.get("title", ()))

    def note_title(self) -> None:
        """The title is being typed in a bound editor."""
        self._title_typed = self.measure

    def carry_title(self) -> None:
        """The title was left: agreements about the measure say the same from now on."""
        measure, self._title_typed = self._title_typed, ""
        if measure:
            self.write("", lambda writer: carry_title(writer, measure))

    def _shown_heads(self, measure: RecordId) -> Heads | None:
        """What an edit shall replace where a round came since the measure was read; else whatever stands."""
        is_shown = self.sheet is not None and self.sheet.id == measure
        return self.sheet.heads if self._round_came and self.sheet is not None and is_shown else None

    def _on_read(self, sheet: MeasureSheet | None, *, asked: int, edits: int) -> None:
        # An answer to an earlier question, or from before the last edit: the end of that edit asks again.
        if asked != self._asked or self.is_outdated(edits):
            return
        self._round_came = False
        self.sheet = sheet
        self.shown.emit()

    def _on_written(self) -> None:
        self._edits += 1
        self._writing -= 1
        self._gather.start()
        self.written.emit()

    def _on_committed(self, notice: CommitNotice) -> None:
        if CONCERNED.isdisjoint(notice.records.values()):
            return
        self._round_came = self._round_came or notice.source == "round"
        self._gather.start()
