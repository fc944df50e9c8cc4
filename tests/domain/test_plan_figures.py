from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.measure import Kpi, KpiValue, Measure, MeasureState, Reading
from consultant_app.domain.plan_figures import (
    is_overdue,
    is_quick_win,
    kpi_progress,
    newest_value,
    plan_counts,
)
from consultant_app.domain.value_lists import value_list

TODAY = date(2026, 5, 19)
STATUSES = list(value_list("measure_status").entries)


def measure(status: str, due_on: date | None = None) -> Measure:
    return Measure(title="x", state=MeasureState(status), due_on=due_on)


@pytest.mark.parametrize(("status", "late"), [("planned", True), ("in_progress", True), ("idea", True)])
@pytest.mark.parametrize("settled", ["done", "rejected", "postponed"])
def test_only_what_is_still_to_do_is_overdue(status: str, late: bool, settled: str) -> None:
    assert is_overdue(measure(status, date(2026, 5, 18)), TODAY) is late
    assert not is_overdue(measure(settled, date(2026, 5, 18)), TODAY)
    assert not is_overdue(measure(status, TODAY), TODAY)
    assert not is_overdue(measure(status), TODAY)


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)))))
def test_every_measure_counts_once(rows: list[tuple[str, date | None]]) -> None:
    counts = plan_counts([measure(status, due) for status, due in rows], TODAY)
    parts = (counts.done, counts.in_progress, counts.planned, counts.postponed, counts.overdue)
    assert sum(parts) == counts.total
    assert counts.total + counts.rejected == len(rows)


def kpi(baseline: str | None, target: str | None) -> Kpi:
    readings = [None if text is None else Reading(Decimal(text)) for text in (baseline, target)]
    return Kpi(name="x", baseline=readings[0], target=readings[1])


def value(number: str | None, day: int = 1, record: str = "a") -> KpiValue:
    reading = Reading(None if number is None else Decimal(number), date(2026, 5, day))
    return KpiValue(id=record, reading=reading)


def test_a_falling_target_counts_as_well() -> None:
    progress = kpi_progress(kpi("14", "2"), [value("9")])
    assert progress is not None
    assert (progress.bar, round(progress.raw, 1)) == (42, Decimal("41.7"))


def test_beyond_the_ends_the_bar_stays_and_the_number_shows_it() -> None:
    above = kpi_progress(kpi("60", "90"), [value("92")])
    below = kpi_progress(kpi("60", "90"), [value("57")])
    assert above is not None
    assert below is not None
    assert (above.bar, above.raw > 100, below.bar, below.raw) == (100, True, 0, Decimal(-10))


@pytest.mark.parametrize(("baseline", "target"), [(None, "5"), ("5", None), ("5", "5"), ("5.000", "5")])
def test_without_a_way_to_go_there_is_no_bar(baseline: str | None, target: str | None) -> None:
    assert kpi_progress(kpi(baseline, target), [value("4")]) is None
    assert kpi_progress(kpi("1", "2"), []) is None


def test_the_newest_value_is_by_day_then_id_and_skips_empty_ones() -> None:
    values = [value("1", 3, "b"), value("2", 3, "a"), value(None, 9), value("4", 2)]
    newest = newest_value(values)
    assert newest is not None
    assert newest.value == 1


def test_little_effort_with_much_impact_is_a_quick_win() -> None:
    assert is_quick_win(Measure(title="x", effort="low", impact="high"))
    assert not is_quick_win(Measure(title="x", effort="low"))
