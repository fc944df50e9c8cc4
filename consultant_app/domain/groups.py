"""Groups of values that merge as one, where more than one record type uses them."""

from dataclasses import dataclass
from datetime import date, time

from consultant_app.domain.kinds import (
    DATE_PART,
    MUNICIPALITY_PART,
    TEXT_PART,
    TIME_PART,
    WHOLE_PART,
    part,
    reference_part,
)
from consultant_app.errors import RuleError


@dataclass(frozen=True, slots=True)
class Address:
    street: str = part(TEXT_PART, "")
    plz: str = part(TEXT_PART, "")
    city: str = part(TEXT_PART, "")
    ags: str = part(MUNICIPALITY_PART, "")


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it; an open end is None."""

    start: date | None = part(DATE_PART, None)
    end: date | None = part(DATE_PART, None)

    def contains(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Times:
    """Within one day, Europe/Berlin."""

    start: time | None = part(TIME_PART, None)
    end: time | None = part(TIME_PART, None)
    break_minutes: int = part(WHOLE_PART, 0)


@dataclass(frozen=True, slots=True)
class LogoFiles:
    """The files of one logo; the black one is for paper that is printed in grey."""

    colour: str = part(reference_part("attachment"), "")
    black: str = part(reference_part("attachment"), "")


def check_period(period: Period | None, *, field: str) -> None:
    """Raises RuleError("end_before_start") for a period that ends before it starts."""
    if period and period.start and period.end and period.end < period.start:
        raise RuleError("end_before_start", field=field, start=period.start, end=period.end)
