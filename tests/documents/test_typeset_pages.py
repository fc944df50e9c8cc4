"""What holds on every page of every paper, in its extremes: vectors, greys, lines that end where they may."""

import io
from collections.abc import Iterator

import pikepdf
import pytest

from consultant_app.documents.typography import NO_BREAK, typeset
from consultant_app.documents.visit_protocol import render_visit_protocol, visit_protocol_paper
from tests.documents.extremes import EXTREMES, made
from tests.documents.reading import page_lines
from tests.documents.sample_papers import visit_protocol

WITH_LOGOS = {"visit-logos", "visit-frozen-crowded-foot"}
LEAST_BELOW_A_HEADING = 24
"""In points: the heading's own line is above, one line of a table below."""
PAINTS = {"rg": 3, "RG": 3, "g": 1, "G": 1}


@pytest.mark.parametrize("name", sorted(EXTREMES.keys() - WITH_LOGOS))
def test_matrix_bars_codes_and_lines_are_vectors(name: str) -> None:
    with pikepdf.open(io.BytesIO(made(name))) as document:
        kinds = {str(thing.get("/Subtype")) for thing in document.objects if isinstance(thing, pikepdf.Stream)}
    assert "/Image" not in kinds


@pytest.mark.parametrize("name", sorted(EXTREMES.keys() - WITH_LOGOS))
def test_a_copy_in_black_and_white_loses_nothing(name: str) -> None:
    """Every ink is a grey with at most a breath of colour."""
    inks = set(inks_of(made(name)))
    assert inks
    assert all(max(ink) - min(ink) < 0.08 for ink in inks), inks


def inks_of(pdf: bytes) -> Iterator[tuple[float, ...]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        forms = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        drawings = [*document.pages, *(form for form in forms if form.get("/Subtype") == "/Form")]
        for drawing in drawings:
            for instruction in pikepdf.parse_content_stream(drawing):
                if str(instruction.operator) in PAINTS:
                    yield tuple(float(value) for value in instruction.operands)
                assert str(instruction.operator) not in {"k", "K", "sh", "BI"}


@pytest.mark.parametrize("name", EXTREMES)
def test_no_heading_is_the_last_thing_on_its_page(name: str) -> None:
    with pikepdf.open(io.BytesIO(made(name))) as document, document.open_outline() as outline:
        for entry in outline.root:
            page, _, _, top, *_ = entry.destination  # type: ignore[misc]
            assert float(top) - foot_of(page) >= LEAST_BELOW_A_HEADING, entry.title


def foot_of(page: pikepdf.Object) -> float:
    """Where the rule over the foot lies, which is drawn once for all pages: the lowest one across the page."""
    rules = []
    height = float(page.MediaBox[3])
    at: tuple[float, float] | None = None
    furniture = next(form for name, form in page.Resources.XObject.items() if "furniture" in name)
    for instruction in pikepdf.parse_content_stream(furniture):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "m":
            at = (float(operands[0]), float(operands[1]))
        elif operator == "l" and at is not None and at[1] == float(operands[1]) and float(operands[0]) - at[0] > 400:
            rules.append(at[1])
    assert min(rules) < height / 3
    return min(rules)


HELD_TOGETHER = (
    "am 10. April", "12 % mehr", "z. B. so", "§ 5 des Gesetzes", "Dr. Muster", "84 MWh im Jahr", "Nr. 7",
    "1.234,50 € netto", "ISO 9001",
)  # fmt: skip


@pytest.mark.parametrize("stuffing", range(0, 40, 3))
def test_no_line_ends_within_what_belongs_together(stuffing: int) -> None:
    text = " ".join(f"{'x' * (stuffing + order)} {words}" for order, words in enumerate(HELD_TOGETHER * 5))
    pdf = render_visit_protocol(visit_protocol(situation=text))
    beginnings = {typeset(words).split(NO_BREAK)[0].rpartition(" ")[2] for words in HELD_TOGETHER}
    assert beginnings >= {"10.", "12", "z.", "§", "Dr.", "84", "Nr.", "ISO"}
    ends = {
        line.rpartition(" ")[2] for page in page_lines(pdf) for line in page if line.startswith(("x", "am", "mehr"))
    }
    assert ends
    assert not ends & beginnings


def test_the_text_is_as_high_as_head_and_foot_leave_room() -> None:
    """A4 upright, whatever stands on it: never less than half of the sheet for the text."""
    paper = visit_protocol_paper(visit_protocol(), check_code="0" * 16)
    assert paper.height > paper.size[1] / 2
