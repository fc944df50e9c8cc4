"""Lines to a server that fail: answers that get lost, bodies that are cut, servers that are none."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from consultant_app.errors import TroubleError
from consultant_app.sync.transport import Traffic, Transport

A = TypeVar("A", bound=msgspec.Struct)


@dataclass
class LossyLine:
    """Hands requests on; `fates` says of each in turn what becomes of it, the rest arrive."""

    inner: Transport
    fates: list[str] = field(default_factory=list)
    sent: list[msgspec.Struct] = field(default_factory=list)

    @property
    def traffic(self) -> Traffic:
        return self.inner.traffic

    @traffic.setter
    def traffic(self, traffic: Traffic) -> None:
        self.inner.traffic = traffic

    def ask(self, path: str, question: msgspec.Struct, answer: type[A]) -> A:
        fate = self.fates.pop(0) if self.fates else "arrives"
        self.sent.append(question)
        if fate == "request lost":
            raise TroubleError("server_unreachable", server="test")
        if fate == "sent twice":
            self.inner.ask(path, question, answer)
        given = self.inner.ask(path, question, answer)
        if fate == "answer lost":
            raise TroubleError("server_silent", server="test")
        return given


Reply = Callable[[bytes], bytes]


def whole_request(connection: socket.socket) -> bytes:
    """One whole HTTP request; empty when the other side hung up."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while len(body) < int(lengths[0] if lengths else 0):
        part = connection.recv(65536)
        body += part
    return head + b"\r\n\r\n" + body


@contextmanager
def replying(reply: Reply) -> Iterator[str]:
    """The address of something that answers each request with the bytes `reply` makes of it, and then hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                request = whole_request(connection)
                if request:
                    connection.sendall(reply(request))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def http_answer(body: bytes, *, status: str = "200 OK", content_type: str = "application/x-csr-round") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\nConnection: close"
    return head.encode() + b"\r\n\r\n" + body


def forwarded(request: bytes, port: int) -> bytes:
    """What the real server at `port` answers to this request."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        connection.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
        answer = b""
        while part := connection.recv(65536):
            answer += part
        return answer
