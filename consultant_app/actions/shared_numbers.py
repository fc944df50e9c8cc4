"""Numbers that two laptops gave out without knowing of each other: who has them, and another one for the later.

A measure's number counts within its plan, so two laptops without network give the same one; a visit's has the letters
of its device, which two workspaces made without a server share.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from consultant_app.changes.change import RecordId
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.domain.numbers import next_measure_number, next_visit_number
from consultant_app.domain.visit import FINISHED, Visit
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.identity import Identity
from consultant_app.workspace.log import heads_by_field, load_change
from consultant_app.workspace.workspace import Reader


@dataclass(frozen=True, slots=True)
class Holder:
    """One of the records with a shared number; `is_fixed` when it stands on paper that was frozen or signed."""

    id: RecordId
    name: str
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """`first` keeps the number: what is on frozen paper, else what had it earlier. The `later` ones in that order."""

    number: str
    first: Holder
    later: tuple[Holder, ...]

    @property
    def can_change(self) -> tuple[Holder, ...]:
        return tuple(one for one in self.later if not one.is_fixed)

    def holds(self, record: str) -> bool:
        return any(one.id == record for one in (self.first, *self.later))


def shared_measure_numbers(work: Reader | Writer, plan: str) -> tuple[SharedNumber, ...]:
    """Of one plan, by number. The same on every laptop that knows the same changes."""
    rows = work.session.execute(
        select(Measure.id, Measure.number, Measure.title).where(Measure.action_plan == plan, Measure.number != "")
    )
    return _shared(work, [(row.number, Holder(RecordId(row.id), row.title)) for row in rows])


def shared_visit_numbers(work: Reader | Writer, visit: str) -> tuple[SharedNumber, ...]:
    """The number of this visit, where others have it as well; else nothing."""
    number = select(Visit.number).where(Visit.id == visit, Visit.number != "").scalar_subquery()
    columns = select(Visit.id, Visit.number, Visit.company, Visit.status, Visit.document).where(Visit.number == number)
    found = work.session.execute(columns).all()
    if len(found) < 2:
        return ()
    companies = select(Company.id, Company.name).where(Company.id.in_({row.company for row in found}))
    names = {row.id: row.name for row in work.session.execute(companies)}
    holders = [
        (row.number, Holder(RecordId(row.id), names.get(row.company or "", ""), is_fixed=_is_fixed(row)))
        for row in found
    ]
    return _shared(work, holders)


def renumber_measures(writer: Writer, plan: str, number: str) -> str:
    """Gives those that had a number later the next free ones of the plan; returns the last of these, "" where nobody
    shares the number any more.
    """
    holders = _changeable(shared_measure_numbers(writer, plan), number)

    def next_free(measure: Measure, taken: Sequence[str]) -> str:
        field = csr_fields().get(measure.field_code)
        return next_measure_number(field.letter if field else "", taken)

    taken = list(writer.session.scalars(select(Measure.number).where(Measure.action_plan == plan)))
    return _renumber([writer.get(Measure, one.id) for one in holders], taken, next_free=next_free)


def renumber_visits(writer: Writer, visit: str, identity: Identity, *, today: date) -> str:
    """The same for visits; a signed one keeps what stands on its paper."""
    number = writer.get(Visit, visit).number
    holders = _changeable(shared_visit_numbers(writer, visit), number)

    def next_free(one: Visit, taken: Sequence[str]) -> str:
        year = (one.held_on or today).year
        return next_visit_number(identity.partner_code, year, letters=identity.device_letters, taken=taken)

    taken = list(writer.session.scalars(select(Visit.number).where(Visit.number != "")))
    return _renumber([writer.get(Visit, one.id) for one in holders], taken, next_free=next_free)


def _renumber(records: Sequence[Any], taken: list[str], *, next_free: Callable[[Any, list[str]], str]) -> str:
    for record in records:
        record.number = next_free(record, taken)
        taken.append(record.number)
    return taken[-1] if records else ""


def _is_fixed(visit: Any) -> bool:
    return visit.status == "signed" or (visit.status in FINISHED and visit.document is not None)


def _changeable(shared: Sequence[SharedNumber], number: str) -> tuple[Holder, ...]:
    return tuple(holder for one in shared if one.number == number for holder in one.can_change)


def _shared(work: Reader | Writer, holders: Sequence[tuple[str, Holder]]) -> tuple[SharedNumber, ...]:
    by_number: dict[str, list[Holder]] = defaultdict(list)
    for number, holder in holders:
        by_number[number].append(holder)
    found = []
    for number, several in sorted(by_number.items()):
        if len(several) > 1:
            first, *later = sorted(several, key=lambda one: (not one.is_fixed, _given_at(work.raw, one.id), one.id))
            found.append(SharedNumber(number, first, tuple(later)))
    return tuple(found)


def _given_at(raw: Any, record: RecordId) -> int:
    """When the number was given, by the clock of the device that gave it: the same on every laptop."""
    row = raw.execute("SELECT heads FROM record WHERE id = ?", (record,)).fetchone()
    changes = [load_change(raw, change) for change in heads_by_field(raw, row[0]).get("number", ())] if row else []
    return min((one.change.at for one in changes if one is not None), default=0)
