import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.numbers import (
    DEVICE_ALPHABET,
    check_device_letters,
    next_case_number,
    next_measure_number,
    next_plan_number,
    next_visit_number,
)
from consultant_app.errors import RuleError


def test_numbers_name_partner_year_and_device() -> None:
    assert next_visit_number("EN", 2026, letters="DK", taken=[]) == "BP-EN-2026-DK001"
    assert next_case_number("EN", 2026, letters="DK", taken=[]) == "EN-2026-FDK001"
    assert next_plan_number("EN", 2026, letters="XX", taken=["MP-EN-2026-XX009"]) == "MP-EN-2026-XX010"


def test_only_this_devices_numbers_of_this_year_count() -> None:
    taken = ["BP-EN-2026-DK007", "BP-EN-2025-DK090", "BP-EN-2026-AB400", "BP-EN-2026-DK003", "BP-EN-2026-DK999x"]
    assert next_visit_number("EN", 2026, letters="DK", taken=taken) == "BP-EN-2026-DK008"
    assert next_visit_number("EN", 2026, letters="DK", taken=["BP-EN-2026-DK999"]) == "BP-EN-2026-DK1000"


@given(st.lists(st.sampled_from(["M", "U", "A", "G"]), max_size=30))
def test_measures_of_a_plan_never_share_a_number(letters: list[str]) -> None:
    taken: list[str] = []
    for letter in letters:
        taken.append(next_measure_number(letter, taken))
    assert len(set(taken)) == len(taken)


def test_gaps_are_not_filled() -> None:
    assert next_measure_number("U", ["U-1", "U-4", "M-9"]) == "U-5"


@pytest.mark.parametrize("letters", ["", "A", "ABC", "AI", "OX", "ab", "A1"])
def test_a_device_has_two_letters_without_i_and_o(letters: str) -> None:
    with pytest.raises(RuleError, match="device_letters"):
        check_device_letters(letters)


def test_every_pair_of_the_alphabet_is_fine() -> None:
    check_device_letters(DEVICE_ALPHABET[0] + DEVICE_ALPHABET[-1])
