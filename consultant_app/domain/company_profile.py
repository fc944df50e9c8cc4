"""What only the lead partner's office knows of a company: figures, SME status, certificates. One per company."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind, derived_id
from consultant_app.domain.kinds import (
    DATE_PART,
    DECIMAL_PART,
    MONEY_PART,
    WHOLE_PART,
    code,
    code_part,
    codes,
    group,
    long_text,
    on_date,
    part,
    reference,
    whole,
)
from consultant_app.domain.record import Record


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one closed fiscal year; `staff_jae` in annual work units, money in euro."""

    reference_year: int | None = part(WHOLE_PART, None)
    staff_jae: Decimal | None = part(DECIMAL_PART, None)
    turnover_eur: Decimal | None = part(MONEY_PART, None)
    balance_eur: Decimal | None = part(MONEY_PART, None)
    relation: str = part(code_part("kmu_relation"), "")


@dataclass(frozen=True, slots=True)
class KmuStatus:
    """What the company declared, or what we estimate; the class that follows from the figures is never stored."""

    basis: str = part(code_part("kmu_basis"), "")
    declared_class: str = part(code_part("kmu_class"), "")
    declared_on: date | None = part(DATE_PART, None)


def company_profile_id(company: str) -> RecordId:
    """Two laptops that begin a company's profile begin the same record."""
    return derived_id("company_profile", company)


class CompanyProfile(Record):
    __tablename__ = "company_profile"
    home = SpaceKind.OFFICE

    company: Mapped[str | None] = reference("company", required=True)
    headcount: Mapped[int | None] = whole(printable=True)
    figures: Mapped[Figures | None] = group(Figures)
    kmu_status: Mapped[KmuStatus | None] = group(KmuStatus, printable=True)
    deminimis_declared_on: Mapped[date | None] = on_date(printable=True)
    founded_year: Mapped[int | None] = whole()
    works_council: Mapped[str | None] = code("works_council")
    certificates: Mapped[frozenset[str]] = codes("certificate", printable=True)
    remark: Mapped[str] = long_text(searched=True)

    def label(self) -> str:
        return "Unternehmensprofil"
