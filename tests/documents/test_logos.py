"""Logos in head and foot: vectors stay vectors, the emblem's text is set as the regulation wants it."""

import hashlib
import io
import json
from dataclasses import replace

import page as validator
import pikepdf
import pytest
from PIL import Image

from consultant_app.documents.contents import FundingNotice, LogoSlot
from consultant_app.documents.frozen import freeze_visit_protocol
from consultant_app.documents.logos import MAX_BYTES, check_emblem, read_logo
from consultant_app.documents.styles import styles
from consultant_app.documents.visit_protocol import render_visit_protocol
from consultant_app.errors import RuleError
from tests.documents.reading import fonts, ink
from tests.documents.sample_papers import funding, letterhead, visit_protocol

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">
<defs><path id="star" d="M0-10 3-3 10-3 4 2 6 9 0 5-6 9-4 2-10-3-3-3z"/>
<linearGradient id="g"><stop offset="0" stop-color="#000080"/><stop offset="1" stop-color="#0000ff"/></linearGradient>
</defs>
<rect width="300" height="200" fill="#003399"/><use href="#star" x="150" y="50" fill="#ffcc00"/>
<g opacity="0.5"><circle cx="150" cy="100" r="40" fill="url(#g)"/></g></svg>"""


def png(mode: str, size: tuple[int, int] = (300, 200), colour: object = None) -> bytes:
    drawn = io.BytesIO()
    Image.new(mode, size, colour).save(drawn, "PNG")  # type: ignore[arg-type]
    return drawn.getvalue()


def with_emblem(image: bytes) -> bytes:
    emblem = LogoSlot(text="Europäische Union", image=image)
    return render_visit_protocol(visit_protocol(funding=replace(funding(), emblem=emblem)))


def refused(content: bytes) -> str:
    with pytest.raises(RuleError) as caught:
        read_logo(content)
    return caught.value.code


def streams(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return b"\n".join(thing.read_bytes() for thing in document.objects if isinstance(thing, pikepdf.Stream))


def pictures(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(
            isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" for thing in document.objects
        )


def test_an_svg_is_printed_as_vectors_and_a_png_once_for_all_pages() -> None:
    assert pictures(with_emblem(SVG)) == 0
    assert b".2 .6 rg" in streams(with_emblem(SVG))
    assert pictures(with_emblem(png("RGB"))) == 1


@pytest.mark.parametrize(
    "image",
    [SVG, png("RGB"), png("RGBA", colour=(0, 0, 99, 128)), png("L"), png("P"), png("1"), png("I;16"), png("LA")],
    ids=["svg", "RGB", "RGBA", "L", "P", "1", "I;16", "LA"],
)
def test_whatever_form_a_logo_has_the_paper_is_valid_and_the_same_each_time(image: bytes) -> None:
    pdf = with_emblem(image)
    report = validator.validate_pdf_bytes(pdf, profile=validator.ValidationProfile.PDF_A_3U)
    assert [one.message for one in report.failures] == []
    assert pdf == with_emblem(image)
    assert all(embedded for _, embedded in fonts(pdf))


@pytest.mark.usefixtures("qapp")
def test_a_logo_stands_where_the_text_stood() -> None:
    plain, drawn = ink(with_emblem(b""), 0, width=600), ink(with_emblem(png("RGB")), 0, width=600)
    head = slice(round(600 * 20 / 210), round(600 * 33 / 210))
    assert sum(min(row) < 60 for row in drawn[head]) > sum(min(row) < 60 for row in plain[head])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "logo_unreadable"),
        (b"%PDF-1.4", "logo_unreadable"),
        (png("RGB")[:60], "logo_unreadable"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', "logo_unreadable"),
        (SVG.replace(b"<rect", b"<!DOCTYPE a [<!ENTITY b 'c'>]><rect"), "logo_unreadable"),
        (SVG.replace(b"<rect", b"<text>EU</text><rect"), "logo_has_text"),
        (SVG.replace(b"<rect", b"<script>alert(1)</script><rect"), "logo_not_plain"),
        (SVG.replace(b"<rect", b'<image href="/etc/passwd"/><rect'), "logo_not_plain"),
        (SVG.replace(b"#star", b"https://example.org/star.svg#star"), "logo_not_plain"),
        (SVG.replace(b"<rect", b"<filter/><rect"), "logo_not_plain"),
        (SVG + b" " * MAX_BYTES, "logo_too_large"),
    ],
)
def test_what_would_not_print_as_it_looks_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_an_emblem_too_wide_to_be_seen_is_refused() -> None:
    check_emblem(read_logo(png("RGB", (480, 100))))
    with pytest.raises(RuleError, match="logo_too_wide"):
        check_emblem(read_logo(png("RGB", (2000, 100))))


def test_the_text_in_place_of_the_emblem_is_set_plainly_in_an_allowed_font() -> None:
    """Regulation (EU) 821/2014, article 4: Ubuntu, not slanted, not underlined, and in black."""
    for language in ("de", "en"):
        style = styles(language).emblem  # type: ignore[arg-type]
        assert style.fontName == "Ubuntu-Regular"
        assert style.textColor.rgb() == (0, 0, 0)
        assert not getattr(style, "underlineWidth", None) or not style.underlineWidth
    named = {name.partition("+")[2]: embedded for name, embedded in fonts(with_emblem(b""))}
    assert named["Ubuntu-Regular"]


def test_a_final_paper_with_neither_emblem_nor_text_is_refused_and_a_draft_is_not() -> None:
    nothing = FundingNotice(emblem=LogoSlot(text=" "), sentence="Gefördert.")
    with pytest.raises(RuleError, match="emblem_missing"):
        render_visit_protocol(visit_protocol(funding=nothing))
    assert render_visit_protocol(visit_protocol(funding=nothing, state="draft"))
    assert render_visit_protocol(visit_protocol(funding=replace(nothing, emblem=LogoSlot(text="", image=SVG))))


def test_the_letterhead_of_another_partner_prints_its_own_logo() -> None:
    own = replace(letterhead(), logos=(LogoSlot(text="Logo", image=png("RGB", (90, 90))),))
    assert pictures(render_visit_protocol(visit_protocol(letterhead=own))) == 1


def test_a_frozen_paper_names_its_logos_in_the_contents_by_their_hash() -> None:
    emblem = LogoSlot(text="Europäische Union", image=png("RGB"))
    contents = visit_protocol(funding=replace(funding(), emblem=emblem))
    frozen = freeze_visit_protocol(contents)
    inside = json.loads(frozen.contents)["contents"]
    assert inside["funding"]["emblem"]["image"] == f"sha256:{hashlib.sha256(png('RGB')).hexdigest()}"
    assert inside["letterhead"]["logos"][0]["image"] == ""
    other = replace(contents, funding=replace(funding(), emblem=replace(emblem, image=png("RGB", (30, 20)))))
    assert freeze_visit_protocol(other).check_code != frozen.check_code
