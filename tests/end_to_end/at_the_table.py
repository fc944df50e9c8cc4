"""Anna at the window of laptop A: what she clicks and types, screen by screen. Run as a process of its own.

`python -m tests.end_to_end.at_the_table visit|evening --workspace DIR --pictures DIR`. The program is started
as a person starts it; ends with 1 and one sentence as the last line when something she looks for does not come.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from consultant_app.__main__ import main as consultant_app
from tests.end_to_end import story
from tests.end_to_end.driver import Driver, NotOnScreenError, Role, drive


def the_visit(anna: Driver, papers: Path) -> None:
    _begin(anna)
    _tick_people(anna)
    _write_sections(anna)
    _agree(anna)
    _write_internal_note(anna)
    _print(anna, papers)
    _write_note(anna)
    _add_evidence(anna)
    _write_phone_number(anna)
    _plan_ahead(anna)
    _finish_late_measure(anna)
    _search(anna)
    _look_at_waiting_changes(anna)


def _begin(anna: Driver) -> None:
    anna.see_words(story.COMPANY)
    anna.see_words(story.LATE_MEASURE)
    anna.picture("01-heute")
    anna.click("Besuch beginnen")
    anna.see("Besuch beenden")
    anna.picture("02-besuch-begonnen")


def _tick_people(anna: Driver) -> None:
    for name in (story.MANAGER, story.FOREMAN, story.ANNA):
        box = f"Anwesend: {name}"
        anna.click(box)
        anna.wait_for(f"Haken bei {name}", lambda box=box: _is_checked(anna, box))  # type: ignore[misc]


def _is_checked(anna: Driver, name: str) -> bool:
    seen = anna.find(name)
    return seen is not None and seen.is_checked


def _write_sections(anna: Driver) -> None:
    anna.press("Ctrl+2")
    anna.write("Anlass", story.TEXTS["occasion"])
    anna.write("Ziel des Gesprächs", story.TEXTS["goal"])
    anna.picture("03-besuch-anlass")
    anna.press("Ctrl+3")
    anna.write("Ausgangslage des Unternehmens", story.TEXTS["situation"], instead_of=story.SITUATION_BEFORE)
    anna.press("Ctrl+5")
    anna.write("Notizen zu Umwelt", story.TEXTS["environment"])
    anna.picture("04-besuch-umwelt")
    anna.press("Ctrl+6")
    anna.write("Notizen zu Arbeitsplatz", story.TEXTS["workplace"])


def _agree(anna: Driver) -> None:
    for number, measure in enumerate(story.measures(_today())):
        anna.press("Ctrl+M")
        anna.wait_for("Schreibmarke in der Maßnahmenzeile", lambda: anna.focus() == "Maßnahme erfassen")
        anna.type(measure.typed)
        anna.wait_for("die Zeile", lambda typed=measure.typed: anna.holds("Maßnahme erfassen", typed))  # type: ignore[misc]
        if number == 0:
            anna.picture("05-besuch-massnahme-getippt")
        anna.press("Return")
        anna.see_words(measure.title)
        anna.wait_for("die leere Zeile", lambda: anna.is_empty("Maßnahme erfassen"))
        anna.press("Ctrl+M")
        anna.wait_for("Schreibmarke im Text", lambda: anna.focus() == "Notizen zu Arbeitsplatz")
    anna.picture("06-besuch-vereinbart")


def _write_internal_note(anna: Driver) -> None:
    anna.click("Interne Notiz")
    anna.write("Text der internen Notiz", story.INTERNAL)
    anna.picture("07-besuch-interne-notiz")
    anna.press("F9")
    anna.wait_gone("Interne Notiz")
    anna.picture("08-besuch-kundenansicht")
    anna.press("F9")
    anna.see("Interne Notiz")


def _print(anna: Driver, papers: Path) -> None:
    anna.click("Protokoll drucken")
    anna.see_usable("Als PDF ablegen")
    anna.click("Anderer Ort")
    anna.choose_folder(papers)
    anna.see_words(f"Ablage: {papers}")
    anna.picture("09-vorschau")
    anna.click("Als PDF ablegen")
    anna.see_words("Als PDF abgelegt")
    anna.picture("10-vorschau-abgelegt")
    anna.click("Zurück zum Besuch")
    anna.see("Besuch beenden")


def _write_note(anna: Driver) -> None:
    anna.click("Notizen")
    anna.click("Neue Notiz")
    anna.wait_for("Schreibmarke im Titel", lambda: anna.focus() == "Titel der Notiz")
    anna.write("Titel der Notiz", story.NOTE_TITLE)
    anna.write("Text der Notiz", story.NOTE_TEXT)
    anna.see_like(story.NOTE_TITLE)
    anna.picture("11-notizen")


def _add_evidence(anna: Driver) -> None:
    """In the plan, to the first of the new measures."""
    anna.click("Maßnahmen")
    anna.click(story.measures(_today())[0].title)
    anna.picture("12-massnahmenplan")
    anna.click("Bearbeiten")
    anna.write("Nachweis", story.EVIDENCE)
    anna.picture("13-massnahme")
    anna.click("Formular schließen")


def _write_phone_number(anna: Driver) -> None:
    anna.click("Unternehmen")
    anna.click_like(story.COMPANY)
    anna.see_words(story.MANAGER)
    anna.picture("14-unternehmen")
    anna.click("Stammdaten bearbeiten")
    anna.write("Telefon", story.PHONE)
    anna.picture("15-unternehmen-stammdaten")
    anna.click("Bearbeiten beenden")


def _plan_ahead(anna: Driver) -> None:
    anna.click("Besuche")
    anna.click("Neuer Besuch")
    anna.wait_for("Schreibmarke im Unternehmen", lambda: anna.focus() == "Unternehmen")
    anna.type(story.COMPANY[: len("Körner")])
    anna.press("Return")
    anna.wait_for("das ganze Unternehmen", lambda: anna.holds("Unternehmen", story.COMPANY))
    day = _today() + story.PLANNED_AHEAD
    anna.write("Tag des Besuchs", f"{day:%d.%m.%Y}")
    anna.click("Besuch eintragen")
    anna.see("Besuch beginnen")
    anna.picture("16-besuche")


def _finish_late_measure(anna: Driver) -> None:
    """On the first page, by the space bar: from under way to done."""
    anna.click("Heute")
    anna.click_like(story.LATE_MEASURE)
    anna.press("Space")
    anna.see_words(f"{story.LATE_MEASURE}: Umgesetzt")
    anna.wait_for("dass sie nicht mehr fällig ist", lambda: anna.find_like(f"{story.LATE_MEASURE}, überfällig") is None)
    anna.picture("17-heute-danach")


def _is_done(anna: Driver) -> bool:
    row = anna.find_like(f"{story.LATE_MEASURE}, ", Role.ListItem)
    return row is not None and "Umgesetzt" in row.name


def _search(anna: Driver) -> None:
    anna.press("Ctrl+K")
    anna.wait_for("Schreibmarke in der Suche", lambda: anna.focus() == "Suchen")
    anna.type("druckluft")
    anna.press("Return")
    anna.see_like(story.measures(_today())[0].title)
    anna.picture("18-suche")


def _look_at_waiting_changes(anna: Driver) -> None:
    anna.click("Abgleich")
    # Which of the two it is depends on what the machine of this test is connected to besides.
    beginnings = ("Server antwortet nicht seit", "Kein Netz seit")
    anna.wait_for("seit wann", lambda: next(filter(None, map(anna.find_like, beginnings)), None))
    anna.picture("19-abgleich-ohne-netz")


def the_evening(anna: Driver, _papers: Path) -> None:
    """What was written twice: takes what Ben heard on the telephone."""
    anna.click("Abgleich")
    anna.see_words("Konflikt 1 von 1")
    anna.see_words(f"Fassung von {story.BEN}")
    anna.see_like("Abgeglichen am")
    anna.picture("20-abgleich-konflikt")
    anna.click(f"Alles von {story.BEN}")
    anna.see_usable("Ergebnis übernehmen")
    anna.picture("21-abgleich-entscheiden")
    anna.click("Ergebnis übernehmen")
    anna.see_words("Nichts zu entscheiden")
    anna.picture("22-abgleich-entschieden")


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


PARTS: Mapping[str, Callable[[Driver, Path], None]] = {
    "visit": the_visit,
    "evening": the_evening,
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=tuple(PARTS))
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--pictures", required=True, type=Path)
    words = parser.parse_args()

    def script(anna: Driver) -> None:
        PARTS[words.part](anna, words.pictures)
        anna.close_window()

    sys.argv = ["consultant-app", "desktop", "--workspace", words.workspace]
    stopped = drive(script, consultant_app, words.pictures)
    if stopped is None:
        return 0
    if not isinstance(stopped, NotOnScreenError):
        raise stopped
    print(f"Im Fenster von Laptop A fehlte: {stopped} (Bild: {words.pictures / 'zz-angehalten.png'}).")
    return 1


if __name__ == "__main__":
    sys.exit(main())
