"""A workspace on a write-protected disk: mounted so for the processes of one test only."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.laptop import PASSPHRASE, PROGRAM

SCRIPT = """
set -e
app() {{ {program} "$@" --json; }}
app workspace create --partner EN --user Ada --workspace {folder}
app records new note title=vorher --workspace {folder}
mount --bind {folder} {folder}
mount -o remount,ro,bind {folder}
set +e
app workspace status --workspace {folder} 2>&1; echo "$?"
app records new note title=nachher --workspace {folder} 2>&1; echo "$?"
set -e
cp -r {folder} {copy}
app records list note --workspace {copy}
app workspace verify --workspace {copy}
umount {folder}
app records list note --workspace {folder}
"""


def test_a_write_protected_folder_is_told_with_a_way_out_that_works(tmp_path: Path) -> None:
    folder, copy = tmp_path / "w", tmp_path / "copy"
    script = SCRIPT.format(folder=folder, copy=copy, program=PROGRAM)
    environment = {"CONSULTANT_PASSPHRASE": PASSPHRASE, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True, text=True, timeout=120, env={**environment, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    said: list[Any] = [json.loads(line) for line in done.stdout.splitlines()]
    _, note, reading, code, writing, code_again, in_copy, proof, after = said
    assert (reading["error"]["code"], code) == (writing["error"]["code"], code_again) == ("workspace_readonly", 3)
    assert str(folder) in reading["error"]["message"]
    assert [one["id"] for one in in_copy] == [one["id"] for one in after] == [note["id"]]
    assert proof["whole"]
