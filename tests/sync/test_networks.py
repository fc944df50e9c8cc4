"""The networks of companies: proxies, certificates, pages in the server's place; each is named, none loses anything."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from consultant_app.changes.change import SpaceId
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import WatchAnswer, WatchAsk, pack
from consultant_app.errors import ProductError, TroubleError
from consultant_app.sync.transport import HTTPTransport
from consultant_app.sync.watching import WATCH_PATH, Watch
from tests.support.lines import http_answer, replying, whole_request
from tests.support.scenarios import scenario

NAME = "partner.csr.test"
"""No name server knows it: whoever reaches it went through the proxy."""
NOW = datetime.now(UTC)
MOVED = WatchAnswer(NEWEST, [SpaceId("0" * 32)])

Certified = Callable[[datetime, datetime], ssl.SSLContext]


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certified:
    """Makes TLS for `NAME`, valid from and until, by an authority that this system trusts."""
    authority_key, authority = _authority()
    trusted = tmp_path / "authority.pem"
    trusted.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    return lambda begins, ends: _tls(tmp_path, authority_key, authority, begins=begins, ends=ends)


def _authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hausnetz CA")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW - timedelta(days=9), NOW + timedelta(days=9))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return key, builder.sign(key, hashes.SHA256())


def _tls(
    folder: Path,
    authority_key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    *,
    begins: datetime,
    ends: datetime,
) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    builder = x509.CertificateBuilder(authority.subject, subject, key.public_key(), 2, begins, ends)
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + builder.sign(authority_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def proxy(answer: bytes, tls: ssl.SSLContext | None, asked_for: list[str]) -> Iterator[str]:
    """A proxy's address; `CONNECT` leads to a server of its own making, or, without TLS, to the bare `answer`."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                asked_for.append(whole_request(connection).split(b" ")[1].decode())
                if tls is None:
                    connection.sendall(answer)
                    continue
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                try:
                    with tls.wrap_socket(connection, server_side=True) as inner:
                        whole_request(inner)
                        inner.sendall(answer)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _told(url: str) -> str:
    """What a person is told of asking the server at `url`; "" when it answered."""
    try:
        line = HTTPTransport(url)
        try:
            line.ask(WATCH_PATH, WatchAsk(NEWEST, {}), WatchAnswer)
        finally:
            line.close()
    except ProductError as error:
        return error.code
    return ""


def test_the_proxy_of_the_system_is_used(certified: Certified, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for: list[str] = []
    tls = certified(NOW - timedelta(days=1), NOW + timedelta(days=1))
    with proxy(http_answer(pack(MOVED)), tls, asked_for) as url:
        monkeypatch.setenv("HTTPS_PROXY", url)
        assert _told(f"https://{NAME}") == ""
        assert Watch(f"https://{NAME}", "").wait({}) == MOVED.moved

    assert asked_for == [f"{NAME}:443", f"{NAME}:443"]


def test_this_machine_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for: list[str] = []
    with proxy(b"", None, asked_for) as url, replying(lambda _: http_answer(pack(MOVED))) as here:
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("ALL_PROXY", url)
        assert _told(here) == ""

    assert asked_for == []


def test_a_proxy_that_wants_a_sign_in_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    with proxy(refusal, None, []) as url:
        monkeypatch.setenv("HTTPS_PROXY", url)
        assert _told(f"https://{NAME}") == "proxy_refused"


def test_a_proxy_address_that_makes_no_sense_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://irgendwo")

    assert _told(f"https://{NAME}") == "proxy_unusable"
    with pytest.raises(TroubleError, match="proxy_unusable"):
        Watch(f"https://{NAME}", "").wait({})


def test_a_certificate_of_nobody_this_system_trusts_is_named_and_nothing_is_sent(
    certified: Certified, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tls = certified(NOW - timedelta(days=1), NOW + timedelta(days=1))
    _, other = _authority()
    (tmp_path / "authority.pem").write_bytes(other.public_bytes(serialization.Encoding.PEM))
    with proxy(http_answer(pack(MOVED)), tls, []) as url:
        monkeypatch.setenv("HTTPS_PROXY", url)
        assert _told(f"https://{NAME}") == "certificate_not_trusted"


@scenario("F15")
@pytest.mark.parametrize("days", [-5, 5], ids=["a clock that is ahead", "a clock with an empty battery"])
def test_a_certificate_that_is_not_valid_today_leads_to_the_clock(
    certified: Certified, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    middle = NOW + timedelta(days=days)
    tls = certified(middle - timedelta(days=1), middle + timedelta(days=1))
    with proxy(http_answer(pack(MOVED)), tls, []) as url:
        monkeypatch.setenv("HTTPS_PROXY", url)
        assert _told(f"https://{NAME}") == "check_date"


def test_the_page_of_a_portal_is_no_word_of_the_server() -> None:
    page = http_answer(b"<html>Willkommen im Hotel</html>", content_type="text/html")
    with replying(lambda _: page) as url, pytest.raises(TroubleError, match="not_the_partner_server"):
        Watch(url, "").wait({})


def test_a_wait_can_be_ended_before_and_while_it_lasts() -> None:
    early = Watch("http://127.0.0.1:9", "")
    early.stop()
    assert early.wait({}) == []

    late = Watch("", "")

    def stop_it(_: bytes) -> bytes:
        late.stop()
        return b""

    with replying(stop_it) as url:
        late = Watch(url, "")
        assert late.wait({}) == []
