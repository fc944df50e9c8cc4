"""A file that belongs to a record; its bytes are kept by their SHA-256, apart from the records."""

from datetime import date

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import flag, line, on_date, reference, whole
from consultant_app.domain.record import Record


class Attachment(Record):
    __tablename__ = "attachment"
    home = SpaceKind.ORGANISATION

    file_name: Mapped[str] = line(255, required=True, personal=True, searched=True)
    media_type: Mapped[str] = line(100)
    size_bytes: Mapped[int | None] = whole()
    sha256: Mapped[str] = line(64)
    about: Mapped[str | None] = reference(
        "company",
        "consulting_case",
        "contact",
        "visit",
        "action_plan",
        "measure",
        "note",
        "document",
        "signature",
        "edition",
        "partner",
        "funding_profile",
        personal=True,
    )
    description: Mapped[str] = line(200, personal=True, searched=True)
    taken_on: Mapped[date | None] = on_date()
    consent_given: Mapped[bool] = flag(personal=True)
    """Whoever can be recognised on the photo agreed to it."""

    def label(self) -> str:
        return self.description or self.file_name or "Anlage"
