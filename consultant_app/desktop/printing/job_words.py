"""What is said of print jobs: of one, and of those that were ordered together."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from consultant_app.errors import Language
from consultant_app.workspace.print_jobs import PrintJob

_ORDER = ("failed", "waiting", "handing", "handed", "printing", "done")


def state_words(job: PrintJob, language: Language) -> str:
    """One sentence: why it does not go on, else how far it is."""
    if job.reason or job.state == "failed":
        from consultant_app.actions.printing.queue import reason_words  # kept out of the program's start

        return reason_words(job, language)
    words = {
        "waiting": QCoreApplication.translate("PrintJobs", "The paper is secured and on its way to {printer}."),
        "handing": QCoreApplication.translate("PrintJobs", "The paper is secured and on its way to {printer}."),
        "handed": QCoreApplication.translate("PrintJobs", "Handed to the printer {printer}."),
        "printing": QCoreApplication.translate("PrintJobs", "{printer} is printing."),
        "done": QCoreApplication.translate("PrintJobs", "Printed on {printer}."),
    }
    return words[job.state].format(printer=job.printer)


def needs_somebody(job: PrintJob) -> bool:
    """Whether it does not go on by itself until somebody does something."""
    return job.state == "failed" or bool(job.reason)


def leading(jobs: Sequence[PrintJob]) -> PrintJob:
    """The one that speaks for all: what hinders first, then what is furthest behind."""
    return min(jobs, key=lambda job: (not needs_somebody(job), _ORDER.index(job.state)))
