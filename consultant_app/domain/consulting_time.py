"""How long a visit lasted, in hours and consulting days, and what about its times deserves a question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from consultant_app.domain.groups import Period, Times

LONG_VISIT_HOURS: Final = 10
"""Above this the screen asks whether the times are right (domain.md section 4)."""
DEFAULT_HOURS_PER_DAY: Final = Decimal(8)
ASSUMED_MINUTES: Final = 120
"""A visit takes 1.5 to 3 hours (domain.md section 2)."""
_CENT: Final = Decimal("0.01")


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def consulting_minutes(times: Times | None) -> int | None:
    """End less start less break; None while start or end is missing or the end is not after the start."""
    if times is None or times.start is None or times.end is None or times.end <= times.start:
        return None
    return max(0, _minutes(times.end) - _minutes(times.start) - (times.break_minutes or 0))


def consulting_hours(times: Times | None) -> Decimal | None:
    """With two decimals."""
    minutes = consulting_minutes(times)
    return None if minutes is None else (Decimal(minutes) / 60).quantize(_CENT, ROUND_HALF_UP)


def consulting_days(times: Times | None, hours_per_day: Decimal | None = None) -> Decimal | None:
    """Hours by the partner's hours of a consulting day, with two decimals."""
    minutes = consulting_minutes(times)
    if minutes is None:
        return None
    return (Decimal(minutes) / 60 / (hours_per_day or DEFAULT_HOURS_PER_DAY)).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Occupied:
    """A time in which a consultant was at work: a visit or a time entry, named by its record's id."""

    record: str
    day: date
    start: time
    end: time


def occupied(record: str, day: date | None, times: Times | None) -> Occupied | None:
    """None without a day or a start. While nobody noted an end, the visit is as long as most are."""
    if day is None or times is None or times.start is None:
        return None
    until = _minutes(times.start) + ASSUMED_MINUTES
    assumed = time(until // 60, until % 60) if until < 24 * 60 else time.max
    return Occupied(record, day, times.start, times.end or assumed)


def overlapping(one: Occupied, others: Iterable[Occupied]) -> list[Occupied]:
    """Those of other records at the same time; touching ends do not overlap."""
    return [
        o for o in others if o.record != one.record and o.day == one.day and o.start < one.end and one.start < o.end
    ]


def time_warnings(day: date | None, times: Times | None, *, today: date, grant: Period | None = None) -> list[str]:
    """Codes of value list `visit_check` that warn; a day in the future also blocks the final state."""
    warnings = []
    if day is not None and day > today:
        warnings.append("future_date")
    if day is not None and grant is not None and not grant.contains(day):
        warnings.append("outside_grant_period")
    minutes = consulting_minutes(times)
    if minutes is not None and minutes > LONG_VISIT_HOURS * 60:
        warnings.append("very_long")
    if times and minutes is not None and (times.break_minutes or 0) >= minutes + (times.break_minutes or 0):
        warnings.append("break_too_long")
    return warnings


def clocked_times(started_at: datetime, ended_at: datetime | None, *, break_minutes: int = 0) -> Times:
    """What the clock of a visit says, in whole minutes; both moments already in Europe/Berlin."""
    end = None if ended_at is None else time(ended_at.hour, ended_at.minute)
    return Times(start=time(started_at.hour, started_at.minute), end=end, break_minutes=break_minutes)
