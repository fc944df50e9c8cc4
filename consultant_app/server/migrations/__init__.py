"""Numbered steps from one schema version to the next; a step is frozen once released and imports no live table."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Connection

Step = Callable[[Connection], None]

STEPS: Final[Mapping[int, Step]] = {}
"""The version a step leads to -> the step. Version 1 is the first that was released: no step leads there."""
