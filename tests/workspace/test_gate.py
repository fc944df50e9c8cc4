"""The gate: in whatever order and portions the same changes arrive, the same rows, heads and digest come out."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultant_app.changes.change import EXISTENCE, Change, ChangeId, Kind, OriginId, RecordId, encode_change
from consultant_app.domain.record import record_types
from consultant_app.domain.visit import Visit
from consultant_app.workspace.apply import Gate
from consultant_app.workspace.database import Database, cursor_of
from consultant_app.workspace.log import Arrival, changes_of
from consultant_app.workspace.projection import contested_fields
from consultant_app.workspace.reseal import rebuild_records
from consultant_app.workspace.schema import create_schema
from consultant_app.workspace.verify import rebuild_all
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import add, edit, every, find, read, rows, shown
from tests.support.scenarios import scenario
from tests.workspace.honest_histories import SPACE, History, arrival, random_history


class _DoneError(Exception):
    """Takes back what a test did to the database."""


Snapshot = dict[str, Any]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = Database(tmp_path_factory.mktemp("gate") / "workspace.db", bytes(32))
    with made.writing() as connection:
        create_schema(connection)
        connection.exec_driver_sql(
            "INSERT INTO space (id, kind, owner, may_write, digest) VALUES (?, 'organisation', 'EN', 1, ?)",
            (SPACE, bytes(16)),
        )
    yield made
    made.close()


@contextmanager
def _replica(database: Database) -> Iterator[Any]:
    with suppress(_DoneError), database.writing() as connection:
        yield cursor_of(connection)
        raise _DoneError


def _snapshot(raw: Any) -> Snapshot:
    columns = "id, type, root, space, heads, accepted, term, present, contested, changed_at"
    found: Snapshot = {row[0]: tuple(row) for row in raw.execute(f"SELECT {columns} FROM record")}
    for name in record_types():
        found.update({f"{name} {row[0]}": tuple(row) for row in raw.execute(f"SELECT * FROM {name}")})
    found["digest"] = raw.execute("SELECT digest FROM space").fetchone()[0]
    return found


def _received(changes: Iterable[Change]) -> list[Arrival]:
    """As the server hands them out: each has its one time of receipt, by a clock that few devices agree with."""
    return [arrival(change, received_at=change.at + change.number * 97 % 1000 - 500) for change in changes]


def _portions(arrivals: list[Arrival], chance: random.Random) -> list[list[Arrival]]:
    cuts = sorted(chance.randrange(len(arrivals) + 1) for _ in range(chance.randrange(6)))
    return [arrivals[low:high] for low, high in zip([0, *cuts], [*cuts, len(arrivals)], strict=True)]


def _take(raw: Any, arrivals: Iterable[Arrival], *, accepted: bool = True) -> None:
    gate = Gate(raw)
    gate.apply(arrivals, accepted=accepted)
    gate.close()


def _at_once(database: Database, history: History) -> Snapshot:
    with _replica(database) as raw:
        _take(raw, _received(history.changes))
        return _snapshot(raw)


histories = st.builds(random_history, st.integers(0, 2**32), authors=st.integers(1, 3), steps=st.integers(1, 40))
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@scenario("F12", "F13", "F33", "F34", "F80")
@quick
@given(history=histories, seed=st.integers(0, 2**32))
def test_order_portions_and_repetition_make_no_difference(database: Database, history: History, seed: int) -> None:
    chance = random.Random(seed)
    arrivals = _received(history.changes)
    repeated = arrivals + chance.choices(arrivals, k=len(arrivals) // 2) if arrivals else []
    chance.shuffle(repeated)
    with _replica(database) as raw:
        for portion in _portions(repeated, chance):
            _take(raw, portion)
        in_portions = _snapshot(raw)
    assert in_portions == _at_once(database, history)


@scenario("F59")
@quick
@given(history=histories, seed=st.integers(0, 2**32))
def test_a_projection_is_what_a_rebuild_makes_of_the_changes(database: Database, history: History, seed: int) -> None:
    chance = random.Random(seed)
    arrivals = _received(history.changes)
    chance.shuffle(arrivals)
    with _replica(database) as raw:
        for portion in _portions(arrivals, chance):
            _take(raw, portion)
        before = _snapshot(raw)
        assert rebuild_all(raw) == []
        assert _snapshot(raw) == before


@quick
@given(history=histories, seed=st.integers(0, 2**32))
def test_what_was_written_here_and_accepted_later_is_as_if_it_had_come_from_the_server(
    database: Database, history: History, seed: int
) -> None:
    chance = random.Random(seed)
    own = chance.choice(history.authors).origin
    arrivals = _received(history.changes)
    with _replica(database) as raw:
        for portion in _portions(arrivals, chance):
            _take(raw, [arrival(one.change) for one in portion if one.change.origin == own], accepted=False)
            _take(raw, [one for one in portion if one.change.origin != own])
            before = _snapshot(raw)
            assert rebuild_all(raw) == []
            assert _snapshot(raw) == before
        chance.shuffle(arrivals)
        for portion in _portions(arrivals, chance):
            gate = Gate(raw)
            gate.accept(portion)
            gate.close()
        accepted = _snapshot(raw)
    assert accepted == _at_once(database, history)


@quick
@given(history=histories, seed=st.integers(0, 2**32))
def test_the_digest_is_that_of_the_accepted_changes_alone(database: Database, history: History, seed: int) -> None:
    chance = random.Random(seed)
    arrivals = _received(history.changes)
    accepted = [one for one in arrivals if chance.random() < 0.6]
    with _replica(database) as raw:
        for portion in _portions(chance.sample(arrivals, len(arrivals)), chance):
            waiting = [arrival(one.change) for one in portion if one not in accepted]
            _take(raw, waiting, accepted=False)
            _take(raw, [one for one in portion if one in accepted])
        mixed = _snapshot(raw)["digest"]
    with _replica(database) as raw:
        _take(raw, accepted)
        assert _snapshot(raw)["digest"] == mixed


@quick
@given(history=histories, seed=st.integers(0, 2**32))
def test_rebuilding_some_records_changes_nothing(database: Database, history: History, seed: int) -> None:
    chance = random.Random(seed)
    with _replica(database) as raw:
        _take(raw, _received(history.changes))
        before = _snapshot(raw)
        records = [RecordId(row[0]) for row in raw.execute("SELECT id FROM record").fetchall()]
        rebuild_records(raw, chance.sample(records, len(records) // 2))
        assert _snapshot(raw) == before


def _foreign(record: RecordId, workspace: Workspace, number: int = 1, **parts: Any) -> Arrival:
    """A change from another laptop, maybe of a newer version, on its way in."""
    plain: dict[str, Any] = {
        "origin": OriginId("b" * 32), "number": number, "transaction": number, "size": 1, "kind": Kind.SET,
        "type": "visit", "record": record, "root": record, "space": workspace.identity.default_grants()[1].space,
        "at": 1_700_000_000_000, "fields": {},
    }  # fmt: skip
    return arrival(Change(**{**plain, **parts}), received_at=1_700_000_000_000)


def _arrive(workspace: Workspace, *arrivals: Arrival) -> None:
    with workspace.database.writing() as connection:
        _take(cursor_of(connection), arrivals)


@scenario("F55")
def test_what_a_newer_version_wrote_is_kept_and_passed_on_untouched(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32))
    codes = {"status": "beamed", "mood": ["good", 3], "guiding_questions:Z9": True}
    newer = _foreign(visit, workspace, fields=codes, replaces={"status": shown(workspace, visit, "status")})
    unknown = RecordId("9" * 32)
    part = RecordId("8" * 32)
    _arrive(
        workspace,
        newer,
        _foreign(unknown, workspace, 2, type="hologram", fields={"depth": 3}),
        _foreign(part, workspace, 3, type="aroma", root=visit, fields={"smell": "oil"}),
    )
    edit(workspace, visit, situation="Alles gut.")
    found = read(workspace, Visit, visit)
    assert (found.status, found.guiding_questions) == ("beamed", {"Z9"})
    bodies = {
        body for (body,) in rows(workspace, "SELECT body FROM change WHERE record IN (?, ?, ?)", visit, unknown, part)
    }
    assert newer.body in bodies
    assert shown(workspace, visit, "mood") == [newer.change.id]
    assert rows(workspace, "SELECT type, present FROM record WHERE id = ?", unknown) == [("hologram", 1)]
    with workspace.write() as writer:
        writer.delete(writer.get(Visit, visit))
    assert find(workspace, Visit, visit) is None
    assert rows(workspace, "SELECT present FROM record WHERE id = ?", part) == [(0,)]
    assert workspace.verify().whole


BROKEN = {
    "situation": {"not": "a text"}, "held_on": "gestern", "times": "immer", "travel_minutes": 1 << 63, "status": 7,
    "no_agreements": "ja", "clock": "2026", "guiding_questions": 3, "company": ["x"],
}  # fmt: skip


@scenario("F64")
@pytest.mark.parametrize("field", list(BROKEN))
def test_a_value_that_cannot_be_read_is_shown_as_empty_and_kept(workspace: Workspace, field: str) -> None:
    visit = RecordId("7" * 32)
    _arrive(workspace, _foreign(visit, workspace, fields={field: BROKEN[field], "goal": "Bleibt."}))
    _arrive(workspace, _foreign(visit, workspace, 2, fields={field: BROKEN[field]}))
    found = read(workspace, Visit, visit)
    assert found.goal == "Bleibt."
    assert getattr(found, field) in (None, "", False, frozenset(), Visit(company="x").status)
    with workspace.read() as reader:
        assert all(one.change.fields[field] == BROKEN[field] for one in changes_of(reader.raw, visit))
    assert workspace.verify().whole


@scenario("F12")
def test_a_field_whose_forerunner_is_not_here_waits_instead_of_raising_a_conflict(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, situation="Eins."))
    first = shown(workspace, visit, "situation")
    second = _foreign(visit, workspace, 1, fields={"situation": "Zwei."}, replaces={"situation": first})
    third = _foreign(visit, workspace, 2, fields={"situation": "Drei."}, replaces={"situation": [second.change.id]})
    _arrive(workspace, third)
    assert workspace.conflicts() == []
    _arrive(workspace, second)
    assert workspace.conflicts() == []
    assert read(workspace, Visit, visit).situation == "Drei."
    assert workspace.verify().whole


@scenario("F12")
def test_an_edit_of_a_field_that_waits_replaces_only_what_its_screen_showed(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, situation="Eins."))
    second = _foreign(visit, workspace, 1, fields={"situation": "Zwei."})
    third = _foreign(visit, workspace, 2, fields={"situation": "Drei."}, replaces={"situation": [second.change.id]})
    _arrive(workspace, third)
    assert read(workspace, Visit, visit).situation == "Eins."
    edit(workspace, visit, situation="Vier.")
    _arrive(workspace, second)
    (conflict,) = workspace.conflicts(visit)
    assert {one.value for one in conflict.values} == {"Drei.", "Vier."}
    assert workspace.verify().whole


@scenario("F12")
def test_values_are_asked_about_where_the_server_lacks_their_forerunner(
    workspace: Workspace,
) -> None:
    visit = add(workspace, Visit(company="c" * 32))
    first = _foreign(visit, workspace, 1, fields={"situation": "Eins."})
    second = _foreign(visit, workspace, 2, fields={"situation": "Zwei."}, replaces={"situation": [first.change.id]})
    third = _foreign(visit, workspace, 3, fields={"situation": "Drei."}, replaces={"situation": [second.change.id]})
    _arrive(workspace, first, third)
    (conflict,) = workspace.conflicts(visit)
    assert {one.value for one in conflict.values} == {"Eins.", "Drei."}
    _arrive(workspace, second)
    assert workspace.conflicts() == []
    assert read(workspace, Visit, visit).situation == "Drei."
    assert workspace.verify().whole


@scenario("F33")
def test_a_deletion_covers_only_what_the_screen_showed_of_a_field_that_waits(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, situation="Eins."))
    first = _foreign(visit, workspace, 1, fields={"situation": "Zwei."})
    second = _foreign(visit, workspace, 2, fields={"situation": "Drei."}, replaces={"situation": [first.change.id]})
    _arrive(workspace, second)
    assert read(workspace, Visit, visit).situation == "Eins."
    with workspace.write() as writer:
        writer.delete(writer.load(visit))
    _arrive(workspace, first)
    assert EXISTENCE in {conflict.field for conflict in workspace.conflicts(visit)}
    assert workspace.verify().whole


@scenario("F14")
def test_a_clock_in_2099_wins_nothing_once_there_is_a_receipt(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, number="1"))
    before = shown(workspace, visit, "number")
    far = _foreign(visit, workspace, fields={"number": "2099"}, replaces={"number": before}, at=4_070_908_800_000)
    edit(workspace, visit, number="heute")
    _arrive(workspace, far)
    assert read(workspace, Visit, visit).number == "heute"
    assert len(workspace.conflicts(visit)) == 1
    assert every(workspace, Visit) != ()


def test_a_change_of_one_record_does_not_stand_for_a_change_of_another(workspace: Workspace) -> None:
    one, other = RecordId("1" * 32), RecordId("2" * 32)
    stranger = ChangeId("b" * 32 + ":1")
    _arrive(
        workspace,
        _foreign(one, workspace, 1, fields={"number": "1"}),
        _foreign(other, workspace, 2, fields={"number": "2"}, replaces={"number": [stranger]}),
    )
    assert read(workspace, Visit, other).number == "2"
    assert workspace.verify().whole


@scenario("F39")
def test_a_field_with_65_values_can_be_looked_at_and_decided(workspace: Workspace) -> None:
    visit = add(workspace, Visit(company="c" * 32, number="0"))
    before = shown(workspace, visit, "number")
    _arrive(
        workspace,
        *(_foreign(visit, workspace, n, fields={"number": str(n)}, replaces={"number": before}) for n in range(1, 66)),
    )
    (conflict,) = workspace.conflicts(visit)
    assert len(conflict.values) == 65
    heads = [value.change for value in conflict.values]
    workspace.set_fields(visit, {"number": "7"}, shown={"number": heads})
    assert workspace.conflicts() == []
    assert read(workspace, Visit, visit).number == "7"


def test_bytes_are_stored_as_they_came(workspace: Workspace) -> None:
    one = _foreign(RecordId("6" * 32), workspace, fields={"number": "1"})
    body = encode_change(one.change) + b""
    _arrive(workspace, one)
    assert rows(workspace, "SELECT body FROM change WHERE record = ?", one.change.record) == [(body,)]


@pytest.fixture
def deleted_visit(workspace: Workspace) -> RecordId:
    visit = add(workspace, Visit(company="c" * 32))
    with workspace.write() as writer:
        writer.delete(writer.get(Visit, visit))
    return visit


def _part(workspace: Workspace, root: RecordId, **parts: Any) -> Arrival:
    values = {"type": "participant", "root": root, "fields": {"visit": root, "name": "Sabine"}, **parts}
    return _foreign(RecordId("3" * 32), workspace, **values)


@scenario("F34", "F80")
def test_a_part_that_nobody_saw_brings_its_deleted_root_back(workspace: Workspace, deleted_visit: RecordId) -> None:
    _arrive(workspace, _part(workspace, deleted_visit))
    assert find(workspace, Visit, deleted_visit) is not None
    assert contested_fields(_contested(workspace, deleted_visit)) == ("@exists",)
    gone = _part(workspace, deleted_visit, number=2, transaction=2, kind=Kind.DELETE, fields={},
                 covers=[ChangeId("b" * 32 + ":1")])  # fmt: skip
    _arrive(workspace, gone)
    assert find(workspace, Visit, deleted_visit) is None
    assert workspace.verify().whole


def test_a_part_that_the_program_wrote_brings_nothing_back(workspace: Workspace, deleted_visit: RecordId) -> None:
    _arrive(workspace, _part(workspace, deleted_visit, automatic=True))
    assert find(workspace, Visit, deleted_visit) is None
    assert workspace.verify().whole


def _contested(workspace: Workspace, record: RecordId) -> str:
    return str(rows(workspace, "SELECT contested FROM record WHERE id = ?", record)[0][0])
