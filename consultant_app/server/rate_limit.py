"""How much one device may push before it has to wait, so that one that floods does not take the server from the others.

Honest work never meets it: a laptop's whole past goes at once, and what follows may come faster than anybody writes.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final

from consultant_app.changes.change import RecordId
from consultant_app.errors import RuleError

CHANGES_IN_A_BURST: Final = 200_000
CHANGES_A_SECOND: Final = 1_000
ROUNDS_IN_A_BURST: Final = 2_000
ROUNDS_A_SECOND: Final = 20


@dataclass(frozen=True, slots=True)
class Allowance:
    """A bucket of so many tokens, refilled at so many a second."""

    at_once: int
    a_second: float


class RateLimit:
    """Counts by device, over all its connections; safe for threads. What a restart forgets only makes it kinder."""

    def __init__(
        self,
        changes: Allowance = Allowance(CHANGES_IN_A_BURST, CHANGES_A_SECOND),
        rounds: Allowance = Allowance(ROUNDS_IN_A_BURST, ROUNDS_A_SECOND),
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._changes, self._rounds = _Buckets(changes, monotonic), _Buckets(rounds, monotonic)

    def count_round(self, device: RecordId) -> None:
        """Raises RuleError("device_floods") for a device that comes too often."""
        self._rounds.take(device, 1)

    def count_changes(self, device: RecordId, count: int) -> None:
        """Raises RuleError("device_floods") for a device that pushes too much; one that only asks may go on."""
        if count:
            self._changes.take(device, count)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class _Buckets:
    def __init__(self, allowance: Allowance, monotonic: Callable[[], float]) -> None:
        self._allowance, self._monotonic = allowance, monotonic
        self._lock = threading.Lock()
        self._by_device: dict[RecordId, _Bucket] = {}

    def take(self, device: RecordId, amount: int) -> None:
        """The last token may be overdrawn: the largest transaction goes through, however small the bucket is."""
        at_once, a_second = self._allowance.at_once, self._allowance.a_second
        with self._lock:
            now = self._monotonic()
            bucket = self._by_device.setdefault(device, _Bucket(at_once, now))
            bucket.tokens = min(bucket.tokens + (now - bucket.filled_at) * a_second, at_once)
            bucket.filled_at = now
            missing = 1 - bucket.tokens
            if missing > 0:
                raise RuleError("device_floods", seconds=ceil(missing / a_second))
            bucket.tokens -= amount
