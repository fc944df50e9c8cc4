"""Fails a test in which a page touches the database on the interface's thread: a window must never wait for a disk."""

import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from consultant_app.workspace.database import Database

_WAYS_IN = ("reading", "writing")
_STARTS_AND_ENDS = "consultant_app.desktop.application"
"""Opens the workspace before there is a window, and closes it after the last one."""


@pytest.fixture(autouse=True)
def queries_run_beside_the_interface(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Test code itself may read back; what is called from `consultant_app.desktop` may not."""
    caught: list[str] = []
    for name in _WAYS_IN:
        monkeypatch.setattr(Database, name, _guarded(getattr(Database, name), caught))
    yield
    assert caught == [], f"the database was used on the interface's thread, from {caught}"


def _guarded(way_in: Callable[..., Any], caught: list[str]) -> Callable[..., Any]:
    def guarded(*args: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            caught.extend(_callers_in_the_window())
        return way_in(*args)

    return guarded


def _callers_in_the_window() -> list[str]:
    """The nearest caller that belongs to the window, if any before test code."""
    frame = sys._getframe(2)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("tests.") and not module.endswith("interface_guard"):
            return []
        if module == _STARTS_AND_ENDS:
            return []
        if module.startswith("consultant_app.desktop."):
            return [f"{module}:{frame.f_lineno}"]
        frame = frame.f_back  # type: ignore[assignment]
    return []
