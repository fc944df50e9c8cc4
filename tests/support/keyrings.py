"""Keyrings for the tests: one in memory, and a real Secret Service (gnome-keyring) on a bus of its own.

The real one comes in the three states that a laptop meets: open, locked, and not there at all.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import keyring
import keyring.backend
import keyring.errors
import pytest

from tests.support.running import end
from tests.support.session_bus import SessionBus
from tests.support.waiting import PATIENCE_S, wait_until

_BACKEND = "keyring.backends.SecretService.Keyring"
_PASSWORD = "Schlüsselbund im Test"
_LOCK = """
import secretstorage
connection = secretstorage.dbus_init()
secretstorage.get_default_collection(connection).lock()
"""


class MemoryKeyring(keyring.backend.KeyringBackend):
    """Keeps secrets for one test; `refusal` makes it raise, as a wallet does that nobody opens."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}
        self.refusal: Exception | None = None

    def _answer(self) -> None:
        if self.refusal is not None:
            raise self.refusal

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if self.secrets.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError(username)


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    """The keyring of this process, empty and open; without this fixture a test has none."""
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@dataclass(frozen=True)
class KeyringSession:
    """`env` is a whole environment for a subprocess, which finds this keyring through the real backend."""

    env: Mapping[str, str]

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code], env=self.env, capture_output=True, text=True, timeout=PATIENCE_S
        )

    def lock(self) -> None:
        done = self.python(_LOCK)
        if done.returncode:
            raise RuntimeError(done.stderr)


def _session(bus: SessionBus) -> KeyringSession:
    return KeyringSession({**bus.env, "PYTHON_KEYRING_BACKEND": _BACKEND, "PYTHONDONTWRITEBYTECODE": "1"})


def _owned(bus: SessionBus, name: str) -> bool:
    asked = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"]
    done = subprocess.run(["dbus-send", *asked, f"string:{name}"], env=bus.env, capture_output=True, text=True)
    return "boolean true" in done.stdout


@contextmanager
def running_keyring(bus: SessionBus) -> Iterator[KeyringSession]:
    """A Secret Service whose login keyring is open. The daemon reads the password to open it from its input."""
    command = ["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"]
    with (bus.folder / "keyring.log").open("wb") as log:
        daemon = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=bus.env)
    try:
        assert daemon.stdin is not None
        daemon.stdin.write(_PASSWORD.encode())
        daemon.stdin.close()
        wait_until(lambda: _owned(bus, "org.freedesktop.secrets"), "the Secret Service on the bus")
        yield _session(bus)
    finally:
        end(daemon)


@pytest.fixture
def keyring_daemon(session_bus: SessionBus) -> Iterator[KeyringSession]:
    """A real keyring, open."""
    with running_keyring(session_bus) as session:
        yield session


@pytest.fixture
def locked_keyring_daemon(keyring_daemon: KeyringSession) -> KeyringSession:
    """A real keyring that was closed and that nobody is there to open."""
    keyring_daemon.lock()
    return keyring_daemon


@pytest.fixture
def bus_without_keyring(session_bus: SessionBus) -> KeyringSession:
    """A session without any Secret Service; keyring chooses its backend by itself, as on such a laptop."""
    env = dict(_session(session_bus).env)
    del env["PYTHON_KEYRING_BACKEND"]
    return KeyringSession(env)


@pytest.fixture
def no_bus() -> KeyringSession:
    """Not even a session bus, as over SSH; keyring chooses its backend by itself."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    return KeyringSession({**env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"})
