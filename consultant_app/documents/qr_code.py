"""The check code and the number of a frozen paper as a QR code (ISO/IEC 18004), drawn as vectors."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from consultant_app.documents.styles import INK
from consultant_app.domain.check_code import spelled

QR_SIZE: Final = 12 * mm
"""Modules of 0.36 mm and more for the longest number: four dots and more at 300 dpi."""
QR_GAP: Final = 9.0
"""Four modules of nothing, as every reader needs them."""


def qr_text(number: str, check_code: str) -> str:
    """As both are printed: "BP-EN-2018-DK001 0123-4567-89AB-CDEF". `document show` takes it as it was read."""
    return f"{number} {spelled(check_code)}".strip()


def draw_qr_code(canvas: Canvas, text: str, *, x: float, y: float) -> None:
    """With its lower left corner there, QR_SIZE wide. A seventh of it may be smudged (level M)."""
    import segno  # costs start-up time

    rows = segno.make(text, error="m", micro=False, boost_error=False).matrix
    module = QR_SIZE / len(rows)
    path = canvas.beginPath()
    for down, row in enumerate(rows, start=1):
        for start, length in _runs(row):
            path.rect(x + start * module, y + QR_SIZE - down * module, length * module, module)
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow on one another."""
    runs: list[tuple[int, int]] = []
    for at, is_dark in enumerate(row):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs
