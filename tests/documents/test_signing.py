"""Signatures on a frozen paper: drawn where its lines lie, appended to bytes that stay as they were."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QGuiApplication, QImage

from consultant_app.documents.contents import Ink
from consultant_app.documents.frozen import FrozenPaper, freeze_visit_protocol
from consultant_app.documents.printed_codes import printed_codes
from consultant_app.documents.signature_boxes import SignatureBox, boxes_of
from consultant_app.documents.signing import draw_signatures
from consultant_app.errors import RuleError
from tests.documents.reading import page_count, page_texts, picture
from tests.documents.sample_papers import visit_protocol
from tests.documents.test_pdfa import faults

SIGNED = datetime(2026, 5, 19, 14, 57)  # noqa: DTZ001 - local time of the paper
DPI = 144


def strokes(*, ground: bool = False) -> bytes:
    image = Image.new("RGB" if ground else "RGBA", (900, 320), "white" if ground else None)
    points = [(60, 240), (200, 40), (260, 260), (420, 90), (520, 250), (840, 120)]
    ImageDraw.Draw(image).line(points, fill=(24, 42, 110), width=10, joint="curve")
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def ink(role: str = "company", **values: Any) -> Ink:
    heading = "Für das Unternehmen" if role == "company" else "Für die Beratung"
    given = {"way": "screen", "name": "Sabine Weiß", "function": "Geschäftsführung", "place": "Witten"}
    if values.get("way", "screen") == "screen":
        given["picture"] = strokes()  # type: ignore[assignment]
    return Ink(role=role, heading=heading, signed_at=SIGNED, **{**given, **values})


def both() -> list[Ink]:
    return [ink(), ink("consultant", name="Łukasz Przykład", function="EN-Agentur, Hattingen")]


@pytest.fixture(scope="module")
def frozen() -> FrozenPaper:
    return freeze_visit_protocol(replace(visit_protocol(), state="final", number="BP-EN-2026-AB001"))


def signed(frozen: FrozenPaper, inks: Sequence[Ink]) -> bytes:
    return draw_signatures(frozen.pdf, inks, title="Besuchsprotokoll BP-EN-2026-AB001", check_code=frozen.check_code)


def darkness(drawn: QImage, box: SignatureBox, *, height: float) -> int:
    """Dark pixels over the line, within its room."""
    scale, room = DPI / 72, box.ink
    columns = range(int(room.left * scale), int(room.right * scale))
    rows = range(int((height - room.top) * scale) + 1, int((height - room.bottom) * scale) - 3)
    return sum(1 for y in rows for x in columns if drawn.pixelColor(x, y).value() < 128)


def test_a_protocol_says_where_its_lines_to_sign_lie(frozen: FrozenPaper) -> None:
    boxes = boxes_of(frozen.pdf)
    assert set(boxes) == {"company", "consultant"}
    company, consultant = boxes["company"], boxes["consultant"]
    assert company.page == consultant.page == page_count(frozen.pdf) - 1
    assert company.ink.right < consultant.ink.left
    assert company.ink.height > 30
    assert company.note.top < company.ink.bottom
    assert company.note.width == company.ink.width == pytest.approx(consultant.ink.width)


def test_the_frozen_file_stays_a_prefix_and_equal_signatures_give_equal_bytes(frozen: FrozenPaper) -> None:
    edition = signed(frozen, both())
    assert edition[: len(frozen.pdf)] == frozen.pdf
    assert len(edition) > len(frozen.pdf)
    assert signed(frozen, both()) == edition
    assert signed(frozen, both()[:1]) != edition
    assert signed(frozen, []) == frozen.pdf


def test_the_signed_file_is_whole_for_a_reader_that_is_not_ours(frozen: FrozenPaper) -> None:
    edition = signed(frozen, both())
    with pikepdf.open(io.BytesIO(edition)) as opened, pikepdf.open(io.BytesIO(frozen.pdf)) as before:
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) == len(before.pages)
        assert bytes(opened.attachments["inhalt.json"].get_file().read_bytes()) == frozen.contents
        assert opened.trailer.ID[0] == before.trailer.ID[0]
        assert opened.trailer.ID[1] != before.trailer.ID[1]
    assert printed_codes(edition) == [frozenset({frozen.check_code})] * page_count(frozen.pdf)


@pytest.mark.parametrize("ground", [False, True])
def test_the_strokes_stand_over_the_line_of_who_signed(
    qapp: QGuiApplication, frozen: FrozenPaper, ground: bool
) -> None:
    del qapp
    edition = signed(frozen, [ink(picture=strokes(ground=ground))])
    boxes = boxes_of(frozen.pdf)
    drawn = picture(edition, boxes["company"].page, dpi=DPI)
    height = drawn.height() * 72 / DPI
    assert darkness(drawn, boxes["company"], height=height) > 300
    assert darkness(drawn, boxes["consultant"], height=height) == 0


def test_who_signed_when_and_where_stands_beside_the_strokes(frozen: FrozenPaper) -> None:
    text = page_texts(signed(frozen, both()))[-1]
    assert "Witten, 19.05.2026" in text
    assert "Auf dem Bildschirm unterschrieben am 19.05.2026, 14:57 Uhr: SABINE WEIẞ, Geschäftsführung" in text
    assert "ŁUKASZ PRZYKŁAD, EN-Agentur, Hattingen" in text


def test_a_paper_signature_and_a_refusal_are_said_on_the_line(frozen: FrozenPaper) -> None:
    inks = [
        ink(way="refused", reason="Der Text wird noch geprüft"),
        ink("consultant", way="paper", name="Kim Lautmuster", function=""),
    ]
    text = page_texts(signed(frozen, inks))[-1]
    assert "Unterschrift verweigert. Grund: Der Text wird noch geprüft" in text
    assert "Vermerkt am 19.05.2026, 14:57 Uhr: SABINE WEIẞ" in text
    assert "Auf Papier unterschrieben am 19.05.2026: KIM LAUTMUSTER" in text


def test_who_has_no_line_signs_on_a_sheet_that_follows(frozen: FrozenPaper) -> None:
    edition = signed(frozen, [*both(), ink(name="Murat Aydın", function="Betriebsrat")])
    assert edition[: len(frozen.pdf)] == frozen.pdf
    assert page_count(edition) == page_count(frozen.pdf) + 1
    sheet = page_texts(edition)[-1]
    assert "Weitere Unterschriften" in sheet
    assert "Beiblatt zu: Besuchsprotokoll BP-EN-2026-AB001" in sheet
    assert "MURAT AYDIN, Betriebsrat" in sheet
    assert "SABINE" not in sheet
    assert printed_codes(edition)[-1] == {frozen.check_code}


def test_a_refusal_does_not_take_the_line_of_somebody_else_who_signs_later(frozen: FrozenPaper) -> None:
    refusal = ink(name="Şükrü Weiß", way="refused", reason="Betriebsrat will warten", picture=b"")
    pages = page_texts(signed(frozen, [refusal, *both()]))
    before = page_texts(frozen.pdf)
    assert len(pages) == len(before) + 1
    assert "Betriebsrat will warten" not in pages[len(before) - 1]
    assert "Betriebsrat will warten" in pages[-1]
    assert "Betriebsrat will warten" in page_texts(signed(frozen, [refusal]))[len(before) - 1]


def test_a_long_reason_is_said_in_full_on_the_sheet(frozen: FrozenPaper) -> None:
    reason = "Die Geschäftsführung sieht die Energiezahlen anders. " * 60
    edition = signed(frozen, [ink(way="refused", reason=f"{reason}Ende.")])
    texts = page_texts(edition)
    last = page_count(frozen.pdf) - 1
    assert "Unterschrift verweigert. Mehr dazu auf dem Beiblatt." in texts[last]
    assert "Ende." in " ".join(texts[last + 1 :])
    assert all(codes == {frozen.check_code} for codes in printed_codes(edition))


def test_a_signed_paper_is_still_pdf_a(frozen: FrozenPaper) -> None:
    assert faults(signed(frozen, both())) == []
    assert faults(signed(frozen, [*both(), ink(way="refused", reason="Die Zahlen stimmen nicht. " * 90)])) == []


@pytest.mark.parametrize("bytes_", [b"", b"no pdf at all", b"%PDF-1.7\ntrailer <<>>"])
def test_what_is_no_pdf_is_refused(bytes_: bytes) -> None:
    with pytest.raises(RuleError, match="document_unreadable"):
        draw_signatures(bytes_, [ink()], title="-", check_code="0" * 16)


def test_a_picture_that_cannot_be_read_leaves_the_line_empty_and_the_note_below(
    qapp: QGuiApplication, frozen: FrozenPaper
) -> None:
    """It came from another device; the record says that it was signed on screen."""
    del qapp
    edition = signed(frozen, [ink(picture=b"\x89PNG no picture")])
    box = boxes_of(frozen.pdf)["company"]
    beside = replace(box, ink=replace(box.ink, left=box.ink.left + box.ink.width * 0.45))
    drawn = picture(edition, box.page, dpi=DPI)
    assert darkness(drawn, beside, height=drawn.height() * 72 / DPI) == 0
    assert "Auf dem Bildschirm unterschrieben" in page_texts(edition)[-1]


def test_every_font_of_the_signatures_is_in_the_file(frozen: FrozenPaper) -> None:
    edition = signed(frozen, [*both(), ink(name="Νίκος Ψ", way="paper")])
    with pikepdf.open(io.BytesIO(edition)) as opened:
        fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        assert fonts
        assert all("/FontFile2" in one.FontDescriptor for one in fonts if "/FontDescriptor" in one)
        assert all("/FontDescriptor" in one for one in fonts)
