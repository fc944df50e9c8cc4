"""Every way through the merge rules is gone by the tests that are about them."""

import json
import subprocess
import sys
from pathlib import Path

from tests.changes.hunt import RULES, words_for

ROOT = Path(__file__).parents[2]


def test_every_branch_of_the_merge_rules_is_taken(tmp_path: Path) -> None:
    kept = f"--data-file={tmp_path / 'coverage'}"
    rules = ",".join(f"consultant_app/changes/{name}.py" for name in RULES)
    words = ["run", "--branch", f"--include={rules}", kept, "-m", "pytest", *words_for(*RULES)]
    done = subprocess.run([sys.executable, "-m", "coverage", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    report = tmp_path / "coverage.json"
    subprocess.run([sys.executable, "-m", "coverage", "json", "-q", kept, "-o", report], cwd=ROOT, check=True)
    found = json.loads(report.read_text())["files"]
    assert len(found) == len(RULES)
    missing = {name: (file["missing_lines"], file["missing_branches"]) for name, file in found.items()}
    assert missing == dict.fromkeys(found, ([], []))
