"""The queue on this device: papers are in it, durable, from the order until they are printed or removed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from consultant_app.actions.paper.printing import Printout
from consultant_app.documents.printer import Colour, JobId, Order, PrintSystem, Sides
from consultant_app.errors import Language, RuleError, TroubleError, sentence
from consultant_app.workspace.print_jobs import PrintJob
from consultant_app.workspace.workspace import Workspace

_SENTENCES: Final = {
    "": "print_waits",
    "offline": "print_offline",
    "paper_out": "print_paper_out",
    "paper_jam": "print_paper_jam",
    "ink_out": "print_ink_out",
    "cover_open": "print_cover_open",
    "output_full": "print_output_full",
    "stopped": "print_stopped",
    "attention": "print_attention",
    "refuses": "print_refused",
    "gone": "print_printer_away",
    "system_silent": "print_system_silent",
    "system_missing": "print_system_missing",
    "cancelled": "print_cancelled",
    "broken": "print_broken",
    "unclear": "print_unclear",
    "restricted": "print_restricted",
    "outdated": "print_outdated",
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants papers printed. What is printed on both sides is turned as each paper is read."""

    printer: str
    copies: int = 1
    two_sided: bool = False
    tray: str = ""
    colour: Colour = ""


def put_in_queue(workspace: Workspace, papers: Sequence[Printout], wishes: Wishes) -> list[PrintJob]:
    """One job for each paper, its bytes as they are; durable when this returns. `carry_on` hands them over."""
    with workspace.read() as reader:
        erasures = known_erasures(reader.raw)
    now = workspace.now_ms()
    jobs: list[PrintJob] = []
    for paper in papers:
        turned: Sides = "two-sided-short-edge" if paper.is_landscape else "two-sided-long-edge"
        job = PrintJob(
            id=workspace.new_id(),
            title=paper.title,
            kind=paper.kind,
            record=paper.record,
            document=paper.frozen.document if paper.frozen is not None else None,
            erasures=erasures,
            printer=wishes.printer,
            copies=wishes.copies,
            sides=turned if wishes.two_sided else "one-sided",
            tray=wishes.tray,
            colour=wishes.colour,
            created_at=now + len(jobs),
            changed_at=now,
        )
        workspace.print_jobs.add(job, paper.pdf)
        jobs.append(job)
    return jobs


def known_erasures(raw: Any) -> int:
    return int(raw.execute("SELECT count(*) FROM erasure").fetchone()[0])


def order_of(job: PrintJob) -> Order:
    """Each try has a mark of its own: a job that is sent once more is not taken for the one before."""
    return Order(
        printer=job.printer,
        title=job.title,
        mark=f"{job.id}.{job.tries}",
        copies=job.copies,
        sides=cast("Sides", job.sides),
        tray=job.tray,
        colour=cast("Colour", job.colour),
    )


def try_again(workspace: Workspace, jobs: Collection[str]) -> list[PrintJob]:
    """What waits or failed sets out anew with the next look at the queue."""
    found = _found(workspace, jobs)
    for job in found:
        if job.state in ("waiting", "failed"):
            _wait_again(workspace, job, job.printer)
    return found


def print_elsewhere(workspace: Workspace, job: str, printer: str, system: PrintSystem) -> None:
    """On another printer, as far as it is not printed yet. Raises RuleError("print_job_unknown") and
    RuleError("print_job_under_way").
    """
    (found,) = _found(workspace, [job])
    take_back(found, system)
    _wait_again(workspace, found, printer)


def remove(workspace: Workspace, jobs: Collection[str], system: PrintSystem) -> None:
    """Takes them back from the printer too. Raises as `print_elsewhere`."""
    for job in _found(workspace, jobs):
        if job.is_open:
            take_back(job, system)
        workspace.print_jobs.remove([job.id])


def take_back(job: PrintJob, system: PrintSystem) -> None:
    if job.state in ("done", "handing"):
        raise RuleError("print_job_under_way", title=job.title)
    if job.state in ("handed", "printing") and job.handle:
        try:
            system.cancel(JobId(job.handle))
        except TroubleError as trouble:
            raise RuleError("print_job_under_way", title=job.title) from trouble


def reason_words(job: PrintJob, language: Language) -> str:
    """Why a job waits or failed, and what helps, in a sentence for the person who printed."""
    code = _SENTENCES.get(job.reason, "print_attention")
    return sentence(TroubleError(code, printer=job.printer), language)


def _wait_again(workspace: Workspace, job: PrintJob, printer: str) -> None:
    moved = workspace.print_jobs.move(
        job, workspace.now_ms(), state="waiting", printer=printer, reason="", handle="", run="", tries=job.tries + 1
    )
    if not moved:
        raise RuleError("print_job_under_way", title=job.title)


def _found(workspace: Workspace, jobs: Collection[str]) -> list[PrintJob]:
    """Raises RuleError("print_job_unknown")."""
    known = {job.id: job for job in workspace.print_jobs.all()}
    for job in jobs:
        if job not in known:
            raise RuleError("print_job_unknown", id=job)
    return [known[job] for job in jobs]
