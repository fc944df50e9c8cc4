"""A protocol that is made final: frozen once, stored before it is seen, and never made anew."""

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.documents.standing import bytes_of, documents_about
from consultant_app.actions.paper.printing import print_out
from consultant_app.actions.visits.running import move_visit
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.check_code import read_check_code, spelled
from consultant_app.domain.document import Document
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace
from tests.documents.reading import page_texts
from tests.support.held_visits import hold_visit
from tests.support.laptops import Workspaces, edit, every, read


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    made = Workspaces(tmp_path)
    yield made
    made.close()


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return workspaces.create()


@pytest.fixture
def visit(workspaces: Workspaces, workspace: Workspace) -> str:
    visit = hold_visit(workspace)
    workspaces.clock.advance(timedelta(hours=4))
    return visit


def documents(workspace: Workspace, visit: str) -> tuple[Document, ...]:
    with workspace.read() as reader:
        return documents_about(reader, visit)


def embedded(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return bytes(opened.attachments["inhalt.json"].get_file().read_bytes())


def test_making_a_protocol_final_stops_the_clock_gives_the_number_and_keeps_the_paper(
    workspace: Workspace, visit: str
) -> None:
    document = read(workspace, Document, finalise_visit(workspace, visit))
    stands = read(workspace, Visit, visit)
    assert (stands.status, stands.document, stands.doc_version) == ("final", document.id, 1)
    assert stands.clock is not None
    assert stands.clock.ended_at == workspace.clock()
    assert stands.times is not None
    assert stands.times.end is not None
    assert (document.number, document.version, document.kind) == (stands.number, 1, "visit_protocol")
    assert document.finalised_at == workspace.clock()
    assert document.finalised_by == workspace.identity.user
    assert document.label().startswith("Besuchsprotokoll BP-EN-2026-XX001, Prüfcode ")
    file = read(workspace, Attachment, str(document.file))
    pdf = bytes_of(workspace, document)
    assert file.sha256 == hashlib.sha256(pdf).hexdigest()
    assert file.size_bytes == len(pdf)
    assert "ENTWURF" not in page_texts(pdf)[0]


def test_the_contents_lie_in_the_pdf_and_their_code_stands_on_every_page(workspace: Workspace, visit: str) -> None:
    document = read(workspace, Document, finalise_visit(workspace, visit))
    pdf = bytes_of(workspace, document)
    contents = embedded(pdf)
    assert json.loads(contents)["contents"]["situation"] == "Die Halle ist alt."
    assert hashlib.sha256(contents).hexdigest() == document.contents_sha256
    # By hand, as somebody without this program would: the first 80 bits, five at a time.
    bits = int.from_bytes(hashlib.sha256(contents).digest()[:10])
    by_hand = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> 5 * place & 31] for place in reversed(range(16)))
    assert document.check_code == by_hand
    pages = page_texts(pdf)
    assert pages
    assert all(f"Prüfcode {spelled(by_hand)}" in page for page in pages)
    assert read_check_code(spelled(by_hand).lower()) == by_hand


def test_a_final_protocol_is_shown_and_printed_by_its_bytes_whatever_changes_later(
    workspaces: Workspaces, workspace: Workspace, visit: str
) -> None:
    first = finalise_visit(workspace, visit)
    frozen = bytes_of(workspace, read(workspace, Document, first))
    workspaces.clock.advance(timedelta(days=3))
    edit(workspace, str(read(workspace, Visit, visit).company), name="Tilgner und Söhne")
    edit(workspace, visit, goal="Ganz anders")
    printed = print_out(workspace, "visit", visit, language="en")
    assert printed.pdf == frozen
    assert printed.frozen is not None
    assert printed.frozen.document == first
    assert finalise_visit(workspace, visit) == first
    assert len(documents(workspace, visit)) == 1


def test_what_is_missing_keeps_a_protocol_a_draft_and_its_clock_running(workspace: Workspace, visit: str) -> None:
    edit(workspace, visit, goal="")
    with pytest.raises(RuleError, match="visit_incomplete"):
        finalise_visit(workspace, visit)
    stands = read(workspace, Visit, visit)
    assert (stands.status, stands.document) == ("draft", None)
    assert stands.clock is not None
    assert stands.clock.runs
    assert every(workspace, Document) == ()


def test_a_document_is_neither_edited_nor_deleted_nor_undone(workspace: Workspace, visit: str) -> None:
    document = finalise_visit(workspace, visit)
    with pytest.raises(RuleError, match="written_once"):
        edit(workspace, document, number="BP-EN-2026-XX999")
    with pytest.raises(RuleError, match="written_once"), workspace.write() as writer:
        writer.delete(writer.load(document))
    assert workspace.undo() is None
    assert read(workspace, Visit, visit).document == document


def test_a_protocol_opened_again_gets_a_document_of_its_own_and_the_first_is_kept(
    workspace: Workspace, visit: str
) -> None:
    first = finalise_visit(workspace, visit)
    with workspace.write("Wieder geöffnet") as writer:
        move_visit(writer, visit, "draft", today=workspace.clock().date())
    assert print_out(workspace, "visit", visit).frozen is None
    edit(workspace, visit, goal="Ergänzt")
    second = finalise_visit(workspace, visit)
    assert [(one.id, one.version) for one in documents(workspace, visit)] == [(first, 1), (second, 2)]
    assert read(workspace, Visit, visit).document == second
    assert "Fassung 2" in page_texts(print_out(workspace, "visit", visit).pdf)[0]
    assert bytes_of(workspace, read(workspace, Document, first)) != bytes_of(
        workspace, read(workspace, Document, second)
    )


def test_what_is_typed_when_a_protocol_is_made_final_is_on_it(workspace: Workspace, visit: str) -> None:
    with workspace.read() as reader:
        shown = reader.shown(visit)["goal"]  # type: ignore[arg-type]
    workspace.type_draft(visit, "goal", "Zuletzt noch getippt.", shown=shown)  # type: ignore[arg-type]
    document = read(workspace, Document, finalise_visit(workspace, visit))
    assert "Zuletzt noch getippt." in " ".join(page_texts(bytes_of(workspace, document)))


def test_words_that_come_while_the_paper_is_made_are_on_it(
    workspace: Workspace, visit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, said = workspace.attachments.keep, iter(["Von nebenan."])

    def keep_while_somebody_writes(source: io.BytesIO) -> object:
        for text in said:
            edit(workspace, visit, goal=text)
        return keep(source)

    monkeypatch.setattr(workspace.attachments, "keep", keep_while_somebody_writes)
    document = read(workspace, Document, finalise_visit(workspace, visit))
    assert json.loads(embedded(bytes_of(workspace, document)))["contents"]["goal"] == "Von nebenan."


def test_a_workspace_with_documents_proves_whole(workspaces: Workspaces, workspace: Workspace, visit: str) -> None:
    document = finalise_visit(workspace, visit)
    assert workspace.verify().whole
    again = workspaces.restart(workspace)
    assert bytes_of(again, read(again, Document, document))
    assert datetime(2026, 5, 19, 12, tzinfo=UTC) == read(again, Document, document).finalised_at
