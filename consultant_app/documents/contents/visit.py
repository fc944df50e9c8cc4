"""One visit as its protocol prints it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from consultant_app.documents.contents.shared import (
    FundingNotice,
    KeyFigure,
    Language,
    Letterhead,
    SignatureBlock,
    State,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    name: str
    legal_form: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    branch: str = ""
    staff: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultant:
    name: str
    organisation: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SMEStatus:
    """SME class and state aid. `basis` says where the class comes from: a declaration of a date or an own estimate."""

    class_name: str = ""
    basis: str = ""
    deminimis_declared_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """When and where it was. `duration_min` is without breaks; `consulting_days` is already reckoned and rounded."""

    held_on: date | None = None
    starts: time | None = None
    ends: time | None = None
    duration_min: int | None = None
    consulting_days: Decimal | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    name: str
    function: str = ""
    organisation: str = ""
    present_from: time | None = None
    present_to: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """An observation on a topic. `chips` are references such as "SDG 7" or "DNK 11"."""

    label: str
    observation: str = ""
    chips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOfAction:
    """One of the four fields; `letter` (M, U, A, G) marks it wherever colour might be lost."""

    letter: str
    name: str
    text: str = ""
    topics: tuple[TopicRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A weak point with its cause, or a strength."""

    text: str
    cause: str = ""
    is_strength: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """An advice; `hint` says how to do it."""

    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was agreed. Letter, number and priority are those of the measure it refers to, empty without one."""

    what: str
    who: str = ""
    due_on: date | None = None
    field_letter: str = ""
    measure_number: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureProgress:
    """A measure that moved since the last visit; `change` says how. Overdue is printed in place of the status."""

    number: str
    title: str
    responsible: str = ""
    due_on: date | None = None
    status: str = ""
    is_overdue: bool = False
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCuttingGoals:
    equality: str = ""
    non_discrimination: str = ""
    sustainability: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAppointment:
    held_on: date
    starts: time | None = None
    ends: time | None = None
    kind: str = ""
    place: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitProtocol:
    """One visit, one paper: the sections of domain.md section 4 in print order.

    `number` is empty while the number is not allotted. `no_agreements` is the consultant's chosen "keine".
    `next_appointment` None prints "offen". `confirmation` stands above the signatures.
    """

    letterhead: Letterhead
    funding: FundingNotice
    company: Company
    kind: str
    state: State
    printed_at: datetime
    language: Language = "de"
    number: str = ""
    case_number: str = ""
    version: int = 1
    consultants: tuple[Consultant, ...] = ()
    sme_status: SMEStatus | None = None
    appointment: Appointment = Appointment()
    participants: tuple[Participant, ...] = ()
    occasion: str = ""
    goal: str = ""
    situation: str = ""
    fields: tuple[FieldOfAction, ...] = ()
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    no_agreements: bool = False
    progress_since: date | None = None
    progress: tuple[MeasureProgress, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    cross_cutting: CrossCuttingGoals = CrossCuttingGoals()
    handed_over: tuple[str, ...] = ()
    next_appointment: NextAppointment | None = None
    notices: tuple[str, ...] = ()
    confirmation: str = ""
    signatures: tuple[SignatureBlock, ...] = ()
