"""Where the lines to sign lie on a frozen paper: the paper itself says it, by named destinations with a rectangle.

Nobody lays the paper out again to find them, and any reader of PDF can.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfgen.canvas import Canvas

_INK: Final = "signature-"
_NOTE: Final = "signature-note-"


@dataclass(frozen=True, slots=True)
class Rectangle:
    """In points, from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """`ink` is the room over the line, `note` the one below the name; `page` counts from 0."""

    page: int
    ink: Rectangle
    note: Rectangle


def mark_ink(canvas: Canvas, role: str, *, width: float, bottom: float, top: float) -> None:
    """The room over a line to sign on, in the canvas's present coordinates."""
    _mark(canvas, f"{_INK}{role}", width=width, bottom=bottom, top=top)


def mark_note(canvas: Canvas, role: str, *, width: float, height: float) -> None:
    _mark(canvas, f"{_NOTE}{role}", width=width, bottom=0, top=height)


def boxes_of(pdf: bytes) -> Mapping[str, SignatureBox]:
    """By role; nothing for a paper without lines to sign. Raises pikepdf.PdfError."""
    import pikepdf  # costs start-up time

    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        named: Any = document.Root.get("/Dests", pikepdf.Dictionary())
        marks = {str(name)[1:]: target for name, target in named.items()}
        boxes = {}
        for name, target in marks.items():
            role = name.removeprefix(_INK)
            note, page = marks.get(f"{_NOTE}{role}"), pages.get(target[0].objgen)
            if name.startswith(_INK) and note is not None and page is not None:
                boxes[role] = SignatureBox(page, _rectangle(target), _rectangle(note))
        return boxes


def _mark(canvas: Canvas, name: str, *, width: float, bottom: float, top: float) -> None:
    left, low = canvas.absolutePosition(0, bottom)
    right, high = canvas.absolutePosition(width, top)
    edges = {"left": round(left, 2), "bottom": round(low, 2), "right": round(right, 2), "top": round(high, 2)}
    destination = canvas.bookmarkPage(name, fit="FitR", **edges)
    # reportlab writes out by name no destination at all; `setCatalogEntry` makes a list of its own longer each time.
    catalog: Any = canvas._doc.Catalog  # type: ignore[attr-defined]  # noqa: SLF001
    if getattr(catalog, "Dests", None) is None:
        catalog.Dests = PDFDictionary()
    catalog.Dests[name] = destination


def _rectangle(target: Any) -> Rectangle:
    left, bottom, right, top = (float(edge) for edge in target[2:6])
    return Rectangle(left, bottom, right, top)
