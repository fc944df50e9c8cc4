from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest

from consultant_app.documents.attendance_list import BLANK_ROWS, render_attendance_list
from consultant_app.documents.contents import Attendee, FundingNotice, LogoSlot
from consultant_app.errors import RuleError
from tests.documents.reading import fonts, ink, page_texts, whole_text
from tests.documents.sample_papers import attendance_list

HEAD = "Nr. Name Funktion Organisation Unterschrift"


def attendees(count: int) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(name=f"Person {order} Mustermann", organisation="Muster GmbH") for order in range(1, count + 1)
    )


def test_equal_lists_give_equal_bytes() -> None:
    assert render_attendance_list(attendance_list()) == render_attendance_list(attendance_list())


def test_the_list_names_visit_time_place_number_funding_and_everybody() -> None:
    contents = attendance_list()
    text = whole_text(render_attendance_list(contents))
    for part in (
        "Teilnahmeliste",
        "Dienstag, 15. Mai 2018",
        "09:30–12:15 Uhr",
        contents.number,
        contents.company_name,
        contents.funding.sentence,
        contents.hint,
        *contents.consultants,
        *(one.name for one in contents.attendees),
    ):
        assert part in text, part
    assert "ENTWURF" not in text


@pytest.mark.parametrize("count", [0, 1, 3])
def test_there_are_lines_for_those_who_come_besides_even_on_an_empty_list(count: int) -> None:
    text = whole_text(render_attendance_list(attendance_list(attendees=attendees(count))))
    assert f" {count + BLANK_ROWS} " in text.partition(HEAD)[2]
    assert f" {count + BLANK_ROWS + 1} " not in text.partition(HEAD)[2].partition("Die Liste dient")[0]


def test_forty_people_take_several_pages_with_the_head_on_each_and_the_hint_at_the_end() -> None:
    texts = page_texts(render_attendance_list(attendance_list(attendees=attendees(40))))
    assert len(texts) > 2
    for page, text in enumerate(texts, start=1):
        assert HEAD in text
        assert f"Seite {page} von {len(texts)}" in text
    assert ["Die Liste dient" in text for text in texts] == [False] * (len(texts) - 1) + [True]
    for order in range(1, 41):
        assert sum(f"Person {order} Mustermann" in text for text in texts) == 1


def test_each_line_is_high_enough_to_sign_on(qapp: object) -> None:
    """At least 9 mm (domain.md section 7), told by the hairlines under the rows."""
    width = 2100  # ten points to a millimetre
    rows = ink(render_attendance_list(attendance_list(attendees=())), 0, width=width)
    middle = [y for y, row in enumerate(rows) if all(grey < 250 for grey in row[1500:1800])]
    lines = [y for before, y in pairwise([-9, *middle]) if y - before > 3]
    heights = [below - above for above, below in pairwise(lines)]
    assert sum(height >= 90 for height in heights) >= BLANK_ROWS


def test_a_visit_without_end_and_place_prints_what_is_open() -> None:
    text = whole_text(render_attendance_list(attendance_list(ends=None, place="", starts=time(9, 30))))
    assert "ab 09:30 Uhr" in text
    assert "Ort noch offen" in text


def test_an_english_list_has_no_german_words_of_ours() -> None:
    text = whole_text(render_attendance_list(attendance_list(language="en", hint="")))
    for part in ("Attendance list", "No. Name Function Organisation Signature", "Tuesday, 15 May 2018", "Page 1 of 1"):
        assert part in text
    assert "Unterschrift" not in text


def test_a_list_without_emblem_and_its_text_is_refused() -> None:
    bare = FundingNotice(emblem=LogoSlot(text=" "), sentence="")
    with pytest.raises(RuleError, match="emblem_missing"):
        render_attendance_list(replace(attendance_list(), funding=bare))


def test_every_font_is_in_the_file() -> None:
    assert all(embedded for _, embedded in fonts(render_attendance_list(attendance_list())))
