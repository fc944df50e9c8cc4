"""A day at the window for a program that knows only AT-SPI and the German names, as a screen reader does.

Runs in the system's Python, where PyGObject is; imports nothing of ours. It clicks nowhere and knows no position.
"""

import sys
import time
import warnings
from collections.abc import Callable, Iterator

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter("ignore")
_PATIENCE_S = 60.0
_POLL_S = 0.05


def nodes(node: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from nodes(child)


def usable(node: Atspi.Accessible) -> bool:
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.ENABLED)


def find(role: str, fits: Callable[[str], bool]) -> Atspi.Accessible | None:
    try:
        for node in nodes(Atspi.get_desktop(0)):
            if node.get_role_name() in role.split("|") and fits(node.get_name()) and usable(node):
                return node
    except GLib.Error:
        return None  # What was being walked through has just gone.
    return None


def wait_for(what: str, look: Callable[[], object]) -> object:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(_POLL_S)
    sys.exit(f"Vergeblich gewartet auf: {what}")


def see(role: str, name: str) -> Atspi.Accessible:
    return wait_for(f"{role} „{name}“", lambda: find(role, lambda said: said == name))


def see_like(role: str, *words: str) -> Atspi.Accessible:
    return wait_for(f"{role} „{words}“", lambda: find(role, lambda said: all(word in said for word in words)))


def do(node: Atspi.Accessible, action: str) -> None:
    actions = node.get_action_iface()
    names = [actions.get_action_name(at) for at in range(actions.get_n_actions())]
    if action not in names or not actions.do_action(names.index(action)):
        sys.exit(f"„{node.get_name()}“ kann nicht: {action}")


def press(name: str) -> None:
    do(see("push button|button", name), "Press")


def tick(name: str) -> None:
    """Everything that is on or off: boxes, filters, places, sections."""
    do(see("check box|radio button|toggle button", name), "Toggle")


def choose(name: str, entry: str) -> None:
    box = see("combo box", name)
    do(next(node for node in nodes(box) if node.get_name() == entry), "Toggle")
    wait_for(f"„{entry}“ in „{name}“", lambda: box.get_description().startswith(entry))


def write(name: str, text: str) -> None:
    see("text", name).get_editable_text_iface().insert_text(0, text, len(text))
    wait_for(f"Text in „{name}“", lambda: holds(name, text))


def holds(name: str, text: str) -> bool:
    node = find("text", lambda said: said == name)
    if node is None:
        return False
    words = node.get_text_iface()
    return words.get_text(0, words.get_character_count()) == text


def the_day() -> None:
    tick("Besuche")
    press("Neuer Besuch")
    write("Unternehmen", "Elektro Funkenprobe GmbH, Witten")
    write("Tag des Besuchs", "heute")
    press("Besuch eintragen")
    see_like("list item", "Elektro Funkenprobe GmbH", "Folgebesuch")
    press("Besuch beginnen")
    see("push button|button", "Besuch beenden")
    choose("Ort", "Online")
    tick("Anwesend: Jana Funkenprobe")
    tick("Anlass und Ziel")
    write("Anlass", "Förderung für die Werkstatt klären")
    tick("Umwelt")
    tick("Wo entsteht der höchste Energieverbrauch?")
    write("Notizen zu Umwelt", "Der Kompressor läuft nachts durch.")
    write("Maßnahme erfassen", "Druckluft prüfen @Jana Funkenprobe bis in 2 Wochen !hoch")
    press("Hinzufügen")
    wait_for("die leere Zeile", lambda: holds("Maßnahme erfassen", ""))
    see_like("label", "Druckluft prüfen")
    press("Besuch beenden")
    tick("Notizen")
    press("Neue Notiz")
    write("Titel der Notiz", "Nach Vertretung fragen")
    write("Text der Notiz", "Beim nächsten Mal nach der Urlaubsplanung fragen.")
    tick("Unternehmen")
    see("list", "Unternehmen")
    tick("Notizen")
    see_like("list item", "Nach Vertretung fragen", "Urlaubsplanung", "gesichert")


the_day()
