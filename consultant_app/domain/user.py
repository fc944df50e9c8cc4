"""A person who works with this program: a consultant, office staff, a lead."""

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import code, codes, flag, line, reference
from consultant_app.domain.record import Record


class User(Record):
    """Its id is `changes.spaces.user_id(partner code, mail or name)`. `name` is the full name as shown and printed."""

    __tablename__ = "user"
    home = SpaceKind.CONSORTIUM

    name: Mapped[str] = line(200, required=True, searched=True, printable=True)
    salutation: Mapped[str | None] = code("salutation", printable=True)
    title: Mapped[str] = line(60, printable=True)
    first_name: Mapped[str] = line(100, printable=True)
    last_name: Mapped[str] = line(100, printable=True)
    mail: Mapped[str] = line(200, printable=True)
    phone: Mapped[str] = line(60, printable=True)
    partner: Mapped[str | None] = reference("partner", printable=True)
    roles: Mapped[frozenset[str]] = codes("app_role")
    csr_fields: Mapped[frozenset[str]] = codes("csr_field")
    active: Mapped[bool] = flag(default=True)
    device_letters: Mapped[str] = line(4)

    def label(self) -> str:
        return self.name or "Benutzer/in"
