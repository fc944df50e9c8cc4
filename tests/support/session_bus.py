"""A session bus (D-Bus) of its own that knows no service: what answers on it was started by the test."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.running import running_program

_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>{kind}</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
  </policy>
</busconfig>
"""


def bus_config(folder: Path, kind: str) -> Path:
    """Writes the configuration of a bus that listens on `folder`/bus; `kind` is session or system."""
    path = folder / f"{kind}-bus.conf"
    path.write_text(_CONFIG.format(kind=kind, socket=folder / "bus"), encoding="utf-8")
    return path


def accepts(path: Path) -> bool:
    """Whether somebody listens at this socket in the file system."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


@contextmanager
def short_folder(name: str) -> Iterator[Path]:
    """A folder with a short path: a socket's path must stay under 108 bytes, which pytest's own folders do not."""
    path = Path(tempfile.mkdtemp(prefix=f"consultant-{name}-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True)
class SessionBus:
    """A running bus; `env` is a whole environment for a program that shall meet it and nothing of the real session."""

    folder: Path
    env: Mapping[str, str]


@contextmanager
def running_session_bus() -> Iterator[SessionBus]:
    with short_folder("bus") as folder:
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        env = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "GNOME_", "DISPLAY"))}
        env |= {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
        }
        command = ["dbus-daemon", f"--config-file={bus_config(folder, 'session')}", "--nofork", "--nopidfile"]
        with running_program(command, lambda: accepts(folder / "bus"), log=folder / "bus.log", env=env):
            yield SessionBus(folder, env)


@pytest.fixture
def session_bus() -> Iterator[SessionBus]:
    with running_session_bus() as bus:
        yield bus
