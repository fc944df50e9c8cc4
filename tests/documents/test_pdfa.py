"""Every paper is PDF/A-3U, as far as `page-validation` sees: it is held to the corpora of veraPDF and of Isartor."""

import io
import zlib
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any
from xml.etree import ElementTree

import page
import pikepdf
import pytest

from consultant_app.documents.frozen import freeze_visit_protocol
from consultant_app.documents.pdfa import saved
from consultant_app.documents.visit_protocol import render_visit_protocol
from tests.documents.extremes import EXTREMES, made
from tests.documents.reading import fonts
from tests.documents.sample_papers import PRINTED_AT, visit_protocol

PROFILE = page.ValidationProfile.PDF_A_3U
XMP = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def faults(pdf: bytes) -> list[str]:
    return [f"{one.rule_id}: {one.message}" for one in page.validate_pdf_bytes(pdf, profile=PROFILE).failures]


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("name", EXTREMES)
def test_every_paper_in_its_extremes_is_valid(name: str) -> None:
    assert faults(made(name)) == []


def test_a_frozen_paper_with_its_contents_inside_is_valid() -> None:
    frozen = freeze_visit_protocol(visit_protocol()).pdf
    assert faults(frozen) == []
    with pikepdf.open(io.BytesIO(frozen)) as document:
        (spec,) = document.Root.AF
        assert spec.AFRelationship == "/Source"
        assert document.attachments["inhalt.json"].obj.objgen == spec.objgen


@pytest.mark.parametrize("name", EXTREMES)
def test_a_second_reader_finds_nothing_wrong_in_the_syntax(name: str) -> None:
    """qpdf's own check, of every object and every stream."""
    with pikepdf.open(io.BytesIO(made(name))) as document:
        assert document.check_pdf_syntax() == []


def without_output_intent(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents


def without_metadata(document: pikepdf.Pdf) -> None:
    del document.Root.Metadata


def with_a_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_a_font_of_the_reader(document: pikepdf.Pdf) -> None:
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            del thing.FontFile2


@pytest.mark.parametrize("fault", [without_output_intent, without_metadata, with_a_script, with_a_font_of_the_reader])
def test_the_validator_sees_what_is_wrong(fault: Callable[[pikepdf.Pdf], None]) -> None:
    assert faults(changed(made("visit-usual"), fault)) != []


def test_the_metadata_say_what_the_information_of_the_file_says() -> None:
    contents = visit_protocol(printed_at=PRINTED_AT.replace(tzinfo=timezone(timedelta(hours=2))))
    with pikepdf.open(io.BytesIO(render_visit_protocol(contents))) as document:
        information = {str(key): str(value) for key, value in document.docinfo.items()}
        metadata = ElementTree.fromstring(document.Root.Metadata.read_bytes())
        assert str(document.Root.Lang) == "de-DE"
        assert document.pdf_version == "1.7"
    told = {name: " ".join(metadata.find(f".//{name}", XMP).itertext()).strip() for name in (
        "dc:title", "dc:creator", "dc:description", "dc:language", "pdf:Producer", "xmp:CreatorTool", "xmp:CreateDate",
    )}  # type: ignore[union-attr]  # fmt: skip
    assert contents.number in told["dc:title"]
    assert contents.company.name in told["dc:title"]
    assert told["dc:title"] == information["/Title"]
    assert told["dc:creator"] == information["/Author"] == contents.letterhead.name
    assert told["dc:description"] == information["/Subject"] == "Fassung 1"
    assert told["pdf:Producer"] == information["/Producer"]
    assert told["xmp:CreatorTool"] == information["/Creator"]
    assert told["dc:language"] == "de-DE"
    assert told["xmp:CreateDate"] == contents.printed_at.isoformat()
    assert information["/CreationDate"] == information["/ModDate"] == "D:20260519145800+02'00"


def test_typed_signs_of_markup_leave_the_metadata_whole() -> None:
    contents = visit_protocol(number='<BP> & "1"')
    frozen = freeze_visit_protocol(contents).pdf
    assert faults(frozen) == []
    with pikepdf.open(io.BytesIO(frozen)) as document:
        title = ElementTree.fromstring(document.Root.Metadata.read_bytes()).find(".//dc:title", XMP)
    assert title is not None
    assert '<BP> & "1"' in "".join(title.itertext())


@pytest.mark.parametrize("name", EXTREMES)
def test_every_letter_is_in_the_file_and_has_a_meaning(name: str) -> None:
    named = dict(fonts(made(name)))
    assert named
    assert all(named.values()), named


@pytest.mark.parametrize("name", EXTREMES)
def test_every_paper_has_bookmarks_that_lead_to_its_pages(name: str) -> None:
    with pikepdf.open(io.BytesIO(made(name))) as document, document.open_outline() as outline:
        assert outline.root
        assert all(entry.title.strip() for entry in outline.root)
        assert all(entry.destination is not None for entry in outline.root)


def test_a_bookmark_leads_to_its_heading_and_not_to_the_end_of_its_page() -> None:
    with pikepdf.open(io.BytesIO(made("visit-later"))) as document, document.open_outline() as outline:
        pages = [page.objgen for page in document.pages]
        targets: list[Any] = [entry.destination for entry in outline.root]
        places = [(pages.index(target[0].objgen), -float(target[3])) for target in targets]
        assert places == sorted(places)
        assert len(set(places)) == len(places)
        assert all(-top > 100 for _, top in places)


def test_a_stream_whose_last_letter_looks_like_a_line_end_keeps_its_length() -> None:
    """One stream in 256 ends so: here are many short texts, of which a few do."""
    endings = [zlib.compress(f"{number}".encode())[-1:] for number in range(20_000)]
    unlucky = [str(number) for number, ending in enumerate(endings) if ending == b"\r"]
    assert unlucky
    made_of = pikepdf.new()
    made_of.add_blank_page()
    for text in unlucky[:3]:
        stream = pikepdf.Stream(made_of, zlib.compress(text.encode()))
        stream.Filter = pikepdf.Name.FlateDecode
        made_of.Root[f"/Kept{text}"] = made_of.make_indirect(stream)
    pdf = saved(made_of)
    assert not [fault for fault in faults(pdf) if "LENGTH" in fault]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert [document.Root[f"/Kept{text}"].read_bytes().decode() for text in unlucky[:3]] == unlucky[:3]
