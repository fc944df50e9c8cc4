"""Workspaces in temporary folders; no server anywhere near."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import Workspaces


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    made = Workspaces(tmp_path)
    yield made
    made.close()


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return workspaces.create()
