import subprocess
import sys
from pathlib import Path

from tests.support.running import running_program
from tests.support.screen import AccessibleSession, display_env
from tests.support.waiting import PATIENCE_S, wait_until

WINDOW = """
from PySide6.QtWidgets import QApplication, QPushButton
application = QApplication([])
button = QPushButton("Besuch abschließen")
button.clicked.connect(lambda: print("gedrückt", flush=True))
button.setAccessibleName("Besuch abschließen")
button.show()
print(application.platformName(), button.screen().size().toTuple(), flush=True)
"""

PRESS = """
import sys
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def nodes(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from nodes(child)

for node in nodes(Atspi.get_desktop(0)):
    if node.get_name() == "Besuch abschließen" and node.get_role_name() in ("push button", "button"):
        sys.exit(not node.get_action_iface().do_action(0))
sys.exit("not found")
"""


def test_a_window_opens_on_the_screen(xvfb_display: str) -> None:
    env = display_env(xvfb_display)
    shown = subprocess.run([sys.executable, "-c", WINDOW], env=env, capture_output=True, text=True, timeout=PATIENCE_S)
    assert shown.stdout == "xcb (1600, 1000)\n", shown.stderr


def test_a_program_from_outside_presses_a_button(accessible_session: AccessibleSession, tmp_path: Path) -> None:
    log = tmp_path / "window.log"
    command = [sys.executable, "-c", WINDOW + "application.exec()"]

    def pressed() -> bool:
        return accessible_session.drive(PRESS).returncode == 0

    # Pressed once: Qt clicks a tenth of a second after the press, and another press meanwhile would begin anew.
    with running_program(command, pressed, log=log, env=accessible_session.env):
        wait_until(lambda: "gedrückt" in log.read_text(encoding="utf-8"), "the click in the window")
