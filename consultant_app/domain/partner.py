"""A project partner: one of the organisations whose consultants visit companies."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.groups import Address, LogoFiles
from consultant_app.domain.kinds import decimal, group, line
from consultant_app.domain.record import Record


class Partner(Record):
    """Its id is `changes.spaces.partner_id(code)`."""

    __tablename__ = "partner"
    home = SpaceKind.CONSORTIUM

    code: Mapped[str] = line(10, required=True, printable=True)
    name: Mapped[str] = line(200, required=True, searched=True, printable=True)
    short_name: Mapped[str] = line(60, printable=True)
    address: Mapped[Address | None] = group(Address, printable=True)
    phone: Mapped[str] = line(60, printable=True)
    mail: Mapped[str] = line(200, printable=True)
    website: Mapped[str] = line(200, printable=True)
    dpo_mail: Mapped[str] = line(200, printable=True)
    supervisor: Mapped[str] = line(200, printable=True)
    """The data protection authority that complaints go to."""
    logo: Mapped[LogoFiles | None] = group(LogoFiles, printable=True)
    hours_per_consulting_day: Mapped[Decimal | None] = decimal(2)

    def label(self) -> str:
        return self.short_name or self.name or self.code or "Projektpartner"
