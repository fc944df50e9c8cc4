"""A server restored from a backup gets back what any laptop still has; nothing is lost, and the digests agree."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.server.rights import Role
from consultant_app.sync import rounds
from consultant_app.workspace.status import Whereabouts
from tests.support.laptops import Laptop, Workspaces, add, delete, edit, every, read, rows, screens, sync_all
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled
from tests.sync.test_clones import woken_twice

Restore = Callable[[], None]


@pytest.fixture
def restore(server: PartnerServer, ada: Laptop, bo: Laptop) -> Restore:
    """Backs the server up now, with a company that both have; calling it brings that state back."""
    add(ada.workspace, Company(name="Vor der Sicherung"))
    add(bo.workspace, Visit(company="c" * 32, number="B"))
    sync_all(ada, bo)
    backup = server.back_up()
    return lambda: server.restore(backup)


def _whole(*laptops: Laptop) -> None:
    assert len({str(laptop.digests()) for laptop in laptops}) == 1
    assert len({str(sorted(screens(laptop.workspace).items())) for laptop in laptops}) == 1
    for laptop in laptops:
        assert laptop.agrees()
        status = laptop.workspace.status()
        assert (status.unsent, status.set_aside) == (0, 0)
        assert laptop.workspace.verify().whole
        assert rows(laptop.workspace, "SELECT count(*) FROM change WHERE state <> 1") == [(0,)]


@scenario("F24", "F82")
def test_own_changes_are_sent_again_and_the_digests_agree(restore: Restore, ada: Laptop, bo: Laptop) -> None:
    company = every(ada.workspace, Company)[0].id
    edit(ada.workspace, company, branch="Metall")
    new = add(bo.workspace, Company(name="Nach der Sicherung"))
    sync_all(ada, bo)
    edit(ada.workspace, new, branch="Auf Bo gebaut")
    sync_all(ada, bo)
    restore()
    straight, ada.line = ada.line, LossyLine(ada.line, ["arrives", "arrives", "request lost"])
    with suppress(TroubleError):
        ada.sync()
    assert ada.workspace.states([new])[new].whereabouts is Whereabouts.WAITING
    ada.line = straight
    sync_all(bo, ada, bo)
    assert read(bo.workspace, Company, company).branch == "Metall"
    assert read(ada.workspace, Company, new).branch == "Auf Bo gebaut"
    _whole(ada, bo)


@scenario("F24")
def test_it_is_noticed_even_after_others_have_written_on(
    server: PartnerServer, workspaces: Workspaces, restore: Restore, ada: Laptop, bo: Laptop
) -> None:
    for number in range(3):
        add(ada.workspace, Company(name=f"Verloren {number}"))
    ada.sync()
    restore()
    for number in range(9):
        add(bo.workspace, Company(name=f"Danach {number}"))
    bo.sync()
    sync_all(ada, bo, ada)
    assert len(every(bo.workspace, Company)) == 13
    _whole(ada, bo)


@scenario("F24")
def test_only_what_came_after_the_newest_common_cursor_goes_over_the_line_again(
    restore: Restore, ada: Laptop, bo: Laptop
) -> None:
    before = [add(ada.workspace, Company(name=f"Davor {number}")) for number in range(3)]
    sync_all(ada, bo)
    assert before
    line = ada.line = LossyLine(ada.line)
    restore()
    counts = ada.sync()
    assert counts.sent == 3
    assert counts.received <= 3
    assert len(line.sent) <= 4
    sync_all(bo, ada)
    _whole(ada, bo)


@scenario("F24")
def test_the_run_that_goes_on_sends_the_certificate_that_the_server_lost(
    restore: Restore, ada: Laptop, bo: Laptop
) -> None:
    add(ada.workspace, Visit(company="c" * 32, number="1"))
    ada.sync()
    restore()
    # Another space than the one that was lost something of, and the same run as before.
    add(ada.workspace, Company(name="Danach"))
    sync_all(ada, bo, ada)
    assert ada.workspace.status().set_aside == 0
    _whole(ada, bo)


@scenario("F24")
def test_deletions_come_back_too(restore: Restore, ada: Laptop, bo: Laptop) -> None:
    company = every(ada.workspace, Company)[0].id
    delete(ada.workspace, company)
    sync_all(ada, bo)
    restore()
    sync_all(bo, ada, bo)
    assert every(ada.workspace, Company) == every(bo.workspace, Company) == ()
    _whole(ada, bo)


@scenario("F24", "F02")
def test_a_line_that_breaks_while_everything_is_sent_again(restore: Restore, ada: Laptop, bo: Laptop) -> None:
    for number in range(5):
        add(ada.workspace, Company(name=str(number)))
    sync_all(ada, bo)
    restore()
    fates = ["answer lost", "arrives", "answer lost", "arrives", "request lost"]
    ada.line = LossyLine(ada.line, fates)
    for _ in range(4):
        with suppress(TroubleError):
            ada.sync()
    sync_all(bo, ada, bo)
    _whole(ada, bo)


@scenario("F24")
def test_what_a_lost_laptop_wrote_is_brought_back_by_whoever_was_told_it(
    restore: Restore, ada: Laptop, bo: Laptop
) -> None:
    lost = add(bo.workspace, Company(name="Nur Bo"))
    sync_all(bo, ada)
    restore()
    ada.sync()
    assert ada.workspace.states([lost])[lost].whereabouts is Whereabouts.BOTH
    _whole(ada)
    edit(ada.workspace, lost, branch="Weiter")
    sync_all(ada, bo, ada)
    _whole(ada, bo)


@scenario("F24")
def test_it_is_brought_back_under_the_name_of_its_author(
    server: PartnerServer, workspaces: Workspaces, restore: Restore, ada: Laptop, bo: Laptop
) -> None:
    lost = add(bo.workspace, Company(name="Nur Bo"))
    sync_all(bo, ada)
    restore()
    ada.sync()
    second = another(server, workspaces, "ada@example.org")
    second.sync()
    assert {one.author.user_name for one in second.workspace.history(lost)} == {bo.workspace.identity.user_name}
    assert read(second.workspace, Company, lost).name == "Nur Bo"


@scenario("F24", "F81")
def test_who_shares_only_one_space_of_a_transaction_brings_back_her_half_and_others_theirs(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    server.add_partner("HA")
    eva = enrolled(server, workspaces, "eva@example.org", partner="HA")
    sync_all(ada, bo, eva)
    backup = server.back_up()
    with bo.workspace.write("Zwei Räume") as writer:
        company = writer.new(Company(name="Alle"))
        visit = writer.new(Visit(company=company.id, number="Nur EN"))
    sync_all(bo, ada, eva)
    server.restore(backup)
    eva.sync()
    assert eva.workspace.states([company.id])[company.id].whereabouts is Whereabouts.BOTH
    ada.sync()
    assert ada.workspace.states([visit.id])[visit.id].whereabouts is Whereabouts.BOTH
    sync_all(bo, eva, ada)
    assert read(bo.workspace, Visit, visit.id).number == "Nur EN"
    _whole(ada, bo)
    assert eva.agrees()
    assert eva.workspace.status().unsent == 0


@scenario("F24")
def test_nobody_brings_what_the_server_has_not_signed(restore: Restore, ada: Laptop, bo: Laptop) -> None:
    lost = add(bo.workspace, Company(name="Nur Bo"))
    sync_all(bo, ada)
    with ada.workspace.database.writing() as connection:
        connection.exec_driver_sql("UPDATE testimony SET signature = zeroblob(64)")
    restore()
    ada.sync()
    assert read(ada.workspace, Company, lost).name == "Nur Bo"
    assert ada.agrees()
    assert ada.workspace.states([lost])[lost].whereabouts is Whereabouts.WAITING
    sync_all(bo, ada, bo)
    _whole(ada, bo)


@scenario("F24")
def test_what_a_laptop_wrote_that_the_server_has_forgotten_waits_until_it_is_enrolled_again(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    ada.sync()
    backup = server.back_up()
    bo = enrolled(server, workspaces, "bo@example.org")
    lost = add(bo.workspace, Company(name="Nur Bo"))
    sync_all(bo, ada)
    server.restore(backup)
    ada.sync()
    assert read(ada.workspace, Company, lost).name == "Nur Bo"
    status = ada.workspace.status()
    assert (status.unsent, status.set_aside) == (0, 0)
    assert ada.workspace.states([lost])[lost].whereabouts is Whereabouts.WAITING


@scenario("F24", "F46")
def test_an_id_of_what_was_forgotten_is_not_used_again(server: PartnerServer, ada: Laptop, bo: Laptop) -> None:
    """Else a restored server, which lost the first content as well, would take the second one under the same id."""
    sync_all(ada, bo)
    backup = server.back_up()
    forgotten = add(bo.workspace, Visit(company="c" * 32, number="Erst"))
    sync_all(bo, ada)
    server.change_roles("bo@example.org", Role.OFFICE)
    bo.sync()
    server.restore(backup)
    added = add(bo.workspace, Company(name="Dann"))
    sync_all(bo, ada, bo)
    assert read(ada.workspace, Visit, forgotten).number == "Erst"
    assert read(ada.workspace, Company, added).name == "Dann"
    _whole(ada)


@scenario("F46", "F77")
def test_typing_that_goes_on_while_something_is_forgotten_contests_nobody(
    server: PartnerServer, ada: Laptop, bo: Laptop
) -> None:
    company = add(bo.workspace, Company(name="Hier"))
    add(bo.workspace, Visit(company="c" * 32, number="Geht"))
    bo.workspace.type_draft(company, "branch", "M", shown=[])
    bo.workspace.seal_drafts()
    server.change_roles("bo@example.org", Role.OFFICE)
    bo.sync()
    add(bo.workspace, Company(name="Anderswo"))
    bo.workspace.type_draft(company, "branch", "Metall", shown=[])
    sync_all(bo, ada)
    assert bo.workspace.conflicts() == []
    assert read(ada.workspace, Company, company).branch == "Metall"


@scenario("F19")
def test_a_laptop_restored_from_a_backup_gets_the_rest_with_its_own(
    workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    company = add(ada.workspace, Company(name="Alt"))
    sync_all(ada, bo)
    old = workspaces.copy_of(ada)
    edit(ada.workspace, company, name="Nach der Sicherung")
    add(bo.workspace, Company(name="Von Bo"))
    sync_all(ada, bo)
    old.sync()
    assert screens(old.workspace) == screens(bo.workspace)
    edit(old.workspace, company, branch="Wieder da")
    sync_all(old, bo)
    _whole(old, bo)


@scenario("F18", "F24")
def test_an_id_that_means_something_else_after_the_restore_is_displaced_everywhere(
    workspaces: Workspaces, restore: Restore, ada: Laptop, bo: Laptop
) -> None:
    """The content that was lost in the restore had reached others; its author has it still."""
    woken = woken_twice(workspaces, ada)
    add(ada.workspace, Company(name="Von hier"))
    sync_all(ada, bo)
    restore()
    add(woken.workspace, Visit(company="c" * 32, number="Von dort"))
    add(woken.workspace, Company(name="Auch von dort"))
    sync_all(woken, bo, ada)
    assert {one.name for one in every(bo.workspace, Company)} == {"Vor der Sicherung", "Von hier", "Auch von dort"}
    _whole(ada, bo, woken)


@scenario("F18", "F24")
@pytest.mark.parametrize("takes_its_place", ["in sight of others", "out of their sight"])
def test_what_lost_its_id_and_its_author_is_brought_back_by_whoever_has_it(
    workspaces: Workspaces, restore: Restore, ada: Laptop, bo: Laptop, takes_its_place: str
) -> None:
    """The author's machine was resumed from a snapshot, and the restored server has another content under the id."""
    resumed = woken_twice(workspaces, ada)
    company = add(ada.workspace, Company(name="Von hier"))
    sync_all(ada, bo)
    edit(bo.workspace, company, branch="Darauf gebaut")
    restore()
    if takes_its_place == "in sight of others":
        add(resumed.workspace, Company(name="Von dort"))
    else:
        add(resumed.workspace, Note(text="Von dort"), SpaceKind.PERSON)
    sync_all(resumed, bo, resumed)
    found = {one.name: one.branch for one in every(resumed.workspace, Company)}
    assert found["Von hier"] == "Darauf gebaut"
    assert bo.workspace.conflicts() == []
    for laptop in (resumed, bo):
        assert rows(laptop.workspace, "SELECT count(*) FROM change WHERE state <> 1") == [(0,)]
        assert laptop.agrees()
        assert laptop.workspace.verify().whole


@scenario("F18", "F24")
def test_a_log_that_looks_the_same_after_the_restore_is_told_by_its_digest(
    workspaces: Workspaces, restore: Restore, ada: Laptop, bo: Laptop
) -> None:
    """The same ids at the same positions: no cursor can tell, so it takes the next change in that space."""
    woken = woken_twice(workspaces, ada)
    add(ada.workspace, Company(name="Von hier"))
    sync_all(ada, bo)
    restore()
    add(woken.workspace, Company(name="Von dort"))
    sync_all(woken, bo, ada)
    add(bo.workspace, Company(name="Danach"))
    sync_all(bo, ada, woken)
    names = {one.name for one in every(woken.workspace, Company)}
    assert names == {"Vor der Sicherung", "Von hier", "Von dort", "Danach"}
    _whole(ada, bo, woken)


@scenario("F24", "F81")
def test_a_transaction_over_two_spaces_of_which_one_was_lost_goes_whole_again(
    restore: Restore, ada: Laptop, bo: Laptop
) -> None:
    """It came in after the restore, in the very request that learnt of it: only one of its spaces goes back."""
    add(ada.workspace, Company(name="Nach der Sicherung"))
    sync_all(ada, bo)
    restore()
    with bo.workspace.write("Zwei Räume") as writer:
        company = writer.new(Company(name="Beide"))
        writer.new(Note(text="Für mich", company=company.id), SpaceKind.PERSON)
    sync_all(bo, ada, bo)
    assert {one.name for one in every(ada.workspace, Company)} >= {"Beide", "Nach der Sicherung"}
    assert [one.text for one in every(bo.workspace, Note)] == ["Für mich"]
    for laptop in (ada, bo):
        assert laptop.agrees()
        assert (laptop.workspace.status().unsent, laptop.workspace.status().set_aside) == (0, 0)


@scenario("F24", "F82")
def test_what_the_server_accepted_and_lost_before_it_was_read_back_is_sent_again(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round was cut after its first page, so no cursor had reached the entry: none of them goes back."""
    sync_all(ada, bo)
    backup = server.back_up()
    add(bo.workspace, Visit(company="c" * 32, number="Steht davor"))
    bo.sync()
    add(ada.workspace, Note(text="Angenommen"), SpaceKind.PERSON)
    with monkeypatch.context() as small, suppress(TroubleError):
        small.setattr(rounds, "MAX_BATCH_BYTES", 1)
        Laptop(ada.workspace, LossyLine(ada.line, ["arrives", "request lost"])).sync()
    assert ada.workspace.status().unsent == 0
    server.restore(backup)
    sync_all(ada, bo, ada)
    second = another(server, workspaces, "ada@example.org")
    second.sync()
    assert [one.text for one in every(second.workspace, Note)] == ["Angenommen"]
    _whole(ada, second)


@scenario("F24")
def test_what_the_server_said_itself_of_people_is_brought_back_as_its_own_word(
    server: PartnerServer, workspaces: Workspaces, restore: Restore, ada: Laptop
) -> None:
    """Its records of partners and people waited for ever: no device stands behind them."""
    late = enrolled(server, workspaces, "cem@example.org")
    sync_all(late, ada)
    restore()
    sync_all(ada)
    assert [one.name for one in every(ada.workspace, User) if one.mail == "cem@example.org"] == ["Cem"]
    assert ada.workspace.status().waiting == {}
    _whole(ada)
