"""Exchange files between laptops: nothing lost, nothing twice, nothing believed that is not proven, and a way back."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consultant_app.actions.notes import set_visibility
from consultant_app.actions.sync.exchange_reading import Contents, find_files, look_into, read_exchange
from consultant_app.actions.sync.exchange_writing import had_by, write_exchange
from consultant_app.actions.sync.set_aside import reason_words, try_again
from consultant_app.changes.change import SpaceId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.errors import ProductError, RuleError, sentence
from consultant_app.server.rights import Role
from consultant_app.workspace.exchange_log import Selection
from consultant_app.workspace.restore_points import go_back, restore_points
from consultant_app.workspace.status import Whereabouts
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import CHEAP, Laptop, Workspaces, add, edit, find, read, rows, screens, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled

PASSWORD = "Fördergerüst"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def write(workspace: Workspace, path: Path, kind: SpaceKind = SpaceKind.ORGANISATION, **other: Any) -> Path:
    selection = Selection(workspace.identity.space(kind), **other)
    write_exchange(workspace, path, selection, password=PASSWORD, cost=CHEAP)
    return path


def take(workspace: Workspace, path: Path) -> Contents:
    return read_exchange(workspace, path, PASSWORD)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(ProductError) as caught:
        act()
    return caught.value.code


def company(laptop: Laptop, name: str = "Stahlmuster") -> str:
    return add(laptop.workspace, Company(name=name))


def visit(laptop: Laptop, at: str, **values: Any) -> str:
    return add(laptop.workspace, Visit(company=at, **values))


@pytest.fixture
def at(ada: Laptop, bo: Laptop) -> str:
    """A company that both laptops have."""
    made = company(ada)
    sync_all(ada, bo)
    return made


@scenario("F42")
@pytest.mark.parametrize("had_it", [True, False], ids=["who had it", "who never had it"])
def test_an_older_file_does_not_bring_back_what_was_withdrawn_since(
    ada: Laptop, bo: Laptop, stick: Path, had_it: bool
) -> None:
    note = add(ada.workspace, Note(text="Der Rat will das Werk schließen."), SpaceKind.ORGANISATION)
    sync_all(ada, bo) if had_it else ada.sync()
    edit(ada.workspace, note, text="Der Rat will das Werk halten.")
    ada.sync()
    file = write(ada.workspace, stick / "a.csrx")
    set_visibility(ada.workspace, note, "private")
    sync_all(ada, bo)
    assert take(bo.workspace, file).taken == 0
    sync_all(ada, bo)
    assert find(bo.workspace, Note, note) is None
    assert bo.workspace.status().unsent == 0
    assert bo.workspace.verify().whole


@scenario("F42")
def test_an_older_file_brings_what_the_server_never_got_of_what_was_withdrawn(
    ada: Laptop, bo: Laptop, stick: Path
) -> None:
    """It is set aside at the next round, and shown: whoever brings it cannot know whether somebody else has it."""
    note = add(ada.workspace, Note(text="Der Rat will das Werk schließen."), SpaceKind.ORGANISATION)
    sync_all(ada, bo)
    edit(bo.workspace, note, text="Der Rat will das Werk halten.")
    file = write(bo.workspace, stick / "b.csrx")
    set_visibility(ada.workspace, note, "private")
    sync_all(ada, bo)
    assert bo.workspace.status().set_aside == 1
    take(bo.workspace, file)
    sync_all(ada, bo)
    assert bo.workspace.status().set_aside == 1
    assert bo.workspace.verify().whole


@scenario("F13")
def test_a_file_brings_what_is_new_once_and_waits_for_the_server(ada: Laptop, bo: Laptop, at: str, stick: Path) -> None:
    first = visit(ada, at, goal="Erstgespräch")
    file = write(ada.workspace, stick / "a.csrx")
    looked = look_into(bo.workspace, file, PASSWORD)
    assert (looked.new, looked.records, looked.known, looked.taken) == (1, 1, 0, 0)
    assert find(bo.workspace, Visit, first) is None

    assert take(bo.workspace, file).taken == 1
    assert read(bo.workspace, Visit, first).goal == "Erstgespräch"
    assert bo.workspace.status().unsent == 1
    assert bo.workspace.states([first])[first].whereabouts is Whereabouts.WAITING
    again = take(bo.workspace, file)
    assert (again.new, again.known, again.restore_point) == (0, 1, None)

    assert bo.sync().sent == 1
    assert bo.workspace.states([first])[first].whereabouts is Whereabouts.BOTH
    ada.sync()
    assert ada.workspace.status().unsent == 0
    assert (ada.agrees(), bo.agrees()) == (True, True)
    assert take(ada.workspace, file).new == 0
    author = bo.workspace.history(first)[0].author
    assert (author.user_name, author.bringer) == ("Ada", "")


@scenario("F13", "F42")
def test_what_a_file_brings_of_a_note_that_went_out_of_sight_stays_out_however_often_it_is_read(
    ada: Laptop, bo: Laptop, stick: Path
) -> None:
    """The file says of the last edit that no server has it; by now the server has, where the note is."""
    note = add(ada.workspace, Note(text="Für alle."), SpaceKind.ORGANISATION)
    sync_all(ada, bo)
    edit(ada.workspace, note, text="Noch nicht gesendet.")
    file = write(ada.workspace, stick / "a.csrx")
    set_visibility(ada.workspace, note, "private")
    sync_all(ada, bo)
    for _ in range(3):
        take(bo.workspace, file)
        bo.sync()
        assert find(bo.workspace, Note, note) is None
        assert bo.agrees()
    assert bo.workspace.verify().whole
    assert read(ada.workspace, Note, note).text == "Noch nicht gesendet."


@scenario("F12")
def test_parts_come_in_any_order_without_a_false_conflict(ada: Laptop, bo: Laptop, at: str, stick: Path) -> None:
    made = visit(ada, at, goal="eins")
    first = write(ada.workspace, stick / "1.csrx")
    edit(ada.workspace, made, goal="zwei")
    second = write(ada.workspace, stick / "2.csrx", before=had_by(first, PASSWORD))
    edit(ada.workspace, made, goal="drei")
    third = write(ada.workspace, stick / "3.csrx", before=had_by(second, PASSWORD))
    for file, count in ((third, 1), (second, 1), (first, 1)):
        assert take(bo.workspace, file).new == count
        assert bo.workspace.conflicts() == []
    assert read(bo.workspace, Visit, made).goal == "drei"
    sync_all(bo, ada, bo)
    assert screens(ada.workspace) == screens(bo.workspace)


def test_what_was_written_since_is_all_that_goes_on(ada: Laptop, at: str, stick: Path) -> None:
    visit(ada, at)
    first = write(ada.workspace, stick / "1.csrx")
    assert refusal(lambda: write(ada.workspace, stick / "2.csrx", before=had_by(first, PASSWORD))) == "exchange_empty"
    assert not (stick / "2.csrx").exists()


def test_a_third_laptop_is_told_who_brought_it(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, at: str, stick: Path
) -> None:
    cy = enrolled(server, workspaces, "cy@example.org")
    cy.sync()
    made = visit(ada, at, goal="von Ada")
    take(bo.workspace, write(ada.workspace, stick / "a.csrx"))
    edit(bo.workspace, made, occasion="von Bo")
    assert take(cy.workspace, write(bo.workspace, stick / "b.csrx")).taken == 2
    authors = [step.author for step in cy.workspace.history(made)]
    assert {(author.user_name, author.bringer.partition(",")[0]) for author in authors} == {("Ada", "Bo"), ("Bo", "")}
    assert cy.sync().sent == 2
    sync_all(ada, bo)
    assert screens(ada.workspace) == screens(bo.workspace) == screens(cy.workspace)


@scenario("F13")
def test_one_file_on_three_laptops_and_online_is_one_set(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, at: str, stick: Path
) -> None:
    cy = enrolled(server, workspaces, "cy@example.org")
    cy.sync()
    made = visit(ada, at, goal="offen")
    file = write(ada.workspace, stick / "a.csrx")
    for laptop in (bo, cy):
        take(laptop.workspace, file)
        edit(laptop.workspace, made, occasion=laptop.workspace.identity.user_name)
    ada.sync()
    sync_all(bo, cy, ada, bo, cy)
    assert screens(ada.workspace) == screens(bo.workspace) == screens(cy.workspace)
    assert {value.value for conflict in ada.workspace.conflicts() for value in conflict.values} == {"Bo", "Cy"}


def test_a_file_of_somebody_elses_space_is_refused(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, stick: Path
) -> None:
    dora = enrolled(server, workspaces, "dora@example.org", partner="DO")
    sync_all(ada, dora)
    visit(ada, company(ada))
    file = write(ada.workspace, stick / "a.csrx")
    assert refusal(lambda: take(dora.workspace, file)) == "exchange_not_a_member"
    add(ada.workspace, Note(title="nur ich"), SpaceKind.PERSON)
    private = write(ada.workspace, stick / "p.csrx", SpaceKind.PERSON)
    assert refusal(lambda: take(bo.workspace, private)) == "exchange_not_a_member"
    second = another(server, workspaces, "ada@example.org")
    assert take(second.workspace, private).taken == 1


def test_a_writer_that_no_server_vouches_for_is_refused(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, stick: Path
) -> None:
    alone = workspaces.create()
    add(alone, Company(name="Allein"))
    file = write(alone, stick / "alone.csrx", SpaceKind.CONSORTIUM)
    assert refusal(lambda: take(ada.workspace, file)) == "exchange_writer_unknown"
    other = workspaces.create()
    assert take(other, file).taken >= 1


def test_the_password_and_every_byte_count(ada: Laptop, bo: Laptop, at: str, stick: Path) -> None:
    visit(ada, at)
    file = write(ada.workspace, stick / "a.csrx")
    assert refusal(lambda: read_exchange(bo.workspace, file, "falsch")) == "exchange_wrong_password"
    whole = file.read_bytes()
    allowed = {"exchange_damaged", "exchange_not_ours", "exchange_newer", "exchange_wrong_password"}
    before = rows(bo.workspace, "SELECT count(*) FROM change")
    for length in range(0, len(whole), 7):
        file.write_bytes(whole[:length])
        assert refusal(lambda: take(bo.workspace, file)) in allowed
    for place in range(0, len(whole), 11):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert refusal(lambda: take(bo.workspace, file)) in allowed
    file.write_bytes(whole + b"x")
    assert refusal(lambda: take(bo.workspace, file)) == "exchange_damaged"
    assert rows(bo.workspace, "SELECT count(*) FROM change") == before
    assert restore_points(bo.workspace.folder) == []


def test_going_back_keeps_what_was_written_here_since(ada: Laptop, bo: Laptop, at: str, stick: Path) -> None:
    mine = visit(bo, at, goal="vorher")
    before = screens(bo.workspace)
    made = visit(ada, at, goal="vom Stick")
    contents = take(bo.workspace, write(ada.workspace, stick / "a.csrx"))
    assert contents.restore_point is not None
    edit(bo.workspace, mine, goal="nachher")
    point = go_back(bo.workspace)
    assert point.name == contents.restore_point.name
    assert find(bo.workspace, Visit, made) is None
    assert read(bo.workspace, Visit, mine).goal == "nachher"
    assert screens(bo.workspace).keys() == before.keys()
    assert bo.workspace.verify().whole
    edit(bo.workspace, mine, occasion="noch später")
    sync_all(bo, ada, bo)
    assert read(ada.workspace, Visit, mine).occasion == "noch später"
    assert screens(ada.workspace) == screens(bo.workspace)

    go_back(bo.workspace)
    assert read(bo.workspace, Visit, made).goal == "vom Stick"
    assert bo.workspace.verify().whole
    sync_all(bo, ada, bo)
    assert screens(ada.workspace) == screens(bo.workspace)


def test_what_may_not_be_seen_any_more_stands_in_no_restore_point(
    server: PartnerServer, ada: Laptop, bo: Laptop, at: str, stick: Path
) -> None:
    visit(ada, at)
    take(bo.workspace, write(ada.workspace, stick / "a.csrx"))
    assert len(restore_points(bo.workspace.folder)) == 1
    server.change_roles("bo@example.org", Role.OFFICE)
    bo.sync()
    assert restore_points(bo.workspace.folder) == []


def test_going_back_without_a_restore_point_says_so(bo: Laptop) -> None:
    assert refusal(lambda: go_back(bo.workspace)) == "no_restore_point"


def test_half_of_a_transaction_waits_for_the_other_half(ada: Laptop, bo: Laptop, stick: Path) -> None:
    bo.sync()
    with ada.workspace.write("Beides") as writer:
        both = writer.new(Company(name="Beides"))
        made = writer.new(Visit(company=both.id, goal="zugleich")).id
    take(bo.workspace, write(ada.workspace, stick / "org.csrx"))
    assert (bo.workspace.status().unsent, bo.sync().refused) == (0, 0)
    assert bo.workspace.states([made])[made].whereabouts is Whereabouts.WAITING
    take(bo.workspace, write(ada.workspace, stick / "con.csrx", SpaceKind.CONSORTIUM, only_waiting=True))
    assert bo.workspace.status().unsent == 2
    assert bo.sync().sent == 2
    ada.sync()
    assert (ada.workspace.status().unsent, ada.workspace.status().set_aside) == (0, 0)
    assert screens(ada.workspace) == screens(bo.workspace)


def test_work_of_a_revoked_device_is_set_aside_with_the_reason_that_is_true(
    server: PartnerServer, ada: Laptop, bo: Laptop, at: str, stick: Path
) -> None:
    for number in range(3):
        visit(ada, at, goal=f"Über den Stick {number}")
    file = write(ada.workspace, stick / "a.csrx", only_waiting=True)
    server.revoke(ada.workspace.identity.device)
    take(bo.workspace, file)
    bo.sync()
    assert bo.workspace.status().set_aside == 3
    ((reason,),) = rows(bo.workspace, "SELECT DISTINCT reason FROM set_aside")
    assert reason_words(reason, "de").startswith("Ein anderes Gerät hat das geschrieben")
    server.readmit(ada.workspace.identity.device)
    try_again(bo.workspace)
    bo.sync()
    assert (bo.workspace.status().unsent, bo.workspace.status().set_aside) == (0, 0)


@pytest.mark.parametrize("code", ["leave_person_waiting", "leave_place_missing", "leave_not_sealed"])
def test_a_sentence_is_right_for_one_change_too(code: str) -> None:
    assert not re.search(r"1 \w", sentence(RuleError(code, count=1), "de"))
    assert not re.search(r"1 \w", sentence(RuleError(code, count=1), "en"))


def test_a_restored_laptop_gets_its_own_work_back_from_a_file(
    workspaces: Workspaces, ada: Laptop, bo: Laptop, at: str, stick: Path
) -> None:
    old = workspaces.copy_of(ada)
    made = visit(ada, at, goal="nach der Sicherung")
    file = write(ada.workspace, stick / "a.csrx")
    assert take(old.workspace, file).taken == 1
    assert old.sync().sent == 1
    bo.sync()
    assert read(bo.workspace, Visit, made).goal == "nach der Sicherung"


def test_a_cancelled_reading_goes_on_where_it_stopped(ada: Laptop, bo: Laptop, at: str, stick: Path) -> None:
    for number in range(40):
        visit(ada, at, goal=f"Besuch {number}")
    file = write(ada.workspace, stick / "a.csrx")
    assert refusal(lambda: read_exchange(bo.workspace, file, PASSWORD, is_cancelled=lambda: True)) == (
        "exchange_cancelled"
    )
    told: list[tuple[int, int]] = []
    contents = read_exchange(bo.workspace, file, PASSWORD, on_progress=lambda *far: told.append(far))
    assert (contents.taken, told[-1]) == (40, (80, 80))


def test_files_on_a_stick_are_found_with_who_wrote_them(ada: Laptop, bo: Laptop, at: str, stick: Path) -> None:
    visit(ada, at)
    file = write(ada.workspace, stick / "a.csrx")
    (stick / "leer.csrx").write_bytes(b"")
    [found] = find_files(bo.workspace, stick)
    assert (found.card.user_name, found.card.changes, found.read_at, found.is_own) == ("Ada", 1, None, False)
    take(bo.workspace, file)
    assert find_files(bo.workspace, stick)[0].read_at is not None
    assert find_files(ada.workspace, stick)[0].is_own


def test_a_full_stick_leaves_the_earlier_file(ada: Laptop, at: str, stick: Path) -> None:
    visit(ada, at)
    assert refusal(lambda: write(ada.workspace, stick / "nicht da" / "a.csrx")) == "exchange_not_written"
    file = write(ada.workspace, stick / "a.csrx")
    kept = file.read_bytes()
    selection = Selection(ada.workspace.identity.space(SpaceKind.ORGANISATION))
    with pytest.raises(RuleError):
        write_exchange(ada.workspace, file, selection, password=PASSWORD, cost=CHEAP, is_cancelled=lambda: True)
    assert file.read_bytes() == kept
    assert [path.name for path in stick.iterdir()] == ["a.csrx"]


def test_what_nothing_proves_is_left_out_and_counted(ada: Laptop, bo: Laptop, at: str, stick: Path) -> None:
    visit(bo, at)
    bo.sync()
    ada.sync()
    visit(ada, at)
    with ada.workspace.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM origin_paper")
    selection = Selection(ada.workspace.identity.space(SpaceKind.ORGANISATION))
    written = write_exchange(ada.workspace, stick / "a.csrx", selection, password=PASSWORD, cost=CHEAP)
    assert (written.changes, written.left_out) == (1, 1)


def test_a_space_that_is_not_ours_gives_nothing(ada: Laptop, stick: Path) -> None:
    selection = Selection(SpaceId("0" * 32))
    assert refusal(lambda: write_exchange(ada.workspace, stick / "a", selection, password=PASSWORD)) == "exchange_empty"
