"""Which printers there are, and papers as files. Plain functions for jobs beside the interface's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consultant_app.actions.paper.files import keep
from consultant_app.actions.paper.printing import Printout
from consultant_app.documents.printer import Printer, PrintSystem
from consultant_app.errors import ProductError


@dataclass(frozen=True, slots=True)
class Delivered:
    """What arrived, in order, before `trouble` stopped the rest; the trouble is told, never swallowed."""

    papers: tuple[Printout, ...]
    paths: tuple[Path, ...] = ()
    trouble: ProductError | None = None


@dataclass(frozen=True, slots=True)
class PrinterList:
    """The queues, or why there are none to know."""

    printers: tuple[Printer, ...] = ()
    trouble: ProductError | None = None


def find_printers(system: PrintSystem) -> PrinterList:
    """Asks the spooler, which may take its time."""
    try:
        return PrinterList(system.list_printers())
    except ProductError as trouble:
        return PrinterList(trouble=trouble)


def keep_papers(papers: Sequence[Printout], folder: Path) -> Delivered:
    """One file for each paper, never over an older one."""
    kept: list[Printout] = []
    paths: list[Path] = []
    for paper in papers:
        try:
            paths.append(keep(paper, folder))
        except ProductError as trouble:
            return Delivered(tuple(kept), tuple(paths), trouble)
        kept.append(paper)
    return Delivered(tuple(kept), tuple(paths))
