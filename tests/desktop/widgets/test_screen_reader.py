import json
import sys
from pathlib import Path

from tests.support.running import running_program
from tests.support.screen import AccessibleSession

READ = """
import json
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def nodes(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from nodes(child)

print(json.dumps([[node.get_role_name(), node.get_name()] for node in nodes(Atspi.get_desktop(0))]))
"""


def test_a_screen_reader_finds_every_building_block_by_its_german_name(
    accessible_session: AccessibleSession, tmp_path: Path
) -> None:
    log = tmp_path / "gallery.log"
    command = [sys.executable, "-m", "tests.desktop.widgets.gallery", str(tmp_path), "--stay"]
    with running_program(command, lambda: "shown" in log.read_text(), log=log, env=accessible_session.env):
        done = accessible_session.drive(READ)
        assert done.returncode == 0, done.stderr
        found = {tuple(entry) for entry in json.loads(done.stdout)}
    named = {name for _role, name in found}
    assert {
        ("list item", "LED-Umrüstung Halle 2, in Arbeit, normal"),
        ("check box", "anwesend"),
        ("radio button", "Verbund"),
        ("text", "Verantwortlich"),
        ("text", "Frist"),
    } <= found
    assert {
        "Besuch beginnen",
        "Hinzufügen",
        "Tabelle",
        "Maßnahmen",
        "auf diesem Gerät gesichert, wartet auf Abgleich",
        "überfällig",
        "Umwelt",
        "Kein Netz. Sie arbeiten auf diesem Gerät weiter.",
        "Rückgängig",
        "Maßnahme hinzufügen",
        "41 Unternehmen werden geladen",
    } <= named
