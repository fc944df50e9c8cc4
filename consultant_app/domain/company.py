"""A company the consortium is in touch with, as every partner may know it."""

from dataclasses import dataclass

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import TEXT_PART, code, group, line, part, reference
from consultant_app.domain.record import Record


@dataclass(frozen=True, slots=True)
class Address:
    street: str = part(TEXT_PART, "")
    plz: str = part(TEXT_PART, "")
    city: str = part(TEXT_PART, "")
    ags: str = part(TEXT_PART, "")


class Company(Record):
    __tablename__ = "company"
    home = SpaceKind.CONSORTIUM

    name: Mapped[str] = line(200, required=True, searched=True, printable=True)
    legal_form: Mapped[str | None] = code("legal_form", printable=True)
    address: Mapped[Address | None] = group(Address, searched=True, printable=True)
    lead_partner: Mapped[str | None] = reference("partner")

    def title(self) -> str:
        return self.name
