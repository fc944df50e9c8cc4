"""Who was at a visit, to be signed at the table."""

from dataclasses import dataclass
from datetime import date, datetime, time

from consultant_app.documents.contents.shared import FundingNotice, Language, Letterhead


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    name: str
    function: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """Nobody is ticked beforehand: whoever was there signs. `hint` says what the list is for and how long it stays."""

    letterhead: Letterhead
    funding: FundingNotice
    company_name: str
    kind: str
    printed_at: datetime
    language: Language = "de"
    number: str = ""
    version: int = 1
    held_on: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    consultants: tuple[str, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    hint: str = ""
