"""The preview on a real desk with a real print queue: what is seen is what arrives."""

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtWidgets import QAbstractButton, QSpinBox
from sqlalchemy import select

from consultant_app.actions.samples.files import sample_id
from consultant_app.desktop.preview.feature import WARM_MS
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.domain.measure import Measure
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.desktop.preview.driver import Preview, choose_printer
from tests.documents.reading import whole_text
from tests.support.clock import SettableClock
from tests.support.printing import PrinterQueue

VISIT, LONELY, PLAN = sample_id("V-003"), sample_id("V-002"), sample_id("AP-1")
"""LONELY's company has no plan."""


def test_what_is_shown_is_what_the_printer_and_the_files_get(
    preview: Preview, queue: PrinterQueue, tmp_path: Path
) -> None:
    queue.switch_off()
    preview.open("visit", VISIT)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, queue.name)
    preview.click("2 Exemplare drucken")
    preview.until(lambda: any("antwortet nicht" in told for told in preview.messages))
    assert "2 Exemplare: Besuchsprotokoll und Maßnahmenplan" in preview.messages[0]
    preview.qtbot.mouseClick(preview.page.pane.file_button, Qt.MouseButton.LeftButton)
    preview.until(lambda: any("Als PDF abgelegt" in told for told in preview.messages))
    kept = [preview.page.folder / paper.file_name for paper in preview.page.papers]
    shown = preview.shown
    assert [paper.kind for paper in preview.page.papers] == ["visit", "plan"]
    sent = [pdf for _, pdf in queue.kept_jobs(2)]
    assert sent == shown == [path.read_bytes() for path in kept]


def test_the_pages_arrive_at_the_printer(preview: Preview, queue: PrinterQueue) -> None:
    preview.open("visit", LONELY)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, queue.name)
    copies = preview.find("Exemplare", QSpinBox)
    copies.setValue(1)
    preview.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview.until(lambda: [job.handle != "" for job in preview.desk.printing.jobs] == [True])
    (arrived,) = queue.wait_for_jobs(1)
    text = subprocess.run(["pdftotext", str(arrived), "-"], capture_output=True, text=True, check=True).stdout
    assert "Medizintechnik Pulsmuster GmbH" in text


def test_a_second_press_at_once_is_no_second_job(preview: Preview, queue: PrinterQueue) -> None:
    queue.switch_off()
    preview.open("visit", LONELY)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, queue.name)
    preview.click("2 Exemplare drucken")
    preview.click("Wird an den Drucker gegeben")
    preview.until(lambda: [job.state for job in preview.desk.printing.jobs] == ["printing"])
    assert len(queue.kept_jobs(1)) == 1
    preview.until(lambda: preview.named("2 Exemplare drucken"))


def test_without_the_plan_only_the_protocol_is_printed(preview: Preview) -> None:
    preview.open("visit", VISIT)
    preview.click("Maßnahmenplan beilegen")
    preview.until(lambda: len(preview.page.papers) == 1)
    preview.settle()
    assert len(preview.shown) == 1
    preview.click("Maßnahmenplan beilegen")
    preview.until(lambda: len(preview.shown) == 2)


def test_the_attendance_list_goes_with_a_protocol_when_it_is_wanted(preview: Preview) -> None:
    preview.open("visit", LONELY)
    assert len(preview.shown) == 1
    preview.click("Teilnahmeliste beilegen")
    preview.until(lambda: len(preview.shown) == 2)
    assert "Teilnahmeliste" in whole_text(preview.shown[1])
    assert [paper.kind for paper in preview.page.papers] == ["visit", "attendance"]
    rows = preview.page.thumbnails.model()
    assert rows.index(rows.rowCount() - 1, 0).data() == "Liste, Seite 1"
    preview.settle()
    preview.window.show_page("visit")
    preview.open("plan", PLAN)
    assert not preview.named("Teilnahmeliste beilegen")
    assert [paper.kind for paper in preview.page.papers] == ["plan"]
    preview.click("Maßnahmenblätter beilegen")
    preview.until(lambda: [paper.kind for paper in preview.page.papers] == ["plan", "sheets"])


def test_the_language_of_the_papers_is_chosen_once_for_a_company(preview: Preview) -> None:
    preview.open("visit", VISIT)
    assert [preview.find(name).isChecked() for name in ("Deutsch", "English")] == [True, False]
    preview.click("English")
    preview.until(lambda: "Visit protocol" in whole_text(preview.shown[0]))
    assert "Action plan" in whole_text(preview.shown[1])
    preview.settle()
    preview.window.show_page("visit")
    preview.open("visit", LONELY)
    assert "Besuchsprotokoll" in whole_text(preview.shown[0])
    assert preview.find("Deutsch").isChecked()
    preview.window.show_page("visit")
    preview.open("plan", PLAN)
    assert "Action plan" in whole_text(preview.shown[0])
    assert preview.find("English").isChecked()


def test_a_company_without_a_plan_offers_none(preview: Preview) -> None:
    preview.open("visit", LONELY)
    assert not preview.named("Maßnahmenplan beilegen")
    assert len(preview.shown) == 1


def test_both_sides_are_offered_where_the_printer_turns_the_sheet(
    preview: Preview, queue: PrinterQueue, two_sided_queue: PrinterQueue
) -> None:
    two_sided_queue.switch_off()
    preview.open("visit", VISIT)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, queue.name)
    assert not preview.named("beidseitig")
    choose_printer(preview, two_sided_queue.name)
    preview.click("beidseitig")
    preview.click("2 Exemplare drucken")
    preview.until(lambda: [job.handle != "" for job in preview.desk.printing.jobs] == [True, True])
    for (job, _), edge in zip(two_sided_queue.kept_jobs(2), ("long", "short"), strict=True):
        assert f"two-sided-{edge}-edge".encode() in two_sided_queue.job_attributes(job)


def test_the_preview_follows_every_change_and_stays_where_it_was(
    preview: Preview, workspace: Workspace, clock: SettableClock
) -> None:
    preview.open("visit", VISIT)
    preview.page.view.set_zoom(1.5)
    preview.page.view.go_to(2)
    with workspace.write() as writer:
        writer.get(Visit, VISIT).goal = "Den Wellensittich freilassen"
    preview.until(lambda: "Wellensittich" in whole_text(preview.shown[0]))
    assert preview.page.view.zoom == 1.5
    assert preview.page.view.page == 2
    assert preview.shown == [paper.pdf for paper in preview.page.papers]


def test_the_numbers_it_allots_make_it_print_no_second_time(preview: Preview) -> None:
    made: list[object] = []
    preview.desk.ways.preview.emit("plan", PLAN)
    preview.page._papers.made.connect(made.append)
    preview.until(lambda: made)
    preview.settle()
    assert len(made) == 1
    assert preview.page.papers[0].number == "MP-EN-2026-XX001"
    assert preview.page.papers[0].number in preview.window.windowTitle()


def test_the_screen_is_turned_to_the_client_while_the_preview_is_open(preview: Preview) -> None:
    heard: list[bool] = []
    preview.desk.ways.client_view.connect(heard.append)
    preview.open("visit", VISIT)
    assert preview.window.client_view
    assert preview.window.windowTitle().startswith("Kundenansicht")
    preview.click("Zurück zum Besuch")
    assert preview.window.current_page is not None
    assert preview.window.current_page.key == "visit"
    assert not preview.window.client_view
    assert heard == [True, False]


def test_a_screen_that_was_turned_before_stays_turned(preview: Preview) -> None:
    preview.desk.ways.client_view.emit(True)
    preview.open("visit", VISIT)
    preview.key(Qt.Key.Key_Escape)
    assert preview.window.current_page is not None
    assert preview.window.current_page.key == "visit"
    assert preview.window.client_view


def test_esc_turns_the_screen_back_before_it_shows_other_companies(preview: Preview) -> None:
    preview.window.show_page("visits")
    preview.window.show_page("visit")
    preview.desk.ways.client_view.emit(True)
    preview.qtbot.keyClick(preview.window, Qt.Key.Key_Escape)
    assert preview.window.current_page is not None
    assert preview.window.current_page.key == "visit"
    assert not preview.window.client_view
    preview.qtbot.keyClick(preview.window, Qt.Key.Key_Escape)
    assert preview.window.current_page.key == "visits"


def test_leaving_the_table_turns_the_screen_back(preview: Preview) -> None:
    preview.desk.ways.client_view.emit(True)
    preview.window.show_page("visits")
    assert not preview.window.client_view
    assert not preview.desk.client_view


def test_keys_zoom_and_turn_pages(preview: Preview) -> None:
    preview.open("visit", VISIT)
    view, control = preview.page.view, Qt.KeyboardModifier.ControlModifier
    whole = view.zoom
    preview.key(Qt.Key.Key_Plus, control)
    assert view.zoom > whole
    preview.key(Qt.Key.Key_Minus, control)
    preview.key(Qt.Key.Key_Minus, control)
    assert view.zoom < whole
    preview.click("Ganze Seite")
    assert view.zoom == whole
    assert preview.find("Größer", QAbstractButton).isVisible()
    preview.key(Qt.Key.Key_PageDown)
    assert view.page == 1
    assert view.accessibleDescription() == f"Seite 2 von {view.page_count}"
    assert preview.page.thumbnails.currentIndex().data() == "Seite 2"
    preview.key(Qt.Key.Key_PageUp)
    assert view.page == 0
    for _ in range(view.page_count + 2):
        preview.key(Qt.Key.Key_PageDown)
    assert view.page == view.page_count - 1
    assert preview.page.thumbnails.currentIndex().data().startswith("Plan, Seite")


def test_a_page_chosen_at_the_left_is_shown(preview: Preview) -> None:
    preview.open("visit", VISIT)
    overview = preview.find("Seitenübersicht")
    overview.setFocus()
    preview.key(Qt.Key.Key_Down)
    preview.key(Qt.Key.Key_Down)
    assert preview.page.view.page == 2


def test_the_pages_are_drawn(preview: Preview) -> None:
    preview.open("visit", VISIT)
    preview.until(lambda: all(sheet.image is not None for sheet in preview.page.view._sheets[:1]))
    picture = preview.page.view.grab().toImage()
    inks = {picture.pixelColor(x, y).lightness() for x in range(0, picture.width(), 3) for y in range(60, 400, 2)}
    assert 255 in inks
    assert min(inks) < 90


def test_a_printer_that_is_gone_is_told_and_the_paper_can_be_kept(preview: Preview, queue: PrinterQueue) -> None:
    preview.open("visit", LONELY)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, queue.name)
    queue.remove()
    preview.click("2 Exemplare drucken")
    gone = f"Den Drucker {queue.name} gibt es auf diesem Gerät gerade nicht."
    preview.until(lambda: any(told.startswith(gone) for told in preview.messages))
    (bar,) = preview.page.messages.messages()
    assert bar.action_button is not None
    preview.qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    preview.until(lambda: any("Als PDF abgelegt" in told for told in preview.messages))
    assert len(list(preview.page.folder.glob("*.pdf"))) == 1


def test_a_printer_that_refuses_is_told(preview: Preview, queue: PrinterQueue) -> None:
    preview.open("visit", LONELY)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, queue.name)
    queue.refuse_jobs()
    preview.click("2 Exemplare drucken")
    preview.until(lambda: any("nimmt gerade keine Aufträge an" in told for told in preview.messages))
    assert preview.shown


def test_what_is_printed_is_followed_until_the_printer_is_done(preview: Preview, queue: PrinterQueue) -> None:
    queue.take_out_paper()
    preview.open("visit", LONELY)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, queue.name)
    preview.click("2 Exemplare drucken")
    preview.until(lambda: any("hat kein Papier" in told for told in preview.messages))
    queue.put_in_paper()
    preview.until(lambda: any(told.startswith(f"Auf {queue.name} gedruckt.") for told in preview.messages))


def test_tray_and_colour_are_remembered_for_each_printer(
    preview: Preview, queue: PrinterQueue, two_sided_queue: PrinterQueue
) -> None:
    preview.open("visit", LONELY)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, queue.name)
    preview.click("grau")
    tray = preview.find("Papierfach", ComboBox)
    tray.setCurrentIndex(tray.findData("photo"))
    tray.activated.emit(tray.currentIndex())
    assert (preview.page.pane.wishes.tray, preview.page.pane.wishes.colour) == ("photo", "monochrome")
    choose_printer(preview, two_sided_queue.name)
    assert (preview.page.pane.wishes.tray, preview.page.pane.wishes.colour) == ("", "color")
    choose_printer(preview, queue.name)
    assert (preview.page.pane.wishes.tray, preview.page.pane.wishes.colour) == ("photo", "monochrome")


def test_what_a_stopped_printer_does_is_said_before_it_is_chosen(preview: Preview, queue: PrinterQueue) -> None:
    queue.stop()
    preview.open("visit", LONELY)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    combo = preview.find("Drucker", ComboBox)
    assert f"{queue.name}, angehalten" in [combo.itemText(at) for at in range(combo.count())]


def test_without_a_printing_system_a_pdf_is_what_is_left(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    preview.open("visit", LONELY)
    assert not preview.named("2 Exemplare drucken")
    assert preview.find("Als PDF ablegen").kind == "primary"
    assert preview.find("Als PDF ablegen").hasFocus()
    preview.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview.until(lambda: preview.messages)
    assert str(preview.page.folder / preview.page.papers[0].file_name) in preview.messages[0]


def test_another_place_is_remembered(preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, opened = tmp_path / "Stick", []
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(chosen))
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    preview.open("visit", VISIT)
    preview.click("Anderer Ort")
    preview.click("Als PDF ablegen")
    preview.until(lambda: preview.messages)
    assert {path.name for path in chosen.iterdir()} == {paper.file_name for paper in preview.page.papers}
    preview.click("Ordner öffnen")
    assert opened == [QUrl.fromLocalFile(str(chosen))]
    assert preview.window.settings.value("preview/folder") == str(chosen)


def test_a_place_that_cannot_be_written_is_told(preview: Preview) -> None:
    preview.window.settings.setValue("preview/folder", "/proc/nirgends")
    preview.open("visit", LONELY)
    preview.click("Als PDF ablegen")
    preview.until(lambda: preview.messages)
    assert "lässt sich kein PDF ablegen" in preview.messages[0]
    assert preview.shown


def test_a_visit_that_is_deleted_meanwhile_is_told(preview: Preview, workspace: Workspace) -> None:
    preview.open("visit", LONELY)
    with workspace.write() as writer:
        writer.delete(writer.get(Visit, LONELY))
    preview.until(lambda: preview.messages)
    assert not preview.shown
    assert not preview.find("Als PDF ablegen").isEnabled()
    with workspace.write() as writer:
        writer.restore(LONELY)
    preview.until(lambda: preview.shown)
    assert preview.messages == []
    assert preview.find("Als PDF ablegen").isEnabled()


def test_what_is_typed_is_in_the_paper(preview: Preview) -> None:
    preview.desk.drafts.typed(LONELY, "goal", "Der Wellensittich singt.", shown=[])
    preview.open("visit", LONELY)
    assert "Der Wellensittich singt." in whole_text(preview.shown[0])


def test_who_opens_a_visit_finds_the_pages_quickly(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    warmed: list[None] = []
    monkeypatch.setattr("consultant_app.actions.paper.printing.warm_up", lambda: warmed.append(None))
    for way in (preview.desk.ways.visit, preview.desk.ways.begin_visit, preview.desk.ways.visit):
        way.emit(VISIT)
    preview.until(lambda: warmed and preview.desk.tasks.is_idle)
    preview.desk.ways.plan.emit(PLAN, "")
    timers = [one for one in preview.window.findChildren(QTimer) if one.interval() == WARM_MS]
    assert [timer.isActive() for timer in timers] == [False]
    assert len(warmed) == 1


def test_the_controls_that_the_readme_names_are_there(
    preview: Preview, two_sided_queue: PrinterQueue, monkeypatch: pytest.MonkeyPatch, repository: Path
) -> None:
    monkeypatch.setenv("CUPS_SERVER", two_sided_queue.env["CUPS_SERVER"])
    preview.open("visit", VISIT)
    preview.until(lambda: preview.named("Drucker", ComboBox))
    choose_printer(preview, two_sided_queue.name)
    readme = (repository / "consultant_app/desktop/preview/README.md").read_text()
    names = [line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")]
    assert len(names) > 10
    assert [name for name in names if not preview.named(name)] == []


def test_a_number_that_stands_twice_is_said_before_printing_and_settled_there(
    preview: Preview, workspace: Workspace
) -> None:
    with workspace.write() as writer:
        first, second = writer.session.scalars(select(Measure).where(Measure.action_plan == PLAN).limit(2)).all()
        second.number = first.number = "X-9"
        later = max(first.id, second.id)
    preview.open("plan", PLAN)
    words = "Die Nummer X-9 steht zweimal in diesem Plan."
    preview.until(lambda: any(words in bar.accessibleName() for bar in preview.page.messages.messages()))

    preview.click("Der späteren die nächste freie Nummer geben")
    preview.until(lambda: not preview.page.messages.messages())
    preview.settle()
    with workspace.read() as reader:
        numbers = [one.number for one in reader.all(select(Measure).where(Measure.action_plan == PLAN))]
        given = reader.get(Measure, later).number
    assert len(numbers) == len(set(numbers))
    assert given != "X-9"
    assert given in whole_text(preview.page.papers[0].pdf)
