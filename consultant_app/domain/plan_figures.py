"""What is computed from a plan: overdue measures, counts, and how far a key figure has come."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from consultant_app.domain.measure import Kpi, KpiValue, Measure

SETTLED: Final = frozenset({"done", "rejected", "postponed"})
"""A measure of these is never overdue."""


def is_overdue(measure: Measure, today: date) -> bool:
    return measure.due_on is not None and measure.due_on < today and measure.status not in SETTLED


def is_open(measure: Measure) -> bool:
    """Somebody still has to do something, now or after its reminder."""
    return measure.status not in {"done", "rejected"}


class PlanCounts(msgspec.Struct, frozen=True):
    """Each measure once: an overdue one counts as overdue only, a rejected one not in `total`."""

    total: int
    done: int
    in_progress: int
    planned: int
    postponed: int
    overdue: int
    rejected: int


def plan_counts(measures: Iterable[Measure], today: date) -> PlanCounts:
    """`planned` includes ideas."""
    counted = dict.fromkeys(("done", "in_progress", "planned", "postponed", "overdue", "rejected"), 0)
    for measure in measures:
        status = "overdue" if is_overdue(measure, today) else measure.status
        counted["planned" if status not in counted else status] += 1
    return PlanCounts(total=sum(counted.values()) - counted["rejected"], **counted)


def newest_value(values: Sequence[KpiValue]) -> KpiValue | None:
    """By date, ties by id; values without date or number do not count."""
    complete = [value for value in values if value.read_on and value.value is not None]
    return max(complete, key=lambda value: (value.read_on, value.id), default=None)


class KpiProgress(msgspec.Struct, frozen=True):
    """`raw` percent of the way from baseline to target, `bar` the same within 0 to 100 for drawing."""

    raw: Decimal
    bar: int


def kpi_progress(kpi: Kpi, values: Sequence[KpiValue]) -> KpiProgress | None:
    """None where there is no way to go: baseline, target or value missing, or baseline and target equal."""
    newest = newest_value(values)
    return way_covered(
        kpi.baseline.value if kpi.baseline else None,
        newest.value if newest else None,
        target=kpi.target.value if kpi.target else None,
    )


def way_covered(baseline: Decimal | None, newest: Decimal | None, *, target: Decimal | None) -> KpiProgress | None:
    """The same from the three numbers alone."""
    if newest is None or baseline is None or target is None or baseline == target:
        return None
    raw = (newest - baseline) / (target - baseline) * 100
    return KpiProgress(raw, int(min(Decimal(100), max(Decimal(0), raw)).to_integral_value()))


def effort_and_impact_are_rated(measure: Measure) -> bool:
    return bool(measure.effort and measure.impact)


def is_quick_win(measure: Measure) -> bool:
    return measure.effort == "low" and measure.impact == "high"
