"""A frozen paper as it was signed: its very bytes, and appended to them the ink of the signatures and the seal."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import at_instant, reference, references
from consultant_app.domain.record import Record


class Edition(Record):
    """There may be several, made on several laptops: all are kept, and `actions/documents/editions.py` says which
    one is shown.
    """

    __tablename__ = "edition"
    home = SpaceKind.OFFICE
    parent = "document"
    written_once = True
    is_evidence = True

    document: Mapped[str | None] = reference("document", required=True)
    made_at: Mapped[datetime | None] = at_instant(required=True)
    made_by: Mapped[str | None] = reference("user")
    signatures: Mapped[frozenset[str]] = references("signature")
    """Those that are drawn in."""
    file: Mapped[str | None] = reference("attachment", required=True)

    def label(self) -> str:
        return f"Unterschriebene Fassung, {self.made_at:%d.%m.%Y}" if self.made_at else "Unterschriebene Fassung"
