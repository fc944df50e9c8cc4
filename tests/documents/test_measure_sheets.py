import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from consultant_app.documents.contents import FigureHistory, FigureReading, KeyFigure, MeasureSheet, MilestoneRow
from consultant_app.documents.measure_sheets import render_measure_sheets
from consultant_app.documents.typography import NO_BREAK
from tests.documents.reading import body_text, fonts, page_texts, whole_text
from tests.documents.sample_papers import measure_sheets


def sheet(**changes: object) -> MeasureSheet:
    return replace(MeasureSheet(number="U-1", title="Druckluft-Leckagen prüfen"), **changes)  # type: ignore[arg-type]


def test_equal_sheets_give_equal_bytes() -> None:
    assert render_measure_sheets(measure_sheets()) == render_measure_sheets(measure_sheets())


def test_each_measure_begins_a_page_and_has_its_entry_in_the_outline() -> None:
    contents = measure_sheets()
    pdf = render_measure_sheets(contents)
    texts = page_texts(pdf)
    assert len(texts) == len(contents.sheets)
    for text, one in zip(texts, contents.sheets, strict=True):
        assert f"{one.number} {one.title}" in text
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        titles = [entry.title.replace(NO_BREAK, " ") for entry in outline.root]
    assert [title for title in titles if title.startswith("M-1-")] == [
        f"{o.number}  {o.title}" for o in contents.sheets
    ]


def test_all_that_is_known_of_a_measure_is_on_its_sheet() -> None:
    history = FigureHistory(
        figure=KeyFigure(name="Leckagen", unit="Anzahl", baseline=Decimal(14), target=Decimal(2), latest=Decimal(9),
                         progress_percent=Decimal("41.7")),
        readings=(FigureReading(read_on=date(2026, 4, 9), value=Decimal("9.5"), source="Zähler 4"),),
    )  # fmt: skip
    full = sheet(
        field_letter="U",
        field_name="Umwelt",
        topic="Energie",
        responsible="Murat Aydın",
        helpers=("Юлія Шевченко", "Αθηνά"),
        accompanied_by="Katrin Albers",
        starts_on=date(2026, 1, 2),
        due_on=date(2026, 5, 12),
        status="zurückgestellt",
        state_reason="kein Personal",
        reminder_on=date(2026, 9, 1),
        priority="hoch",
        effort="gering",
        impact="mittel",
        light="gefährdet",
        light_why="Stelle unbesetzt",
        progress_percent=45,
        cost_estimated=Decimal(38000),
        cost_actual=Decimal("1234.5"),
        description="Beschreibung der Maßnahme.",
        goal="Halb so viele Lecks.",
        milestones=(MilestoneRow(title="Messung", due_on=date(2026, 3, 1), done_on=date(2026, 3, 4)),),
        figures=(history,),
        funding="BAFA",
        evidence="Messprotokoll",
        remark="Zweite Schicht",
        standards=("SDG 7", "DNK 11"),
    )
    text = whole_text(render_measure_sheets(measure_sheets(sheets=(full,))))
    for part in (
        "Maßnahmenblatt, Bäckerei Krümelglück Beispiel GmbH. CSR-Maßnahmenplan 2018/2019",
        "MP-MH-2018-AB001 U-1, Bäckerei",
        "U Umwelt",
        "Murat Aydın",
        "Юлія Шевченко Αθηνά",
        "zurückgestellt Grund: kein Personal Wiedervorlage am 01.09.2026",
        "gefährdet Stelle unbesetzt",
        "45 %",
        "38.000 €",
        "1.234,50 €",
        "Messung 01.03.2026 04.03.2026",
        "Kennzahl: Leckagen (Anzahl)",
        "14 2 9 42 %",
        "09.04.2026 9,5 Zähler 4",
        "SDG 7 · DNK 11",
        *(str(getattr(full, name)) for name in ("description", "goal", "funding", "evidence", "remark", "topic")),
    ):
        assert part in text, part


def test_a_bare_measure_says_what_is_open_and_leaves_the_rest_out() -> None:
    text = whole_text(render_measure_sheets(measure_sheets(sheets=(sheet(status="Idee"),))))
    assert text.count("noch offen") == 6
    for heading in ("Meilensteine", "Kennzahl", "Bemerkung", "Nachweis", "Ampel", "Kosten"):
        assert heading not in text


def test_an_overdue_measure_says_so_in_place_of_its_status() -> None:
    text = whole_text(render_measure_sheets(measure_sheets(sheets=(sheet(status="geplant", is_overdue=True),))))
    assert "Status überfällig" in text
    assert "geplant" not in text


@pytest.mark.parametrize("words", [10, 900, 2000])
def test_a_long_measure_goes_on_over_the_page_to_its_end(words: int) -> None:
    long = sheet(description=" ".join(f"Wort{number}" for number in range(words)), status="geplant")
    pdf = render_measure_sheets(measure_sheets(sheets=(long, sheet(number="U-2", title="Danach"))))
    assert f"Wort{words - 1}" in body_text(pdf)
    assert "U-2 Danach" in page_texts(pdf)[-1]


def test_a_plan_without_measures_says_so() -> None:
    assert "Noch keine Maßnahmen." in whole_text(render_measure_sheets(measure_sheets(sheets=())))


def test_every_font_is_in_the_file_and_typed_markup_is_text() -> None:
    pdf = render_measure_sheets(measure_sheets(sheets=(sheet(title="A & B <i>x</i>", goal="x < y & z"),)))
    assert all(embedded for _, embedded in fonts(pdf))
    assert "A & B <i>x</i>" in whole_text(pdf)
    assert "x < y & z" in whole_text(pdf)
