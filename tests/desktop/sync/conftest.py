"""Two laptops of one partner and a real server: Katrin Albers sits at the window, Jens Wrobel works elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.actions.sync.rounds import sync
from consultant_app.changes.change import RecordId
from consultant_app.desktop import round_runner
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.sync.feature import add_sync
from consultant_app.desktop.undo_keys import UndoKeys
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.measure import Measure
from consultant_app.workspace.workspace import Workspace
from tests.desktop.interface_guard import queries_run_beside_the_interface  # noqa: F401 - a fixture
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.two_laptops import laptop_of, server_of_two
from tests.support.clock import SettableClock
from tests.support.laptops import add, edit
from tests.support.partner_server import PartnerServer


@pytest.fixture(autouse=True)
def rounds_begin_when_the_test_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Soon after an edit the program would sync by itself, on a busy machine in the middle of what is tried."""
    monkeypatch.setattr(round_runner, "AFTER_EDIT_MS", 3_600_000)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with server_of_two(tmp_path) as server:
        yield server


@pytest.fixture
def workspace(tmp_path: Path, server: PartnerServer, clock: SettableClock) -> Iterator[Workspace]:
    with laptop_of("k@en", server, tmp_path, clock) as workspace:
        yield workspace


@dataclass
class Pair:
    """Both sides of a conflict to come. `mine` is the workspace at the window, `theirs` the other one's."""

    mine: Workspace
    theirs: Workspace
    clock: SettableClock
    server_clock: SettableClock
    company: RecordId = field(init=False)
    measure: RecordId = field(init=False)

    def begin(self) -> None:
        """One measure that both of them have."""
        self.company = add(self.mine, Company(name="Tilgner Metallbau"))
        plan = add(self.mine, ActionPlan(company=self.company))
        self.measure = add(
            self.mine,
            Measure(
                action_plan=plan, title="LED-Umrüstung Halle 2", csr_field="UM", due_on=date(2026, 8, 31),
                description="Angebot liegt vor.",
            ),
        )  # fmt: skip
        self.exchange()

    def exchange(self) -> None:
        for workspace in (self.mine, self.theirs, self.mine):
            sync(workspace)

    def both_edit(self, *, mine: dict[str, Any], theirs: dict[str, Any], record: RecordId | None = None) -> None:
        """Neither knows of the other; then Jens syncs, and the next round at the window brings the conflict."""
        edit(self.theirs, record or self.measure, **theirs)
        for clock in (self.clock, self.server_clock):
            clock.advance(timedelta(minutes=42))
        edit(self.mine, record or self.measure, **mine)
        sync(self.theirs)


@pytest.fixture
def pair(tmp_path: Path, server: PartnerServer, workspace: Workspace, clock: SettableClock) -> Iterator[Pair]:
    with laptop_of("j@en", server, tmp_path, clock) as other:
        server.clock.now = clock()
        made = Pair(workspace, other, clock, server.clock)
        made.begin()
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, window: MainWindow) -> MainWindow:
    add_sync(window, desk)
    UndoKeys(window, desk)
    window.show_page("sync")
    wait_until_quiet(qtbot, desk)
    return window


def sync_now(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.rounds.ended):
        desk.rounds.start()
    wait_until_quiet(qtbot, desk)
