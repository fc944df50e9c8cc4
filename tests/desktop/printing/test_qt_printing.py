"""The way of Windows and macOS, run here: pages drawn by Qt, into a PDF file and onto a real queue."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from consultant_app.desktop.printing.qt_printing import QtPrinting, draw
from consultant_app.desktop.printing.systems import system_of_this_device
from consultant_app.documents.action_plan import render_action_plan
from consultant_app.documents.printer import Order
from consultant_app.documents.printer_cups import Cups
from consultant_app.documents.visit_protocol import render_visit_protocol
from consultant_app.errors import TroubleError
from tests.documents.sample_papers import action_plan, visit_protocol
from tests.support.printing import PrinterQueue
from tests.support.waiting import PATIENCE_S

pytestmark = pytest.mark.usefixtures("qapp")
_ORDER = Order(printer="Buero", title="Besuchsprotokoll", mark="1")
_DOTS = QSize(210, 297)


def drawn(pdf: bytes, target: Path) -> Path:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    draw(pdf, printer, _ORDER)
    return target


def sizes(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    return [(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in pdf.pages]


def darkness(path: Path, page: int) -> list[int]:
    """How dark each millimetre is: what two drawings of one page share."""
    document = QPdfDocument()
    document.load(str(path))
    picture = document.render(page, _DOTS)
    document.close()
    # What nothing was drawn on is transparent.
    inks = (picture.pixelColor(x, y) for y in range(picture.height()) for x in range(picture.width()))
    return [(255 - ink.lightness()) * ink.alpha() // 255 for ink in inks]


def test_every_page_is_drawn_in_its_own_format(tmp_path: Path) -> None:
    for number, pdf in enumerate((render_visit_protocol(visit_protocol()), render_action_plan(action_plan()))):
        with pikepdf.open(drawn(pdf, tmp_path / f"{number}.pdf")) as got, pikepdf.open(io.BytesIO(pdf)) as given:
            for (width, height), (wide, high) in zip(sizes(got), sizes(given), strict=True):
                assert abs(width - wide) <= 2
                assert abs(height - high) <= 2


def test_what_is_drawn_looks_like_the_page(tmp_path: Path) -> None:
    given = tmp_path / "given.pdf"
    given.write_bytes(render_visit_protocol(visit_protocol()))
    got = drawn(given.read_bytes(), tmp_path / "got.pdf")
    here, there = darkness(given, 0), darkness(got, 0)
    assert max(there) > 150
    off = sum(1 for a, b in zip(here, there, strict=True) if abs(a - b) > 64)
    assert off < sum(1 for ink in here if ink > 64) * 0.25


_PRINTING = """
import sys
from PySide6.QtGui import QGuiApplication
from consultant_app.desktop.printing.qt_printing import QtPrinting
from consultant_app.documents.printer import Order
application = QGuiApplication(sys.argv)
system = QtPrinting()
(printer,) = [one for one in system.list_printers() if one.name == sys.argv[1]]
assert printer.prints_two_sided and printer.prints_in_grey_or_colour, printer
order = Order(printer=printer.name, title="Protokoll", mark="1", copies=2, sides="two-sided-long-edge")
system.hand_over(open(sys.argv[2], "rb").read(), order)
"""


def test_a_real_queue_gets_the_drawn_pages(two_sided_queue: PrinterQueue, tmp_path: Path) -> None:
    """In a process of its own: libcups asks the environment only once where the spooler is."""
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(render_visit_protocol(visit_protocol()))
    env = {**os.environ, **two_sided_queue.env, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _PRINTING, two_sided_queue.name, str(paper)],
        env=env, capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (arrived,) = two_sided_queue.wait_for_jobs(1)
    (ordered,) = two_sided_queue.orders(1)
    assert (ordered["IPP_COPIES"], ordered["IPP_SIDES"]) == ("2", "two-sided-long-edge")
    with pikepdf.open(arrived) as got, pikepdf.open(paper) as given:
        assert len(got.pages) == len(given.pages)


def test_a_printer_that_the_system_does_not_know_is_named() -> None:
    with pytest.raises(TroubleError, match="printer_gone"):
        QtPrinting().hand_over(b"%PDF-1.4\n", _ORDER)


@pytest.mark.parametrize(("platform", "way"), [("linux", Cups), ("win32", QtPrinting), ("darwin", QtPrinting)])
def test_each_system_prints_its_own_way(platform: str, way: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert isinstance(system_of_this_device(), way)
