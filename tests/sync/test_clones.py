"""One disk, two laptops: an image that was copied, or a machine that was put to sleep and woken twice."""

from datetime import timedelta

import pytest

from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.documents.sources import differences
from consultant_app.actions.notes import set_visibility
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.company import Company
from consultant_app.domain.document import Document
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.server.rights import Role
from consultant_app.workspace import outbox
from tests.support.held_visits import hold_visit
from tests.support.laptops import Laptop, Workspaces, add, edit, every, read, rows, screens, shown, sync_all
from tests.support.lines import LossyLine
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario


def _names(laptop: Laptop) -> set[str]:
    return {one.name for one in every(laptop.workspace, Company)}


def _whole(*laptops: Laptop) -> None:
    assert len({str(laptop.digests()) for laptop in laptops}) == 1
    assert len({str(sorted(screens(laptop.workspace).items())) for laptop in laptops}) == 1
    for laptop in laptops:
        assert laptop.agrees()
        assert laptop.workspace.status().unsent == 0
        assert laptop.workspace.verify().whole


@scenario("F17")
def test_a_copied_laptop_and_its_model_lose_nothing(workspaces: Workspaces, ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="Gemeinsam"))
    ada.sync()
    add(ada.workspace, Company(name="Noch nicht gesendet"))
    clone = workspaces.copy_of(ada)
    edit(ada.workspace, company, branch="Vom Vorbild")
    edit(clone.workspace, company, phone="Von der Kopie")
    add(clone.workspace, Company(name="Kopie"))
    add(ada.workspace, Company(name="Vorbild"))
    sync_all(ada, clone, bo)
    assert _names(bo) == {"Gemeinsam", "Noch nicht gesendet", "Kopie", "Vorbild"}
    found = read(bo.workspace, Company, company)
    assert (found.branch, found.phone) == ("Vom Vorbild", "Von der Kopie")
    _whole(ada, clone, bo)


def woken_twice(workspaces: Workspaces, laptop: Laptop) -> Laptop:
    """The same run goes on twice, as when a virtual machine's snapshot is resumed a second time."""
    laptop.workspace.run.origin(laptop.workspace.identity, laptop.workspace.now_ms())
    woken = workspaces.copy_of(laptop)
    woken.workspace.run._note = laptop.workspace.run._note
    return woken


@scenario("F18", "F20")
def test_ids_used_twice_are_sealed_anew_and_nothing_is_lost(workspaces: Workspaces, ada: Laptop, bo: Laptop) -> None:
    company = add(ada.workspace, Company(name="Gemeinsam"))
    ada.sync()
    woken = woken_twice(workspaces, ada)
    for laptop, word in ((ada, "erst"), (woken, "zweit")):
        add(laptop.workspace, Company(name=f"{word} 1"))
        edit(laptop.workspace, company, name=f"Name {word}")
        other = add(laptop.workspace, Company(name=f"{word} 2"))
        edit(laptop.workspace, other, branch=word)
    numbers = [rows(one.workspace, "SELECT origin, number FROM change ORDER BY 1, 2") for one in (ada, woken)]
    assert numbers[0] == numbers[1]
    sync_all(ada, woken, bo, rounds=3)
    (conflict,) = bo.workspace.conflicts()
    assert {value.value for value in conflict.values} == {"Name erst", "Name zweit"}
    assert {"erst 1", "erst 2", "zweit 1", "zweit 2"} <= _names(bo)
    assert {one.branch for one in every(bo.workspace, Company)} == {"", "erst", "zweit"}
    _whole(ada, woken, bo)


@scenario("F18", "F73")
def test_a_paper_whose_visit_was_sealed_anew_with_it_still_knows_what_it_was_made_from(
    workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    ada.sync()
    woken = woken_twice(workspaces, ada)
    visits = [hold_visit(laptop.workspace) for laptop in (ada, woken)]
    workspaces.clock.advance(timedelta(hours=4))
    for laptop, visit in zip((ada, woken), visits, strict=True):
        finalise_visit(laptop.workspace, visit)
    sync_all(ada, woken, bo, rounds=3)
    assert [_changed_since(bo, visit) for visit in visits] == [set(), set()]
    edit(bo.workspace, visits[1], goal="Später anders")
    assert _changed_since(bo, visits[1]) == {"goal"}
    sync_all(ada, woken, bo)
    _whole(ada, woken, bo)


def _changed_since(laptop: Laptop, visit: str) -> set[str]:
    with laptop.workspace.read() as reader:
        document = reader.get(Document, str(reader.get(Visit, visit).document))
        return {one.field for one in differences(reader, visit, document.sources)}


@scenario("F18")
def test_the_other_content_is_not_mistaken_for_ones_own(workspaces: Workspaces, ada: Laptop, bo: Laptop) -> None:
    """The other half's changes come in before one's own, of the same ids, were ever sent."""
    ada.sync()
    woken = woken_twice(workspaces, ada)
    add(ada.workspace, Company(name="Von hier"))
    ada.sync()
    add(woken.workspace, Visit(company="c" * 32, number="Von dort"))
    woken.workspace.database.close()
    sync_all(woken, ada, bo)
    assert _names(woken) == _names(bo) == {"Von hier"}
    assert [one.number for one in every(bo.workspace, Visit)] == ["Von dort"]
    _whole(ada, woken, bo)


@scenario("F18")
def test_ids_taken_before_ones_own_turn_came_are_sealed_anew_too(
    workspaces: Workspaces, ada: Laptop, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first request carries only the first change, and its answer brings the other half's second one."""
    ada.sync()
    woken = woken_twice(workspaces, ada)
    for laptop, word in ((ada, "hier"), (woken, "dort")):
        for number in range(3):
            add(laptop.workspace, Company(name=f"{word} {number}"))
    ada.sync()
    monkeypatch.setattr(outbox, "MAX_CHANGES", 1)
    sync_all(woken, ada, bo)
    assert _names(bo) == {f"{word} {number}" for word in ("hier", "dort") for number in range(3)}
    _whole(ada, woken, bo)


@scenario("F18")
def test_what_a_moved_record_brings_takes_no_words_of_the_same_id_away(
    workspaces: Workspaces, ada: Laptop, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first request carries only the first change, and its answer brings a note whose id the second one has."""
    ada.sync()
    woken = woken_twice(workspaces, ada)
    add(ada.workspace, Company(name="hier"))
    note = add(ada.workspace, Note(text="Von hier"), SpaceKind.PERSON)
    for number in range(2):
        add(woken.workspace, Company(name=f"dort {number}"))
    ada.sync()
    set_visibility(ada.workspace, note, "shared")
    ada.sync()
    monkeypatch.setattr(outbox, "MAX_CHANGES", 1)
    sync_all(woken, bo)
    assert _names(woken) == _names(bo) == {"hier", "dort 0", "dort 1"}
    assert [one.text for one in every(bo.workspace, Note)] == ["Von hier"]
    assert woken.workspace.verify().whole


@scenario("F18")
def test_drafts_know_the_new_names_of_what_they_were_typed_on(workspaces: Workspaces, ada: Laptop, bo: Laptop) -> None:
    ada.sync()
    woken = woken_twice(workspaces, ada)
    add(ada.workspace, Company(name="Von hier"))
    ada.sync()
    visit = add(woken.workspace, Visit(company="c" * 32, situation="Alt."))
    seen = shown(woken.workspace, visit, "situation")
    woken.workspace.type_draft(visit, "situation", "Neu.", shown=seen)
    woken.workspace.run.release_lock()
    with woken.workspace.database.writing() as connection:
        connection.exec_driver_sql("UPDATE draft SET run = 'of a living window'")
    sync_all(woken, bo)
    assert shown(woken.workspace, visit, "situation") != seen
    (draft,) = woken.workspace.drafts()
    assert list(draft.shown) == shown(woken.workspace, visit, "situation")


@scenario("F18")
def test_typing_on_contests_nothing_after_its_ids_were_used_twice(
    workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    ada.sync()
    woken = woken_twice(workspaces, ada)
    add(ada.workspace, Company(name="Von hier"))
    ada.sync()
    visit = add(woken.workspace, Visit(company="c" * 32, situation="Alt."))
    seen = shown(woken.workspace, visit, "situation")
    for text in ("Neu", "Neu und", "Neu und länger."):
        woken.workspace.type_draft(visit, "situation", text, shown=seen)
        woken.workspace.seal_drafts()
        sync_all(woken, bo)
    assert read(bo.workspace, Visit, visit).situation == "Neu und länger."
    assert bo.workspace.conflicts() == []
    _whole(woken, bo)


@scenario("F18")
def test_typing_that_begins_after_its_ids_were_used_twice_contests_nothing(
    workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    """The field was opened before, and its id means a company of the other half by the time of the first key."""
    ada.sync()
    woken = woken_twice(workspaces, ada)
    add(ada.workspace, Company(name="Von hier"))
    ada.sync()
    visit = add(woken.workspace, Visit(company="c" * 32, situation="Alt."))
    seen = shown(woken.workspace, visit, "situation")
    for text in ("Neu", "Neu und", "Neu und länger."):
        sync_all(woken, bo)
        woken.workspace.type_draft(visit, "situation", text, shown=seen)
    sync_all(woken, bo)
    assert read(bo.workspace, Visit, visit).situation == "Neu und länger."
    assert bo.workspace.conflicts() == []
    _whole(woken, bo)


@scenario("F18")
def test_typing_over_both_meanings_of_an_id_goes_on_from_what_was_sealed_of_it(
    workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    """Both halves edited one field under one id: the editor shows the other's words and, under a new id, one's own."""
    visit = add(ada.workspace, Visit(company="c" * 32, situation="Alt."))
    ada.sync()
    woken = woken_twice(workspaces, ada)
    edit(ada.workspace, visit, situation="Von hier.")
    ada.sync()
    edit(woken.workspace, visit, situation="Von dort.")
    woken.sync()
    seen = shown(woken.workspace, visit, "situation")
    assert len(seen) == 2
    for text in ("Neu", "Neu und", "Neu und länger."):
        woken.workspace.type_draft(visit, "situation", text, shown=seen)
        sync_all(woken, bo)
    assert read(bo.workspace, Visit, visit).situation == "Neu und länger."
    assert bo.workspace.conflicts() == []
    _whole(woken, bo)


@scenario("F18", "F44", "F45")
def test_what_the_server_took_before_a_space_was_known_here_again_counts_once_it_is(
    workspaces: Workspaces, server: PartnerServer, ada: Laptop, bo: Laptop
) -> None:
    """A visit set aside with its space is sealed anew, and seen again; the right to edit it came back for the one
    request whose answer got lost.
    """
    bo.sync()
    woken = woken_twice(workspaces, bo)
    visit = add(bo.workspace, Visit(company="c" * 32, situation="Beiseite"))
    server.change_roles("bo@example.org", Role.OFFICE)
    bo.sync()
    add(woken.workspace, Company(name="Unter derselben Nummer"))
    sync_all(woken, bo)
    edit(bo.workspace, visit, goal="Danach")
    server.change_roles("bo@example.org", Role.CONSULTANT)
    straight, bo.line = bo.line, LossyLine(bo.line, ["answer lost"])
    with pytest.raises(TroubleError):
        bo.sync()
    bo.line = straight
    server.change_roles("bo@example.org", Role.OFFICE)
    bo.sync()
    server.change_roles("bo@example.org", Role.CONSULTANT)
    sync_all(bo, woken, ada)
    assert read(ada.workspace, Visit, visit).goal == "Danach"
    _whole(ada, bo, woken)


@scenario("F17")
def test_origins_of_both_halves_are_told_apart(workspaces: Workspaces, server: PartnerServer, ada: Laptop) -> None:
    clone = workspaces.copy_of(ada)
    add(ada.workspace, Company(name="A"))
    add(clone.workspace, Company(name="B"))
    sync_all(ada, clone)
    assert rows(ada.workspace, "SELECT count(*) FROM origin WHERE user_name = 'Ada'") == [(2,)]


@scenario("F18")
def test_a_run_that_first_heard_of_itself_from_the_server_sends_again_what_a_restore_lost(
    workspaces: Workspaces, ada: Laptop
) -> None:
    ada.sync()
    woken = woken_twice(workspaces, ada)
    add(ada.workspace, Company(name="Von hier"))
    sync_all(ada, woken)
    add(woken.workspace, Company(name="Von dort"))
    assert rows(woken.workspace, "SELECT DISTINCT own FROM origin WHERE user_name = 'Ada'") == [(1,)]


@scenario("F18")
def test_what_was_sealed_upon_an_id_used_twice_goes_on_under_a_new_one_too(
    workspaces: Workspaces, ada: Laptop, bo: Laptop
) -> None:
    """A later run of the same laptop builds on it: that it names means something else at the server."""
    company = add(ada.workspace, Company(name="Gemeinsam"))
    ada.sync()
    woken = woken_twice(workspaces, ada)
    edit(ada.workspace, company, name="Von hier")
    edit(woken.workspace, company, name="Von dort")
    ada.sync()
    woken = workspaces.laptop(workspaces.restart(woken.workspace))
    edit(woken.workspace, company, name="Von dort, weiter")
    sync_all(woken, ada, bo)
    (conflict,) = bo.workspace.conflicts()
    assert {value.value for value in conflict.values} == {"Von hier", "Von dort, weiter"}
    _whole(ada, woken, bo)


@scenario("F17", "F42")
def test_a_note_that_two_copies_of_a_disk_put_elsewhere_stands_where_it_came_first(
    workspaces: Workspaces, ada: Laptop
) -> None:
    """Each of the two believed that nobody else had it. The later one keeps what it wrote there, set aside."""
    note = add(ada.workspace, Note(text="Nur ich"), SpaceKind.PERSON)
    clone = workspaces.copy_of(ada)
    set_visibility(clone.workspace, note, "shared")
    sync_all(ada, clone)
    edit(ada.workspace, note, title="Weiter")
    sync_all(ada, clone, ada)
    for laptop in (ada, clone):
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
        ((space,),) = rows(laptop.workspace, "SELECT space FROM record WHERE id = ?", note)
        assert space == ada.workspace.identity.space(SpaceKind.PERSON)
    assert (ada.workspace.status().set_aside, clone.workspace.status().set_aside) == (0, 1)
