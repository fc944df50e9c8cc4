"""What the server does not take is kept, sent again, put elsewhere, exported; much is deleted only when asked."""

from pathlib import Path

import pytest

from consultant_app.actions.sync.exchange_reading import read_exchange
from consultant_app.actions.sync.set_aside import export_file, export_text, kept_work, reason_words, refile, try_again
from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.wire import Refusal
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.errors import RuleError, TroubleError
from consultant_app.server.rights import Role
from consultant_app.server.transactions import MAX_TRANSACTION_BYTES
from consultant_app.sync.rounds import run_rounds
from consultant_app.workspace import exchange
from tests.support.laptops import CHEAP, Laptop, add, delete, edit, every, find, read
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario


def lose_the_right(server: PartnerServer, ada: Laptop) -> None:
    """Ada works in the office from now on; what she wrote for consulting comes back."""
    server.change_roles("ada@example.org", Role.OFFICE)
    ada.sync()


@pytest.fixture
def at(ada: Laptop, bo: Laptop) -> str:
    made = add(ada.workspace, Company(name="Stahlmuster"))
    ada.sync()
    bo.sync()
    return made


def kept(laptop: Laptop) -> list[str]:
    with laptop.workspace.read() as reader:
        return [change.title for one in kept_work(reader, "de") for change in one.changes]


@scenario("F42")
def test_what_is_set_aside_is_readable_and_told_why(server: PartnerServer, ada: Laptop, at: str) -> None:
    add(ada.workspace, Visit(company=at, goal="Erstgespräch"))
    lose_the_right(server, ada)
    with ada.workspace.read() as reader:
        [work] = kept_work(reader, "de")
        text = export_text([work], "de")
    assert work.reason == Refusal.NOT_A_MEMBER
    assert "Sie dürfen dort nicht mehr schreiben." in text
    assert "Erstgespräch" in text
    assert len({reason_words(reason, "de") for reason in Refusal}) == len(Refusal)
    assert reason_words("von morgen", "de") == reason_words(Refusal.TROUBLE, "de")


def test_a_new_record_goes_into_another_space_with_its_parts(server: PartnerServer, ada: Laptop, at: str) -> None:
    visit = add(ada.workspace, Visit(company=at, goal="Erstgespräch"))
    add(ada.workspace, Agreement(visit=visit, what="Angebot holen"))
    lose_the_right(server, ada)
    assert find(ada.workspace, Visit, visit) is None
    [made] = refile(ada.workspace, None, ada.workspace.identity.space(SpaceKind.OFFICE))
    assert read(ada.workspace, Visit, made).goal == "Erstgespräch"
    [agreement] = every(ada.workspace, Agreement)
    assert (agreement.visit, agreement.what) == (made, "Angebot holen")
    assert kept(ada) == []
    assert ada.sync().refused == 0
    assert (ada.workspace.status().unsent, ada.workspace.verify().whole) == (0, True)


def test_what_was_written_in_a_record_elsewhere_becomes_a_note(
    server: PartnerServer, ada: Laptop, bo: Laptop, at: str
) -> None:
    visit = add(bo.workspace, Visit(company=at, goal="Von Bo"))
    bo.sync()
    ada.sync()
    edit(ada.workspace, visit, goal="Adas Ziel")
    lose_the_right(server, ada)
    [made] = refile(ada.workspace, None, ada.workspace.identity.space(SpaceKind.OFFICE))
    note = read(ada.workspace, Note, made)
    assert "Adas Ziel" in note.text
    assert ada.sync().refused == 0


def test_a_deletion_is_not_put_elsewhere(server: PartnerServer, ada: Laptop, bo: Laptop, at: str) -> None:
    visit = add(bo.workspace, Visit(company=at, goal="Von Bo"))
    bo.sync()
    ada.sync()
    delete(ada.workspace, visit)
    lose_the_right(server, ada)
    with pytest.raises(RuleError, match="refile_deletion"):
        refile(ada.workspace, None, ada.workspace.identity.space(SpaceKind.OFFICE))
    assert len(kept(ada)) == 1


def test_one_transaction_is_sent_again_and_the_others_stay(server: PartnerServer, ada: Laptop, at: str) -> None:
    for goal in ("eins", "zwei"):
        add(ada.workspace, Visit(company=at, goal=goal))
    lose_the_right(server, ada)
    with ada.workspace.read() as reader:
        work = kept_work(reader, "de")
    assert try_again(ada.workspace, [work[0].transaction]) == 1
    assert len(kept(ada)) == 1
    with pytest.raises(RuleError, match="set_aside_unknown"):
        refile(ada.workspace, [work[0].transaction], ada.workspace.identity.space(SpaceKind.OFFICE))


def test_what_is_set_aside_goes_to_a_colleague_in_a_file(
    server: PartnerServer, ada: Laptop, bo: Laptop, at: str, tmp_path: Path
) -> None:
    visit = add(ada.workspace, Visit(company=at, goal="Erstgespräch"))
    lose_the_right(server, ada)
    [written] = export_file(ada.workspace, tmp_path / "a.csrx", None, password="Fördergerüst", cost=CHEAP)
    read_exchange(bo.workspace, written.path, "Fördergerüst")
    assert read(bo.workspace, Visit, visit).goal == "Erstgespräch"
    assert bo.sync().refused == 1, "its author may not write there, whoever brings it"
    with bo.workspace.read() as reader:
        [work] = kept_work(reader, "de")
    [made] = refile(bo.workspace, [work.transaction], bo.workspace.identity.space(SpaceKind.ORGANISATION))
    assert bo.sync().refused == 0
    assert read(bo.workspace, Visit, made).goal == "Erstgespräch"


def test_what_is_too_large_for_the_server_holds_nobody_up(ada: Laptop, bo: Laptop, at: str) -> None:
    with ada.workspace.write("viel") as writer:
        for number in range(MAX_TRANSACTION_BYTES // 900_000 + 2):
            writer.new(Note(title=f"groß {number}", text="ä" * 450_000))
    small = add(ada.workspace, Visit(company=at, goal="klein"))
    assert ada.sync().refused > 0
    assert (ada.workspace.status().unsent, len(kept(ada)) > 0) == (0, True)
    bo.sync()
    assert read(bo.workspace, Visit, small).goal == "klein"


@scenario("F66")
def test_much_of_a_space_is_deleted_only_when_a_person_says_so(ada: Laptop, bo: Laptop, at: str) -> None:
    visits = [add(ada.workspace, Visit(company=at, goal=f"Besuch {number}")) for number in range(60)]
    ada.sync()
    bo.sync()
    for visit in visits[:19]:
        delete(bo.workspace, visit)
    bo.sync()
    ada.sync()
    for visit in visits[19:39]:
        delete(ada.workspace, visit)
    with pytest.raises(RuleError, match="deletions_unconfirmed") as caught:
        ada.sync()
    assert (caught.value.facts["count"], caught.value.facts["records"]) == (20, 41)
    assert ada.workspace.status().unsent == 20
    assert run_rounds(ada.workspace, ada.line, confirm_deletions=True).sent == 20
    bo.sync()
    assert len(every(bo.workspace, Visit)) == 21


@scenario("F66")
def test_the_server_keeps_back_what_deletes_much_of_a_space_until_a_person_says_so(
    ada: Laptop, bo: Laptop, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = [add(ada.workspace, Visit(company=at, goal=f"Besuch {number}")) for number in range(60)]
    ada.sync()
    bo.sync()
    monkeypatch.setattr(exchange, "find_large_deletion", lambda _: None)
    line = ada.line = LossyLine(ada.line, ["answer lost"])
    for visit in visits[:20]:
        delete(ada.workspace, visit)
    edit(ada.workspace, visits[-1], goal="Bleibt")
    with pytest.raises(TroubleError, match="server_silent"):
        ada.sync()
    ada.sync()
    assert (ada.workspace.status().set_aside, ada.workspace.status().unsent) == (20, 0)
    bo.sync()
    assert len(every(bo.workspace, Visit)) == 60
    assert read(bo.workspace, Visit, visits[-1]).goal == "Bleibt"
    with ada.workspace.read() as reader:
        work = kept_work(reader, "de")
    assert {one.reason for one in work} == {Refusal.MANY_DELETIONS}
    assert "mehr als ein Zehntel" in reason_words(Refusal.MANY_DELETIONS, "de")
    assert try_again(ada.workspace) == 20
    line.fates = ["answer lost"]
    with pytest.raises(TroubleError, match="server_silent"):
        run_rounds(ada.workspace, line, confirm_deletions=True)
    ada.sync()
    assert (ada.workspace.status().set_aside, ada.workspace.status().unsent) == (0, 0), "known needs no confirmation"
    bo.sync()
    assert len(every(bo.workspace, Visit)) == 40


def test_deleting_what_no_server_has_asks_nobody(ada: Laptop, at: str) -> None:
    visits = [add(ada.workspace, Visit(company=at, goal=f"Besuch {number}")) for number in range(25)]
    for visit in visits:
        delete(ada.workspace, visit)
    assert ada.sync().refused == 0
