import io
from dataclasses import replace

from PIL import Image
from reportlab.lib.units import mm

from consultant_app.documents.contents import FundingNotice, Letterhead, LogoSlot
from consultant_app.documents.paper import Paper, foot_slots, head_slots, organisation_width, slots_width
from consultant_app.documents.visit_protocol import visit_protocol_paper
from tests.documents.sample_papers import visit_protocol


def picture(width: int, height: int) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), (0, 51, 153)).save(drawn, "PNG")
    return drawn.getvalue()


def paper(**changes: object) -> Paper:
    return replace(visit_protocol_paper(visit_protocol()), **changes)  # type: ignore[arg-type]


def test_the_emblem_is_the_first_slot_of_the_head() -> None:
    first, *_ = head_slots(paper())
    assert first[0].text.startswith("Europäische Union")


def test_no_logo_is_both_wider_and_higher_than_the_emblem() -> None:
    emblem = LogoSlot(text="Europäische Union", image=picture(300, 200))
    wide, high = LogoSlot(text="Stadt", image=picture(900, 100)), LogoSlot(text="Verein", image=picture(100, 900))
    crowded = paper(
        letterhead=Letterhead(name="EN-Agentur", logos=(wide, high, wide, wide, wide)),
        funding=FundingNotice(emblem=emblem, sentence="Gefördert.", funders=(wide, high, wide)),
    )
    (_, emblem_width, _), *others = head_slots(crowded)
    emblem_ratio = min(emblem_width * 200 / 300, 13.5 * mm) / emblem_width
    emblem_height = emblem_width * emblem_ratio
    for slot, width, _ in (*others, *foot_slots(crowded)):
        drawn_height = width * (100 / 900 if slot is wide else 900 / 100)
        assert width <= emblem_width or drawn_height <= emblem_height


def test_many_logos_leave_room_for_the_name_of_the_organisation() -> None:
    logo = LogoSlot(text="Ein Logo mit langem Ersatztext darin")
    crowded = paper(letterhead=Letterhead(name="EN-Agentur", logos=(logo,) * 6))
    assert organisation_width(crowded) >= 50 * mm
    assert slots_width(head_slots(crowded)) <= crowded.width - 55 * mm + 1


def test_head_and_foot_leave_most_of_the_page_to_the_text() -> None:
    lines = tuple(f"Zeile {number} mit einer sehr langen Angabe, die umbricht und umbricht" for number in range(9))
    full = paper(
        letterhead=Letterhead(name="Centrum für bürgerschaftliches Engagement " * 3, lines=lines),
        funding=FundingNotice(emblem=LogoSlot(text="Europäische Union"), sentence="Gefördert durch. " * 200),
    )
    assert full.height > 120 * mm
    assert replace(full, is_landscape=True).height > 40 * mm
