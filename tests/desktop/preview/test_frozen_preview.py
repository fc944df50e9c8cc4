"""A protocol printed for signature from the preview: frozen first, then these very bytes go out."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from consultant_app.actions.documents.standing import bytes_of, documents_about
from consultant_app.domain.check_code import spelled
from consultant_app.domain.document import Document
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.desktop.preview.driver import Preview, choose_printer
from tests.documents.reading import whole_text
from tests.support.clock import SettableClock
from tests.support.held_visits import hold_visit
from tests.support.laptops import edit, read
from tests.support.printing import PrinterQueue


@pytest.fixture
def visit(workspace: Workspace, clock: SettableClock) -> str:
    made = hold_visit(workspace)
    clock.advance(timedelta(minutes=80))
    return made


def document_of(workspace: Workspace, visit: str) -> Document:
    with workspace.read() as reader:
        (document,) = documents_about(reader, visit)
    return document


def test_printing_for_signature_freezes_the_protocol_and_prints_the_frozen_bytes(
    preview: Preview, visit: str, queue: PrinterQueue, workspace: Workspace
) -> None:
    queue.switch_off()
    preview.open("visit", visit)
    assert "ENTWURF" in whole_text(preview.shown[0])
    preview.until(lambda: preview.named("Drucker"))
    choose_printer(preview, queue.name)
    assert preview.named("2 Entwürfe drucken")
    preview.click("Zum Unterschreiben drucken")
    preview.until(lambda: [job.handle != "" for job in preview.desk.printing.jobs] == [True])
    document = document_of(workspace, visit)
    frozen = bytes_of(workspace, document)
    assert [pdf for _, pdf in queue.kept_jobs(1)] == [frozen] == preview.shown
    assert read(workspace, Visit, visit).status == "final"
    said = f"{document.number}, unveränderlich seit 19.05.2026, {preview.desk.now():%H:%M}."
    assert f"{said} Prüfcode {spelled(document.check_code)}" in preview.messages
    assert not preview.named("Zum Unterschreiben drucken", QAbstractButton)
    assert not preview.find("English").isEnabled()
    preview.until(lambda: preview.named("2 Exemplare drucken"))


def test_without_a_printer_the_frozen_protocol_is_kept_as_a_file(
    preview: Preview, visit: str, workspace: Workspace, tmp_path: Path
) -> None:
    preview.open("visit", visit)
    preview.click("Zum Unterschreiben drucken")
    preview.until(lambda: any("Als PDF abgelegt" in told for told in preview.messages))
    (paper,) = preview.page.papers
    assert (preview.page.folder / paper.file_name).read_bytes() == bytes_of(workspace, document_of(workspace, visit))


def test_the_preview_of_a_frozen_protocol_does_not_follow_later_words(
    preview: Preview, visit: str, workspace: Workspace
) -> None:
    preview.open("visit", visit)
    preview.click("Zum Unterschreiben drucken")
    preview.until(lambda: preview.page.papers and preview.page.papers[0].frozen)
    frozen = preview.shown[0]
    edit(workspace, visit, goal="Anders")
    preview.settle()
    assert preview.shown[0] == frozen


def test_a_protocol_that_lacks_something_is_a_draft_and_is_printed_as_one(
    preview: Preview, visit: str, workspace: Workspace
) -> None:
    edit(workspace, visit, goal="")
    preview.open("visit", visit)
    assert not preview.named("Zum Unterschreiben drucken", QAbstractButton)
