"""What moved in a plan since the last visit: read from the history of its measures."""

from collections.abc import Mapping
from datetime import date, datetime, time

from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.plan import PlanRecords, plan_measure
from consultant_app.actions.paper.sources import People
from consultant_app.changes.change import RecordId, Value
from consultant_app.documents.contents import MeasureProgress
from consultant_app.documents.typography import date_in_table
from consultant_app.domain.measure import Measure
from consultant_app.domain.visit import Visit
from consultant_app.workspace.history import history_of
from consultant_app.workspace.workspace import Reader


def progress_since(
    reader: Reader, records: PlanRecords, people: People, *, since: Visit, edition: Edition
) -> tuple[MeasureProgress, ...]:
    """The measures whose status or due date is another than at the end of the day of that visit, or that are new."""
    if since.held_on is None:
        return ()
    then_ms = int(datetime.combine(since.held_on, time.max, tzinfo=edition.now.tzinfo).timestamp() * 1000)
    moved = []
    for measure in records.measures:
        change = _change(measure, _fields_at(reader, RecordId(measure.id), then_ms), edition)
        if change:
            row = plan_measure(measure, records, people, edition=edition)
            moved.append(
                MeasureProgress(
                    number=row.number,
                    title=row.title,
                    responsible=row.responsible,
                    due_on=row.due_on,
                    status=row.status,
                    is_overdue=row.is_overdue,
                    change=change,
                )
            )
    return tuple(moved)


def _fields_at(reader: Reader, measure: RecordId, at_ms: int) -> Mapping[str, Value] | None:
    """The measure's values as they stood then; None when it was not there yet."""
    values: dict[str, Value] = {}
    for step in history_of(reader.raw, measure):
        if step.at <= at_ms:
            values.update(step.fields)
    return values or None


def _change(measure: Measure, before: Mapping[str, Value] | None, edition: Edition) -> str:
    """In words; empty when nothing that counts has changed."""
    if before is None:
        return edition.words["change_new"]
    state = before.get("state")
    status = state.get("status", "planned") if isinstance(state, dict) else "planned"
    words = edition.words
    changed = []
    if status != measure.status:
        changed.append(words["change_status"].format(status=edition.term("measure_status", str(status))))
    due = before.get("due_on")
    now_due = measure.due_on.isoformat() if measure.due_on else None
    if due != now_due:
        before_day = date_in_table(date.fromisoformat(str(due)), edition.language) if due else ""
        changed.append(words["change_due"].format(day=before_day) if due else words["change_due_first"])
    return ", ".join(changed)
