"""A company the consortium is in touch with, as every partner may know it."""

from dataclasses import dataclass

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.groups import Address
from consultant_app.domain.kinds import TEXT_PART, code, code_part, flag, group, line, part, reference, words
from consultant_app.domain.record import Record
from consultant_app.domain.value_lists import wz_divisions


@dataclass(frozen=True, slots=True)
class EconomicActivity:
    """By the official classification (WZ). The section says the edition; a code means something only within it."""

    section: str = part(code_part("wz_section"), "")
    code: str = part(TEXT_PART, "")
    """As far as it is known, of two to five digits: `25.62`."""

    def in_section(self, section: str) -> "EconomicActivity":
        """Another section; of the code what belongs to it stays."""
        fits = section == self.section or self.code[:2] in wz_divisions(section)
        return EconomicActivity(section, self.code if fits else "")


class Company(Record):
    """Companies joined by `merged_into` are one; its face is the end of the chain."""

    __tablename__ = "company"
    home = SpaceKind.CONSORTIUM

    name: Mapped[str] = line(200, required=True, searched=True, printable=True)
    legal_form: Mapped[str | None] = code("legal_form", printable=True)
    address: Mapped[Address | None] = group(Address, searched=True, printable=True)
    wz: Mapped[EconomicActivity | None] = group(EconomicActivity, printable=True)
    branch: Mapped[str] = line(200, searched=True, printable=True)
    """In the company's own words, where the section alone says too little."""
    lead_partner: Mapped[str | None] = reference("partner", printable=True)
    case_open: Mapped[bool] = flag()
    website: Mapped[str] = line(200, printable=True)
    phone: Mapped[str] = line(60, printable=True)
    mail: Mapped[str] = line(200, printable=True)
    register_number: Mapped[str] = line(100)
    """Court and number as on the letterhead; two records with the same one are the same company."""
    tags: Mapped[frozenset[str]] = words(searched=True)
    merged_into: Mapped[str | None] = reference("company")

    def label(self) -> str:
        return self.name or "Unternehmen"
