"""The page of the day and the list of print jobs on a real desk, before a real print queue."""

import pytest
from pytestqt.qtbot import QtBot

from consultant_app.actions.paper.printing import print_out
from consultant_app.actions.printing.queue import Wishes, put_in_queue
from consultant_app.actions.samples.files import sample_id
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.printing.feature import add_printing
from consultant_app.desktop.today.feature import add_today
from consultant_app.workspace.workspace import Workspace
from tests.desktop.preview.driver import Preview
from tests.support.printing import PrinterQueue


@pytest.fixture
def jobs(qtbot: QtBot, window: MainWindow, desk: Desk) -> Preview:
    """Driven like the preview, by German names."""
    with qtbot.waitActive(window):
        window.activateWindow()
    add_today(window, desk)
    add_printing(window, desk)
    window.show_page("today")
    return Preview(qtbot, window, desk)


@pytest.fixture
def queue(printer_queue: PrinterQueue, monkeypatch: pytest.MonkeyPatch) -> PrinterQueue:
    monkeypatch.setenv("CUPS_SERVER", printer_queue.env["CUPS_SERVER"])
    return printer_queue


@pytest.fixture
def three_held(workspace: Workspace, queue: PrinterQueue) -> list[str]:
    """Three protocols for a printer that is not there; their titles."""
    papers = [print_out(workspace, "visit", sample_id(f"V-00{number}")) for number in (1, 2, 3)]
    queue.remove()
    return [job.title for job in put_in_queue(workspace, papers, Wishes(queue.name))]
