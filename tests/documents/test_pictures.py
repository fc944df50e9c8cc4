"""Every page looks as it was approved. `make pictures` draws the approved ones anew, for a commit of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from consultant_app.actions.paper.kinds import KINDS
from tests.documents.extremes import EXTREMES
from tests.documents.pictures import ALLOWED_PERCENT, APPROVED, DPI, greys, percent_off, pictured

MM_PER_PIXEL = 25.4 / DPI

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("name", EXTREMES)
def test_pages_look_as_they_were_approved(name: str, tmp_path: Path) -> None:
    pages = dict(pictured(name))
    assert sorted(pages) == sorted(path.name for path in APPROVED.glob("*.png") if belongs(path.name, name))
    for file, drawn in pages.items():
        off = percent_off(drawn, QImage(str(APPROVED / file)))
        if off > ALLOWED_PERCENT:
            drawn.save(str(tmp_path / file))
            pytest.fail(f"{off:.2f} % of {file} look otherwise: {tmp_path / file} beside {APPROVED / file}")


@pytest.mark.parametrize("name", EXTREMES)
def test_nothing_is_printed_where_a_small_printer_cannot_and_no_text_in_the_margins(name: str) -> None:
    """5 mm stay free all around; left of the text are only the marks to fold and to punch (domain.md section 11)."""
    for file, page in pictured(name):
        dark = list(ink_of(page))
        assert min(x for x, _ in dark) >= 5 - 0.5, file
        assert {round(y) for x, y in dark if x < 24} <= {105, 148, 149, 210}, file
        assert max(x for x, _ in dark) <= page.width() * MM_PER_PIXEL - 19.5, file
        assert min(y for _, y in dark) >= 19.5, file
        assert max(y for _, y in dark) <= page.height() * MM_PER_PIXEL - 19.5, file


def ink_of(page: QImage) -> Iterator[tuple[float, float]]:
    """Where there is ink, in millimetres from the left and the top."""
    width = page.width()
    for at, grey in enumerate(greys(page)):
        if grey < 200:
            y, x = divmod(at, width)
            yield x * MM_PER_PIXEL, y * MM_PER_PIXEL


def belongs(file: str, name: str) -> bool:
    return file.removeprefix(name).startswith(("-page-", "-last")) and file.startswith(name)


def test_every_kind_of_document_has_pictures_and_none_is_left_over() -> None:
    assert {name.partition("-")[0] for name in EXTREMES} == set(KINDS)
    assert [path.name for path in APPROVED.iterdir() if not any(belongs(path.name, name) for name in EXTREMES)] == []


def test_a_line_that_moved_is_seen_and_a_smoother_edge_is_not() -> None:
    ((_, drawn), *_) = pictured("visit-usual")
    assert percent_off(drawn, drawn) == 0
    moved = drawn.copy(0, -1, drawn.width(), drawn.height())
    assert percent_off(drawn, moved) > ALLOWED_PERCENT
    softer = drawn.copy()
    for x in range(softer.width()):
        softer.setPixelColor(x, 100, QColor(235, 235, 235))
    assert percent_off(drawn, softer) == 0
    assert percent_off(drawn, drawn.scaledToWidth(100)) == 100
