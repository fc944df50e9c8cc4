"""`print-jobs`: printers, list, run, move, remove; and what `print --printer` does with the queue on this device."""

import sys
from collections.abc import Collection, Sequence

from consultant_app.actions.paper.printing import Printout
from consultant_app.actions.printing.carrying_on import carry_on
from consultant_app.actions.printing.queue import (
    Wishes,
    print_elsewhere,
    put_in_queue,
    reason_words,
    remove,
    try_again,
)
from consultant_app.cli.answers import answer, instant
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.documents.printer import Printer, PrintSystem
from consultant_app.documents.printer_cups import Cups
from consultant_app.errors import TroubleError, locale_language
from consultant_app.workspace.print_jobs import PrintJob
from consultant_app.workspace.workspace import Workspace


def list_printers(call: Call) -> None:
    printers = _system().list_printers()
    rows = [_printer_row(one) for one in printers]
    answer(rows, [f"{one.name}  {one.state}  {' '.join(one.hindrances)}".rstrip() for one in printers],
           as_json=call.as_json)  # fmt: skip


def list_jobs(call: Call) -> None:
    with opened(call) as workspace:
        jobs = workspace.print_jobs.all()
    _answer(jobs, call)


def run(call: Call) -> None:
    """Sends what can be sent and asks after what is on its way. What failed sets out anew only when it is named."""
    with opened(call) as workspace:
        try_again(workspace, call.words.jobs)
        jobs = carry_on(workspace, _system())
    _answer(jobs, call)


def move(call: Call) -> None:
    with opened(call) as workspace:
        system = _system()
        check_printer(call.words.printer)
        print_elsewhere(workspace, call.words.job, call.words.printer, system)
        jobs = carry_on(workspace, system)
    _answer([one for one in jobs if one.id == call.words.job], call)


def remove_jobs(call: Call) -> None:
    with opened(call) as workspace:
        remove(workspace, call.words.jobs, _system())
    answer({"removed": call.words.jobs}, call.words.jobs, as_json=call.as_json)


def check_printer(name: str) -> None:
    """Raises TroubleError("printer_gone") for a name that no printer has here."""
    if name not in {one.name for one in _system().list_printers()}:
        raise TroubleError("printer_gone", printer=name)


def print_now(workspace: Workspace, printouts: Sequence[Printout], wishes: Wishes) -> list[PrintJob]:
    """The jobs as they stand after a first try."""
    jobs = put_in_queue(workspace, printouts, wishes)
    if _is_followed():
        known = {job.id: job for job in carry_on(workspace, Cups())}
        return [known[job.id] for job in jobs]
    return jobs


def document_of(job: PrintJob) -> dict[str, object]:
    return {
        "job": job.id,
        "title": job.title,
        "printer": job.printer,
        "copies": job.copies,
        "state": job.state,
        "reason": job.reason,
        "message": reason_words(job, locale_language()) if job.state == "failed" or job.reason else "",
        "since": instant(job.changed_at),
    }


def _is_followed() -> bool:
    """Elsewhere than on Linux the window prints, and this puts its jobs into the queue."""
    return sys.platform == "linux"


def _system() -> PrintSystem:
    if not _is_followed():
        raise TroubleError("print_by_window")
    return Cups()


def _answer(jobs: Collection[PrintJob], call: Call) -> None:
    rows = [document_of(job) for job in jobs]
    lines = [
        f"{row['job']}  {row['state']}  {row['printer']}  {row['title']}  {row['message']}".rstrip() for row in rows
    ]
    answer(rows, lines, as_json=call.as_json)


def _printer_row(one: Printer) -> dict[str, object]:
    return {
        "name": one.name,
        "state": one.state,
        "takes_jobs": one.takes_jobs_now,
        "default": one.is_default,
        "hindrances": list(one.hindrances),
        "trays": list(one.trays),
        "sides": list(one.sides),
        "colours": list(one.colours),
    }
