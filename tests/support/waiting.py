"""Waiting for a condition until a deadline, and how long a test has patience: the one place that says so."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_S = 60
"""Until a test gives up. It costs nothing where the condition comes true; four workers may share two busy cores."""
_POLL_S = 0.01


def wait_until(condition: Callable[[], T], what: str | Callable[[], str], *, timeout_s: float = PATIENCE_S) -> T:
    """The first true value of `condition`; an AssertionError that names `what` when the time is over."""
    deadline = time.monotonic() + timeout_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            name = what if isinstance(what, str) else what()
            raise AssertionError(f"waited {timeout_s} s in vain for {name}")
        time.sleep(_POLL_S)
