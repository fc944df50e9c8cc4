"""In what order rounds are answered when more come at once than are answered side by side.

Organisations take turns, so the laptops of a large one do not keep a small one's waiting; within an organisation, first
come, first served.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consultant_app.changes.change import RecordId

Ticket = asyncio.Future[None]


class FairQueue:
    """For one event loop. Whoever waits holds no thread and no connection."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: dict[RecordId, deque[Ticket]] = {}
        """In the order of their turns; only organisations of which somebody waits."""

    @property
    def waiting(self) -> int:
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def turn(self, organisation: RecordId) -> AsyncIterator[None]:
        """A place until the end of the block, as soon as it is this organisation's turn."""
        await self._wait(organisation)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, organisation: RecordId) -> None:
        if self._free:  # so nobody waits
            self._free -= 1
            return
        ticket: Ticket = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(organisation, deque()).append(ticket)
        try:
            await ticket
        except asyncio.CancelledError:
            if not ticket.cancelled():  # called up in the same moment
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        while self._waiting:
            organisation = next(iter(self._waiting))
            tickets = self._waiting.pop(organisation)
            ticket = tickets.popleft()
            if tickets:
                self._waiting[organisation] = tickets  # behind the others
            if not ticket.cancelled():
                ticket.set_result(None)
                return
        self._free += 1
