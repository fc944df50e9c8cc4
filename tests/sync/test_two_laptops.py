from typing import Any

import pytest

from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.wire import MAX_BATCH_BYTES
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.groups import Address
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant
from consultant_app.errors import RuleError
from consultant_app.sync.rounds import Progress, run_rounds
from consultant_app.workspace import outbox
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.drafts import MEASURE_LINE
from consultant_app.workspace.reseal import rebuild_records
from consultant_app.workspace.status import Whereabouts
from tests.support.laptops import (
    Laptop,
    Workspaces,
    add,
    delete,
    edit,
    every,
    find,
    read,
    rows,
    screens,
    shown,
    sync_all,
)
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled


def _agree(*laptops: Laptop) -> None:
    assert all(laptop.agrees() for laptop in laptops)
    assert len({str(laptop.digests()) for laptop in laptops}) == 1
    assert len({str(sorted(screens(laptop.workspace).items())) for laptop in laptops}) == 1
    for laptop in laptops:
        assert laptop.workspace.verify().whole
        assert laptop.workspace.status().unsent == 0


def test_what_one_writes_the_other_reads(ada: Laptop, bo: Laptop) -> None:
    with ada.workspace.write() as writer:
        company = writer.new(Company(name="Tilgner", tags=frozenset({"alt"})))
        visit = writer.new(Visit(company=company.id, consultants=frozenset({ada.workspace.identity.user})))
        writer.new(Participant(visit=visit.id, name="Sabine"))
    sync_all(ada, bo)
    assert [one.name for one in every(bo.workspace, Participant)] == ["Sabine"]
    assert bo.workspace.history(RecordId(visit.id))[0].author.user_name == "Ada"
    edit(bo.workspace, company.id, tags=frozenset({"neu"}))
    delete(bo.workspace, visit.id)
    sync_all(bo, ada)
    assert read(ada.workspace, Company, company.id).tags == {"neu"}
    assert find(ada.workspace, Visit, visit.id) is None
    _agree(ada, bo)


def test_an_everyday_sync_is_one_request(ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="Tilgner"))
    sync_all(ada, bo)
    edit(bo.workspace, company, branch="Metall")
    counts = bo.sync()
    assert (counts.requests - 2, counts.sent) == (1, 1) or counts.sent == 1
    before = ada.line.traffic.requests
    edit(ada.workspace, company, phone="02302 1")
    counts = ada.sync()
    assert (ada.line.traffic.requests - before, counts.sent, counts.received) == (1, 1, 1)


def test_what_is_typed_and_no_change_yet_waits_too(ada: Laptop) -> None:
    visit = add(ada.workspace, Visit(company="c" * 32))
    ada.sync()
    assert ada.workspace.states([visit])[visit].whereabouts is Whereabouts.BOTH

    ada.workspace.type_draft(visit, MEASURE_LINE, "LED umrüsten", shown=())
    assert ada.workspace.states([visit])[visit].whereabouts is Whereabouts.BOTH, "a jotting goes nowhere"
    ada.workspace.type_draft(visit, "situation", "Gerade getippt.", shown=())

    assert ada.workspace.states([visit])[visit].whereabouts is Whereabouts.WAITING
    assert ada.workspace.status().waiting == {"visit": 1}
    edit(ada.workspace, visit, travel_minutes=40)
    assert ada.workspace.status().waiting == {"visit": 1}, "one record, however much of it waits"


def test_the_two_dots(ada: Laptop, bo: Laptop) -> None:
    visit = add(ada.workspace, Visit(company="c" * 32))
    assert ada.workspace.states([visit])[visit].whereabouts is Whereabouts.WAITING
    part = add(ada.workspace, Participant(visit=visit, name="Sabine"))
    ada.sync()
    assert ada.workspace.states([visit, part])[visit].whereabouts is Whereabouts.BOTH
    edit(ada.workspace, part, name="Jens")
    assert ada.workspace.states([visit])[visit].whereabouts is Whereabouts.WAITING
    bo.sync()
    edit(bo.workspace, part, name="Bo")
    sync_all(ada, bo, ada, rounds=1)
    assert ada.workspace.states([visit])[visit].whereabouts is Whereabouts.CONFLICT
    assert ada.workspace.states([visit])[visit].contested == ("name",)


@scenario("F29", "F48")
def test_two_values_are_both_kept_and_the_same_is_shown_everywhere(ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="Alt"))
    sync_all(ada, bo)
    edit(ada.workspace, company, name="Von Ada")
    edit(bo.workspace, company, name="Von Bo")
    sync_all(ada, bo)
    _agree(ada, bo)
    (conflict,) = ada.workspace.conflicts()
    assert {(value.value, value.author.user_name) for value in conflict.values} == {
        ("Von Ada", "Ada"),
        ("Von Bo", "Bo"),
    }


@scenario("F31")
def test_two_people_who_decide_differently_contest_again_with_two_values(ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="Alt"))
    sync_all(ada, bo)
    for laptop, name in ((ada, "A"), (bo, "B")):
        edit(laptop.workspace, company, name=name)
    sync_all(ada, bo)
    for laptop, name in ((ada, "A"), (bo, "B")):
        laptop.workspace.set_fields(company, {"name": name}, shown={"name": shown(laptop.workspace, company, "name")})
    sync_all(ada, bo)
    (conflict,) = bo.workspace.conflicts()
    assert len(conflict.values) == 2
    bo.workspace.set_fields(company, {"name": "A"}, shown={"name": shown(bo.workspace, company, "name")})
    sync_all(bo, ada)
    assert ada.workspace.conflicts() == []
    _agree(ada, bo)


@scenario("F38")
def test_texts_edited_apart_are_combined_on_both(ada: Laptop, bo: Laptop) -> None:
    visit = add(ada.workspace, Visit(company="c" * 32, situation="Eins ist so.\n\nZwei ist so."))
    sync_all(ada, bo)
    edit(ada.workspace, visit, situation="Eins ist anders.\n\nZwei ist so.")
    edit(bo.workspace, visit, situation="Eins ist so.\n\nZwei ist anders.")
    sync_all(ada, bo)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Visit, visit).situation == "Eins ist anders.\n\nZwei ist anders."
        assert laptop.workspace.conflicts() == []
    _agree(ada, bo)


@scenario("F33")
def test_an_edit_that_the_deletion_did_not_see_brings_the_record_back(ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="Tilgner"))
    sync_all(ada, bo)
    delete(ada.workspace, company)
    edit(bo.workspace, company, branch="Metall")
    sync_all(ada, bo)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Company, company).branch == "Metall"
        assert [conflict.field for conflict in laptop.workspace.conflicts()] == ["@exists"]
    _agree(ada, bo)


@scenario("F34")
def test_a_part_added_to_a_deleted_root_brings_it_back(ada: Laptop, bo: Laptop) -> None:
    visit = add(ada.workspace, Visit(company="c" * 32))
    sync_all(ada, bo)
    delete(ada.workspace, visit)
    part = add(bo.workspace, Participant(visit=visit, name="Sabine"))
    sync_all(ada, bo)
    for laptop in (ada, bo):
        assert find(laptop.workspace, Visit, visit) is not None
        assert find(laptop.workspace, Participant, part) is not None
    delete(bo.workspace, visit)
    sync_all(bo, ada)
    assert every(ada.workspace, Visit) == every(bo.workspace, Visit) == ()
    _agree(ada, bo)


@scenario("F77")
def test_a_round_while_somebody_types_keeps_both(ada: Laptop, bo: Laptop) -> None:
    visit = add(ada.workspace, Visit(company="c" * 32, number="1"))
    sync_all(ada, bo)
    before = shown(ada.workspace, visit, "number")
    ada.workspace.type_draft(visit, "number", "2 von Ada", shown=before)
    edit(bo.workspace, visit, number="2 von Bo")
    bo.sync()
    ada.sync()
    ada.workspace.type_draft(visit, "number", "2 von Ada, weiter", shown=before)
    sync_all(ada, bo)
    (conflict,) = bo.workspace.conflicts()
    assert {value.value for value in conflict.values} == {"2 von Ada, weiter", "2 von Bo"}
    _agree(ada, bo)


@scenario("F23", "F41")
def test_nobody_gets_what_is_not_theirs(server: PartnerServer, workspaces: Workspaces, ada: Laptop) -> None:
    cem = enrolled(server, workspaces, "cem@example.org", partner="DO")
    with ada.workspace.write() as writer:
        company = writer.new(Company(name="Tilgner"))
        visit = writer.new(Visit(company=company.id))
        writer.new(Contact(company=company.id, last_name="Geheim"))
        writer.new(Note(title="Nur ich"), SpaceKind.PERSON)
    sync_all(ada, cem)
    assert len(every(cem.workspace, Company)) == 1
    assert every(cem.workspace, Visit) == every(cem.workspace, Contact) == every(cem.workspace, Note) == ()
    assert rows(cem.workspace, "SELECT count(*) FROM change WHERE instr(body, 'Geheim')") == [(0,)]
    own = another(server, workspaces, "ada@example.org")
    own.sync()
    assert [one.title for one in every(own.workspace, Note)] == ["Nur ich"]
    assert find(own.workspace, Visit, visit.id) is not None


@scenario("F81")
def test_a_transaction_over_two_spaces_reaches_each_reader_by_his_half(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    cem = enrolled(server, workspaces, "cem@example.org", partner="DO")
    with ada.workspace.write() as writer:
        for number in range(5):
            company = writer.new(Company(name=f"Firma {number}"))
            writer.new(Visit(company=company.id, internal_note="Canary"))
    sync_all(ada, cem)
    assert len(every(cem.workspace, Company)) == 5
    assert rows(cem.workspace, "SELECT count(*) FROM change WHERE instr(body, 'Canary')") == [(0,)]
    assert cem.workspace.verify().whole


@scenario("F06")
def test_many_pages_and_batches_arrive_whole(ada: Laptop, bo: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consultant_app.sync.rounds.MAX_BATCH_BYTES", 3000)
    monkeypatch.setattr(outbox, "MAX_CHANGES", 7)
    with ada.workspace.write() as writer:
        big = [writer.new(Company(name=f"Groß {number}")).id for number in range(20)]
    for number in range(30):
        add(ada.workspace, Company(name=f"Klein {number}"))
    progress: list[Progress] = []
    run_rounds(ada.workspace, ada.line, on_progress=progress.append)
    assert len(progress) > 5
    assert [one.sent for one in progress] == sorted(one.sent for one in progress)
    assert progress[-1].sent == progress[-1].to_send == 50
    bo.sync()
    assert len(every(bo.workspace, Company)) == 50
    assert bo.line.traffic.requests > 3
    assert set(big) <= {one.id for one in every(bo.workspace, Company)}
    _agree(ada, bo)
    assert MAX_BATCH_BYTES > 3000


def test_a_round_can_be_cancelled_and_goes_on_later(ada: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_CHANGES", 2)
    for number in range(9):
        add(ada.workspace, Company(name=str(number)))
    answers = iter([False, False, True])
    counts = run_rounds(ada.workspace, ada.line, is_cancelled=lambda: next(answers))
    assert 0 < counts.sent < 9
    assert ada.workspace.status().unsent == 9 - counts.sent
    ada.sync()
    assert ada.workspace.status().unsent == 0


def test_rounds_are_kept_with_what_they_did(ada: Laptop) -> None:
    add(ada.workspace, Company(name="X"))
    ada.sync()
    (last, *_) = ada.workspace.rounds()
    assert (last.sent, last.problem, last.ended_at is not None) == (1, None, True)
    assert last.bytes_up > 0


def test_without_a_server_there_is_no_round(workspaces: Workspaces, ada: Laptop) -> None:
    with pytest.raises(RuleError, match="not_joined"):
        run_rounds(workspaces.create(), ada.line)


@scenario("F52")
def test_a_device_that_was_away_for_400_days_catches_up(workspaces: Workspaces, ada: Laptop, bo: Laptop) -> None:
    from datetime import timedelta

    company = add(ada.workspace, Company(name="Alt"))
    sync_all(ada, bo)
    edit(bo.workspace, company, branch="Unterwegs geschrieben")
    for day in range(40):
        workspaces.clock.advance(timedelta(days=10))
        edit(ada.workspace, company, phone=str(day))
        ada.sync()
    sync_all(bo, ada)
    assert read(ada.workspace, Company, company).branch == "Unterwegs geschrieben"
    _agree(ada, bo)


def test_an_agreeing_digest_is_shown(ada: Laptop, bo: Laptop) -> None:
    add(ada.workspace, Company(name="X"))
    sync_all(ada, bo)
    spaces: dict[str, Any] = {space.name: space for space in bo.workspace.status().spaces}
    assert spaces["consortium"].agrees is True


def test_a_space_whose_digest_differs_is_fetched_anew(ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="X"))
    edit(ada.workspace, company, branch="Metall")
    sync_all(ada, bo)
    with bo.workspace.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM change WHERE record = ? AND number = 2", (company,))
        rebuild_records(cursor_of(connection), [company])
    add(ada.workspace, Company(name="Y"))
    sync_all(ada, bo)
    assert read(bo.workspace, Company, company).branch == "Metall"
    _agree(ada, bo)


@scenario("F32")
def test_street_and_postcode_never_come_from_two_people(ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="Zeche", address=Address("Ring 1", "44135", "Dortmund")))
    sync_all(ada, bo)
    of_ada, of_bo = Address("Wall 2", "44135", "Dortmund"), Address("Ring 1", "58452", "Witten")
    edit(ada.workspace, company, address=of_ada)
    edit(bo.workspace, company, address=of_bo)
    sync_all(ada, bo)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Company, company).address in (of_ada, of_bo)
        (conflict,) = laptop.workspace.conflicts(company)
        assert len(conflict.values) == 2
