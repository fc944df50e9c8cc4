"""A company's action plan as it is printed."""

from dataclasses import dataclass
from datetime import date, datetime

from consultant_app.documents.contents.shared import (
    FundingNotice,
    KeyFigure,
    Language,
    Letterhead,
    SignatureBlock,
    State,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeasure:
    """One row of the plan. Overdue is printed in place of the status, `change` since the last visit below it.

    `is_done` counts for the line at the top; one that `is_dropped` is told there, and counted nowhere.

    `effort_level` and `impact_level` are the words as places in the matrix, 1 for low to 3 for high, 0 for not rated.

    `status_in_count` is the status as it stands behind a number in that line; the status itself where it is empty.
    """

    number: str
    title: str
    responsible: str = ""
    due_on: date | None = None
    status: str = ""
    status_in_count: str = ""
    is_overdue: bool = False
    change: str = ""
    is_done: bool = False
    is_dropped: bool = False
    priority: str = ""
    effort: str = ""
    impact: str = ""
    effort_level: int = 0
    impact_level: int = 0
    key_figures: tuple[KeyFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanField:
    letter: str
    name: str
    measures: tuple[PlanMeasure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """A company's plan as it stands when printed. `approvals` are the lines at the end, management first."""

    letterhead: Letterhead
    funding: FundingNotice
    company_name: str
    company_city: str
    state: State
    printed_at: datetime
    language: Language = "de"
    number: str = ""
    version: int = 1
    title: str = ""
    goal: str = ""
    agreed_on: date | None = None
    updated_on: date | None = None
    changed_since: date | None = None
    fields: tuple[PlanField, ...] = ()
    approval_text: str = ""
    approvals: tuple[SignatureBlock, ...] = ()
