"""A workspace without a server, empty, on an afternoon in May: what most actions are tried on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.workspace.workspace import Workspace
from tests.support.clock import SettableClock

NOW = datetime(2026, 5, 19, 11, 34, 20, tzinfo=UTC)
"""A Tuesday, 13:34 in Hattingen."""
TODAY = date(2026, 5, 19)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOW)


@pytest.fixture
def workspace(tmp_path: Path, clock: SettableClock) -> Iterator[Workspace]:
    made, _ = create_alone(tmp_path / "w", "EN", "Katrin Albers", passphrase="geheim", use_keyring=False, clock=clock)
    yield made
    made.close()
