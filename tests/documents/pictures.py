"""Approved pictures of papers: drawn in grey by the PDFium of the locked Qt, which draws the same on every machine.

    python -m tests.documents.pictures

draws all of them anew. They are looked at, page by page, and committed on their own.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage

from tests.documents.extremes import EXTREMES, made
from tests.documents.reading import page_count, picture

APPROVED = Path(__file__).parent.parent / "data" / "papers"
DPI = 60
FAR_OFF = 32
"""A grey this much lighter or darker is another grey; less is the smoothing of an edge."""
ALLOWED_PERCENT = 0.5


def pictured(name: str) -> Iterator[tuple[str, QImage]]:
    """The pages of an extreme with the names of their files."""
    extreme = EXTREMES[name]
    pdf = made(name)
    count = page_count(pdf)
    for page in range(count) if extreme.pages is None else extreme.pages:
        label = f"page-{page + 1}" if page >= 0 else "last" if page == -1 else f"last-but-{-page - 1}"
        yield f"{name}-{label}.png", picture(pdf, page % count, dpi=DPI)


def percent_off(drawn: QImage, approved: QImage) -> float:
    """How many of a hundred pixels are another grey; 100 for pictures of another size."""
    if drawn.size() != approved.size():
        return 100.0
    pairs = zip(greys(drawn), greys(approved), strict=True)
    off = sum(abs(one - other) > FAR_OFF for one, other in pairs)
    return 100 * off / (drawn.width() * drawn.height())


def greys(image: QImage) -> bytes:
    """Row by row, without what fills the rows up."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    raw, step, width = bytes(grey.constBits()), grey.bytesPerLine(), grey.width()
    return b"".join(raw[y * step : y * step + width] for y in range(grey.height()))


def approve() -> None:
    APPROVED.mkdir(parents=True, exist_ok=True)
    for old in APPROVED.glob("*.png"):
        old.unlink()
    for name in EXTREMES:
        for file, image in pictured(name):
            image.save(str(APPROVED / file))
            sys.stdout.write(f"{APPROVED / file}\n")


if __name__ == "__main__":
    _application = QGuiApplication(["pictures", "-platform", "offscreen"])
    approve()
