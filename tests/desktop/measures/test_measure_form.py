"""The pane beside the plan: every input saves itself, and what cannot be is said at its field."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.measures.measures_page import MeasuresPage
from consultant_app.desktop.measures.table_model import Column
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.fields import ComboBox, LabelledField
from consultant_app.domain.measure import Kpi, KpiValue, Measure, Milestone
from consultant_app.workspace.workspace import Workspace
from tests.desktop.late_answers import LateAnswers
from tests.desktop.measures.plan_driver import TODAY, choose, named, open_form, running_plan_of
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.typing import type_text
from tests.support.scenarios import scenario


def _give_numbers(workspace: Workspace, **numbers: str) -> None:
    with workspace.write() as writer:
        for one in writer.session.scalars(select(Measure)).all():
            one.number = next((number for begin, number in numbers.items() if one.title.startswith(begin)), one.number)


def _numbers(workspace: Workspace) -> dict[str, str]:
    with workspace.read() as reader:
        return {one.title: one.number for one in reader.all(select(Measure))}


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


@scenario("F40")
def test_a_start_that_two_people_moved_behind_the_end_is_said_at_its_field_until_one_is_changed(
    page: MeasuresPage, qtbot: QtBot, stored: Callable[[str], Measure], workspace: Workspace
) -> None:
    measure = stored("Leckagen")
    with workspace.write() as writer:
        writer.set_unseen(measure.id, {"start_on": "2027-03-01"})
    open_form(page, qtbot, measure)
    due = page.form.fields.fields["due_on"]
    qtbot.waitUntil(lambda: "liegt vor dem Beginn" in due.error)
    with workspace.write() as writer:
        writer.get(Measure, measure.id).start_on = date(2026, 1, 5)
    qtbot.waitUntil(lambda: due.error == "")


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
        assert [one.read_on for one in reader.all(select(KpiValue).where(KpiValue.kpi == kpi.id))] == [TODAY]
        assert [one.title for one in reader.all(select(Milestone)) if one.measure == stored("Leckagen").id] == [
            "Angebot einholen"
        ]


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
