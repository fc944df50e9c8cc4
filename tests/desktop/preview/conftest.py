"""The preview on a real desk, opened from a visit."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consultant_app.desktop.client_view import ClientView
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind, Page, Place
from consultant_app.desktop.preview.feature import add_preview
from tests.desktop.preview.driver import Preview
from tests.support.printing import PrinterQueue


@pytest.fixture
def preview(qtbot: QtBot, window: MainWindow, desk: Desk) -> Preview:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.add_place(Place("visits", "Besuche", "writing"))
    window.add_page(Page("visits", "Besuche", QWidget(), place="visits"))
    window.add_page(Page("visit", "Besuch", QWidget(), place="visits", frame=FrameKind.TABLE))
    add_preview(window, desk)
    ClientView(window, desk)
    window.show_page("visit")
    return Preview(qtbot, window, desk)


@pytest.fixture
def queue(printer_queue: PrinterQueue, monkeypatch: pytest.MonkeyPatch) -> PrinterQueue:
    monkeypatch.setenv("CUPS_SERVER", printer_queue.env["CUPS_SERVER"])
    return printer_queue
