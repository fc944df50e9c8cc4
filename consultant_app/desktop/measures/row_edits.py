"""What a person does with a row of the plan table: status, cells, deletion; each can be taken back."""

from PySide6.QtCore import QObject, Qt, Signal

from consultant_app.actions.plans.listing import MeasureRow
from consultant_app.actions.plans.measures import (
    Standing,
    delete_measure,
    next_status,
    put_back,
    restore_measure,
    set_measure,
    set_status,
)
from consultant_app.changes.change import RecordId
from consultant_app.desktop.measures.measure_work import MeasureWork
from consultant_app.desktop.measures.plan_table import PlanTable
from consultant_app.desktop.widgets.messages import MessageArea, Step, announce
from consultant_app.domain.value_lists import label_of

_NEEDS_MORE = frozenset({"postponed", "rejected"})


class RowEdits(QObject):
    """`needs_more(id, status)` for a status that cannot be set without a day or a reason; `restored(id)`."""

    needs_more = Signal(str, str)
    restored = Signal(str)

    def __init__(self, work: MeasureWork, table: PlanTable, messages: MessageArea) -> None:
        super().__init__(table)
        self._work, self._table, self._messages = work, table, messages
        table.status_cycled.connect(self.cycle)
        table.status_set.connect(self.set_status)
        table.deletion_wanted.connect(self.delete)
        table.plan_model.edited.connect(self._on_edited)

    def cycle(self, measure: str) -> None:
        row = self._row(measure)
        if row is not None:
            self.set_status(measure, next_status(row.status))

    def set_status(self, measure: str, status: str) -> None:
        row = self._row(measure)
        if row is None or row.status == status:
            return
        if status in _NEEDS_MORE:
            self.needs_more.emit(measure, status)
            return
        today, language = self._work.desk.now().date(), self._work.desk.language
        self._table.plan_model.show_at_once(measure, status=status, is_overdue=False)
        label = label_of("measure_status", status, language=language)
        text = self.tr("“{measure}”: {status}").format(measure=row.title, status=label)

        def offer(before: Standing) -> None:
            bar = self._messages.show_undo(text, Step.STATUS)
            bar.undone.connect(lambda: self._put_back(measure, before))
            announce(self._table, text)

        self._work.write(text, lambda writer: set_status(writer, measure, status, today=today), offer)

    def delete(self, measure: str) -> None:
        row, sheet = self._row(measure), self._work.sheet
        name = row.number or row.title if row is not None else sheet.title if sheet is not None else ""
        text = self.tr("Measure {name} deleted").format(name=name)

        def offer(gone: tuple[RecordId, ...]) -> None:
            bar = self._messages.show_undo(text, Step.DELETED)
            bar.undone.connect(lambda: self._restore(gone, measure))

        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._work.write(text, lambda writer: delete_measure(writer, measure), offer)

    def _row(self, measure: str) -> MeasureRow | None:
        """As the table shows it, with what was edited just now."""
        return self._table.plan_model.measure(self._table.plan_model.position_of(measure))

    def _put_back(self, measure: str, before: Standing) -> None:
        self._work.write(self.tr("Status put back"), lambda writer: put_back(writer, measure, before))

    def _restore(self, gone: tuple[RecordId, ...], measure: str) -> None:
        self.restored.emit(measure)
        self._work.write(self.tr("Measure restored"), lambda writer: restore_measure(writer, gone))

    def _on_edited(self, measure: str, field: str, value: object) -> None:
        shown = {field: value if value is not None or field == "due_on" else ""}
        if field == "responsible" and self._work.sheet is not None:
            shown["responsible_name"] = next((name for name, id_ in self._work.sheet.people if id_ == value), "")
        self._table.plan_model.show_at_once(measure, **shown)
        today, plain = self._work.desk.now().date(), value or None
        self._work.write(
            self.tr("Measure changed"), lambda writer: set_measure(writer, measure, {field: plain}, today=today)
        )
