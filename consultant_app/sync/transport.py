"""The line to the partner server: one message up, one message down, and a name for all that can go wrong between.

Plain HTTP is spoken to this very machine only; everything else is TLS against the system's trust store.
"""

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec

from consultant_app.changes.version import NEWEST, OLDEST
from consultant_app.changes.wire import CONTENT_TYPE, NotAMessage, Problem, pack, unpack
from consultant_app.errors import ProductError, RuleError, TroubleError, sentence

if TYPE_CHECKING:
    import httpx2

A = TypeVar("A", bound=msgspec.Struct)

CONNECT_TIMEOUT_S = 10
ANSWER_TIMEOUT_S = 60


@dataclass(slots=True)
class Traffic:
    """What went over the line so far; bodies without headers."""

    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


class Transport(Protocol):
    """A line to one server. In production `HTTPTransport`; tests cut and delay it."""

    traffic: Traffic

    def ask(self, path: str, question: msgspec.Struct, answer: type[A]) -> A:
        """Raises TroubleError when there was no answer of the server, RuleError when the server says no."""


class HTTPTransport:
    """Keeps one connection open; use it on one thread and `close` it. An older server is asked in its own version."""

    def __init__(self, server_url: str, token: str = "") -> None:
        import httpx2  # late: it takes 60 ms that the window does not have when it starts

        self.traffic = Traffic()
        self._protocol = NEWEST
        self._host = host_of(server_url)
        with naming_proxies():
            self._client = httpx2.Client(**line_settings(server_url, token, answer_s=ANSWER_TIMEOUT_S))

    def ask(self, path: str, question: msgspec.Struct, answer: type[A]) -> A:
        while True:
            spoken = msgspec.structs.replace(question, protocol=self._protocol)
            try:
                return self._ask(path, spoken, answer)
            except RuleError as error:
                self._protocol = next_older(error, self._protocol)

    def _ask(self, path: str, question: msgspec.Struct, answer: type[A]) -> A:
        import httpx2

        body = pack(question)
        self.traffic.requests += 1
        self.traffic.bytes_up += len(body)
        try:
            response = self._client.post(path, content=body)
        except httpx2.HTTPError as error:
            raise line_trouble(error, self._host) from error
        self.traffic.bytes_down += len(response.content)
        return read_answer(response, answer, self._host)

    def close(self) -> None:
        self._client.close()


def next_older(refusal: RuleError, protocol: int) -> int:
    """The protocol to try after one was refused; raises the refusal unless the server is only too old for this one."""
    if refusal.code != "server_too_old" or protocol == OLDEST:
        raise refusal
    return protocol - 1


def line_settings(server_url: str, token: str, *, answer_s: float) -> dict[str, Any]:
    """What every client of the server is made with: the system's trust store, the system's proxy, patience.

    A proxy comes from the environment, on Windows and macOS else from the system's settings; this very machine is
    never asked through one. Raises RuleError for an address that cannot be.
    """
    import httpx2

    headers = {"Content-Type": CONTENT_TYPE, "Accept": CONTENT_TYPE}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return {
        "base_url": checked_url(server_url),
        "headers": headers,
        "timeout": httpx2.Timeout(answer_s, connect=CONNECT_TIMEOUT_S),
        "verify": _trust_store(),
        "trust_env": not _is_loopback(host_of(server_url)),
    }


@contextmanager
def naming_proxies() -> Iterator[None]:
    """Around the making of a client: what it cannot make of the system's proxy is told as such."""
    try:
        yield
    except ValueError as error:
        raise TroubleError("proxy_unusable") from error


def host_of(server_url: str) -> str:
    try:
        return urlsplit(server_url.strip()).hostname or server_url
    except ValueError:
        return server_url


def checked_url(server_url: str) -> str:
    """The address without its last slash; RuleError for no address, and for plain HTTP to another machine."""
    try:
        parts = urlsplit(server_url.strip())
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise RuleError("server_address_unreadable", server=server_url) from None
    if parts.scheme not in ("http", "https") or not named:
        raise RuleError("server_address_unreadable", server=server_url)
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise RuleError("server_address_not_safe", server=server_url)
    return server_url.strip().rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _trust_store() -> ssl.SSLContext:
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def read_answer(response: "httpx2.Response", answer: type[A], host: str) -> A:
    """Raises RuleError for a refusal, TroubleError for what the partner server has not said."""
    try:
        if response.status_code == HTTPStatus.OK:
            return unpack(response.content, answer)
        problem = unpack(response.content, Problem)
    except NotAMessage as error:
        # A hotel's portal, a proxy, or some other web site: whatever it says is not the partner server's word.
        code = "server_overloaded" if response.status_code in (502, 503, 504) else "not_the_partner_server"
        raise TroubleError(code, server=host) from error
    raise _problem_error(response.status_code, problem)


def _problem_error(status: int, problem: Problem) -> ProductError:
    """The server's word; one of a newer version, for which there are no words here, is trouble at the server."""
    kind = TroubleError if status >= HTTPStatus.INTERNAL_SERVER_ERROR else RuleError
    error = kind(problem.code, **{name: fact for name, fact in problem.facts.items() if name != "code"})
    try:
        sentence(error, "de")
    except KeyError:
        return TroubleError("server_trouble")
    return error


def line_trouble(error: "httpx2.HTTPError", host: str) -> TroubleError:
    """A name for what happened to a line that gave no answer."""
    import httpx2

    text = str(error).lower()
    if isinstance(error, httpx2.TimeoutException):
        code = "server_silent"
    elif isinstance(error, httpx2.ProxyError):
        code = "proxy_refused"
    elif "certificate" in text:
        code = "check_date" if "expired" in text or "not yet valid" in text else "certificate_not_trusted"
    else:
        code = "server_unreachable"
    return TroubleError(code, server=host)
