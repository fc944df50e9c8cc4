"""Signatures drawn on a frozen paper, as an update appended to its bytes: the frozen file stays a prefix."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from consultant_app.documents.contents import Ink, Language
from consultant_app.documents.fonts import REGULAR, register_fonts
from consultant_app.documents.pdf_updates import pdf_objects, update_of
from consultant_app.documents.signature_boxes import SignatureBox, boxes_of
from consultant_app.documents.signature_ink import draw_in_box
from consultant_app.documents.signature_sheet import render_signature_sheet
from consultant_app.errors import RuleError

_NAME = "/Signatures"
_Drawn = list[tuple[SignatureBox, Ink]]


def draw_signatures(
    frozen: bytes, inks: Sequence[Ink], *, title: str, check_code: str, language: Language = "de"
) -> bytes:
    """The frozen bytes with the signatures after them: of each role the first who did sign on its line, all others, and
    what has no room there, on a sheet that follows in the order given. A refusal stands on the line only where nobody
    of that role signed: under it stands the name of whom the paper expects. Equal input gives equal bytes.

    `title` and `check_code` stand on that sheet. Raises RuleError("document_unreadable") for bytes that are no PDF.
    """
    if not inks:
        return frozen
    register_fonts()
    boxes = _boxes(frozen)
    on_lines: dict[int, _Drawn] = {}
    beside: list[Ink] = []
    for ink in sorted(inks, key=lambda one: one.way in ("refused", "waived")):
        box = boxes.get(ink.role)
        drawn = on_lines.setdefault(box.page, []) if box is not None else []
        if box is None or any(other.role == ink.role for _, other in drawn):
            beside.append(ink)
        else:
            drawn.append((box, ink))
    layers, unsaid = _layers(on_lines, language)
    sheet = [ink for ink in inks if ink in beside or ink in unsaid]
    pages = render_signature_sheet(sheet, title=title, check_code=check_code, language=language) if sheet else b""
    from pyhanko.pdf_utils.misc import PdfError  # costs start-up time

    try:
        return _appended(frozen, layers, pages)
    except PdfError as error:
        raise RuleError("document_unreadable") from error


def _boxes(frozen: bytes) -> Mapping[str, SignatureBox]:
    import pikepdf  # costs start-up time

    try:
        return boxes_of(frozen)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise RuleError("document_unreadable") from error


def _layers(on_lines: Mapping[int, _Drawn], language: Language) -> tuple[dict[int, bytes], list[Ink]]:
    """By page what is drawn over it, and the signatures that had no room in full."""
    layers: dict[int, bytes] = {}
    unsaid: list[Ink] = []
    for page, drawn in sorted(on_lines.items()):
        target = io.BytesIO()
        right, top = max(box.ink.right for box, _ in drawn), max(box.ink.top for box, _ in drawn)
        canvas = Canvas(target, pagesize=(right + 1, top + 1), invariant=1, initialFontName=REGULAR)  # type: ignore[arg-type] # the stubs say float
        unsaid += [ink for box, ink in drawn if not draw_in_box(canvas, box, ink, language)]
        canvas.save()
        layers[page] = target.getvalue()
    return layers, unsaid


def _appended(frozen: bytes, layers: Mapping[int, bytes], sheet: bytes) -> bytes:
    from pyhanko.pdf_utils import reader  # costs start-up time

    generic = pdf_objects()
    writer = update_of(frozen, b"".join([*layers.values(), sheet]))
    for page, layer in layers.items():
        form = writer.import_page_as_xobject(reader.PdfFileReader(io.BytesIO(layer)))
        stream = generic.StreamObject(stream_data=f"q {_NAME} Do Q".encode())
        forms = generic.DictionaryObject({generic.pdf_name(_NAME): form})
        resources = generic.DictionaryObject({generic.pdf_name("/XObject"): forms})
        writer.add_stream_to_page(page, writer.add_object(stream), resources)
    if sheet:
        pages = reader.PdfFileReader(io.BytesIO(sheet))
        for number in range(int(pages.root["/Pages"]["/Count"])):
            writer.insert_page(_copied(writer, pages, number))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _copied(writer: Any, pages: Any, number: int) -> Any:
    """A page of another file, without the tree it stands in."""
    generic = pdf_objects()
    page, resources = pages.find_page_for_modification(number)
    parts = {
        "/Type": generic.pdf_name("/Page"),
        "/MediaBox": generic.ArrayObject(generic.FloatObject(edge) for edge in page.get_object()["/MediaBox"]),
        "/Contents": writer.import_object(page.get_object().raw_get("/Contents")),
        "/Resources": writer.import_object(resources),
    }
    return generic.DictionaryObject({generic.pdf_name(name): part for name, part in parts.items()})
