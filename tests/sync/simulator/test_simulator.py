"""A small campaign of the simulator, some planted faults, and proof that its judge judges by itself."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.support.scenarios import scenario

ORACLE = Path(__file__).parent / "oracle"
ROOT = Path(__file__).parents[3]
CAME_UP = (
    "F02", "F10", "F11", "F14", "F16", "F17", "F18", "F19", "F24", "F29", "F33", "F34", "F42", "F43", "F44", "F45",
    "F46", "F49", "F52", "F59", "F62", "F73", "F74", "F76", "F77", "F81",
)  # fmt: skip
"""What comes up already in the small campaign."""


def _simulated(*words: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, where the order of sets is the same each time."""
    return subprocess.run(
        [sys.executable, "-m", "tests.sync.simulator", "--processes", "1", *words],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


@scenario(*CAME_UP)
def test_whatever_happens_to_laptops_and_server_nothing_is_lost_and_all_agree() -> None:
    done = _simulated("--steps", "6000", "--minutes", "4")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything held." in done.stdout
    counts = dict(re.findall(r"^  (F\d\d) +(\d+)", done.stdout, re.MULTILINE))
    assert [one for one in CAME_UP if int(counts[one]) == 0] == []


def test_a_history_played_twice_leaves_the_same_trace() -> None:
    done = _simulated("--steps", "1", "--first", "50")
    assert "1 histories played twice with equal traces" in done.stdout, done.stdout + done.stderr


def test_faults_planted_in_the_product_are_found() -> None:
    names = ("cursor without page", "drop a head", "a merge drops an edit", "sent before it arrived")
    done = _simulated("--planted", *names)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_judge_knows_nothing_of_the_product() -> None:
    for module in ORACLE.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.startswith("consultant_app")], module.name
            assert not [name for name in names if name.startswith("tests.") and ".oracle" not in name], module.name
