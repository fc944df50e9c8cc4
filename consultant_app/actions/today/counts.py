"""How many there are: the numbers beside the places of the navigation."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, String, func, or_, select

from consultant_app.actions.companies.joining import joined_companies
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.plan_figures import SETTLED
from consultant_app.domain.record import Record
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader


class PlaceCounts(msgspec.Struct, frozen=True):
    visits_today: int
    companies: int
    visits: int
    overdue_measures: int
    notes: int


def place_counts(reader: Reader, today: date) -> PlaceCounts:
    return PlaceCounts(
        visits_today=_count(reader, Visit, Visit.held_on == today, Visit.status != "cancelled"),
        companies=_count(reader, Company) - len(joined_companies(reader.raw)),
        visits=_count(reader, Visit),
        overdue_measures=_count(reader, Measure, *overdue(today)),
        notes=_count(reader, Note),
    )


def overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    """The condition for a measure whose due date has passed without its being finished, put off or dropped."""
    status = func.json_extract(Measure.__table__.c.state, "$.status", type_=String)
    return (Measure.due_on < today, or_(status.is_(None), status.not_in(sorted(SETTLED))))


def _count(reader: Reader, cls: type[Record], *conditions: ColumnElement[bool] | Any) -> int:
    return reader.session.scalar(select(func.count()).select_from(cls).where(*conditions)) or 0
