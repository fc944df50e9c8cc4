"""Signatures among several laptops: all are kept, each paper is completed once everything for it is there."""

from datetime import timedelta
from pathlib import Path

import pytest

from consultant_app.actions.documents.editions import complete_signed, editions_of, signed_bytes
from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.documents.signatures import missing_signatures, signatures_of
from consultant_app.actions.documents.signing import sign, waive
from consultant_app.actions.documents.sources import differences
from consultant_app.actions.documents.standing import bytes_of
from consultant_app.actions.erasing import erase_contact
from consultant_app.actions.paper.printing import print_out
from consultant_app.actions.sync.exchange_reading import read_exchange
from consultant_app.actions.sync.exchange_writing import write_exchange
from consultant_app.actions.visits.running import move_visit
from consultant_app.changes.change import RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.contact import Contact
from consultant_app.domain.document import Document
from consultant_app.domain.edition import Edition
from consultant_app.domain.signature import Signature, Signer
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.server.rights import Role
from consultant_app.sync.attachments import carry_files
from consultant_app.workspace.exchange_log import Selection
from tests.documents.reading import page_count, page_texts
from tests.support.held_visits import hold_visit
from tests.support.laptops import CHEAP, Laptop, Workspaces, add, edit, every, read, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.support.signatures import drawn
from tests.sync.conftest import another

COMPANY = Signer(role="company", name="Sabine Tilgner", function="Geschäftsführung", place="Witten")
CONSULTANT = Signer(role="consultant", name="Katrin Albers", place="Witten")


@pytest.fixture
def visit(ada: Laptop, bo: Laptop, workspaces: Workspaces) -> RecordId:
    """Held by Ada, final, and known to Bo with its file."""
    visit = hold_visit(ada.workspace)
    workspaces.clock.advance(timedelta(hours=4))
    finalise_visit(ada.workspace, visit)
    share(ada, bo)
    return visit


def share(*laptops: Laptop) -> None:
    """Changes and files; only carrying, so that nothing is completed before a test says so."""
    sync_all(*laptops)
    for laptop in (*laptops, *laptops):
        carry_files(laptop.workspace, laptop.line)


def paper(laptop: Laptop, visit: str) -> Document:
    return read(laptop.workspace, Document, str(read(laptop.workspace, Visit, visit).document))


def signers(laptop: Laptop, visit: str) -> list[str]:
    with laptop.workspace.read() as reader:
        return [one.name for one in signatures_of(reader, str(reader.get(Visit, visit).document))]


def editions(laptop: Laptop, visit: str) -> tuple[Edition, ...]:
    with laptop.workspace.read() as reader:
        return editions_of(reader, str(reader.get(Visit, visit).document))


def lacking(laptop: Laptop) -> list[tuple[str, ...]]:
    with laptop.workspace.read() as reader:
        return [one.roles for one in missing_signatures(reader)]


def test_a_paper_signed_on_two_laptops_is_completed_after_a_round(
    ada: Laptop, bo: Laptop, visit: RecordId, workspaces: Workspaces
) -> None:
    sign(ada.workspace, visit, COMPANY, picture=drawn())
    workspaces.clock.advance(timedelta(minutes=3))
    sign(bo.workspace, visit, CONSULTANT, picture=drawn(500))
    assert lacking(ada) == [("consultant",)]
    assert lacking(bo) == [("company",)]
    share(ada, bo)
    assert editions(ada, visit) == ()
    assert complete_signed(bo.workspace)
    share(bo, ada)
    assert not complete_signed(ada.workspace)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Visit, visit).status == "signed"
        assert signers(laptop, visit) == ["Sabine Tilgner", "Katrin Albers"]
        assert lacking(laptop) == []
        assert len(editions(laptop, visit)) == 1
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
    shown = print_out(ada.workspace, "visit", visit).pdf
    assert shown == print_out(bo.workspace, "visit", visit).pdf
    assert shown.startswith(bytes_of(ada.workspace, paper(ada, visit)))


def test_of_two_editions_made_at_once_both_are_kept_and_both_laptops_show_the_same(
    ada: Laptop, bo: Laptop, visit: RecordId, workspaces: Workspaces
) -> None:
    sign(ada.workspace, visit, COMPANY, picture=drawn())
    sign(bo.workspace, visit, CONSULTANT, picture=drawn(500))
    share(ada, bo)
    assert complete_signed(ada.workspace)
    workspaces.clock.advance(timedelta(minutes=1))
    assert complete_signed(bo.workspace)
    share(ada, bo)
    newest = editions(ada, visit)[0]
    assert newest.made_by == bo.workspace.identity.user
    assert [one.id for one in editions(ada, visit)] == [one.id for one in editions(bo, visit)]
    assert len(editions(ada, visit)) == 2
    kept = {laptop.workspace.attachments.read(RecordId(str(newest.file))) for laptop in (ada, bo)}
    assert kept == {print_out(laptop.workspace, "visit", visit).pdf for laptop in (ada, bo)}
    assert read(ada.workspace, Visit, visit).status == "signed"
    assert not ada.workspace.conflicts(visit)


def test_a_signature_that_comes_on_a_stick_completes_the_paper(
    ada: Laptop, bo: Laptop, visit: RecordId, tmp_path: Path
) -> None:
    sign(ada.workspace, visit, COMPANY, picture=drawn())
    sign(bo.workspace, visit, CONSULTANT, picture=drawn(500))
    stick = tmp_path / "a.csrx"
    office = Selection(ada.workspace.identity.space(SpaceKind.OFFICE))
    write_exchange(ada.workspace, stick, office, password="Fördergerüst", cost=CHEAP)
    read_exchange(bo.workspace, stick, "Fördergerüst")
    (edition,) = editions(bo, visit)
    assert len(edition.signatures) == 2
    assert read(bo.workspace, Visit, visit).status == "signed"


def test_one_person_who_signed_on_two_laptops_stands_on_the_paper_twice(
    ada: Laptop, bo: Laptop, visit: RecordId, workspaces: Workspaces
) -> None:
    for laptop in (ada, bo):
        sign(laptop.workspace, visit, COMPANY, picture=drawn())
        sign(laptop.workspace, visit, CONSULTANT, picture=drawn())
        workspaces.clock.advance(timedelta(minutes=5))
    share(ada, bo)
    complete_signed(ada.workspace)
    share(ada, bo)
    assert len(signers(bo, visit)) == 4
    best = editions(bo, visit)[0]
    assert len(best.signatures) == 4
    pdf = signed_bytes(bo.workspace, paper(bo, visit))
    assert page_count(pdf) == page_count(bytes_of(bo.workspace, paper(bo, visit))) + 1
    assert "Weitere Unterschriften" in page_texts(pdf)[-1]
    assert ada.agrees()


def test_an_edition_whose_bytes_are_elsewhere_shows_the_frozen_paper_until_they_come(
    ada: Laptop, bo: Laptop, visit: RecordId
) -> None:
    sign(ada.workspace, visit, COMPANY, picture=drawn())
    sign(ada.workspace, visit, CONSULTANT, picture=drawn())
    sync_all(ada, bo)
    (edition,) = editions(bo, visit)
    with pytest.raises(RuleError, match="attachment_not_here"):
        bo.workspace.attachments.read(RecordId(str(edition.file)))
    assert print_out(bo.workspace, "visit", visit).pdf == bytes_of(bo.workspace, paper(bo, visit))
    assert not complete_signed(bo.workspace)
    share(ada, bo)
    assert print_out(bo.workspace, "visit", visit).pdf == print_out(ada.workspace, "visit", visit).pdf
    assert len(editions(bo, visit)) == 1


def test_nobody_signs_on_screen_what_is_not_here_to_be_seen(ada: Laptop, bo: Laptop, workspaces: Workspaces) -> None:
    visit = hold_visit(ada.workspace)
    workspaces.clock.advance(timedelta(hours=4))
    finalise_visit(ada.workspace, visit)
    sync_all(ada, bo)
    with pytest.raises(RuleError, match="document_not_here"):
        sign(bo.workspace, visit, CONSULTANT, picture=drawn())
    waive(bo.workspace, visit, CONSULTANT, reason="Telefonberatung")
    assert signers(bo, visit) == ["Katrin Albers"]


def test_what_another_laptop_edits_after_the_signature_is_told_and_not_printed(
    ada: Laptop, bo: Laptop, visit: RecordId
) -> None:
    sign(ada.workspace, visit, COMPANY, picture=drawn())
    sign(ada.workspace, visit, CONSULTANT, picture=drawn())
    signed = print_out(ada.workspace, "visit", visit).pdf
    edit(bo.workspace, visit, goal="Offline anders geschrieben.")
    share(ada, bo)
    for laptop in (ada, bo):
        assert print_out(laptop.workspace, "visit", visit).pdf == signed
        with laptop.workspace.read() as reader:
            changed = differences(reader, visit, paper(laptop, visit).sources)
        assert [one.field for one in changed] == ["goal"]


def test_a_protocol_opened_again_on_one_laptop_and_signed_on_the_other_is_asked_about(
    ada: Laptop, bo: Laptop, visit: RecordId
) -> None:
    first = paper(ada, visit)
    with bo.workspace.write("Wieder geöffnet") as writer:
        move_visit(writer, visit, "draft", today=bo.workspace.clock().date())
    sign(ada.workspace, visit, COMPANY, picture=drawn())
    sign(ada.workspace, visit, CONSULTANT, picture=drawn())
    share(ada, bo)
    for laptop in (ada, bo):
        assert "status" in laptop.workspace.states([visit])[visit].contested
        with laptop.workspace.read() as reader:
            assert len(signatures_of(reader, first.id)) == 2
        assert laptop.agrees()


@scenario("F76")
def test_the_signature_of_somebody_erased_stays_as_evidence_with_its_document(
    ada: Laptop, bo: Laptop, visit: RecordId, server: PartnerServer, workspaces: Workspaces
) -> None:
    """She is not named on the paper: only her signature says that it is hers, too."""
    document = paper(ada, visit)
    guest = add(ada.workspace, Contact(company=read(ada.workspace, Visit, visit).company, last_name="Zufallsgast"))
    signer = Signer(role="company", name="Zufallsgast", person=guest)
    strokes = drawn()
    kept = read(ada.workspace, Signature, sign(ada.workspace, visit, signer, picture=strokes))
    share(ada, bo)
    server.add_person("dpo@example.org", roles=(Role.DPO,))
    officer = another(server, workspaces, "dpo@example.org")

    (evidence,) = erase_contact(officer.workspace, guest).evidence

    assert (evidence.document, evidence.number) == (document.id, document.number)
    share(ada, bo)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Contact, guest).last_name == ""
        stays = read(laptop.workspace, Signature, kept.id)
        assert (stays.name, stays.person) == ("Zufallsgast", guest)
        assert laptop.workspace.attachments.read(RecordId(str(stays.picture))) == strokes
        with pytest.raises(RuleError, match="document_restricted"):
            print_out(laptop.workspace, "visit", visit)
        with pytest.raises(RuleError, match="document_restricted"):
            sign(laptop.workspace, visit, CONSULTANT, picture=drawn())
        assert every(laptop.workspace, Edition) == ()
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
