"""Serves the application over HTTP until the process is asked to end."""

import gc
import secrets
import signal
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import uvicorn
from sqlalchemy import Engine

from consultant_app.errors import TroubleError
from consultant_app.server.application import build_application
from consultant_app.server.database import writing
from consultant_app.server.file_store import FileStore
from consultant_app.server.identity import store_public_url
from consultant_app.server.rate_limit import RateLimit
from consultant_app.server.watching import SpaceWatch

_GRACE_S: Final = 10
"""How long rounds that are under way may take once the process is asked to end."""


def serve(
    engine: Engine,
    *,
    files: FileStore,
    host: str,
    port: int,
    public_url: str | None,
    tls_files: tuple[Path, Path] | None,
    rates: RateLimit,
    on_ready: Callable[[str], None],
) -> None:
    """Returns after SIGTERM or SIGINT; `on_ready` gets the address once it answers. Port 0 is any free one."""
    listener = _listen(host, port)
    scheme = "https" if tls_files else "http"
    url = f"{scheme}://{_written(host)}:{listener.getsockname()[1]}"
    with writing(engine) as connection:
        store_public_url(connection, (public_url or url).rstrip("/"))
    application = build_application(
        engine, files=files, clock=lambda: datetime.now(UTC), randomness=secrets.token_bytes, rates=rates
    )
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
        ssl_certfile=tls_files[0] if tls_files else None,
        ssl_keyfile=tls_files[1] if tls_files else None,
    )
    _load(config)
    # Rounds make many short-lived objects at once; the collector's defaults would walk them again and again.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    # uvicorn raises the signal it was ended by once more; ending as asked is no failure.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    _PartnerServing(config, application.state.watch, lambda: on_ready(url)).run(sockets=[listener])


def _load(config: uvicorn.Config) -> None:
    try:
        config.load()
    except OSError as error:  # ssl.SSLError is one as well
        raise TroubleError("tls_files_unusable") from error


class _PartnerServing(uvicorn.Server):
    """Announces itself, and lets laptops go that wait for news when it ends."""

    def __init__(self, config: uvicorn.Config, watch: SpaceWatch, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._watch, self._on_ready = watch, on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._watch.end()
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    # With the protocol named, asyncio turns Nagle's algorithm off: without, a small answer waits 40 ms for an ACK.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise TroubleError("port_unusable", host=host, port=port) from error
    return listener


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host
