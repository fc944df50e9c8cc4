"""A case: one company accompanied by one partner, from first contact to closing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import (
    DATE_PART,
    TEXT_PART,
    code,
    code_part,
    group,
    line,
    long_text,
    on_date,
    part,
    reference,
)
from consultant_app.domain.record import Record
from consultant_app.errors import RuleError

NEEDS_REASON = frozenset({"on_hold", "dropped"})
ENDED = frozenset({"closed", "dropped"})


def needs_reason(before: str, after: str) -> bool:
    """Putting a case off, giving it up and opening it again are moves that somebody asks about later."""
    return after in NEEDS_REASON or (before in ENDED and after not in ENDED)


@dataclass(frozen=True, slots=True)
class CaseState:
    """A statement of the consultant, with its reason where one is needed."""

    status: str = part(code_part("case_status"), "contact")
    reason: str = part(TEXT_PART, "")


@dataclass(frozen=True, slots=True)
class NextAction:
    due_on: date | None = part(DATE_PART, None)
    text: str = part(TEXT_PART, "")


class ConsultingCase(Record):
    __tablename__ = "consulting_case"
    home = SpaceKind.ORGANISATION

    company: Mapped[str | None] = reference("company", required=True)
    number: Mapped[str] = line(40, searched=True, printable=True)
    lead_partner: Mapped[str | None] = reference("partner", printable=True)
    consultant: Mapped[str | None] = reference("user", printable=True)
    deputy: Mapped[str | None] = reference("user")
    state: Mapped[CaseState | None] = group(CaseState, printable=True)
    first_contact_on: Mapped[date | None] = on_date(printable=True)
    channel: Mapped[str | None] = code("contact_channel")
    occasion: Mapped[str] = long_text(searched=True)
    goal: Mapped[str] = long_text(searched=True)
    next_action: Mapped[NextAction | None] = group(NextAction)
    closed_on: Mapped[date | None] = on_date()
    outcome: Mapped[str] = long_text(searched=True, printable=True)

    def label(self) -> str:
        return f"Fall {self.number}".rstrip()

    @property
    def status(self) -> str:
        return self.state.status if self.state else "contact"

    def check(self) -> None:
        if self.state and self.state.status in NEEDS_REASON and not self.state.reason.strip():
            raise RuleError("reason_required", field="state", status=self.state.status)
