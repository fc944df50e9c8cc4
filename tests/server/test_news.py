"""What a laptop gets to see of the logs, and what it proves by it."""

import random

import msgspec
import pytest

from consultant_app.changes.change import ChangeId, Kind, RecordId, encode_change
from consultant_app.changes.spaces import person_space
from consultant_app.changes.wire import Cursor
from consultant_app.server.rights import Role
from tests.server.fake_laptop import FakeLaptop
from tests.server.office import Office
from tests.server.replay import chain_of, digest_of
from tests.support.scenarios import scenario


def test_nothing_new_is_a_quiet_round(ada: FakeLaptop) -> None:
    ada.sync(ada.seal({}))
    ada.sync()
    answer = ada.sync()
    assert (answer.news, answer.origins, answer.grants, answer.closed) == ([], [], [], [])


def test_own_changes_come_back_without_their_bodies(ada: FakeLaptop) -> None:
    sealed = ada.seal({}, {})
    [news] = [one for one in ada.sync(sealed).news if one.space == ada.space("organisation")]
    assert [(entry.subject, entry.body) for entry in news.entries] == [(one.id, b"") for one in sealed]
    assert (news.cursor.position, news.more) == (2, False)


def test_changes_of_another_round_come_back_whole_to_their_author(ada: FakeLaptop) -> None:
    [sealed] = ada.seal({})
    ada.post_ask(ada.ask([sealed]))
    ada.sync()
    assert [entry.body for entry in ada.seen[ada.space("organisation")]] == [encode_change(sealed)]


@scenario("F06")
@pytest.mark.parametrize("limit_bytes", [-1, 0, 1, 500, 1000, 2000])
def test_a_page_never_ends_inside_a_transaction(ada: FakeLaptop, bo: FakeLaptop, limit_bytes: int) -> None:
    sealed = [ada.seal(*[{}] * size) for size in (1, 4, 2, 1, 7, 1)]
    ada.sync(*sealed)
    ends = {transaction[-1].id for transaction in sealed}
    space = bo.space("organisation")
    pages = [
        news for answer in bo.sync_until_quiet(limit_bytes=limit_bytes) for news in answer.news if news.space == space
    ]
    assert {page.entries[-1].subject for page in pages if page.entries} <= ends
    assert [page.more for page in pages] == [True] * (len(pages) - 1) + [False]
    assert bo.seen_changes("organisation") == [one.id for transaction in sealed for one in transaction]


def test_a_reader_of_another_partner_gets_nothing_of_a_consultation(ada: FakeLaptop, cem: FakeLaptop) -> None:
    spaces = [ada.space(kind) for kind in ("organisation", "office", "person")]
    ada.sync(*[ada.seal({"space": space, "fields": {"situation": "Kanarienvogel"}}) for space in spaces])
    answer = cem.post_ask(cem.ask(cursors=dict.fromkeys(spaces, Cursor())))
    assert (answer.news, answer.origins, answer.closed) == ([], [], spaces)


@scenario("F81")
def test_half_of_a_transaction_over_two_spaces_reveals_nothing_of_the_other(ada: FakeLaptop, cem: FakeLaptop) -> None:
    here, there = ada.seal({}, {"type": "company", "space": ada.space("consortium")})
    ada.sync([here, there])
    cem.sync()
    seen = {entry.subject: entry.body for entries in cem.seen.values() for entry in entries}
    assert seen[there.id] == encode_change(there)
    assert here.id not in seen


def test_a_persons_notes_reach_their_other_laptop_only(office: Office, ada: FakeLaptop, bo: FakeLaptop) -> None:
    note = ada.seal({"type": "note", "space": ada.space("person")})
    ada.sync(note)
    second = office.laptop("ada@example.org")
    second.sync()
    bo.sync()
    assert second.seen_changes("person") == [note[0].id]
    assert bo.seen_changes("person") == []


def test_readers_are_told_who_stands_behind_an_origin(ada: FakeLaptop, bo: FakeLaptop) -> None:
    ada.sync(ada.seal({}))
    notes = {note.origin: note for note in bo.sync().origins}
    note = notes.pop(ada.origin)
    assert (note.device, note.device_name) == (ada.enrolled.device, "Laptop Ada")
    assert (note.user, note.user_name) == (ada.enrolled.user, "Ada")
    assert {(note.device, note.device_name, note.user) for note in notes.values()} == {("", "Partnerserver", "")}


def test_chain_and_digest_are_those_of_the_entries(ada: FakeLaptop, bo: FakeLaptop) -> None:
    chance = random.Random(4710)
    records = [RecordId(f"{number:032x}") for number in range(5)]
    sealed: list[tuple[RecordId, ChangeId]] = []
    for _ in range(60):
        laptop = chance.choice([ada, bo])
        record = chance.choice(records)
        earlier = [change for owner, change in sealed if owner == record]
        shown = chance.sample(earlier, min(len(earlier), chance.randint(0, 2)))
        if chance.random() < 0.2:
            patch = {"kind": Kind.DELETE, "fields": {}, "covers": sorted(shown), "replaces": {"@exists": shown}}
        else:
            fields = {name: chance.randint(0, 9) for name in chance.sample("abc", chance.randint(1, 3))}
            patch = {"fields": fields, "replaces": {name: shown for name in fields if shown}}
        changes = laptop.seal({"record": record, "root": record, **patch})
        laptop.post_ask(laptop.ask(changes))
        sealed.append((record, changes[0].id))
    reader = bo
    space = reader.space("organisation")
    [news] = [news for news in reader.sync().news if news.space == space]
    assert len(news.entries) == 60
    assert news.digest == digest_of(news.entries)
    assert news.cursor == Cursor(60, chain_of(news.entries))


def test_the_digest_does_not_depend_on_how_changes_were_batched(office: Office, ada: FakeLaptop) -> None:
    [visit] = ada.seal({"fields": {"a": 1, "b": 2}})
    same = {"record": visit.record, "root": visit.record}
    later = ada.seal({**same, "fields": {"a": 3}, "replaces": {"a": [visit.id]}})
    contested = ada.seal({**same, "fields": {"a": 4}, "replaces": {"a": [visit.id]}})
    ada.sync([visit], later, contested)
    reader = office.laptop("ada@example.org")
    [news] = [one for one in reader.sync().news if one.space == reader.space("organisation")]
    assert news.digest == digest_of(news.entries)


def test_an_unrecognised_cursor_is_sent_back_to_the_newest_that_is(ada: FakeLaptop, bo: FakeLaptop) -> None:
    space = ada.space("organisation")
    kept = []
    for _ in range(4):
        ada.sync(ada.seal({}))
        kept.append(ada.cursors[space])
    foreign = Cursor(3, b"x" * 16)
    wrong = {**bo.cursors, space: foreign}
    [news] = [one for one in bo.post_ask(bo.ask(cursors=wrong)).news if one.space == space]
    assert (news.rewind, news.cursor, news.entries) == (True, Cursor(), [])
    older = {space: [Cursor(9, b"y" * 16), kept[1], foreign, kept[0], Cursor(4, b"z" * 16)]}
    [news] = [one for one in bo.post_ask(bo.ask(cursors=wrong, older=older)).news if one.space == space]
    assert (news.rewind, news.cursor, news.entries) == (True, kept[1], [])


@pytest.mark.parametrize("cursor", [Cursor(1, b""), Cursor(2, b"q" * 16), Cursor(99, b"q" * 16), Cursor(-1, b"q")])
def test_no_wrong_cursor_passes_for_a_right_one(ada: FakeLaptop, cursor: Cursor) -> None:
    ada.sync(ada.seal({}, {}))
    space = ada.space("organisation")
    [news] = [one for one in ada.post_ask(ada.ask(cursors={space: cursor})).news if one.space == space]
    assert (news.rewind, news.cursor) == (True, Cursor())


def test_spaces_that_were_not_asked_for_are_granted_by_name(ada: FakeLaptop) -> None:
    answer = ada.post_ask(ada.ask(cursors={ada.space("consortium"): Cursor()}))
    assert answer.grants == ada.enrolled.grants
    assert {news.space for news in answer.news} == {ada.space("consortium")}


def test_spaces_somebody_may_no_longer_read_are_closed(office: Office, ada: FakeLaptop) -> None:
    ada.sync(ada.seal({}))
    organisation = ada.space("organisation")
    office.change_roles("ada@example.org", Role.OFFICE)
    answer = ada.sync()
    assert answer.closed == [organisation]
    assert [grant.kind for grant in answer.grants] == ["consortium", "office", "person"]
    assert organisation not in ada.cursors
    assert ada.sync().grants == []


def test_partners_and_people_reach_every_laptop_as_records(ada: FakeLaptop, cem: FakeLaptop) -> None:
    ada.sync()
    cem.sync()
    assert ada.seen[ada.space("consortium")] == cem.seen[cem.space("consortium")]
    changes = [msgspec.msgpack.decode(entry.body) for entry in ada.seen[ada.space("consortium")]]
    fields = {change[6]: change[10] for change in changes}
    assert fields[ada.enrolled.partner] == {"code": "EN", "name": "Partner EN"}
    assert fields[ada.enrolled.user] == {
        "name": "Ada",
        "mail": "ada@example.org",
        "partner": ada.enrolled.partner,
        "active": True,
        "roles:consultant": True,
    }
    assert person_space(ada.enrolled.user) == ada.space("person")
