"""The parts of a visit: they live and move with it."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import (
    TIME_PART,
    code,
    codes,
    flag,
    group,
    line,
    long_text,
    on_date,
    order_key,
    part,
    reference,
)
from consultant_app.domain.record import Record
from consultant_app.domain.text import beginning


@dataclass(frozen=True, slots=True)
class Attendance:
    """From when to when, where it was not the whole visit."""

    start: time | None = part(TIME_PART, None)
    end: time | None = part(TIME_PART, None)


class Participant(Record):
    """A contact, a user, or somebody named freely; `name` is then the only name there is."""

    __tablename__ = "participant"
    home = SpaceKind.ORGANISATION
    parent = "visit"

    visit: Mapped[str | None] = reference("visit", required=True)
    person: Mapped[str | None] = reference("contact", "user", personal=True, printable=True)
    name: Mapped[str] = line(200, personal=True, searched=True, printable=True)
    job: Mapped[str] = line(200, personal=True, printable=True)
    organisation: Mapped[str] = line(200, printable=True)
    role: Mapped[str | None] = code("participant_role", personal=True, printable=True)
    present: Mapped[bool] = flag(personal=True, printable=True)
    attendance: Mapped[Attendance | None] = group(Attendance, personal=True, printable=True)
    remark: Mapped[str] = line(200, personal=True, printable=True)
    sort_key: Mapped[str] = order_key()

    def label(self) -> str:
        return self.name or self.job or "Teilnehmende Person"


class TopicNote(Record):
    """An observation on one topic of a field of action; the field follows from the topic's code."""

    __tablename__ = "topic_note"
    home = SpaceKind.ORGANISATION
    parent = "visit"

    visit: Mapped[str | None] = reference("visit", required=True)
    topic: Mapped[str | None] = code("topic", required=True, printable=True)
    observation: Mapped[str] = long_text(searched=True, printable=True)
    sdg: Mapped[frozenset[str]] = codes("sdg", printable=True)
    dnk: Mapped[frozenset[str]] = codes("dnk", printable=True)
    vsme: Mapped[frozenset[str]] = codes("vsme", printable=True)
    iso26000: Mapped[frozenset[str]] = codes("iso26000", printable=True)
    sort_key: Mapped[str] = order_key()

    def label(self) -> str:
        return beginning(self.observation) or self.topic or "Thema"

    @property
    def csr_field(self) -> str:
        return (self.topic or "").partition("-")[0]


class Finding(Record):
    """A weak point with its cause, or a strength."""

    __tablename__ = "finding"
    home = SpaceKind.ORGANISATION
    parent = "visit"

    visit: Mapped[str | None] = reference("visit", required=True)
    kind: Mapped[str | None] = code("finding_kind", default="weakness", printable=True)
    text: Mapped[str] = long_text(searched=True, printable=True)
    cause: Mapped[str] = long_text(searched=True, printable=True)
    topic: Mapped[str | None] = code("topic", printable=True)
    sort_key: Mapped[str] = order_key()

    def label(self) -> str:
        return beginning(self.text) or "Feststellung"


class Recommendation(Record):
    """`hint` says how to go about it."""

    __tablename__ = "recommendation"
    home = SpaceKind.ORGANISATION
    parent = "visit"

    visit: Mapped[str | None] = reference("visit", required=True)
    text: Mapped[str] = long_text(searched=True, printable=True)
    hint: Mapped[str] = long_text(searched=True, printable=True)
    topic: Mapped[str | None] = code("topic", printable=True)
    sort_key: Mapped[str] = order_key()

    def label(self) -> str:
        return beginning(self.text) or "Empfehlung"


class Agreement(Record):
    """What was agreed at this visit. One that refers to a measure shows that measure's due date and state."""

    __tablename__ = "agreement"
    home = SpaceKind.ORGANISATION
    parent = "visit"

    visit: Mapped[str | None] = reference("visit", required=True)
    what: Mapped[str] = line(300, searched=True, printable=True)
    who: Mapped[str | None] = reference("contact", "user", personal=True, printable=True)
    due_on: Mapped[date | None] = on_date(printable=True)
    done_on: Mapped[date | None] = on_date(printable=True)
    measure: Mapped[str | None] = reference("measure", printable=True)
    remark: Mapped[str] = long_text(searched=True, printable=True)
    sort_key: Mapped[str] = order_key()

    def label(self) -> str:
        return self.what or "Vereinbarung"
