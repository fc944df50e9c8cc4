"""The M: line is kept like any other typing, long before it is added, and goes into plan and visit exactly once."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from consultant_app.actions.visits.running import plan_visit
from consultant_app.changes.change import RecordId
from consultant_app.desktop.visits import visit_work
from consultant_app.domain.visit_parts import Agreement
from consultant_app.errors import TroubleError
from consultant_app.workspace.drafts import MEASURE_LINE
from consultant_app.workspace.workspace import Workspace
from tests.desktop.typing import type_text
from tests.desktop.visits.conftest import BAKERY
from tests.desktop.visits.driver import Driver
from tests.desktop.visits.restarted import Restarted
from tests.support.clock import SettableClock
from tests.support.disk import FullDisk, disk  # noqa: F401 - a fixture

LINE = "M: Öfen takten @Deneme bis 9.6."


def _jotted(workspace: Workspace, visit: RecordId) -> list[object]:
    return [draft.value for draft in workspace.drafts(visit) if draft.field == MEASURE_LINE]


def _agreed(workspace: Workspace, visit: RecordId) -> list[str]:
    with workspace.read() as reader:
        return [one.what for one in reader.all(select(Agreement).where(Agreement.visit == visit))]


def test_a_line_begun_and_said_to_be_kept_stands_there_after_the_power_went(
    app: Driver, workspace: Workspace, restarted: Restarted
) -> None:
    type_text(app.page.measure.line, LINE)
    assert app.desk.drafts.is_typing, "what is not durable is not said to be"
    app.until(lambda: not app.desk.drafts.is_typing)

    again = restarted.start()

    assert again.page.measure.line.text() == LINE
    again.qtbot.keyClick(again.page.measure.line, Qt.Key.Key_Return)
    again.until(lambda: _agreed(again.desk.workspace, app.visit) == ["Öfen takten"])
    assert _jotted(again.desk.workspace, app.visit) == []
    assert again.page.measure.line.text() == ""


def test_closing_the_program_leaves_a_begun_line_and_makes_no_change_of_it(
    app: Driver, workspace: Workspace, clock: SettableClock
) -> None:
    history = workspace.history(app.visit)
    type_text(app.page.measure.line, "M: Zähl")
    app.desk.drafts.close()
    app.until(lambda: app.desk.tasks.is_idle)
    workspace.close()

    again = Workspace.open(workspace.folder, passphrase="geheim", clock=clock)
    assert _jotted(again, app.visit) == ["M: Zähl"]
    assert again.history(app.visit) == history
    again.close()


def test_an_added_line_is_empty_and_stays_so(app: Driver, workspace: Workspace, restarted: Restarted) -> None:
    type_text(app.page.measure.line, LINE)
    app.until(lambda: _jotted(workspace, app.visit) == [LINE])
    app.qtbot.keyClick(app.page.measure.line, Qt.Key.Key_Return)
    app.until(lambda: _agreed(workspace, app.visit) == ["Öfen takten"])
    app.settle()

    again = restarted.start()

    assert again.page.measure.line.text() == ""
    assert _agreed(again.desk.workspace, app.visit) == ["Öfen takten"]


def test_a_line_that_was_emptied_by_hand_does_not_come_back(app: Driver, workspace: Workspace) -> None:
    type_text(app.page.measure.line, "M")
    app.until(lambda: _jotted(workspace, app.visit) == ["M"])
    app.qtbot.keyClick(app.page.measure.line, Qt.Key.Key_Backspace)
    app.until(lambda: _jotted(workspace, app.visit) == [])


def test_each_visit_keeps_the_line_that_was_begun_in_it(app: Driver, workspace: Workspace) -> None:
    with workspace.write() as writer:
        other = plan_visit(writer, BAKERY, workspace.identity, day=app.desk.now().date())
    app.settle()
    type_text(app.page.measure.line, "M: Zähler")
    app.desk.ways.visit.emit(other)
    app.settle()
    assert app.page.measure.line.text() == ""
    type_text(app.page.measure.line, "Leitbild")

    app.desk.ways.visit.emit(app.visit)
    app.settle()

    assert app.page.measure.line.text() == "M: Zähler"
    app.until(lambda: _jotted(workspace, other) == ["Leitbild"])
    assert _jotted(workspace, app.visit) == ["M: Zähler"]


def test_a_line_that_could_not_be_added_is_back_and_kept(
    app: Driver, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_given: object) -> None:
        raise TroubleError("disk_full")

    monkeypatch.setattr(visit_work, "agree_measure", no_room)
    type_text(app.page.measure.line, LINE)
    app.qtbot.keyClick(app.page.measure.line, Qt.Key.Key_Return)

    app.until(lambda: app.page.measure.line.text() == LINE)
    app.until(lambda: _jotted(workspace, app.visit) == [LINE])
    assert _agreed(workspace, app.visit) == []


def test_a_line_that_the_disk_did_not_take_is_not_said_to_be_kept(
    app: Driver,
    workspace: Workspace,
    disk: FullDisk,  # noqa: F811 - the fixture
) -> None:
    disk.is_full = True
    type_text(app.page.measure.line, "M: Zähler")
    app.until(lambda: app.desk.drafts.problem is not None)
    assert app.desk.drafts.is_typing

    disk.is_full = False
    app.desk.drafts.write_now()
    app.until(lambda: _jotted(workspace, app.visit) == ["M: Zähler"])
    app.until(lambda: not app.desk.drafts.is_typing)
