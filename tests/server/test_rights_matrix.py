"""Every role of three organisations against every space, state and operation, over a real socket.

What is expected stands in `rights_tables`. Whoever is refused never gets a byte of the record: all that came over the
socket is searched, decompressed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consultant_app.changes.change import Kind, SpaceId
from consultant_app.changes.moves import MoveWish, RootMove
from consultant_app.changes.spaces import (
    consortium_space,
    office_space,
    organisation_space,
    person_space,
    shared_space,
    user_id,
)
from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import Outcome, Refusal, WatchAsk, pack
from consultant_app.errors import RuleError
from consultant_app.server.instants import milliseconds
from consultant_app.server.rights import Role
from consultant_app.server.rounds import answer_round
from tests.server.consortium import OWN, SHARED_CASE, Cell, Consortium, consortium
from tests.server.fake_laptop import FakeLaptop, TurnedAwayError
from tests.server.rights_tables import (
    ACTORS,
    HANDING_OVER,
    NOBODY,
    READING,
    READING_WHAT_LEFT,
    ROLES,
    SHARING,
    SHOWING_EVERYONE,
    TAKING_OUT_OF_SIGHT,
    TAKING_OVER,
    WRITING,
    Grid,
    grid_of,
)
from tests.support.postgres import Cluster
from tests.support.scenarios import scenario


@pytest.fixture(autouse=True, scope="module")
def _quick_invitations() -> Iterator[None]:
    """Two dozen people are enrolled here; that their codes are hard to guess is shown elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consultant_app.server.enrolment._SCRYPT_N", 2)
        yield


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Consortium]:
    """For tests that change people and devices."""
    with consortium(f"sqlite:///{tmp_path / 'server.sqlite'}") as made:
        made.begin(READING)
        yield made


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Consortium]:
    """For tests that begin with records of their own."""
    if request.param == "sqlite":
        with consortium(f"sqlite:///{tmp_path_factory.mktemp('matrix') / 'server.sqlite'}") as made:
            yield made
    else:
        cluster: Cluster = request.getfixturevalue("postgres_cluster")
        with cluster.fresh_database() as url, consortium(url) as made:
            yield made


def assert_nobody_saw_more(made: Consortium, table: str, *, taken: Grid) -> None:
    """Nobody who was refused has a byte of the record, unless the table lets her read it."""
    may_read = grid_of(table)
    for cell in made.cells:
        if taken.get((cell.place, cell.actor)) != "+" and may_read.get((cell.place, cell.actor), "-") == "-":
            for words in (cell.canary, cell.past):
                assert not made.has_seen(cell.actor, words), (cell.place, cell.actor)


def test_the_tables_name_every_role() -> None:
    assert set(ROLES) == {role.value for role in Role}


@scenario("F41", "F48")
def test_who_reads_what(either: Consortium) -> None:
    either.begin(READING)
    found = {}
    for actor in dict.fromkeys(cell.actor for cell in either.cells):
        either.pull(actor)
    for cell in either.cells:
        found[cell.place, cell.actor] = "+" if either.has_seen(cell.actor, cell.canary) else "-"
    assert found == grid_of(READING)


def patch_of(operation: str, cell: Cell, laptop: FakeLaptop) -> dict[str, Any]:
    patch: dict[str, Any] = {"type": cell.type, "space": cell.space, "root": cell.record, "record": cell.record}
    if operation == "edit":
        return patch
    if operation == "delete":
        return {**patch, "kind": Kind.DELETE, "fields": {}}
    if operation == "add a part":
        return {**patch, "type": "agreement", "record": laptop.fresh_id()}
    if operation == "edit as if it stood elsewhere":
        return {**patch, "space": laptop.space("person")}
    new = laptop.fresh_id()
    return {**patch, "root": new, "record": new}


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("edit", WRITING),
        ("delete", WRITING),
        ("add a part", WRITING),
        ("make a record", WRITING),
        ("edit as if it stood elsewhere", NOBODY),
    ],
)
def test_who_writes_where(either: Consortium, operation: str, expected: str) -> None:
    either.begin(expected)
    found = {}
    for actor in dict.fromkeys(cell.actor for cell in either.cells):
        laptop, cells = either.laptops[actor], either.of(actor)
        answer = laptop.post_ask(laptop.ask(*[laptop.seal(patch_of(operation, cell, laptop)) for cell in cells]))
        either.pull(actor)
        for cell, verdict in zip(cells, answer.verdicts, strict=True):
            found[cell.place, cell.actor] = "+" if verdict.outcome is Outcome.ACCEPTED else "-"
            assert verdict.reason in {None, Refusal.NOT_A_MEMBER, Refusal.WRONG_SPACE}
    assert found == grid_of(expected)
    assert_nobody_saw_more(either, READING, taken={})


def target_of(operation: str, cell: Cell, laptop: FakeLaptop) -> SpaceId:
    partner = cell.actor[:2]
    if operation == "take out of sight":
        return laptop.space("person")
    if operation == "show everyone":
        return consortium_space()
    if operation == "share":
        return shared_space(cell.record)
    return case_space(cell, "MH" if operation == "hand over" else partner)


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("take out of sight", TAKING_OUT_OF_SIGHT),
        ("show everyone", SHOWING_EVERYONE),
        ("hand over", HANDING_OVER),
        ("take over", TAKING_OVER),
        ("share", SHARING),
        ("lie", NOBODY),
    ],
)
def test_who_moves_what_whereto(either: Consortium, operation: str, expected: str) -> None:
    """Who lies says that the record stands in her own space."""
    either.begin(expected)
    found = {}
    for actor in dict.fromkeys(cell.actor for cell in either.cells):
        laptop, cells = either.laptops[actor], either.of(actor)
        wishes = []
        for cell in cells:
            source = laptop.space("person") if operation == "lie" else cell.space
            move = RootMove(cell.record, source, target_of(operation, cell, laptop))
            wishes.append(MoveWish(laptop.fresh_id(), [move], ["DO"] if operation == "share" else []))
        answer = laptop.post_ask(laptop.ask(moves=wishes))
        either.pull(actor)
        for cell, verdict in zip(cells, answer.moves, strict=True):
            found[cell.place, cell.actor] = "+" if verdict.outcome is Outcome.ACCEPTED else "-"
    # What is there already is no move: neither taken nor told.
    there = {
        (cell.place, cell.actor): "-"
        for cell in either.cells
        if target_of(operation, cell, either.laptops[cell.actor]) == cell.space
    }
    assert {**found, **there} == grid_of(expected)
    assert_nobody_saw_more(either, READING, taken=found)


def leave(made: Consortium) -> None:
    """Every record leaves, and leaves again where it came to."""
    notes = [cell for cell in made.cells if cell.type == "note"]
    others = [cell for cell in made.cells if cell.type != "note"]
    owner = made.laptops["owner"]
    move_all(owner, [(cell, cell.space, consortium_space()) for cell in notes])
    move_all(owner, [(cell, consortium_space(), OWN) for cell in notes])
    move_all(made.laptops["lead"], [(cell, cell.space, case_space(cell, "DO")) for cell in others])
    lead = made.laptops["DO partner_lead"]
    move_all(lead, [(cell, case_space(cell, "DO"), case_space(cell, "MH")) for cell in others])


def move_all(laptop: FakeLaptop, moves: list[tuple[Cell, SpaceId, SpaceId]]) -> None:
    wish = MoveWish(laptop.fresh_id(), [RootMove(cell.record, source, target) for cell, source, target in moves])
    assert laptop.post_ask(laptop.ask(moves=[wish])).moves[0].outcome is Outcome.ACCEPTED


def case_space(cell: Cell, partner: str) -> SpaceId:
    return office_space(partner) if cell.type == "contact" else organisation_space(partner)


@pytest.fixture
def gone(tmp_path: Path) -> Iterator[Consortium]:
    with consortium(f"sqlite:///{tmp_path / 'server.sqlite'}") as made:
        made.begin(READING_WHAT_LEFT)
        # An answer repeats the ids that were asked for.
        del made.before[OWN]
        leave(made)
        for received in made.received.values():
            received.clear()
        yield made


@scenario("F42", "F43")
def test_who_reads_and_writes_what_has_left(gone: Consortium) -> None:
    found, written, moved = {}, {}, {}
    for actor in dict.fromkeys(cell.actor for cell in gone.cells):
        gone.pull(actor)
        laptop, cells = gone.laptops[actor], gone.of(actor)
        edits = [laptop.seal(patch_of("edit", cell, laptop)) for cell in cells]
        wishes = [
            MoveWish(laptop.fresh_id(), [RootMove(cell.record, cell.space, laptop.space("person"))]) for cell in cells
        ]
        answer = laptop.post_ask(laptop.ask(*edits, moves=wishes))
        gone.pull(actor)
        for cell, verdict, move in zip(cells, answer.verdicts, answer.moves, strict=True):
            key = (cell.place, cell.actor)
            written[key] = "+" if verdict.outcome is Outcome.ACCEPTED else "-"
            moved[key] = "+" if move.outcome is Outcome.ACCEPTED else "-"
    for cell in gone.cells:
        found[cell.place, cell.actor] = "+" if gone.has_seen(cell.actor, cell.canary) else "-"
    expected = grid_of(READING_WHAT_LEFT)
    assert found == expected
    assert written == expected
    assert set(moved.values()) == {"-"}
    # Nobody is told what it said before it came, nor in whose own space a note stands.
    for cell in gone.cells:
        assert not gone.has_seen(cell.actor, cell.past), (cell.place, cell.actor)
        assert not gone.has_seen(cell.actor, OWN.encode()), (cell.place, cell.actor)


def test_nobody_pushes_a_note_on_others(one: Consortium) -> None:
    """Not even her own: whoever wrote it puts it where she may write."""
    owner = one.laptops["owner"]
    note = next(cell for cell in one.cells if cell.place == "note in organisation")
    colleague = person_space(user_id("EN", "consultant@en.example.org"))
    for target in (organisation_space("MH"), colleague, office_space("EN"), shared_space(SHARED_CASE)):
        wish = MoveWish(owner.fresh_id(), [RootMove(note.record, note.space, target)])
        assert owner.post_ask(owner.ask(moves=[wish])).moves[0].reason is Refusal.NOT_A_MEMBER
    for actor in one.received:
        if actor != "owner":
            one.received[actor].clear()
            one.pull(actor)
    readers = [actor for actor in one.received if actor != "owner" and one.has_seen(actor, note.canary)]
    assert readers == ["lead", "EN consultant", "EN partner_lead"]


def test_words_for_oneself_do_not_follow_a_note_that_was_shown_to_others(one: Consortium) -> None:
    owner = one.laptops["owner"]
    note = next(cell for cell in one.cells if cell.place == "note in person")
    move_all(owner, [(note, OWN, organisation_space("EN"))])
    late = {"type": "note", "record": note.record, "root": note.record, "space": OWN, "fields": {"text": "Geheim"}}
    assert owner.post_ask(owner.ask(owner.seal(late))).verdicts[0].reason is Refusal.WRONG_SPACE
    one.pull("EN consultant")
    assert one.has_seen("EN consultant", note.canary)
    assert not one.has_seen("EN consultant", b"Geheim")
    assert not one.has_seen("EN consultant", note.past)


@pytest.mark.parametrize("state", ["revoked", "closed"])
def test_a_device_or_a_person_turned_away_gets_and_does_nothing(one: Consortium, state: str) -> None:
    for partner, role in ACTORS:
        actor = f"{partner} {role}"
        laptop, cells = one.laptops[actor], one.of(actor)
        if state == "revoked":
            one.server.revoke(laptop.enrolled.device)
        else:
            one.server.set_active(laptop.enrolled.mail, active=False)
        with pytest.raises(TurnedAwayError, match="device_revoked"):
            one.pull(actor)
        edits = [laptop.seal(patch_of("edit", cell, laptop)) for cell in cells]
        with pytest.raises(TurnedAwayError, match="device_revoked"):
            laptop.post_ask(laptop.ask(*edits))
        with pytest.raises(TurnedAwayError, match="device_revoked"):
            laptop.post_bytes(pack(WatchAsk(NEWEST, {})), path="/v1/watch")
    assert_nobody_saw_more(one, NOBODY, taken={})


def test_whoever_changes_the_organisation_has_the_rights_of_the_new_one(one: Consortium) -> None:
    for role in ROLES:
        one.server.move_person(f"{role}@do.example.org", "EN")
        one.server.move_person(f"{role}@en.example.org", "DO")
    for actor in dict.fromkeys(cell.actor for cell in one.cells):
        one.pull(actor)
    swapped = {"EN": "DO", "DO": "EN", "MH": "MH"}
    expected = grid_of(READING)
    for cell in one.cells:
        partner, role = cell.actor.split()
        sign = "+" if one.has_seen(cell.actor, cell.canary) else "-"
        assert sign == expected[cell.place, f"{swapped[partner]} {role}"], (cell.place, cell.actor)


@scenario("F44")
def test_a_right_lost_between_two_pages_closes_the_space_at_the_second(one: Consortium) -> None:
    actor = "EN consultant"
    laptop = one.laptops[actor]
    laptop.cursors = dict(one.before)
    laptop.sync(limit_bytes=1)
    one.server.change_roles("consultant@en.example.org", Role.AUDITOR)
    answer = laptop.sync(limit_bytes=4_000_000)
    assert organisation_space("EN") in answer.closed
    assert sum(one.has_seen(actor, cell.canary) for cell in one.cells if "organisation" in cell.place) <= 1


@scenario("F44")
def test_a_device_revoked_while_its_request_is_on_its_way_is_turned_away(one: Consortium) -> None:
    laptop = one.laptops["EN consultant"]
    engine = one.server.engine
    assert engine is not None
    device = laptop.enrolled.device
    one.server.revoke(device)
    cell = next(cell for cell in one.cells if cell.place == "visit in organisation")
    asks = [laptop.ask(cursors=one.before), laptop.ask(laptop.seal(patch_of("edit", cell, laptop)), cursors={})]
    for ask in asks:
        with pytest.raises(RuleError, match="device_revoked"):
            answer_round(engine, ask, asker=device, identity=one.server._identity, now_ms=0)


@scenario("F44")
def test_a_right_lost_while_a_request_is_on_its_way_opens_nothing(one: Consortium) -> None:
    """The device was looked up before; what it may is read again where it reads and where it writes."""
    laptop = one.laptops["EN consultant"]
    engine = one.server.engine
    assert engine is not None
    device = laptop.enrolled.device
    one.server.change_roles("consultant@en.example.org", Role.AUDITOR)
    cell = next(cell for cell in one.cells if cell.place == "visit in organisation")
    ask = laptop.ask(laptop.seal(patch_of("edit", cell, laptop)), cursors=one.before)
    answer = answer_round(
        engine, ask, asker=device, identity=one.server._identity, now_ms=milliseconds(one.server.clock())
    )
    assert organisation_space("EN") in answer.closed
    assert [verdict.outcome for verdict in answer.verdicts] == [Outcome.REFUSED]
    assert all(news.space in {consortium_space(), person_space(laptop.enrolled.user)} for news in answer.news)
