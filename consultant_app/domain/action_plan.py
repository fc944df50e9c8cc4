"""A company's CSR action plan: one living record; approving freezes a document, measures are never copied."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.groups import Period, check_period
from consultant_app.domain.kinds import (
    DATE_PART,
    code,
    group,
    line,
    long_text,
    on_date,
    part,
    reference,
    reference_part,
    whole,
)
from consultant_app.domain.record import Record


@dataclass(frozen=True, slots=True)
class Approval:
    """By the company's management."""

    by: str = part(reference_part("contact"), "")
    approved_on: date | None = part(DATE_PART, None)


class ActionPlan(Record):
    """The measures, milestones and key figures stand in `measure`."""

    __tablename__ = "action_plan"
    home = SpaceKind.ORGANISATION
    follows_case = True

    company: Mapped[str | None] = reference("company", required=True, printable=True)
    consulting_case: Mapped[str | None] = reference("consulting_case", printable=True)
    number: Mapped[str] = line(40, searched=True, printable=True)
    doc_version: Mapped[int | None] = whole(printable=True)
    title: Mapped[str] = line(200, searched=True, printable=True)
    goal: Mapped[str] = long_text(searched=True, printable=True)
    period: Mapped[Period | None] = group(Period, printable=True)
    status: Mapped[str | None] = code("plan_status", default="draft", printable=True)
    agreed_on: Mapped[date | None] = on_date(printable=True)
    approval: Mapped[Approval | None] = group(Approval, personal=True, printable=True)
    review_months: Mapped[int | None] = whole(printable=True)

    def label(self) -> str:
        return self.title or "Maßnahmenplan"

    def check(self) -> None:
        check_period(self.period, field="period")
