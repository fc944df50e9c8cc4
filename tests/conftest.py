"""What every test gets: homes of its own, no passphrase, no keyring, no other machine, no thread left behind."""

import ipaddress
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from consultant_app.garbage import collect_by_hand, collect_what_is_due
from tests.support.waiting import wait_until

if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Set before anything imports keyring: the choice of a backend is made once per process.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# The same texts and histories at every run: what guards main must not fail by chance. New ones are looked for with
# `--hypothesis-profile default`, and by `make simulate` and `make torture`.
settings.register_profile("gate", derandomize=True, database=None)
settings.load_profile("gate")

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.session_bus",
    "tests.support.keyrings",
    "tests.support.printing",
    "tests.support.screen",
    "tests.support.patient_bot",
    "tests.support.scenarios",
]

_ROOT = Path(__file__).parent.parent

_HOMES = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_RUNTIME_DIR": "run",
}
_UNSET = ("CONSULTANT_PASSPHRASE", "CUPS_SERVER", "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Builds what is not committed: the translations that the windows read. Once, not in every worker."""
    if not hasattr(session.config, "workerinput"):
        subprocess.run([sys.executable, _ROOT / "packaging" / "translations.py", "release"], check=True)


@pytest.fixture(autouse=True)
def _own_homes(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path_factory.mktemp("homes")
    for name, folder in _HOMES.items():
        path = base / folder
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(path))
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)


def _is_this_machine(address: Any) -> bool:
    if isinstance(address, str | bytes):  # a socket in the file system
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def _no_other_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if not _is_this_machine(address):
            raise AssertionError(f"a test tried to reach another machine: {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield

    def left() -> list[threading.Thread]:
        return [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]

    wait_until(lambda: not left(), lambda: f"threads to end: {left()}")


@pytest.fixture(autouse=True)
def _garbage_ends_on_this_thread() -> Iterator[None]:
    """As in the program: what is left of a window, when a server's thread came across it, ended the whole process."""
    collect_by_hand()
    yield
    collect_what_is_due()


@pytest.fixture
def repository() -> Path:
    return _ROOT
