from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.workspace.workspace import Workspace
from tests.support.clock import SettableClock

NOON = datetime(2026, 5, 19, 10, 42, tzinfo=UTC)
"""12:42 in Hattingen."""


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOON)


@pytest.fixture
def empty(tmp_path: Path, clock: SettableClock) -> Iterator[Workspace]:
    made, _ = create_alone(tmp_path / "w", "EN", "Katrin Albers", passphrase="geheim", use_keyring=False, clock=clock)
    yield made
    made.close()


@pytest.fixture
def workspace(empty: Workspace) -> Workspace:
    load_sample(empty, NOON.date())
    return empty
