"""Histories: drawn from a seed, played, and, when one goes wrong, made as short as it can be and still go wrong."""

import random
import re
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from consultant_app.sync import rounds
from consultant_app.workspace import outbox
from tests.sync.simulator.operations import COMES_WITH, FAULTS, OPERATIONS, RARE, bearable, possible
from tests.sync.simulator.serving import Shelf, Stumbles
from tests.sync.simulator.world import World, Wrong

_RARELY: Final = 0.15


@dataclass(frozen=True, slots=True)
class Step:
    """An operation with a chance of its own: dropping other steps leaves it what it is."""

    operation: str
    laptop: int
    seed: int


@dataclass(frozen=True, slots=True)
class History:
    seed: int
    faults: frozenset[str]
    laptops: int
    encrypted: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`wrong` is empty for a history in which everything held."""

    steps: int
    wrong: str
    trace: str
    diary: list[str]
    coverage: Counter[str]
    happened: Counter[str]


def drawn(seed: int) -> History:
    """One history for each seed, the same for ever."""
    chance = random.Random(f"history {seed}")
    faults = frozenset(chance.sample(FAULTS, chance.choice([0, 1, 2, 3, 4, 5, 6, 8, len(FAULTS)])))
    rare = {name for name in RARE if random.Random(f"{name} {seed}").random() < _RARELY}
    faults = bearable(faults | rare | {along for name in rare for along in COMES_WITH.get(name, ())})
    laptops = chance.choice([3, 3, 3, 3, 4, 4, 5, 6, 8, 12])
    names = possible(faults)
    weights = [OPERATIONS[name].weight for name in names]
    length = chance.choice([60, 120, 200, 300, 400])
    steps = tuple(
        Step(name, chance.randrange(1 << 16), chance.randrange(1 << 32))
        for name in chance.choices(names, weights, k=length)
    )
    return History(seed, faults, laptops, chance.random() < 0.01, steps)


def play(history: History, shelf: Shelf, stumbles: Stumbles) -> Outcome:
    with _pages(history):
        world = World(history.seed, history.faults, laptops=history.laptops, shelf=shelf, encrypted=history.encrypted)
        stumbles.world = world
        happened: Counter[str] = Counter()
        wrong = ""
        try:
            for step in history.steps:
                laptop = world.laptops[step.laptop % len(world.laptops)]
                happened[step.operation] += 1
                world.perform(OPERATIONS[step.operation], laptop, random.Random(step.seed))
            world.come_to_rest()
        except Wrong as error:
            wrong = str(error)
        except Exception:  # noqa: BLE001  (a bug in the product is what is looked for)
            wrong = traceback.format_exc()
        finally:
            stumbles.world = None
            for laptop in world.laptops:
                laptop.workspace.run.release_lock()
        return Outcome(world.steps, wrong, world.digest(), world.diary, world.coverage.counts, happened)


@contextmanager
def _pages(history: History) -> Iterator[None]:
    """Histories with small pages: few changes in a request, and answers cut after nearly every transaction."""
    if "small pages" not in history.faults:
        yield
        return
    before = rounds.MAX_BATCH_BYTES, outbox.MAX_CHANGES
    chance = random.Random(f"pages {history.seed}")
    rounds.MAX_BATCH_BYTES = chance.choice([1, 300, 1000])
    outbox.MAX_CHANGES = chance.choice([1, 2, 5])
    try:
        yield
    finally:
        rounds.MAX_BATCH_BYTES, outbox.MAX_CHANGES = before


def shrunk(history: History, shelf: Shelf, stumbles: Stumbles, *, most_plays: int = 400) -> History:
    """The same history without the steps that it goes wrong without."""
    plays = 0
    how = _kind(play(history, shelf, stumbles).wrong)

    def fails(steps: Sequence[Step]) -> bool:
        nonlocal plays
        plays += 1
        return _kind(play(replace(history, steps=tuple(steps)), shelf, stumbles).wrong) == how

    steps = list(history.steps)
    size = max(1, len(steps) // 2)
    while size and plays < most_plays:
        start = 0
        while start < len(steps) and plays < most_plays:
            shorter = steps[:start] + steps[start + size :]
            if fails(shorter):
                steps = shorter
            else:
                start += size
        size //= 2
    return replace(history, steps=tuple(steps))


def _kind(wrong: str) -> str:
    """What went wrong, without names and numbers: two histories that fail alike fail for one reason, most likely."""
    lines = wrong.strip().splitlines()
    said = lines[-1] if lines and lines[0].startswith("Traceback") else "".join(lines[:1])
    return re.sub(r"Z\d{7}z|[0-9a-f]{32}|\w+-\d+['~]*|b'.*'|\d+", "_", said)[:60]
