"""A folder with a workspace that holds the sample data, closed: for tests that start the whole program on it."""

from pathlib import Path

import pytest

from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.sync.setting_up import create_alone

PASSPHRASE = "Zeche Zollern"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    workspace, _ = create_alone(folder, "EN", "Katrin Albers", passphrase=PASSPHRASE, use_keyring=False)
    load_sample(workspace, workspace.clock().date())
    workspace.close()
    return folder
