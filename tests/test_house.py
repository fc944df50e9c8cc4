"""Habits of this house that no ready-made tool checks. What Ruff, mypy or import-linter can say is said there."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.support.session_bus import short_folder

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "consultant_app"
TESTS = ROOT / "tests"
SENTENCES = yaml.safe_load((ROOT / "resources" / "translations" / "errors.yaml").read_text(encoding="utf-8"))
ERRORS = {"RuleError", "UsageError", "TroubleError"}
THREADS = {"QThread", "QThreadPool", "QRunnable", "Thread", "ThreadPoolExecutor", "processEvents"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def nodes(root: Path, kind: type | tuple[type, ...]) -> Iterator[tuple[Path, ast.AST]]:
    for path in modules(root):
        for node in ast.walk(tree(path)):
            if isinstance(node, kind):
                yield path, node


def raised() -> Iterator[tuple[str, str, set[str | None]]]:
    """Every error made with a code in plain sight: its place, its code and the names of its facts."""
    for path, node in nodes(PACKAGE, ast.Call):
        assert isinstance(node, ast.Call)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ERRORS and node.args and isinstance(node.args[0], ast.Constant):
            yield where(path, node), node.args[0].value, {keyword.arg for keyword in node.keywords}


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module.split(".")[0]}
    return set()


def test_every_error_has_its_sentence() -> None:
    assert [(place, code) for place, code, _ in raised() if code not in SENTENCES] == []


def test_every_error_brings_what_its_sentence_tells() -> None:
    silent = [
        (place, code)
        for place, code, facts in raised()
        if code in SENTENCES and None not in facts and gaps(SENTENCES[code]["de"]) - facts
    ]
    assert silent == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_says_the_same_in_both_languages(code: str) -> None:
    sentences = SENTENCES[code]
    assert set(sentences) == {"de", "en"}
    assert gaps(sentences["de"]) == gaps(sentences["en"])


def test_no_sentence_is_left_over() -> None:
    said = {node.value for _, node in nodes(PACKAGE, ast.Constant) if isinstance(node, ast.Constant)}
    assert sorted(set(SENTENCES) - said) == []


def test_only_one_module_starts_threads() -> None:
    desktop = PACKAGE / "desktop"
    found = [
        where(path, node)
        for path, node in nodes(desktop, (ast.Name, ast.Attribute))
        if path != desktop / "tasks.py" and (getattr(node, "id", None) or getattr(node, "attr", None)) in THREADS
    ]
    assert found == []


def test_only_one_module_asks_the_keyring() -> None:
    users = {path for path, node in nodes(PACKAGE, (ast.Import, ast.ImportFrom)) if "keyring" in imported(node)}
    assert users <= {PACKAGE / "workspace" / "keys.py"}


@pytest.mark.parametrize(
    ("module", "late"),
    [
        ("consultant_app.__main__", {"PySide6", "reportlab", "keyring", "httpx2", "sqlalchemy"}),
        ("consultant_app.desktop.application", {"reportlab", "keyring", "httpx2", "starlette"}),
        ("consultant_app.server.cli", {"PySide6", "starlette", "uvicorn", "psycopg", "httpx2"}),
    ],
)
def test_starting_loads_nothing_that_can_wait(module: str, late: set[str]) -> None:
    code = f"import {module}, sys; print(*{late} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_modules_hold_one_idea() -> None:
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in [*modules(PACKAGE), *modules(TESTS)]
    }
    assert {str(path): length for path, length in lengths.items() if length > 500} == {}


def test_functions_fit_on_a_screen() -> None:
    functions = nodes(PACKAGE, (ast.FunctionDef, ast.AsyncFunctionDef))
    lengths = {where(path, node): (node.end_lineno or 0) - node.lineno + 1 for path, node in functions}
    assert {place: length for place, length in lengths.items() if length > 60} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in modules(PACKAGE) for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert names & VAGUE == set()


def test_no_test_is_skipped() -> None:
    skipping = {"skip", "skipif", "xfail", "importorskip"}
    found = [where(path, node) for path, node in nodes(TESTS, ast.Attribute) if node.attr in skipping]
    assert found == []


def test_a_group_of_packages_that_nobody_knows_is_refused() -> None:
    script = ROOT / "packaging" / "install-system-packages"
    done = subprocess.run([script, "nonsense"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "no group 'nonsense'" in done.stderr


def test_missing_packages_are_named_to_who_may_not_install_them() -> None:
    script = (ROOT / "packaging" / "install-system-packages").read_text(encoding="utf-8")
    nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    with short_folder("bare") as programs:
        programs.chmod(0o755)
        for name in ("bash", "sed", "tr"):  # no sudo, no apt-get
            (programs / name).symlink_to(f"/usr/bin/{name}")
        (programs / "dpkg-query").write_text("#!/bin/sh\necho installed libgl1\n")
        (programs / "dpkg-query").chmod(0o755)
        done = subprocess.run(
            [*nobody, "bash", "-c", script, "-", "window"],
            env={"PATH": str(programs)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
        )
    assert done.returncode == 1
    assert "libegl1" in done.stderr
    assert "libgl1 " not in done.stderr
    assert done.stdout == ""
