"""Start to usable window with 100,000 records, against an empty window with PySide6, SQLAlchemy and SQLCipher loaded.

Usable: painted, and the first page shows the day as it was read from the workspace. Painted alone, with its keys and
places at work, is told beside it. Every start is a process of its own, timed from before its interpreter begins; both
kinds in turns, so that both meet the same load.
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
print("painted", flush=True)
print("usable", flush=True)
"""

PRODUCT = """
import sys
from pathlib import Path
from consultant_app.__main__ import collect_rarely

collect_rarely()  # the first thing that the program's own start does

from PySide6.QtCore import QTimer
from consultant_app.desktop.application import Application

application = Application(Path(sys.argv[1]), passphrase=None, language="de")
application.start()

painted = []

def look():
    window = application.window
    if application.desk is None:
        return
    if not painted:
        window.repaint()
        print("painted", flush=True)
        painted.append(True)
    if window.current_page.widget().day is not None:
        window.repaint()
        print("usable", flush=True)
        application.qt.exit()

timer = QTimer(interval=1)
timer.timeout.connect(look)
timer.start()
application.qt.exec()
"""


def milliseconds(program: str, folder: Path) -> tuple[float, float]:
    """From the start of the interpreter until the window is painted, and until it is usable."""
    command = [sys.executable, "-c", program, str(folder)]
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(folder)
    ) as running:
        assert running.stdout is not None
        times = {line.strip(): (time.perf_counter() - started) * 1000 for line in running.stdout}
    if times.keys() != {"painted", "usable"}:
        raise RuntimeError("the window did not come; run the program by hand to see why")
    return times["painted"], times["usable"]


def main() -> None:
    folder = large_workspace()
    for program in (EMPTY, PRODUCT):
        milliseconds(program, folder)
    tries = [(milliseconds(EMPTY, folder)[0], *milliseconds(PRODUCT, folder)) for _ in range(TRIES)]
    empty = statistics.median(one[0] for one in tries)
    for name, at in (("painted", 1), ("usable", 2)):
        ratio = statistics.median(one[at] / one[0] for one in tries)
        tell_limit(
            f"start to {name} window with 100,000 records",
            f"{statistics.median(one[at] for one in tries):.0f} ms",
            f"{empty:.0f} ms for an empty window",
            ratio=ratio,
            goal=f"<= {GOAL}",
            holds=ratio <= GOAL,
        )


if __name__ == "__main__":
    main()
