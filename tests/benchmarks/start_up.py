"""Start to usable window with 100,000 records, against an empty window with PySide6, SQLAlchemy and SQLCipher loaded.

Usable: painted, and the first page shows the day as it was read from the workspace. Every start is a process of its
own, timed from before its interpreter begins; both kinds in turns, so that both meet the same load.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.support.large_workspace import environment, large_workspace
from tests.support.measuring import tell_limit

TRIES = 7
GOAL = 2.0

EMPTY = """
import consultant_app.desktop
import sqlalchemy.orm
import sqlcipher3.dbapi2
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication([])
window = QMainWindow()
window.resize(1440, 868)
window.show()
QTimer.singleShot(0, app.exit)
app.exec()
window.repaint()
print("usable", flush=True)
"""

PRODUCT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from consultant_app.desktop.application import Application

application = Application(Path(sys.argv[1]), passphrase=None, language="de")
application.start()

def look():
    window = application.window
    if application.desk is not None and window.current_page.widget().day is not None:
        window.repaint()
        print("usable", flush=True)
        application.qt.exit()

timer = QTimer(interval=1)
timer.timeout.connect(look)
timer.start()
application.qt.exec()
"""


def milliseconds(program: str, folder: Path) -> float:
    """From the start of the interpreter until the program says that its window is usable."""
    command = [sys.executable, "-c", program, str(folder)]
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(folder)
    ) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        took = (time.perf_counter() - started) * 1000
    if said != "usable\n":
        raise RuntimeError("the window did not come; run the program by hand to see why")
    return took


def main() -> None:
    folder = large_workspace()
    for program in (EMPTY, PRODUCT):
        milliseconds(program, folder)
    pairs = [(milliseconds(EMPTY, folder), milliseconds(PRODUCT, folder)) for _ in range(TRIES)]
    ratio = statistics.median(product / empty for empty, product in pairs)
    empty, product = (statistics.median(times) for times in zip(*pairs, strict=True))
    tell_limit(
        "start to usable window with 100,000 records",
        f"{product:.0f} ms",
        f"{empty:.0f} ms for an empty window",
        ratio=ratio,
        goal=f"<= {GOAL}",
        holds=ratio <= GOAL,
    )


if __name__ == "__main__":
    main()
