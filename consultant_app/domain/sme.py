"""The size class of an enterprise by Commission Recommendation 2003/361/EC, annex, articles 2 to 6."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from consultant_app.domain.catalogues import kmu_classes
from consultant_app.domain.company_profile import Figures

UNKNOWN: Final = "KMU-UNKNOWN"
NONE: Final = "KMU-NONE"
PUBLIC: Final = "PUBLIC25"
"""A public stake of a quarter or more: no SME, whatever the figures say."""


@dataclass(frozen=True, slots=True)
class Stake:
    """Another enterprise whose figures count: a partner's by its share, a linked one's in full."""

    relation: str
    share_percent: Decimal
    staff_jae: Decimal
    turnover_eur: Decimal
    balance_eur: Decimal

    @property
    def weight(self) -> Decimal:
        return Decimal(1) if self.relation == "LINKED" else self.share_percent / 100


def kmu_class(figures: Figures | None, stakes: Iterable[Stake] = ()) -> str:
    """The class's code; unknown as long as a figure that decides is missing."""
    if figures is None:
        return UNKNOWN
    if figures.relation == PUBLIC:
        return NONE
    staff, turnover, balance = figures.staff_jae, figures.turnover_eur, figures.balance_eur
    if staff is None or (turnover is None and balance is None):
        return UNKNOWN
    for stake in stakes:
        staff += stake.weight * stake.staff_jae
        turnover = None if turnover is None else turnover + stake.weight * stake.turnover_eur
        balance = None if balance is None else balance + stake.weight * stake.balance_eur
    return _class_of(staff, turnover=turnover, balance=balance)


def _class_of(staff: Decimal, *, turnover: Decimal | None, balance: Decimal | None) -> str:
    undecided = False
    for size in kmu_classes():
        if size.staff_below is None or size.turnover_max_eur is None or size.balance_max_eur is None:
            return UNKNOWN if undecided else NONE
        if staff >= size.staff_below:
            continue
        within_turnover = turnover is not None and turnover <= size.turnover_max_eur
        within_balance = balance is not None and balance <= size.balance_max_eur
        if within_turnover or within_balance:
            return UNKNOWN if undecided else size.code
        # One money limit is broken and the other figure is missing: the class may still be this one.
        undecided = undecided or turnover is None or balance is None
    return NONE
