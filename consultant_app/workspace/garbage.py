"""Python's garbage collection, kept off while a page of changes is taken in."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_later() -> Iterator[None]:
    """A page is thousands of objects that live until it is kept, and hold no cycles: walking them again and again took
    a third of a first sync.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
