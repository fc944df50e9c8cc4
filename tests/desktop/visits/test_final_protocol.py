"""The page of a visit whose protocol was made final: it says so, and what is written otherwise since."""

from datetime import timedelta

import pytest

from consultant_app.changes.change import RecordId
from consultant_app.domain.check_code import spelled
from consultant_app.domain.document import Document
from consultant_app.workspace.workspace import Workspace
from tests.desktop.visits.driver import Driver
from tests.support.clock import SettableClock
from tests.support.held_visits import hold_visit
from tests.support.laptops import edit, every


@pytest.fixture
def visit(workspace: Workspace, clock: SettableClock) -> RecordId:
    made = hold_visit(workspace)
    clock.advance(timedelta(minutes=80))
    return made


def messages(app: Driver) -> list[str]:
    return [bar.accessibleName() for bar in app.page.messages.messages()]


def test_a_final_protocol_says_since_when_it_stands_and_what_has_changed(
    app: Driver, workspace: Workspace, visit: RecordId
) -> None:
    app.click("Protokoll abschließen")
    app.until(lambda: app.page.work.sheet is not None and app.page.work.sheet.is_locked)
    app.settle()
    (document,) = every(workspace, Document)
    since = f"Seit 19.05.2026, {app.desk.now():%H:%M}, Prüfcode {spelled(document.check_code)}"
    assert messages(app) == [f"Das Protokoll steht fest und ist unveränderlich. {since}"]
    assert not app.page._bar.clock.end_button.isVisible()
    edit(workspace, visit, goal="Von anderswo")
    app.settle()
    names = "Anders als auf dem Papier: Ziel. Das Papier selbst bleibt, wie es ist."
    assert messages(app) == [f"Nach der Unterschrift geändert. {names}"]


def test_a_protocol_opened_again_stands_no_more(app: Driver, workspace: Workspace, visit: RecordId) -> None:
    app.click("Protokoll abschließen")
    app.until(lambda: app.page.work.sheet is not None and app.page.work.sheet.is_locked)
    app.settle()
    app.click("Wieder öffnen")
    app.until(lambda: app.page.work.sheet is not None and not app.page.work.sheet.is_locked)
    app.settle()
    assert messages(app) == []
    assert len(every(workspace, Document)) == 1
