"""Instants in the database and on the wire are milliseconds since 1970, UTC."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""The aware present instant, UTC."""


def milliseconds(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)


def instant_text(stored: int | None) -> str | None:
    """ISO 8601 in UTC."""
    if stored is None:
        return None
    return datetime.fromtimestamp(stored / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
