"""The shipped YAML, and what is built of it for a faster start, say the same."""

import json
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from consultant_app import resources
from consultant_app.resources import built_path, load_yaml, parse_yaml, resource_path

BUILD: Callable[[Path], None] = runpy.run_path(str(Path(__file__).parents[1] / "packaging" / "catalogues.py"))["build"]
SHIPPED = sorted(path for folder in ("catalogues", "translations") for path in resource_path(folder).glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_yaml_holds_nothing_that_json_would_change(path: Path) -> None:
    content = parse_yaml(path.read_bytes())
    assert json.loads(json.dumps(content)) == content


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "catalogues"
    made.mkdir()
    monkeypatch.setattr(resources, "resources_dir", lambda: tmp_path)
    return made


def test_a_catalogue_reads_the_same_before_and_after_it_was_built(folder: Path) -> None:
    (folder / "enums.yaml").write_text("lists: {size: [{code: S, de: klein}]}", encoding="utf-8")
    parsed = load_yaml("catalogues", "enums.yaml")
    BUILD(folder)
    assert built_path(folder / "enums.yaml").exists()
    assert load_yaml("catalogues", "enums.yaml") == parsed == {"lists": {"size": [{"code": "S", "de": "klein"}]}}


def test_what_was_built_of_another_state_of_the_file_counts_for_nothing(folder: Path) -> None:
    (folder / "enums.yaml").write_text("size: 1", encoding="utf-8")
    BUILD(folder)
    (folder / "enums.yaml").write_text("size: 2", encoding="utf-8")
    assert load_yaml("catalogues", "enums.yaml") == {"size": 2}


def test_a_built_file_that_was_cut_counts_for_nothing(folder: Path) -> None:
    (folder / "enums.yaml").write_text("size: 1", encoding="utf-8")
    BUILD(folder)
    built = built_path(folder / "enums.yaml")
    built.write_bytes(built.read_bytes()[:20])
    assert load_yaml("catalogues", "enums.yaml") == {"size": 1}
