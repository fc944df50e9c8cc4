"""A laptop with a workspace made alone, protected by a passphrase from the environment."""

from pathlib import Path

import pytest

from tests.cli.laptop import PASSPHRASE, Laptop


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULTANT_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")


@pytest.fixture
def empty_laptop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Laptop:
    return Laptop(tmp_path / "workspace", capsys)


@pytest.fixture
def laptop(empty_laptop: Laptop) -> Laptop:
    empty_laptop.json("workspace", "create", "--partner", "EN", "--user", "Ada Beispiel")
    return empty_laptop
