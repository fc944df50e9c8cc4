"""Erasure at the server: what stands in the database afterwards, digests, verdicts, files, the ledger."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from consultant_app.changes.attachment_messages import FileOffer
from consultant_app.changes.change import Change, RecordId, decode_change, encode_change
from consultant_app.changes.erasure import ErasureOrder, unpack_order
from consultant_app.changes.erasure_messages import EraseAsk, ErasuresAnswer, ErasuresAsk, ErasureState
from consultant_app.changes.spaces import consortium_space
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import Cursor, EntryKind, Outcome, pack, unpack
from consultant_app.server.batch import Author
from consultant_app.server.change_log import take_transactions
from consultant_app.server.database import reading, writing
from consultant_app.server.record_state import decode_terms
from consultant_app.server.rights import Role
from consultant_app.server.schema import ENTRY, ERASURE, RECORD, SPACE
from consultant_app.server.transactions import Transaction
from tests.server.fake_laptop import FakeLaptop, TurnedAwayError
from tests.server.office import Office, open_office
from tests.server.replay import digest_of
from tests.server.server_process import running_server
from tests.server.test_attachments import offer, send
from tests.server.test_concurrent_writers import enrolled
from tests.support.scenarios import scenario
from tests.support.waiting import wait_until

CANARY = "Kanarienvogel"
FIELDS = {
    "contact": ["last_name", "phone"],
    "note": ["text"],
    "attachment": ["file_name", "sha256", "about"],
}


@pytest.fixture
def officer(office: Office) -> FakeLaptop:
    office.add_person("dpo@example.org", roles=(Role.DPO,))
    return office.laptop("dpo@example.org", name="Laptop Dpo")


@pytest.fixture
def contact(ada: FakeLaptop) -> RecordId:
    """In ada's office, her name said twice."""
    contact = ada.fresh_id()
    first = ada.seal(her(ada, contact, {"last_name": f"{CANARY}frau", "company": "c" * 32}))
    replaces = {"last_name": [first[0].id]}
    ada.sync(first, ada.seal(her(ada, contact, {"last_name": CANARY}, replaces=replaces)))
    return contact


def her(laptop: FakeLaptop, contact: RecordId, fields: dict[str, Any], **other: Any) -> dict[str, Any]:
    place = {"type": "contact", "record": contact, "root": contact, "space": laptop.space("office")}
    return {**place, "fields": fields, "about": [contact], **other}


def order(laptop: FakeLaptop, contact: RecordId) -> ErasureState:
    ask = EraseAsk(NEWEST, contact, FIELDS, ["last_name"])
    return unpack(laptop.post_bytes(pack(ask), path="/v1/erasures/order"), ErasuresAnswer).erasures[0]


def states(laptop: FakeLaptop, of: str = "") -> list[ErasureState]:
    return unpack(
        laptop.post_bytes(pack(ErasuresAsk(NEWEST, RecordId(of))), path="/v1/erasures"), ErasuresAnswer
    ).erasures


def stored(office: Office) -> list[Change]:
    with reading(office.engine) as connection:
        rows = connection.execute(select(ENTRY.c.body).where(ENTRY.c.kind == EntryKind.CHANGE.value))
        return [decode_change(row.body) for row in rows]


def says_canary(office: Office) -> bool:
    return any(CANARY in str(change.fields) for change in stored(office))


def given_order(office: Office) -> ErasureOrder:
    with reading(office.engine) as connection:
        return unpack_order(connection.execute(select(ERASURE.c.body)).scalar_one())


def check_digests(office: Office) -> None:
    """The digest of each space is the sum of the terms of its records."""
    with reading(office.engine) as connection:
        sums: dict[str, int] = {}
        for row in connection.execute(select(RECORD.c.space, RECORD.c.terms)):
            sums[row.space] = sums.get(row.space, 0) + sum(decode_terms(row.terms).values() if row.terms else ())
        for row in connection.execute(select(SPACE.c.id, SPACE.c.digest)):
            assert int.from_bytes(row.digest, "big") == sums.get(row.id, 0) % (1 << 128)


@scenario("F49")
def test_her_values_leave_the_database_and_each_log_concerned_says_so(
    office: Office, officer: FakeLaptop, ada: FakeLaptop, bo: FakeLaptop, contact: RecordId
) -> None:
    note = ada.seal({"type": "note", "fields": {"text": CANARY, "title": "Bleibt"}, "about": [contact]})
    ada.sync(note)
    state = order(officer, contact)
    assert (state.contact, state.changes, state.mentions, state.by_name) == (contact, 3, 0, "Dpo")
    assert not says_canary(office)
    assert {"title": "Bleibt"} in [change.fields for change in stored(office)]
    check_digests(office)
    bo.sync_until_quiet()
    for space in (consortium_space(), bo.space("office"), bo.space("organisation")):
        (entry,) = [one for one in bo.seen[space] if one.kind is EntryKind.ERASE]
        assert (entry.subject, unpack_order(entry.body)) == (contact, given_order(office))
    assert CANARY not in str(given_order(office))


@scenario("F51")
def test_no_file_of_the_embedded_database_holds_her_values(tmp_path: Path) -> None:
    with open_office(f"sqlite:///{tmp_path / 'server.sqlite'}", files=tmp_path / "attachments") as office:
        office.add_partner("EN")
        office.add_person("ada@example.org")
        office.add_person("dpo@example.org", roles=(Role.DPO,))
        ada, officer = office.laptop("ada@example.org"), office.laptop("dpo@example.org")
        contact = ada.fresh_id()
        ada.sync(ada.seal(her(ada, contact, {"last_name": CANARY})))
        assert _files_with_canary(tmp_path) == ["server.sqlite-wal"]
        order(officer, contact)
        assert _files_with_canary(tmp_path) == []


def _files_with_canary(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file() and CANARY.encode() in path.read_bytes()]


@scenario("F49")
def test_what_is_pushed_about_her_later_is_taken_without_its_values(
    office: Office, officer: FakeLaptop, ada: FakeLaptop, contact: RecordId
) -> None:
    order(officer, contact)
    late = ada.seal(her(ada, contact, {"phone": CANARY}), {"fields": {"situation": "Bleibt"}})
    answer = ada.sync(late)
    assert [one.outcome for one in answer.verdicts] == [Outcome.ACCEPTED]
    assert answer.erased == [late[0].id]
    assert not says_canary(office)
    assert {"situation": "Bleibt"} in [change.fields for change in stored(office)]
    check_digests(office)
    again = ada.sync(late)
    assert ([one.outcome for one in again.verdicts], again.erased) == ([Outcome.KNOWN], [late[0].id])


def test_the_same_without_its_values_is_known_and_anything_else_is_forked(
    office: Office, officer: FakeLaptop, ada: FakeLaptop, contact: RecordId
) -> None:
    both = {"phone": CANARY, "company": "d" * 32}
    (late,) = ada.seal(her(ada, contact, both))
    order(officer, contact)
    ada.sync([late])
    (erased,) = [change for change in stored(office) if change.id == late.id]
    assert erased.erased == ["phone"]
    assert ada.sync([erased]).verdicts[0].outcome is Outcome.KNOWN
    other = Change(**{name: getattr(erased, name) for name in erased.__struct_fields__} | {"fields": {"company": ""}})
    assert ada.sync([other]).verdicts[0].outcome is Outcome.FORKED


@scenario("F01", "F49")
def test_no_push_slips_past_an_order_that_is_given_meanwhile(database_url: str) -> None:
    with running_server("--database", database_url) as server:
        reader, *writers = enrolled(server, 5)
        server.command("user", "add", "dpo@example.org", "--name", "Dpo", "--partner", "EN", "--role", "dpo")
        officer = FakeLaptop(server.send, 99)
        officer.enrol(server.command("invitation", "new", "dpo@example.org")["code"])
        contact = reader.fresh_id()
        reader.sync(reader.seal(her(reader, contact, {"last_name": CANARY})))

        def write(laptop: FakeLaptop) -> None:
            for number in range(12):
                note = {"type": "note", "fields": {"text": f"{CANARY} {number}"}, "about": [contact]}
                answer = laptop.post_ask(laptop.ask(laptop.seal(her(laptop, contact, {"phone": CANARY}), note)))
                assert [one.outcome for one in answer.verdicts] == [Outcome.ACCEPTED]

        with ThreadPoolExecutor(len(writers) + 1) as pool:
            ordered = pool.submit(order, officer, contact)
            list(pool.map(write, writers))
            assert ordered.result().contact == contact
        reader.sync_until_quiet()
        for kind in ("organisation", "office"):
            entries = reader.seen[reader.space(kind)]
            assert not any(CANARY.encode() in one.body for one in entries)
            assert [one.position for one in entries] == list(range(1, len(entries) + 1))
        fresh = reader.post_ask(reader.ask(cursors={reader.space("office"): Cursor()}))
        (news,) = fresh.news
        assert news.digest == digest_of([one for one in news.entries if one.kind is EntryKind.CHANGE])


@scenario("F49")
def test_an_order_waits_for_a_push_that_is_under_way(
    office: Office, officer: FakeLaptop, ada: FakeLaptop, contact: RecordId
) -> None:
    changes = ada.seal(her(ada, contact, {"phone": CANARY}))
    push = Transaction.of(changes, [encode_change(change) for change in changes])
    author = Author(ada.enrolled.device, frozenset({ada.space("office")}))
    identity = office.identity
    with ThreadPoolExecutor(1) as pool:
        with writing(office.engine) as connection:
            verdicts = take_transactions(connection, [push], author=author, identity=identity, now_ms=1)
            ordered = pool.submit(order, officer, contact)
            wait_until(lambda: _is_somebody_waiting(office), "the order to wait for the push")
        assert ordered.result().changes == 3
    assert [one.outcome for one in verdicts] == [Outcome.ACCEPTED]
    assert not says_canary(office)
    check_digests(office)


def _is_somebody_waiting(office: Office) -> bool:
    """The embedded database lets nobody else begin to write; of PostgreSQL it can be asked."""
    if office.engine.dialect.name == "sqlite":
        return True
    with reading(office.engine) as connection:
        return bool(connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar())


def test_an_order_goes_to_who_is_the_officer_of_her_organisation(
    office: Office, officer: FakeLaptop, ada: FakeLaptop, cem: FakeLaptop, contact: RecordId
) -> None:
    office.change_roles("cem@example.org", Role.DPO, partner="DO")
    (visit,) = ada.seal({})
    ada.sync([visit])
    cases = [
        (ada, contact, "erasure_not_allowed"),
        (cem, contact, "erasure_contact_unknown"),
        (officer, visit.record, "erasure_contact_unknown"),
        (officer, officer.fresh_id(), "erasure_contact_unknown"),
    ]
    for laptop, record, code in cases:
        with pytest.raises(TurnedAwayError) as refused:
            order(laptop, record)
        assert refused.value.code == code
    assert says_canary(office)
    assert order(officer, contact) == order(officer, contact)
    assert states(cem) == []
    with pytest.raises(TurnedAwayError, match="erasure_unknown"):
        states(cem, states(officer)[0].id)


@scenario("F25")
def test_only_what_this_very_server_signed_is_learnt_back(
    office: Office, officer: FakeLaptop, ada: FakeLaptop, contact: RecordId
) -> None:
    forged = ErasureOrder(ada.fresh_id(), contact, FIELDS, [], ada.fresh_id(), 1, bytes(64))
    ada.sync(erasures=[forged])
    assert says_canary(office)
    ada.sync(erasures=[office.identity.sign(forged)])
    assert not says_canary(office)
    check_digests(office)


def test_a_device_counts_as_done_once_its_cursor_has_passed_the_order(
    officer: FakeLaptop, ada: FakeLaptop, bo: FakeLaptop, contact: RecordId
) -> None:
    bo.sync_until_quiet()
    before = dict(bo.cursors)
    state = order(officer, contact)
    assert [one.taken_at for one in state.devices] == [None, None, None]
    bo.sync_until_quiet()
    reached = bo.cursors
    bo.cursors = before
    bo.post_ask(bo.ask())
    assert [one.taken_at for one in states(officer)[0].devices] == [None, None, None]
    bo.cursors = reached
    bo.sync()
    assert [one.name for one in states(officer)[0].devices if one.taken_at is not None] == ["Laptop Bo"]


def test_names_in_the_free_text_of_others_are_counted_as_words(
    officer: FakeLaptop, ada: FakeLaptop, contact: RecordId
) -> None:
    texts = [f"Gespräch mit {CANARY}.", f"{CANARY}frau war da", f"{CANARY}käfig", "nichts"]
    ada.sync(*[ada.seal({"fields": {"situation": text, "place": {"town": text}}}) for text in texts])
    assert order(officer, contact).mentions == 2


def test_a_file_that_belongs_to_her_alone_goes_and_one_that_others_have_stays(
    office: Office, officer: FakeLaptop, ada: FakeLaptop, contact: RecordId
) -> None:
    space = ada.space("organisation")
    files = [FileOffer(space, hashlib.sha256(content).hexdigest(), len(content)) for content in (b"Foto", b"Geteilt")]
    assert all(send(ada, *file).receipt for file in zip(files, (b"Foto", b"Geteilt"), strict=True))
    hers, shared = (file.sha256 for file in files)
    named = {"type": "attachment", "about": [contact]}
    ada.sync(
        ada.seal({**named, "fields": {"sha256": hers, "about": contact, "file_name": CANARY}}),
        ada.seal({**named, "fields": {"sha256": shared, "about": contact}}),
        ada.seal({"type": "attachment", "fields": {"sha256": shared, "about": "c" * 32}}),
    )
    order(officer, contact)
    assert [held.receipt is not None for held in offer(ada, *files)] == [False, True]
    assert not says_canary(office)
