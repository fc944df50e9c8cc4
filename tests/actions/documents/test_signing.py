"""Signing a frozen protocol: on screen, on paper, or not at all; what is missing, and when it is signed."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from consultant_app.actions.documents.signatures import missing_signatures, scans_of, signatures_of
from consultant_app.actions.documents.signers import open_signers, possible_signers
from consultant_app.actions.documents.signing import attach_scan, refuse, sign, sign_on_paper, waive
from consultant_app.actions.visits.running import move_visit
from consultant_app.changes.change import RecordId
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.document import Document
from consultant_app.domain.groups import Address
from consultant_app.domain.signature import Signature, Signer
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace
from tests.support.held_visits import hold_visit
from tests.support.laptops import Workspaces, add, edit, every, read
from tests.support.signatures import drawn


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    made = Workspaces(tmp_path)
    yield made
    made.close()


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    made = workspaces.create()
    identity = made.identity
    add(made, User(id=identity.user, name="Katrin Albers", partner=identity.partner, roles=frozenset({"consultant"})))
    return made


@pytest.fixture
def visit(workspaces: Workspaces, workspace: Workspace) -> RecordId:
    visit = hold_visit(workspace)
    workspaces.clock.advance(timedelta(hours=4))
    return visit


def open_roles(workspace: Workspace, paper: str) -> dict[str, Signer]:
    with workspace.read() as reader:
        return {one.role: one for one in open_signers(reader, paper)}


def signer_of(workspace: Workspace, paper: str, role: str) -> Signer:
    return open_roles(workspace, paper)[role]


def signatures(workspace: Workspace, document: str) -> list[tuple[str | None, str | None, str]]:
    with workspace.read() as reader:
        return [(one.role, one.way, one.name) for one in signatures_of(reader, document)]


def document_of(workspace: Workspace, visit: str) -> str:
    return str(read(workspace, Visit, visit).document)


def test_who_has_to_sign_is_proposed_by_the_visit_before_and_after_it_is_final(
    workspace: Workspace, visit: RecordId
) -> None:
    edit(workspace, str(read(workspace, Visit, visit).company), address=Address(city="Witten"))
    before = open_roles(workspace, visit)
    assert list(before) == ["company", "consultant"]
    assert (before["company"].name, before["company"].function) == ("Sabine Tilgner", "Geschäftsführung")
    assert before["company"].person == read(workspace, Visit, visit).contact
    assert before["company"].place == before["consultant"].place == "Witten"
    assert before["consultant"].person == workspace.identity.user
    sign(workspace, visit, before["company"], picture=drawn())
    document = document_of(workspace, visit)
    assert list(open_roles(workspace, document)) == ["consultant"]
    with workspace.read() as reader:
        assert [one.role for one in possible_signers(reader, document)] == ["company", "consultant"]


def test_the_first_signature_makes_a_draft_final_and_the_last_one_signed(workspace: Workspace, visit: RecordId) -> None:
    sign(workspace, visit, signer_of(workspace, visit, "company"), picture=drawn())
    final = read(workspace, Visit, visit)
    assert final.status == "final"
    assert final.clock is not None
    assert not final.clock.runs
    document = str(final.document)
    assert read(workspace, Document, document).number == final.number != ""
    sign(workspace, document, signer_of(workspace, document, "consultant"), picture=drawn(700))
    assert read(workspace, Visit, visit).status == "signed"
    assert open_roles(workspace, document) == {}


def test_a_signature_says_who_when_and_where_and_keeps_its_strokes(workspace: Workspace, visit: RecordId) -> None:
    signer = Signer(role="company", name=" Sabine   Tilgner ", function="Geschäftsführung", place="Witten")
    picture = drawn()
    kept = read(workspace, Signature, sign(workspace, visit, signer, picture=picture))
    assert (kept.name, kept.function, kept.place, kept.way) == (
        "Sabine Tilgner",
        "Geschäftsführung",
        "Witten",
        "screen",
    )
    assert kept.signed_at == workspace.clock()
    assert kept.picture_sha256 == hashlib.sha256(picture).hexdigest()
    assert workspace.attachments.read(RecordId(str(kept.picture))) == picture
    assert read(workspace, Attachment, str(kept.picture)).sha256 == kept.picture_sha256


def test_a_signature_is_neither_edited_deleted_nor_undone(workspace: Workspace, visit: RecordId) -> None:
    kept = sign(workspace, visit, signer_of(workspace, visit, "company"), picture=drawn())
    with pytest.raises(RuleError, match="written_once"):
        edit(workspace, kept, name="Jemand anders")
    with pytest.raises(RuleError, match="written_once"), workspace.write() as writer:
        writer.delete(writer.load(kept))
    assert workspace.undo() is None


def test_refused_and_waived_need_a_reason_and_count_as_answers(workspace: Workspace, visit: RecordId) -> None:
    with pytest.raises(RuleError, match="signature_without_reason"):
        refuse(workspace, visit, signer_of(workspace, visit, "company"), reason="  ")
    refuse(workspace, visit, signer_of(workspace, visit, "company"), reason="Will erst die Zahlen prüfen.")
    waive(workspace, visit, Signer(role="consultant", name=""), reason="Telefonberatung")
    document = document_of(workspace, visit)
    assert [(role, way) for role, way, _ in signatures(workspace, document)] == [
        ("company", "refused"),
        ("consultant", "waived"),
    ]
    assert read(workspace, Visit, visit).status == "signed"


def test_who_refused_may_sign_later_but_nobody_signs_twice(workspace: Workspace, visit: RecordId) -> None:
    signer = signer_of(workspace, visit, "company")
    refuse(workspace, visit, signer, reason="Erst lesen.")
    sign(workspace, visit, signer, picture=drawn())
    with pytest.raises(RuleError, match="signature_exists"):
        sign(workspace, visit, signer, picture=drawn())
    with pytest.raises(RuleError, match="signature_exists"):
        refuse(workspace, visit, signer, reason="Doch nicht.")


def test_a_second_person_of_the_company_signs_beside_the_first(workspace: Workspace, visit: RecordId) -> None:
    sign(workspace, visit, signer_of(workspace, visit, "company"), picture=drawn())
    sign(workspace, visit, Signer(role="company", name="Murat Aydın", function="Betriebsrat"), picture=drawn(400))
    assert [name for _, _, name in signatures(workspace, document_of(workspace, visit))] == [
        "Sabine Tilgner",
        "Murat Aydın",
    ]
    assert list(open_roles(workspace, document_of(workspace, visit))) == ["consultant"]


def test_what_was_signed_on_paper_misses_its_scan_until_it_is_attached(
    workspace: Workspace, visit: RecordId, tmp_path: Path
) -> None:
    sign_on_paper(workspace, visit, signer_of(workspace, visit, "company"))
    document = document_of(workspace, visit)
    with workspace.read() as reader:
        (missing,) = missing_signatures(reader)
    assert (missing.document.id, missing.roles, missing.scan) == (document, ("consultant",), True)
    sign_on_paper(workspace, visit, signer_of(workspace, document, "consultant"))
    with workspace.read() as reader:
        (missing,) = missing_signatures(reader, about=visit)
    assert (missing.roles, missing.scan) == ((), True)
    scan = tmp_path / "Scan.pdf"
    scan.write_bytes(b"%PDF-1.4 sheet")
    attached = attach_scan(workspace, document, scan)
    with workspace.read() as reader:
        assert missing_signatures(reader) == []
        assert [one.id for one in scans_of(reader, reader.get(Document, document))] == [attached]


def test_a_protocol_with_a_signature_is_not_opened_again(workspace: Workspace, visit: RecordId) -> None:
    refuse(workspace, visit, signer_of(workspace, visit, "company"), reason="Ein Fehler im Text.")
    first = document_of(workspace, visit)
    with workspace.write("Wieder geöffnet") as writer:
        move_visit(writer, visit, "draft", today=workspace.clock().date())
    with pytest.raises(RuleError, match="document_not_signed"):
        sign(workspace, first, signer_of(workspace, first, "consultant"), picture=drawn())
    sign(workspace, visit, signer_of(workspace, visit, "company"), picture=drawn())
    assert document_of(workspace, visit) != first
    with pytest.raises(RuleError, match="visit_is_signed"), workspace.write("Wieder geöffnet") as writer:
        move_visit(writer, visit, "draft", today=workspace.clock().date())


def test_what_is_no_picture_and_what_lacks_a_name_is_no_signature(workspace: Workspace, visit: RecordId) -> None:
    with pytest.raises(RuleError, match="signature_picture_unreadable"):
        sign(workspace, visit, signer_of(workspace, visit, "company"), picture=b"\x89PNG no picture")
    with pytest.raises(RuleError, match="signature_without_name"):
        sign(workspace, visit, Signer(role="company", name=" "), picture=drawn())
    with pytest.raises(RuleError, match="signature_without_name"):
        refuse(workspace, visit, Signer(role="company", name=""), reason="Betriebsrat will warten")
    assert every(workspace, Signature) == ()
