"""A real screen for windows in subprocesses: an X server without a monitor, and a session for a screen reader."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.running import running_program
from tests.support.session_bus import SessionBus, running_session_bus, short_folder

_SIZE = "1600x1000x24"
_BUS_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")

# PyGObject comes with the system, so what drives a window through AT-SPI runs in the system's Python.
SYSTEM_PYTHON = "/usr/bin/python3"


@contextmanager
def running_xvfb() -> Iterator[str]:
    """The name of a display that the X server itself found to be free."""
    with short_folder("xvfb") as folder:
        number = folder / "number"
        with number.open("wb") as chosen:
            fd = chosen.fileno()
            command = ["Xvfb", "-displayfd", str(fd), "-screen", "0", _SIZE, "-nolisten", "tcp", "-noreset"]
            with running_program(
                command, lambda: number.read_bytes().endswith(b"\n"), log=folder / "xvfb.log", pass_fds=[fd]
            ):
                yield f":{number.read_text().strip()}"


@pytest.fixture(scope="session")
def xvfb_display() -> Iterator[str]:
    """A display for subprocesses: pass it as DISPLAY, with QT_QPA_PLATFORM=xcb."""
    with running_xvfb() as display:
        yield display


@dataclass(frozen=True)
class AccessibleSession:
    """A desktop session with an accessibility bus; `env` is the whole environment for windows and their drivers."""

    env: Mapping[str, str]

    def drive(self, script: str, *, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
        """Runs a script that may import `gi.repository.Atspi` and sees the windows of this session."""
        return subprocess.run(
            [SYSTEM_PYTHON, "-c", script], env=self.env, capture_output=True, text=True, timeout=timeout_s
        )


def _accessibility_bus(bus: SessionBus) -> bool:
    asked = ["--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress"]
    done = subprocess.run(["dbus-send", *asked], env=bus.env, capture_output=True, text=True)
    return "unix:" in done.stdout


@contextmanager
def running_accessible_session(display: str) -> Iterator[AccessibleSession]:
    launcher = next((path for path in _BUS_LAUNCHERS if Path(path).exists()), None)
    if launcher is None:
        raise FileNotFoundError("at-spi2-core is not installed; packaging/install-system-packages test installs it")
    with running_session_bus() as bus:
        env = {
            **bus.env,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        command = [launcher, "--launch-immediately"]
        log = bus.folder / "at-spi.log"
        with running_program(command, lambda: _accessibility_bus(bus), log=log, env=env):
            yield AccessibleSession(env)


@pytest.fixture
def accessible_session(xvfb_display: str) -> Iterator[AccessibleSession]:
    """A fresh session in which a program from outside finds, reads and presses what a window offers."""
    with running_accessible_session(xvfb_display) as session:
        yield session


def display_env(display: str) -> dict[str, str]:
    """This process's environment, with a real screen in it."""
    return {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
