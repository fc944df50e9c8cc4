"""A disk that is full: a file system of 3 MB that only the processes of one test see."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.laptop import PASSPHRASE, PROGRAM

SCRIPT = """
set -e
mount -t tmpfs -o size=3m tmpfs {disk}
app() {{ {program} "$@" --workspace {disk}/w --json; }}
app workspace create --partner EN --user Ada
app records new note title=vorher
set +e
app records new note title=groß text=@{text} 2>&1; echo "$?"
dd if=/dev/zero of={disk}/rest 2>/dev/null
app records new note title=auch-nicht 2>&1; echo "$?"
rm {disk}/rest
app workspace status
app records new note title=danach
app records list note
app workspace verify
"""


@pytest.fixture
def said(tmp_path: Path) -> list[Any]:
    """What each command of the script answered, one document or exit code a line."""
    disk, text = tmp_path / "disk", tmp_path / "groß.txt"
    disk.mkdir()
    text.write_text("Ein langer Absatz mit Übergröße. " * 200_000, encoding="utf-8")
    script = SCRIPT.format(disk=disk, text=text, program=PROGRAM)
    environment = {"CONSULTANT_PASSPHRASE": PASSPHRASE, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True, text=True, timeout=120, env={**environment, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_full_disk_is_told_and_loses_nothing(said: list[Any]) -> None:
    _, before, too_large, code, nothing_left, code_again, status, after, notes, proof = said
    assert (too_large["error"]["code"], code) == ("disk_full", 3)
    assert (nothing_left["error"]["code"], code_again) == ("disk_full", 3)
    assert status["unsent"] == 3  # partner, user, the first note
    assert [note["id"] for note in notes] == [before["id"], after["id"]]
    assert proof["whole"]
