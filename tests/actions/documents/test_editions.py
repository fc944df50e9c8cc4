"""A signed paper: the frozen bytes with the ink of its signatures, kept once and shown from then on."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from consultant_app.actions.documents import signing
from consultant_app.actions.documents.editions import complete, complete_signed, editions_of, signed_bytes
from consultant_app.actions.documents.signing import refuse, sign, sign_on_paper, waive
from consultant_app.actions.documents.standing import bytes_of
from consultant_app.actions.paper.printing import print_out
from consultant_app.changes.change import RecordId
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.document import Document
from consultant_app.domain.edition import Edition
from consultant_app.domain.signature import Signature, Signer
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace
from tests.documents.reading import page_count, page_texts
from tests.support.held_visits import hold_visit
from tests.support.laptops import Workspaces, edit, every, read
from tests.support.signatures import drawn

COMPANY = Signer(role="company", name="Sabine Tilgner", function="Geschäftsführung", place="Witten")
CONSULTANT = Signer(role="consultant", name="Katrin Albers", place="Witten")


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    made = Workspaces(tmp_path)
    yield made
    made.close()


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return workspaces.create()


@pytest.fixture
def visit(workspaces: Workspaces, workspace: Workspace) -> RecordId:
    visit = hold_visit(workspace)
    workspaces.clock.advance(timedelta(hours=4))
    return visit


def document_of(workspace: Workspace, visit: str) -> Document:
    return read(workspace, Document, str(read(workspace, Visit, visit).document))


def editions(workspace: Workspace, visit: str) -> tuple[Edition, ...]:
    with workspace.read() as reader:
        return editions_of(reader, str(reader.get(Visit, visit).document))


def test_the_last_signature_makes_the_edition_and_it_is_what_is_printed(workspace: Workspace, visit: RecordId) -> None:
    sign(workspace, visit, COMPANY, picture=drawn())
    assert editions(workspace, visit) == ()
    sign(workspace, visit, CONSULTANT, picture=drawn(500))
    document = document_of(workspace, visit)
    (edition,) = editions(workspace, visit)
    assert edition.signatures == {one.id for one in every(workspace, Signature)}
    assert (edition.made_at, edition.made_by) == (workspace.clock(), workspace.identity.user)
    kept = workspace.attachments.read(RecordId(str(edition.file)))
    frozen = bytes_of(workspace, document)
    assert kept[: len(frozen)] == frozen
    assert len(kept) > len(frozen)
    assert print_out(workspace, "visit", visit).pdf == kept == signed_bytes(workspace, document)
    text = page_texts(kept)[-1]
    assert "SABINE TILGNER, Geschäftsführung" in text
    assert "KATRIN ALBERS" in text
    file = read(workspace, Attachment, str(edition.file))
    assert (file.about, file.media_type, file.size_bytes) == (edition.id, "application/pdf", len(kept))


def test_a_paper_signed_by_one_shows_that_signature_before_there_is_an_edition(
    workspace: Workspace, visit: RecordId
) -> None:
    sign(workspace, visit, COMPANY, picture=drawn())
    printed = print_out(workspace, "visit", visit).pdf
    assert "Auf dem Bildschirm unterschrieben" in page_texts(printed)[-1]
    assert print_out(workspace, "visit", visit).pdf == printed
    assert printed.startswith(bytes_of(workspace, document_of(workspace, visit)))


def test_whoever_signs_later_is_on_an_edition_of_its_own_and_the_first_is_kept(
    workspaces: Workspaces, workspace: Workspace, visit: RecordId
) -> None:
    refuse(workspace, visit, COMPANY, reason="Will den Text erst lesen.")
    waive(workspace, visit, CONSULTANT, reason="Telefonberatung")
    (first,) = editions(workspace, visit)
    workspaces.clock.advance(timedelta(days=1))
    sign(workspace, visit, COMPANY, picture=drawn())
    newest, older = editions(workspace, visit)
    assert older.id == first.id
    assert newest.signatures > older.signatures
    pdf = signed_bytes(workspace, document_of(workspace, visit))
    assert page_count(pdf) == page_count(bytes_of(workspace, document_of(workspace, visit))) + 1
    *pages, sheet = page_texts(pdf)
    assert any("Auf dem Bildschirm unterschrieben am" in page for page in pages)
    assert "Will den Text erst lesen." in sheet


def test_a_paper_whose_program_ended_before_it_was_completed_is_completed_with_the_next_signature(
    workspaces: Workspaces, workspace: Workspace, visit: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(workspace, visit, COMPANY, picture=drawn())
    with monkeypatch.context() as cut:
        cut.setattr(signing, "complete_signed", lambda _: False)
        sign(workspace, visit, CONSULTANT, picture=drawn())
    assert read(workspace, Visit, visit).status == "final"
    other = hold_visit(workspace, company=str(read(workspace, Visit, visit).company))
    workspaces.clock.advance(timedelta(hours=1))
    sign(workspace, other, COMPANY, picture=drawn())
    assert read(workspace, Visit, visit).status == "signed"
    assert len(editions(workspace, visit)) == 1
    assert editions(workspace, other) == ()


def test_completing_again_does_nothing(workspace: Workspace, visit: RecordId) -> None:
    for signer in (COMPANY, CONSULTANT):
        sign_on_paper(workspace, visit, signer)
    document = document_of(workspace, visit)
    assert not complete(workspace, document.id)
    assert not complete_signed(workspace)
    assert len(every(workspace, Edition)) == 1


def test_an_edition_is_neither_edited_nor_deleted(workspace: Workspace, visit: RecordId) -> None:
    for signer in (COMPANY, CONSULTANT):
        sign(workspace, visit, signer, picture=drawn())
    (edition,) = editions(workspace, visit)
    with pytest.raises(RuleError, match="written_once"):
        edit(workspace, edition.id, made_by=None)
    with pytest.raises(RuleError, match="written_once"), workspace.write() as writer:
        writer.delete(writer.load(edition.id))


def test_what_is_edited_after_the_signature_is_not_on_the_paper(workspace: Workspace, visit: RecordId) -> None:
    for signer in (COMPANY, CONSULTANT):
        sign(workspace, visit, signer, picture=drawn())
    signed = print_out(workspace, "visit", visit).pdf
    edit(workspace, visit, goal="Später anders geschrieben.")
    assert print_out(workspace, "visit", visit, language="en").pdf == signed


def test_the_edition_is_a_sound_pdf_with_the_frozen_contents_inside(workspace: Workspace, visit: RecordId) -> None:
    for signer in (COMPANY, CONSULTANT):
        sign(workspace, visit, signer, picture=drawn())
    document = document_of(workspace, visit)
    with pikepdf.open(io.BytesIO(signed_bytes(workspace, document))) as opened:
        assert opened.check_pdf_syntax() == []
        assert "inhalt.json" in opened.attachments
