"""The place Maßnahmen as a person uses it: by key and by mouse, on the real desk."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consultant_app.actions.plans.measures import add_measure, running_plan
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.measures.column_widths import column_widths
from consultant_app.desktop.measures.feature import add_measures
from consultant_app.desktop.measures.measures_page import MeasuresPage
from consultant_app.desktop.measures.table_model import Column
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.desktop.widgets.messages import UndoBar
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Kpi, KpiValue, Measure, Milestone
from consultant_app.domain.measure_line import parse_measure_line
from consultant_app.workspace.workspace import Workspace
from tests.desktop.late_answers import LateAnswers
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.typing import type_text

TODAY = date(2026, 5, 19)
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def company(workspace: Workspace) -> str:
    """A company with a plan of two measures, one of them overdue."""
    with workspace.write() as writer:
        made = writer.new(Company(name="Tilgner Metallbau GmbH")).id
        plan = running_plan(writer, made, workspace.identity, day=TODAY)
        for text in ("Leckagen prüfen bis 12.5.26 !hoch #U", "Lieferantenkodex einführen bis 30.6.26 #M"):
            add_measure(writer, plan, parse_measure_line(text, today=TODAY), workspace.identity)
    return made


@pytest.fixture
def page(window: MainWindow, desk: Desk, qtbot: QtBot, company: str) -> MeasuresPage:
    add_measures(window, desk)
    desk.ways.plan.emit(company, "")
    found = window.findChild(MeasuresPage)
    assert isinstance(found, MeasuresPage)
    qtbot.waitUntil(lambda: found.work.sheet is not None)
    wait_until_quiet(qtbot, desk)
    found.table.setFocus()
    return found


def named(page: QWidget, kind: type[W], name: str) -> W:
    """The visible control that a screen reader calls so."""
    found = [one for one in page.findChildren(kind) if one.isVisible() and _name(one) == name]
    assert len(found) == 1, f"{len(found)} controls are called {name!r}"
    return found[0]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, Button) else "")


def measures(workspace: Workspace, company: str) -> list[Measure]:
    with workspace.read() as reader:
        plan = running_plan_of(workspace, company)
        return list(reader.all(select(Measure).where(Measure.action_plan == plan).order_by(Measure.sort_key)))


def running_plan_of(workspace: Workspace, company: str) -> str:
    from consultant_app.actions.plans.listing import plan_of_company

    with workspace.read() as reader:
        return plan_of_company(reader, company) or ""


@pytest.fixture
def stored(workspace: Workspace, company: str) -> Callable[[str], Measure]:
    """The measure of this title as the workspace has it."""

    def find(title: str) -> Measure:
        return next(one for one in measures(workspace, company) if one.title.startswith(title))

    return find


def choose(page: MeasuresPage, qtbot: QtBot, measure: Measure, column: Column = Column.TITLE) -> None:
    page.table.choose(measure.id)
    qtbot.waitUntil(lambda: page.work.sheet is not None and page.work.sheet.id == measure.id)
    at = page.table.plan_model.position_of(measure.id)
    page.table.setCurrentIndex(page.table.plan_model.index(at, column))


def open_form(page: MeasuresPage, qtbot: QtBot, measure: Measure) -> None:
    choose(page, qtbot, measure)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.form.isVisible)


def editor(page: MeasuresPage, qtbot: QtBot, kind: type[W]) -> W:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.table.viewport().findChildren(kind)))
    return next(one for one in page.table.viewport().findChildren(kind) if one.isVisible())


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


def test_the_pane_shows_the_measure_chosen_last_however_late_the_others_come(
    page: MeasuresPage, qtbot: QtBot, desk: Desk, late_answers: LateAnswers, stored: Callable[[str], Measure]
) -> None:
    first, second = stored("Leckagen"), stored("Lieferantenkodex")
    late_answers.hold()
    for measure in (first, second, first, second):
        page.table.choose(measure.id)
    qtbot.waitUntil(lambda: late_answers.count > 0 and desk.tasks.is_idle)
    late_answers.release(newest_first=True)
    wait_until_quiet(qtbot, desk)
    assert page.table.current_measure == second.id
    assert page.work.sheet is not None
    assert page.work.sheet.id == second.id
    assert page.side.summary._title.text() == second.title


def test_what_is_put_in_before_the_next_measure_is_here_belongs_to_the_one_on_the_screen(
    page: MeasuresPage, qtbot: QtBot, desk: Desk, late_answers: LateAnswers, stored: Callable[[str], Measure]
) -> None:
    open_form(page, qtbot, stored("Leckagen"))
    cost = QAccessible.queryAccessibleInterface(named(page, QLineEdit, "Kosten geschätzt in €"))
    cost.setText(QAccessible.Text.Value, "1.500")
    late_answers.hold()
    page.table.choose(stored("Lieferantenkodex").id)
    named(page, ComboBox, "Wirkung").value_chosen.emit("high")
    late_answers.release()
    wait_until_quiet(qtbot, desk)
    assert page.form.fields.record == stored("Lieferantenkodex").id
    assert (stored("Leckagen").impact, stored("Leckagen").cost_estimated) == ("high", 1500)
    assert (stored("Lieferantenkodex").impact, stored("Lieferantenkodex").cost_estimated) == (None, None)


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


def test_waiting_asks_for_the_day_at_its_field_and_keeps_it_once_given(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    choose(page, qtbot, stored("Leckagen"))
    qtbot.keyClick(page.table, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    day = named(page, QLineEdit, "Wiedervorlage am")
    field = day.parent()
    assert isinstance(field, LabelledField)
    assert "Wiedervorlage" in field.error
    assert stored("Leckagen").status == "planned"
    type_text(day, "1.8.")
    qtbot.waitUntil(lambda: stored("Leckagen").status == "postponed")
    assert stored("Leckagen").state.reminder_on == date(2026, 8, 1)  # type: ignore[union-attr]
    assert field.error == ""


def test_rejecting_asks_for_the_reason(page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]) -> None:
    open_form(page, qtbot, stored("Leckagen"))
    status = named(page, ComboBox, "Status")
    status.set_value("rejected")
    status.value_chosen.emit("rejected")
    reason = named(page, QLineEdit, "Grund")
    assert stored("Leckagen").status == "planned"
    type_text(reason, "zu teuer")
    qtbot.waitUntil(lambda: stored("Leckagen").status == "rejected")


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


def test_typing_in_the_form_is_kept_without_a_button(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    open_form(page, qtbot, stored("Leckagen"))
    goal = page.form.fields.fields["goal"].editor
    assert goal.accessibleName() == "Ziel der Maßnahme"
    goal.setFocus()
    type_text(goal, "Weniger Strom für Luft")
    cost = named(page, QLineEdit, "Kosten geschätzt in €")
    cost.setFocus()
    type_text(cost, "38.000")
    qtbot.waitUntil(lambda: stored("Leckagen").goal == "Weniger Strom für Luft")
    qtbot.waitUntil(lambda: stored("Leckagen").cost_estimated == 38000)


def test_what_is_no_number_is_said_at_the_field_and_stays(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    open_form(page, qtbot, stored("Leckagen"))
    cost = named(page, QLineEdit, "Kosten tatsächlich in €")
    type_text(cost, "viel")
    field = cost.parent()
    assert isinstance(field, LabelledField)
    qtbot.waitUntil(lambda: field.error == "Bitte eine Zahl eingeben, zum Beispiel 84.")
    assert cost.text() == "viel"


def test_an_end_before_the_start_is_refused_at_its_field(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    open_form(page, qtbot, stored("Leckagen"))
    start = page.form.fields.fields["start_on"].editor
    type_text(start, "1.6.2026")
    qtbot.waitUntil(lambda: page.form.fields.fields["due_on"].error != "")
    assert stored("Leckagen").start_on is None


def test_milestones_and_key_figures_come_by_a_line_and_enter(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure], workspace: Workspace
) -> None:
    open_form(page, qtbot, stored("Leckagen"))
    for name, text in (("Neuer Meilenstein", "Angebot einholen"), ("Neue Kennzahl", "Leckagen")):
        line = named(page, QLineEdit, name)
        type_text(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    values = "Neuer Wert"
    qtbot.waitUntil(
        lambda: any(one.isVisible() and one.accessibleName() == values for one in page.findChildren(QLineEdit))
    )
    type_text(named(page, QLineEdit, "Ausgang"), "14")
    type_text(named(page, QLineEdit, "Ziel"), "2")
    type_text(named(page, QLineEdit, "Neuer Wert"), "9")
    qtbot.keyClick(named(page, QLineEdit, "Neuer Wert"), Qt.Key.Key_Return)
    row = page.table.plan_model

    def percent() -> int | None:
        measure = row.measure(row.position_of(stored("Leckagen").id))
        return measure.figure.percent if measure is not None and measure.figure is not None else None

    qtbot.waitUntil(lambda: percent() == 42)
    with workspace.read() as reader:
        kpi = reader.all(select(Kpi).where(Kpi.name == "Leckagen"))[0]
        assert (kpi.baseline.value, kpi.target.value) == (14, 2)  # type: ignore[union-attr]
        assert [one.measured_on for one in reader.all(select(KpiValue).where(KpiValue.kpi == kpi.id))] == [TODAY]
        assert [one.title for one in reader.all(select(Milestone)) if one.measure == stored("Leckagen").id] == [
            "Angebot einholen"
        ]


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


def test_the_plan_itself_is_edited_in_the_quiet_pane(
    page: MeasuresPage, qtbot: QtBot, workspace: Workspace, company: str
) -> None:
    from consultant_app.actions.plans.sheet import plan_sheet

    qtbot.mouseClick(named(page, Button, "Angaben zum Plan"), Qt.MouseButton.LeftButton)
    title = named(page, QLineEdit, "Titel des Plans")
    qtbot.waitUntil(lambda: title.text() == "CSR-Maßnahmenplan 2026")
    type_text(title, " neu")
    status = named(page, ComboBox, "Status des Plans")
    status.setFocus()
    status.value_chosen.emit("running")
    plan = running_plan_of(workspace, company)

    def sheet() -> tuple[str, str]:
        with workspace.read() as reader:
            found = plan_sheet(reader, plan)
        assert found is not None
        return found.title, found.status

    qtbot.waitUntil(lambda: sheet() == ("CSR-Maßnahmenplan 2026 neu", "running"))
    qtbot.keyClick(title, Qt.Key.Key_Escape)
    assert not page.plan_form.isVisible()
    assert page.isVisible()


def test_below_1400_pixels_the_matrix_is_a_toggle(page: MeasuresPage, qtbot: QtBot) -> None:
    page.set_breakpoint("compact")
    assert not page.side.isVisible()
    qtbot.mouseClick(named(page, Button, "Matrix"), Qt.MouseButton.LeftButton)
    assert page.side.isVisible()


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


def test_a_text_set_by_a_screen_reader_is_kept(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure]
) -> None:
    qtbot.mouseClick(named(page, Button, "Maßnahme hinzufügen"), Qt.MouseButton.LeftButton)
    line = QAccessible.queryAccessibleInterface(named(page, QLineEdit, "Neue Maßnahme"))
    line.setText(QAccessible.Text.Value, "Gesundheitstag bis Ende Juni #A")
    named(page, Button, "Hinzufügen").click()
    qtbot.waitUntil(lambda: page.table.plan_model.rowCount() == 6)
    made = stored("Gesundheitstag")
    qtbot.waitUntil(lambda: page.work.sheet is not None and page.work.sheet.id == made.id)
    named(page, Button, "Bearbeiten").click()
    cost = QAccessible.queryAccessibleInterface(named(page, QLineEdit, "Kosten geschätzt in €"))
    cost.setText(QAccessible.Text.Value, "1.500")
    qtbot.waitUntil(lambda: stored("Gesundheitstag").cost_estimated == 1500)


def test_where_room_is_short_the_title_keeps_its_own(page: MeasuresPage, qtbot: QtBot) -> None:
    """The key figure goes first, then the priority; all of it stands in the detail."""
    everything = set(Column) - {Column.COMPANY}
    assert set(column_widths(900, unwanted={Column.COMPANY})) == everything
    assert set(column_widths(700, unwanted={Column.COMPANY})) == everything - {Column.FIGURE}
    assert set(column_widths(530, unwanted={Column.COMPANY})) == everything - {Column.FIGURE, Column.PRIORITY}
    assert sum(column_widths(900, unwanted=()).values()) == 900


def _give_numbers(workspace: Workspace, **numbers: str) -> None:
    with workspace.write() as writer:
        for one in writer.session.scalars(select(Measure)).all():
            one.number = next((number for begin, number in numbers.items() if one.title.startswith(begin)), one.number)


def _numbers(workspace: Workspace) -> dict[str, str]:
    with workspace.read() as reader:
        return {one.title: one.number for one in reader.all(select(Measure))}


def test_a_number_given_twice_is_said_in_the_table_and_in_the_pane_and_settled_by_one_press(
    page: MeasuresPage, workspace: Workspace, qtbot: QtBot, desk: Desk
) -> None:
    _give_numbers(workspace, Leckagen="U-1")
    _give_numbers(workspace, Lieferantenkodex="U-1")
    model = page.table.plan_model

    def said() -> list[str]:
        rows = [model.index(at, Column.NUMBER) for at in range(model.rowCount()) if model.measure(at)]
        return [str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows]

    qtbot.waitUntil(lambda: said() == ["U-1, doppelt vergeben"] * 2)
    qtbot.waitUntil(lambda: bool(page._messages.messages()))
    (bar,) = page._messages.messages()
    assert "Die Nummer U-1 steht zweimal in diesem Plan." in bar.accessibleName()
    qtbot.waitUntil(page.side.summary.number_note.isVisible)

    button = page.side.summary.number_note.button
    qtbot.keyClick(button, Qt.Key.Key_Space)
    letter = "M-1"
    qtbot.waitUntil(lambda: _numbers(workspace)["Lieferantenkodex einführen"] == letter)
    assert _numbers(workspace)["Leckagen prüfen"] == "U-1"
    qtbot.waitUntil(lambda: sorted(said()) == ["M-1", "U-1"])
    qtbot.waitUntil(lambda: not page._messages.messages())
    wait_until_quiet(qtbot, desk)
    assert not page.side.summary.number_note.isVisible()
