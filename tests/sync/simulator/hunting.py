"""Looking for planted faults: histories are played with a fault in the product until the judge objects."""

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.sync.simulator.campaign import Stage, stage
from tests.sync.simulator.history import drawn, play
from tests.sync.simulator.planted import planted

MOST_STEPS: Final = 20_000
_TEMPTED_BY: Final = {
    "known on a fork": "fork",
    "accept upon a fork": "fork",
    "a reseal forgets a change": "fork",
    "a reseal names the old": "fork",
    "erase forgets one laptop": "erasure",
    "a push brings back the erased": "erasure",
    "orders stay lost": "erasure",
    "files are never missed": "files",
    "files are not fetched": "files",
    "papers say nothing of edits": "papers",
    "one paper hides another": "papers",
    "numbers are shared unsaid": "papers",
    "papers of the erased go out": "papers",
    "evidence is not named": "papers",
}
"""Faults that only show where ids are used twice, somebody is erased, or files and papers lie beside records: other
histories are passed over.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """`words` are the judge's, empty when the fault was not found within so many `steps`."""

    name: str
    steps: int
    seed: int
    words: str


def hunt(name: str, on: Stage, *, first_seed: int = 1) -> Found:
    steps, seed = 0, first_seed
    while steps < MOST_STEPS:
        if _TEMPTED_BY.get(name, "") not in {"", *drawn(seed).faults}:
            seed += 1
            continue
        with planted(name):
            outcome = play(drawn(seed), on.shelf, on.stumbles)
        steps += outcome.steps
        if outcome.wrong and not play(drawn(seed), on.shelf, on.stumbles).wrong:
            return Found(name, steps, seed, outcome.wrong.strip().splitlines()[-1][:100])
        seed += 1
    return Found(name, steps, seed, "")


def run_hunts(names: Sequence[str], processes: int) -> int:
    """Prints each fault with how many steps it took; returns 0 when all were found."""
    with multiprocessing.get_context("spawn").Pool(processes, maxtasksperchild=1) as pool:
        missed = 0
        for found in pool.imap(_hunt, names, chunksize=1):
            missed += not found.words
            word = f"found after {found.steps:6} steps: {found.words}" if found.words else f"NOT FOUND in {found.steps}"
            print(f"  {found.name:28} {word}", flush=True)
    print(f"{len(names) - missed} of {len(names)} planted faults found")
    return 1 if missed else 0


def _hunt(name: str) -> Found:
    with stage() as on:
        return hunt(name, on)
