"""The page for the USB stick: a file is written and read by clicking, beside the interface, with a way back."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.attachments import add_attachment
from consultant_app.actions.sync.exchange_reading import look_into, read_exchange
from consultant_app.actions.sync.exchange_writing import write_exchange
from consultant_app.actions.sync.leaving import wipe
from consultant_app.actions.sync.rounds import sync
from consultant_app.changes.spaces import SpaceKind
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.sync.exchange_page import ExchangePage
from consultant_app.desktop.sync.feature import add_sync
from consultant_app.desktop.sync.sticks import Stick
from consultant_app.desktop.widgets.fields import ComboBox
from consultant_app.desktop.widgets.rows import RowList
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import RuleError
from consultant_app.workspace.exchange_log import Selection
from consultant_app.workspace.workspace import Workspace
from tests.desktop.finding import named
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.sync.conftest import Pair
from tests.support.laptops import CHEAP, add, edit, find, read

PASSWORD = "Fördergerüst"


@dataclass
class AnsweringDialogs(FileDialogs):
    """Answers in the place of the system; keeps what it was asked."""

    answer: Path | None = None
    suggested: list[Path] = field(default_factory=list)

    def file_to_write(self, parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
        self.suggested.append(suggested)
        return self.answer

    def file_to_read(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        self.suggested.append(folder)
        return self.answer

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        return self.answer


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    folder = tmp_path / "stick"
    folder.mkdir()
    return Stick("RUHR", folder, 28_000_000_000)


@pytest.fixture
def dialogs() -> AnsweringDialogs:
    return AnsweringDialogs()


@pytest.fixture
def page(
    qtbot: QtBot, pair: Pair, desk: Desk, window: MainWindow, stick: Stick, dialogs: AnsweringDialogs
) -> MainWindow:
    """Reached as a person reaches it."""
    add_sync(window, desk, dialogs=dialogs, find_sticks=lambda: (stick,))
    window.show_page("sync")
    wait_until_quiet(qtbot, desk)
    press(qtbot, desk, window, "Per USB-Stick austauschen")
    return window


def press(qtbot: QtBot, desk: Desk, window: MainWindow, name: str) -> None:
    button = named(window, QPushButton, name)
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_until_quiet(qtbot, desk)


def said(window: MainWindow) -> str:
    return " ".join(bar.accessibleName() for bar in window.findChild(ExchangePage).messages.messages())


def write_from(workspace: Workspace, path: Path) -> Path:
    selection = Selection(workspace.identity.space(SpaceKind.ORGANISATION), only_waiting=True)
    write_exchange(workspace, path, selection, password=PASSWORD, cost=CHEAP)
    return path


def test_what_waits_is_written_with_a_password(
    qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, stick: Stick, dialogs: AnsweringDialogs
) -> None:
    edit(pair.mine, pair.measure, title="Vom Stick")
    add(pair.mine, Visit(company=pair.company, goal="Auch dabei"))
    wait_until_quiet(qtbot, desk)
    press(qtbot, desk, page, "Abgleich")
    press(qtbot, desk, page, "Per USB-Stick austauschen")
    dialogs.answer = stick.folder / "aus.csrx"
    named(page, QLineEdit, "Kennwort für diese Datei").setText("kurz")
    press(qtbot, desk, page, "2 Änderungen schreiben")
    assert not dialogs.answer.exists()
    named(page, QLineEdit, "Kennwort für diese Datei").setText(PASSWORD)
    press(qtbot, desk, page, "2 Änderungen schreiben")
    assert said(page).startswith("2 Änderungen geschrieben.")
    assert dialogs.suggested[0].parent == stick.folder
    assert look_into(pair.theirs, dialogs.answer, PASSWORD).new == 2
    assert named(page, QLineEdit, "Kennwort für diese Datei").text() == ""


def test_everything_and_what_is_new_since_a_file(
    qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, stick: Stick, dialogs: AnsweringDialogs
) -> None:
    extent = named(page, ComboBox, "Wie viel")
    extent.setCurrentIndex(1)
    extent.activated.emit(1)
    named(page, QLineEdit, "Kennwort für diese Datei").setText(PASSWORD)
    dialogs.answer = stick.folder / "alles.csrx"
    press(qtbot, desk, page, "2 Änderungen schreiben")
    assert look_into(pair.theirs, dialogs.answer, PASSWORD).known == 2
    extent.setCurrentIndex(2)
    extent.activated.emit(2)
    named(page, QLineEdit, "Kennwort für diese Datei").setText(PASSWORD)
    press(qtbot, desk, page, "Neues schreiben")
    assert said(page) == "Dafür gibt es nichts zu schreiben; es wurde keine Austauschdatei angelegt."


def test_a_file_on_the_stick_is_looked_into_read_and_taken_back(
    qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, stick: Stick
) -> None:
    made = add(pair.theirs, Visit(company=pair.company, goal="Von Jens"))
    write_from(pair.theirs, stick.folder / "jens.csrx")
    press(qtbot, desk, page, "Abgleich")
    press(qtbot, desk, page, "Per USB-Stick austauschen")
    [row] = named(page, RowList, "Austauschdateien").rows.rows
    assert row.title.startswith("Jens Wrobel")
    assert not named(page, QPushButton, "Einlesen").isEnabled()
    named(page, QLineEdit, "Kennwort von Jens Wrobel").setText("falsches Kennwort")
    press(qtbot, desk, page, "Einlesen")
    assert said(page) == "Mit diesem Kennwort öffnet sich die Austauschdatei nicht; nichts wurde verändert."
    named(page, QLineEdit, "Kennwort von Jens Wrobel").setText(PASSWORD)
    press(qtbot, desk, page, "Was käme")
    assert "1 neue Änderung, 1 neuer Eintrag, 0 schon bekannt." in said(page)
    assert find(pair.mine, Visit, made) is None

    press(qtbot, desk, page, "Einlesen")
    assert said(page).startswith("1 Änderung übernommen.")
    assert read(pair.mine, Visit, made).goal == "Von Jens"
    [row] = named(page, RowList, "Austauschdateien").rows.rows
    assert row.subtitle.endswith("schon eingelesen")
    edit(pair.mine, pair.measure, title="Danach geschrieben")
    press(qtbot, desk, page, "Zurück zum Stand vor dem Einlesen")
    assert said(page).startswith("Zurück beim Stand vom")
    assert find(pair.mine, Visit, made) is None
    assert pair.mine.verify().whole


def test_a_file_from_elsewhere_is_chosen_by_the_dialog(
    qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, tmp_path: Path, dialogs: AnsweringDialogs
) -> None:
    elsewhere = tmp_path / "mail"
    elsewhere.mkdir()
    (elsewhere / "brief.csrx").write_text("kein Austausch")
    dialogs.answer = elsewhere / "brief.csrx"
    press(qtbot, desk, page, "Andere Datei wählen")
    assert said(page) == "Das ist keine Austauschdatei dieser Anwendung; nichts wurde verändert."
    add(pair.theirs, Visit(company=pair.company, goal="Per Mail"))
    dialogs.answer = write_from(pair.theirs, elsewhere / "jens.csrx")
    press(qtbot, desk, page, "Andere Datei wählen")
    named(page, QLineEdit, "Kennwort von Jens Wrobel").setText(PASSWORD)
    press(qtbot, desk, page, "Einlesen")
    assert said(page).startswith("1 Änderung übernommen.")


def test_an_exchange_is_stopped_and_says_so(
    qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, stick: Stick, dialogs: AnsweringDialogs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Stopped while it stretches the password, before anything was written."""
    edit(pair.mine, pair.measure, title="Vom Stick")
    press(qtbot, desk, page, "Abgleich")
    press(qtbot, desk, page, "Per USB-Stick austauschen")
    exchange = page.findChild(ExchangePage)
    dialogs.answer = stick.folder / "aus.csrx"
    named(page, QLineEdit, "Kennwort für diese Datei").setText(PASSWORD)
    button = named(page, QPushButton, "1 Änderung schreiben")
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    exchange._work.stop()
    wait_until_quiet(qtbot, desk)
    assert said(page) == "Der Austausch wurde angehalten; nichts wurde verändert."
    assert not dialogs.answer.exists()


def test_what_another_reads_stays_a_conflict_for_people(pair: Pair, stick: Stick) -> None:
    edit(pair.mine, pair.measure, title="Mein Titel")
    edit(pair.theirs, pair.measure, title="Sein Titel")
    read_exchange(pair.mine, write_from(pair.theirs, stick.folder / "jens.csrx"), PASSWORD)
    [conflict] = pair.mine.conflicts()
    assert {value.value for value in conflict.values} == {"Mein Titel", "Sein Titel"}
    assert find(pair.mine, Company, pair.company) is not None


def test_leaving_seals_what_waits_and_only_then_clears_the_device(
    qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, stick: Stick, dialogs: AnsweringDialogs
) -> None:
    visit = add(pair.mine, Visit(company=pair.company, goal="Noch nicht abgeglichen"))
    press(qtbot, desk, page, "Dieses Gerät verlassen")
    dialogs.answer = stick.folder
    named(page, QLineEdit, "Kennwort für das, was noch wartet").setText(PASSWORD)
    with qtbot.waitSignal(desk.ways.left) as left:
        press(qtbot, desk, page, "Sichern und dieses Gerät leeren")
    [sealed] = left.args
    [file] = sealed.files
    edit(pair.mine, visit, goal="Dazwischengekommen")
    with pytest.raises(RuleError, match="leave_not_sealed"):
        wipe(pair.mine, sealed)
    assert read(pair.mine, Visit, visit).goal == "Dazwischengekommen"
    assert read_exchange(pair.theirs, file.path, PASSWORD).taken == 1
    assert read(pair.theirs, Visit, visit).goal == "Noch nicht abgeglichen"


def test_photos_and_files_are_taken_along_as_far_as_they_are_wanted(
    qtbot: QtBot, pair: Pair, desk: Desk, page: MainWindow, stick: Stick, dialogs: AnsweringDialogs, tmp_path: Path
) -> None:
    (tmp_path / "Angebot.pdf").write_bytes(b"%PDF-1.7")
    attachment = add_attachment(pair.mine, tmp_path / "Angebot.pdf", pair.measure)
    sync(pair.mine)
    wait_until_quiet(qtbot, desk)
    press(qtbot, desk, page, "Abgleich")
    press(qtbot, desk, page, "Per USB-Stick austauschen")
    with_files = named(page, QCheckBox, "Fotos und Dateien mitnehmen")
    assert with_files.text() == "1 Foto oder Datei mitnehmen"
    with_files.click()
    assert not named(page, QPushButton, "0 Änderungen schreiben").isEnabled()
    with_files.click()

    dialogs.answer = stick.folder / "aus.csrx"
    named(page, QLineEdit, "Kennwort für diese Datei").setText(PASSWORD)
    press(qtbot, desk, page, "Fotos und Dateien schreiben")
    assert said(page).startswith("1 Foto oder Datei geschrieben.")
    sync(pair.theirs)
    assert read_exchange(pair.theirs, dialogs.answer, PASSWORD).files_taken == 1
    assert pair.theirs.attachments.read(attachment) == b"%PDF-1.7"
