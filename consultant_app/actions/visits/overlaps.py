"""Where a visit meets another one of the same consultants: worth a word, never a hindrance."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from consultant_app.actions.companies.joining import faces_by_id
from consultant_app.changes.change import RecordId
from consultant_app.domain.consulting_time import occupied, overlapping
from consultant_app.domain.groups import Times
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader


@dataclass(frozen=True, slots=True)
class DayVisit:
    """Another visit of the same day and people. `end` is None while nobody noted it."""

    id: RecordId
    company_name: str
    day: date
    start: time | None
    end: time | None


def visits_of_day(reader: Reader, users: Set[str], day: date, *, besides: str = "") -> tuple[DayVisit, ...]:
    """What these consultants do on a day, by the clock; cancelled visits and the one named left out."""
    columns = select(Visit.id, Visit.company, Visit.held_on, Visit.times, Visit.consultants).where(
        Visit.held_on == day, Visit.id != besides, Visit.status != "cancelled"
    )
    found = [one for one in reader.session.execute(columns) if not users.isdisjoint(one.consultants)]
    companies = {id_: one.name for id_, one in faces_by_id(reader, {one.company for one in found}).items()}
    listed = [
        DayVisit(
            RecordId(one.id),
            companies.get(one.company or "", ""),
            one.held_on,
            one.times.start if one.times else None,
            one.times.end if one.times else None,
        )
        for one in found
    ]
    return tuple(sorted(listed, key=lambda one: (one.start or time.min, one.company_name, one.id)))


def clashes(day: date | None, times: Times | None, others: Iterable[DayVisit]) -> tuple[DayVisit, ...]:
    """Those of the others that are at the same time. Nothing while there is no day or no start."""
    wanted = occupied("", day, times)
    if wanted is None:
        return ()
    by_id = {one.id: one for one in others}
    taken = [occupied(one.id, one.day, Times(start=one.start, end=one.end)) for one in by_id.values()]
    met = overlapping(wanted, [one for one in taken if one is not None])
    return tuple(by_id[RecordId(one.record)] for one in met)
