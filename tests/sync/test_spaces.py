"""Rights that change while laptops work: what is lost is forgotten, what was written is kept and shown."""

import pytest

from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.wire import EntryKind, Outcome, Refusal, SyncAnswer, Verdict
from consultant_app.domain.company import Company
from consultant_app.domain.contact import Contact
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError, TroubleError
from consultant_app.server.rights import Role
from consultant_app.sync.rounds import MAX_STALLED_REQUESTS, run_rounds
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.inbox import set_aside
from consultant_app.workspace.search import search
from consultant_app.workspace.search_index import index_backlog
from tests.support.laptops import Laptop, add, edit, every, read, rows, shown, sync_all
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario

CANARY = "Kanarienvogel"


@pytest.fixture
def visit(ada: Laptop, bo: Laptop) -> RecordId:
    """In a space that both read, and indexed."""
    visit = add(ada.workspace, Visit(company="c" * 32, situation=CANARY))
    sync_all(ada, bo)
    with bo.workspace.database.writing() as connection:
        index_backlog(connection, 1000)
    return visit


@scenario("F42")
def test_a_space_that_is_left_is_forgotten_with_rows_index_and_history(
    server: PartnerServer, bo: Laptop, visit: RecordId
) -> None:
    server.change_roles("bo@example.org", Role.OFFICE)
    counts = bo.sync()
    assert counts.forgotten == 1
    assert every(bo.workspace, Visit) == ()
    assert bo.workspace.history(visit) == []
    with bo.workspace.database.reading() as connection:
        assert search(connection, CANARY, limit=5) == []
    for table in ("change", "search_words"):
        column = {"change": "body", "search_words": "words"}[table]
        assert rows(bo.workspace, f"SELECT count(*) FROM {table} WHERE instr(lower({column}), ?)", CANARY.lower()) == [
            (0,)
        ]
    assert bo.workspace.verify().whole
    with pytest.raises(RuleError, match="record_not_found"):
        bo.workspace.type_draft(visit, "goal", "Weiter", shown=[])


@scenario("F42", "F45")
def test_what_was_written_in_it_is_set_aside_and_goes_on_when_the_space_is_granted_again(
    server: PartnerServer, ada: Laptop, bo: Laptop, visit: RecordId
) -> None:
    edit(bo.workspace, visit, goal="Noch nicht gesendet")
    bo.workspace.type_draft(visit, "market", "Mitten im Satz", shown=shown(bo.workspace, visit, "market"))
    server.change_roles("bo@example.org", Role.OFFICE)
    bo.sync()
    assert bo.workspace.status().set_aside == 2
    assert every(bo.workspace, Visit) == ()
    assert rows(bo.workspace, "SELECT DISTINCT reason FROM set_aside") == [("not_a_member",)]
    server.change_roles("bo@example.org", Role.CONSULTANT)
    sync_all(bo, ada)
    for laptop in (ada, bo):
        found = read(laptop.workspace, Visit, visit)
        assert (found.situation, found.goal, found.market) == (CANARY, "Noch nicht gesendet", "Mitten im Satz")
        assert laptop.workspace.verify().whole
    assert (bo.workspace.status().set_aside, bo.workspace.status().unsent) == (0, 0)
    assert ada.digests() == bo.digests()


@scenario("F45")
def test_a_space_granted_later_arrives_whole(server: PartnerServer, ada: Laptop, bo: Laptop, visit: RecordId) -> None:
    server.change_roles("bo@example.org", Role.OFFICE)
    bo.sync()
    edit(ada.workspace, visit, goal="Inzwischen")
    ada.sync()
    server.change_roles("bo@example.org", Role.CONSULTANT)
    bo.sync()
    assert read(bo.workspace, Visit, visit).goal == "Inzwischen"
    assert ada.digests() == bo.digests()


@scenario("F10")
def test_one_refused_transaction_is_set_aside_while_the_rest_flows(ada: Laptop, bo: Laptop) -> None:
    ada.sync()
    elsewhere = SpaceKind.ORGANISATION
    with ada.workspace.write() as writer:
        foreign = writer.new(Company(name="Im falschen Raum"), RecordId("e" * 32))  # type: ignore[arg-type]
    good = add(ada.workspace, Company(name="Gut"))
    counts = run_rounds(ada.workspace, ada.line)
    assert (counts.sent, counts.refused) == (1, 1)
    assert ada.workspace.status().set_aside == 1
    assert read(ada.workspace, Company, foreign.id).name == "Im falschen Raum"
    sync_all(bo, ada)
    assert [one.id for one in every(bo.workspace, Company)] == [good]
    assert ada.agrees()
    assert elsewhere


@scenario("F10")
def test_what_the_server_stumbles_over_is_set_aside_with_that_reason(ada: Laptop) -> None:
    ada.sync()
    company = add(ada.workspace, Company(name="Gift"))
    (step,) = ada.workspace.history(company)

    class Stumbling(LossyLine):
        def ask(self, path, question, answer):  # type: ignore[no-untyped-def]
            verdict = Verdict(step.change, Outcome.REFUSED, Refusal.TROUBLE)
            return SyncAnswer(1, 5, verdicts=[verdict] if question.transactions else [])

    inner, ada.line = ada.line, Stumbling(ada.line)
    ada.sync()
    assert rows(ada.workspace, "SELECT reason, at FROM set_aside") == [("trouble", 5)]
    ada.line = inner
    edit(ada.workspace, company, branch="Weiter")
    counts = ada.sync()
    assert counts.sent == 1
    assert ada.workspace.status().unsent == 0


@scenario("F46")
def test_a_person_without_any_role_keeps_only_what_everyone_may_read(
    server: PartnerServer, ada: Laptop, bo: Laptop, visit: RecordId
) -> None:
    company = add(ada.workspace, Company(name="Für alle"))
    add(ada.workspace, Contact(company=company, last_name="Nur Büro"))
    sync_all(ada, bo)
    server.change_roles("bo@example.org", Role.AUDITOR)
    bo.sync()
    assert every(bo.workspace, Contact) == every(bo.workspace, Visit) == ()
    assert [one.name for one in every(bo.workspace, Company)] == ["Für alle"]
    edit(bo.workspace, company, name="Darf nicht mehr")
    bo.sync()
    assert bo.workspace.status().set_aside == 1
    assert EntryKind.LEAVE


class _StumblingLine(LossyLine):
    """The server answers 500 to every request that carries these words; to all of them with none given."""

    poison: bytes = b""

    def ask(self, path, question, answer):  # type: ignore[no-untyped-def]
        bodies = b"".join(body for bodies in question.transactions for body in bodies)
        if self.poison in bodies:
            raise TroubleError("server_trouble")
        return super().ask(path, question, answer)


@scenario("F10")
def test_a_transaction_that_brings_the_server_down_is_found_and_set_aside(ada: Laptop, bo: Laptop) -> None:
    ada.sync()
    for number in range(20):
        add(ada.workspace, Company(name="Gift" if number == 13 else f"Gut {number}"))
    ada.line = line = _StumblingLine(ada.line)
    line.poison = b"Gift"
    counts = ada.sync()
    assert (counts.sent, counts.refused) == (19, 1)
    assert rows(ada.workspace, "SELECT reason FROM set_aside") == [("trouble",)]
    sync_all(bo, ada)
    assert len(every(bo.workspace, Company)) == 19
    assert ada.agrees()


@scenario("F10")
def test_what_the_server_has_got_meanwhile_is_not_set_aside(ada: Laptop) -> None:
    """By a late request, or a copy of this disk: the round that gives a transaction up knows nothing of that."""
    ada.sync()
    with ada.workspace.write("Angelegt") as writer:
        company = writer.new(Company(name="Gift"))
        writer.new(Visit(company=company.id))
    ada.sync()
    ((first,),) = rows(
        ada.workspace,
        "SELECT o.origin || ':' || c.txn FROM change c JOIN origin o ON o.number = c.origin WHERE c.record = ?",
        company.id,
    )
    with ada.workspace.database.writing() as connection:
        assert set_aside(cursor_of(connection), ChangeId(first), Refusal.TROUBLE, 0) == 0
    assert ada.workspace.status().set_aside == 0
    assert rows(ada.workspace, "SELECT * FROM set_aside") == []
    assert ada.workspace.verify().whole


@scenario("F10")
def test_many_such_transactions_one_after_the_other_do_not_end_the_round(ada: Laptop) -> None:
    ada.sync()
    for number in range(MAX_STALLED_REQUESTS + 2):
        add(ada.workspace, Company(name=f"Gift {number}"))
    add(ada.workspace, Company(name="Gut"))
    ada.line = line = _StumblingLine(ada.line)
    line.poison = b"Gift"
    counts = ada.sync()
    assert (counts.sent, counts.refused) == (1, MAX_STALLED_REQUESTS + 2)


@scenario("F10")
def test_a_server_that_is_down_altogether_makes_nobody_set_anything_aside(ada: Laptop) -> None:
    ada.sync()
    add(ada.workspace, Company(name="Gut"))
    ada.line = _StumblingLine(ada.line)
    with pytest.raises(TroubleError, match="server_trouble"):
        ada.sync()
    assert (ada.workspace.status().unsent, ada.workspace.status().set_aside) == (1, 0)
