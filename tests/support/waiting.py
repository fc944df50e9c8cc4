"""Waiting for a condition until a deadline, for what happens in other processes and cannot call back."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_POLL_S = 0.01


def wait_until(condition: Callable[[], T], timeout_s: float, what: str | Callable[[], str]) -> T:
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
