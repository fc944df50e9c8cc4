"""Papers from real records: what is printed, what never is, and what stays the same however often it is printed."""

import errno
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from consultant_app.actions.paper.files import keep, save
from consultant_app.actions.paper.printing import (
    Printout,
    company_of_paper,
    plan_of_visit,
    print_company,
    print_out,
    render,
)
from consultant_app.actions.samples.files import sample_id
from consultant_app.actions.visits.agreeing import agree_measure
from consultant_app.actions.visits.sheet import visit_sheet
from consultant_app.changes.change import RecordId
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.company_profile import CompanyProfile, company_profile_id
from consultant_app.domain.contact import Contact
from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.domain.groups import Period
from consultant_app.domain.measure import Kpi, KpiValue, Measure, MeasureState, Reading
from consultant_app.domain.measure_line import parse_measure_line
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement, Participant, TopicNote
from consultant_app.errors import RuleError, TroubleError, UsageError
from consultant_app.workspace.workspace import Workspace
from tests.actions.paper.conftest import NOON
from tests.documents.reading import whole_text
from tests.support.clock import SettableClock

VISIT, PLAN, COMPANY = sample_id("V-002"), sample_id("AP-1"), sample_id("C-003")
SONGBIRD = "Wellensittich"

pytestmark = pytest.mark.usefixtures("qapp")  # reading a PDF back needs Qt's fonts


def text_of(printout: Printout) -> str:
    return whole_text(printout.pdf)


def agree(workspace: Workspace, visit: str, line: str) -> str:
    with workspace.read() as reader:
        candidates = visit_sheet(reader, visit, partner=workspace.identity.partner).candidates
    parsed = parse_measure_line(line, today=NOON.date(), candidates=candidates, default_field="UM")
    with workspace.write() as writer:
        return agree_measure(writer, visit, parsed, workspace.identity)[0]


# Numbers.


def test_numbers_are_allotted_when_first_printed_and_stay(empty: Workspace, clock: SettableClock) -> None:
    with empty.write() as writer:
        company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        visit = writer.new(Visit(company=company, held_on=NOON.date(), goal="Leitbild"))
        plan = writer.new(ActionPlan(company=company, title="Plan"))
        for title, field in (("Leitbild", "MA"), ("Druckluft", "UM"), ("Abfall", "UM"), ("Ohne Feld", None)):
            writer.new(Measure(action_plan=plan.id, title=title, csr_field=field, sort_key=title))
    first = print_out(empty, "visit", visit.id)
    assert first.number == "BP-EN-2026-XX001"
    assert first.number in text_of(first)
    clock.advance(timedelta(days=400))
    with empty.write() as writer:
        writer.new(Measure(action_plan=plan.id, title="Später", csr_field="UM", sort_key="z"))
    printed = text_of(print_out(empty, "plan", plan.id))
    for number, title in (("U-1", "Abfall"), ("U-2", "Druckluft"), ("M-1", "Leitbild"), ("U-3", "Später")):
        assert f"{number} {title}" in printed
    assert print_out(empty, "visit", visit.id).number == first.number
    assert print_out(empty, "plan", plan.id).number == "MP-EN-2027-XX001"


def test_a_protocol_gives_its_plan_no_number_of_a_paper_that_was_not_printed(workspace: Workspace) -> None:
    print_out(workspace, "visit", VISIT)
    with workspace.read() as reader:
        assert reader.get(ActionPlan, PLAN).number == ""


def test_printing_again_changes_no_record_and_no_byte(workspace: Workspace) -> None:
    first = print_out(workspace, "plan", PLAN)
    notices: list[object] = []
    workspace.listeners.append(notices.append)
    assert print_out(workspace, "plan", PLAN) == first
    assert notices == []


def test_allotting_a_number_is_no_step_to_undo(empty: Workspace) -> None:
    with empty.write() as writer:
        company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
    with empty.write("Besuch geplant") as writer:
        visit = writer.new(Visit(company=company, held_on=NOON.date()))
    print_out(empty, "visit", visit.id)
    assert empty.undo_label() == "Besuch geplant"


def test_what_is_being_typed_is_printed(workspace: Workspace) -> None:
    workspace.type_draft(RecordId(VISIT), "goal", f"Ein {SONGBIRD} zum Schluss.", shown=[])
    assert SONGBIRD in text_of(print_out(workspace, "visit", VISIT))


# Protocol and plan of one minute.

_DUE = r"(\d\d\.\d\d\.\d{4}|offen)"
_PRIORITY = "(hoch|mittel|niedrig)"
_STATUS = "(Idee|geplant|in Umsetzung|umgesetzt|zurückgestellt|verworfen|überfällig)"
_AGREED = re.compile(rf"[MUAG] ([MUAG]-\d+) (.+?) {_DUE} {_PRIORITY}")
_CHANGE = r"(?: neu\b| war [a-zü]+| war in Umsetzung| Frist war \d\d\.\d\d\.\d{4}| neue Frist|,)*"
_PLANNED = re.compile(rf"([MUAG]-\d+) (.+?) {_DUE} {_STATUS}{_CHANGE} {_PRIORITY}")
_MOVED = re.compile(rf"([MUAG]-\d+) (.+?) {_DUE} {_STATUS}")


@pytest.mark.parametrize("visit", ["V-001", "V-002", "V-003"])
def test_every_measure_of_a_protocol_reads_the_same_in_the_plan_of_the_same_minute(
    workspace: Workspace, visit: str
) -> None:
    record = sample_id(visit)
    with workspace.write() as writer:
        writer.get(Visit, record).status = "draft"
    agree(workspace, record, "M: Lastgang auslesen bis 29.5.2026 !hoch")
    late = agree(workspace, record, "M: Rauchmelder prüfen bis 2.3.2026 !niedrig #A")
    plan = plan_of_visit(workspace, record)
    assert plan is not None
    protocol, planned = text_of(print_out(workspace, "visit", record)), text_of(print_out(workspace, "plan", plan))
    rows = {number: (words, due, priority) for number, words, due, _, priority in _PLANNED.findall(planned)}
    agreed = _AGREED.findall(protocol.partition("Vereinbarungen")[2].partition("M = Markt")[0])
    with workspace.read() as reader:
        asked = select(Agreement).where(Agreement.visit == record, Agreement.measure.is_not(None))
        assert len(agreed) == len(reader.all(asked)) >= 2
        late_number = reader.get(Measure, late).number
    for number, words, due, priority in agreed:
        assert rows[number] == (words, due, priority)
    assert re.search(rf"{late_number} Rauchmelder prüfen noch offen 02.03.2026 überfällig{_CHANGE} niedrig", planned)


def test_what_moved_since_the_last_visit_reads_as_in_the_plan(empty: Workspace, clock: SettableClock) -> None:
    with empty.write() as writer:
        company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        boss = writer.new(Contact(company=company, first_name="Sabine", last_name="Tilgner", role="management"))
        first = writer.new(Visit(company=company, held_on=NOON.date(), status="draft", contact=boss.id))
    still, done, later = (
        agree(empty, first.id, f"M: {line} @Tilgner bis 30.9.2026 !hoch")
        for line in ("Druckluft abschalten", "Leitbild schreiben #M", "Abfall trennen")
    )
    clock.advance(timedelta(days=60))
    with empty.write() as writer:
        second = writer.new(Visit(company=company, held_on=clock().date(), status="draft"))
        writer.get(Measure, done).state = MeasureState("done")
        writer.get(Measure, later).due_on = date(2026, 12, 1)
    new = agree(empty, second.id, "M: Schichtplan ändern @Tilgner bis 1.7.2026 #A !mittel")
    plan = plan_of_visit(empty, second.id)
    assert plan is not None
    protocol, planned = text_of(print_out(empty, "visit", second.id)), text_of(print_out(empty, "plan", plan))
    moved = {row[0]: row[1:] for row in _MOVED.findall(protocol.partition("Stand des Maßnahmenplans")[2])}
    rows = {number: (words, due, status) for number, words, due, status, _ in _PLANNED.findall(planned)}
    with empty.read() as reader:
        numbers = {id_: reader.get(Measure, id_).number for id_ in (still, done, later, new)}
    assert moved.keys() == {numbers[done], numbers[later], numbers[new]}
    for number, row in moved.items():
        assert rows[number] == row
    assert "war geplant" in protocol
    assert "Frist war 30.09.2026" in protocol
    # The plan tells the same changes below each status.
    assert "Änderungen seit dem Besuch am 19.05.2026 stehen unter dem Status." in planned
    for words in ("umgesetzt war geplant hoch", "geplant Frist war 30.09.2026 hoch", "überfällig neu mittel"):
        assert words in planned, words
    assert planned.count("neu ") == 1


def test_a_plan_before_the_first_visit_tells_no_change(empty: Workspace) -> None:
    with empty.write() as writer:
        company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        visit = writer.new(Visit(company=company, held_on=NOON.date(), status="draft"))
    agree(empty, visit.id, "M: Schichtplan ändern bis 1.7.2026 #A !mittel")
    plan = plan_of_visit(empty, visit.id)
    assert plan is not None
    planned = text_of(print_out(empty, "plan", plan))
    assert "A-1 Schichtplan ändern noch offen 01.07.2026 überfällig" not in planned
    assert "geplant mittel" in planned
    assert "Änderung" not in planned


def test_a_measure_agreed_in_a_plan_that_has_ended_keeps_its_words_and_gets_its_number(empty: Workspace) -> None:
    with empty.write() as writer:
        company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        visit = writer.new(Visit(company=company, held_on=NOON.date()))
        ended = writer.new(ActionPlan(company=company, title="Plan", status="completed"))
        measure = writer.new(Measure(action_plan=ended.id, title="Leitbild geschrieben", csr_field="MA"))
        writer.new(Agreement(visit=visit.id, what="Leitbild", measure=measure.id))
    assert "M M-1 Leitbild geschrieben" in text_of(print_out(empty, "visit", visit.id))


def test_a_measure_that_was_deleted_leaves_the_words_of_the_agreement(workspace: Workspace) -> None:
    with workspace.write() as writer:
        agreements = [one for one in writer.session.scalars(select(Agreement)) if one.measure]
        gone = agreements[0]
        gone.what = "Eine Absprache ohne Maßnahme"
        writer.delete(writer.get(Measure, str(gone.measure)))
        visit = str(gone.visit)
    assert "Eine Absprache ohne Maßnahme" in text_of(print_out(workspace, "visit", visit))


# As of the visit's day.


def test_an_older_protocol_prints_no_later_reading(workspace: Workspace) -> None:
    with workspace.read() as reader:
        visit = reader.get(Visit, sample_id("V-003"))
    on_the_day, after = Decimal("4711.25"), Decimal("815.75")
    assert visit.held_on is not None
    with workspace.write() as writer:
        plan = writer.get(ActionPlan, str(plan_of_visit(workspace, visit.id)))
        plan.agreed_on = visit.held_on
        measure = writer.new(Measure(action_plan=plan.id, title="Zähler", csr_field="UM"))
        kpi = writer.new(Kpi(measure=measure.id, name="Zählerstand")).id
        for days, value in ((0, on_the_day), (1, after)):
            writer.new(KpiValue(kpi=kpi, reading=Reading(value, visit.held_on + timedelta(days=days))))
    printed = text_of(print_out(workspace, "visit", visit.id))
    assert "4.711,25" in printed
    assert "815,75" not in printed


def test_the_funding_profile_of_the_visits_day_is_printed(empty: Workspace) -> None:
    with empty.write() as writer:
        company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        for year, sentence in ((2025, "Gefördert nach altem Recht."), (2026, "Gefördert nach neuem Recht.")):
            validity = Period(date(year, 1, 1), date(year, 12, 31))
            writer.new(FundingProfile(project_name="CSR", validity=validity, sentence_short=sentence))
        visits = [writer.new(Visit(company=company, held_on=date(year, 12, 31), times=None)) for year in (2025, 2026)]
    texts = [text_of(print_out(empty, "visit", visit.id)) for visit in visits]
    assert ["Gefördert nach altem Recht." in text for text in texts] == [True, False]
    assert ["Gefördert nach neuem Recht." in text for text in texts] == [False, True]


def test_figures_stay_in_the_house_while_the_class_they_make_is_printed(workspace: Workspace) -> None:
    with workspace.read() as reader:
        profile = reader.get(CompanyProfile, company_profile_id(COMPANY))
    assert profile.figures is not None
    assert profile.figures.turnover_eur is not None
    printed = text_of(print_out(workspace, "visit", sample_id("V-003")))
    assert f"{int(profile.figures.turnover_eur):,}".replace(",", ".") not in printed
    assert "Unternehmen Grundlage: eigene Einschätzung" in printed


def test_a_topic_is_not_told_twice(empty: Workspace) -> None:
    with empty.write() as writer:
        company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        visit = writer.new(
            Visit(company=company, environment="Verbrauch nur als Jahreswert bekannt.\n\nDie Halle ist kalt.")
        )
        writer.new(TopicNote(visit=visit.id, topic="UM-01", observation="Verbrauch nur als Jahreswert bekannt."))
    printed = text_of(print_out(empty, "visit", visit.id))
    assert printed.count("Verbrauch nur als Jahreswert bekannt.") == 1
    assert "Die Halle ist kalt." in printed


def test_a_planned_visit_with_nothing_in_it_prints(empty: Workspace) -> None:
    with empty.write() as writer:
        visit = writer.new(Visit(company=writer.new(Company(name="Tilgner Metallbau GmbH")).id))
        plan = writer.new(ActionPlan(company=visit.company))
    assert "ENTWURF" in text_of(print_out(empty, "visit", visit.id))
    assert "Maßnahmenplan" in text_of(print_out(empty, "plan", plan.id))


def test_papers_set_at_the_same_time_do_not_mix(workspace: Workspace) -> None:
    wanted = [("visit", VISIT), ("plan", PLAN), ("visit", sample_id("V-003")), ("visit", sample_id("V-001"))]
    alone = [print_out(workspace, kind, record) for kind, record in wanted]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(len(wanted)) as threads:
            together = list(threads.map(lambda one: render(workspace, *one, language="de"), wanted))
    finally:
        sys.setswitchinterval(before)
    assert together == alone


def test_unknown_documents_and_records_are_told(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="unknown_document"):
        print_out(workspace, "letter", VISIT)
    for kind in ("visit", "plan"):
        with pytest.raises(RuleError, match="record_not_found"):
            print_out(workspace, kind, "f" * 32)


# The attendance list.


def test_the_attendance_list_names_everybody_expected_and_ticks_nobody(workspace: Workspace) -> None:
    visit = sample_id("V-003")
    with workspace.write() as writer:
        writer.new(Participant(visit=visit, name="Kommt Vielleicht", organisation="Gast e. V.", present=False))
    protocol, listed = (text_of(print_out(workspace, kind, visit)) for kind in ("visit", "attendance"))
    assert "Kommt Vielleicht Gast e. V." in listed
    assert "Kommt Vielleicht" not in protocol
    assert "Sie wird bis " in listed
    assert print_out(workspace, "attendance", visit).number == print_out(workspace, "visit", visit).number
    assert print_out(workspace, "attendance", visit).file_name.startswith("Teilnahmeliste ")


def test_how_long_a_list_is_kept_follows_the_funding_profile_of_the_day(empty: Workspace) -> None:
    with empty.write() as writer:
        visit = writer.new(Visit(held_on=date(2026, 5, 19), company=writer.new(Company(name="Muster")).id)).id
    assert "bis 31.12.2033 aufbewahrt" in text_of(print_out(empty, "attendance", visit))
    with empty.write() as writer:
        emblem = "Europäische Union"
        writer.new(FundingProfile(project_name="Neu", logo_eu_text=emblem, retain_until=date(2041, 3, 9)))
    assert "bis 09.03.2041 aufbewahrt" in text_of(print_out(empty, "attendance", visit))


# Sheets of measures.


def test_the_sheets_of_a_plan_read_as_its_rows(workspace: Workspace) -> None:
    planned, sheets = (text_of(print_out(workspace, kind, PLAN)) for kind in ("plan", "sheets"))
    with workspace.read() as reader:
        measures = reader.all(select(Measure).where(Measure.action_plan == PLAN))
    for measure in measures:
        assert f"{measure.number} {measure.title}" in sheets
        assert measure.remark in sheets
    for number, words, due, status, priority in _PLANNED.findall(planned):
        own = sheets[sheets.index(f"{number} {words.split()[0]}") :]
        assert own.index(due) < 700
        assert own.index(status) < 700
        assert own.index(priority) < 700


def test_one_sheet_numbers_the_measures_and_not_the_plan(empty: Workspace) -> None:
    with empty.write() as writer:
        company = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        plan = writer.new(ActionPlan(company=company, title="Plan")).id
        measure = writer.new(Measure(action_plan=plan, title="Leitbild", csr_field="MA")).id
    printed = print_out(empty, "measure", measure)
    assert printed.file_name == "Maßnahmenblatt M-1 Tilgner Metallbau GmbH.pdf"
    assert "M-1 Leitbild" in text_of(printed)
    with empty.read() as reader:
        assert reader.get(ActionPlan, plan).number == ""
    assert company_of_paper(empty, "measure", measure) == company


# Files.


def test_a_file_is_named_after_what_it_is(workspace: Workspace) -> None:
    with workspace.write() as writer:
        writer.get(Company, COMPANY).name = 'Größe/Maß: "A" & B\n' + "Ẅ" * 200
    printout = print_out(workspace, "visit", sample_id("V-003"))
    assert printout.file_name.startswith(f"Besuchsprotokoll {printout.number} Größe Maß A & B ẄẄẄ")
    assert printout.file_name.endswith("Ẅ.pdf")
    assert len(printout.file_name.encode()) <= 204


def test_keeping_never_writes_over_an_older_paper(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "Dokumente" / "2026"
    first = print_out(workspace, "visit", VISIT)
    assert keep(first, folder) == keep(first, folder) == folder / first.file_name
    with workspace.write() as writer:
        writer.get(Visit, VISIT).goal = "Ein anderes Ziel"
    second = keep(print_out(workspace, "visit", VISIT), folder)
    assert second.name == first.file_name.replace(".pdf", " (2).pdf")
    assert (folder / first.file_name).read_bytes() == first.pdf
    assert sorted(path.name for path in folder.iterdir()) == sorted([first.file_name, second.name])


def test_saving_to_a_place_that_does_not_exist_is_trouble_in_words(workspace: Workspace, tmp_path: Path) -> None:
    printout = print_out(workspace, "visit", VISIT)
    (tmp_path / "Datei").write_text("")
    for attempt in (
        lambda: save(printout, tmp_path / "fehlt" / "x.pdf"),
        lambda: keep(printout, tmp_path / "Datei"),
        lambda: keep(printout, Path("/proc/nichts")),
    ):
        with pytest.raises(TroubleError, match="pdf_not_written"):
            attempt()


def test_a_full_disk_leaves_the_older_file_whole(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printout = print_out(workspace, "visit", VISIT)
    target = save(printout, tmp_path / "x.pdf")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(TroubleError, match="pdf_no_room"):
        save(print_out(workspace, "plan", PLAN), target)
    assert target.read_bytes() == printout.pdf
    assert [path for path in tmp_path.iterdir() if path.name.startswith((".", "x"))] == [target]


def test_all_of_a_company_is_its_visits_and_its_running_plan(workspace: Workspace) -> None:
    with workspace.write() as writer:
        cancelled = writer.new(Visit(company=COMPANY, held_on=date(2026, 4, 1), status="cancelled"))
        older = writer.new(Visit(company=COMPANY, held_on=date(2026, 4, 2), status="draft"))
    printed = print_company(workspace, COMPANY)
    assert [one.kind for one in printed][-1] == "plan"
    ids = [one.record for one in printed]
    assert cancelled.id not in ids
    assert ids.index(older.id) < ids.index(sample_id("V-003"))
    assert len({one.file_name for one in printed}) == len(printed)
