"""A wire between laptops and a server: it passes bytes on, cuts at any of them, holds them back, lets them drip.

Whoever listens keeps its address, also when the server ends and comes back at another port.
"""

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple

_MOST_AT_ONCE: Final = 65536
_ENDLESS: Final = 1 << 62


class Fate(NamedTuple):
    """What becomes of one connection: how many bytes get through each way until it is cut, the size of the pieces that
    they are passed on in, and how long each of them is held back.
    """

    up: int = _ENDLESS
    down: int = _ENDLESS
    piece: int = _MOST_AT_ONCE
    hold_s: float = 0.0


@dataclass
class Relay:
    """`target` is the port it passes on to; `fate` is asked for with every new connection.

    While a laptop is `asleep`, a connection that carries something goes silent for ever, and nobody hangs up.
    """

    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    target: int = 0
    fate: Callable[[], Fate] = Fate
    asleep: threading.Event = field(default_factory=threading.Event)
    cuts: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _bell: tuple[socket.socket, socket.socket] = field(default_factory=socket.socketpair)
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def start(self) -> None:
        self._begin(self._accept)

    def end(self) -> None:
        """Returns when nothing of it is left."""
        self._over.set()
        self._bell[0].close()
        self.listener.shutdown(socket.SHUT_RDWR)
        while self._threads:
            self._threads.pop(0).join()
        self.listener.close()
        self._bell[1].close()

    def _begin(self, work: Callable[..., None], *facts: object) -> None:
        self._threads = [*(one for one in self._threads if one.is_alive()), threading.Thread(target=work, args=facts)]
        self._threads[-1].start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            self._begin(self._carry, near, far, self.fate())

    def _carry(self, near: socket.socket, far: socket.socket, fate: Fate) -> None:
        left = {near: fate.up, far: fate.down}
        with near, far, suppress(OSError):
            while True:
                ready, _, _ = select.select([near, far, self._bell[1]], [], [])
                if self._bell[1] in ready:
                    return
                for source in ready:
                    data = source.recv(min(fate.piece, left[source]))
                    if not data:
                        return
                    if self.asleep.is_set():
                        self._over.wait()
                    self._over.wait(fate.hold_s)
                    (far if source is near else near).sendall(data)
                    left[source] -= len(data)
                    if left[source] == 0:
                        self.cuts += 1
                        return


@contextmanager
def running_relay() -> Iterator[Relay]:
    relay = Relay()
    relay.start()
    try:
        yield relay
    finally:
        relay.end()
