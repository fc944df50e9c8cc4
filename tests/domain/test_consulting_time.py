from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.actions.samples.files import sample_file
from consultant_app.domain.consulting_time import (
    Occupied,
    clocked_times,
    consulting_days,
    consulting_hours,
    overlapping,
    time_warnings,
)
from consultant_app.domain.groups import Period, Times

TODAY = date(2026, 5, 19)


@pytest.mark.parametrize("row", sample_file("visits")["visits"], ids=lambda row: row["id"])
def test_hours_and_days_are_those_of_the_sample(row: dict[str, Any]) -> None:
    times = Times(time.fromisoformat(row["start"]), time.fromisoformat(row["end"]), row["break_minutes"])
    assert consulting_hours(times) == Decimal(str(row["consulting_hours"]))
    assert consulting_days(times) == Decimal(str(row["consulting_days"]))


def test_a_partner_may_reckon_its_day_by_other_hours() -> None:
    assert consulting_days(Times(time(9), time(16)), Decimal(7)) == Decimal("1.00")


@pytest.mark.parametrize("times", [None, Times(), Times(time(9)), Times(time(9), time(9)), Times(time(9), time(8))])
def test_without_a_whole_time_there_are_no_hours(times: Times | None) -> None:
    assert consulting_hours(times) is None
    assert consulting_days(times) is None


def test_what_deserves_a_question_is_named() -> None:
    grant = Period(date(2026, 1, 1), date(2026, 5, 1))
    long_day = Times(time(7), time(18, 30))
    assert time_warnings(date(2026, 5, 20), None, today=TODAY) == ["future_date"]
    assert time_warnings(TODAY, long_day, today=TODAY, grant=grant) == ["outside_grant_period", "very_long"]
    assert time_warnings(TODAY, Times(time(9), time(10), 60), today=TODAY) == ["break_too_long"]
    assert time_warnings(TODAY, Times(time(9), time(19)), today=TODAY, grant=Period()) == []
    assert time_warnings(None, None, today=TODAY, grant=grant) == []


def occupied(name: str, start: int, end: int, day: date = TODAY) -> Occupied:
    return Occupied(name, day, time(start), time(end))


def test_touching_visits_do_not_overlap_and_a_visit_not_itself() -> None:
    one = occupied("a", 9, 11)
    others = [one, occupied("b", 11, 12), occupied("c", 10, 12), occupied("d", 9, 11, date(2026, 5, 20))]
    assert [other.record for other in overlapping(one, others)] == ["c"]


@given(st.integers(0, 22), st.integers(1, 23), st.integers(0, 22), st.integers(1, 23))
def test_overlapping_is_mutual(a: int, b: int, c: int, d: int) -> None:
    one, other = occupied("a", min(a, b - 1), b), occupied("b", min(c, d - 1), d)
    assert bool(overlapping(one, [other])) == bool(overlapping(other, [one]))


def test_the_clock_counts_whole_minutes() -> None:
    started = datetime.fromisoformat("2026-05-19T13:34:40+02:00")
    assert clocked_times(started, None) == Times(time(13, 34))
    ended = datetime.fromisoformat("2026-05-19T14:21:07+02:00")
    assert clocked_times(started, ended, break_minutes=5) == Times(time(13, 34), time(14, 21), 5)
