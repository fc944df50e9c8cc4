"""Who pays for the project and what every printed paper must say of it."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.groups import LogoFiles, Period, check_period
from consultant_app.domain.kinds import group, line, long_text, on_date
from consultant_app.domain.record import Record
from consultant_app.errors import RuleError

UNION: Final = "Europäische Union"
"""Written in full wherever the emblem stands or is missing (Regulation (EU) 821/2014, article 4)."""


class FundingProfile(Record):
    """`period` is the project's; papers dated within `validity` carry this profile. Logo texts stand in for files.

    Who uploads a logo, and where its file is kept: `actions/paper/logos.py`.
    """

    __tablename__ = "funding_profile"
    home = SpaceKind.CONSORTIUM

    project_name: Mapped[str] = line(200, required=True, printable=True)
    grant_number: Mapped[str] = line(100, printable=True)
    funder: Mapped[str] = line(300, printable=True)
    fund: Mapped[str] = line(300, printable=True)
    period: Mapped[Period | None] = group(Period, printable=True)
    validity: Mapped[Period | None] = group(Period)
    sentence_long: Mapped[str] = long_text(printable=True)
    sentence_short: Mapped[str] = long_text(printable=True)
    logo_eu: Mapped[LogoFiles | None] = group(LogoFiles, printable=True)
    logo_eu_text: Mapped[str] = line(200, printable=True)
    logo_fund: Mapped[LogoFiles | None] = group(LogoFiles, printable=True)
    logo_fund_text: Mapped[str] = line(200, printable=True)
    logo_ministry: Mapped[LogoFiles | None] = group(LogoFiles, printable=True)
    logo_ministry_text: Mapped[str] = line(200, printable=True)
    logo_project: Mapped[LogoFiles | None] = group(LogoFiles, printable=True)
    logo_project_text: Mapped[str] = line(200, printable=True)
    retain_until: Mapped[date | None] = on_date(printable=True)

    def label(self) -> str:
        return self.project_name or "Förderprofil"

    def check(self) -> None:
        check_period(self.period, field="period")
        check_period(self.validity, field="validity")
        if self.logo_eu_text and UNION not in self.logo_eu_text:
            raise RuleError("union_not_in_full", field="logo_eu_text", union=UNION)
