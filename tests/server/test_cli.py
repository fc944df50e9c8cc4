"""The command line as administrators and scripts use it: real processes, beside a running server."""

import json
import signal
import socket
import ssl
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlcipher3 import dbapi2

from consultant_app.changes.spaces import organisation_space, partner_id, user_id
from tests.server.fake_laptop import FakeLaptop, TurnedAwayError
from tests.server.server_process import RunningServer, consultant_server, running_server
from tests.support.scenarios import scenario


@pytest.fixture
def place(database_url: str) -> list[str]:
    return ["--database", database_url]


@pytest.fixture
def server(place: list[str]) -> Iterator[RunningServer]:
    with running_server(*place) as server:
        yield server


def test_from_nothing_to_two_laptops_that_agree(server: RunningServer) -> None:
    assert server.command("partner", "add", "EN", "EN-Agentur") == {
        "id": partner_id("EN"),
        "code": "EN",
        "name": "EN-Agentur",
    }
    roles = ["--role", "consultant", "partner_lead"]
    added = server.command("user", "add", "Ada@Example.org", "--name", "Ada", "--partner", "EN", *roles)
    assert added == {
        "id": user_id("EN", "ada@example.org"),
        "mail": "ada@example.org",
        "name": "Ada",
        "partner": "EN",
        "roles": ["consultant", "partner_lead"],
    }
    invitations = [server.command("invitation", "new", "ada@example.org") for _ in range(2)]
    first = invitations[0]
    assert first["server"] == server.url
    assert first["invitation"] == f"{server.url}#{first['code']}"

    laptops = [FakeLaptop(server.send, seed) for seed in range(2)]
    for laptop, invitation in zip(laptops, invitations, strict=True):
        laptop.enrol(invitation["code"], name=f"Laptop {laptop.seed}")
    sealed = laptops[0].seal({}, {})
    laptops[0].sync(sealed)
    laptops[1].sync()
    assert laptops[1].seen_changes("organisation") == [one.id for one in sealed]

    devices = server.command("device", "list")
    assert [(one["name"], one["user"], one["state"]) for one in devices] == [
        ("Laptop 0", "Ada", "active"),
        ("Laptop 1", "Ada", "active"),
    ]
    assert {len(one["id"]) for one in devices} == {32}
    assert devices[0]["last_seen"].endswith("Z")

    revoked = laptops[0].enrolled.device
    assert server.command("device", "revoke", revoked) == {"id": revoked, "state": "revoked"}
    with pytest.raises(TurnedAwayError, match="device_revoked"):
        laptops[0].sync()
    assert server.command("device", "list")[0]["state"] == "revoked"


def test_a_restart_keeps_everything(place: list[str]) -> None:
    with running_server(*place) as server:
        server.command("partner", "add", "EN", "EN-Agentur")
        server.command("user", "add", "a@example.org", "--name", "Ada", "--partner", "EN", "--role", "consultant")
        laptop = FakeLaptop(server.send, 1)
        laptop.enrol(server.command("invitation", "new", "a@example.org")["code"])
        sealed = laptop.seal({})
        laptop.sync(sealed)
        assert server.stop() == 0
    with running_server(*place) as server:
        laptop.send = server.send
        assert laptop.sync().news == []
        assert laptop.sync(sealed).verdicts[0].outcome == "known"
        assert httpx2.get(f"{server.url}/v1/health", trust_env=False).json()["epoch"] == laptop.enrolled.epoch
        assert server.stop(signal.SIGINT) == 0


def test_without_json_it_speaks_plainly(tmp_path: Path) -> None:
    place = ["--data", str(tmp_path)]
    assert consultant_server(*place, "partner", "add", "EN", "EN-Agentur").out == "EN  EN-Agentur\n"
    consultant_server("user", "add", "a@example.org", "--name", "A", "--partner", "EN", "--role", "office", *place)
    words = ["invitation", "new", "a@example.org", "--public-url", "https://csr.example.org/", *place]
    line = consultant_server(*words).out
    assert line.startswith("https://csr.example.org#")
    assert len(line.strip().partition("#")[2]) == 14
    assert consultant_server("device", "list", *place).out == ""


def test_the_database_file_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    consultant_server("--data", str(folder), "partner", "add", "EN", "EN-Agentur")
    files = list(folder.iterdir())
    assert files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


REFUSED: dict[str, tuple[int, list[str]]] = {
    "usage": (2, []),
    "partner_exists": (1, ["partner", "add", "EN", "twice"]),
    "partner_code_malformed": (1, ["partner", "add", "en!", "x"]),
    "partner_unknown": (1, ["user", "add", "b@x.org", "--name", "B", "--partner", "XX", "--role", "admin"]),
    "user_exists": (1, ["user", "add", "A@x.org", "--name", "A", "--partner", "EN", "--role", "admin"]),
    "mail_malformed": (1, ["user", "add", "nobody", "--name", "A", "--partner", "EN", "--role", "admin"]),
    "role_unknown": (2, ["user", "add", "b@x.org", "--name", "B", "--partner", "EN", "--role", "boss"]),
    "user_unknown": (1, ["invitation", "new", "nobody@x.org", "--public-url", "http://localhost:1"]),
    "server_address_unknown": (1, ["invitation", "new", "a@x.org"]),
    "device_unknown": (1, ["device", "revoke", "0" * 32]),
    "database_url_unreadable": (2, ["device", "list", "--database", "oracle://x"]),
    "database_unreachable": (3, ["device", "list", "--database", "postgresql://127.0.0.1:1/x"]),
    "server_folder_unusable": (3, ["device", "list", "--data", "/proc/nowhere"]),
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("furnished")
    place = ["--data", str(folder)]
    assert consultant_server("partner", "add", "EN", "EN-Agentur", *place).code == 0
    user = ["user", "add", "a@x.org", "--name", "A", "--partner", "EN", "--role", "admin"]
    assert consultant_server(*user, *place).code == 0
    return folder


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_done_has_a_code_and_one_sentence(furnished: Path, code: str) -> None:
    exit_code, words = REFUSED[code]
    place = [] if {"--data", "--database"} & set(words) else ["--data", str(furnished)]
    refused = consultant_server(*words, *place, "--json")
    error = json.loads(refused.err)["error"]
    assert (refused.code, error["code"], refused.out) == (exit_code, code, "")
    assert error["message"]


@pytest.mark.parametrize(("language", "words"), [("de", "gibt es schon"), ("en", "already")])
def test_sentences_follow_the_language_of_the_environment(furnished: Path, language: str, words: str) -> None:
    refused = consultant_server("partner", "add", "EN", "x", "--data", str(furnished), language=language)
    assert refused.code == 1
    assert words in refused.err
    assert refused.err.count("\n") == 1


def test_json_may_stand_before_the_words(furnished: Path) -> None:
    assert consultant_server("--json", "--data", str(furnished), "device", "list").answer == []


@scenario("F65")
def test_how_much_one_device_may_push_is_said_at_the_start(tmp_path: Path) -> None:
    with running_server("--data", str(tmp_path), options=["--device-burst", "5", "--device-rate", "1"]) as server:
        server.command("partner", "add", "EN", "EN-Agentur")
        flooding, other = FakeLaptop(server.send, 1), FakeLaptop(server.send, 2)
        for laptop in (flooding, other):
            mail = f"{laptop.seed}@example.org"
            server.command("user", "add", mail, "--name", mail, "--partner", "EN", "--role", "consultant")
            laptop.enrol(server.command("invitation", "new", mail)["code"])
        flooding.sync(flooding.seal(*[{}] * 2000))
        with pytest.raises(TurnedAwayError) as told:
            flooding.sync(flooding.seal({}))
        other.sync(other.seal({}))
    assert (told.value.status, told.value.code) == (503, "device_floods")


@pytest.mark.parametrize("option", ["--device-burst", "--device-rate"])
def test_a_device_may_always_push_something(furnished: Path, option: str) -> None:
    refused = consultant_server("serve", "--data", str(furnished), option, "0", "--json")
    assert (refused.code, json.loads(refused.err)["error"]["code"]) == (2, "usage")


def test_a_taken_port_is_said_so(furnished: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = consultant_server("serve", "--data", str(furnished), "--port", port, "--json")
    assert (refused.code, json.loads(refused.err)["error"]["code"]) == (3, "port_unusable")


def write_certificate(folder: Path) -> list[str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return ["--tls-cert", str(folder / "cert.pem"), "--tls-key", str(folder / "key.pem")]


def test_it_serves_over_tls(tmp_path: Path) -> None:
    options = write_certificate(tmp_path)
    with running_server("--data", str(tmp_path / "data"), options=options) as server:
        assert server.url.startswith("https://127.0.0.1:")
        trust = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        answer = httpx2.get(f"{server.url}/v1/health", verify=trust, trust_env=False)
        assert answer.json()["product"] == "consultant-server"
        assert server.stop() == 0


@pytest.mark.parametrize(("kept", "expected"), [(2, (2, "tls_files_incomplete")), (4, (3, "tls_files_unusable"))])
def test_tls_without_its_files_is_said_so(
    furnished: Path, tmp_path: Path, kept: int, expected: tuple[int, str]
) -> None:
    options = write_certificate(tmp_path)[:kept]
    (tmp_path / "key.pem").write_text("no key")
    refused = consultant_server("serve", "--port", "0", "--data", str(furnished), *options, "--json")
    assert (refused.code, json.loads(refused.err)["error"]["code"]) == expected


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    place = ["--data", str(tmp_path)]
    consultant_server("partner", "add", "EN", "EN-Agentur", *place)
    database = dbapi2.connect(str(tmp_path / "server.sqlite"))
    database.execute("UPDATE meta SET content = ? WHERE name = 'schema_version'", (b"99",))
    database.commit()
    database.close()
    refused = consultant_server("partner", "add", "DO", "Dortmund", *place, "--json")
    assert (refused.code, json.loads(refused.err)["error"]["code"]) == (1, "server_database_newer")


def test_what_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "server.sqlite").write_bytes(b"no database at all" * 100)
    refused = consultant_server("device", "list", "--data", str(tmp_path), "--json")
    assert (refused.code, json.loads(refused.err)["error"]["code"]) == (3, "database_unreachable")


def test_people_change_and_devices_come_back(server: RunningServer) -> None:
    for code in ("EN", "DO"):
        server.command("partner", "add", code, f"Agentur {code}")
    server.command("user", "add", "ada@example.org", "--name", "Ada", "--partner", "EN", "--role", "consultant")
    ada = FakeLaptop(server.send, 1)
    ada.enrol(server.command("invitation", "new", "ada@example.org")["code"])
    server.command("user", "move", "ada@example.org", "--partner", "DO")
    assert organisation_space("DO") in {grant.space for grant in ada.sync().grants}
    assert server.command("user", "roles", "ada@example.org", "--role", "office")["roles"] == ["office"]
    assert organisation_space("DO") in ada.sync().closed
    server.command("user", "close", "ada@example.org")
    with pytest.raises(TurnedAwayError, match="device_revoked"):
        ada.sync()
    server.command("user", "reopen", "ada@example.org")
    device = ada.enrolled.device
    server.command("device", "revoke", device)
    assert server.command("device", "readmit", device) == {"id": device, "state": "active"}
    assert ada.sync().closed == []
    assert server.command("space", "list") == []
