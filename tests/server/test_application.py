"""What comes over the wire and is no round: cut, foreign, too large, too new, or from nobody we know."""

import hashlib
import logging
import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import zstandard
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import EnrolAsk, Problem, SyncAsk, pack, unpack
from consultant_app.errors import RuleError, sentence
from consultant_app.server import application, requests
from consultant_app.server.database import reading
from consultant_app.server.schema import DEVICE, ENTRY
from tests.server.fake_laptop import FakeLaptop, TurnedAwayError
from tests.server.office import Office
from tests.support.scenarios import scenario


def problem(laptop: FakeLaptop, body: bytes) -> tuple[int, str]:
    with pytest.raises(TurnedAwayError) as refused:
        laptop.post_bytes(body)
    return refused.value.status, refused.value.code


def log_size(office: Office) -> int:
    with reading(office.engine) as connection:
        return connection.execute(select(func.count()).select_from(ENTRY)).scalar_one()


@scenario("F04")
def test_a_body_cut_anywhere_changes_nothing(office: Office, ada: FakeLaptop) -> None:
    whole = pack(ada.ask(*[ada.seal({}) for _ in range(50)]))
    before = log_size(office)
    every = [*range(64), *random.Random(1).sample(range(64, len(whole)), 60), len(whole) - 1]
    for size in every:
        assert problem(ada, whole[:size]) == (400, "message_unreadable")
    assert log_size(office) == before
    ada.post_bytes(whole)
    assert log_size(office) == before + 50


def test_a_damaged_body_changes_nothing(office: Office, ada: FakeLaptop) -> None:
    whole = pack(ada.ask(ada.seal({})))
    before = log_size(office)
    for place in random.Random(1).sample(range(len(whole)), 40):
        damaged = bytearray(whole)
        damaged[place] ^= 0x40
        assert problem(ada, bytes(damaged)) == (400, "message_unreadable")
    assert log_size(office) == before


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>WLAN</body></html>", b"CSR1", pack(Problem("x"))],
    ids=["nothing", "a page", "magic only", "a problem"],
)
def test_what_is_no_round_is_told_so(ada: FakeLaptop, body: bytes) -> None:
    assert problem(ada, body) == (400, "message_unreadable")


@scenario("F63")
def test_a_bomb_is_not_opened(ada: FakeLaptop) -> None:
    packed = zstandard.ZstdCompressor().compress(bytes(100 * 1024 * 1024))
    head = pack(SyncAsk(NEWEST, "test"))
    honest = head[:4] + (100 * 1024 * 1024).to_bytes(4, "little")
    lying = head[:4] + (100).to_bytes(4, "little")
    for start in (honest, lying):
        checksum = hashlib.sha256(packed).digest()[:8]
        assert problem(ada, start + checksum + packed) == (400, "message_unreadable")


def test_more_than_the_limit_is_not_read(ada: FakeLaptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "_MAX_SYNC_BYTES", 5000)
    assert problem(ada, random.Random(1).randbytes(5001)) == (413, "message_too_large")


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer " + "0" * 64, "Basic YTpi", "Bearer x y"])
def test_nobody_without_a_token_gets_an_answer(office: Office, ada: FakeLaptop, authorization: str) -> None:
    status, body = office.send("/v1/sync", pack(ada.ask()), {"authorization": authorization})
    assert (status, unpack(body, Problem).code) == (401, "token_unknown")


def test_a_revoked_device_is_turned_away_and_only_that_one(office: Office, ada: FakeLaptop, bo: FakeLaptop) -> None:
    before = log_size(office)
    office.revoke(ada)
    assert problem(ada, pack(ada.ask(ada.seal({})))) == (401, "device_revoked")
    assert log_size(office) == before
    assert bo.sync().verdicts == []


def test_other_versions_of_the_wire_are_told_apart(office: Office, ada: FakeLaptop) -> None:
    assert problem(ada, pack(ada.ask(protocol=NEWEST + 1))) == (426, "server_too_old")
    assert problem(ada, pack(ada.ask(protocol=0))) == (426, "app_too_old")

    class AskOfTomorrow(msgspec.Struct):
        protocol: int
        cursors: str

    assert problem(ada, pack(AskOfTomorrow(NEWEST + 1, "of another shape"))) == (426, "server_too_old")
    status, body = office.send("/v1/enrol", pack(EnrolAsk(NEWEST + 1, "t", "c", "n", b"k" * 32)), {})
    assert (status, unpack(body, Problem).code) == (426, "server_too_old")


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/other", "/v2/sync"])
def test_other_addresses_answer_with_a_problem_too(office: Office, path: str) -> None:
    status, body = office.send(path, b"", {})
    assert (status, unpack(body, Problem).code) == (404, "address_unknown")


def test_health_says_what_is_spoken_here(office: Office) -> None:
    answer = office.client.get("/v1/health")
    assert answer.status_code == 200
    assert answer.json()["protocols"] == [1, NEWEST]


@pytest.fixture
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.CRITICAL):
        yield


@pytest.mark.usefixtures("quiet_log")
@pytest.mark.parametrize(
    ("error", "expected"),
    [(ZeroDivisionError(), (500, "server_trouble")), (OperationalError("", {}, OSError()), (503, "server_busy"))],
)
def test_trouble_of_the_server_has_words_too(
    ada: FakeLaptop, monkeypatch: pytest.MonkeyPatch, error: Exception, expected: tuple[int, str]
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(application, "answer_round", broken)
    assert problem(ada, pack(ada.ask())) == expected


def test_every_problem_has_a_sentence_in_both_languages() -> None:
    for code in [*requests.STATUS, "server_busy", "server_trouble", "address_unknown"]:
        assert sentence(RuleError(code, seconds=1), "de")
        assert sentence(RuleError(code, seconds=1), "en")


def test_last_contact_is_kept_to_the_minute(office: Office, ada: FakeLaptop) -> None:
    ada.sync()
    with reading(office.engine) as connection:
        seen = connection.execute(select(DEVICE.c.last_seen_at)).scalar_one()
    assert seen == int(office.clock().timestamp() * 1000)
