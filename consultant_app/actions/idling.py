"""How long a workspace may lie open with nobody at it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Reader

IDLE: Final = timedelta(minutes=5)
AT_THE_TABLE: Final = timedelta(minutes=30)
"""During a visit people talk, and the laptop stands between them (design.md section 4)."""
_LONGEST_VISIT: Final = timedelta(hours=12)
"""A clock that nobody stopped yesterday is no visit that is going on."""


def lock_after(reader: Reader, now: datetime) -> timedelta:
    """Idle time after which the workspace locks itself: longer while the clock of a visit runs."""
    ended = func.json_extract(Visit.__table__.c.clock, "$.ended_at")
    running = reader.session.scalars(select(Visit.clock).where(Visit.clock.is_not(None), ended.is_(None)))
    begun = (clock.started_at for clock in running if clock is not None)
    is_visiting = any(started is not None and now - started < _LONGEST_VISIT for started in begun)
    return AT_THE_TABLE if is_visiting else IDLE
