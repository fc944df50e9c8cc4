"""One look at the queue: what can go to its printer goes, what is on its way is asked after, what is over is let go.

Several programs may do this on one workspace, and each may end at any moment. A job is taken with a word in the
database that only one of them gets; who finds one whose taker is gone asks the spooler whether it arrived.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from consultant_app.actions.documents.standing import is_restricted
from consultant_app.actions.printing.queue import known_erasures, order_of
from consultant_app.documents.printer import JobId, Printer, PrintSystem, Report
from consultant_app.domain.document import Document
from consultant_app.errors import TroubleError
from consultant_app.workspace.print_jobs import JobState, PrintJob
from consultant_app.workspace.workspace import Workspace

KEPT: Final = timedelta(days=1)
"""How long it is told that a job was printed."""
_TROUBLES: Final[Mapping[str, str]] = {
    "printing_system_missing": "system_missing",
    "printing_system_silent": "system_silent",
    "printer_gone": "gone",
    "printer_refuses": "refuses",
}
_OVER: Final[Mapping[str, tuple[JobState, str]]] = {
    "done": ("done", ""),
    "cancelled": ("failed", "cancelled"),
    "broken": ("failed", "broken"),
}


def carry_on(
    workspace: Workspace, system: PrintSystem, *, is_cancelled: Callable[[], bool] = lambda: False
) -> tuple[PrintJob, ...]:
    """All jobs as they stand then, oldest first. Waits for the spooler: not on the interface's thread."""
    jobs = [job for job in workspace.print_jobs.all() if job.is_open]
    if jobs:
        look = _Look(workspace, system)
        for job in jobs:
            if is_cancelled():
                break
            look.at(job)
    _forget_printed(workspace)
    return workspace.print_jobs.all()


def _forget_printed(workspace: Workspace) -> None:
    before = workspace.now_ms() - int(KEPT.total_seconds() * 1000)
    over = [job.id for job in workspace.print_jobs.all() if job.state == "done" and job.changed_at < before]
    workspace.print_jobs.remove(over)


class _Look:
    """What is asked once for all jobs."""

    def __init__(self, workspace: Workspace, system: PrintSystem) -> None:
        self._workspace, self._system = workspace, system
        self._printers: dict[str, Printer] = {}
        self._trouble = ""
        try:
            self._printers = {one.name: one for one in system.list_printers()}
        except TroubleError as trouble:
            self._trouble = _TROUBLES.get(trouble.code, "system_silent")

    def at(self, job: PrintJob) -> None:
        if job.state == "waiting":
            self._send(job)
        elif job.state == "handing":
            self._find(job)
        elif self._system.follows_jobs and not self._trouble:
            self._follow(job)

    def _send(self, job: PrintJob) -> None:
        barred = self._barred(job)
        if barred:
            self._move(job, "failed", barred)
            return
        held = self._held(job)
        if held:
            self._move(job, "waiting", held)
            return
        # From here on another program sees that this run is on its way with it.
        with self._workspace.database.writing():
            self._workspace.run.hold_lock()
        if not self._move(job, "handing", "", run=self._workspace.run.id, tries=job.tries + 1):
            return
        taken = self._workspace.print_jobs.find(job.id)
        if taken is not None:
            self._hand_over(taken)

    def _hand_over(self, job: PrintJob) -> None:
        pages = self._workspace.print_jobs.pages(job.id)
        if pages is None:
            return
        try:
            handle = self._system.hand_over(pages, order_of(job))
        except TroubleError as trouble:
            if trouble.code == "printing_system_silent":
                # It may have arrived although nobody said so: the next look asks.
                self._move(job, "handing", "system_silent", run="")
            else:
                self._move(job, "waiting", _TROUBLES.get(trouble.code, "attention"), run="")
            return
        except BaseException:
            self._move(job, "handing", "unclear", run="")
            raise
        followed = self._system.follows_jobs
        self._move(job, "handed" if followed else "done", "", handle=handle, run="")

    def _find(self, job: PrintJob) -> None:
        """Whoever handed it over has ended, or did not hear the answer."""
        with self._workspace.database.writing():
            if job.run and not self._workspace.run.is_over(job.run):
                return
        if not self._system.follows_jobs:
            self._move(job, "failed", "unclear", run="")
            return
        try:
            handle = self._system.find(job.printer, order_of(job).mark)
        except TroubleError:
            return
        if handle is None:
            self._move(job, "waiting", "", run="")
        else:
            self._move(job, "handed", "", handle=handle, run="")

    def _follow(self, job: PrintJob) -> None:
        handle = JobId(job.handle)
        try:
            report = self._system.look(handle)
            barred = self._barred(job) if report.progress in ("pending", "printing") else ""
            if barred:
                self._system.cancel(handle)
        except TroubleError:
            return
        if barred:
            self._move(job, "failed", barred)
            return
        state, reason = self._said(job, report)
        self._move(job, state, reason)

    def _said(self, job: PrintJob, report: Report) -> tuple[JobState, str]:
        if report.progress == "pending":
            return "handed", next(iter(report.hindrances), "")
        if report.progress == "printing":
            return "printing", next(iter(report.hindrances), "")
        if report.progress == "unknown":
            never_began = job.state == "handed" or job.reason == "offline"
            return ("waiting", "gone") if job.printer not in self._printers and never_began else ("failed", "unclear")
        return _OVER[report.progress]

    def _held(self, job: PrintJob) -> str:
        """Why the job cannot go to its printer now; empty when it can. A queue that does not know yet that its printer
        is off takes the job and says so afterwards.
        """
        if self._trouble:
            return self._trouble
        printer = self._printers.get(job.printer)
        if printer is None:
            return "gone"
        if printer.state == "stopped":
            return "stopped"
        return "" if printer.accepts_jobs else "refuses"

    def _barred(self, job: PrintJob) -> str:
        """Why these pages must not be printed any more: what was true of them when they were made no longer is."""
        with self._workspace.read() as reader:
            if reader.raw.execute("SELECT 1 FROM record WHERE id = ?", (job.record,)).fetchone() is None:
                return "outdated"
            document = reader.find(Document, job.document)
            if document is not None:
                return "restricted" if is_restricted(reader, document) else ""
            return "outdated" if known_erasures(reader.raw) > job.erasures else ""

    def _move(self, job: PrintJob, state: JobState, reason: str, **values: object) -> bool:
        return self._workspace.print_jobs.move(job, self._workspace.now_ms(), state=state, reason=reason, **values)
