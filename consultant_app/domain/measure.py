"""A measure of an action plan, with its milestones, key figures and their values: all parts of the plan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.kinds import (
    DATE_PART,
    DECIMAL_PART,
    TEXT_PART,
    code,
    code_part,
    codes,
    group,
    line,
    long_text,
    money,
    on_date,
    order_key,
    part,
    reference,
    references,
    whole,
)
from consultant_app.domain.record import Record
from consultant_app.errors import RuleError

PROGRESS_STEP = 5


@dataclass(frozen=True, slots=True)
class MeasureState:
    """Rejected needs a reason, postponed a day on which it comes up again."""

    status: str = part(code_part("measure_status"), "planned")
    reason: str = part(TEXT_PART, "")
    reminder_on: date | None = part(DATE_PART, None)


@dataclass(frozen=True, slots=True)
class TrafficLight:
    light: str = part(code_part("traffic_light"), "none")
    why: str = part(TEXT_PART, "")


@dataclass(frozen=True, slots=True)
class Reading:
    """A key figure's value on a day: one that was read, where it started from, or where it shall go."""

    value: Decimal | None = part(DECIMAL_PART, None)
    read_on: date | None = part(DATE_PART, None)


class Measure(Record):
    """`number` is allotted when the measure is first printed and never changes. Overdue is computed."""

    __tablename__ = "measure"
    home = SpaceKind.ORGANISATION
    parent = "action_plan"

    action_plan: Mapped[str | None] = reference("action_plan", required=True)
    number: Mapped[str] = line(20, searched=True, printable=True)
    title: Mapped[str] = line(200, required=True, searched=True, printable=True)
    description: Mapped[str] = long_text(searched=True, printable=True)
    csr_field: Mapped[str | None] = code("csr_field", printable=True)
    topic: Mapped[str | None] = code("topic", printable=True)
    template: Mapped[str | None] = code("measure_template")
    goal: Mapped[str] = long_text(searched=True, printable=True)
    priority: Mapped[str | None] = code("priority", printable=True)
    effort: Mapped[str | None] = code("effort", printable=True)
    impact: Mapped[str | None] = code("impact", printable=True)
    responsible: Mapped[str | None] = reference("contact", "user", personal=True, printable=True)
    helpers: Mapped[frozenset[str]] = references("contact", "user", personal=True, printable=True)
    accompanied_by: Mapped[str | None] = reference("user", printable=True)
    start_on: Mapped[date | None] = on_date(printable=True)
    due_on: Mapped[date | None] = on_date(indexed=True, printable=True)
    state: Mapped[MeasureState | None] = group(MeasureState, printable=True)
    done_on: Mapped[date | None] = on_date(printable=True)
    traffic_light: Mapped[TrafficLight | None] = group(TrafficLight, printable=True)
    progress_percent: Mapped[int | None] = whole(printable=True)
    cost_estimated: Mapped[Decimal | None] = money(printable=True)
    cost_actual: Mapped[Decimal | None] = money(printable=True)
    funding: Mapped[str] = long_text(searched=True, printable=True)
    evidence: Mapped[str] = long_text(searched=True, printable=True)
    remark: Mapped[str] = long_text(searched=True, printable=True)
    sdg: Mapped[frozenset[str]] = codes("sdg", printable=True)
    dnk: Mapped[frozenset[str]] = codes("dnk", printable=True)
    vsme: Mapped[frozenset[str]] = codes("vsme", printable=True)
    iso26000: Mapped[frozenset[str]] = codes("iso26000", printable=True)
    sort_key: Mapped[str] = order_key()

    def label(self) -> str:
        return self.title or "Maßnahme"

    @property
    def status(self) -> str:
        return self.state.status if self.state else "planned"

    @property
    def field_code(self) -> str:
        """The CSR field of action: the topic's where there is one, else the field's own value."""
        return (self.topic or "").partition("-")[0] or self.csr_field or ""

    def check(self) -> None:
        if self.status == "rejected" and not (self.state and self.state.reason.strip()):
            raise RuleError("reason_required", field="state", status="rejected")
        if self.status == "postponed" and not (self.state and self.state.reminder_on):
            raise RuleError("reminder_required", field="state")
        progress = self.progress_percent
        if progress is not None and (not 0 <= progress <= 100 or progress % PROGRESS_STEP):
            raise RuleError("progress_steps", field="progress_percent", value=progress)
        if self.start_on and self.due_on and self.due_on < self.start_on:
            raise RuleError("end_before_start", field="due_on", start=self.start_on, end=self.due_on)


class Milestone(Record):
    __tablename__ = "milestone"
    home = SpaceKind.ORGANISATION
    parent = "measure"

    measure: Mapped[str | None] = reference("measure", required=True)
    title: Mapped[str] = line(200, required=True, searched=True, printable=True)
    due_on: Mapped[date | None] = on_date(printable=True)
    done_on: Mapped[date | None] = on_date(printable=True)
    sort_key: Mapped[str] = order_key()

    def label(self) -> str:
        return self.title or "Meilenstein"


class Kpi(Record):
    """A key figure: what a measure's success is read from. A missing baseline is yet to be found out, never nought."""

    __tablename__ = "kpi"
    home = SpaceKind.ORGANISATION
    parent = "measure"

    measure: Mapped[str | None] = reference("measure", required=True)
    name: Mapped[str] = line(200, required=True, searched=True, printable=True)
    unit: Mapped[str] = line(40, printable=True)
    direction: Mapped[str | None] = code("kpi_direction", printable=True)
    baseline: Mapped[Reading | None] = group(Reading, printable=True)
    target: Mapped[Reading | None] = group(Reading, printable=True)
    sort_key: Mapped[str] = order_key()

    def label(self) -> str:
        return self.name or "Kennzahl"


class KpiValue(Record):
    __tablename__ = "kpi_value"
    home = SpaceKind.ORGANISATION
    parent = "kpi"

    kpi: Mapped[str | None] = reference("kpi", required=True)
    reading: Mapped[Reading | None] = group(Reading, required=True, printable=True)
    source: Mapped[str] = line(200, searched=True, printable=True)

    def label(self) -> str:
        return "Messwert" if self.value is None else f"{self.value.normalize():f}".replace(".", ",")

    @property
    def value(self) -> Decimal | None:
        return self.reading.value if self.reading else None

    @property
    def read_on(self) -> date | None:
        return self.reading.read_on if self.reading else None
