"""The first start, as a person meets it: three ways in, one page each step, and each sentence where it belongs."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from consultant_app.desktop.application import Application
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.start.start_window import StartWindow
from consultant_app.desktop.widgets.checks import CheckBox, RadioButton
from consultant_app.workspace import files
from tests.desktop.finding import named, words
from tests.desktop.start.conftest import Starter, reopened
from tests.desktop.typing import type_text
from tests.documents.reading import fonts, whole_text
from tests.support.keyrings import MemoryKeyring
from tests.support.partner_server import PartnerServer, running_server

CODE = "ABCD-EFGH-JKLM"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PartnerServer]:
    with running_server(f"sqlite:///{tmp_path / 'server.db'}") as server:
        server.add_person("k@en", name="Katrin Albers")
        yield server


def _press(qtbot: QtBot, application: Application, name: str) -> None:
    qtbot.mouseClick(named(application.window, QPushButton, name), Qt.MouseButton.LeftButton)


def _type(application: Application, field: str, text: str) -> None:
    line = named(application.window, QLineEdit, field)
    line.clear()
    type_text(line, text)


def _choose(qtbot: QtBot, application: Application, way: str) -> None:
    qtbot.mouseClick(named(application.window, RadioButton, way), Qt.MouseButton.LeftButton)


def _go_on(qtbot: QtBot, application: Application) -> None:
    button = named(application.window, QPushButton, "Weiter")
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _passphrase(qtbot: QtBot, application: Application, text: str = "Zeche Zollern") -> None:
    qtbot.waitUntil(named(application.window, QLineEdit, "Passphrase").isVisible)
    _type(application, "Passphrase", text)
    _type(application, "Passphrase wiederholen", text)


def _confirm_code(qtbot: QtBot, application: Application) -> str:
    qtbot.waitUntil(lambda: "Schritt 3 von 3" in words(application.window))
    code = named(application.window, QLabel, "Wiederherstellungscode").accessibleDescription()
    box = named(application.window, CheckBox, "Ich habe den Wiederherstellungscode aufgeschrieben oder ausgedruckt.")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    _press(qtbot, application, "Beginnen")
    qtbot.waitUntil(lambda: isinstance(application.window, MainWindow))
    return code


def _join(qtbot: QtBot, application: Application, line: str) -> None:
    _type(application, "Einladung", line)
    _go_on(qtbot, application)
    _passphrase(qtbot, application)
    _go_on(qtbot, application)


def test_a_person_begins_without_a_server_and_a_keyring(qtbot: QtBot, start: Starter, folder: Path) -> None:
    application = start()
    assert isinstance(application.window, StartWindow)
    _choose(qtbot, application, "Ohne Server")
    _go_on(qtbot, application)
    _type(application, "Ihr Name", "Jörg Müller-Lüdenscheidt")
    _passphrase(qtbot, application)
    _go_on(qtbot, application)
    code = _confirm_code(qtbot, application)
    application.close()

    workspace = reopened(folder)
    assert workspace.identity.user_name == "Jörg Müller-Lüdenscheidt"
    workspace.close()
    assert len(code.split("-")) == 8


def test_with_a_keyring_nobody_is_asked_for_a_passphrase(
    qtbot: QtBot, start: Starter, folder: Path, memory_keyring: MemoryKeyring
) -> None:
    application = start()
    _choose(qtbot, application, "Ohne Server")
    _go_on(qtbot, application)
    _type(application, "Ihr Name", "Katrin Albers")
    assert not named(application.window, QLineEdit, "Passphrase").isVisible()
    _go_on(qtbot, application)
    _confirm_code(qtbot, application)

    assert len(memory_keyring.secrets) == 1, "the key, and no word that was only there to try"


def test_a_person_begins_with_an_invitation(qtbot: QtBot, start: Starter, folder: Path, server: PartnerServer) -> None:
    invitation = server.invite("k@en")
    application = start()
    _join(qtbot, application, f"{invitation.server_url}#{invitation.code.lower()}")
    _confirm_code(qtbot, application)
    application.close()

    workspace = reopened(folder)
    assert workspace.identity.joined
    assert workspace.identity.user_name == "Katrin Albers"
    workspace.close()


def test_sample_data_are_there_at_once(qtbot: QtBot, start: Starter, folder: Path) -> None:
    application = start()
    _choose(qtbot, application, "Mit Beispieldaten ansehen")
    _go_on(qtbot, application)
    _type(application, "Ihr Name", "Katrin Albers")
    _passphrase(qtbot, application)
    _go_on(qtbot, application)
    _confirm_code(qtbot, application)
    application.close()

    workspace = reopened(folder)
    assert sum(space.records for space in workspace.status().spaces) > 100
    workspace.close()


def test_what_is_missing_stands_beside_the_grey_button(qtbot: QtBot, start: Starter) -> None:
    application = start()
    button = named(application.window, QPushButton, "Weiter")
    assert not button.isEnabled()
    _type(application, "Einladung", "https://server#ABCD-EFGH-JK")
    assert "Zwei Zeichen fehlen noch." in words(application.window) or "2 Zeichen" in words(application.window)
    assert not button.isEnabled()
    type_text(named(application.window, QLineEdit, "Einladung"), "LM")
    assert button.isEnabled()


def test_two_passphrases_that_differ_are_noticed(qtbot: QtBot, start: Starter) -> None:
    application = start()
    _choose(qtbot, application, "Ohne Server")
    _go_on(qtbot, application)
    _type(application, "Ihr Name", "Katrin Albers")
    qtbot.waitUntil(named(application.window, QLineEdit, "Passphrase").isVisible)
    _type(application, "Passphrase", "Zeche Zollern")
    _type(application, "Passphrase wiederholen", "Zeche Zollverein")

    assert "verschieden" in words(application.window)
    assert not named(application.window, QPushButton, "Weiter").isEnabled()


def test_return_goes_on_from_the_line(qtbot: QtBot, start: Starter) -> None:
    application = start()
    _type(application, "Einladung", f"https://server#{CODE}")
    qtbot.keyClick(named(application.window, QLineEdit, "Einladung"), Qt.Key.Key_Return)

    assert "Schritt 2 von 3" in words(application.window)


def test_the_language_is_switched_and_what_was_typed_stays(qtbot: QtBot, start: Starter) -> None:
    application = start()
    _type(application, "Einladung", "https://server#ABCD")
    _press(qtbot, application, "English")
    qtbot.waitUntil(lambda: "How would you like to begin?" in words(application.window))
    assert named(application.window, QLineEdit, "Invitation").text() == "https://server#ABCD"
    _press(qtbot, application, "Deutsch")

    qtbot.waitUntil(lambda: "Wie möchten Sie beginnen?" in words(application.window))


def _sees(qtbot: QtBot, application: Application, sentence: str) -> None:
    qtbot.waitUntil(lambda: sentence in words(application.window))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f"ftp://server#{CODE}", "ist noch nicht vollständig"),
        (f"http://server.example#{CODE}", "ist noch nicht vollständig"),
    ],
)
def test_an_address_that_cannot_be_one_goes_no_further(qtbot: QtBot, start: Starter, line: str, sentence: str) -> None:
    application = start()
    _type(application, "Einladung", line)

    assert not named(application.window, QPushButton, "Weiter").isEnabled()
    assert sentence in words(application.window)


def test_a_dead_server_is_named_at_the_invitation_and_leaves_nothing_behind(
    qtbot: QtBot, start: Starter, folder: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    application = start()
    _join(qtbot, application, f"http://127.0.0.1:{port}#{CODE}")

    _sees(qtbot, application, "ist von hier nicht zu erreichen")
    assert named(application.window, QLineEdit, "Einladung").isVisible()
    assert not (folder / files.DATABASE_FILE).exists()


class _Portal(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        page = b"<html><body>Welcome to our hotel</body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """A portal says nothing on our screen."""


@contextmanager
def _hotel_portal() -> Iterator[str]:
    portal = HTTPServer(("127.0.0.1", 0), _Portal)
    thread = threading.Thread(target=portal.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{portal.server_port}"
    portal.shutdown()
    thread.join()
    portal.server_close()


def test_a_hotel_portal_is_told_from_the_server(qtbot: QtBot, start: Starter) -> None:
    with _hotel_portal() as address:
        application = start()
        _join(qtbot, application, f"{address}#{CODE}")

        _sees(qtbot, application, "Anmeldeseite dieses Netzes")


def test_an_unknown_code_is_named_at_the_invitation(qtbot: QtBot, start: Starter, server: PartnerServer) -> None:
    application = start()
    _join(qtbot, application, f"{server.url}#{CODE}")

    _sees(qtbot, application, "kennt der Partnerserver nicht")
    assert named(application.window, QLineEdit, "Einladung").text() == f"{server.url}#{CODE}"


def test_an_expired_code_is_named_and_another_one_works(qtbot: QtBot, start: Starter, server: PartnerServer) -> None:
    from datetime import timedelta

    old = server.invite("k@en")
    server.clock.advance(timedelta(days=60))
    application = start()
    _join(qtbot, application, f"{old.server_url}#{old.code}")
    _sees(qtbot, application, "abgelaufen")
    fresh = server.invite("k@en")
    _type(application, "Einladung", f"{fresh.server_url}#{fresh.code}")
    _go_on(qtbot, application)
    _go_on(qtbot, application)

    _confirm_code(qtbot, application)


def test_a_folder_that_cannot_be_written_is_named(qtbot: QtBot, start: Starter, folder: Path) -> None:
    folder.parent.joinpath("w").write_text("a file stands here")
    application = start()
    _choose(qtbot, application, "Ohne Server")
    _go_on(qtbot, application)
    _type(application, "Ihr Name", "Katrin Albers")
    _passphrase(qtbot, application)
    _go_on(qtbot, application)

    _sees(qtbot, application, "lässt sich kein Arbeitsbereich anlegen")
    assert named(application.window, QLineEdit, "Ihr Name").text() == "Katrin Albers"


def test_a_full_disk_is_named_and_leaves_nothing_half_made(
    qtbot: QtBot, start: Starter, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlcipher3 import dbapi2 as sqlcipher

    def full(*_: object) -> None:
        raise sqlcipher.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "create_index", full)
        application = start()
        _choose(qtbot, application, "Ohne Server")
        _go_on(qtbot, application)
        _type(application, "Ihr Name", "Katrin Albers")
        _passphrase(qtbot, application)
        _go_on(qtbot, application)
        _sees(qtbot, application, "kein Platz mehr")
        assert list(folder.glob("*.db*")) == []
    _go_on(qtbot, application)
    _confirm_code(qtbot, application)


def test_the_code_is_copied_and_kept_as_pdf(
    qtbot: QtBot, start: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "code.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    application = start()
    _choose(qtbot, application, "Ohne Server")
    _go_on(qtbot, application)
    _type(application, "Ihr Name", "Katrin Albers")
    _passphrase(qtbot, application)
    _go_on(qtbot, application)
    qtbot.waitUntil(lambda: "Schritt 3 von 3" in words(application.window))
    code = named(application.window, QLabel, "Wiederherstellungscode").accessibleDescription()
    _press(qtbot, application, "Kopieren")
    assert QGuiApplication.clipboard().text() == code
    _press(qtbot, application, "Als PDF ablegen")
    qtbot.waitUntil(target.exists)

    assert all(is_inside for _, is_inside in fonts(target.read_bytes()))
    assert code.replace("-", "") in "".join(whole_text(target.read_bytes()).split())
    _press(qtbot, application, "Drucken")
    qtbot.waitUntil(lambda: "PDF" in words(application.window))
