"""A remark and a name that were begun are kept like any other typing, and taken up exactly once."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from consultant_app.changes.change import RecordId
from consultant_app.desktop.visits import people_pane
from consultant_app.desktop.visits.agreed_pane import OpenItemRow
from consultant_app.domain.measure import Measure
from consultant_app.domain.visit_parts import Participant
from consultant_app.errors import TroubleError
from consultant_app.workspace.workspace import Workspace
from tests.desktop.typing import type_text
from tests.desktop.visits.driver import Driver
from tests.desktop.visits.restarted import Restarted

REMARK = "Angebot kommt im Juni"
NAME = "Jürgen Übermut"


def _waiting(workspace: Workspace, visit: RecordId) -> list[object]:
    return [draft.value for draft in workspace.drafts(visit) if draft.is_jotting]


def _open_row(app: Driver) -> OpenItemRow:
    """The first of what is open, with what can be done about it shown."""
    app.until(lambda: bool(app.page.open_items._rows))
    row = next(iter(app.page.open_items._rows.values()))
    row.head.setChecked(True)
    return row


def _remark_of(workspace: Workspace, row: OpenItemRow) -> str:
    with workspace.read() as reader:
        return reader.get(Measure, row._item.measure or "").remark


def _noted(workspace: Workspace, visit: RecordId) -> int:
    """How often the name stands in the list."""
    with workspace.read() as reader:
        everybody = reader.all(select(Participant).where(Participant.visit == visit))
    return [one.name for one in everybody].count(NAME)


def test_a_remark_begun_and_said_to_be_kept_stands_open_after_the_power_went(
    app: Driver, workspace: Workspace, restarted: Restarted
) -> None:
    row = _open_row(app)
    title = row.head.text()
    type_text(row.remark, REMARK)
    assert app.desk.drafts.is_typing, "what is not durable is not said to be"
    app.until(lambda: _waiting(workspace, app.visit) == [REMARK])

    again = restarted.start()

    found = again.page.open_items.row(title)
    assert found.remark.text() == REMARK
    assert found.remark.isVisible(), "what waits does not hide behind its title"
    again.qtbot.keyClick(found.remark, Qt.Key.Key_Return)
    again.until(lambda: _remark_of(again.desk.workspace, found).endswith(REMARK))
    assert _waiting(again.desk.workspace, app.visit) == []


def test_what_is_done_with_an_open_item_takes_its_begun_remark_along(app: Driver, workspace: Workspace) -> None:
    row = _open_row(app)
    type_text(row.remark, REMARK)
    app.click(row.done.accessibleName())
    app.until(lambda: _remark_of(workspace, row).endswith(REMARK))
    app.settle()
    assert _waiting(workspace, app.visit) == []


def test_a_name_begun_stands_in_its_line_after_the_power_went_and_is_added_once(
    app: Driver, workspace: Workspace, restarted: Restarted
) -> None:
    app.page.people._ask_name()
    type_text(app.page.people._name, NAME)
    app.until(lambda: _waiting(workspace, app.visit) == [NAME])

    again = restarted.start()

    line = again.page.people._name
    assert (line.text(), line.isVisible()) == (NAME, True)
    again.qtbot.keyClick(line, Qt.Key.Key_Return)
    again.until(lambda: _noted(again.desk.workspace, app.visit) == 1)
    assert _waiting(again.desk.workspace, app.visit) == []
    assert (line.text(), line.isVisible()) == ("", False)


def test_a_name_that_could_not_be_added_is_back_and_kept(
    app: Driver, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_given: object, **_named: object) -> None:
        raise TroubleError("disk_full")

    monkeypatch.setattr(people_pane, "add_participant", no_room)
    app.page.people._ask_name()
    type_text(app.page.people._name, NAME)
    app.qtbot.keyClick(app.page.people._name, Qt.Key.Key_Return)

    app.until(lambda: app.page.people._name.text() == NAME)
    app.until(lambda: _waiting(workspace, app.visit) == [NAME])
    assert _noted(workspace, app.visit) == 0
