"""Photos and files of a visit: they come in by dialog, drop and clipboard, and nothing of them is left lying around."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from consultant_app.actions.attachments import AttachmentRow, add_attachment, attachments_of
from consultant_app.changes.change import RecordId
from consultant_app.desktop.attachments.files_panel import FilesPanel
from consultant_app.desktop.attachments.pictures import SmallPicture
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.preview.page_view import PageView
from consultant_app.desktop.visits.files_section import FilesSection
from consultant_app.domain.attachment import Attachment
from consultant_app.workspace import file_bytes
from consultant_app.workspace.workspace import Workspace
from tests.desktop.typing import type_text
from tests.desktop.visits.driver import Driver

_TURNED_RIGHT = 6
"""Exif: the camera lay on its side."""
_ORIENTATION = 0x0112


class Answers(FileDialogs):
    """Chooses these files, and puts copies there."""

    def __init__(self, chosen: Sequence[Path] = (), copy: Path | None = None) -> None:
        self._chosen, self._copy = tuple(chosen), copy

    def files_to_read(self, parent: QWidget, title: str, folder: Path) -> tuple[Path, ...]:
        return self._chosen

    def file_to_write(self, parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
        return self._copy


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Teilnahmeliste.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(2_000))
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Blue, taken upright with a camera that writes it down lying."""
    path = tmp_path / "Halle 2.jpg"
    exif = Image.Exif()
    exif[_ORIENTATION] = _TURNED_RIGHT
    Image.new("RGB", (400, 200), "#2244aa").save(path, exif=exif)
    return path


@pytest.fixture
def panel(app: Driver) -> FilesPanel:
    app.click("Fotos und Dateien", QPushButton)
    app.settle()
    section = app.page.section("files")
    assert isinstance(section, FilesSection)
    return section.panel


def kept(app: Driver) -> tuple[AttachmentRow, ...]:
    return attachments_of(app.desk.workspace, [app.visit])


def said(widget: QWidget) -> str:
    """All that is to be read there."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_chosen_files_stand_in_the_list_and_count_in_the_sections(
    app: Driver, panel: FilesPanel, scan: Path, photo: Path
) -> None:
    assert "Noch keine Fotos oder Dateien." in said(panel)
    panel.dialogs = Answers([scan, photo])
    app.click("Dateien anfügen", QPushButton)

    app.until(lambda: len(kept(app)) == 2)
    app.until(lambda: app.find("Kopie ablegen: Teilnahmeliste.pdf").isEnabled())
    app.until(lambda: app.find("Ansehen: Halle 2.jpg", SmallPicture).isEnabled())
    app.until(lambda: app.page.sections.button("files").state.number == 2)
    assert "Noch keine" not in said(panel)


def test_a_photo_is_shown_upright_and_the_keyboard_leads_there_and_back(
    app: Driver, panel: FilesPanel, photo: Path
) -> None:
    add_attachment(app.desk.workspace, photo, app.visit)
    app.until(lambda: app.find("Ansehen: Halle 2.jpg", SmallPicture).isEnabled())
    (small,) = panel.work.small.values()
    assert small is not None
    assert small.height() > small.width()

    app.find("Ansehen: Halle 2.jpg").setFocus(Qt.FocusReason.TabFocusReason)
    app.key(Qt.Key.Key_Space)
    app.until(lambda: app.find("Zurück zur Liste", QPushButton).hasFocus())
    app.settle()
    app.key(Qt.Key.Key_Escape)
    app.until(lambda: app.find("Ansehen: Halle 2.jpg").hasFocus())


def test_looking_at_a_photo_leaves_nothing_on_the_disk(
    app: Driver, panel: FilesPanel, photo: Path, tmp_path: Path
) -> None:
    add_attachment(app.desk.workspace, photo, app.visit)
    photo.unlink()
    app.until(lambda: app.find("Ansehen: Halle 2.jpg", SmallPicture).isEnabled())
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    app.click("Ansehen: Halle 2.jpg", SmallPicture)
    app.until(lambda: app.find("Zurück zur Liste", QPushButton).isVisible())
    app.settle()

    assert {path for path in tmp_path.rglob("*") if path.is_file()} <= before


def test_a_paper_is_looked_at_page_by_page_and_the_arrows_lead_on(
    app: Driver, panel: FilesPanel, photo: Path, tmp_path: Path
) -> None:
    pages = [Image.new("RGB", (210, 297), colour) for colour in ("white", "gray")]
    pages[0].save(tmp_path / "Scan.pdf", save_all=True, append_images=pages[1:])
    for path in (tmp_path / "Scan.pdf", photo):
        add_attachment(app.desk.workspace, path, app.visit)
    app.until(lambda: app.find("Ansehen: Halle 2.jpg", SmallPicture).isEnabled())
    app.click("Ansehen: Scan.pdf", SmallPicture)
    app.until(lambda: app.find("Scan.pdf", PageView).page_count == 2)
    assert not app.find("Vorige Datei").isEnabled()

    app.click("Nächste Datei", QPushButton)
    app.until(lambda: not app.find("Nächste Datei").isEnabled())
    app.click("Zurück zur Liste", QPushButton)
    app.until(lambda: app.find("Ansehen: Halle 2.jpg").hasFocus())


def test_a_paper_that_is_none_says_so_and_stays(app: Driver, panel: FilesPanel, scan: Path) -> None:
    add_attachment(app.desk.workspace, scan, app.visit)
    app.until(lambda: app.find("Ansehen: Teilnahmeliste.pdf").isEnabled())
    app.click("Ansehen: Teilnahmeliste.pdf", SmallPicture)
    app.until(lambda: "lässt sich hier nicht anzeigen" in said(panel))
    assert app.find("Kopie ablegen: Teilnahmeliste.pdf").isVisible()


def test_a_description_is_kept_like_any_input(app: Driver, panel: FilesPanel, scan: Path) -> None:
    add_attachment(app.desk.workspace, scan, app.visit)
    app.until(lambda: app.find("Beschreibung: Teilnahmeliste.pdf", QLineEdit).isVisible())
    line = app.find("Beschreibung: Teilnahmeliste.pdf", QLineEdit)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    type_text(line, "Unterschrieben am Empfang")
    assert app.desk.drafts.is_typing, "what is not durable is not said to be"
    app.until(lambda: not app.desk.drafts.is_typing)
    app.key(Qt.Key.Key_Tab)

    app.until(lambda: kept(app)[0].description == "Unterschrieben am Empfang")


def test_a_dropped_file_is_taken(app: Driver, panel: FilesPanel, scan: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    assert panel.acceptDrops()
    panel.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, buttons, keys))

    app.until(lambda: [row.file_name for row in kept(app)] == ["Teilnahmeliste.pdf"])


def test_a_picture_is_pasted_with_a_name_of_its_own(app: Driver, panel: FilesPanel) -> None:
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)

    app.find("Dateien anfügen", QPushButton).setFocus(Qt.FocusReason.TabFocusReason)
    app.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    app.until(lambda: [row.file_name for row in kept(app)] == ["Bild vom 2026-05-19 12-42-00.png"])
    app.until(lambda: app.find("Ansehen: Bild vom 2026-05-19 12-42-00.png", SmallPicture).isEnabled())


def test_an_empty_clipboard_is_said(app: Driver, panel: FilesPanel) -> None:
    QGuiApplication.clipboard().setText("nur Worte")
    app.click("Aus der Zwischenablage", QPushButton)
    assert "In der Zwischenablage liegt weder ein Bild noch eine Datei" in said(panel)


def test_what_is_taken_out_comes_back_with_its_bytes(app: Driver, panel: FilesPanel, scan: Path) -> None:
    attachment = add_attachment(app.desk.workspace, scan, app.visit)
    app.until(lambda: app.find("Entfernen: Teilnahmeliste.pdf").isVisible())
    app.click("Entfernen: Teilnahmeliste.pdf", QPushButton)
    app.until(lambda: kept(app) == ())
    app.until(lambda: "Datei entfernt" in said(app.window))
    app.settle()

    app.click("Rückgängig", QPushButton)
    app.until(lambda: [row.id for row in kept(app)] == [attachment])
    assert app.desk.workspace.attachments.read(attachment) == scan.read_bytes()


def test_a_file_that_is_too_large_is_refused_where_it_was_added(
    app: Driver, panel: FilesPanel, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_bytes, "MAX_FILE_BYTES", 1_000)
    panel.dialogs = Answers([scan])
    app.click("Dateien anfügen", QPushButton)

    app.until(lambda: "bitte fügen Sie eine kleinere an" in said(panel))
    assert kept(app) == ()
    assert not panel.work.taking


def test_a_copy_is_put_elsewhere_only_when_asked_and_says_that_it_lies_open(
    app: Driver, panel: FilesPanel, scan: Path, tmp_path: Path
) -> None:
    add_attachment(app.desk.workspace, scan, app.visit)
    copy = tmp_path / "Kopie.pdf"
    panel.dialogs = Answers(copy=copy)
    app.until(lambda: app.find("Kopie ablegen: Teilnahmeliste.pdf").isVisible())
    app.click("Kopie ablegen: Teilnahmeliste.pdf", QPushButton)

    app.until(lambda: "Dort ist sie nicht verschlüsselt." in said(panel))
    assert copy.read_bytes() == scan.read_bytes()


def test_consent_is_noted_at_once(app: Driver, panel: FilesPanel, photo: Path) -> None:
    add_attachment(app.desk.workspace, photo, app.visit)
    name = "Alle Erkennbaren sind einverstanden: Halle 2.jpg"
    app.until(lambda: app.find(name).isVisible())
    app.click(name)
    app.until(lambda: kept(app)[0].consent_given)


def test_two_files_of_one_name_are_told_apart(app: Driver, panel: FilesPanel, scan: Path) -> None:
    for _ in range(2):
        add_attachment(app.desk.workspace, scan, app.visit)
    app.until(lambda: app.find("Entfernen: Teilnahmeliste.pdf (2)").isVisible())
    assert app.find("Entfernen: Teilnahmeliste.pdf").isVisible()


def test_a_file_that_is_not_here_says_who_has_it(app: Driver, panel: FilesPanel, workspace: Workspace) -> None:
    with workspace.write() as writer:
        writer.new(Attachment(file_name="Skizze.png", media_type="image/png", sha256="a" * 64, about=app.visit))
    app.until(lambda: "Liegt noch bei Katrin Albers" in said(panel))
    assert not app.find("Kopie ablegen: Skizze.png").isEnabled()


def test_files_of_another_visit_are_not_shown(app: Driver, panel: FilesPanel, scan: Path) -> None:
    add_attachment(app.desk.workspace, scan, app.visit)
    app.until(lambda: app.find("Entfernen: Teilnahmeliste.pdf").isVisible())
    panel.open(RecordId("0" * 32))
    app.settle()
    assert "Noch keine Fotos oder Dateien." in said(panel)
