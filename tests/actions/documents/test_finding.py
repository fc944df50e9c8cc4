from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.documents.finding import find_document
from consultant_app.documents.qr_code import qr_text
from consultant_app.domain.check_code import spelled
from consultant_app.domain.document import Document
from consultant_app.errors import RuleError
from consultant_app.workspace.workspace import Workspace
from tests.support.held_visits import hold_visit
from tests.support.laptops import Workspaces, read


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    made = Workspaces(tmp_path)
    yield made
    made.close()


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return workspaces.create()


@pytest.fixture
def document(workspaces: Workspaces, workspace: Workspace) -> Document:
    visit = hold_visit(workspace)
    workspaces.clock.advance(timedelta(hours=4))
    return read(workspace, Document, finalise_visit(workspace, visit))


def test_a_document_is_found_by_what_is_printed_on_it_and_by_what_a_scanner_reads(
    workspace: Workspace, document: Document
) -> None:
    code = document.check_code
    for words in (document.id, document.number, code, spelled(code).lower(), qr_text(document.number, code)):
        with workspace.read() as reader:
            assert find_document(reader, words).id == document.id, words


def test_a_number_with_another_papers_code_is_not_it(workspace: Workspace, document: Document) -> None:
    other = qr_text(document.number, "0" * 16)
    with workspace.read() as reader, pytest.raises(RuleError, match="document_unknown"):
        find_document(reader, other)
