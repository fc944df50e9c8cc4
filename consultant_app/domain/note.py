"""A consulting note. Who can read it follows from the space it stands in; it never reaches a document."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import code, line, long_text, on_date, reference
from consultant_app.domain.record import Record
from consultant_app.domain.text import beginning

NOTE_SPACES: Final = {
    "shared": SpaceKind.CONSORTIUM,
    "partner": SpaceKind.ORGANISATION,
    "private": SpaceKind.PERSON,
}
"""The space of each visibility (value list `note_visibility`)."""


class Note(Record):
    __tablename__ = "note"
    home = SpaceKind.ORGANISATION
    lends_its_persons = True

    title: Mapped[str] = line(200, personal=True, searched=True)
    text: Mapped[str] = long_text(personal=True, searched=True)
    kind: Mapped[str | None] = code("note_kind", default="observation")
    company: Mapped[str | None] = reference("company")
    consulting_case: Mapped[str | None] = reference("consulting_case")
    contact: Mapped[str | None] = reference("contact", personal=True)
    visit: Mapped[str | None] = reference("visit")
    measure: Mapped[str | None] = reference("measure")
    csr_field: Mapped[str | None] = code("csr_field")
    noted_on: Mapped[date | None] = on_date()
    due_on: Mapped[date | None] = on_date()
    done_on: Mapped[date | None] = on_date()

    def label(self) -> str:
        first_line = self.text.strip().partition("\n")[0]
        return self.title or beginning(first_line) or "Notiz"
