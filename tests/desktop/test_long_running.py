import subprocess
import sys

_MANY_CALLS = """
import consultant_app.desktop
from PySide6.QtCore import QObject
kept = QObject()
for _call in range(300_000):
    kept.setObjectName("x")
print("alive")
"""


def test_a_long_day_of_calls_into_qt_does_not_end_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", _MANY_CALLS], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
