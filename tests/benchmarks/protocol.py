"""Protocols of four pages: one alone, 200 against plain paragraphs of the same texts, 1,000 in one process.

Plain paragraphs: every text of the contents, one after the other, by reportlab alone in the fonts and sizes of the
protocol; no table, no head or foot, nothing kept together, no bookmark, and no PDF/A. Both are told in time of the
processor: what else the machine does meanwhile counts for neither.
"""

import dataclasses
import io
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from consultant_app.documents.contents import VisitProtocol
from consultant_app.documents.fonts import REGULAR, register_fonts
from consultant_app.documents.visit_protocol import render_visit_protocol
from tests.documents.sample_papers import visit_protocol
from tests.support.measuring import tell, tell_limit, tell_most

PAGES = 4
TRIES = 15
GOAL_MS = 150.0
BATCH, GOAL_OF_PLAIN = 200, 0.6
MANY, WARM_AFTER, MOST_GROWN_MB = 1000, 200, 8.0


def four_pages() -> VisitProtocol:
    """The sample's longest visit, with as much more text as fills four pages."""
    contents = visit_protocol()
    paragraph = contents.situation.split("\n\n")[0]
    for times in range(30):
        longer = dataclasses.replace(contents, situation="\n\n".join([contents.situation, *[paragraph] * times]))
        if pages(render_visit_protocol(longer)) == PAGES:
            return longer
    raise AssertionError("no text filled four pages")


def another(contents: VisitProtocol, order: int) -> VisitProtocol:
    """Other texts of the same length: nothing that was worked out for one paper is worth anything for the next."""
    situation = " ".join(f"{word}{order:03}" if len(word) > 9 else word for word in contents.situation.split(" "))
    return dataclasses.replace(contents, number=f"BP-EN-2026-AB{order:03}", situation=situation, goal=f"Ziel {order}.")


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def texts(value: Any) -> Iterator[str]:
    """Every text in the contents, in their order."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


def plain(contents: VisitProtocol) -> bytes:
    register_fonts()
    style = ParagraphStyle("plain", fontName=REGULAR, fontSize=10.2, leading=15, spaceAfter=5)
    paper = io.BytesIO()
    escaped = (text.replace("&", "&amp;").replace("<", "&lt;") for text in texts(contents))
    paragraphs = [Paragraph(line, style) for text in escaped for line in text.split("\n") if line]
    SimpleDocTemplate(paper, initialFontName=REGULAR).build(paragraphs)
    return paper.getvalue()


def milliseconds(make: Callable[[VisitProtocol], bytes], contents: VisitProtocol) -> float:
    """Warm, by the clock: the first try, with its imports and fonts, does not count."""
    taken = []
    for _ in range(TRIES + 1):
        started = time.perf_counter()
        make(contents)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken[1:])


def pages_a_second(make: Callable[[VisitProtocol], bytes], papers: list[VisitProtocol]) -> float:
    make(papers[0])
    started = time.process_time()
    made = [make(one) for one in papers]
    taken = time.process_time() - started
    return sum(map(pages, made)) / taken


def memory_mb() -> float:
    """What the process holds now, as the system sees it."""
    held_pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return held_pages * 4096 / 2**20


def grown_mb(contents: VisitProtocol) -> float:
    """From the 200th paper to the last of a thousand."""
    before = 0.0
    for order in range(MANY):
        if order == WARM_AFTER:
            before = memory_mb()
        render_visit_protocol(another(contents, order))
    return memory_mb() - before


def main() -> None:
    contents = four_pages()
    least = milliseconds(plain, contents)
    mine = milliseconds(render_visit_protocol, contents)
    tell_limit(
        f"protocol of {PAGES} pages",
        f"{mine:.0f} ms",
        f"{least:.0f} ms for plain paragraphs",
        ratio=mine / least,
        goal=f"< {GOAL_MS:.0f} ms",
        holds=mine < GOAL_MS,
    )
    batch = [another(contents, order) for order in range(BATCH)]
    limit, reached = pages_a_second(plain, batch), pages_a_second(render_visit_protocol, batch)
    how = f"{reached:.0f} pages/s, plain paragraphs {limit:.0f}"
    tell(f"{BATCH} protocols", reached / limit, goal=GOAL_OF_PLAIN, how=how)
    tell_most(f"memory from paper {WARM_AFTER} to {MANY}", grown_mb(contents), MOST_GROWN_MB, unit="MB")


if __name__ == "__main__":
    main()
