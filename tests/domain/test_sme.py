from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.actions.samples.files import sample_file
from consultant_app.domain.company_profile import Figures
from consultant_app.domain.sme import NONE, UNKNOWN, Stake, kmu_class

CLASSES = ["KMU-MICRO", "KMU-SMALL", "KMU-MEDIUM", "KMU-NONE"]
MONEY = st.integers(0, 60_000_000).map(Decimal)
STAFF = st.integers(0, 3000).map(lambda tenths: Decimal(tenths) / 10)


def figures_of(row: dict[str, Any]) -> Figures:
    return Figures(
        reference_year=row["reference_year"],
        staff_jae=Decimal(str(row["staff_jae"])),
        turnover_eur=Decimal(row["turnover_eur"]),
        balance_eur=Decimal(row["balance_eur"]),
        relation=row["relation"],
    )


@pytest.mark.parametrize("company", sample_file("companies")["companies"], ids=lambda row: row["id"])
def test_every_sample_company_has_the_class_its_figures_make(company: dict[str, Any]) -> None:
    assert kmu_class(figures_of(company["figures"])) == company["kmu_class"]


@pytest.mark.parametrize("row", sample_file("declarations")["kmu_declarations"], ids=lambda row: row["id"])
def test_partners_count_by_their_share(row: dict[str, Any]) -> None:
    stakes = [
        Stake(
            one["kind"],
            Decimal(one["share_percent"]),
            Decimal(one["staff_jae"]),
            Decimal(one["turnover_eur"]),
            Decimal(one["balance_eur"]),
        )
        for one in row["partners"]
    ]
    assert kmu_class(figures_of(row), stakes) == row["computed_class"]


def test_a_linked_enterprise_counts_in_full_and_a_public_stake_excludes() -> None:
    small = Figures(2025, Decimal(20), Decimal(1_000_000), Decimal(1_000_000), "AUTONOMOUS")
    linked = Stake("LINKED", Decimal(60), Decimal(240), Decimal(1_000_000), Decimal(1_000_000))
    assert kmu_class(small) == "KMU-SMALL"
    assert kmu_class(small, [linked]) == NONE
    assert kmu_class(Figures(2025, Decimal(20), Decimal(1), Decimal(1), "PUBLIC25")) == NONE


def test_what_is_missing_leaves_the_class_unknown_only_where_it_decides() -> None:
    assert kmu_class(None) == UNKNOWN
    assert kmu_class(Figures(turnover_eur=Decimal(1), balance_eur=Decimal(1))) == UNKNOWN
    assert kmu_class(Figures(staff_jae=Decimal(5))) == UNKNOWN
    assert kmu_class(Figures(staff_jae=Decimal(5), turnover_eur=Decimal(1_000_000))) == "KMU-MICRO"
    assert kmu_class(Figures(staff_jae=Decimal(5), turnover_eur=Decimal(5_000_000))) == UNKNOWN
    assert kmu_class(Figures(staff_jae=Decimal(400), turnover_eur=Decimal(5))) == NONE


@given(STAFF, MONEY, MONEY, STAFF, MONEY, MONEY)
def test_more_of_anything_never_makes_an_enterprise_smaller(
    staff: Decimal, turnover: Decimal, balance: Decimal, more: Decimal, richer: Decimal, heavier: Decimal
) -> None:
    before = kmu_class(Figures(2025, staff, turnover, balance, "AUTONOMOUS"))
    after = kmu_class(Figures(2025, staff + more, turnover + richer, balance + heavier, "AUTONOMOUS"))
    assert CLASSES.index(before) <= CLASSES.index(after)
