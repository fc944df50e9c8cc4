from datetime import date

from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.domain.funding_rules import profile_on
from consultant_app.domain.groups import Period


def profile(name: str, start: date | None, end: date | None) -> FundingProfile:
    return FundingProfile(id=name, project_name=name, validity=Period(start, end))


OLD = profile("old", date(2017, 12, 1), date(2020, 11, 30))
NEW = profile("new", date(2020, 6, 1), None)


def test_the_profile_of_the_visits_day_is_printed_not_that_of_today() -> None:
    assert profile_on([NEW, OLD], date(2019, 3, 12)) is OLD
    assert profile_on([NEW, OLD], date(2026, 5, 19)) is NEW
    assert profile_on([OLD], date(2026, 5, 19)) is None


def test_both_ends_belong_to_it_and_of_two_the_later_counts() -> None:
    assert profile_on([OLD], date(2020, 11, 30)) is OLD
    assert profile_on([OLD, NEW], date(2020, 11, 30)) is NEW


def test_one_without_a_time_is_always_valid_but_gives_way() -> None:
    always = FundingProfile(id="always", project_name="always")
    assert profile_on([always, NEW], date(2026, 1, 1)) is NEW
    assert profile_on([always, NEW], date(2001, 1, 1)) is always
