"""The place Maßnahmen as a person uses it: by key and by mouse, on the real desk."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.measures.column_widths import column_widths
from consultant_app.desktop.measures.measures_page import MeasuresPage
from consultant_app.desktop.measures.table_model import Column
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.messages import UndoBar
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.workspace.workspace import Workspace
from tests.desktop.late_answers import LateAnswers
from tests.desktop.measures.plan_driver import TODAY, choose, editor, measures, named, open_form, running_plan_of
from tests.desktop.typing import type_text


def test_the_plan_stands_grouped_with_its_counts(page: MeasuresPage) -> None:
    model = page.table.plan_model
    said = [model.data(model.index(at, 0 if model.measure(at) is None else Column.TITLE)) for at in range(4)]
    assert said == ["Markt, 0 von 1", "Lieferantenkodex einführen", "Umwelt, 0 von 1", "Leckagen prüfen"]
    assert [page.bar.chips[key].accessibleDescription() for key in ("all", "open", "overdue", "mine")] == [
        "2",
        "2",
        "1",
        "2",
    ]
    assert page.bar.companies.currentText() == "Tilgner Metallbau GmbH"


def test_the_space_bar_moves_the_status_on_and_the_bar_takes_it_back(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    choose(page, qtbot, stored("Leckagen"))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stored("Leckagen").status == "in_progress")
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stored("Leckagen").status == "done")
    qtbot.waitUntil(lambda: len(page.findChildren(UndoBar)) > 0 and not page.work.is_writing)
    page.findChildren(UndoBar)[-1].undone.emit()
    qtbot.waitUntil(lambda: stored("Leckagen").status == "in_progress")


def test_a_space_is_not_lost_to_rows_read_before_the_one_before_it(
    page: MeasuresPage,
    qtbot: QtBot,
    workspace: Workspace,
    company: str,
    late_answers: LateAnswers,
    stored: Callable[[str], Measure],
) -> None:
    choose(page, qtbot, stored("Leckagen"))
    late_answers.hold()
    with workspace.write() as writer:
        writer.get(Company, company).name = "Tilgner Metall GmbH"
    qtbot.waitUntil(lambda: late_answers.count > 0 and page.work.desk.tasks.is_idle)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stored("Leckagen").status == "in_progress" and not page.work.is_writing)
    late_answers.release()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stored("Leckagen").status == "done")
    qtbot.waitUntil(lambda: page.bar.companies.currentText() == "Tilgner Metall GmbH")


def test_a_click_on_the_glyph_does_the_same(page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]) -> None:
    at = page.table.plan_model.position_of(stored("Lieferantenkodex").id)
    place = page.table.visualRect(page.table.plan_model.index(at, Column.STATUS)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: stored("Lieferantenkodex").status == "in_progress")


def test_ctrl_4_finishes_and_the_overdue_count_follows(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    choose(page, qtbot, stored("Leckagen"))
    qtbot.keyClick(page.table, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: stored("Leckagen").done_on == TODAY)
    qtbot.waitUntil(lambda: page.bar.chips["overdue"].accessibleDescription() == "0")


def test_f2_edits_the_title_and_keeps_it(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure], workspace: Workspace
) -> None:
    choose(page, qtbot, stored("Leckagen"))
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    line = editor(page, qtbot, QLineEdit)
    line.setText("")
    type_text(line, "Leckagen größer prüfen")
    qtbot.waitUntil(lambda: bool(workspace.drafts()))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored("Leckagen").title == "Leckagen größer prüfen")


def test_escape_in_a_cell_keeps_what_was_typed(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    choose(page, qtbot, stored("Leckagen"), Column.DUE)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    line = editor(page, qtbot, QLineEdit)
    line.setText("")
    type_text(line, "Ende Juni")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: stored("Leckagen").due_on == date(2026, 6, 30))
    assert page.isVisible()


def test_responsible_and_priority_are_chosen_in_the_cell(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure], workspace: Workspace
) -> None:
    for column, value in ((Column.RESPONSIBLE, workspace.identity.user), (Column.PRIORITY, "low")):
        choose(page, qtbot, stored("Leckagen"), column)
        qtbot.keyClick(page.table, Qt.Key.Key_F2)
        box = editor(page, qtbot, ComboBox)
        box.hidePopup()
        box.set_value(value)
        box.value_chosen.emit(value)
    qtbot.waitUntil(lambda: stored("Leckagen").priority == "low")
    assert stored("Leckagen").responsible == workspace.identity.user


def test_delete_offers_to_bring_the_measure_back(
    page: MeasuresPage, qtbot: QtBot, workspace: Workspace, company: str, stored: Callable[[str], Measure]
) -> None:
    choose(page, qtbot, stored("Leckagen"))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(measures(workspace, company)) == 1)
    qtbot.waitUntil(lambda: bool(page.findChildren(UndoBar)))
    page.findChildren(UndoBar)[-1].undone.emit()
    qtbot.waitUntil(lambda: len(measures(workspace, company)) == 2)
    qtbot.waitUntil(lambda: page.table.current_measure == stored("Leckagen").id)


def test_a_new_measure_is_one_line_and_enter(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    line = named(page, QLineEdit, "Neue Maßnahme")
    qtbot.waitUntil(line.hasFocus)
    type_text(line, "Schichtplan im Voraus bis 22.5. !hoch #A")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.plan_model.rowCount() == 6)
    made = stored("Schichtplan")
    assert (made.csr_field, made.priority, made.due_on) == ("AR", "high", date(2026, 5, 22))
    assert line.text() == ""
    qtbot.waitUntil(lambda: page.table.current_measure == made.id)


def test_a_template_becomes_a_measure(page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]) -> None:
    qtbot.mouseClick(named(page, Button, "Maßnahme hinzufügen"), Qt.MouseButton.LeftButton)
    named(page, ComboBox, "Aus Vorlage").value_chosen.emit("MT-MA-03")
    qtbot.waitUntil(lambda: page.table.plan_model.rowCount() == 5)
    assert stored("Lieferantenkodex").title == "Lieferantenkodex einführen"


def test_a_company_without_a_plan_gets_one_with_its_first_measure(
    page: MeasuresPage, qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    with workspace.write() as writer:
        bare = writer.new(Company(name="Ohne Plan KG")).id
    desk.ways.new_measure.emit(bare)
    qtbot.waitUntil(lambda: page.bar.companies.currentText() == "Ohne Plan KG")
    line = named(page, QLineEdit, "Neue Maßnahme")
    type_text(line, "Anfangen #M")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.title for one in measures(workspace, bare)] == ["Anfangen"])
    qtbot.waitUntil(lambda: page.table.plan_model.rowCount() == 2)


def test_the_filter_shows_what_is_overdue_only(page: MeasuresPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.bar.chips["overdue"], Qt.MouseButton.LeftButton)
    assert page.table.plan_model.rowCount() == 2
    qtbot.mouseClick(page.bar.chips["all"], Qt.MouseButton.LeftButton)
    assert page.table.plan_model.rowCount() == 4


def test_a_group_closes_and_opens_by_key(page: MeasuresPage, qtbot: QtBot) -> None:
    page.table.setCurrentIndex(page.table.plan_model.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert page.table.plan_model.rowCount() == 3
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert page.table.plan_model.rowCount() == 4


def test_all_companies_stand_together_with_a_company_column(page: MeasuresPage, qtbot: QtBot) -> None:
    assert page.table.isColumnHidden(Column.COMPANY)
    page.bar.companies.value_chosen.emit("")
    qtbot.waitUntil(lambda: page.reading.page is not None and len(page.reading.page.rows) == 22)
    assert not page.table.isColumnHidden(Column.COMPANY)
    assert not page.bar.print_button.isVisible()


def test_printing_asks_for_the_preview_of_this_plan(
    page: MeasuresPage, qtbot: QtBot, desk: Desk, workspace: Workspace, company: str
) -> None:
    with qtbot.waitSignal(desk.ways.preview) as asked:
        qtbot.mouseClick(named(page, Button, "Plan drucken"), Qt.MouseButton.LeftButton)
    assert asked.args == ["plan", running_plan_of(workspace, company)]


def test_what_somebody_else_changes_arrives_in_the_table(
    page: MeasuresPage, qtbot: QtBot, workspace: Workspace, stored: Callable[[str], Measure]
) -> None:
    with workspace.write() as writer:
        writer.get(Measure, stored("Leckagen").id).due_on = date(2027, 1, 15)
    model = page.table.plan_model
    at = model.position_of(stored("Leckagen").id)
    qtbot.waitUntil(lambda: model.data(model.index(at, Column.DUE)) == "15.01.2027")


def test_below_1400_pixels_the_matrix_is_a_toggle(page: MeasuresPage, qtbot: QtBot) -> None:
    page.set_breakpoint("compact")
    assert not page.side.isVisible()
    qtbot.mouseClick(named(page, Button, "Matrix"), Qt.MouseButton.LeftButton)
    assert page.side.isVisible()


def test_below_1180_pixels_a_measure_is_edited_in_a_drawer_as_wide_as_its_form(
    page: MeasuresPage, window: MainWindow, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: window.breakpoint == "narrow")
    qtbot.mouseClick(named(page, Button, "Matrix"), Qt.MouseButton.LeftButton)
    choose(page, qtbot, stored("Leckagen"))
    matrix_at = page.right.x()
    qtbot.mouseClick(named(page, Button, "Bearbeiten"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.form.isVisible)
    assert page.right.x() < matrix_at
    assert page.right.geometry().right() == page.rect().right()
    qtbot.waitUntil(lambda: page.table.mapTo(page, page.table.rect().topRight()).x() > page.right.x())

    window.resize(1300, 700)
    qtbot.waitUntil(lambda: window.breakpoint == "compact")
    assert page.form.isVisible(), "somebody is writing in it"
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: window.breakpoint == "narrow")
    assert page.form.isVisible()
    qtbot.keyClick(page.form, Qt.Key.Key_Escape)
    assert not page.right.isVisible()
    assert page.table.hasFocus()


def test_a_client_sees_neither_dots_nor_other_companies(
    page: MeasuresPage, desk: Desk, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    open_form(page, qtbot, stored("Leckagen"))
    desk.ways.client_view.emit(True)
    assert page.table.isColumnHidden(Column.DOTS)
    assert not page.bar.companies.isEnabled()
    assert not page.form.fields.fields["remark"].isVisible()
    desk.ways.client_view.emit(False)
    assert not page.table.isColumnHidden(Column.DOTS)


def test_a_row_selected_by_a_screen_reader_is_the_chosen_measure(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    measure = stored("Leckagen")
    # What Qt does when a program from outside selects a row of a table.
    index = page.table.plan_model.index(page.table.plan_model.position_of(measure.id), 0)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().select(index, flags)
    qtbot.waitUntil(lambda: page.work.sheet is not None and page.work.sheet.id == measure.id)


def test_where_room_is_short_the_title_keeps_its_own(page: MeasuresPage, qtbot: QtBot) -> None:
    """The key figure goes first, then the priority; all of it stands in the detail."""
    everything = set(Column) - {Column.COMPANY}
    assert set(column_widths(900, unwanted={Column.COMPANY})) == everything
    assert set(column_widths(700, unwanted={Column.COMPANY})) == everything - {Column.FIGURE}
    assert set(column_widths(530, unwanted={Column.COMPANY})) == everything - {Column.FIGURE, Column.PRIORITY}
    assert sum(column_widths(900, unwanted=()).values()) == 900
