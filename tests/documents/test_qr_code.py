"""The QR code of a frozen paper, read from the picture of its pages by ZXing, which is not ours."""

import io

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from PySide6.QtCore import QBuffer
from reportlab.lib.units import mm

from consultant_app.documents.frozen import freeze_visit_protocol
from consultant_app.documents.qr_code import QR_SIZE, qr_text
from consultant_app.documents.visit_protocol import render_visit_protocol
from consultant_app.domain.check_code import spelled
from tests.documents.extremes import long_visit
from tests.documents.reading import page_count, page_texts, picture
from tests.documents.sample_papers import visit_protocol

pytestmark = pytest.mark.usefixtures("qapp")

LONGEST = "BP-WIRTSCHAFT-2026-ZZ123456-N12"


def photographed(pdf: bytes, page: int, *, dpi: float) -> Image.Image:
    saved = QBuffer()
    picture(pdf, page, dpi=dpi).save(saved, "PNG")
    return Image.open(io.BytesIO(saved.data().data())).convert("L")


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]


def test_every_page_carries_number_and_code_for_a_scanner() -> None:
    frozen = freeze_visit_protocol(visit_protocol())
    wanted = f"BP-EN-2018-D001 {spelled(frozen.check_code)}"
    assert page_count(frozen.pdf) > 2
    for page, text in enumerate(page_texts(frozen.pdf)):
        assert spelled(frozen.check_code) in text
        assert read(photographed(frozen.pdf, page, dpi=300)) == [wanted]


@pytest.mark.parametrize("number", ["", "BP-EN-2018-D001", LONGEST])
def test_a_poor_copy_of_the_printed_size_is_still_read(number: str) -> None:
    """A telephone at arm's length sees less than 150 dpi, and not sharply; a grey copy has no black."""
    frozen = freeze_visit_protocol(visit_protocol(number=number))
    seen = photographed(frozen.pdf, 0, dpi=150).filter(ImageFilter.GaussianBlur(0.8)).rotate(3, fillcolor=255)
    pale = seen.point(lambda grey: 90 + grey * 150 // 255)
    assert read(pale) == [qr_text(number, frozen.check_code)]


def test_a_stain_on_a_corner_of_the_code_is_read_through() -> None:
    frozen = freeze_visit_protocol(visit_protocol())
    page = photographed(frozen.pdf, 0, dpi=300)
    side = round(QR_SIZE / mm / 25.4 * 300)
    right, bottom = round((210 - 20) / 25.4 * 300), round((297 - 20) / 25.4 * 300)
    page.paste(255, (right - side // 4, bottom - side // 4, right, bottom))
    assert read(page) == [qr_text("BP-EN-2018-D001", frozen.check_code)]


def test_a_paper_that_is_not_frozen_has_no_code() -> None:
    assert read(photographed(render_visit_protocol(visit_protocol()), 0, dpi=300)) == []


def test_thirty_pages_carry_one_drawing() -> None:
    with pikepdf.open(io.BytesIO(freeze_visit_protocol(long_visit()).pdf)) as document:
        assert len(document.pages) > 20
        drawings = {
            drawing.objgen
            for page in document.pages
            for name, drawing in page.resources.XObject.items()
            if "furniture" in name
        }
    assert len(drawings) == 1
