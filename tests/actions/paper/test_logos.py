"""The logos of the letterhead: put into their slots, printed on every paper, refused before they could spoil one."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from consultant_app.actions.paper.logos import SLOTS, clear_logo, set_logo, slots_of
from consultant_app.actions.paper.printing import print_out
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.company import Company
from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.domain.groups import Period
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError, UsageError
from consultant_app.workspace.workspace import Workspace
from tests.documents.reading import page_texts
from tests.support.laptops import add, every, read

TODAY = date(2026, 5, 19)
BLUE, GOLD, BLACK = (0, 51, 153), (255, 204, 0), (0, 0, 0)


def png(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (300, 200)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


@pytest.fixture
def visit(empty: Workspace) -> str:
    company = add(empty, Company(name="Tilgner Metallbau GmbH"))
    return add(empty, Visit(company=company, held_on=TODAY))


def colours(pdf: bytes) -> set[tuple[int, int, int]]:
    """Of the logos on the paper: each is of one colour."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [
            pikepdf.PdfImage(thing).as_pil_image().convert("RGB").getpixel((1, 1))
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
    return set(found)  # type: ignore[arg-type]


def test_a_file_in_each_slot_is_on_the_paper_in_place_of_its_text(empty: Workspace, visit: str, tmp_path: Path) -> None:
    shades = {slot: (10 + order, 20, 30) for order, slot in enumerate(SLOTS)}
    for slot, shade in shades.items():
        set_logo(empty, slot, png(tmp_path / f"{slot}.png", shade), on=TODAY)
    printed = print_out(empty, "visit", visit).pdf
    assert colours(printed) == set(shades.values())
    for page in page_texts(printed):
        assert "EFRE.NRW" not in page
        assert "Ministerium" not in page
    clear_logo(empty, "fund", on=TODAY)
    assert "EFRE.NRW" in page_texts(print_out(empty, "visit", visit).pdf)[0]


def test_the_black_file_is_taken_only_where_paper_is_printed_in_grey(
    empty: Workspace, visit: str, tmp_path: Path
) -> None:
    set_logo(empty, "eu", png(tmp_path / "eu.png", BLUE), on=TODAY)
    set_logo(empty, "eu", png(tmp_path / "eu-black.png", BLACK), on=TODAY, black=True)
    set_logo(empty, "partner", png(tmp_path / "own.png", GOLD), on=TODAY)
    assert colours(print_out(empty, "visit", visit).pdf) == {BLUE, GOLD}
    assert colours(print_out(empty, "visit", visit, in_grey=True).pdf) == {BLACK, GOLD}


def test_the_emblem_of_the_profile_valid_on_the_visits_day_is_printed(
    empty: Workspace, visit: str, tmp_path: Path
) -> None:
    text = "Europäische Union"
    new = FundingProfile(project_name="Neu", logo_eu_text=text, validity=Period(date(2026, 1, 1), None))
    old = FundingProfile(project_name="Alt", logo_eu_text=text, validity=Period(None, date(2025, 12, 31)))
    for profile in (old, new):
        add(empty, profile)
    set_logo(empty, "eu", png(tmp_path / "old.png", GOLD), on=date(2025, 3, 1))
    set_logo(empty, "eu", png(tmp_path / "new.png", BLUE), on=TODAY)
    assert colours(print_out(empty, "visit", visit).pdf) == {BLUE}
    with empty.write() as writer:
        writer.get(Visit, visit).held_on = date(2025, 5, 1)
    assert colours(print_out(empty, "visit", visit).pdf) == {GOLD}


def test_the_first_file_begins_a_profile_that_prints_what_was_printed_without_one(
    empty: Workspace, visit: str, tmp_path: Path
) -> None:
    before = page_texts(print_out(empty, "visit", visit).pdf)
    set_logo(empty, "project", png(tmp_path / "own.png", GOLD), on=TODAY)
    clear_logo(empty, "project", on=TODAY)
    (profile,) = every(empty, FundingProfile)
    assert profile.validity is None
    assert page_texts(print_out(empty, "visit", visit).pdf) == before


def test_a_profile_that_names_neither_emblem_nor_text_prints_drafts_only(empty: Workspace, visit: str) -> None:
    profile = add(empty, FundingProfile(project_name="Neu"))
    assert print_out(empty, "visit", visit).pdf
    with pytest.raises(RuleError, match="emblem_missing"):
        print_out(empty, "attendance", visit)
    with empty.write() as writer:
        writer.get(FundingProfile, profile).logo_eu_text = "Gefördert von der Europäische Union"
    assert print_out(empty, "attendance", visit).pdf


def test_a_text_for_the_emblem_names_the_union_in_full(empty: Workspace) -> None:
    with pytest.raises(RuleError, match="union_not_in_full"):
        add(empty, FundingProfile(project_name="Neu", logo_eu_text="EU, EFRE"))


@pytest.mark.parametrize("slot", ["eu", "partner"])
def test_a_file_that_is_no_logo_leaves_the_slot_as_it_was(empty: Workspace, tmp_path: Path, slot: str) -> None:
    set_logo(empty, slot, png(tmp_path / "first.png", GOLD), on=TODAY)
    other = tmp_path / "brief.pdf"
    other.write_bytes(b"%PDF-1.4")
    with pytest.raises(RuleError, match="logo_unreadable"):
        set_logo(empty, slot, other, on=TODAY)
    with empty.read() as reader:
        files = {one.slot: one.colour for one in slots_of(reader, empty.identity.partner, TODAY)}
    assert files[slot] == "first.png"
    assert len(every(empty, Attachment)) == 1


def test_a_slot_that_does_not_exist_is_named_with_those_that_do(empty: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="logo_slot_unknown"):
        set_logo(empty, "mayor", png(tmp_path / "x.png", GOLD), on=TODAY)


def test_the_files_lie_where_the_whole_consortium_reads_them(empty: Workspace, tmp_path: Path) -> None:
    file = set_logo(empty, "eu", png(tmp_path / "eu.png", BLUE), on=TODAY)
    (profile,) = every(empty, FundingProfile)
    assert read(empty, Attachment, file).about == profile.id
    with empty.read() as reader:
        spaces = {
            reader.raw.execute("SELECT space FROM record WHERE id = ?", (one,)).fetchone()[0]
            for one in (file, profile.id)
        }
    assert len(spaces) == 1
    assert empty.verify().whole
