"""Where the papers go: to a printer or into a folder. Plain functions for jobs beside the interface's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consultant_app.actions.paper.files import keep
from consultant_app.actions.paper.printing import Printout
from consultant_app.documents.printer import Printer, Sides, list_printers, print_pdf, prints_two_sided
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
    two_sided: frozenset[str] = frozenset()
    trouble: ProductError | None = None


def find_printers(before: PrinterList) -> PrinterList:
    """Asks the spooler, which may take its time; what a queue can do is asked once, when it is new."""
    try:
        printers = list_printers()
        known = {one.name for one in before.printers}
        new = {one.name for one in printers if one.name not in known and prints_two_sided(one.name)}
        return PrinterList(printers, before.two_sided | new)
    except ProductError as trouble:
        return PrinterList(trouble=trouble)


def print_papers(papers: Sequence[Printout], printer: str, *, copies: int, two_sided: bool) -> Delivered:
    """One job for each paper, the bytes as they are."""
    sent: list[Printout] = []
    for paper in papers:
        turned: Sides = "two-sided-short-edge" if paper.is_landscape else "two-sided-long-edge"
        sides: Sides = turned if two_sided else "one-sided"
        try:
            print_pdf(paper.pdf, printer, copies=copies, title=paper.title, sides=sides)
        except ProductError as trouble:
            return Delivered(tuple(sent), trouble=trouble)
        sent.append(paper)
    return Delivered(tuple(sent))


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
