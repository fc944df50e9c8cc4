"""Tells laptops that wait that a space has moved on: that it did, never what.

A push of this process wakes everybody at once; what another process or the command line wrote is looked for every
second. All who wait share these looks.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from sqlalchemy import Engine, select
from starlette.concurrency import run_in_threadpool

from consultant_app.changes.change import SpaceId
from consultant_app.server.database import reading
from consultant_app.server.schema import SPACE

LONGEST_WAIT_S: Final = 25.0
"""Below the half minute after which many proxies take a silent line for dead."""
_LOOK_INTERVAL_S: Final = 1.0
_SHARED_FOR_S: Final = 0.5


class SpaceWatch:
    """For one event loop; no thread and no connection is held while somebody waits."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pushed = asyncio.Event()
        self._is_ended = False
        self._look: asyncio.Future[dict[SpaceId, int]] | None = None
        self._looked_at = 0.0

    async def moved(self, seen: Mapping[SpaceId, int], *, within_s: float = LONGEST_WAIT_S) -> list[SpaceId]:
        """Waits until one of the spaces stands elsewhere than `seen`, at most `within_s`; a space gone back counts.

        Raises SQLAlchemy's errors when the database does not answer.
        """
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + within_s
        while True:
            pushed = self._pushed
            positions = await self._positions()
            moved = [space for space, position in seen.items() if positions.get(space, 0) != position]
            left_s = ends_at - loop.time()
            if moved or self._is_ended or left_s <= 0:
                return moved
            with suppress(TimeoutError):
                async with asyncio.timeout(min(_LOOK_INTERVAL_S, left_s)):
                    await pushed.wait()

    def look_now(self) -> None:
        """Something was just written by this process."""
        self._look = None
        self._pushed.set()
        self._pushed = asyncio.Event()

    def end(self) -> None:
        """Lets everybody go who waits, and who comes; the process is about to end."""
        self._is_ended = True
        self.look_now()

    async def _positions(self) -> dict[SpaceId, int]:
        now = asyncio.get_running_loop().time()
        if self._look is None or now - self._looked_at > _SHARED_FOR_S:
            self._look, self._looked_at = asyncio.ensure_future(run_in_threadpool(self._read)), now
        # Shielded: somebody who hangs up must not take the others' look along.
        return await asyncio.shield(self._look)

    def _read(self) -> dict[SpaceId, int]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(SPACE.c.id, SPACE.c.position))
            return {SpaceId(row.id): row.position for row in rows}
