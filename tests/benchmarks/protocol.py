"""A protocol of four pages, against plain paragraphs of the same texts set by reportlab alone."""

import dataclasses
import io
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from consultant_app.documents.contents import VisitProtocol
from consultant_app.documents.visit_protocol import render_visit_protocol
from tests.documents.sample_papers import visit_protocol
from tests.support.measuring import tell_limit

PAGES = 4
TRIES = 15
GOAL_MS = 300.0


def four_pages() -> VisitProtocol:
    """The sample's longest visit, with as much more text as fills four pages."""
    contents = visit_protocol()
    paragraph = contents.situation.split("\n\n")[0]
    for times in range(30):
        longer = dataclasses.replace(contents, situation="\n\n".join([contents.situation, *[paragraph] * times]))
        if pages(render_visit_protocol(longer)) == PAGES:
            return longer
    raise AssertionError("no text filled four pages")


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
    style = getSampleStyleSheet()["BodyText"]
    paper = io.BytesIO()
    escaped = (text.replace("&", "&amp;").replace("<", "&lt;") for text in texts(contents))
    SimpleDocTemplate(paper).build([Paragraph(line, style) for text in escaped for line in text.split("\n") if line])
    return paper.getvalue()


def milliseconds(make: Callable[[VisitProtocol], bytes], contents: VisitProtocol) -> float:
    """Warm: the first try, with its imports and fonts, does not count."""
    taken = []
    for _ in range(TRIES + 1):
        started = time.perf_counter()
        make(contents)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken[1:])


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


if __name__ == "__main__":
    main()
