"""What moved in a plan since the last visit, as a protocol tells it."""

from datetime import date

from consultant_app.actions.paper.changes import changes_since
from consultant_app.actions.paper.edition import Edition
from consultant_app.actions.paper.plan import PlanRecords, plan_measure
from consultant_app.actions.paper.sources import People
from consultant_app.documents.contents import MeasureProgress
from consultant_app.workspace.workspace import Reader


def progress_since(
    reader: Reader, records: PlanRecords, people: People, *, since: date, edition: Edition
) -> tuple[MeasureProgress, ...]:
    """The measures that changed or are new since that day, in print order."""
    changes = changes_since(reader, records.measures, since, edition=edition)
    moved = []
    for measure in records.measures:
        if measure.id in changes:
            row = plan_measure(measure, records, people, edition=edition)
            moved.append(
                MeasureProgress(
                    number=row.number,
                    title=row.title,
                    responsible=row.responsible,
                    due_on=row.due_on,
                    status=row.status,
                    is_overdue=row.is_overdue,
                    change=changes[measure.id],
                )
            )
    return tuple(moved)
