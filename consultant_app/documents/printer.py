"""What printers are to the rest of the program, whichever system they hang on: `PrintSystem`, one small doorway.

`printer_cups` is the one of Linux: it hands over the PDF itself and asks until the printer says that it is done. The
window brings another one for systems without CUPS.
"""

from dataclasses import dataclass
from typing import Literal, NewType, Protocol

JobId = NewType("JobId", str)
QueueState = Literal["idle", "printing", "stopped"]
Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
"""Both sides are turned over the edge that a reader turns: the long one of portrait, the short one of landscape."""
Colour = Literal["", "color", "monochrome"]
"""Empty: as the printer is set."""
Hindrance = Literal["offline", "paper_out", "paper_jam", "ink_out", "cover_open", "output_full", "stopped", "attention"]
"""What keeps a printer from printing, as the printer says it."""
Progress = Literal["pending", "printing", "done", "cancelled", "broken", "unknown"]
"""`unknown`: the spooler knows no such job any more, and nobody can say what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A queue. A stopped one keeps its jobs until somebody starts it; one that does not accept refuses new jobs.

    `reason` is what the queue itself says about being stopped or refusing, in its own words; often empty. `trays`,
    `sides` and `colours` are what its printer can do, by the names of IPP; empty where it does not say.
    """

    name: str
    state: QueueState
    accepts_jobs: bool = True
    is_default: bool = False
    reason: str = ""
    hindrances: tuple[Hindrance, ...] = ()
    trays: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()

    @property
    def prints_two_sided(self) -> bool:
        return "two-sided-long-edge" in self.sides

    @property
    def prints_in_grey_or_colour(self) -> bool:
        """Whether there is a choice."""
        return {"color", "monochrome"} <= set(self.colours)

    @property
    def takes_jobs_now(self) -> bool:
        return self.accepts_jobs and self.state != "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a paper is printed. What the printer cannot do is left to its own settings.

    `mark` names the order for ever: who handed something over and did not hear the answer finds it again by this.
    """

    printer: str
    title: str
    mark: str
    copies: int = 1
    sides: Sides = "one-sided"
    tray: str = ""
    colour: Colour = ""


@dataclass(frozen=True, slots=True)
class Report:
    """How far a job is."""

    progress: Progress
    hindrances: tuple[Hindrance, ...] = ()
    reason: str = ""
    """In the spooler's own words; often empty."""


class PrintSystem(Protocol):
    """Every call may wait for a spooler elsewhere: never on the interface's thread. Raises TroubleError
    "printing_system_missing" and "printing_system_silent".
    """

    @property
    def follows_jobs(self) -> bool:
        """Whether `look` and `find` know what became of a job; without them a job is over once it is handed over."""

    def list_printers(self) -> tuple[Printer, ...]:
        """All queues, the default one first, the others by name; empty when none is set up."""

    def hand_over(self, pdf: bytes, order: Order) -> JobId:
        """Returns once the spooler keeps it on its disk. TroubleError "printer_gone" or "printer_refuses"."""

    def find(self, printer: str, mark: str) -> JobId | None:
        """The job that was handed over with this mark, if it was."""

    def look(self, job: JobId) -> Report: ...

    def cancel(self, job: JobId) -> None:
        """Takes a job back as far as it is not printed. Nothing happens to one that is over."""
