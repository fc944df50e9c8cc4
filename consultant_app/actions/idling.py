"""How long a workspace may lie open with nobody at it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader

IDLE: Final = timedelta(minutes=5)
AT_THE_TABLE: Final = timedelta(minutes=30)
"""During a visit people talk, and the laptop stands between them (design.md section 4)."""
_LONGEST_VISIT: Final = timedelta(hours=12)
"""A clock that nobody stopped yesterday is no visit that is going on."""


def lock_after(reader: Reader, now: datetime) -> timedelta:
    """Idle time after which the workspace locks itself: longer while the clock of a visit runs."""
    running = select(Visit).where(Visit.clock_started_at.is_not(None), Visit.clock_ended_at.is_(None))
    begun = (visit.clock_started_at for visit in reader.all(running))
    is_visiting = any(started is not None and now - started < _LONGEST_VISIT for started in begun)
    return AT_THE_TABLE if is_visiting else IDLE
