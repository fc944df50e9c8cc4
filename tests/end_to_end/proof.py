"""Reads the whole day back through the command line and says of each claim whether it holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtPdf import QPdfDocument

import consultant_app.desktop  # noqa: F401 - makes PySide6 safe to use on this Python
from tests.end_to_end import story
from tests.end_to_end.claims import Claim
from tests.end_to_end.day import Day
from tests.end_to_end.office import Laptop, in_pairs

PICTURES = 22


def claims_of(day: Day) -> list[Claim]:
    """Every claim about the day, in the order of telling; the contested field was read before it was decided."""
    parts = (_rounds, _visit, _people, _measures, _note, _other_screens, _papers, _decided, _digests, _pictures)
    return [*day.contested, *(claim for part in parts for claim in part(day))]


def _rounds(day: Day) -> Iterator[Claim]:
    yield Claim("Unterwegs war der Partnerserver nicht erreichbar.", day.offline_refused)
    sent = {one.laptop: one.counts["sent"] for one in day.rounds if one.when == "am Abend" and one.counts["sent"]}
    yield Claim("Beide Laptops hatten am Abend etwas zu senden.", len(sent) == 2, str(sent))
    refused = sum(one.counts["refused"] for one in day.rounds)
    yield Claim("Der Partnerserver hat alles angenommen.", refused == 0, f"{refused} abgelehnt")


def _digests(day: Day) -> Iterator[Claim]:
    laptops = (day.anna, day.ben)
    one, other = in_pairs(lambda laptop: laptop.json("workspace", "status"), laptops)
    mine, theirs = _spaces(one), _spaces(other)
    shared = mine.keys() & theirs.keys()
    yield Claim("Drei Räume liegen auf beiden Laptops.", len(shared) == 3, str(len(shared)))
    for space in sorted(shared, key=lambda key: str(mine[key]["name"])):
        same = mine[space]["digest"] == theirs[space]["digest"]
        name, digest = mine[space]["name"], str(mine[space]["digest"])
        yield Claim(f"Gleiche Prüfsumme auf beiden Laptops: {name}, {digest[:16]}…", same, str(theirs[space]["digest"]))
    found = in_pairs(lambda laptop: laptop.json("workspace", "verify"), laptops)
    for laptop, status, verified in zip(laptops, (one, other), found, strict=True):
        waits = status["unsent"] + status["set_aside"]
        yield Claim(f"{laptop.name}: nichts wartet, nichts ist zurückgestellt.", waits == 0, str(waits))
        yield Claim(f"{laptop.name}: der Arbeitsbereich ist heil (workspace verify).", bool(verified["whole"]))


def _spaces(status: Any) -> dict[str, Any]:
    """Without the person's own, which nobody else holds."""
    return {str(space["id"]): space for space in status["spaces"]}


def _decided(day: Day) -> Iterator[Claim]:
    """In the window, for Ben's version; Anna's stays in the history."""
    for laptop in (day.anna, day.ben):
        shown = laptop.json("records", "show", day.planned.visit, "--history")
        text = shown["fields"][story.CONTESTED]
        settled = text == story.SITUATION_BEN and not shown["contested"]
        yield Claim(f"{laptop.name}: {story.ANNA} hat entschieden, es gilt die Fassung von {story.BEN}.", settled, text)
    past = [change["fields"].get(story.CONTESTED) for change in shown["history"]]
    yield Claim("Die andere Fassung bleibt im Verlauf.", story.TEXTS[story.CONTESTED] in past, str(past))


def _visit(day: Day) -> Iterator[Claim]:
    typed = {name: text for name, text in story.TEXTS.items() if name != story.CONTESTED}
    typed["internal_note"] = story.INTERNAL
    told = ", ".join(story.WORDS[name] for name in typed)
    for laptop in (day.anna, day.ben):
        fields = laptop.show(day.planned.visit)["fields"]
        wrong = {name: fields.get(name) for name, text in typed.items() if fields.get(name) != text}
        yield Claim(f"{laptop.name}: {told} stehen, wie sie getippt wurden.", not wrong, str(wrong))
        begun = fields["status"] == "draft" and bool((fields.get("clock") or {}).get("started_at"))
        yield Claim(f"{laptop.name}: der Besuch ist begonnen, die Uhr ist gelaufen.", begun, str(fields["status"]))
        following = (fields.get("next_appointment") or {}).get("day")
        wanted = day.today + story.NEXT_DAY
        yield Claim(
            f"{laptop.name}: der nächste Termin ist der {wanted:%d.%m.%Y}.", following == str(wanted), str(following)
        )


def _people(day: Day) -> Iterator[Claim]:
    rows = day.ben.list("participant", f"visit={day.planned.visit}")
    present = sorted(row["fields"]["name"] for row in rows if row["fields"]["present"])
    wanted = sorted([story.MANAGER, story.FOREMAN, story.ANNA])
    yield Claim(f"Anwesend waren {', '.join(wanted)}.", present == wanted, ", ".join(present) or "niemand")


def _measures(day: Day) -> Iterator[Claim]:
    contacts = _names(day.ben)
    found = {row["fields"]["title"]: row for row in day.ben.list("measure", f"action_plan={day.planned.plan}")}
    agreements = day.ben.list("agreement", f"visit={day.planned.visit}")
    agreed = {row["fields"]["measure"]: row["fields"]["what"] for row in agreements}
    yield Claim("Es gibt drei Vereinbarungen.", len(agreements) == 3, str(len(agreements)))
    for wanted in story.measures(day.today):
        row = found.get(wanted.title)
        fields = row["fields"] if row else {}
        read = (
            contacts.get(fields.get("responsible")), fields.get("due_on"), fields.get("priority"),
            fields.get("csr_field"),
        )  # fmt: skip
        meant = (wanted.who, str(wanted.due_on) if wanted.due_on else None, wanted.priority, wanted.csr_field)
        words = (
            wanted.who,
            f"bis {wanted.due_on:%d.%m.%Y}" if wanted.due_on else "",
            wanted.priority,
            wanted.csr_field,
        )
        told = ", ".join(story.WORDS.get(word, word) for word in words if word)
        yield Claim(f"Maßnahme „{wanted.title}“ im Plan: {told}.", row is not None and read == meant, str(read))
        named = row is not None and agreed.get(row["id"]) == wanted.title
        yield Claim("  … und als Vereinbarung dieses Besuchs.", named, str(list(agreed.values())))
    evidence = found[first]["fields"]["evidence"] if (first := story.measures(day.today)[0].title) in found else ""
    yield Claim("Maßnahmenplan: der Nachweis der ersten Maßnahme steht.", evidence == story.EVIDENCE, str(evidence))


def _names(laptop: Laptop) -> dict[str | None, str]:
    return {str(row["id"]): str(row["title"]) for row in laptop.json("records", "list", "contact")}


def _note(day: Day) -> Iterator[Claim]:
    notes = {row["fields"]["title"]: row["fields"]["text"] for row in day.ben.list("note")}
    text = notes.get(story.NOTE_TITLE)
    yield Claim(f"Notiz „{story.NOTE_TITLE}“ ist beim Kollegen.", text == story.NOTE_TEXT, str(notes))


def _other_screens(day: Day) -> Iterator[Claim]:
    """What was written on the pages around the visit, read at the colleague's."""
    ben = day.ben
    phone = ben.fields(day.planned.company)["phone"]
    yield Claim(f"Unternehmen: die Telefonnummer {story.PHONE} steht.", phone == story.PHONE, str(phone))
    late = ben.fields(day.planned.late_measure)["state"]
    yield Claim("Heute: die überfällige Maßnahme ist erledigt.", late["status"] == "done", str(late))
    ahead = day.today + story.PLANNED_AHEAD
    visits = [row["fields"]["held_on"] for row in ben.list("visit", f"company={day.planned.company}")]
    yield Claim(f"Besuche: der nächste Besuch ist für den {ahead:%d.%m.%Y} geplant.", str(ahead) in visits, str(visits))


def _papers(day: Day) -> Iterator[Claim]:
    for name, words in (("Besuchsprotokoll", _protocol_words(day)), ("Maßnahmenplan", _plan_words(day))):
        paper = paper_of(day.folder, name)
        if paper is None:
            yield Claim(f"{name} als PDF.", False, "keine Datei")
            continue
        text = text_of(paper)
        missing = [word for word in words if _flat(word) not in text]
        yield Claim(f"{name} als PDF: {paper.name}, mit allen Texten.", not missing, f"es fehlt: {missing}")
        yield Claim("  … und ohne die interne Notiz.", _flat(story.INTERNAL) not in text)


def _protocol_words(day: Day) -> list[str]:
    lines = [line for text in story.TEXTS.values() for line in text.split("\n")]
    return [story.COMPANY, story.MANAGER, *lines, *(one.title for one in story.measures(day.today))]


def _plan_words(day: Day) -> list[str]:
    return [story.COMPANY, *(one.title for one in story.measures(day.today))]


def paper_of(folder: Path, name: str) -> Path | None:
    """The newest PDF of this kind."""
    found = sorted(folder.glob(f"*{name}*.pdf"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def text_of(paper: Path) -> str:
    """What stands on the pages, letters and digits only."""
    pages = QPdfDocument()
    pages.load(str(paper))
    text = " ".join(pages.getAllText(page).text() for page in range(pages.pageCount()))
    pages.close()
    return _flat(text)


def _flat(text: str) -> str:
    """Letters and digits only: where a line breaks is the paper's business."""
    return "".join(letter for letter in text if letter.isalnum())


def _pictures(day: Day) -> Iterator[Claim]:
    pictures = sorted(day.folder.glob("*.png"))
    sizes = {path.stat().st_size for path in pictures}
    alive = len(pictures) == PICTURES and len(sizes) > PICTURES // 2
    yield Claim(f"{len(pictures)} Bilder, eines von jedem Schirm.", alive, str(len(pictures)))
