"""Erasing a contact: gone on the server and on every laptop, whatever was on its way; nothing else goes with it."""

from pathlib import Path

import pytest
from sqlalchemy import select

from consultant_app.actions.erasing import erase_contact, erasures
from consultant_app.actions.notes import set_visibility
from consultant_app.actions.sync.exchange_reading import read_exchange
from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.changes.erasure import unpack_order
from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.wire import Refusal, SyncAnswer
from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.measure import Measure
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant
from consultant_app.errors import RuleError
from consultant_app.server.database import reading
from consultant_app.server.rights import Role
from consultant_app.server.schema import ENTRY
from consultant_app.sync import rounds
from consultant_app.sync.past import fetch_past
from consultant_app.workspace.cursors import fetch_anew
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.drafts import remark_line
from consultant_app.workspace.erasures import carry_out
from consultant_app.workspace.exchange import Exchange
from consultant_app.workspace.exchange_inbox import NotTaken
from consultant_app.workspace.search_index import index_backlog
from tests.support.laptops import Laptop, Workspaces, add, edit, every, read, rows, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another
from tests.sync.test_exchange_files import PASSWORD, write
from tests.sync.test_moves import in_tables

CANARY = "Kanarienvogel"


@pytest.fixture
def officer(server: PartnerServer, workspaces: Workspaces) -> Laptop:
    """The data protection officer of EN, who reads no office."""
    server.add_person("dpo@example.org", roles=(Role.DPO,))
    return another(server, workspaces, "dpo@example.org")


@pytest.fixture
def contact(ada: Laptop, bo: Laptop) -> RecordId:
    """With a past and traces elsewhere; both laptops have her."""
    company = add(ada.workspace, Company(name="Zeche"))
    contact = add(ada.workspace, Contact(company=company, last_name=f"{CANARY}frau", mail=f"{CANARY}@example.org"))
    edit(ada.workspace, contact, last_name=f"{CANARY}mann", phone=f"0231 {CANARY}")
    visit = add(ada.workspace, Visit(company=company, contact=contact, situation="Bleibt", internal_note=CANARY))
    add(ada.workspace, Participant(visit=visit, person=contact, name=f"Frau {CANARY}"))
    add(ada.workspace, Note(company=company, contact=contact, text=f"{CANARY} ist erreichbar"))
    sync_all(ada, bo)
    return contact


def in_log(server: PartnerServer, word: str) -> int:
    with reading(server.engine) as connection:  # type: ignore[arg-type]
        bodies = connection.execute(select(ENTRY.c.body)).scalars().all()
    return sum(word.encode() in (body or b"") for body in bodies)


def gone(server: PartnerServer, *laptops: Laptop) -> None:
    """Nothing of her stands anywhere, and all agree."""
    assert in_log(server, CANARY) == 0
    for laptop in laptops:
        assert in_tables(laptop, CANARY) == 0
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
        assert rows(laptop.workspace, "SELECT contested FROM record WHERE contested <> ''") == []
        status = laptop.workspace.status()
        assert (status.unsent, status.set_aside) == (0, 0)
    assert len({str(laptop.digests()) for laptop in laptops}) == 1


@scenario("F49")
def test_she_is_gone_everywhere_and_what_is_not_about_her_stays(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    state = erase_contact(officer.workspace, contact)
    assert (state.contact, state.changes, state.mentions) == (contact, 5, 0)
    sync_all(ada, bo)
    gone(server, ada, bo)
    for laptop in (ada, bo):
        her = read(laptop.workspace, Contact, contact)
        assert (her.last_name, her.mail, her.phone) == ("", "", "")
        assert her.company == every(laptop.workspace, Company)[0].id
        (visit,) = every(laptop.workspace, Visit)
        assert (visit.contact, visit.situation, visit.internal_note) == (None, "Bleibt", "")
        assert [one.text for one in every(laptop.workspace, Note)] == [""]
        assert [(one.person, one.name) for one in every(laptop.workspace, Participant)] == [(None, "")]


@scenario("F49")
def test_the_order_says_which_devices_have_carried_it_out(
    officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    state = erase_contact(officer.workspace, contact)
    assert {one.device: one.taken_at is not None for one in state.devices} == {
        officer.workspace.identity.device: True,
        ada.workspace.identity.device: False,
        bo.workspace.identity.device: False,
    }
    ada.sync()
    ada.sync()
    (state,) = erasures(officer.workspace, state.id)
    done = [one.device for one in state.devices if one.taken_at is not None]
    assert sorted(done) == sorted([officer.workspace.identity.device, ada.workspace.identity.device])
    assert erasures(officer.workspace) == [state]


@scenario("F49")
def test_what_an_offline_laptop_wrote_about_her_is_not_taken_and_goes_there_too(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    (visit,) = every(bo.workspace, Visit)
    with bo.workspace.write("Unterwegs") as writer:
        writer.load(contact).mobile = f"0171 {CANARY}"  # type: ignore[attr-defined]
        writer.load(visit.id).goal = "Unterwegs geschrieben"  # type: ignore[attr-defined]
    new = add(bo.workspace, Note(contact=contact, title=CANARY))
    bo.workspace.type_draft(contact, "remark", f"{CANARY}, noch nicht fertig", shown=[])
    erase_contact(officer.workspace, contact)
    ada.sync()
    counts = bo.sync()
    assert counts.refused == 3
    sync_all(ada, bo)
    gone(server, ada, bo)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Visit, visit.id).goal == "Unterwegs geschrieben"
        assert read(laptop.workspace, Note, new).title == ""


@scenario("F49")
def test_what_is_typed_about_her_afterwards_goes_with_the_next_round(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    erase_contact(officer.workspace, contact)
    sync_all(ada, bo)
    edit(ada.workspace, contact, last_name=CANARY, is_primary=True)
    assert ada.sync().refused == 1
    bo.sync()
    gone(server, ada, bo)
    assert read(bo.workspace, Contact, contact).is_primary


@scenario("F49")
def test_what_is_written_about_her_afterwards_and_set_aside_says_nothing_of_her_either(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    """No answer says then what was erased."""
    erase_contact(officer.workspace, contact)
    sync_all(ada, bo)
    edit(ada.workspace, contact, last_name=CANARY, is_primary=True)
    ((first,),) = rows(
        ada.workspace,
        "SELECT o.origin || ':' || c.txn FROM change c JOIN origin o ON o.number = c.origin WHERE c.state = 0",
    )
    exchange = Exchange(ada.workspace)
    exchange.set_aside(ChangeId(first), exchange.begin(), reason=Refusal.TROUBLE)
    edit(bo.workspace, contact, last_name=CANARY)
    server.change_roles("bo@example.org", Role.AUDITOR)
    bo.sync()
    for laptop in (ada, bo):
        assert in_tables(laptop, CANARY) == 0
        assert laptop.workspace.status().set_aside == 1
        assert laptop.workspace.verify().whole
    assert read(ada.workspace, Contact, contact).is_primary


def test_others_whom_the_same_values_name_stay(officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId) -> None:
    other = add(ada.workspace, Contact(company=every(ada.workspace, Company)[0].id, last_name="Bleibt"))
    plan = add(ada.workspace, _plan(ada))
    measure = add(
        ada.workspace,
        Measure(action_plan=plan, title="Bleibt", responsible=other, helpers=frozenset({other, contact})),
    )
    sync_all(ada, bo)
    erase_contact(officer.workspace, contact)
    sync_all(ada, bo)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Contact, other).last_name == "Bleibt"
        found = read(laptop.workspace, Measure, measure)
        assert (found.responsible, found.helpers) == (other, {other})
        assert laptop.agrees()


def _plan(laptop: Laptop) -> ActionPlan:
    return ActionPlan(company=every(laptop.workspace, Company)[0].id, title="Plan")


def test_free_text_that_names_her_is_counted_and_left_to_a_person(
    officer: Laptop, ada: Laptop, contact: RecordId
) -> None:
    add(ada.workspace, Visit(company="c" * 32, situation=f"Wir sprachen mit Frau {CANARY}mann."))
    add(ada.workspace, Visit(company="c" * 32, situation=f"{CANARY}mannschaft"))
    ada.sync()
    assert erase_contact(officer.workspace, contact).mentions == 1


@scenario("F50")
def test_an_older_exchange_file_does_not_bring_her_back(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId, tmp_path: Path
) -> None:
    edit(ada.workspace, contact, job=CANARY)
    file = write(ada.workspace, tmp_path / "a.csrx", SpaceKind.OFFICE)
    erase_contact(officer.workspace, contact)
    sync_all(bo)
    contents = read_exchange(bo.workspace, file, PASSWORD)
    assert (contents.taken, contents.refused[NotTaken.ERASED]) == (0, 3)
    sync_all(ada, bo)
    gone(server, ada, bo)


@scenario("F50")
def test_a_laptop_brought_back_from_an_old_backup_forgets_her_again(
    server: PartnerServer, workspaces: Workspaces, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    old = workspaces.copy_of(ada)
    erase_contact(officer.workspace, contact)
    sync_all(ada, bo)
    edit(old.workspace, contact, remark=CANARY)
    sync_all(old, bo, ada)
    gone(server, ada, bo, old)


@scenario("F25", "F82")
def test_a_restored_server_learns_the_order_back_before_it_tells_anything(
    server: PartnerServer, workspaces: Workspaces, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    backup = server.back_up()
    edit(bo.workspace, contact, remark=CANARY)
    add(bo.workspace, Company(name="Nach der Sicherung"))
    bo.sync()
    order = erase_contact(officer.workspace, contact)
    sync_all(ada, bo)
    server.restore(backup)
    assert in_log(server, CANARY) > 0
    bo.sync()
    assert in_log(server, CANARY) == 0
    fresh = another(server, workspaces, "ada@example.org")
    sync_all(fresh, ada, bo, officer)
    gone(server, ada, bo, fresh)
    assert {one.name for one in every(fresh.workspace, Company)} == {"Zeche", "Nach der Sicherung"}
    assert [one.id for one in erasures(officer.workspace)] == [order.id]


@scenario("F25", "F46")
def test_what_is_left_of_a_change_whose_author_is_gone_comes_back_from_a_colleague(
    server: PartnerServer, workspaces: Workspaces, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    """The restored server never had it, and told it once as it was before the order."""
    server.add_partner("HA", name="Partner HA")
    visit = add(ada.workspace, Visit(company="c" * 32, situation="Bleibt"))
    sync_all(ada, bo)
    backup = server.back_up()
    add(ada.workspace, Participant(visit=visit, person=contact, name=f"Frau {CANARY}", job="Leitung"))
    edit(ada.workspace, contact, mail=f"neu-{CANARY}@example.org")
    sync_all(ada, bo)
    server.restore(backup)
    server.move_person("ada@example.org", "HA")
    erase_contact(officer.workspace, contact)
    sync_all(ada, bo, officer)
    gone(server, bo)
    fresh = another(server, workspaces, "bo@example.org")
    fresh.sync()
    for laptop in (bo, fresh):
        assert rows(laptop.workspace, "SELECT count(*) FROM change WHERE state <> 1") == [(0,)]
        assert [one.name for one in every(laptop.workspace, Participant) if one.visit == visit] == [""]
    assert fresh.digests() == bo.digests()


@scenario("F25")
def test_what_the_server_kept_is_known_again_although_its_values_are_erased(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    """Older cursors stand at doubling distance: some of what is offered again is there, as it was first sealed."""
    for number in range(5):
        edit(ada.workspace, contact, remark=f"{CANARY} {number}")
        ada.sync()
    backup = server.back_up()
    add(ada.workspace, Company(name="Nach der Sicherung"))
    edit(ada.workspace, contact, job=CANARY)
    sync_all(ada, bo)
    erase_contact(officer.workspace, contact)
    sync_all(ada, bo)
    before = rows(ada.workspace, "SELECT count(*) FROM change")
    server.restore(backup)
    sync_all(ada, bo, officer)
    gone(server, ada, bo)
    assert rows(ada.workspace, "SELECT count(*) FROM change") == before


def test_only_the_officer_of_her_own_organisation_orders_it(
    server: PartnerServer, workspaces: Workspaces, officer: Laptop, ada: Laptop, contact: RecordId
) -> None:
    server.add_person("fremd@example.org", partner="DO", roles=(Role.DPO, Role.CONSULTANT))
    stranger = another(server, workspaces, "fremd@example.org")
    refusals = [
        (ada, contact, "erasure_not_allowed"),
        (stranger, contact, "erasure_contact_unknown"),
        (officer, every(ada.workspace, Visit)[0].id, "erasure_contact_unknown"),
        (officer, "f" * 32, "erasure_contact_unknown"),
    ]
    for laptop, record, code in refusals:
        with pytest.raises(RuleError, match=code):
            erase_contact(laptop.workspace, record)
    with pytest.raises(RuleError, match="erasure_not_allowed"):
        erasures(ada.workspace)
    order = erase_contact(officer.workspace, contact)
    assert erasures(stranger.workspace) == []
    with pytest.raises(RuleError, match="erasure_unknown"):
        erasures(stranger.workspace, order.id)
    assert erase_contact(officer.workspace, contact).id == order.id


def test_what_waits_at_her_record_and_the_past_of_a_moved_note_go_as_well(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    note = add(ada.workspace, Note(contact=contact, text=f"{CANARY}, früher"), SpaceKind.PERSON)
    edit(ada.workspace, note, text=f"{CANARY}, heute")
    ada.sync()
    set_visibility(ada.workspace, note, "partner")
    sync_all(ada, bo)
    assert rows(ada.workspace, "SELECT count(*) FROM past_value") == [(1,)]
    ada.workspace.type_draft(contact, remark_line(contact), f"{CANARY} anrufen", shown=[])
    erase_contact(officer.workspace, contact)
    sync_all(ada, bo)
    assert in_tables(ada, CANARY) == in_tables(bo, CANARY) == in_log(server, CANARY) == 0
    for laptop in (ada, bo):
        assert laptop.agrees()
        assert laptop.workspace.verify().whole


def test_a_note_written_about_her_afterwards_and_moved_with_the_same_request_keeps_no_past_of_her(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    erase_contact(officer.workspace, contact)
    sync_all(ada, bo)
    note = add(ada.workspace, Note(contact=contact, text=f"{CANARY} hat angerufen"), SpaceKind.PERSON)
    set_visibility(ada.workspace, note, "partner")
    sync_all(ada, bo)
    assert read(bo.workspace, Note, note).text == ""
    assert rows(ada.workspace, "SELECT count(*) FROM past_value") == [(1,)]
    gone(server, ada, bo)


@scenario("F49")
def test_own_changes_that_come_back_without_their_values_are_not_taken_for_others(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A space that is fetched anew, page by page, tells of the order long after the changes."""
    before = rows(ada.workspace, "SELECT count(*) FROM change")
    erase_contact(officer.workspace, contact)
    with ada.workspace.database.writing() as connection:
        for kind in (SpaceKind.OFFICE, SpaceKind.ORGANISATION):
            fetch_anew(cursor_of(connection), ada.workspace.identity.space(kind))
    monkeypatch.setattr(rounds, "MAX_BATCH_BYTES", 1)
    sync_all(ada, bo)
    gone(server, ada, bo)
    assert rows(ada.workspace, "SELECT count(*) FROM change") == before


@scenario("F49")
def test_what_is_told_without_her_before_the_order_is_known_leaves_the_index_as_well(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = "SELECT count(*) FROM search_words WHERE words LIKE ?"
    with ada.workspace.database.writing() as connection:
        assert index_backlog(connection, 100) > 0
    assert rows(ada.workspace, found, f"%{CANARY}%") != [(0,)]
    erase_contact(officer.workspace, contact)
    with ada.workspace.database.writing() as connection:
        for kind in (SpaceKind.OFFICE, SpaceKind.ORGANISATION):
            fetch_anew(cursor_of(connection), ada.workspace.identity.space(kind))
    monkeypatch.setattr(rounds, "MAX_BATCH_BYTES", 1)
    sync_all(ada, bo)
    gone(server, ada, bo)
    assert rows(ada.workspace, found, f"%{CANARY}%") == [(0,)]


@scenario("F82")
def test_an_answer_that_does_not_know_the_order_brings_nothing_back(
    server: PartnerServer, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    """As a server gives it that was restored and has not been told yet."""
    edit(ada.workspace, contact, remark=CANARY)
    ada.sync()
    exchange = Exchange(bo.workspace)
    counts = exchange.begin()
    batch = exchange.next_batch(1_000_000)
    answer = bo.line.ask(rounds.SYNC_PATH, rounds._question(exchange, batch, older={}), SyncAnswer)
    erase_contact(officer.workspace, contact)
    order = rows(officer.workspace, "SELECT body FROM erasure")[0][0]
    with bo.workspace.database.writing() as connection:
        carry_out(connection, [unpack_order(order)], [])
    exchange.take_in(batch, answer, offered={}, counts=counts)
    assert read(bo.workspace, Contact, contact).remark == ""
    assert in_tables(bo, CANARY) == 0
    sync_all(bo, ada)
    gone(server, ada, bo)


def test_history_that_is_fetched_after_the_order_and_before_the_next_round_tells_nothing(
    server: PartnerServer, workspaces: Workspaces, officer: Laptop, ada: Laptop, bo: Laptop, contact: RecordId
) -> None:
    """The first sync left long values of the past at the server; the short ones came."""
    edit(ada.workspace, contact, remark=f"{CANARY} schweigt. " * 50, job="Leitung")
    edit(ada.workspace, contact, remark="", job="Rente")
    sync_all(ada, bo)
    fresh = another(server, workspaces, "bo@example.org")
    fresh.sync()
    exchange = Exchange(fresh.workspace)

    def lacking() -> list[ChangeId]:
        return exchange.past_of([contact])

    assert len(lacking()) == 1
    erase_contact(officer.workspace, contact)
    fetch_past(exchange, lambda ask: fresh.line.ask(rounds.SYNC_PATH, ask, SyncAnswer), lacking)
    assert lacking() == []
    sync_all(fresh, ada, bo)
    gone(server, ada, bo, fresh)
