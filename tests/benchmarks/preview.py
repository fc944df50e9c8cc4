"""Page 1 in the preview, from the click to the first time that the screen shows it drawn.

A draft is laid out for it, a frozen paper comes by its bytes. The window is the product's own, without a screen.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.paper.printing import warm_up
from consultant_app.actions.samples.loading import load_sample
from consultant_app.actions.sync.setting_up import create_alone
from consultant_app.changes.change import RecordId
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.preview.feature import add_preview
from consultant_app.desktop.preview.page_view import PageView
from consultant_app.desktop.tasks import Tasks
from consultant_app.desktop.translations import load_translations
from consultant_app.workspace.workspace import Workspace
from tests.support.held_visits import hold_visit
from tests.support.measuring import tell_most

TRIES = 9
GOAL_MS = 250.0
LONGEST_S = 30.0


def first_page_ms(window: MainWindow, desk: Desk, visit: str) -> float:
    started = time.perf_counter()
    desk.ways.preview.emit("visit", visit)
    while not is_drawn(window):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() - started > LONGEST_S:
            raise TimeoutError(visit)
    return (time.perf_counter() - started) * 1000


def is_drawn(window: MainWindow) -> bool:
    return any(
        view.isVisible() and view._sheets and view._sheets[0].image is not None
        for view in window.findChildren(PageView)
    )


def figures(workspace: Workspace, folder: Path, visits: list[RecordId]) -> list[float]:
    """In a window of its own each time: nothing of the page is kept from the time before."""
    taken = []
    for visit in visits:
        desk = Desk(workspace, Tasks(print), language="de")
        window = MainWindow("Beratung", settings=QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
        add_preview(window, desk)
        window.resize(1440, 868)
        window.show()
        # Waiting for events ends with the next of them: there is always one.
        ticks = QTimer(interval=2)
        ticks.start()
        QCoreApplication.processEvents()
        taken.append(first_page_ms(window, desk, visit))
        ticks.stop()
        window.hide()
        window.deleteLater()
        desk.close(lambda _: None)
        QCoreApplication.processEvents()
    return taken[1:]


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    load_translations(application, "de")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        workspace, _ = create_alone(folder / "w", "EN", "Katrin Albers", passphrase="geheim", use_keyring=False)
        load_sample(workspace, workspace.clock().date())
        visits = [hold_visit(workspace) for _ in range(TRIES + 1)]
        warm_up()
        draft = statistics.median(figures(workspace, folder, visits))
        for visit in visits:
            finalise_visit(workspace, visit)
        frozen = statistics.median(figures(workspace, folder, visits))
        workspace.close()
    tell_most("preview of page 1, a draft", draft, GOAL_MS, unit="ms")
    tell_most("preview of page 1, a frozen paper", frozen, GOAL_MS, unit="ms")


if __name__ == "__main__":
    main()
