"""Waiting at the server for the word that a space has moved on; what moved is a matter of the next round."""

import asyncio
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from consultant_app.changes.change import SpaceId
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import WatchAnswer, WatchAsk, pack
from consultant_app.errors import RuleError
from consultant_app.sync.transport import host_of, line_settings, line_trouble, naming_proxies, next_older, read_answer

if TYPE_CHECKING:
    import httpx2

WATCH_PATH = "/v1/watch"
ANSWER_TIMEOUT_S = 40.0
"""Longer than the server lets anybody wait."""


class Watch:
    """One wait of any length, on one thread; `stop` may come from any thread, also before the wait begins."""

    def __init__(self, server_url: str, token: str) -> None:
        self._server_url, self._token = server_url, token
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self._is_stopped = False

    def wait(self, positions: Mapping[SpaceId, int]) -> list[SpaceId]:
        """Returns the spaces that stand elsewhere than `positions`, or none once it was stopped.

        An older server is asked in its own version. Raises what a round raises: TroubleError when the line breaks,
        RuleError when the server says no.
        """
        return asyncio.run(self._until_moved(WatchAsk(NEWEST, dict(positions))))

    def stop(self) -> None:
        with self._lock:
            self._is_stopped = True
            if self._loop is not None and self._stopped is not None:
                self._loop.call_soon_threadsafe(self._stopped.set)

    async def _until_moved(self, ask: WatchAsk) -> list[SpaceId]:
        stopped = asyncio.Event()
        with self._lock:
            if self._is_stopped:
                return []
            self._loop, self._stopped = asyncio.get_running_loop(), stopped
        asking = asyncio.create_task(self._ask_until_moved(ask))
        stopping = asyncio.create_task(stopped.wait())
        try:
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return [] if stopped.is_set() else asking.result()
        finally:
            with self._lock:
                self._loop = self._stopped = None
            asking.cancel()
            stopping.cancel()
            await asyncio.gather(asking, stopping, return_exceptions=True)

    async def _ask_until_moved(self, ask: WatchAsk) -> list[SpaceId]:
        import httpx2

        with naming_proxies():
            settings = line_settings(self._server_url, self._token, answer_s=ANSWER_TIMEOUT_S)
            client = httpx2.AsyncClient(**settings)
        async with client:
            while True:
                try:
                    if moved := (await self._ask_once(client, ask)).moved:
                        return moved
                except RuleError as error:
                    ask = msgspec.structs.replace(ask, protocol=next_older(error, ask.protocol))

    async def _ask_once(self, client: "httpx2.AsyncClient", ask: WatchAsk) -> WatchAnswer:
        import httpx2

        host = host_of(self._server_url)
        try:
            response = await client.post(WATCH_PATH, content=pack(ask))
        except httpx2.HTTPError as error:
            raise line_trouble(error, host) from error
        return read_answer(response, WatchAnswer, host)
