"""From a record to paper: numbers allotted, contents gathered, PDF made, and off to a file or a printer.

What is printed is in the workspace first: drafts are sealed and numbers kept before anything is rendered.
"""

import errno
import itertools
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from consultant_app.actions.paper.plan import plan_contents
from consultant_app.actions.paper.visit import visit_contents
from consultant_app.actions.plans.measures import find_running_plan
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.domain.numbers import next_measure_number, next_plan_number, next_visit_number
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.errors import TroubleError, UsageError
from consultant_app.workspace.capture import Writer
from consultant_app.workspace.workspace import Reader, Workspace

LOCAL_ZONE: Final = ZoneInfo("Europe/Berlin")
KINDS: Final = ("visit", "plan")
_FORBIDDEN: Final = frozenset('/\\:*?"<>|')
_LONGEST_NAME: Final = 200
"""In bytes; file systems allow 255 with ending and counter."""


@dataclass(frozen=True, slots=True)
class Printout:
    """Finished pages, and what to call them. `company` may be empty; `number` is printed on every page."""

    kind: str
    record: str
    title: str
    company: str
    number: str
    file_name: str
    pdf: bytes
    is_landscape: bool = False


def print_out(workspace: Workspace, kind: str, record: str) -> Printout:
    """The PDF of a visit ("visit") or an action plan ("plan"), as the workspace stands now.

    Raises UsageError("unknown_document") and RuleError("record_not_found"). Takes a tenth of a second and more: never
    on the interface's thread.
    """
    make_ready(workspace, kind, record)
    return render(workspace, kind, record)


def make_ready(workspace: Workspace, kind: str, record: str) -> None:
    """Seals what is being typed and allots the numbers that the paper shows. Raises like `print_out`."""
    if kind not in KINDS:
        raise UsageError("unknown_document", kind=kind, kinds=", ".join(KINDS))
    workspace.seal_drafts()
    _allot_numbers(workspace, kind, record)


def render(workspace: Workspace, kind: str, record: str) -> Printout:
    """Only reads: `make_ready` comes before. Imports the layout late, for it costs start-up time."""
    now = workspace.clock().astimezone(LOCAL_ZONE)
    return _visit(workspace, record, now) if kind == "visit" else _plan(workspace, record, now)


def warm_up() -> None:
    """Loads fonts and layout, so that the first paper is there as fast as the next; a second of work, once."""
    from consultant_app.documents.contents import Company as PaperCompany
    from consultant_app.documents.contents import FundingNotice, Letterhead, LogoSlot, VisitProtocol
    from consultant_app.documents.visit_protocol import render_visit_protocol

    render_visit_protocol(
        VisitProtocol(
            letterhead=Letterhead(name="-"),
            funding=FundingNotice(emblem=LogoSlot(text="-"), sentence="-"),
            company=PaperCompany(name="-"),
            kind="-",
            state="draft",
            printed_at=datetime.fromtimestamp(0, LOCAL_ZONE),
        )
    )


def plan_of_visit(workspace: Workspace, visit: str) -> str | None:
    """The running plan of the visited company, which may go with the protocol."""
    with workspace.read() as reader:
        return find_running_plan(reader.session, reader.get(Visit, visit).company)


def print_company(workspace: Workspace, company: str) -> list[Printout]:
    """The protocols of all visits that were not cancelled, oldest first, and the running plan."""
    with workspace.read() as reader:
        reader.get(Company, company)
        visits = select(Visit).where(Visit.company == company).order_by(Visit.held_on, Visit.id)
        ids = [("visit", visit.id) for visit in reader.all(visits) if visit.status != "cancelled"]
        plan = find_running_plan(reader.session, company)
    if plan is not None:
        ids.append(("plan", plan))
    return [print_out(workspace, kind, record) for kind, record in ids]


def save(printout: Printout, path: Path) -> Path:
    """Writes the PDF whole or not at all, into a folder under its own name; returns where it is.

    TroubleError "pdf_not_written" or "pdf_no_room" names the place.
    """
    target = path / printout.file_name if path.is_dir() else path
    beside = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(printout.pdf)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise TroubleError("pdf_no_room" if full else "pdf_not_written", path=str(target)) from error
    return target


def keep(printout: Printout, folder: Path) -> Path:
    """Saves into a folder, made if it is missing, beside older papers of the same name: never over them.

    The very same paper is not kept twice. Raises like `save`.
    """
    stem = printout.file_name.removesuffix(".pdf")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for order in itertools.count(1):
            target = folder / (printout.file_name if order == 1 else f"{stem} ({order}).pdf")
            if not target.exists():
                break
            if target.read_bytes() == printout.pdf:
                return target
    except OSError as error:
        raise TroubleError("pdf_not_written", path=str(folder)) from error
    return save(printout, target)


def _visit(workspace: Workspace, record: str, now: datetime) -> Printout:
    from consultant_app.documents.visit_protocol import render_visit_protocol

    with workspace.read() as reader:
        contents = visit_contents(reader, record, partner=workspace.identity.partner, now=now)
    day, company = contents.appointment.held_on, contents.company.name
    title = f"Besuchsprotokoll {company}".rstrip() + (f", {day:%d.%m.%Y}" if day else "")
    name = _file_name("Besuchsprotokoll", contents.number, company)
    return Printout("visit", record, title, company, contents.number, name, render_visit_protocol(contents))


def _plan(workspace: Workspace, record: str, now: datetime) -> Printout:
    from consultant_app.documents.action_plan import render_action_plan

    with workspace.read() as reader:
        contents = plan_contents(reader, record, partner=workspace.identity.partner, now=now)
    company = contents.company_name
    name = _file_name("Maßnahmenplan", contents.number, company)
    pdf = render_action_plan(contents)
    return Printout(
        "plan", record, f"Maßnahmenplan {company}".rstrip(), company, contents.number, name, pdf, is_landscape=True
    )


def _file_name(*words: str) -> str:
    """Allowed on every file system, in words that a person knows again: only what some system forbids is replaced."""
    text = "".join(" " if char in _FORBIDDEN or not char.isprintable() else char for char in " ".join(words))
    name = " ".join(text.split()).encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{name.rstrip('. ')}.pdf"


def _allot_numbers(workspace: Workspace, kind: str, record: str) -> None:
    """Numbers are given when something is first printed, never changed, gaps allowed (domain.md section 3).

    A protocol prints the numbers of the plan's measures, not the plan's own.
    """
    with workspace.read() as reader:
        plans = _plans_on_paper(reader, record) if kind == "visit" else [record]
        numbered = (reader.get(Visit, record) if kind == "visit" else reader.get(ActionPlan, record)).number
        unnumbered = select(Measure.id).where(Measure.action_plan.in_(plans), Measure.number == "")
        if numbered and reader.session.scalar(unnumbered.limit(1)) is None:
            return
    with workspace.write(automatic=True) as writer:
        if kind == "visit":
            _number_visit(writer, writer.get(Visit, record), workspace)
        else:
            _number_plan(writer, writer.get(ActionPlan, record), workspace)
        for plan in plans:
            _number_measures(writer, plan)


def _plans_on_paper(reader: Reader, visit: str) -> list[str]:
    """The company's running plan, and those whose measures were agreed at this visit."""
    running = find_running_plan(reader.session, reader.get(Visit, visit).company)
    agreed = select(Agreement.measure).where(Agreement.visit == visit)
    plans = reader.session.scalars(select(Measure.action_plan).where(Measure.id.in_(agreed))).all()
    return sorted({plan for plan in (running, *plans) if plan})


def _number_visit(writer: Writer, visit: Visit, workspace: Workspace) -> None:
    if visit.number:
        return
    year = (visit.held_on or workspace.clock().astimezone(LOCAL_ZONE).date()).year
    taken = writer.session.scalars(select(Visit.number).where(Visit.number != "")).all()
    who = workspace.identity
    visit.number = next_visit_number(who.partner_code, year, letters=who.device_letters, taken=taken)


def _number_plan(writer: Writer, plan: ActionPlan, workspace: Workspace) -> None:
    if plan.number:
        return
    year = workspace.clock().astimezone(LOCAL_ZONE).year
    taken = writer.session.scalars(select(ActionPlan.number).where(ActionPlan.number != "")).all()
    who = workspace.identity
    plan.number = next_plan_number(who.partner_code, year, letters=who.device_letters, taken=taken)


def _number_measures(writer: Writer, plan: str) -> None:
    measures = writer.session.scalars(
        select(Measure).where(Measure.action_plan == plan).order_by(Measure.sort_key, Measure.id)
    ).all()
    numbers = [measure.number for measure in measures]
    for measure in measures:
        if not measure.number:
            field = csr_fields().get(measure.field_code)
            measure.number = next_measure_number(field.letter if field else "", numbers)
            numbers.append(measure.number)
