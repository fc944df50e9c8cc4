"""Measures in full, a sheet for each."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from consultant_app.documents.contents.shared import FundingNotice, KeyFigure, Language, Letterhead, State


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    title: str
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReading:
    """A value that was read on a day; `source` says where."""

    read_on: date | None
    value: Decimal | None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureHistory:
    """A key figure with the values that were read, in their order."""

    figure: KeyFigure
    readings: tuple[FigureReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSheet:
    """One measure. Overdue is printed in place of the status; `state_reason` says why it was rejected.

    `standards` are references such as "SDG 7" or "DNK 11". `light` is the traffic light in words.
    """

    number: str
    title: str
    field_letter: str = ""
    field_name: str = ""
    topic: str = ""
    responsible: str = ""
    helpers: tuple[str, ...] = ()
    accompanied_by: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    status: str = ""
    is_overdue: bool = False
    state_reason: str = ""
    reminder_on: date | None = None
    done_on: date | None = None
    priority: str = ""
    effort: str = ""
    impact: str = ""
    light: str = ""
    light_why: str = ""
    progress_percent: int | None = None
    cost_estimated: Decimal | None = None
    cost_actual: Decimal | None = None
    description: str = ""
    goal: str = ""
    milestones: tuple[MilestoneRow, ...] = ()
    figures: tuple[FigureHistory, ...] = ()
    funding: str = ""
    evidence: str = ""
    remark: str = ""
    standards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSheets:
    """The sheets of a plan, or one of them, in print order. `number` is the plan's."""

    letterhead: Letterhead
    funding: FundingNotice
    company_name: str
    plan_title: str
    state: State
    printed_at: datetime
    language: Language = "de"
    number: str = ""
    version: int = 1
    sheets: tuple[MeasureSheet, ...] = ()
