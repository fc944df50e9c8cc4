"""Frozen protocols among several laptops: the signed paper stands, whatever is written or made final elsewhere."""

from datetime import timedelta

import pytest

from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.documents.sources import difference_label, differences
from consultant_app.actions.documents.standing import bytes_of, documents_about
from consultant_app.actions.erasing import erase_contact, erasures
from consultant_app.actions.paper.printing import print_out
from consultant_app.actions.shared_numbers import shared_visit_numbers
from consultant_app.actions.sync.deciding import take
from consultant_app.actions.visits.running import move_visit
from consultant_app.changes.change import RecordId
from consultant_app.domain.contact import Contact
from consultant_app.domain.document import Document
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant, Recommendation
from consultant_app.errors import RuleError
from consultant_app.server.rights import Role
from consultant_app.sync.attachments import carry_files
from tests.support.held_visits import hold_visit
from tests.support.laptops import Laptop, Workspaces, add, edit, every, read, sync_all
from tests.support.partner_server import PartnerServer
from tests.support.scenarios import scenario
from tests.sync.conftest import another


@pytest.fixture
def visit(ada: Laptop, bo: Laptop, workspaces: Workspaces) -> RecordId:
    """Held by Ada, and known to Bo, who belongs to the same organisation."""
    visit = hold_visit(ada.workspace)
    workspaces.clock.advance(timedelta(hours=4))
    sync_all(ada, bo)
    return visit


def document_ids(laptop: Laptop, visit: str) -> set[str]:
    with laptop.workspace.read() as reader:
        return {one.id for one in documents_about(reader, visit)}


def changed_since(laptop: Laptop, visit: str) -> set[str]:
    with laptop.workspace.read() as reader:
        document = reader.get(Document, str(reader.get(Visit, visit).document))
        return {difference_label(one) for one in differences(reader, visit, document.sources)}


def frozen_bytes(laptop: Laptop, document: str) -> bytes:
    return bytes_of(laptop.workspace, read(laptop.workspace, Document, document))


def carry(*laptops: Laptop) -> None:
    for laptop in laptops:
        carry_files(laptop.workspace, laptop.line)


@scenario("F73")
def test_what_was_edited_elsewhere_while_a_protocol_was_signed_is_kept_beside_the_paper(
    ada: Laptop, bo: Laptop, visit: RecordId
) -> None:
    document = finalise_visit(ada.workspace, visit)
    with ada.workspace.write("Unterschrieben") as writer:
        move_visit(writer, visit, "signed", today=ada.workspace.clock().date())
    signed = frozen_bytes(ada, document)
    edit(bo.workspace, visit, goal="Offline anders geschrieben.")
    add(bo.workspace, Recommendation(visit=visit, text="Noch eine Empfehlung"))
    assert changed_since(ada, visit) == set()
    sync_all(ada, bo)
    carry(ada, bo)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Visit, visit).status == "signed"
        assert read(laptop.workspace, Visit, visit).goal == "Offline anders geschrieben."
        assert changed_since(laptop, visit) == {"Ziel", "Empfehlung"}
        printed = print_out(laptop.workspace, "visit", visit)
        assert printed.pdf == signed == frozen_bytes(laptop, document)
        assert laptop.agrees()
        assert laptop.workspace.verify().whole


def test_a_paper_whose_bytes_are_on_another_laptop_is_not_made_anew(ada: Laptop, bo: Laptop, visit: RecordId) -> None:
    finalise_visit(ada.workspace, visit)
    sync_all(ada, bo)
    with pytest.raises(RuleError, match="document_not_here"):
        print_out(bo.workspace, "visit", visit)
    carry(ada, bo)
    assert print_out(bo.workspace, "visit", visit).pdf == print_out(ada.workspace, "visit", visit).pdf


@scenario("F74")
def test_of_two_finalisations_both_papers_are_kept_and_a_person_decides_which_stands(
    ada: Laptop, bo: Laptop, visit: RecordId, workspaces: Workspaces
) -> None:
    first = finalise_visit(ada.workspace, visit)
    workspaces.clock.advance(timedelta(minutes=10))
    second = finalise_visit(bo.workspace, visit)
    sync_all(ada, bo)
    carry(ada, bo, ada)
    papers = {first: frozen_bytes(ada, first), second: frozen_bytes(ada, second)}
    assert papers[first] != papers[second]
    for laptop in (ada, bo):
        assert document_ids(laptop, visit) == {first, second}
        assert {one: frozen_bytes(laptop, one) for one in papers} == papers
        (conflict,) = (one for one in laptop.workspace.conflicts(visit) if one.field == "document")
        assert {value.value for value in conflict.values} == {first, second}
        assert "document" in laptop.workspace.states([visit])[visit].contested
    chosen = next(one.change for one in conflict.values if one.value == first)
    take(bo.workspace, visit, "document", chosen)
    sync_all(bo, ada)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Visit, visit).document == first
        assert not [one for one in laptop.workspace.conflicts(visit) if one.field == "document"]
        assert print_out(laptop.workspace, "visit", visit).pdf == papers[first]
        assert document_ids(laptop, visit) == {first, second}
        assert laptop.agrees()


@scenario("F75")
def test_one_number_on_two_papers_is_kept_on_both_and_told(
    ada: Laptop, visit: RecordId, workspaces: Workspaces
) -> None:
    """A laptop whose disk was copied: both give the next number of the same device letters."""
    clone = workspaces.copy_of(ada)
    company = str(read(ada.workspace, Visit, visit).company)
    papers: dict[RecordId, bytes] = {}
    for laptop in (ada, clone):
        held = hold_visit(laptop.workspace, company=company)
        workspaces.clock.advance(timedelta(hours=1))
        papers[held] = frozen_bytes(laptop, finalise_visit(laptop.workspace, held))
    sync_all(ada, clone)
    carry(ada, clone, ada)
    assert len({read(ada.workspace, Visit, held).number for held in papers}) == 1
    for laptop in (ada, clone):
        for held, pdf in papers.items():
            assert print_out(laptop.workspace, "visit", held).pdf == pdf
            with laptop.workspace.read() as reader:
                (shared,) = shared_visit_numbers(reader, held)
            assert {shared.first.id, *(one.id for one in shared.later)} == set(papers)
            assert shared.can_change == ()


@scenario("F76")
def test_of_somebody_erased_the_signed_paper_stays_as_evidence_and_everything_else_goes(
    ada: Laptop, bo: Laptop, visit: RecordId, server: PartnerServer, workspaces: Workspaces
) -> None:
    document = finalise_visit(ada.workspace, visit)
    paper = frozen_bytes(ada, document)
    with ada.workspace.write("Unterschrieben") as writer:
        move_visit(writer, visit, "signed", today=ada.workspace.clock().date())
    sync_all(ada, bo)
    carry(ada, bo)
    signer = RecordId(str(read(ada.workspace, Visit, visit).contact))
    server.add_person("dpo@example.org", roles=(Role.DPO,))
    officer = another(server, workspaces, "dpo@example.org")

    (kept,) = erase_contact(officer.workspace, signer).evidence

    number = read(ada.workspace, Document, document).number
    assert (kept.document, kept.number, kept.until) == (document, number, "2033-12-31")
    sync_all(ada, bo)
    for laptop in (ada, bo):
        assert read(laptop.workspace, Contact, signer).last_name == ""
        assert "Tilgner" not in {one.name for one in every(laptop.workspace, Participant)}
        assert frozen_bytes(laptop, document) == paper
        assert read(laptop.workspace, Document, document).people == {signer}
        assert changed_since(laptop, visit) == set()
        with pytest.raises(RuleError, match="document_restricted"):
            print_out(laptop.workspace, "visit", visit)
        assert laptop.agrees()
        assert laptop.workspace.verify().whole
    assert [one.evidence for one in erasures(officer.workspace)] == [[kept]]
