"""A person at a company: whom consultants talk to, and about whom personal data are kept."""

from datetime import date

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import code, flag, line, long_text, on_date, reference
from consultant_app.domain.record import Record


class Contact(Record):
    """Every personal field here is about this very record."""

    __tablename__ = "contact"
    home = SpaceKind.OFFICE

    company: Mapped[str | None] = reference("company", required=True)
    salutation: Mapped[str | None] = code("salutation", personal=True, printable=True)
    title: Mapped[str] = line(60, personal=True, printable=True)
    first_name: Mapped[str] = line(100, personal=True, searched=True, printable=True)
    last_name: Mapped[str] = line(100, required=True, personal=True, searched=True, printable=True)
    greeting: Mapped[str] = line(200, personal=True, printable=True)
    """Replaces the salutation line that would follow from the name."""
    job: Mapped[str] = line(200, personal=True, searched=True, printable=True)
    role: Mapped[str | None] = code("participant_role", personal=True, printable=True)
    mail: Mapped[str] = line(200, personal=True, searched=True, printable=True)
    phone: Mapped[str] = line(60, personal=True, printable=True)
    mobile: Mapped[str] = line(60, personal=True, printable=True)
    is_primary: Mapped[bool] = flag(printable=True)
    left_on: Mapped[date | None] = on_date(personal=True)
    source: Mapped[str] = line(200, personal=True)
    remark: Mapped[str] = long_text(personal=True, searched=True)

    @classmethod
    def still_there(cls, day: date) -> ColumnElement[bool]:
        """The condition that a contact has not left by this day."""
        return or_(cls.left_on.is_(None), cls.left_on > day)

    def has_left(self, day: date) -> bool:
        return self.left_on is not None and self.left_on <= day

    def label(self) -> str:
        return self.full_name or self.job or "Ansprechperson"

    @property
    def full_name(self) -> str:
        """As printed, the title before the name, without salutation."""
        return " ".join(word for word in (self.title, self.first_name, self.last_name) if word)
