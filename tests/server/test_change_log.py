"""What becomes of pushed transactions: the table of verdicts."""

import hashlib
import logging
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from consultant_app.changes.change import Change, Kind, RecordId, SpaceId, encode_change
from consultant_app.changes.wire import OriginCertificate, Outcome, Refusal, SyncAnswer
from consultant_app.server.database import reading
from consultant_app.server.instants import milliseconds
from consultant_app.server.record_state import RecordState
from consultant_app.server.rights import Role
from consultant_app.server.schema import ENTRY, ORIGIN
from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office
from tests.support.scenarios import scenario


def outcomes(answer: SyncAnswer) -> list[Outcome | Refusal]:
    return [verdict.reason or verdict.outcome for verdict in answer.verdicts]


def log_size(office: Office) -> int:
    with reading(office.engine) as connection:
        return connection.execute(select(func.count()).select_from(ENTRY)).scalar_one()


def test_a_new_transaction_is_accepted_and_reaches_the_colleague_as_it_was_sealed(
    office: Office, ada: FakeLaptop, bo: FakeLaptop
) -> None:
    sealed = ada.seal({"fields": {"situation": "täglich", "unheard_of": [1, {"a": None}]}}, {})
    answer = ada.sync(sealed)
    assert outcomes(answer) == [Outcome.ACCEPTED]
    assert answer.verdicts[0].transaction == sealed[0].id
    assert answer.verdicts[0].received_at == answer.at == milliseconds(office.clock())
    bo.sync()
    assert [entry.body for entry in bo.seen[bo.space("organisation")]] == [encode_change(one) for one in sealed]


@scenario("F02")
def test_a_push_whose_answer_was_lost_is_known_and_stands_there_once(office: Office, ada: FakeLaptop) -> None:
    sealed = ada.seal({}, {})
    first = ada.post_ask(ada.ask(sealed))
    before = log_size(office)
    office.clock.advance(timedelta(hours=1))
    again = ada.sync(sealed)
    assert outcomes(again) == [Outcome.KNOWN]
    assert again.verdicts[0].received_at == first.verdicts[0].received_at
    assert log_size(office) == before
    assert ada.seen_changes("organisation") == [one.id for one in sealed]
    assert again.receipt is not None
    assert again.receipt.content == first.receipt.content  # type: ignore[union-attr]


@scenario("F03")
def test_a_retry_is_known_even_after_the_right_to_write_was_lost(office: Office, ada: FakeLaptop) -> None:
    sealed = ada.seal({})
    ada.post_ask(ada.ask(sealed))
    office.change_roles("ada@example.org", Role.AUDITOR)
    assert outcomes(ada.sync(sealed, ada.seal({}))) == [Outcome.KNOWN, Refusal.NOT_A_MEMBER]


def test_the_same_transaction_twice_in_one_push_stands_there_once(ada: FakeLaptop) -> None:
    sealed = ada.seal({})
    assert outcomes(ada.sync(sealed, sealed)) == [Outcome.ACCEPTED, Outcome.KNOWN]
    assert ada.seen_changes("organisation") == [sealed[0].id]


@scenario("F18")
def test_the_same_id_with_other_content_is_forked(ada: FakeLaptop, bo: FakeLaptop) -> None:
    [sealed] = ada.seal({})
    ada.sync([sealed])
    other = msgspec.structs.replace(sealed, fields={"situation": "anders"})
    answer = ada.sync([other])
    assert outcomes(answer) == [Outcome.FORKED]
    assert answer.receipt is None
    bo.sync()
    assert [entry.body for entry in bo.seen[bo.space("organisation")]] == [encode_change(sealed)]


def test_a_transaction_that_the_log_holds_in_part_is_forked(ada: FakeLaptop) -> None:
    first = ada.seal({})
    ada.sync(first)
    ada.start_anew()
    second = ada.seal({}, {})
    ada.sync(second)
    longer = [msgspec.structs.replace(one, size=3) for one in [*second, msgspec.structs.replace(second[0], number=3)]]
    assert outcomes(ada.sync(longer)) == [Outcome.FORKED]


@pytest.mark.parametrize("other", ["device", "signature", "key", "missing"])
def test_an_origin_counts_only_with_this_devices_signed_word(ada: FakeLaptop, bo: FakeLaptop, other: str) -> None:
    sealed = ada.seal({})
    good = ada.certificate()
    unsigned = OriginCertificate(ada.origin, ada.enrolled.device, 1, "test")
    certificates = {
        "device": [msgspec.structs.replace(good, device=bo.enrolled.device)],
        "signature": [msgspec.structs.replace(good, started_at=1)],
        "key": [msgspec.structs.replace(unsigned, signature=bo.key.sign(unsigned.signed_bytes()))],
        "missing": [],
    }[other]
    assert outcomes(ada.sync(sealed, certificates=certificates)) == [Refusal.UNKNOWN_ORIGIN]
    assert outcomes(ada.sync(sealed)) == [Outcome.ACCEPTED]


def test_an_origin_belongs_to_the_device_that_certified_it(office: Office, ada: FakeLaptop, bo: FakeLaptop) -> None:
    ada.sync(ada.seal({}))
    bo.origin = ada.origin
    [sealed] = bo.seal({})
    foreign = msgspec.structs.replace(sealed, number=7, transaction=7)
    assert outcomes(bo.sync([foreign])) == [Refusal.UNKNOWN_ORIGIN]
    with reading(office.engine) as connection:
        devices = connection.execute(select(ORIGIN.c.device).where(ORIGIN.c.id == ada.origin)).scalars().all()
    assert devices == [ada.enrolled.device]


def test_a_transaction_is_taken_whole_or_not_at_all(office: Office, ada: FakeLaptop) -> None:
    before = log_size(office)
    sealed = ada.seal({}, {"space": SpaceId("0" * 32)})
    assert outcomes(ada.sync(sealed)) == [Refusal.NOT_A_MEMBER]
    assert log_size(office) == before


def test_a_record_stays_in_the_space_where_it_is(ada: FakeLaptop) -> None:
    [visit] = ada.seal({})
    elsewhere = ada.seal({"record": visit.record, "root": visit.record, "space": ada.space("office")})
    assert outcomes(ada.sync([visit], elsewhere)) == [Outcome.ACCEPTED, Refusal.WRONG_SPACE]
    assert outcomes(ada.sync(elsewhere)) == [Refusal.WRONG_SPACE]


def test_a_part_stands_where_its_root_stands(ada: FakeLaptop) -> None:
    [visit] = ada.seal({})
    part = {"type": "agreement", "root": visit.record}
    here = ada.seal(part)
    elsewhere = ada.seal({**part, "space": ada.space("office")})
    assert outcomes(ada.sync([visit], here, elsewhere)) == [Outcome.ACCEPTED, Outcome.ACCEPTED, Refusal.WRONG_SPACE]


def test_a_part_that_comes_before_its_root_decides_where_the_root_stands(ada: FakeLaptop) -> None:
    root = RecordId("ab" * 16)
    part = ada.seal({"type": "agreement", "root": root})
    elsewhere = ada.seal({"record": root, "root": root, "space": ada.space("office")})
    here = ada.seal({"record": root, "root": root})
    assert outcomes(ada.sync(part)) == [Outcome.ACCEPTED]
    assert outcomes(ada.sync(elsewhere, here)) == [Refusal.WRONG_SPACE, Outcome.ACCEPTED]


def test_root_and_type_of_a_record_never_change(ada: FakeLaptop) -> None:
    [visit], [other] = ada.seal({}), ada.seal({})
    [part] = ada.seal({"type": "agreement", "root": visit.record})
    moved = ada.seal({"type": "agreement", "record": part.record, "root": other.record})
    below_a_part = ada.seal({"type": "agreement", "root": part.record})
    renamed = ada.seal({"type": "note", "record": visit.record, "root": visit.record})
    answer = ada.sync([visit], [other], [part], moved, below_a_part, renamed)
    assert outcomes(answer) == [Outcome.ACCEPTED] * 3 + [Refusal.UNREADABLE] * 3


def test_what_is_no_change_is_refused_and_the_rest_flows_on(ada: FakeLaptop) -> None:
    cut, good = (encode_change(ada.seal({})[0]) for _ in range(2))
    answer = ada.post_ask(ada.ask(certificates=[ada.certificate()], transactions=[[cut[:-1]], [b""], [good], []]))
    assert outcomes(answer) == [Refusal.UNREADABLE, Refusal.UNREADABLE, Outcome.ACCEPTED, Refusal.UNREADABLE]


@scenario("F10")
def test_a_transaction_the_server_stumbles_over_blocks_no_other(
    office: Office,
    ada: FakeLaptop,
    bo: FakeLaptop,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, poisoned, last = ada.seal({}), ada.seal({"type": "poison"}), ada.seal({})
    join = RecordState.join

    def stumbling(state: RecordState, change: Change, *arguments: Any) -> int:
        if change.type == "poison":
            raise ZeroDivisionError
        return join(state, change, *arguments)

    monkeypatch.setattr(RecordState, "join", stumbling)
    with caplog.at_level(logging.CRITICAL):
        answer = ada.sync(first, poisoned, last)
    assert outcomes(answer) == [Outcome.ACCEPTED, Refusal.TROUBLE, Outcome.ACCEPTED]
    bo.sync()
    assert bo.seen_changes("organisation") == [first[0].id, last[0].id]
    monkeypatch.undo()
    assert outcomes(ada.sync(poisoned)) == [Outcome.ACCEPTED]


def test_a_receipt_covers_what_the_server_has_and_nothing_else(ada: FakeLaptop) -> None:
    known, new, refused = ada.seal({}), ada.seal({}, {}), ada.seal({"space": SpaceId("0" * 32)})
    ada.sync(known)
    receipt = ada.sync(known, refused, new).receipt
    assert receipt is not None
    assert receipt.transactions == [known[0].id, new[0].id]
    assert receipt.content == hashlib.sha256(b"".join(map(encode_change, [*known, *new]))).digest()
    assert receipt.epoch == ada.enrolled.epoch
    assert ada.sync().receipt is None


@scenario("F14")
def test_a_clock_of_2099_is_accepted(ada: FakeLaptop) -> None:
    assert outcomes(ada.sync(ada.seal({"at": 4_070_908_800_000}), ada.seal({"at": -1}))) == [Outcome.ACCEPTED] * 2


def test_deletions_and_restorations_are_changes_like_others(ada: FakeLaptop) -> None:
    [visit] = ada.seal({})
    same = {"record": visit.record, "root": visit.record, "fields": {}}
    gone = ada.seal({**same, "kind": Kind.DELETE, "covers": [visit.id]})
    back = ada.seal({**same, "kind": Kind.RESTORE, "replaces": {"@exists": [gone[0].id]}})
    assert outcomes(ada.sync([visit], gone, back)) == [Outcome.ACCEPTED] * 3
