"""What one person did in a span of time is taken back by another, on every laptop, and nothing else with it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from consultant_app.actions.sync.deciding import decide, take
from consultant_app.actions.undoing.fields import Stays
from consultant_app.actions.undoing.plan import Plan
from consultant_app.actions.undoing.undoing import asks_before_sync, find_person, plan, undo
from consultant_app.changes.change import EXISTENCE, RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.domain.value_lists import value_list
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement
from consultant_app.errors import RuleError
from consultant_app.server.rights import Role
from consultant_app.sync.rounds import run_rounds
from consultant_app.workspace.person_changes import Span
from tests.support.laptops import Laptop, Workspaces, add, delete, edit, every, find, read, screens, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another, enrolled

CANARY = "Der Kanarienvogel singt im Stollen. " * 40
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def mal(server: PartnerServer, workspaces: Workspaces) -> Laptop:
    return enrolled(server, workspaces, "mal@example.org")


def evening(server: PartnerServer, workspaces: Workspaces) -> datetime:
    """Ten hours later, on all clocks; from when on something is to be taken back."""
    for clock in (server.clock, workspaces.clock):
        clock.advance(timedelta(hours=10))
    return server.clock.now


def span(laptop: Laptop, name: str, since: datetime, until: datetime | None = None) -> Span:
    person = find_person(laptop.workspace, name)
    return Span(person.id, _ms(since), None if until is None else _ms(until))


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def stays(found: Plan) -> set[tuple[RecordId, str, Stays]]:
    return {(one.record, one.field, one.reason) for one in found.kept}


def notes(laptop: Laptop, count: int = 4) -> list[RecordId]:
    made = [add(laptop.workspace, Note(title=f"Notiz {number}", text=CANARY)) for number in range(count)]
    laptop.sync()
    return made


def agreed(laptops: Sequence[Laptop]) -> dict[str, tuple[object, ...]]:
    """What all of them show, which is the same."""
    sync_all(*laptops)
    first, *others = [screens(one.workspace) for one in laptops]
    assert all(one == first for one in others)
    assert all(one.agrees() and one.workspace.verify().whole for one in laptops)
    return first


@scenario("F65")
def test_a_backdating_partner_is_undone_and_what_others_wrote_since_stays(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    first, second, third, fourth = notes(ada)
    before = agreed([ada, bo, mal])
    since = evening(server, workspaces)
    now, workspaces.clock.now = workspaces.clock.now, LONG_AGO
    for note in (first, second, third):
        edit(mal.workspace, note, title="Alles Unsinn", text="Fort damit.")
    for note in (third, fourth):
        delete(mal.workspace, note)
    junk = [add(mal.workspace, Note(title=f"Unrat {number}")) for number in range(3)]
    mal.sync()
    workspaces.clock.now = now
    bo.sync()
    edit(bo.workspace, first, title="Bo hat recht")
    edit(bo.workspace, junk[0], text="Bo schreibt hier weiter.")
    own = add(bo.workspace, Note(title="Bos Notiz"))
    sync_all(bo, ada)

    found = plan(ada.workspace, span(ada, "Mal", since))
    assert (found.counts["note"].values, found.counts["note"].restored, found.counts["note"].deleted) == (5, 2, 2)
    assert stays(found) == {(first, "title", Stays.CHANGED_SINCE), (junk[0], "", Stays.IN_USE)}
    assert {one.who for one in found.kept} == {("Bo",)}
    shown = screens(ada.workspace)
    assert ada.workspace.status().unsent == 0

    done = undo(ada.workspace, span(ada, "Mal", since))
    assert done.counts == found.counts
    after = agreed([ada, bo, mal])
    assert {note: after[note] for note in (second, third, fourth)} == {
        note: before[note] for note in (second, third, fourth)
    }
    assert {one.id: one.title for one in every(bo.workspace, Note)} == {
        first: "Bo hat recht",
        second: "Notiz 1",
        third: "Notiz 2",
        fourth: "Notiz 3",
        junk[0]: "Unrat 0",
        own: "Bos Notiz",
    }
    assert read(mal.workspace, Note, first).text == CANARY
    assert (after[junk[0]], after[own]) == (shown[junk[0]], shown[own])
    assert not ada.workspace.conflicts()


def test_what_was_taken_back_is_not_taken_back_again(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, mal: Laptop
) -> None:
    first, second, *_ = notes(ada)
    mal.sync()
    since = evening(server, workspaces)
    edit(mal.workspace, first, title="Unsinn")
    delete(mal.workspace, second)
    add(mal.workspace, Note(title="Unrat"))
    sync_all(mal, ada)
    assert undo(ada.workspace, span(ada, "Mal", since)).back
    again = plan(ada.workspace, span(ada, "Mal", since))
    assert (again.back, again.kept) == ([], [])


def test_an_undoing_is_undone_on_the_own_name(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, mal: Laptop
) -> None:
    first, second, *_ = notes(ada)
    mal.sync()
    since = evening(server, workspaces)
    edit(mal.workspace, first, title="Doch besser")
    delete(mal.workspace, second)
    add(mal.workspace, Note(title="Mals Notiz"))
    edited = agreed([mal, ada])
    for clock in (server.clock, workspaces.clock):
        clock.advance(timedelta(hours=1))
    undo(ada.workspace, span(ada, "Mal", since))
    assert agreed([mal, ada]) != edited
    undo(ada.workspace, span(ada, "Ada", workspaces.clock.now))
    assert agreed([mal, ada]) == edited


def test_only_the_span_counts_and_it_counts_by_the_servers_clock(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, mal: Laptop
) -> None:
    early, late, *_ = notes(ada)
    mal.sync()
    edit(mal.workspace, early, title="Vorher")
    mal.sync()
    since = evening(server, workspaces)
    edit(mal.workspace, late, title="Währenddessen")
    mal.sync()
    until = evening(server, workspaces)
    workspaces.clock.now = since
    edit(mal.workspace, early, text="Nachher, und das Gerät sagt: währenddessen.")
    sync_all(mal, ada)
    undo(ada.workspace, span(ada, "Mal", since, until))
    agreed([ada, mal])
    assert [read(mal.workspace, Note, one).title for one in (early, late)] == ["Vorher", "Notiz 1"]
    assert read(mal.workspace, Note, early).text.startswith("Nachher")


def test_their_value_beside_others_is_decided_for_the_others(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    note, merged, *_ = notes(ada)
    sync_all(bo, mal)
    since = evening(server, workspaces)
    edit(bo.workspace, note, title="Bos Titel")
    edit(bo.workspace, merged, text=f"Bos Absatz.\n\n{CANARY}")
    edit(mal.workspace, note, title="Mals Titel")
    edit(mal.workspace, merged, text=f"{CANARY}\n\nMals Absatz.")
    sync_all(bo, mal, ada)
    assert [one.field for one in ada.workspace.conflicts()] == ["title"]
    assert "Mals Absatz" in read(ada.workspace, Note, merged).text
    undo(ada.workspace, span(ada, "Mal", since))
    agreed([ada, bo, mal])
    assert not bo.workspace.conflicts()
    assert read(bo.workspace, Note, note).title == "Bos Titel"
    assert read(bo.workspace, Note, merged).text == f"Bos Absatz.\n\n{CANARY}"


def test_what_they_decided_is_in_question_again(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    note, *_ = notes(ada)
    sync_all(bo, mal)
    edit(bo.workspace, note, title="Bos Titel")
    edit(ada.workspace, note, title="Adas Titel")
    sync_all(bo, ada, mal)
    since = evening(server, workspaces)
    (conflict,) = mal.workspace.conflicts(note)
    take(mal.workspace, note, "title", conflict.values[0].change)
    edit(mal.workspace, note, title="Oder so")
    sync_all(mal, ada, bo)
    assert not ada.workspace.conflicts()
    undo(ada.workspace, span(ada, "Mal", since))
    agreed([ada, bo, mal])
    (again,) = bo.workspace.conflicts(note)
    assert {one.value for one in again.values} == {"Bos Titel", "Adas Titel"}


def test_three_against_each_other_lose_just_theirs(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    note, *_ = notes(ada)
    sync_all(bo, mal)
    since = evening(server, workspaces)
    for one, title in ((ada, "Adas Titel"), (bo, "Bos Titel"), (mal, "Mals Titel")):
        edit(one.workspace, note, title=title)
    sync_all(bo, mal, ada)
    assert len(ada.workspace.conflicts(note)[0].values) == 3
    undo(ada.workspace, span(ada, "Mal", since))
    agreed([ada, bo, mal])
    (left,) = mal.workspace.conflicts(note)
    assert {one.value for one in left.values} == {"Bos Titel", "Adas Titel"}


def test_what_they_brought_back_is_deleted_again_and_what_others_deleted_stays_so(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    gone, lost, kept, *_ = notes(ada)
    delete(ada.workspace, gone)
    sync_all(ada, bo, mal)
    since = evening(server, workspaces)
    with mal.workspace.write() as writer:
        writer.restore(gone)
    edit(mal.workspace, gone, title="Wieder da")
    edit(mal.workspace, lost, title="Unsinn")
    delete(mal.workspace, kept)
    sync_all(mal, bo, ada)
    delete(bo.workspace, lost)
    sync_all(bo, ada)
    found = undo(ada.workspace, span(ada, "Mal", since))
    assert stays(found) == {(lost, "", Stays.DELETED_SINCE)}
    agreed([ada, bo, mal])
    assert [find(bo.workspace, Note, one) is not None for one in (gone, lost, kept)] == [False, False, True]


def test_a_deletion_that_an_edit_stood_against_is_no_question_any_more(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    note, *_ = notes(ada)
    sync_all(bo, mal)
    since = evening(server, workspaces)
    delete(mal.workspace, note)
    edit(bo.workspace, note, title="Bos Titel")
    sync_all(mal, bo, ada)
    assert ada.workspace.conflicts(note)
    undo(ada.workspace, span(ada, "Mal", since))
    agreed([ada, bo, mal])
    assert not bo.workspace.conflicts(note)
    assert read(bo.workspace, Note, note).title == "Bos Titel"


def test_whether_a_record_stays_is_in_question_again_where_they_decided_it(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    note, *_ = notes(ada)
    sync_all(bo, mal)
    delete(ada.workspace, note)
    edit(bo.workspace, note, title="Bos Titel")
    asked = agreed([ada, bo, mal])
    assert [one.field for one in mal.workspace.conflicts(note)] == [EXISTENCE]
    since = evening(server, workspaces)
    decide(mal.workspace, note, EXISTENCE, True)
    sync_all(mal, ada)
    assert not ada.workspace.conflicts(note)
    undo(ada.workspace, span(ada, "Mal", since))
    assert agreed([ada, bo, mal]) == asked
    (again,) = bo.workspace.conflicts(note)
    assert {(one.value, one.author.user_name) for one in again.values} == {(False, "Ada"), (True, "Bo")}


def test_a_record_that_others_refer_to_stays(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    since = evening(server, workspaces)
    used, unused = [add(mal.workspace, Company(name=name)) for name in ("Zeche Zollern", "Zeche Nirgends")]
    own = add(mal.workspace, Note(title="Mals Notiz", company=unused))
    sync_all(mal, bo)
    note = add(bo.workspace, Note(title="Bos Notiz", company=used))
    sync_all(bo, ada)
    found = undo(ada.workspace, span(ada, "Mal", since))
    assert stays(found) == {(used, "", Stays.IN_USE)}
    agreed([ada, bo, mal])
    assert [find(bo.workspace, Company, one) is not None for one in (used, unused)] == [True, False]
    assert [find(bo.workspace, Note, one) is not None for one in (note, own)] == [True, False]


def test_parts_return_with_their_root_and_without_it_not_at_all(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    visits = [add(ada.workspace, Visit(company="c" * 32)) for _ in range(3)]
    parts = [add(ada.workspace, Agreement(visit=visit, what=CANARY[:80])) for visit in visits]
    before = agreed([ada, bo, mal])
    since = evening(server, workspaces)
    edit(mal.workspace, parts[0], what="Unsinn")
    delete(mal.workspace, visits[0])
    delete(mal.workspace, parts[1])
    delete(mal.workspace, parts[2])
    hung_on = add(mal.workspace, Agreement(visit=visits[1], what="Unrat"))
    sync_all(mal, bo)
    delete(bo.workspace, visits[2])
    sync_all(bo, ada)
    found = undo(ada.workspace, span(ada, "Mal", since))
    assert stays(found) == {(parts[2], "", Stays.DELETED_SINCE)}
    after = agreed([ada, bo, mal])
    back = {*visits[:2], *parts[:2]}
    assert {one: after[one] for one in back} == {one: before[one] for one in back}
    assert not {visits[2], parts[2], hung_on} & after.keys()


def test_a_root_of_theirs_stays_while_others_hang_parts_on_it(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    agreed([ada, bo, mal])
    since = evening(server, workspaces)
    used, unused = [add(mal.workspace, Visit(company="c" * 32)) for _ in range(2)]
    own = [add(mal.workspace, Agreement(visit=visit, what="Von Mal")) for visit in (used, unused)]
    sync_all(mal, bo)
    kept = add(bo.workspace, Agreement(visit=used, what="Von Bo"))
    sync_all(bo, ada)
    found = undo(ada.workspace, span(ada, "Mal", since))
    assert stays(found) == {(used, "", Stays.IN_USE)}
    after = agreed([ada, bo, mal])
    assert {used, kept} <= after.keys()
    assert not {unused, *own} & after.keys()


def test_codes_that_they_took_out_or_put_in_are_set_back(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, bo: Laptop, mal: Laptop
) -> None:
    questions = sorted(value_list("guiding_question").entries)[:3]
    visit = add(ada.workspace, Visit(company="c" * 32, guiding_questions=frozenset(questions[:2])))
    agreed([ada, bo, mal])
    since = evening(server, workspaces)
    edit(mal.workspace, visit, guiding_questions=frozenset(questions[2:]), occasion="Nirgends")
    sync_all(mal, ada)
    undo(ada.workspace, span(ada, "Mal", since))
    agreed([ada, bo, mal])
    back = read(bo.workspace, Visit, visit)
    assert (back.guiding_questions, back.occasion) == (frozenset(questions[:2]), "")


def test_values_that_lie_at_the_server_are_fetched_first(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, mal: Laptop
) -> None:
    note, *_ = notes(ada)
    mal.sync()
    since = evening(server, workspaces)
    edit(mal.workspace, note, title="Fort damit", text="Fort damit. " * 40, kind=None)
    mal.sync()
    late = another(server, workspaces, "ada@example.org")
    late.sync()
    server.stop()
    without = plan(late.workspace, span(late, "Mal", since))
    assert stays(without) == {(note, "text", Stays.NOT_HERE)}
    assert {name for one in without.back for name in one.fields} == {"title", "kind"}
    server.start()
    assert undo(late.workspace, span(late, "Mal", since)).kept == []
    agreed([ada, mal, late])
    assert read(ada.workspace, Note, note).text == CANARY


def test_only_where_the_person_may_write_and_only_in_the_space_that_is_named(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, mal: Laptop
) -> None:
    shared = add(ada.workspace, Note(title="Für alle"), SpaceKind.CONSORTIUM)
    own = add(ada.workspace, Note(title="Für uns"))
    ada.sync()
    auditor = add_auditor(server, workspaces)
    sync_all(mal, auditor)
    since = evening(server, workspaces)
    for note in (shared, own):
        edit(mal.workspace, note, title="Unsinn")
    sync_all(mal, auditor, ada)
    found = undo(auditor.workspace, span(auditor, "Mal", since))
    assert (found.back, stays(found)) == ([], {(shared, "", Stays.NO_RIGHT)})
    undo(ada.workspace, span(ada, "Mal", since), space=ada.workspace.identity.space(SpaceKind.ORGANISATION))
    agreed([ada, mal])
    assert [read(mal.workspace, Note, one).title for one in (shared, own)] == ["Unsinn", "Für uns"]


def add_auditor(server: PartnerServer, workspaces: Workspaces) -> Laptop:
    """Who may read what everyone may, and write nothing."""
    server.add_person("eva@example.org", roles=(Role.AUDITOR,))
    return another(server, workspaces, "eva@example.org")


@scenario("F65")
def test_a_flood_is_taken_back_when_the_person_confirms_that_much_goes(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop, mal: Laptop
) -> None:
    kept = notes(ada)
    mal.sync()
    since = evening(server, workspaces)
    for note in kept:
        delete(mal.workspace, note)
    with mal.workspace.write() as writer:
        for number in range(30):
            writer.new(Note(title=f"Unrat {number}"))
    sync_all(mal, ada)
    planned = plan(ada.workspace, span(ada, "Mal", since))
    assert asks_before_sync(ada.workspace, planned, is_done=False)
    done = undo(ada.workspace, span(ada, "Mal", since))
    assert asks_before_sync(ada.workspace, done, is_done=True)
    with pytest.raises(RuleError, match="deletions_unconfirmed"):
        ada.sync()
    run_rounds(ada.workspace, ada.line, confirm_deletions=True)
    agreed([ada, mal])
    assert {RecordId(one.id) for one in every(mal.workspace, Note)} == set(kept)
    assert ada.workspace.status().set_aside == 0


def test_nobody_is_mistaken_for_somebody_of_the_same_name(
    server: PartnerServer, workspaces: Workspaces, ada: Laptop
) -> None:
    ids = []
    for mail in ("k1@example.org", "k2@example.org"):
        ids.append(server.add_person(mail, name="Kim Kurz"))
        laptop = another(server, workspaces, mail)
        add(laptop.workspace, Note(title=mail))
        laptop.sync()
    ada.sync()
    with pytest.raises(RuleError, match="person_ambiguous"):
        find_person(ada.workspace, "kim kurz")
    assert find_person(ada.workspace, ids[1]).id == ids[1]
    with pytest.raises(RuleError, match="person_not_here"):
        find_person(ada.workspace, "Niemand")
