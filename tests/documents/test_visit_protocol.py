import io
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pikepdf
import pytest

from consultant_app.documents.contents import (
    Agreement,
    Appointment,
    CrossCuttingGoals,
    Finding,
    FundingNotice,
    KeyFigure,
    LogoSlot,
    MeasureProgress,
    Participant,
    Recommendation,
    SignatureBlock,
    TopicRow,
    VisitProtocol,
)
from consultant_app.documents.styles import styles
from consultant_app.documents.text import plain_paragraph
from consultant_app.documents.typography import hyphenations
from consultant_app.documents.visit_protocol import render_visit_protocol
from consultant_app.errors import RuleError
from tests.documents.reading import body_text, fonts, ink, page_lines, page_texts, whole_text
from tests.documents.sample_papers import PRINTED_AT, fields, visit_protocol

HEADINGS = {
    "Teilnehmende",
    "Anlass und Ziel",
    "Ausgangslage",
    "Themen nach Handlungsfeldern",
    "Feststellungen",
    "Empfehlungen",
    "Vereinbarungen",
    "Kennzahlen im Überblick",
    "Querschnittsziele",
    "Ausgehändigte Unterlagen",
    "Nächster Termin",
    "Hinweise",
    "Unterschriften",
}


def words_of(text: str) -> str:
    return " ".join(text.split())


def emptied(**changes: object) -> VisitProtocol:
    """A visit of which nothing is known but where it was planned."""
    full = visit_protocol()
    return VisitProtocol(
        letterhead=full.letterhead,
        funding=full.funding,
        company=full.company,
        kind="Folgebesuch",
        state="draft",
        printed_at=PRINTED_AT,
        **changes,  # type: ignore[arg-type]
    )


def test_equal_contents_give_equal_bytes() -> None:
    assert render_visit_protocol(visit_protocol()) == render_visit_protocol(visit_protocol())


def test_all_that_was_written_is_on_the_paper() -> None:
    contents = visit_protocol()
    text = body_text(render_visit_protocol(contents))
    wanted = [
        contents.number,
        contents.case_number,
        contents.company.name,
        contents.goal,
        "Dienstag, 15. Mai 2018",
        "09:30–12:15 Uhr (2:30 h)",
        "0,31",
        "ab 10:30 Uhr",
        "Łukasz Przykład",
        "Dienstag, 19. Juni 2018, 09:00–13:00 Uhr",
        *contents.handed_over,
        *(finding.text for finding in contents.findings),
        *(advice.text for advice in contents.recommendations),
        *(agreed.what for agreed in contents.agreements),
        *(topic.observation for field in contents.fields for topic in field.topics),
        *contents.notices,
        contents.confirmation,
    ]
    missing = [part for part in wanted if words_of(part) not in text]
    assert not missing
    for paragraph in contents.situation.split("\n\n"):
        assert words_of(paragraph)[:60] in text


def test_the_sections_stand_in_the_order_of_the_domain() -> None:
    text = whole_text(render_visit_protocol(visit_protocol(key_figures=(KeyFigure(name="Strom"),))))
    places = [
        text.index(f" {heading} ")
        for heading in (
            "Teilnehmende", "Anlass und Ziel", "Ausgangslage", "Themen nach Handlungsfeldern", "Feststellungen",
            "Empfehlungen", "Vereinbarungen", "Kennzahlen im Überblick", "Querschnittsziele",
            "Ausgehändigte Unterlagen", "Nächster Termin", "Hinweise", "Unterschriften",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_every_page_names_number_version_time_funding_and_its_place() -> None:
    contents = visit_protocol(situation="Sehr viel Text. " * 600)
    texts = page_texts(render_visit_protocol(contents))
    assert len(texts) > 3
    for page, text in enumerate(texts, start=1):
        assert f"Seite {page} von {len(texts)}" in text
        assert "Fassung 1, Stand 19.05.2026, 14:58 Uhr" in text
        assert contents.number in text
        assert words_of(contents.funding.sentence) in text
        assert "Europäische Union" in text


def test_a_draft_is_marked_on_every_page_and_a_final_paper_nowhere() -> None:
    draft = page_texts(render_visit_protocol(visit_protocol(state="draft", number="")))
    assert all("ENTWURF" in text and "ohne Nummer" in text for text in draft)
    assert "ENTWURF" not in whole_text(render_visit_protocol(visit_protocol(state="final")))


def test_what_is_required_and_missing_says_so() -> None:
    lines = [line for page in page_lines(render_visit_protocol(emptied())) for line in page]
    for heading in ("Teilnehmende", "Anlass und Ziel", "Ausgangslage", "Empfehlungen", "Vereinbarungen", "Hinweise"):
        assert lines[lines.index(heading) + 1] == "noch offen", heading
    assert lines[lines.index("Nächster Termin") + 1] == "offen"
    assert "Datum noch offen" in " ".join(lines)


def test_optional_sections_without_content_are_left_out() -> None:
    text = whole_text(render_visit_protocol(emptied()))
    for heading in (
        "Feststellungen", "Querschnittsziele", "Ausgehändigte Unterlagen", "Stand des Maßnahmenplans", "Kennzahlen",
        "KMU-Status", "Fall-Nr.", "Markt", "anwesend",
    ):  # fmt: skip
        assert heading not in text, heading


def test_no_agreement_is_printed_only_when_it_was_chosen() -> None:
    assert "ausdrücklich keine Vereinbarung" in whole_text(render_visit_protocol(emptied(no_agreements=True)))
    assert "ausdrücklich keine Vereinbarung" not in whole_text(render_visit_protocol(emptied()))


def test_an_agreement_about_a_measure_carries_its_letter_number_and_priority() -> None:
    agreed = Agreement(
        what="Leckageprüfung mit der Wartung verbinden",
        who="Murat Aydın",
        due_on=date(2026, 6, 9),
        field_letter="U",
        measure_number="U-2",
        priority="hoch",
    )
    text = whole_text(render_visit_protocol(visit_protocol(agreements=(agreed,))))
    assert "U U-2 Leckageprüfung mit der Wartung verbinden Murat Aydın 09.06.2026 hoch" in text
    assert "M = Markt, U = Umwelt, A = Arbeitsplatz, G = Gemeinwesen." in text


def test_the_state_of_the_plan_names_what_changed_and_what_is_late() -> None:
    moved = (
        MeasureProgress(number="U-1", title="LED", status="in Arbeit", due_on=date(2026, 9, 30), change="begonnen"),
        MeasureProgress(number="U-2", title="Leckagen", status="offen", due_on=date(2026, 5, 12), is_overdue=True),
    )
    text = whole_text(render_visit_protocol(visit_protocol(progress=moved, progress_since=date(2026, 2, 3))))
    assert "Stand des Maßnahmenplans seit dem 03.02.2026" in text
    assert "30.09.2026 in Arbeit begonnen" in text
    assert "12.05.2026 überfällig" in text


def test_a_missing_baseline_is_to_be_measured_and_never_zero() -> None:
    figure = KeyFigure(name="Strom", unit="MWh", target=Decimal(50), latest=Decimal(84))
    lines = page_lines(render_visit_protocol(emptied(key_figures=(figure,))))
    text = " ".join(line for page in lines for line in page)
    row = text[text.index("Strom (MWh)") : text.index("Nächster Termin")]
    assert "noch zu erheben" in row
    assert " 0 " not in f" {row} "
    assert "%" not in row


def test_progress_beyond_the_target_is_told_as_it_is() -> None:
    figure = KeyFigure(
        name="Quote", baseline=Decimal(60), target=Decimal(90), latest=Decimal(92), progress_percent=Decimal("106.67")
    )
    assert "60 90 92 107 %" in whole_text(render_visit_protocol(emptied(key_figures=(figure,))))


def test_typed_markup_is_text() -> None:
    typed = '<b>fett</b> & <para> "A<B" &amp; </font>'
    contents = visit_protocol(
        goal=typed,
        situation=typed,
        handed_over=(typed,),
        company=replace(visit_protocol().company, name="Müller & <Söhne>"),
        recommendations=(Recommendation(text=typed, hint=typed),),
    )
    text = whole_text(render_visit_protocol(contents))
    assert text.count("<b>fett</b> & <para>") == 5
    assert "&amp;" in text
    assert "Müller & <Söhne>" in text


NAMES = ("Tarık Örnekoğlu", "Lê Thị Vídụ", "Αθηνά Παπαδοπούλου", "Юлія Шевченко", "STRAẞE", "Łukasz Żółć", "Şebnem")


def test_names_of_many_alphabets_are_written_with_their_letters() -> None:
    people = tuple(Participant(name=name, function="Gast", organisation="Büro") for name in NAMES)
    signers = tuple(SignatureBlock(heading="Für das Unternehmen", name=name) for name in NAMES[:2])
    text = whole_text(render_visit_protocol(visit_protocol(participants=people, signatures=signers)))
    for name in NAMES:
        assert name in text
    assert "TARIK ÖRNEKOĞLU" in text
    assert "□" not in text


def test_a_letter_the_font_lacks_leaves_a_visible_place() -> None:
    text = whole_text(render_visit_protocol(visit_protocol(goal="Ziel 王 ﬁn 👍 Ende")))
    assert "Ziel □ fin □ Ende" in text


@pytest.mark.parametrize("state", ["draft", "final"])
def test_every_font_is_in_the_file(state: str) -> None:
    contents = visit_protocol(state=state, situation="- eins\n- zwei\n\n1. drei\n2. vier Αθηνά Юлія")
    found = dict(fonts(render_visit_protocol(contents)))
    assert found
    assert all(found.values()), found
    assert {name.split("+")[1] for name in found} == {"SourceSans3-Regular", "SourceSans3-Semibold", "Ubuntu-Regular"}


def test_the_file_says_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(render_visit_protocol(visit_protocol()))) as document:
        assert document.docinfo.Title == "Besuchsprotokoll BP-EN-2018-D001, Ruhrblech Mustermetall GmbH & Co. KG"
        assert document.docinfo.Author == "EN-Agentur, Hattingen"
        assert document.Root.Lang == "de-DE"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_outline() as outline:
            titles = [entry.title for entry in outline.root]
    assert titles[:3] == ["Teilnehmende", "Anlass und Ziel", "Ausgangslage"]
    assert titles[-1] == "Unterschriften"


def test_forty_participants_take_two_pages_and_the_head_of_the_table_goes_with_them() -> None:
    people = tuple(
        Participant(name=f"Person {number:02}", function="Einkauf", organisation="Muster GmbH", present_to=time(11))
        for number in range(1, 41)
    )
    pages = page_lines(render_visit_protocol(visit_protocol(participants=people)))
    with_people = [page for page in pages if any("Person " in line for line in page)]
    assert len(with_people) > 1
    assert all("Name Funktion Organisation anwesend" in page for page in with_people)
    text = " ".join(line for page in pages for line in page)
    assert all(f"Person {number:02} Einkauf Muster GmbH bis 11:00 Uhr" in text for number in range(1, 41))


def test_a_text_of_thirty_pages_is_printed_to_its_end() -> None:
    sentences = [f"Satz {number} über den Betrieb und seine Vorhaben im kommenden Jahr." for number in range(3000)]
    as_one = visit_protocol(situation=" ".join(sentences))
    in_cell = visit_protocol(
        fields=(replace(visit_protocol().fields[0], topics=(TopicRow(label="X", observation=" ".join(sentences)),)),)
    )
    for contents in (as_one, in_cell):
        texts = page_texts(render_visit_protocol(contents))
        assert len(texts) >= 30
        whole = " ".join(texts)
        assert all(f"Satz {number} über" in whole for number in (0, 1499, 2999))


def test_a_word_wider_than_the_page_is_broken_and_kept_whole(qapp: object) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitän" * 5
    pdf = render_visit_protocol(visit_protocol(goal=word, participants=(Participant(name=word, function=word),)))
    text = whole_text(pdf).replace(" ", "").replace("-", "")
    assert text.count(word) >= 2
    assert_nothing_outside_the_margins(pdf)


def assert_nothing_outside_the_margins(pdf: bytes) -> None:
    """In half millimetres: the text has its margins; left of it are only the marks to fold and to punch."""
    rows = ink(pdf, 0, width=420)
    dark = {(x, y) for y, row in enumerate(rows) for x, grey in enumerate(row) if grey < 160}
    assert max(x for x, _ in dark) <= 190 * 2 + 1
    assert min(x for x, _ in dark) >= 5 * 2 - 1
    assert {y // 2 for x, y in dark if x < 24 * 2} <= {104, 105, 148, 149, 209, 210}
    assert min(y for _, y in dark) >= 20 * 2 - 1
    assert max(y for _, y in dark) <= (297 - 20) * 2 + 1


def test_the_margins_of_the_domain_are_kept(qapp: object) -> None:
    assert_nothing_outside_the_margins(render_visit_protocol(visit_protocol()))


@pytest.mark.parametrize("lines", range(0, 8, 2))
def test_no_page_ends_with_a_broken_word(lines: int) -> None:
    word = "Wärmerückgewinnungsanlage"
    text = "\n".join(["Zeile"] * lines) + "\n\n" + f"{word} und Kleinigkeiten, {word}. " * 120
    pages = page_texts(render_visit_protocol(visit_protocol(situation=text)))
    assert len(pages) > 4
    assert not [page[-40:] for page in pages if page.endswith("-")]


@pytest.mark.parametrize("lines", range(0, 44, 4))
def test_no_heading_is_the_last_line_of_a_page(lines: int) -> None:
    contents = visit_protocol(
        situation="\n".join(f"Zeile {number}" for number in range(lines)) or "Kurz.",
        findings=(Finding(text="Verbrauch ohne Zähler", cause="gewachsene Anlage"),),
        cross_cutting=CrossCuttingGoals(sustainability="Schwerpunkt."),
        key_figures=(KeyFigure(name="Strom", baseline=Decimal(1), target=Decimal(1)),),
    )
    names = HEADINGS | {f"{field['de'][0]} {field['de']}" for field in fields()} | {field["de"] for field in fields()}
    heads = {"Nr. Vereinbarung Verantwortlich Frist", "Name Funktion Organisation anwesend"}
    for page in page_lines(render_visit_protocol(contents)):
        assert page[-1] not in names | heads


@pytest.mark.parametrize("lines", range(0, 40, 5))
def test_a_signature_block_stays_on_one_page(lines: int) -> None:
    signers = tuple(
        SignatureBlock(heading=f"Unterzeichnende {number}", name=f"Name {number}", function="Leitung")
        for number in range(1, 7)
    )
    contents = visit_protocol(
        situation="\n".join(f"Zeile {number}" for number in range(lines)) or "Kurz.", signatures=signers
    )
    for text in page_texts(render_visit_protocol(contents)):
        for number in range(1, 7):
            assert (f"Unterzeichnende {number}" in text) == (f"NAME {number}, Leitung" in text)


def test_a_paper_that_is_no_draft_is_refused_without_the_emblem_and_its_text() -> None:
    bare = FundingNotice(emblem=LogoSlot(text=" "), sentence="Gefördert.")
    with pytest.raises(RuleError) as refused:
        render_visit_protocol(visit_protocol(funding=bare, state="final"))
    assert refused.value.code == "emblem_missing"
    assert render_visit_protocol(visit_protocol(funding=bare, state="draft"))


def test_logos_are_drawn_in_place_of_their_texts() -> None:
    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), (0, 51, 153)).save(drawn, "PNG")
    emblem = LogoSlot(text="Europäische Union", image=drawn.getvalue())
    contents = visit_protocol(funding=FundingNotice(emblem=emblem, sentence="Gefördert."))
    pdf = render_visit_protocol(contents)
    assert "Europäische Union" not in whole_text(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages[0].get_images()) == 1
    assert pdf == render_visit_protocol(contents)


def test_an_unfinished_visit_prints_when_it_began() -> None:
    when = Appointment(held_on=date(2026, 5, 19), starts=time(13, 34), place="Witten")
    assert "ab 13:34 Uhr" in whole_text(render_visit_protocol(emptied(appointment=when)))


def test_an_english_protocol_has_no_german_words_of_ours() -> None:
    text = whole_text(render_visit_protocol(emptied(language="en")))
    assert "Visit protocol" in text
    assert "Page 1 of" in text
    assert "noch offen" not in text


def test_each_text_is_quoted_and_hyphenated_by_the_rules_of_its_own_language() -> None:
    text = whole_text(
        render_visit_protocol(emptied(language="en", situation='Der "Ofen" ist alt.', goal='The "end" is near.'))
    )
    assert "Der „Ofen“ ist alt." in text
    assert "The “end” is near." in text
    word = "Wärmerückgewinnung"
    hyphenate: Any = plain_paragraph(f"Die {word} ist da.", styles("en").body).style.hyphenationLang
    assert list(hyphenate(word)) == list(hyphenations(word, "de")) != list(hyphenations(word, "en"))


def test_lists_in_a_long_text_keep_their_marks() -> None:
    pdf = render_visit_protocol(emptied(situation="Es gibt:\n- eins\n- zwei\n2. drei\n\nDanach."))
    lines = [line for page in page_lines(pdf) for line in page]
    start = lines.index("Es gibt:")
    assert lines[start : start + 5] == ["Es gibt:", "– eins", "– zwei", "2. drei", "Danach."]


def test_company_without_legal_form_in_its_name_gets_it_added() -> None:
    company = replace(visit_protocol().company, name="Tilgner Metallbau", legal_form="GmbH")
    assert "Tilgner Metallbau, GmbH" in whole_text(render_visit_protocol(visit_protocol(company=company)))
