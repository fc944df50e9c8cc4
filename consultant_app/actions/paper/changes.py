"""What changed in measures since the last visit, in words: read from their history."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import select

from consultant_app.actions.companies.joining import group_of
from consultant_app.actions.paper.edition import Edition
from consultant_app.changes.change import RecordId, Value
from consultant_app.documents.typography import date_in_table
from consultant_app.domain.measure import Measure
from consultant_app.domain.visit import Visit
from consultant_app.workspace.history import history_of
from consultant_app.workspace.workspace import Reader

_UNKNOWN: Final = object()
"""Of what is not known nothing is said."""


def last_visit_before(reader: Reader, company: str | None, day: date, *, but: str = "") -> Visit | None:
    """The last visit of the company that took place before that day; `but` is another one."""
    earlier = (
        select(Visit)
        .where(Visit.company.in_(group_of(reader.raw, company)), Visit.id != but, Visit.held_on < day)
        .where(Visit.status.in_(("draft", "final", "signed")))
        .order_by(Visit.held_on.desc(), Visit.id)
        .limit(1)
    )
    return next(iter(reader.all(earlier)), None)


def changes_since(reader: Reader, measures: Iterable[Measure], day: date, *, edition: Edition) -> dict[str, str]:
    """By measure, those whose status or due date is another than at the end of that day, and those that are new."""
    then_ms = int(datetime.combine(day, time.max, tzinfo=edition.now.tzinfo).timestamp() * 1000)
    changes = {one.id: _change(one, _fields_at(reader, RecordId(one.id), then_ms), edition) for one in measures}
    return {measure: change for measure, change in changes.items() if change}


def _fields_at(reader: Reader, measure: RecordId, at_ms: int) -> Mapping[str, Value] | None:
    """The measure's values as they stood then, `_UNKNOWN` for those not here; None when it was not there yet."""
    values: dict[str, Value] = {}
    for step in history_of(reader.raw, measure):
        if step.at <= at_ms:
            values.update(step.fields)
            values.update(dict.fromkeys(step.hollow, _UNKNOWN))
    return values or None


def _change(measure: Measure, before: Mapping[str, Value] | None, edition: Edition) -> str:
    """In words; empty when nothing that counts has changed."""
    if before is None:
        return edition.words["change_new"]
    state, due = before.get("state"), before.get("due_on")
    status = state.get("status", "planned") if isinstance(state, dict) else "planned"
    words = edition.words
    changed = []
    if state is not _UNKNOWN and status != measure.status:
        changed.append(words["change_status"].format(status=edition.term("measure_status", str(status))))
    now_due = measure.due_on.isoformat() if measure.due_on else None
    if due is not _UNKNOWN and due != now_due:
        before_day = date_in_table(date.fromisoformat(str(due)), edition.language) if due else ""
        changed.append(words["change_due"].format(day=before_day) if due else words["change_due_first"])
    return ", ".join(changed)
