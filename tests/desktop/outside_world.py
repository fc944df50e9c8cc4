"""Notices what the interface's thread asks of the world: the network, other programs, files of the workspace."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_WAITING = frozenset({"socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"})
_FILES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.listdir", "os.scandir"})


class _Watch:
    """Python keeps an audit hook for good; this one sleeps unless a test wakes it."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.caught: list[str] = []
        self._is_hooked = False

    def hook(self) -> None:
        if not self._is_hooked:
            self._is_hooked = True
            sys.addaudithook(self._on_event)

    def _on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.folder is None or threading.current_thread() is not threading.main_thread():
            return
        in_folder = event in _FILES and str(arguments[0]).startswith(str(self.folder))
        if in_folder or event in _WAITING:
            self.caught.append(f"{event} {arguments[0]!r}")


_watch = _Watch()


@contextmanager
def interface_left_alone(folder: Path) -> Iterator[None]:
    """Fails when the thread of the interface waits for a network, a program or a file in `folder`."""
    _watch.hook()
    _watch.caught, _watch.folder = [], folder
    try:
        yield
    finally:
        _watch.folder = None
    assert _watch.caught == [], f"on the interface's thread: {_watch.caught}"
