"""Reading a PDF back: its text page by page, its fonts, where its ink is."""

import io
import re
from collections.abc import Iterator

import pikepdf
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from consultant_app.documents.typography import NO_BREAK


def _opened(pdf: bytes) -> tuple[QPdfDocument, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.status() is QPdfDocument.Status.Ready
    return document, buffer


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page in one line; words that were hyphenated are whole again."""
    return [" ".join(lines) for lines in page_lines(pdf)]


def page_lines(pdf: bytes) -> list[list[str]]:
    document, _buffer = _opened(pdf)
    pages = []
    for page in range(document.pageCount()):
        text = document.getAllText(page).text().replace("\r", "").replace("\ufffe", "").replace(NO_BREAK, " ")
        pages.append([line.strip() for line in text.split("\n") if line.strip()])
    return pages


def body_text(pdf: bytes) -> str:
    """What stands between head and foot of the pages, in one line; for papers of two pages and more."""
    pages = page_lines(pdf)
    furniture = set.intersection(*map(set, pages))
    text = ""
    for page in pages:
        lines = [
            line for line in page if line not in furniture and not re.search(r"(Seite|Page) \d+ (von|of) \d+", line)
        ]
        # A word may go on over the page.
        text = text.removesuffix("- ") + " ".join(lines) + " "
    return text


def whole_text(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def page_count(pdf: bytes) -> int:
    document, _buffer = _opened(pdf)
    return document.pageCount()


def picture(pdf: bytes, page: int, *, dpi: float) -> QImage:
    """The page in grey on white; needs a QGuiApplication."""
    document, _buffer = _opened(pdf)
    size = document.pagePointSize(page) * dpi / 72
    drawn = document.render(page, size.toSize())
    paper = QImage(drawn.size(), QImage.Format.Format_Grayscale8)
    paper.fill(255)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper


def ink(pdf: bytes, page: int, *, width: int) -> list[bytes]:
    """The page in rows of grey values, 0 is black; needs a QGuiApplication."""
    document, _buffer = _opened(pdf)
    paper = picture(pdf, page, dpi=72 * width / document.pagePointSize(page).width())
    grey, step = bytes(paper.constBits()), paper.bytesPerLine()
    return [grey[y * step : y * step + width] for y in range(paper.height())]


def fonts(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """Every font of the file with whether its shapes are in the file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                description = thing.get("/FontDescriptor")
                yield str(thing.BaseFont), description is not None and "/FontFile2" in description
