import io
from dataclasses import replace

import pytest
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
    assert first.slot.text.startswith("Europäische Union")


def with_logos(emblem: LogoSlot, *others: LogoSlot) -> Paper:
    return paper(
        letterhead=Letterhead(name="EN-Agentur", logos=others),
        funding=FundingNotice(emblem=emblem, sentence="Gefördert.", funders=others[:3]),
    )


@pytest.mark.parametrize("size", [(300, 200), (100, 100), (900, 200), (1600, 200)])
@pytest.mark.parametrize("others", [(), ((900, 100),), ((100, 900), (900, 100), (10, 10), (900, 100), (100, 900))])
@pytest.mark.parametrize("is_landscape", [True, False])
def test_the_emblem_is_ten_to_twelve_millimetres_high_whatever_stands_beside_it(
    size: tuple[int, int], others: tuple[tuple[int, int], ...], is_landscape: bool
) -> None:
    emblem = LogoSlot(text="Europäische Union", image=picture(*size))
    crowded = with_logos(emblem, *(LogoSlot(text="Logo", image=picture(*other)) for other in others))
    first, *beside = head_slots(replace(crowded, is_landscape=is_landscape))
    assert 10 * mm - 0.01 <= first.height <= 12 * mm + 0.01
    assert first.width / first.height == pytest.approx(size[0] / size[1])
    for box, other in zip((*beside, *foot_slots(crowded)), (*others, *others[:3]), strict=True):
        assert box.height <= first.height + 0.01
        assert box.width / box.height == pytest.approx(other[0] / other[1])
    assert organisation_width(crowded) >= 50 * mm


def test_an_emblem_of_usual_shape_is_twelve_millimetres_high() -> None:
    assert head_slots(with_logos(LogoSlot(text="", image=picture(300, 200))))[0].height == pytest.approx(12 * mm)


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
