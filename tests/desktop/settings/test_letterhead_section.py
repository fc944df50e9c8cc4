"""Logos are put into the letterhead in the settings: each slot says what is printed, and what does not fit is told."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultant_app.actions.paper.logos import set_logo
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.file_dialogs import FileDialogs
from consultant_app.desktop.settings.letterhead_section import LetterheadSection
from consultant_app.desktop.widgets.labels import Label
from tests.desktop.finding import named
from tests.desktop.quiet import wait_until_quiet


class Answers(FileDialogs):
    def __init__(self, path: Path) -> None:
        self.path: Path | None = path

    def file_to_read(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        return self.path


@pytest.fixture
def emblem(tmp_path: Path) -> Path:
    path = tmp_path / "emblem.png"
    Image.new("RGB", (300, 200), "navy").save(path)
    return path


@pytest.fixture
def section(qtbot: QtBot, desk: Desk, emblem: Path) -> LetterheadSection:
    made = LetterheadSection(desk, Answers(emblem))
    qtbot.addWidget(made)
    made.show()
    wait_until_quiet(qtbot, desk)
    return made


def click(qtbot: QtBot, section: LetterheadSection, name: str) -> None:
    qtbot.mouseClick(named(section, QPushButton, name), Qt.MouseButton.LeftButton)


def says(section: LetterheadSection, words: str) -> bool:
    return any(words in label.text() for label in section.findChildren(Label) if label.isVisible())


def test_a_file_that_is_chosen_is_printed_from_then_on_and_taken_out_again(
    qtbot: QtBot, section: LetterheadSection
) -> None:
    assert not named(section, QPushButton, "EU-Emblem: Entfernen").isEnabled()
    click(qtbot, section, "EU-Emblem: Datei wählen")
    qtbot.waitUntil(lambda: says(section, "Gedruckt wird emblem.png."))
    click(qtbot, section, "EU-Emblem: Schwarze Datei wählen")
    qtbot.waitUntil(lambda: says(section, "In Grau: emblem.png."))
    click(qtbot, section, "EU-Emblem: Entfernen")
    qtbot.waitUntil(lambda: not says(section, "emblem.png"))
    assert says(section, "Gedruckt wird der Text „Europäische Union")


def test_what_is_no_logo_is_told_and_changes_nothing(qtbot: QtBot, section: LetterheadSection, emblem: Path) -> None:
    emblem.write_bytes(b"%PDF-1.7")
    click(qtbot, section, "Logo des Projekts: Datei wählen")
    qtbot.waitUntil(lambda: says(section, "ein Logo ist eine SVG- oder PNG-Datei"))
    assert not says(section, "emblem.png")


def test_whoever_chooses_nothing_changes_nothing(qtbot: QtBot, desk: Desk, section: LetterheadSection) -> None:
    section._dialogs.path = None  # type: ignore[attr-defined]
    click(qtbot, section, "EU-Emblem: Datei wählen")
    wait_until_quiet(qtbot, desk)
    assert not says(section, "emblem.png")


def test_a_logo_put_in_elsewhere_is_shown(qtbot: QtBot, desk: Desk, section: LetterheadSection, emblem: Path) -> None:
    set_logo(desk.workspace, "fund", emblem, on=date(2026, 5, 19))
    qtbot.waitUntil(lambda: says(section, "Gedruckt wird emblem.png."))
