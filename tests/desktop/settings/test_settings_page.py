"""What is chosen for the window holds at once and at the next start; whoever chose nothing follows the system."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from consultant_app.changes.change import RecordId
from consultant_app.desktop.application import Application
from consultant_app.desktop.look import Look, store_look, stored_look
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.theme import Scheme
from consultant_app.desktop.translations import load_translations
from consultant_app.domain.note import Note
from consultant_app.errors import Language
from tests.desktop.finding import named
from tests.desktop.quiet import wait_until_quiet
from tests.desktop.sample_folder import PASSPHRASE

Starter = Callable[[Language], Application]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[Starter]:
    """Starts the program on a system of this language, until the work is shown."""
    started: list[Application] = []

    def starter(system: Language) -> Application:
        made = Application(folder, passphrase=PASSPHRASE, language=system)
        started.append(made)
        made.start()
        qtbot.waitUntil(lambda: isinstance(made.window, MainWindow))
        return made

    yield starter
    for made in started:
        _end(made)
    load_translations(qapp, "de")


def _end(application: Application) -> None:
    application.close()
    application.qt.aboutToQuit.disconnect(application.close)
    application.qt.commitDataRequest.disconnect(application._on_session_ending)


def _choose(qtbot: QtBot, application: Application, name: str) -> None:
    qtbot.mouseClick(named(application.window, QPushButton, name), Qt.MouseButton.LeftButton)


def _window(application: Application) -> MainWindow:
    assert isinstance(application.window, MainWindow)
    return application.window


def _stored(folder: Path) -> Look:
    return stored_look(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))


def test_who_chose_nothing_hears_the_language_of_the_system_at_every_start(start: Starter) -> None:
    assert _window(start("de")).navigation.button("today").text() == "Heute"
    assert _window(start("en")).navigation.button("today").text() == "Today"


@pytest.mark.parametrize("stored", ["de", "en"])
def test_a_stored_language_holds_on_every_system(start: Starter, folder: Path, stored: Language) -> None:
    QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat).setValue("language", stored)
    window = _window(start("en" if stored == "de" else "de"))
    assert window.navigation.button("today").text() == {"de": "Heute", "en": "Today"}[stored]


def test_another_language_is_spoken_at_once_and_nothing_typed_is_lost(
    qtbot: QtBot, start: Starter, folder: Path
) -> None:
    application = start("de")
    assert application.desk is not None
    made: list[RecordId] = []
    application.desk.write("Notiz", lambda writer: RecordId(writer.new(Note(title="Förderung")).id), made.append)
    qtbot.waitUntil(lambda: bool(made))
    application.desk.drafts.typed(made[0], "text", "Eben getippt.", shown=[])
    _window(application).show_page("settings")
    _choose(qtbot, application, "Sprache: English")

    window, desk = _window(application), application.desk
    assert window.isVisible()
    assert window.windowTitle().startswith("Settings")
    assert window.navigation.button("today").text() == "Today"
    assert named(window, QPushButton, "Language: English").isChecked()
    assert desk is not None
    wait_until_quiet(qtbot, desk)
    with desk.workspace.read() as reader:
        assert reader.get(Note, made[0]).text == "Eben getippt."
    _choose(qtbot, application, "Language: As the system")
    assert _window(application).navigation.button("today").text() == "Heute"
    assert _stored(folder).language is None


def test_colours_change_in_place_and_are_there_at_the_next_start(qtbot: QtBot, start: Starter, folder: Path) -> None:
    application = start("de")
    window = _window(application)
    window.show_page("settings")
    _choose(qtbot, application, "Farben: Dunkel")
    assert _window(application) is window
    assert application._theme.tokens.window == "#14191B"
    application.close()
    again = start("de")
    assert again._theme.scheme == Scheme.DARK
    _window(again).show_page("settings")
    _choose(qtbot, again, "Farben: Wie das System")
    assert (again._theme.scheme, _stored(folder).scheme) == (Scheme.SYSTEM, Scheme.SYSTEM)


def test_a_text_size_holds_at_once_and_at_the_next_start(qtbot: QtBot, start: Starter, folder: Path) -> None:
    application = start("de")
    before = _window(application).font().pointSizeF()
    _window(application).show_page("settings")
    _choose(qtbot, application, "Schriftgröße: 130 %")
    assert _window(application).font().pointSizeF() == pytest.approx(before * 1.3)
    assert named(_window(application), QPushButton, "Schriftgröße: 130 %").isChecked()
    application.close()
    assert start("de")._theme.scale == 130


def test_what_nobody_knows_here_is_as_the_system(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    for key, value in (("language", "fr"), ("colours", "sepia"), ("text_size", "1000")):
        settings.setValue(key, value)
    assert stored_look(settings) == Look()
    store_look(settings, Look("en", Scheme.DARK, 115))
    assert stored_look(settings) == Look("en", Scheme.DARK, 115)
