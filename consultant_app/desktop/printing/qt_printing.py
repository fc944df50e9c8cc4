"""Printing by the system's own way, through Qt: the PDF's pages are drawn onto the printer.

Used where there is no CUPS. The system takes the pages and tells nobody what becomes of them, so a job is over once it
is handed over. Called from jobs beside the interface; every object here lives and ends on the thread that calls.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from consultant_app.documents.printer import JobId, Order, Printer, QueueState, Report
from consultant_app.errors import TroubleError

_DPI: Final = 300
"""What is drawn; a printer may turn it into more dots, and no letter gets better by it."""
_POINTS_PER_INCH: Final = 72
_STATES: Final[Mapping[QPrinter.PrinterState, QueueState]] = {
    QPrinter.PrinterState.Idle: "idle",
    QPrinter.PrinterState.Active: "printing",
    QPrinter.PrinterState.Aborted: "stopped",
    QPrinter.PrinterState.Error: "stopped",
}
_SIDES: Final = {
    "one-sided": QPrinter.DuplexMode.DuplexNone,
    "two-sided-long-edge": QPrinter.DuplexMode.DuplexLongSide,
    "two-sided-short-edge": QPrinter.DuplexMode.DuplexShortSide,
}
_COLOURS: Final = {"color": QPrinter.ColorMode.Color, "monochrome": QPrinter.ColorMode.GrayScale}
_TRAYS: Final = {
    "auto": QPrinter.PaperSource.Auto,
    "top": QPrinter.PaperSource.Upper,
    "bottom": QPrinter.PaperSource.Lower,
    "middle": QPrinter.PaperSource.Middle,
    "manual": QPrinter.PaperSource.Manual,
    "envelope": QPrinter.PaperSource.Envelope,
    "large-capacity": QPrinter.PaperSource.LargeCapacity,
}


class QtPrinting:
    follows_jobs = False

    def list_printers(self) -> tuple[Printer, ...]:
        default = QPrinterInfo.defaultPrinterName()
        found = [_printer(info, default) for info in QPrinterInfo.availablePrinters()]
        return tuple(sorted(found, key=lambda printer: (not printer.is_default, printer.name)))

    def hand_over(self, pdf: bytes, order: Order) -> JobId:
        info = QPrinterInfo.printerInfo(order.printer)
        if info.isNull():
            raise TroubleError("printer_gone", printer=order.printer)
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        draw(pdf, printer, order)
        return JobId(f"{order.printer}-0")

    def find(self, printer: str, mark: str) -> JobId | None:
        return None

    def look(self, job: JobId) -> Report:
        return Report("unknown")

    def cancel(self, job: JobId) -> None:
        """What the system has taken is printed."""


def draw(pdf: bytes, printer: QPrinter, order: Order) -> None:
    """All pages of the document, each in its own format. Raises TroubleError("printer_refuses")."""
    printer.setDocName(order.title)
    printer.setCopyCount(order.copies)
    printer.setResolution(_DPI)
    printer.setFullPage(True)
    printer.setDuplex(_SIDES[order.sides])
    if order.colour:
        printer.setColorMode(_COLOURS[order.colour])
    if order.tray in _TRAYS:
        printer.setPaperSource(_TRAYS[order.tray])
    held = QBuffer()
    held.setData(QByteArray(pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    try:
        _draw_pages(document, printer, order.printer)
    finally:
        document.close()
        held.close()


def _draw_pages(document: QPdfDocument, printer: QPrinter, name: str) -> None:
    painter = QPainter()
    for number in range(document.pageCount()):
        size = document.pagePointSize(number)
        _lay_out(printer, is_landscape=size.width() > size.height())
        fresh = painter.begin(printer) if not number else printer.newPage()
        if not fresh:
            raise TroubleError("printer_refuses", printer=name, reason="Qt")
        dots = QSize(round(size.width() * _DPI / _POINTS_PER_INCH), round(size.height() * _DPI / _POINTS_PER_INCH))
        area = printer.paperRect(QPrinter.Unit.DevicePixel)
        painter.drawImage(QRectF(0, 0, area.width(), area.height()), _on_white(document.render(number, dots)))
    if not painter.end():
        raise TroubleError("printer_refuses", printer=name, reason="Qt")


def _on_white(drawn: QImage) -> QImage:
    """Transparent paper would go to the printer as a mask as large as the page."""
    page = QImage(drawn.size(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return page


def _lay_out(printer: QPrinter, *, is_landscape: bool) -> None:
    turned = QPageLayout.Orientation.Landscape if is_landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF()))


def _printer(info: QPrinterInfo, default: str) -> Printer:
    sides = tuple(name for name, mode in _SIDES.items() if mode in info.supportedDuplexModes())
    colours = tuple(name for name, mode in _COLOURS.items() if mode in info.supportedColorModes())
    # Only Windows says which trays there are.
    sources: list[QPrinter.PaperSource] = getattr(QPrinter(info), "supportedPaperSources", list)()
    return Printer(
        name=info.printerName(),
        state=_STATES[info.state()],
        is_default=info.printerName() == default,
        sides=sides,
        colours=colours,
        trays=tuple(name for name, source in _TRAYS.items() if source in sources),
    )
