"""The day: what was planned before, what happens at the table, what the colleague does meanwhile, the evening."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.end_to_end import story
from tests.end_to_end.claims import Claim, contested_claims
from tests.end_to_end.office import Laptop, MissingPieceError, Office, environment, in_pairs, running_office
from tests.support.screen import running_xvfb

_PARTNERS = {
    "DO": "Wirtschaftsförderung Dortmund",
    "EN": "EN-Agentur Hattingen",
    "MH": "CBE Mülheim an der Ruhr",
    "UPJ": "UPJ Berlin",
}
_PEOPLE = {story.ANNA: "anna.gruenwald@en.example", story.BEN: "ben.oezdemir@en.example"}
_WINDOW_TIMEOUT_S = 400


@dataclass(frozen=True)
class Planned:
    """Ids of what stood before the visit began."""

    company: str
    visit: str
    plan: str
    late_measure: str


@dataclass(frozen=True)
class Round:
    """One `sync`: whose, when in the day, and what the command answered."""

    laptop: str
    when: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Day:
    folder: Path
    today: date
    anna: Laptop
    ben: Laptop
    planned: Planned
    rounds: tuple[Round, ...]
    contested: tuple[Claim, ...]
    """What both laptops said of the contested field before it was decided."""
    offline_refused: bool
    """Whether a round was truly impossible while the laptops were away."""


def play(folder: Path, *, tell: Callable[[str], object]) -> Day:
    """Plays it all in a fresh folder. Raises MissingPieceError where a piece is missing."""
    today = datetime.now(ZoneInfo("Europe/Berlin")).date()
    anna = Laptop("Laptop A", story.ANNA, folder / "laptop-a")
    ben = Laptop("Laptop B", story.BEN, folder / "laptop-b")
    rounds: list[Round] = []
    with running_office(folder / "office") as office:
        tell(f"Der Partnerserver läuft unter {office.url}; vier Partner, zwei Beraterinnen und Berater.")
        _open_the_office(office)
        rounds += in_pairs(lambda laptop: _enrol(laptop, office), (anna, ben))
        tell("Beide Laptops sind eingeladen. Am Vortag wird der Besuch geplant und abgeglichen.")
        planned = plan_the_visit(anna, today)
        rounds += [_sync(anna, "am Vortag"), _sync(ben, "am Vortag")]
        tell("Der Partnerserver ist fort. Laptop A: der Besuch am Fenster, nur Tasten und Maus.")
        office.close()
        offline_refused = ben.said_no("sync")
        at_the_table(anna, folder, "visit")
        tell("Laptop B ändert derweil denselben Besuch, auch ohne Netz.")
        meanwhile(ben, planned, today)
        tell("Der Partnerserver ist wieder da. Beide gleichen ab.")
        office.open()
        rounds += [_sync(laptop, "am Abend") for laptop in (anna, ben, anna)]
        contested = [claim for laptop in (anna, ben) for claim in contested_claims(laptop, planned.visit)]
        tell("Laptop A entscheidet den Konflikt am Fenster, dann gleichen beide noch einmal ab.")
        at_the_table(anna, folder, "evening")
        rounds += [_sync(laptop, "danach") for laptop in (anna, ben)]
    return Day(folder, today, anna, ben, planned, tuple(rounds), tuple(contested), offline_refused)


def _open_the_office(office: Office) -> None:
    in_pairs(lambda code: office.command("partner", "add", code, _PARTNERS[code]), _PARTNERS)
    for name, mail in _PEOPLE.items():
        office.command("user", "add", mail, "--name", name, "--partner", "EN", "--role", "consultant")


def _enrol(laptop: Laptop, office: Office) -> Round:
    laptop.join(office, _PEOPLE[laptop.person])
    return _sync(laptop, "nach der Einladung")


def _sync(laptop: Laptop, when: str) -> Round:
    return Round(laptop.name, when, laptop.json("sync"))


def plan_the_visit(anna: Laptop, today: date) -> Planned:
    """The company with its people, its case, its plan with one measure that is late, and the visit of the next day."""
    users: list[Any] = anna.json("records", "list", "user")
    ids = {row["title"]: str(row["id"]) for row in users}
    company = anna.new(
        "company",
        name=story.COMPANY,
        legal_form="gmbh",
        branch="Metallguss",
        **{"address.street": "Hüttenstraße 7", "address.plz": "58313", "address.city": story.TOWN},
    )
    manager = anna.new(
        "contact", company=company, first_name="Ulrike", last_name="Körner", job="Geschäftsführerin", role="management",
        is_primary="true",
    )  # fmt: skip
    foreman = anna.new(
        "contact",
        company=company,
        first_name="Jörg",
        last_name="Weißmüller",
        job="Meister Gießerei",
        role="environment",
    )
    case = anna.new("consulting_case", company=company, consultant=ids[story.ANNA], deputy=ids[story.BEN])
    plan = anna.new(
        "action_plan", company=company, consulting_case=case, title="CSR-Maßnahmenplan", status="running",
    )  # fmt: skip
    late = anna.new(
        "measure", action_plan=plan, title=story.LATE_MEASURE, csr_field="AR",
        responsible=manager, due_on=str(today - timedelta(days=5)), **{"state.status": "in_progress"},
    )  # fmt: skip
    visit = anna.new(
        "visit", company=company, consulting_case=case, contact=manager, kind="planning", status="planned",
        held_on=str(today), consultants=f"{ids[story.ANNA]}", situation=story.SITUATION_BEFORE,
        **{"times.start": "09:30", "place.kind": "company", "place.text": "Besprechungsraum „Kokille“"},
    )  # fmt: skip
    people = ((manager, story.MANAGER, "management"), (foreman, story.FOREMAN, "environment"))
    for number, (person, name, role) in enumerate((*people, (ids[story.ANNA], story.ANNA, "consultant"))):
        anna.new("participant", visit=visit, person=person, name=name, role=role, sort_key=f"a{number}")
    return Planned(company, visit, plan, late)


def meanwhile(ben: Laptop, planned: Planned, today: date) -> None:
    """Ben, without network, knows better in one field that Anna writes too, and fills one that she does not."""
    ben.set(planned.visit, **{story.CONTESTED: story.SITUATION_BEN})
    ben.set(planned.visit, **{"next_appointment.day": str(today + story.NEXT_DAY), "travel_minutes": "35"})


def at_the_table(laptop: Laptop, folder: Path, part: str) -> None:
    """Anna at the window of her laptop, in a process of its own, driven by keys and mouse alone."""
    words = ["-m", "tests.end_to_end.at_the_table", part, "--workspace", str(laptop.folder), "--pictures", str(folder)]
    log = folder / f"window-{part}.log"
    # Qt's offscreen screen gives the keyboard to pop-ups and never takes it back; an X server does as a laptop does.
    with running_xvfb() as display, log.open("wb") as said:
        done = subprocess.run(
            [sys.executable, *words],
            stdout=said,
            stderr=subprocess.STDOUT,
            env=environment(DISPLAY=display, QT_QPA_PLATFORM="xcb"),
            timeout=_WINDOW_TIMEOUT_S,
        )
    if done.returncode != 0:
        told = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise MissingPieceError(told[-1] if told else f"Das Fenster endete mit {done.returncode}.")
