"""A workspace with 100,000 invented records, made once and kept in build/bench/ until what it is made from changes."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

COUNT = 100_000
_ROOT = Path(__file__).parents[2]
_MADE_FROM = (
    "actions/samples/loading.py",
    "actions/samples/synthetic*.py",
    "domain/visit*.py",
    "workspace/schema.py",
    "workspace/search_index.py",
)


def large_workspace(count: int = COUNT) -> Path:
    """Its folder; opened by the keyring, with `environment`."""
    digest = hashlib.sha256()
    for pattern in _MADE_FROM:
        for path in sorted((_ROOT / "consultant_app").glob(pattern)):
            digest.update(path.read_bytes())
    shelf = _ROOT / "build" / "bench"
    folder = shelf / f"{count}-{digest.hexdigest()[:12]}"
    if (folder / "complete").exists():
        return folder
    for older in shelf.glob(f"{count}-*"):
        shutil.rmtree(older)
    folder.mkdir(parents=True)
    print(f"making a workspace with {count} records in {folder}; once, a few minutes", flush=True)
    words = ["workspace", "create", "--partner", "EN", "--user", "Katrin Albers", "--synthetic", str(count)]
    program = Path(sys.executable).with_name("consultant-app")
    subprocess.run(
        [program, *words, "--workspace", folder], check=True, stdout=subprocess.DEVNULL, env=environment(folder)
    )
    (folder / "complete").touch()
    return folder


def environment(folder: Path) -> dict[str, str]:
    """Of a program that works in it: a keyring in a file, no passphrase or screen, bytecode as if installed."""
    dropped = {"CONSULTANT_PASSPHRASE", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {
        **kept,
        "PYTHON_KEYRING_BACKEND": "tests.support.file_keyring.FileKeyring",
        "FILE_KEYRING": str(folder / "keyring.json"),
        "PYTHONPATH": str(_ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
    }
