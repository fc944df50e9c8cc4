from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consultant_app.documents import typography as t

GAP = t.NO_BREAK


def visible(text: str) -> str:
    return text.replace(GAP, "~")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1234.56"), "1.234,56"),
        (Decimal("612.0"), "612"),
        (Decimal("588.5"), "588,5"),
        (Decimal(-3), "−3"),
        (Decimal(0), "0"),
        (Decimal("1E+3"), "1.000"),
        (1000, "1.000"),
        (999, "999"),
        (Decimal("0.031"), "0,031"),
    ],
)
def test_numbers_have_comma_thousands_dot_and_a_real_minus(value: Decimal | int, written: str) -> None:
    assert t.number(value) == written


def test_rounding_is_half_up_and_never_minus_zero() -> None:
    assert t.number(Decimal("0.305"), places=2) == "0,31"
    assert t.number(Decimal("0.5"), places=2) == "0,50"
    assert t.number(Decimal("-0.4"), places=0) == "0"


def test_money_shows_cents_only_where_there_are_some() -> None:
    assert visible(t.money(Decimal("1234.5"))) == "1.234,50~€"
    assert visible(t.money(38000)) == "38.000~€"
    assert visible(t.percent(Decimal("41.67"))) == "42~%"


def test_dates_and_times_are_written_as_the_office_writes_them() -> None:
    day = date(2018, 4, 10)
    assert t.date_in_table(day) == "10.04.2018"
    assert visible(t.date_in_sentence(day)) == "10.~April 2018"
    assert visible(t.date_with_weekday(date(2026, 5, 19))) == "Dienstag, 19.~Mai 2026"
    assert visible(t.clock_range(time(9, 30), time(11, 45))) == "09:30–11:45~Uhr"
    assert visible(t.stamp(datetime(2026, 5, 19, 14, 58))) == "19.05.2026, 14:58~Uhr"  # noqa: DTZ001 - local time
    assert visible(t.duration(125)) == "2:05~h"


def test_an_english_paper_writes_days_and_numbers_in_english() -> None:
    assert visible(t.date_in_table(date(2026, 5, 9), "en")) == "9~May~2026"
    assert t.number(Decimal("1234.5"), "en") == "1,234.5"
    assert t.clock(time(9, 30), "en") == "09:30"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Das ist z.B. so, d. h. anders, u.a. am Ort", "Das ist z.~B. so, d.~h. anders, u.~a. am Ort"),
        ("i.d.R. gilt § 5 Abs. 2", "i.~d.~R. gilt §~5 Abs.~2"),
        ("am 10. April und 3. Quartal", "am 10.~April und 3.~Quartal"),
        ("Dr. Muster und Prof. Ümit", "Dr.~Muster und Prof.~Ümit"),
        ("12 % von 84 MWh für 38.000 €, 1,2 Mio. Euro", "12~% von 84~MWh für 38.000~€, 1,2~Mio.~Euro"),
        ("nach ISO 9001 in KW 24", "nach ISO~9001 in KW~24"),
        ("gut - sehr gut", "gut~– sehr gut"),
        ("und so weiter...", "und so weiter…"),
        ('Er sagte "ja" und ("nein").', "Er sagte „ja“ und („nein“)."),
        ('Ein 19" Monitor und ein 24" Monitor', 'Ein 19" Monitor und ein 24" Monitor'),
        ("https://example.org/a...b - siehe", "https://example.org/a...b~– siehe"),
        ("Das ist A. Und B. kam", "Das ist A. Und B. kam"),
        ("Bäckerei e. K. und Verein e.V.", "Bäckerei e.~K. und Verein e.~V."),
        ("um 9 Uhr 30", "um 9~Uhr 30"),
        ("Ruhrblech GmbH & Co. KG", "Ruhrblech GmbH &~Co.~KG"),
        ("5 kleine Betriebe", "5 kleine Betriebe"),
        ("3 lange Tage", "3 lange Tage"),
    ],
)
def test_typed_text_gets_the_spaces_dashes_and_quotes_of_print(typed: str, printed: str) -> None:
    assert visible(t.typeset(typed)) == printed


def test_english_words_get_english_quotes() -> None:
    assert t.typeset('He said "yes" and ("no").', "en") == "He said “yes” and (“no”)."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Gießerei läuft zweischichtig und braucht Wärme.", "de"),
        ("The foundry works in two shifts and needs heat.", "en"),
        ("Pumpenbauer", "en"),
        ("", "en"),
        ("Das Thema „supply chain of the future“ ist für die Firma neu", "de"),
    ],
)
def test_the_small_words_tell_in_which_language_somebody_wrote(text: str, language: t.Language) -> None:
    assert t.language_of(text, "en") == language


@given(st.text(alphabet='aäzBihd. -–…"„“§1%€\n', max_size=40))
@example('""""')
@example('"."a"."')
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    once = t.typeset(text)
    assert t.typeset(once) == once


@given(st.text(max_size=60))
def test_typesetting_keeps_every_letter_and_digit(text: str) -> None:
    def letters(some: str) -> str:
        return "".join(char for char in some if char.isalnum())

    assert letters(t.typeset(text)) == letters(t.printable(text))


def test_a_name_typed_in_pieces_is_put_together_and_invisible_characters_go() -> None:
    assert t.printable("Mu\u0308ller\u200b\x07\r\nx") == "Müller\nx"


def test_capitals_know_the_capital_sharp_s() -> None:
    assert t.capitals("Weiß Przykład") == "WEIẞ PRZYKŁAD"


def test_long_words_break_by_syllables_and_never_near_their_ends() -> None:
    assert list(t.hyphenations("Maßnahmenplan")) == [("Maßnahmen", "plan"), ("Maßnah", "menplan")]
    assert ("Druckluft-", "Leckageprüfung") in list(t.hyphenations("Druckluft-Leckageprüfung"))
    assert not list(t.hyphenations("Größe"))


def test_no_single_letter_is_cut_loose_and_ck_stays_together() -> None:
    assert ("Treib", "hausgase") not in list(t.hyphenations("Treibhausgase"))
    assert not [tail for _, tail in t.hyphenations("Wärmerückgewinnung") if tail.startswith("ck")]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß-", min_size=1, max_size=40))
def test_every_way_to_break_a_word_keeps_the_word(word: str) -> None:
    for head, tail in t.hyphenations(word):
        assert head + tail == word
        assert min(len(head), len(tail)) >= 4


def test_what_is_longer_than_any_word_is_not_hyphenated() -> None:
    assert list(t.hyphenations("Donaudampfschiff" * 6))
    assert not list(t.hyphenations("Donaudampfschiff" * 7))
