"""Roots that move between spaces: whoever may read both never misses them, whoever loses them forgets them."""

from contextlib import suppress
from pathlib import Path

import pytest

from consultant_app.actions.notes import note_sheet, set_visibility
from consultant_app.actions.sync.exchange_writing import write_exchange
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.workspace.exchange_log import Selection
from consultant_app.workspace.search import search
from consultant_app.workspace.search_index import index_backlog
from tests.support.laptops import CHEAP, Laptop, Workspaces, add, edit, every, find, read, rows, shown, sync_all
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another

OLD = "Kanarienvogel"
NEW = "Zaunkoenig"


@pytest.fixture
def second(server: PartnerServer, workspaces: Workspaces, ada: Laptop) -> Laptop:
    """Another laptop of ada's."""
    return another(server, workspaces, "ada@example.org")


def private_note(laptop: Laptop) -> RecordId:
    """Synced, and with a past."""
    note = add(laptop.workspace, Note(text=OLD), SpaceKind.PERSON)
    edit(laptop.workspace, note, text=NEW)
    laptop.sync()
    return note


def partner_note(*laptops: Laptop) -> RecordId:
    note = add(laptops[0].workspace, Note(text=OLD))
    sync_all(*laptops)
    return note


def visibility(laptop: Laptop, note: RecordId) -> str:
    with laptop.workspace.read() as reader:
        return note_sheet(reader, note).visibility


def wished(laptop: Laptop, note: RecordId) -> str:
    with laptop.workspace.read() as reader:
        return note_sheet(reader, note).wished


def in_tables(laptop: Laptop, word: str) -> int:
    """In how many values of the laptop's tables a word stands."""
    tables = rows(laptop.workspace, "SELECT name FROM sqlite_master WHERE type = 'table'")
    values = [
        value if isinstance(value, bytes) else str(value).encode()
        for (table,) in tables
        if not table.startswith("search_index")
        for row in rows(laptop.workspace, f"SELECT * FROM {table}")
        for value in row
    ]
    return sum(word.lower().encode() in value.lower() for value in values)


@scenario("F43")
def test_a_note_made_wider_arrives_whole_and_without_what_it_said_before(ada: Laptop, bo: Laptop) -> None:
    note = private_note(ada)
    bo.sync()
    assert find(bo.workspace, Note, note) is None
    set_visibility(ada.workspace, note, "partner")
    assert (visibility(ada, note), wished(ada, note)) == ("private", "partner")
    ada.sync()
    assert (visibility(ada, note), wished(ada, note)) == ("partner", "")
    bo.sync()
    assert read(bo.workspace, Note, note).text == NEW
    assert in_tables(bo, OLD) == 0
    assert [sorted(step.hollow) for step in bo.workspace.history(note)] == [["text"], []]
    assert [step.fields["text"] for step in ada.workspace.history(note)] == [OLD, NEW]
    sync_all(ada, bo)
    assert ada.digests()["organisation"] == bo.digests()["organisation"]
    for laptop in (ada, bo):
        assert laptop.agrees()
        assert laptop.workspace.verify().whole


@scenario("F42")
def test_a_note_made_private_is_forgotten_elsewhere_and_what_was_edited_there_is_set_aside(
    ada: Laptop, second: Laptop, bo: Laptop
) -> None:
    note = partner_note(ada, second, bo)
    with bo.workspace.database.writing() as connection:
        index_backlog(connection, 1000)
    edit(bo.workspace, note, title="Von Bo")
    bo.workspace.type_draft(note, "text", "Mitten im Satz", shown=shown(bo.workspace, note, "text"))
    set_visibility(ada.workspace, note, "private")
    ada.sync()
    counts = bo.sync()
    assert counts.forgotten == 1
    assert every(bo.workspace, Note) == ()
    assert (bo.workspace.status().set_aside, bo.workspace.status().unsent) == (2, 0)
    assert in_tables(bo, OLD) == 0
    with bo.workspace.database.reading() as connection:
        assert search(connection, OLD, limit=5) == []
    second.sync()
    assert visibility(second, note) == "private"
    assert read(second.workspace, Note, note).text == OLD
    sync_all(ada, second, bo)
    assert ada.digests() == second.digests()
    assert ada.digests()["consortium"] == bo.digests()["consortium"]
    for laptop in (ada, second, bo):
        assert laptop.agrees()
        assert laptop.workspace.verify().whole


@scenario("F42")
def test_what_was_set_aside_goes_on_when_the_note_comes_back(ada: Laptop, bo: Laptop) -> None:
    note = partner_note(ada, bo)
    edit(bo.workspace, note, title="Von Bo")
    set_visibility(ada.workspace, note, "private")
    sync_all(ada, bo)
    set_visibility(ada.workspace, note, "partner")
    sync_all(ada, bo, ada)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Note, note).title == "Von Bo"
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
    assert bo.workspace.status().set_aside == 0


@scenario("F42", "F78")
def test_what_another_program_is_typing_where_it_is_forgotten_is_set_aside(
    ada: Laptop, bo: Laptop, workspaces: Workspaces
) -> None:
    note = partner_note(ada, bo)
    beside = workspaces.open(bo.workspace.folder)
    beside.type_draft(note, "text", "Im Fenster daneben", shown=shown(beside, note, "text"))
    set_visibility(ada.workspace, note, "private")
    sync_all(ada, bo)
    assert every(bo.workspace, Note) == ()
    assert bo.workspace.status().set_aside == 1
    assert in_tables(bo, "Im Fenster daneben") == 1
    assert beside.drafts() == []


@scenario("F07")
@pytest.mark.parametrize("limit", [1, 300, 4_000_000])
def test_who_reads_both_spaces_never_misses_the_note(
    ada: Laptop, second: Laptop, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    notes = [partner_note(ada, second) for _ in range(3)]
    for note in notes:
        set_visibility(ada.workspace, note, "private")
        ada.sync()
        set_visibility(ada.workspace, note, "shared")
        edit(ada.workspace, note, title="Unterwegs")
        ada.sync()
    monkeypatch.setattr("consultant_app.sync.rounds.MAX_BATCH_BYTES", limit)
    seen = []
    second.workspace.listeners.append(lambda _: seen.append(len(every(second.workspace, Note))))
    second.sync()
    assert set(seen) == {3}
    assert {visibility(second, note) for note in notes} == {"shared"}
    assert ada.digests() == second.digests()
    assert second.workspace.verify().whole


@scenario("F02")
def test_a_wish_whose_answer_was_lost_is_granted_once(ada: Laptop, second: Laptop) -> None:
    note = partner_note(ada, second)
    set_visibility(ada.workspace, note, "private")
    line, ada.line = ada.line, LossyLine(ada.line, ["answer lost"])
    with pytest.raises(TroubleError):
        ada.sync()
    ada.line = line
    sync_all(ada, second)
    for laptop in (ada, second):
        assert (visibility(laptop, note), wished(laptop, note)) == ("private", "")
    assert ada.digests() == second.digests()


def test_the_wish_that_arrives_first_holds_and_the_other_is_refused_in_words(ada: Laptop, second: Laptop) -> None:
    note = partner_note(ada, second)
    set_visibility(ada.workspace, note, "private")
    set_visibility(second.workspace, note, "shared")
    sync_all(ada, second)
    for laptop in (ada, second):
        assert visibility(laptop, note) == "private"
    with second.workspace.read() as reader:
        assert note_sheet(reader, note).is_refused
    set_visibility(second.workspace, note, "shared")
    sync_all(second, ada)
    assert visibility(ada, note) == "shared"


def test_a_wish_taken_back_before_the_round_moves_nothing(ada: Laptop, bo: Laptop) -> None:
    note = partner_note(ada, bo)
    set_visibility(ada.workspace, note, "private")
    set_visibility(ada.workspace, note, "partner")
    sync_all(ada, bo)
    assert (visibility(ada, note), wished(ada, note)) == ("partner", "")
    assert read(bo.workspace, Note, note).text == OLD


def test_nobody_takes_a_note_out_of_sight_that_a_colleague_wrote(ada: Laptop, bo: Laptop) -> None:
    note = partner_note(ada, bo)
    set_visibility(bo.workspace, note, "private")
    sync_all(bo, ada)
    assert read(ada.workspace, Note, note).text == OLD
    with bo.workspace.read() as reader:
        sheet = note_sheet(reader, note)
    assert (sheet.visibility, sheet.wished, sheet.is_refused) == ("partner", "", True)


def test_words_written_for_oneself_do_not_follow_a_note_that_others_read_by_now(
    ada: Laptop, second: Laptop, bo: Laptop
) -> None:
    note = private_note(ada)
    second.sync()
    edit(second.workspace, note, title=f"Geheim {OLD}")
    set_visibility(ada.workspace, note, "partner")
    ada.sync()
    second.sync()
    bo.sync()
    assert read(bo.workspace, Note, note).title == ""
    assert in_tables(bo, "Geheim") == 0
    assert rows(second.workspace, "SELECT reason FROM set_aside") == [("wrong_space",)]


def test_an_edit_follows_a_note_that_fewer_read_by_now(ada: Laptop, second: Laptop) -> None:
    note = partner_note(ada, second)
    edit(second.workspace, note, title="Folgt")
    set_visibility(ada.workspace, note, "private")
    sync_all(ada, second, ada)
    assert read(ada.workspace, Note, note).title == "Folgt"
    assert ada.digests() == second.digests()


@scenario("F59")
def test_texts_settle_alike_for_those_who_know_more_of_the_past(ada: Laptop, second: Laptop, bo: Laptop) -> None:
    """What a text said before it moved is no common state for those who came later, so it is none for anybody."""
    note = add(ada.workspace, Note(text="Eins bleibt. Zwei bleibt."), SpaceKind.PERSON)
    sync_all(ada, second)
    edit(ada.workspace, note, text="Eins wird anders. Zwei bleibt.")
    edit(second.workspace, note, text="Eins bleibt. Zwei wird anders.")
    sync_all(ada, second)
    assert read(ada.workspace, Note, note).text == "Eins wird anders. Zwei wird anders."
    set_visibility(ada.workspace, note, "partner")
    sync_all(ada, second, bo)
    assert len({read(laptop.workspace, Note, note).text for laptop in (ada, second, bo)}) == 1
    assert len({laptop.digests()["organisation"] for laptop in (ada, second, bo)}) == 1


@scenario("F02", "F24")
@pytest.mark.parametrize("answer", ["arrives", "answer lost"])
def test_a_restored_server_that_forgot_a_move_makes_it_again(
    server: PartnerServer, ada: Laptop, second: Laptop, bo: Laptop, answer: str
) -> None:
    """Also one whose answer got lost: the laptop was told only later that it had moved."""
    note = partner_note(ada, second, bo)
    backup = server.back_up()
    set_visibility(ada.workspace, note, "private")
    ada.line = LossyLine(ada.line, [answer])
    with suppress(TroubleError):
        ada.sync()
    ada.sync()
    edit(ada.workspace, note, title="Danach")
    sync_all(ada, second, bo)
    server.restore(backup)
    sync_all(ada, second, bo, rounds=3)
    for laptop in (ada, second):
        assert visibility(laptop, note) == "private"
        assert read(laptop.workspace, Note, note).title == "Danach"
        assert laptop.workspace.verify().whole
        assert (laptop.workspace.status().unsent, laptop.workspace.status().set_aside) == (0, 0)
    assert every(bo.workspace, Note) == ()
    assert ada.digests() == second.digests()


@scenario("F41")
def test_a_link_to_what_is_not_visible_names_nothing(ada: Laptop, bo: Laptop) -> None:
    private = private_note(ada)
    visit = add(ada.workspace, Visit(company="c" * 32))
    note = add(ada.workspace, Note(title="Offen", text=f"siehe {private}", visit=visit), SpaceKind.CONSORTIUM)
    sync_all(ada, bo)
    with bo.workspace.read() as reader:
        assert note_sheet(reader, note).title == "Offen"
    assert in_tables(bo, NEW) == 0


@scenario("F42", "F13")
def test_a_note_that_went_into_an_exchange_file_does_not_move_at_once(ada: Laptop, tmp_path: Path) -> None:
    """Whoever reads the file has it as it stood there; under the same ids nothing else may stand elsewhere."""
    note = add(ada.workspace, Note(text=OLD))
    selection = Selection(ada.workspace.identity.space(SpaceKind.ORGANISATION))
    write_exchange(ada.workspace, tmp_path / "a.csrx", selection, password="Fördergerüst", cost=CHEAP)
    set_visibility(ada.workspace, note, "private")
    assert (visibility(ada, note), wished(ada, note)) == ("partner", "private")
