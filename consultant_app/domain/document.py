"""A frozen paper: what was handed out for signature, by its bytes and never made anew.

The PDF itself is an attachment beside the record. A document is written once: whatever is corrected later gets a
document of its own, and which of them stands is a field of the visit.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.check_code import spelled
from consultant_app.domain.kinds import at_instant, code, line, long_text, on_date, reference, references, whole
from consultant_app.domain.record import Record
from consultant_app.domain.value_lists import label_of

VISIT_PROTOCOL: Final = "visit_protocol"
"""The code of value list `document_kind`."""


class Document(Record):
    __tablename__ = "document"
    home = SpaceKind.OFFICE
    written_once = True
    is_evidence = True

    about: Mapped[str | None] = reference("visit", "action_plan", required=True)
    company: Mapped[str | None] = reference("company")
    kind: Mapped[str | None] = code("document_kind")
    number: Mapped[str] = line(40, searched=True)
    version: Mapped[int | None] = whole()
    title: Mapped[str] = line(300, searched=True)
    language: Mapped[str] = line(2)
    finalised_at: Mapped[datetime | None] = at_instant()
    finalised_by: Mapped[str | None] = reference("user")
    check_code: Mapped[str] = line(16, searched=True)
    contents_sha256: Mapped[str] = line(64)
    """Of the canonical JSON inside the PDF; the check code is its beginning."""
    file: Mapped[str | None] = reference("attachment")
    made_from: Mapped[str] = long_text()
    """The ids of the changes that the printed fields of the visit and its parts stood on, one a line."""
    people: Mapped[frozenset[str]] = references("contact", personal=True)
    """Contacts named on the paper."""
    retain_until: Mapped[date | None] = on_date()
    """How long the paper is kept as evidence of the funding."""

    def label(self) -> str:
        words = f"{label_of('document_kind', self.kind) or 'Dokument'} {self.number}".rstrip()
        return f"{words}, Prüfcode {spelled(self.check_code)}"

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(self.made_from.split())
