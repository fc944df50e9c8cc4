"""When Python looks for unreachable cycles, and on which thread.

What this program lets go hardly ever lies in cycles, so looking is rare. Python by itself looks on whichever thread
happens to allocate and ends there what it finds; but the parts of a window may only end on the interface's thread.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ALLOCATIONS = 100_000
"""Containers between two collections; Python's own 700 walk what was just imported again and again."""


def collect_rarely() -> None:
    gc.set_threshold(_ALLOCATIONS, 20, 50)


def collect_by_hand() -> None:
    """From now on nothing is collected but by `collect_what_is_due`. What a start makes stays: looking through it for
    garbage took a tenth of the start.
    """
    gc.disable()


def collect_what_is_due() -> None:
    """Does what Python would by itself, on the calling thread: call it often, it seldom finds anything due."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


@contextmanager
def collected_later() -> Iterator[None]:
    """Off while a page of changes is taken in: thousands of objects that live until it is kept, and hold no cycles.
    Walking them again and again took a third of a first sync.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
