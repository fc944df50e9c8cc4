"""`make demo`: plays a consultant's day with real parts and says in plain words what came of it.

Exit code 0 only if every claim holds. Everything stays in build/demo/ for looking at; `make run` opens laptop A.
"""

import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.end_to_end import story
from tests.end_to_end.claims import Claim
from tests.end_to_end.day import Day, play
from tests.end_to_end.office import MissingPieceError
from tests.end_to_end.proof import claims_of

FOLDER = Path(__file__).parents[2] / "build" / "demo"


def main() -> int:
    began = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    print("Ein Beratungstag wird durchgespielt; das dauert etwa eine Minute.", flush=True)
    try:
        day = play(FOLDER, tell=lambda words: print(f"  {words}", flush=True))
        claims = claims_of(day)
    except MissingPieceError as missing:
        print(f"\nDer Tag hielt nicht. {missing}")
        return 1
    _tell(day, claims)
    broken = [claim for claim in claims if not claim.holds]
    print(
        f"\n{len(claims) - len(broken)} von {len(claims)} Behauptungen halten, {time.monotonic() - began:.0f} Sekunden."
    )
    for claim in broken:
        print(f"Es hielt nicht: {claim.sentence} Gelesen wurde: {claim.found or 'das Gegenteil'}")
    return 1 if broken else 0


def _tell(day: Day, claims: Iterable[Claim]) -> None:
    print(f"\nDer Tag von {story.ANNA} (Laptop A) und {story.BEN} (Laptop B), {day.today:%d.%m.%Y}\n")
    for one in day.rounds:
        counts = one.counts
        traffic = f"{counts['bytes_up']} Bytes hin, {counts['bytes_down']} zurück"
        print(
            f"  Abgleich {one.laptop}, {one.when}: {counts['sent']} gesendet, {counts['received']} empfangen, "
            f"{counts['requests']} Anfragen, {traffic}"
        )
    print()
    for claim in claims:
        print(f"  {'✓' if claim.holds else '✗'} {claim.sentence}")
    papers, pictures = sorted(day.folder.glob("*.pdf")), sorted(day.folder.glob("*.png"))
    print(f"\n  {len(papers)} Papiere und {len(pictures)} Bilder in {day.folder}:")
    for path in (*papers, *pictures):
        print(f"    {path.name}")
    print("\n  „make run“ öffnet Laptop A, wo es einen Bildschirm gibt (Kennwort „demo“).")


if __name__ == "__main__":
    sys.exit(main())
