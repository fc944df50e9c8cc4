from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.dates import (
    ENGLISH_MONTHS,
    MONTHS,
    due_date,
    leading_date,
    long_date,
    read_date,
    short_date,
    spoken_date,
    understand_date,
)
from consultant_app.errors import RuleError

TUESDAY = date(2026, 5, 19)
DAYS = st.dates(date(2001, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("29.5.", "2026-05-29"),
        ("29.5", "2026-05-29"),
        ("29.05.26", "2026-05-29"),
        ("29. 5. 2027", "2027-05-29"),
        ("2026-05-29", "2026-05-29"),
        ("29. Mai", "2026-05-29"),
        ("29 mai 27", "2027-05-29"),
        ("1.1.", "2027-01-01"),
        ("19.5.", "2026-05-19"),
        ("18.5.", "2027-05-18"),
        ("29.2.", "2028-02-29"),
        ("Fr", "2026-05-22"),
        ("fr.", "2026-05-22"),
        ("Freitag", "2026-05-22"),
        ("nächsten Freitag", "2026-05-22"),
        ("naechsten Freitag", "2026-05-22"),
        ("Di", "2026-05-26"),
        ("Sonnabend", "2026-05-23"),
        ("KW 24", "2026-06-12"),
        ("kw24", "2026-06-12"),
        ("KW 3", "2027-01-22"),
        ("KW 53/26", "2027-01-01"),
        ("Ende Mai", "2026-05-31"),
        ("Mitte Juni", "2026-06-15"),
        ("Anfang Juni", "2026-06-01"),
        ("Anfang Mai", "2027-05-01"),
        ("März", "2027-03-31"),
        ("Maerz 27", "2027-03-31"),
        ("Mrz", "2027-03-31"),
        ("Ende Februar 2028", "2028-02-29"),
        ("Monatsende", "2026-05-31"),
        ("Jahresende", "2026-12-31"),
        ("Ende 2027", "2027-12-31"),
        ("Q1", "2027-03-31"),
        ("Ende Q3", "2026-09-30"),
        ("in 2 Wochen", "2026-06-02"),
        ("in zwei Wochen", "2026-06-02"),
        ("in fünf Tagen", "2026-05-24"),
        ("in fuenf Tagen", "2026-05-24"),
        ("in einem Monat", "2026-06-19"),
        ("in 1 Jahr", "2027-05-19"),
        ("nächste Woche", "2026-05-29"),
        ("diese Woche", "2026-05-22"),
        ("heute", "2026-05-19"),
        ("morgen", "2026-05-20"),
        ("Übermorgen", "2026-05-21"),
        ("uebermorgen", "2026-05-21"),
    ],
)
def test_what_people_type_is_understood(phrase: str, iso: str) -> None:
    assert understand_date(phrase, TUESDAY) == date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("today", "2026-05-19"),
        ("Tomorrow", "2026-05-20"),
        ("the day after tomorrow", "2026-05-21"),
        ("Fri", "2026-05-22"),
        ("next Friday", "2026-05-22"),
        ("on Tuesday", "2026-05-26"),
        ("in two weeks", "2026-06-02"),
        ("in 5 days", "2026-05-24"),
        ("in a month", "2026-06-19"),
        ("in 1 year", "2027-05-19"),
        ("this week", "2026-05-22"),
        ("next week", "2026-05-29"),
        ("end of the week", "2026-05-22"),
        ("week 24", "2026-06-12"),
        ("May 29", "2026-05-29"),
        ("29th of May", "2026-05-29"),
        ("June 3, 2027", "2027-06-03"),
        ("end of May", "2026-05-31"),
        ("mid June", "2026-06-15"),
        ("mid-June", "2026-06-15"),
        ("beginning of June", "2026-06-01"),
        ("end of the month", "2026-05-31"),
        ("end of the year", "2026-12-31"),
        ("end of 2027", "2027-12-31"),
        ("end of Q3", "2026-09-30"),
        ("nächsten Freitag", "2026-05-22"),
        ("29.5.", "2026-05-29"),
    ],
)
def test_in_an_english_window_english_and_german_words_mean_a_day(phrase: str, iso: str) -> None:
    assert understand_date(phrase, TUESDAY, "en") == date.fromisoformat(iso)


@pytest.mark.parametrize("phrase", ["tomorrow", "next Friday", "in two weeks", "Sat", "end of May"])
def test_in_a_german_window_english_words_mean_no_day(phrase: str) -> None:
    assert understand_date(phrase, TUESDAY) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_in_english_a_day_or_none_comes_of_it(phrase: str) -> None:
    found = understand_date(phrase, TUESDAY, "en")
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("names", [MONTHS, ENGLISH_MONTHS])
def test_months_are_understood_by_their_german_and_english_names(names: tuple[str, ...], number: int) -> None:
    name, day = names[number - 1], date(2026, number, 12)
    for typed in (name, name.lower(), name[:3]):
        assert understand_date(f"12. {typed} 2026", TUESDAY) == understand_date(f"12 {typed} 2026", TUESDAY) == day


@pytest.mark.parametrize(
    "phrase",
    ["", "bald", "12", "31.4.", "30.2.2026", "KW 54", "KW 0", "13.13.", "in Wochen", "M", "Ju", "in x Tagen", "."],
)
def test_what_is_no_date_is_none(phrase: str) -> None:
    assert understand_date(phrase, TUESDAY) is None


def test_a_month_ends_where_it_is_shorter() -> None:
    assert understand_date("in 1 Monat", date(2026, 1, 31)) == date(2026, 2, 28)


def test_on_a_saturday_this_week_is_today() -> None:
    assert understand_date("diese Woche", date(2026, 5, 23)) == date(2026, 5, 23)


@given(DAYS, DAYS)
def test_a_day_written_out_is_that_day_whenever_it_is_read(day: date, today: date) -> None:
    for written in (day.isoformat(), short_date(day), long_date(day), spoken_date(day).partition(", ")[2]):
        assert understand_date(written, today) == day
    for written in (short_date(day, "en"), long_date(day, "en"), spoken_date(day, "en").partition(", ")[2]):
        assert understand_date(written, today) == day


@given(DAYS, DAYS)
def test_a_day_without_year_is_the_next_one(day: date, today: date) -> None:
    found = understand_date(f"{day.day}.{day.month}.", today)
    assert found is not None
    assert found >= today
    assert (found.day, found.month) == (day.day, day.month)
    assert found - today <= timedelta(days=8 * 366 + 366)


@given(st.sampled_from(["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]), DAYS)
def test_a_weekday_is_within_the_coming_seven_days(weekday: str, today: date) -> None:
    found = understand_date(weekday, today)
    assert found is not None
    assert 1 <= (found - today).days <= 7


@given(st.text(), DAYS)
def test_no_text_is_too_much(text: str, today: date) -> None:
    found = understand_date(text, today)
    assert found is None or isinstance(found, date)
    leading_date(text.split(), today)


def test_the_longest_phrase_wins() -> None:
    assert leading_date(["29.", "Mai", "2027", "fertig"], TUESDAY) == (date(2027, 5, 29), 3)
    assert leading_date(["Ende", "Mai", "fertig"], TUESDAY) == (date(2026, 5, 31), 2)
    assert leading_date(["fertig"], TUESDAY) is None
    assert leading_date([], TUESDAY) is None


def test_the_echo_names_weekday_day_and_month() -> None:
    assert spoken_date(date(2026, 6, 9)) == "Di., 9. Juni 2026"


def test_a_due_date_shows_its_year_only_outside_the_running_one() -> None:
    assert due_date(date(2026, 6, 9), TUESDAY) == "09.06."
    assert due_date(date(2027, 6, 9), TUESDAY) == "09.06.2027"


def test_a_date_field_says_what_it_did_not_understand() -> None:
    assert read_date("morgen", TUESDAY) == date(2026, 5, 20)
    with pytest.raises(RuleError, match="not_a_date"):
        read_date("irgendwann", TUESDAY)
