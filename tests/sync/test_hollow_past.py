"""A first sync leaves long values of the past at the server; they come when somebody asks for them."""

import random
from dataclasses import dataclass, field

import msgspec
import pytest

from consultant_app.actions.sync.past import fetch_past
from consultant_app.changes.change import ChangeId, RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.wire import SyncAnswer, SyncAsk
from consultant_app.domain.note import Note
from consultant_app.errors import TroubleError
from consultant_app.server import past
from consultant_app.server.rights import Role
from consultant_app.sync import rounds
from consultant_app.sync.rounds import SYNC_PATH
from consultant_app.workspace.exchange import Exchange
from consultant_app.workspace.status import Whereabouts
from tests.support.laptops import Laptop, Workspaces, add, delete, edit, every, find, read, rows, screens, sync_all
from tests.support.lines import A, LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled

FIRST = "Der erste Stand. " + "Er ist lang. " * 40
SECOND = "Der zweite Stand. " + "Auch er ist lang. " * 40


def told_twice(laptop: Laptop, *, title: str = "Kurz") -> RecordId:
    """A note whose long text was replaced once."""
    note = add(laptop.workspace, Note(title=title, text=FIRST))
    edit(laptop.workspace, note, text=SECOND, title=f"{title} und gut")
    laptop.sync()
    return note


def past_texts(laptop: Laptop, note: RecordId) -> list[object]:
    return [step.fields.get("text") for step in laptop.workspace.history(note)]


def lies_at_server(laptop: Laptop, note: RecordId) -> list[bool]:
    return [step.is_at_server for step in laptop.workspace.history(note)]


@scenario("F53")
def test_a_first_sync_shows_what_a_log_read_from_the_start_shows(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    note = add(ada.workspace, Note(title="Kurz", text=FIRST))
    sync_all(ada, bo)
    edit(ada.workspace, note, text=SECOND, title="Kürzer")
    gone = told_twice(ada, title="Fort")
    delete(ada.workspace, gone)
    sync_all(ada, bo)
    new = enrolled(server, workspaces, "cem@example.org")
    sync_all(new, bo)
    assert screens(new.workspace) == screens(bo.workspace)
    assert new.digests() == bo.digests()
    assert new.agrees()
    assert new.workspace.verify().whole
    assert past_texts(bo, note) == [FIRST, SECOND]
    assert past_texts(new, note) == [None, SECOND]
    assert [step.fields.get("title") for step in new.workspace.history(note)] == ["Kurz", "Kürzer"]
    assert lies_at_server(new, note) == [True, False]


def test_the_past_is_fetched_when_somebody_asks_for_it(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    note = told_twice(ada)
    bo = enrolled(server, workspaces, "bo@example.org")
    bo.sync()
    assert past_texts(bo, note) == [None, SECOND]
    before = (screens(bo.workspace), bo.digests())
    fetch_past(bo.workspace, [note])
    assert past_texts(bo, note) == [FIRST, SECOND]
    assert lies_at_server(bo, note) == [False, False]
    assert (screens(bo.workspace), bo.digests()) == before
    assert bo.workspace.verify().whole
    fetch_past(bo.workspace, [note])
    sync_all(ada, bo)
    assert bo.workspace.verify().whole


def test_without_a_network_the_past_stays_at_the_server_and_nothing_else_suffers(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    note = told_twice(ada)
    bo = enrolled(server, workspaces, "bo@example.org")
    bo.sync()
    server.stop()
    with pytest.raises(TroubleError, match="server_unreachable"):
        fetch_past(bo.workspace, [note])
    server.start()
    assert lies_at_server(bo, note) == [True, False]
    assert bo.workspace.verify().whole


@scenario("F38")
def test_texts_combine_on_a_laptop_that_had_not_fetched_what_they_have_in_common(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    common = f"{FIRST}\n\n{SECOND}"
    note = add(ada.workspace, Note(text=common))
    sync_all(ada, bo)
    edit(bo.workspace, note, text=f"{common}\n\nVon Bo.")
    edit(ada.workspace, note, text=f"Von Ada.\n\n{common}")
    ada.sync()
    new = enrolled(server, workspaces, "cem@example.org")
    new.sync()
    assert past_texts(new, note)[0] is None
    sync_all(bo, ada, new)
    assert read(ada.workspace, Note, note).text == f"Von Ada.\n\n{common}\n\nVon Bo."
    assert screens(new.workspace) == screens(ada.workspace) == screens(bo.workspace)
    assert new.workspace.conflicts() == []
    for laptop in (ada, bo, new):
        assert laptop.workspace.verify().whole


def test_of_values_that_stand_against_each_other_everything_before_comes_along(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    note = add(ada.workspace, Note(text=FIRST))
    sync_all(ada, bo)
    edit(ada.workspace, note, text=SECOND)
    edit(bo.workspace, note, text=SECOND.replace("zweite", "dritte").replace("lang", "kurz"))
    sync_all(ada, bo)
    assert ada.workspace.conflicts(note)
    new = enrolled(server, workspaces, "cem@example.org")
    sync_all(new, ada)
    assert screens(new.workspace) == screens(ada.workspace)
    assert None not in past_texts(new, note)


@scenario("F54")
def test_a_record_is_not_shown_before_all_that_it_stands_on_is_here(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "MAX_BATCH_BYTES", 1500)
    notes = [add(ada.workspace, Note(title=f"Nummer {number}")) for number in range(4)]
    for text in (FIRST, SECOND):
        for note in notes:
            edit(ada.workspace, note, text=text)
    ada.sync()
    bo = enrolled(server, workspaces, "bo@example.org")
    whole = bo.line
    pages = 0
    while len(every(bo.workspace, Note)) < len(notes):
        bo.line = LossyLine(whole, ["arrives", "request lost", "request lost"])
        with pytest.raises(TroubleError, match="server_unreachable"):
            bo.sync()
        pages += 1
        assert {note.text for note in every(bo.workspace, Note)} <= {"", SECOND}
        assert bo.workspace.verify().whole
        assert pages < 20
    assert pages > 1
    bo.line = whole
    sync_all(bo, ada)
    assert screens(bo.workspace) == screens(ada.workspace)
    assert bo.digests() == ada.digests()


@scenario("F54")
def test_a_first_sync_that_is_cut_fetches_at_most_the_page_again_that_was_on_its_way(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "MAX_BATCH_BYTES", 20_000)
    chance = random.Random(54)
    for number in range(60):
        add(ada.workspace, Note(title=f"Nummer {number}", text=chance.randbytes(1500).hex()))
    ada.sync()
    straight, cut = (enrolled(server, workspaces, f"{name}@example.org") for name in ("bo", "cem"))
    pages = fetched(straight)
    assert len(pages) > 8
    whole = cut.line
    for lost_at in (6, 1):
        # The page arrives at this machine, and power or network go before anything of it is kept.
        cut.line = LossyLine(whole, ["arrives"] * (lost_at - 1) + ["answer lost"])
        with pytest.raises(TroubleError, match="server_silent"):
            cut.sync()
    kept = len(every(cut.workspace, Note))
    assert 0 < kept < 60
    again = fetched(workspaces.laptop(workspaces.restart(cut.workspace)))
    # Of what was kept before the cuts nothing comes again.
    assert sum(again) <= sum(pages[5:]) * 1.1
    (restarted,) = [one for one in workspaces.opened if one.folder == cut.workspace.folder and one is not cut.workspace]
    assert screens(restarted) == screens(straight.workspace)


def fetched(laptop: Laptop) -> list[int]:
    """Bytes of each answer of a sync."""
    line = CountingLine(laptop.line)
    laptop.line = line
    laptop.sync()
    return line.bytes_down


@dataclass
class CountingLine(LossyLine):
    bytes_down: list[int] = field(default_factory=list)

    def ask(self, path: str, question: msgspec.Struct, answer: type[A]) -> A:
        before = self.traffic.bytes_down
        given = super().ask(path, question, answer)
        self.bytes_down.append(self.traffic.bytes_down - before)
        return given


def test_a_first_sync_beside_ones_own_edit_of_the_same_record_leaves_out_what_was_replaced(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    ada.sync()
    second = another(server, workspaces, "ada@example.org")
    note = told_twice(ada)
    copy = workspaces.copy_of(ada)
    edit(ada.workspace, note, title="Noch kürzer")
    server.change_roles("ada@example.org", Role.ADMIN)
    sync_all(ada, second, copy)
    server.change_roles("ada@example.org", Role.CONSULTANT)
    sync_all(ada, second, copy)
    assert screens(ada.workspace) == screens(second.workspace) == screens(copy.workspace)
    for laptop in (ada, second, copy):
        assert read(laptop.workspace, Note, note).title == "Noch kürzer"
        assert laptop.workspace.verify().whole


def test_what_is_fetched_must_be_the_very_change_with_more_of_its_values(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    note, other = told_twice(ada), told_twice(ada, title="Anderes")
    bo = enrolled(server, workspaces, "bo@example.org")
    bo.sync()
    exchange = Exchange(bo.workspace)
    wanted = exchange.past_of([note, other])
    (body,) = rows(ada.workspace, "SELECT body FROM change WHERE record = ? ORDER BY number", other)[0]
    with pytest.raises(TroubleError, match="answer_damaged"):
        exchange.fill_past([wanted[0], wanted[0]], [body, body])
    with pytest.raises(TroubleError, match="answer_damaged"):
        exchange.fill_past(wanted, [b"\x80"])
    assert lies_at_server(bo, note) == lies_at_server(bo, other) == [True, False]


@scenario("F67")
def test_nobody_fetches_the_past_of_what_she_may_not_read(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    private = add(ada.workspace, Note(text=FIRST), SpaceKind.PERSON)
    ada.sync()
    stranger = enrolled(server, workspaces, "dora@example.org", partner="DO")
    change = ada.workspace.history(private)[0].change
    for laptop in (ada, stranger):
        answer = laptop.line.ask(SYNC_PATH, SyncAsk(1, "test", past=[change, ChangeId("\0")]), SyncAnswer)
        assert bool(answer.past[0]) == (laptop is ada)
        assert answer.past[1] == b""


def test_a_server_gives_as_much_of_the_past_as_fits_and_is_asked_for_the_rest(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "MAX_BATCH_BYTES", 100)
    notes = [told_twice(ada, title=f"Nummer {number}") for number in range(3)]
    bo = enrolled(server, workspaces, "bo@example.org")
    bo.sync()
    fetch_past(bo.workspace, notes)
    assert all(past_texts(bo, note) == [FIRST, SECOND] for note in notes)


@scenario("F45")
def test_who_comes_back_into_a_space_gets_her_own_past_and_gives_it_to_a_server_that_lost_it(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    ada.sync()
    bo = enrolled(server, workspaces, "bo@example.org")
    backup = server.back_up()
    note = told_twice(ada)
    server.change_roles("ada@example.org", Role.ADMIN)
    ada.sync()
    assert find(ada.workspace, Note, note) is None
    server.change_roles("ada@example.org", Role.CONSULTANT)
    ada.sync()
    assert past_texts(ada, note) == [FIRST, SECOND]
    server.restore(backup)
    sync_all(ada, bo)
    fetch_past(bo.workspace, [note])
    assert past_texts(bo, note) == [FIRST, SECOND]
    assert screens(ada.workspace) == screens(bo.workspace)
    for laptop in (ada, bo):
        assert laptop.workspace.verify().whole


@scenario("F24")
def test_a_restored_server_gets_an_older_value_from_who_has_it_and_who_came_without_it_claims_nothing(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    ada.sync()
    bo, late = (enrolled(server, workspaces, f"{name}@example.org") for name in ("bo", "cem"))
    server.change_roles("cem@example.org", Role.ADMIN)
    sync_all(bo, late)
    backup = server.back_up()
    note = add(ada.workspace, Note(title="Kurz", text=FIRST))
    sync_all(ada, bo)
    edit(ada.workspace, note, text=SECOND, title="Kurz und gut")
    sync_all(ada, bo)
    server.change_roles("cem@example.org", Role.CONSULTANT)
    late.sync()
    assert past_texts(bo, note) == [FIRST, SECOND]
    assert past_texts(late, note) == [None, SECOND]
    server.restore(backup)
    server.change_roles("cem@example.org", Role.CONSULTANT)
    # The author is gone for good. Who has the newer value alone brings that, and does not say the rest were there.
    sync_all(late)
    assert late.workspace.states([note])[note].whereabouts is Whereabouts.WAITING
    sync_all(bo)
    assert bo.workspace.states([note])[note].whereabouts is Whereabouts.BOTH
    sync_all(late)
    assert late.workspace.states([note])[note].whereabouts is Whereabouts.BOTH
    fetch_past(late.workspace, [note])
    new = enrolled(server, workspaces, "dora@example.org")
    new.sync()
    fetch_past(new.workspace, [note])
    sync_all(bo, late)
    for laptop in (bo, late, new):
        assert past_texts(laptop, note) == [FIRST, SECOND]
        assert laptop.digests() == bo.digests()
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
