"""A visit: what was talked about and agreed at a company, printed as one visit protocol of two to four pages.

Its parts (participants, topic notes, findings, recommendations, agreements) stand in `visit_parts`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.groups import Times
from consultant_app.domain.kinds import (
    DATE_PART,
    FLAG_PART,
    INSTANT_PART,
    TEXT_PART,
    TIME_PART,
    code,
    code_part,
    codes,
    flag,
    group,
    line,
    long_text,
    on_date,
    part,
    reference,
    references,
    whole,
)
from consultant_app.domain.record import Record
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import RuleError

HELD: Final = frozenset({"draft", "final", "signed"})
"""The states of a visit that took place, or is taking place."""
FINISHED: Final = frozenset({"final", "signed"})
"""The states of a visit whose protocol stands."""


@dataclass(frozen=True, slots=True)
class Place:
    kind: str = part(code_part("place_kind"), "")
    text: str = part(TEXT_PART, "")


@dataclass(frozen=True, slots=True)
class Appointment:
    """The next one; `open` when both sides left it open on purpose."""

    day: date | None = part(DATE_PART, None)
    start: time | None = part(TIME_PART, None)
    end: time | None = part(TIME_PART, None)
    kind: str = part(code_part("visit_kind"), "")
    place: str = part(TEXT_PART, "")
    open: bool = part(FLAG_PART, False)


@dataclass(frozen=True, slots=True)
class Clock:
    """What ran while the visit did; `times` is what people say of it."""

    started_at: datetime | None = part(INSTANT_PART, None)
    ended_at: datetime | None = part(INSTANT_PART, None)

    @property
    def runs(self) -> bool:
        return self.started_at is not None and self.ended_at is None


class Visit(Record):
    __tablename__ = "visit"
    home = SpaceKind.ORGANISATION
    follows_case = True

    company: Mapped[str | None] = reference("company", required=True, printable=True)
    consulting_case: Mapped[str | None] = reference("consulting_case", printable=True)
    contact: Mapped[str | None] = reference("contact", personal=True, printable=True)
    number: Mapped[str] = line(40, searched=True, printable=True)
    doc_version: Mapped[int | None] = whole(printable=True)
    kind: Mapped[str | None] = code("visit_kind", printable=True)
    status: Mapped[str | None] = code("visit_status", default="planned", printable=True)
    held_on: Mapped[date | None] = on_date(indexed=True, printable=True)
    times: Mapped[Times | None] = group(Times, printable=True)
    travel_minutes: Mapped[int | None] = whole()
    place: Mapped[Place | None] = group(Place, printable=True)
    consultants: Mapped[frozenset[str]] = references("user", printable=True)
    clock: Mapped[Clock | None] = group(Clock)
    occasion: Mapped[str] = long_text(searched=True, printable=True)
    goal: Mapped[str] = long_text(searched=True, printable=True)
    situation: Mapped[str] = long_text(searched=True, printable=True)
    market: Mapped[str] = long_text(searched=True, printable=True)
    environment: Mapped[str] = long_text(searched=True, printable=True)
    workplace: Mapped[str] = long_text(searched=True, printable=True)
    community: Mapped[str] = long_text(searched=True, printable=True)
    guiding_questions: Mapped[frozenset[str]] = codes("guiding_question")
    """Those ticked as asked."""
    document: Mapped[str | None] = reference("document")
    """The frozen protocol that stands; none while the visit is a draft."""
    no_agreements: Mapped[bool] = flag(printable=True)
    """Chosen actively: nothing was agreed."""
    equality: Mapped[str] = long_text(searched=True, printable=True)
    non_discrimination: Mapped[str] = long_text(searched=True, printable=True)
    sustainability: Mapped[str] = long_text(searched=True, printable=True)
    handed_over: Mapped[str] = long_text(printable=True)
    """One document a line."""
    next_appointment: Mapped[Appointment | None] = group(Appointment, printable=True)
    internal_note: Mapped[str] = long_text(personal=True, searched=True)

    def label(self) -> str:
        kind = label_of("visit_kind", self.kind) or "Besuch"
        return f"{kind}, {self.held_on:%d.%m.%Y}" if self.held_on else kind

    def check(self) -> None:
        times = self.times
        if times and times.start and times.end and times.end <= times.start:
            raise RuleError("end_before_start", field="times", start=f"{times.start:%H:%M}", end=f"{times.end:%H:%M}")
        if times and times.break_minutes < 0:
            raise RuleError("break_negative", field="times")


FIELD_TEXTS = {"MA": "market", "UM": "environment", "AR": "workplace", "GE": "community"}
"""The long text of each CSR field of action."""
