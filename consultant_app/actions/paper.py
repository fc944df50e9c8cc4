"""From a record to paper: numbers allotted, contents gathered, PDF made, and off to a file or a printer.

What is printed is in the workspace first: drafts are sealed and numbers kept before anything is rendered.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from consultant_app.actions.plan_paper import plan_contents
from consultant_app.actions.visit_paper import running_plan, visit_contents
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.domain.numbers import next_measure_number, next_plan_number, next_visit_number
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError, UsageError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import Workspace

LOCAL_ZONE: Final = ZoneInfo("Europe/Berlin")
KINDS: Final = ("visit", "plan")


@dataclass(frozen=True, slots=True)
class Printout:
    """Finished pages, and what to call them."""

    kind: str
    record: str
    title: str
    file_name: str
    pdf: bytes


def print_out(workspace: Workspace, kind: str, record: str) -> Printout:
    """The PDF of a visit ("visit") or an action plan ("plan"), as the workspace stands now.

    Raises UsageError("unknown_document") and RuleError("record_not_found"). Imports the layout late: it costs start-up
    time. Takes a tenth of a second and more: never on the interface's thread.
    """
    if kind not in KINDS:
        raise UsageError("unknown_document", kind=kind, kinds=", ".join(KINDS))
    workspace.seal_drafts()
    _allot_numbers(workspace, kind, record)
    now = workspace.clock().astimezone(LOCAL_ZONE)
    return _visit(workspace, record, now) if kind == "visit" else _plan(workspace, record, now)


def print_company(workspace: Workspace, company: str) -> list[Printout]:
    """All protocols of a company, oldest first, and its running plan."""
    with workspace.read() as reader:
        reader.get(Company, company)
        visits = select(Visit).where(Visit.company == company).order_by(Visit.held_on, Visit.id)
        ids = [("visit", visit.id) for visit in reader.all(visits)]
        plan = running_plan(reader, company)
    if plan is not None:
        ids.append(("plan", plan))
    return [print_out(workspace, kind, record) for kind, record in ids]


def save(printout: Printout, path: Path) -> Path:
    """Writes the PDF, into a folder under its own name; TroubleError("pdf_not_written") names the place."""
    target = path / printout.file_name if path.is_dir() else path
    try:
        target.write_bytes(printout.pdf)
    except OSError as error:
        raise TroubleError("pdf_not_written", path=str(target)) from error
    return target


def _visit(workspace: Workspace, record: str, now: datetime) -> Printout:
    from consultant_app.documents.visit_protocol import render_visit_protocol

    with workspace.read() as reader:
        contents = visit_contents(reader, record, partner=workspace.identity.partner, now=now)
    day = contents.appointment.held_on
    name = f"Besuchsprotokoll {contents.number or 'Entwurf'} {contents.company.name}"
    title = f"Besuchsprotokoll {contents.company.name}{f', {day:%d.%m.%Y}' if day else ''}"
    return Printout("visit", record, title, _file_name(name), render_visit_protocol(contents))


def _plan(workspace: Workspace, record: str, now: datetime) -> Printout:
    from consultant_app.documents.action_plan import render_action_plan

    with workspace.read() as reader:
        contents = plan_contents(reader, record, partner=workspace.identity.partner, now=now)
    name = f"Maßnahmenplan {contents.number or 'Entwurf'} {contents.company_name}"
    title = f"Maßnahmenplan {contents.company_name}"
    return Printout("plan", record, title, _file_name(name), render_action_plan(contents))


def _file_name(name: str) -> str:
    """Safe on every file system; umlauts stay."""
    kept = "".join(char if char.isalnum() or char in " -_." else "_" for char in name)
    return f"{' '.join(kept.split())[:120].rstrip('. ')}.pdf"


def _allot_numbers(workspace: Workspace, kind: str, record: str) -> None:
    """Numbers are given when something is first printed, never changed, gaps allowed (domain.md section 3)."""
    with workspace.read() as reader:
        if kind == "visit":
            visit = reader.get(Visit, record)
            plan, missing = running_plan(reader, visit.company), not visit.number
        else:
            plan, missing = record, not reader.get(ActionPlan, record).number
        unnumbered = select(Measure.id).where(Measure.action_plan == plan, Measure.number == "")
        missing = missing or reader.session.scalar(unnumbered.limit(1)) is not None
    if not missing:
        return
    with workspace.write(automatic=True) as writer:
        if kind == "visit":
            _number_visit(writer, writer.get(Visit, record), workspace)
        if plan is not None:
            _number_plan(writer, writer.get(ActionPlan, plan), workspace)


def _number_visit(writer: Writer, visit: Visit, workspace: Workspace) -> None:
    if visit.number:
        return
    year = (visit.held_on or workspace.clock().astimezone(LOCAL_ZONE).date()).year
    taken = writer.session.scalars(select(Visit.number).where(Visit.number != "")).all()
    who = workspace.identity
    visit.number = next_visit_number(who.partner_code, year, letters=who.device_letters, taken=taken)


def _number_plan(writer: Writer, plan: ActionPlan, workspace: Workspace) -> None:
    who = workspace.identity
    if not plan.number:
        year = workspace.clock().astimezone(LOCAL_ZONE).year
        taken = writer.session.scalars(select(ActionPlan.number).where(ActionPlan.number != "")).all()
        plan.number = next_plan_number(who.partner_code, year, letters=who.device_letters, taken=taken)
    measures = writer.session.scalars(
        select(Measure).where(Measure.action_plan == plan.id).order_by(Measure.sort_key, Measure.id)
    ).all()
    numbers = [measure.number for measure in measures]
    for measure in measures:
        if not measure.number:
            field = csr_fields().get(measure.field_code)
            measure.number = next_measure_number(field.letter if field else "", numbers)
            numbers.append(measure.number)
