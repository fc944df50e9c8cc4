"""The documents of a company in the window: what stands and what is missing, opened by its bytes, any file checked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.documents.editions import signed_bytes
from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.documents.signatures import scans_of
from consultant_app.actions.documents.signers import open_signers
from consultant_app.actions.documents.signing import sign, sign_on_paper
from consultant_app.actions.documents.standing import bytes_of
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.documents.documents_panel import DocumentsPanel
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.signing.ink import Dot, Ink
from consultant_app.domain.check_code import spelled
from consultant_app.domain.document import Document
from consultant_app.domain.visit import Visit
from consultant_app.workspace.workspace import Workspace
from tests.desktop.quiet import wait_until_quiet
from tests.support.held_visits import hold_visit
from tests.support.laptops import read

PICTURE = Ink([[Dot(10, -20), Dot(60, -50), Dot(120, -10)]]).picture()


class Chosen(FileDialogs):
    """Answers in place of the system's dialogs."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def file_to_read(self, _parent: QWidget, _title: str, _folder: Path, _kinds: str) -> Path | None:
        return self.path

    def file_to_write(self, _parent: QWidget, _title: str, _suggested: Path, _kinds: str) -> Path | None:
        return self.path


class Documents:
    def __init__(self, qtbot: QtBot, desk: Desk, panel: DocumentsPanel, dialogs: Chosen) -> None:
        self.qtbot, self.desk, self.panel, self.dialogs = qtbot, desk, panel, dialogs

    def open(self, visit: str) -> None:
        self.panel.open(read(self.desk.workspace, Visit, visit).company or "")
        self.settle()

    def settle(self) -> None:
        wait_until_quiet(self.qtbot, self.desk)

    def button(self, text: str) -> list[QAbstractButton]:
        return [one for one in self.panel.findChildren(QAbstractButton) if one.isVisible() and one.text() == text]

    def click(self, text: str) -> None:
        (button,) = self.button(text)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [(row.title, row.right_below) for row in self.panel.rows.model().rows]  # type: ignore[attr-defined]

    @property
    def messages(self) -> list[str]:
        return [bar.accessibleName() for bar in self.panel.messages.messages()]

    def check(self, path: Path) -> str:
        self.panel.check(path)
        self.settle()
        (message,) = self.messages
        return message


@pytest.fixture
def documents(qtbot: QtBot, desk: Desk) -> Documents:
    dialogs = Chosen()
    panel = DocumentsPanel(desk, dialogs=dialogs)
    qtbot.addWidget(panel)
    panel.resize(760, 640)
    panel.show()
    return Documents(qtbot, desk, panel, dialogs)


@pytest.fixture
def visit(workspace: Workspace) -> RecordId:
    return hold_visit(workspace)


def frozen(workspace: Workspace, visit: str) -> tuple[Document, bytes]:
    document = read(workspace, Document, finalise_visit(workspace, visit))
    return document, bytes_of(workspace, document)


def signed(workspace: Workspace, visit: str, *, roles: int = 2) -> None:
    document = finalise_visit(workspace, visit)
    with workspace.read() as reader:
        signers = open_signers(reader, document)
    for signer in signers[:roles]:
        sign(workspace, document, signer, picture=PICTURE)


def test_each_paper_says_what_is_still_missing(documents: Documents, workspace: Workspace, visit: str) -> None:
    documents.open(visit)
    assert documents.lines == []
    document, _ = frozen(workspace, visit)
    documents.settle()
    name = f"Besuchsprotokoll {document.number}"
    assert documents.lines == [(name, "endgültig, nicht unterschrieben")]
    signed(workspace, visit, roles=1)
    documents.settle()
    assert documents.lines == [(name, "eine Unterschrift fehlt")]
    signed(workspace, visit)
    documents.settle()
    assert documents.lines == [(name, "unterschrieben")]


def test_a_paper_is_opened_by_its_bytes_with_the_ink_on_it(
    documents: Documents, workspace: Workspace, visit: str
) -> None:
    document, pdf = frozen(workspace, visit)
    documents.open(visit)
    documents.panel.rows.row_opened.emit(document.id)
    documents.settle()
    assert documents.panel.detail.pdf == pdf
    assert documents.panel.detail.view.page_count == 2
    signed(workspace, visit)
    documents.settle()
    shown = documents.panel.detail.pdf
    assert shown.startswith(pdf)
    assert len(shown) > len(pdf)
    assert not documents.button("Unterschreiben")
    documents.click("Zurück zur Liste")
    assert documents.panel.rows.isVisible()
    documents.panel.open_paper(document.id)
    documents.qtbot.keyClick(documents.panel.detail.back, Qt.Key.Key_Escape)
    assert documents.panel.rows.isVisible()


def test_what_lacks_a_signature_leads_to_signing_and_to_the_preview(
    documents: Documents, workspace: Workspace, visit: str, qtbot: QtBot
) -> None:
    document, _ = frozen(workspace, visit)
    documents.open(visit)
    documents.panel.open_paper(document.id)
    documents.settle()
    with qtbot.waitSignal(documents.desk.ways.sign) as asked:
        documents.click("Unterschreiben")
    assert asked.args == [document.id]
    with qtbot.waitSignal(documents.desk.ways.preview) as asked:
        documents.click("Vorschau und Druck")
    assert asked.args == ["visit", visit]


def test_the_scan_of_what_was_signed_on_paper_is_attached(
    documents: Documents, workspace: Workspace, visit: str, tmp_path: Path
) -> None:
    with workspace.read() as reader:
        signers = open_signers(reader, visit)
    for signer in signers:
        sign_on_paper(workspace, visit, signer)
    documents.open(visit)
    ((_, state),) = documents.lines
    assert state == "Scan fehlt"
    (paper,) = documents.panel.papers
    documents.dialogs.path = tmp_path / "scan.pdf"
    documents.dialogs.path.write_bytes(b"%PDF-1.7 scan")
    documents.panel.open_paper(paper.id)
    documents.settle()
    documents.click("Scan anhängen")
    assert documents.messages == ["Der Scan ist beim Dokument gesichert."]
    with workspace.read() as reader:
        (scan,) = scans_of(reader, reader.get(Document, paper.id))
    assert workspace.attachments.read(RecordId(scan.id)) == b"%PDF-1.7 scan"
    assert [state for _, state in documents.lines] == ["unterschrieben"]


def test_a_paper_is_kept_as_a_file_as_it_is_shown(
    documents: Documents, workspace: Workspace, visit: str, tmp_path: Path
) -> None:
    document, pdf = frozen(workspace, visit)
    documents.open(visit)
    documents.panel.open_paper(document.id)
    documents.settle()
    documents.dialogs.path = tmp_path / "protokoll.pdf"
    documents.click("Als PDF ablegen")
    assert (tmp_path / "protokoll.pdf").read_bytes() == pdf


def test_an_unchanged_file_is_told_by_its_name_and_what_was_compared(
    documents: Documents, workspace: Workspace, visit: str, tmp_path: Path
) -> None:
    document, pdf = frozen(workspace, visit)
    documents.open(visit)
    documents.dialogs.path = tmp_path / "von-der-firma.pdf"
    documents.dialogs.path.write_bytes(pdf)
    documents.click("Datei prüfen")
    (message,) = documents.messages
    assert message.startswith(f"Besuchsprotokoll {document.number} von-der-firma.pdf: Unverändert")
    assert spelled(document.check_code) in {row.subtitle.removeprefix("Prüfcode ") for row in rows_of(documents)}


def test_a_signed_file_is_told_with_who_signed_it_and_when(
    documents: Documents, workspace: Workspace, visit: str, tmp_path: Path
) -> None:
    document, _ = frozen(workspace, visit)
    signed(workspace, visit)
    documents.open(visit)
    path = tmp_path / "unterschrieben.pdf"
    path.write_bytes(signed_bytes(workspace, document))
    message = documents.check(path)
    assert "nichts als seine Unterschriften" in message
    assert "Für das Unternehmen: Sabine Tilgner, Auf dem Bildschirm unterschrieben, 19.05.2026, 12:42." in message
    assert "Für die Beratung: Katrin Albers" in message


def rows_of(documents: Documents) -> list[object]:
    return list(documents.panel.rows.model().rows)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        (lambda pdf: pdf.replace(b"/Producer", b"/Procuder", 1) + b"\n", "nicht"),
        (lambda _: b"kein PDF", "Die Datei ist kein PDF"),
    ],
)
def test_a_file_that_differs_is_told_in_plain_words(
    documents: Documents,
    workspace: Workspace,
    visit: str,
    tmp_path: Path,
    forge: Callable[[bytes], bytes],
    words: str,
) -> None:
    _, pdf = frozen(workspace, visit)
    documents.open(visit)
    path = tmp_path / "datei.pdf"
    path.write_bytes(forge(pdf))
    message = documents.check(path)
    assert words in message
    assert "Unverändert" not in message


def test_a_file_that_cannot_be_read_is_said_and_the_button_comes_back(documents: Documents, tmp_path: Path) -> None:
    assert "fehlt.pdf" in documents.check(tmp_path / "fehlt.pdf")
    assert documents.panel.target.button.isEnabled()


def test_a_file_dropped_on_the_target_is_checked_and_stays_where_it_is(
    documents: Documents, workspace: Workspace, visit: str, tmp_path: Path
) -> None:
    _, pdf = frozen(workspace, visit)
    documents.open(visit)
    path = tmp_path / "gezogen.pdf"
    path.write_bytes(pdf)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(10, 10), Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    documents.panel.target.dropEvent(event)
    documents.settle()
    (message,) = documents.messages
    assert "gezogen.pdf: Unverändert" in message
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert path.read_bytes() == pdf
