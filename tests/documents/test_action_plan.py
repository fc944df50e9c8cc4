import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from consultant_app.documents.action_plan import render_action_plan
from consultant_app.documents.contents import ActionPlan, KeyFigure, PlanField, PlanMeasure
from consultant_app.documents.plan_charts import Mark, marks_by_place
from consultant_app.documents.typography import date_in_table
from tests.documents.reading import fonts, page_texts, whole_text
from tests.documents.sample_papers import action_plan

HEAD = "Nr. Maßnahme Verantwortlich Frist Status Priorität Aufwand Wirkung Kennzahl Ausg. Ziel Heute"


def measure(number: int, **changes: object) -> PlanMeasure:
    values: dict[str, object] = {
        "number": f"U-{number}",
        "title": f"Vorhaben {number} mit einem Titel, der mehr als eine Zeile braucht (Ende {number})",
        "responsible": "Murat Aydın",
        "due_on": date(2026, 5, 12),
        "status": "offen",
        **changes,
    }
    return PlanMeasure(**values)  # type: ignore[arg-type]


def plan_of(*measures: PlanMeasure, **changes: object) -> ActionPlan:
    return action_plan(fields=(PlanField(letter="U", name="Umwelt", measures=measures),), **changes)


def test_equal_plans_give_equal_bytes() -> None:
    assert render_action_plan(action_plan()) == render_action_plan(action_plan())


def test_every_measure_is_in_the_table_with_all_it_says() -> None:
    contents = action_plan("AP-2", today=date(2019, 4, 15))
    text = whole_text(render_action_plan(contents))
    for field in contents.fields:
        assert f"{field.letter} {field.name}" in text
        for row in field.measures:
            assert row.due_on is not None
            place = text.index(row.number)
            around = text[place : place + 400]
            for part in (row.responsible, date_in_table(row.due_on), row.priority, row.effort, row.impact):
                assert part in around, (row.number, part)
            assert all(word in around for word in row.title.split()), row.number


def test_the_head_of_the_table_repeats_and_pages_are_counted() -> None:
    texts = page_texts(render_action_plan(plan_of(*(measure(number) for number in range(1, 31)))))
    with_measures = [text for text in texts if "Vorhaben" in text]
    assert len(with_measures) > 2
    assert all(HEAD in text for text in with_measures)
    for page, text in enumerate(texts, start=1):
        assert f"Seite {page} von {len(texts)}" in text


@pytest.mark.parametrize("count", range(1, 12))
def test_no_measure_is_split_and_no_field_stands_alone(count: int) -> None:
    first = PlanField(letter="M", name="Markt", measures=tuple(measure(number) for number in range(1, count + 1)))
    three = tuple(KeyFigure(name=f"Kennzahl {index} von vielen", latest=Decimal(index)) for index in range(1, 4))
    second = PlanField(letter="U", name="Umwelt", measures=(measure(77, key_figures=three), measure(78)))
    for page in page_texts(render_action_plan(action_plan(fields=(first, second)))):
        text = page.partition("Stand je Handlungsfeld")[0]
        for number in (*range(1, count + 1), 77, 78):
            assert (f"Vorhaben {number} mit" in text) == (f"(Ende {number})" in text), number
        assert ("Vorhaben 77 mit" in text) == ("Kennzahl 3 von" in text)
        assert ("U Umwelt" in text) == ("Vorhaben 77 mit" in text)
        assert ("M Markt" in text) == ("Vorhaben 1 mit" in text)


def test_what_changed_since_the_last_visit_stands_below_the_status() -> None:
    measures = (
        measure(1, status="geplant", change="neu", priority="hoch"),
        measure(2, is_overdue=True, change="war offen"),
    )
    text = whole_text(render_action_plan(plan_of(*measures, changed_since=date(2026, 3, 2))))
    assert "Status, Änderung" in text
    assert "geplant neu hoch" in text
    assert "überfällig war offen" in text
    assert "Änderungen seit dem Besuch am 02.03.2026 stehen unter dem Status." in text


def test_overdue_is_a_word_in_place_of_the_status_and_counted() -> None:
    pdf = render_action_plan(
        plan_of(
            measure(1, is_done=True, status="erledigt"),
            measure(2, is_overdue=True, status="offen"),
            measure(3, status="in Arbeit"),
            measure(4, status="in Arbeit"),
        )
    )
    text = whole_text(pdf)
    assert "1 von 4 erledigt" in text
    assert "2 in Arbeit, 1 überfällig" in text
    assert text.count("überfällig") == 2
    assert "offen" not in text


def test_a_missing_baseline_is_to_be_measured_and_never_zero() -> None:
    figure = KeyFigure(name="Leckagen", target=Decimal(2))
    text = whole_text(render_action_plan(plan_of(measure(1, title="Druckluft", key_figures=(figure,)))))
    row = text[text.index("Leckagen") :]
    assert row.startswith(("Leckagen noch zu erheben 2 –", "Leckagen noch zu 2 – erheben"))


def test_a_measure_without_number_due_and_responsible_says_what_is_open() -> None:
    text = whole_text(render_action_plan(plan_of(PlanMeasure(number="", title="Idee aus dem Gespräch", status="Idee"))))
    assert "– Idee aus dem Gespräch noch offen noch offen Idee" in text


def test_a_measure_higher_than_a_page_is_printed_to_its_end() -> None:
    title = " ".join(f"Wort{number}" for number in range(900))
    text = whole_text(render_action_plan(plan_of(measure(1, title=title))))
    assert "Wort0 " in text
    assert "Wort899" in text


def test_the_approval_stays_together_and_has_room_to_sign() -> None:
    for count in range(1, 12):
        texts = page_texts(render_action_plan(plan_of(*(measure(number) for number in range(count)))))
        (page,) = [text for text in texts if "Freigabe durch die Geschäftsführung" in text]
        for part in ("gibt ihn zur Umsetzung frei", "Ort, Datum Unterschrift", "HEINZ-OTTO KRÜMELMANN, Inhaber"):
            assert part in page


def test_each_rated_measure_has_its_place_and_the_others_are_named() -> None:
    rated = measure(1, effort_level=1, impact_level=3, is_done=True)
    measures = (rated, measure(2, effort_level=3, impact_level=2), measure(3, effort_level=2), measure(4))
    assert marks_by_place(measures) == {(1, 3): [Mark("U-1", True)], (3, 2): [Mark("U-2", False)]}
    text = page_texts(render_action_plan(plan_of(*measures)))[-1]
    for words in ("zuerst angehen", "zurückstellen", "Gefüllt: erledigt. Noch nicht eingeschätzt: U-3, U-4."):
        assert words in text
    assert text.count("U-1") == text.count("U-2") == 1


@pytest.mark.parametrize("count", [1, 9, 12, 13, 60])
def test_many_measures_in_one_place_of_the_matrix_are_counted(count: int) -> None:
    measures = [measure(number, effort_level=1, impact_level=1) for number in range(1, count + 1)]
    text = page_texts(render_action_plan(plan_of(*measures)))[-1]
    shown = len(re.findall(r"U-\d+", text))
    rest = re.search(r"\+(\d+)", text)
    assert shown + (int(rest[1]) if rest else 0) == count
    assert shown >= min(count, 8)


def test_the_state_of_each_field_is_told_beside_the_matrix() -> None:
    first = PlanField(letter="M", name="Markt", measures=(measure(1, is_done=True), measure(2), measure(3)))
    second = PlanField(letter="U", name="Umwelt", measures=(measure(4, is_done=True),))
    text = page_texts(render_action_plan(action_plan(fields=(first, second))))[-1]
    assert "M Markt 1 von 3" in text
    assert "U Umwelt 1 von 1" in text
    assert "A Arbeitsplatz" not in text


def test_an_approval_too_long_to_stand_beside_the_matrix_is_printed_below_it() -> None:
    text = " ".join(f"Wort{number}" for number in range(900))
    pages = page_texts(render_action_plan(action_plan(approval_text=text)))
    assert "Wort899" in " ".join(pages)
    assert any("zuerst angehen" in page for page in pages)


def test_what_is_left_of_the_last_page_has_lines_to_write_on() -> None:
    texts = [page_texts(render_action_plan(plan_of(*(measure(n) for n in range(count))))) for count in range(1, 10)]
    assert any("Raum für handschriftliche Ergänzungen" in pages[-1] for pages in texts)
    assert all(sum("Raum für" in page for page in pages) <= 1 for pages in texts)
    assert all("Raum für" not in page for pages in texts for page in pages[:-1])


def test_a_plan_that_does_not_say_so_in_its_title_is_called_one() -> None:
    assert "Maßnahmenplan Energie 2020" in whole_text(render_action_plan(action_plan(title="Energie 2020")))
    assert "CSR-Maßnahmenplan 2018/2019" in whole_text(render_action_plan(action_plan()))


def test_a_plan_without_measures_says_so() -> None:
    text = whole_text(render_action_plan(action_plan(fields=(), state="draft", number="")))
    assert "Noch keine Maßnahmen." in text
    assert "ENTWURF" in text
    assert "von 0" not in text


def test_the_plan_lies_across_and_has_all_fonts_in_it() -> None:
    pdf = render_action_plan(action_plan(state="draft"))
    assert all(embedded for _, embedded in fonts(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        left, bottom, right, top = (float(side) for side in document.pages[0].MediaBox)
        assert right - left > top - bottom
        assert document.docinfo.Title == "Maßnahmenplan MP-MH-2018-AB001, Bäckerei Krümelglück Beispiel GmbH"


def test_typed_markup_in_a_plan_is_text() -> None:
    contents = replace(plan_of(measure(1, title="A & B <i>kursiv</i>")), goal="x < y & z")
    text = whole_text(render_action_plan(contents))
    assert "A & B <i>kursiv</i>" in text
    assert "Ziel: x < y & z" in text
