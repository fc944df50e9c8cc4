"""A clock that stands still until a test moves it."""

from datetime import datetime, timedelta


class SettableClock:
    """Calling it gives the time; `advance` moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by
