"""Many histories on several processes: counted, compared, and what went wrong told with how to see it again."""

import logging
import multiprocessing
import queue
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from consultant_app.sync import ahead
from tests.sync.simulator.coverage import SCENARIOS
from tests.sync.simulator.history import drawn, play, shrunk
from tests.sync.simulator.serving import Shelf, Stumbles

_TWICE_EVERY: Final = 50
"""One history in so many is played twice, and must leave the same trace."""
_MOST_SHRUNK: Final = 3
_REPORT_EVERY_S: Final = 30
_GOAL: Final = 20
"""How often each scenario is to come up."""
_WHERE_TIME_GOES: Final = "two thirds are rounds of the shipped laptops and server, some 36 statements of SQL a step"
"""By the profile of twelve histories; the rest is flat, no function takes more than an eighth."""


@dataclass(frozen=True, slots=True)
class Campaign:
    steps: int
    minutes: float
    first_seed: int = 1
    processes: int = 2


@dataclass
class Totals:
    histories: int = 0
    steps: int = 0
    twice: int = 0
    coverage: Counter[str] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    wrong: dict[int, str] = field(default_factory=dict)

    def add(self, other: "Totals") -> None:
        self.histories += other.histories
        self.steps += other.steps
        self.twice += other.twice
        self.coverage.update(other.coverage)
        self.happened.update(other.happened)
        self.wrong.update(other.wrong)


@dataclass
class Stage:
    """The disks of this process, and its ear at the server's log."""

    shelf: Shelf
    stumbles: Stumbles


class AtOnce:
    """In the place of the thread that sends the next request ahead: it is sent now, before the answer is taken in."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def submit(self, act: Any, *given: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(act(*given))
        except Exception as error:  # noqa: BLE001  (handed on, as the thread would)
            future.set_exception(error)
        return future

    def shutdown(self) -> None:
        pass


@contextmanager
def stage() -> Iterator[Stage]:
    """Disks are in memory, but for the few files beside them."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="simulator-", dir=memory if memory.is_dir() else None))
    logger = logging.getLogger("consultant_app.server")
    stumbles = Stumbles()
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(stumbles)
    shelf = Shelf(folder)
    try:
        with patch.object(ahead, "ThreadPoolExecutor", AtOnce):
            yield Stage(shelf, stumbles)
    finally:
        shelf.close()
        logger.removeHandler(stumbles)
        logger.propagate = propagated
        shutil.rmtree(folder, ignore_errors=True)


def played(seed: int, on: Stage) -> Totals:
    """One history, and a second time where that is its turn."""
    history = drawn(seed)
    outcome = play(history, on.shelf, on.stumbles)
    totals = Totals(1, outcome.steps, 0, outcome.coverage, outcome.happened)
    if outcome.wrong:
        totals.wrong[seed] = outcome.wrong
    elif seed % _TWICE_EVERY == 0:
        totals.twice = 1
        again = play(history, on.shelf, on.stumbles)
        totals.steps += again.steps
        if again.trace != outcome.trace:
            totals.wrong[seed] = "played twice, it left two traces"
    return totals


def run_campaign(campaign: Campaign) -> int:
    """Prints as it goes; returns 0 when everything held."""
    began = time.monotonic()
    totals = Totals()
    context = multiprocessing.get_context("spawn")
    results: Any = context.Queue()
    stop = context.Event()
    workers = [
        context.Process(
            target=_work, args=(campaign.first_seed + number, campaign.processes, results, stop), daemon=True
        )
        for number in range(campaign.processes)
    ]
    for worker in workers:
        worker.start()
    reported = began
    while totals.steps < campaign.steps and time.monotonic() - began < campaign.minutes * 60:
        try:
            found: Totals = results.get(timeout=1)
        except queue.Empty:
            if not any(worker.is_alive() for worker in workers):
                break
            continue
        for seed, wrong in found.wrong.items():
            print(f"seed {seed}: {wrong}", flush=True)
        totals.add(found)
        if time.monotonic() - reported > _REPORT_EVERY_S:
            reported = time.monotonic()
            print(f"{totals.steps} steps, {totals.histories} histories, {len(totals.wrong)} wrong", flush=True)
    stop.set()
    for worker in workers:
        worker.join(timeout=20)
        worker.kill()
    _tell(totals, seconds=time.monotonic() - began)
    return 1 if totals.wrong else 0


def _work(seed: int, step: int, results: Any, stop: Event) -> None:
    with stage() as on:
        while not stop.is_set():
            results.put(played(seed, on))
            seed += step
    results.cancel_join_thread()


def _tell(totals: Totals, *, seconds: float) -> None:
    rate = totals.steps / max(seconds, 1)
    print(f"\n{totals.steps} steps in {totals.histories} histories, {seconds:.0f} s, {rate:.0f} steps a second")
    print(f"At this rate {rate * 3600:.0f} steps fit into an hour: {_WHERE_TIME_GOES}")
    print(f"{totals.twice} histories played twice with equal traces")
    print("\nScenarios that came up, checked at rest:")
    for scenario, what in SCENARIOS.items():
        count = totals.coverage[scenario]
        print(f"  {scenario}  {count:7}  {what}{'' if count >= _GOAL else f'   < {_GOAL}'}")
    print("\nOperations: " + ", ".join(f"{name} {count}" for name, count in totals.happened.most_common()))
    if not totals.wrong:
        print("\nEverything held.")
        return
    print(f"\n{len(totals.wrong)} histories went wrong. The first of them, made short:")
    for seed in sorted(totals.wrong)[:_MOST_SHRUNK]:
        show_seed(seed)


def show_seed(seed: int) -> int:
    """Plays one history, makes it short if it goes wrong, and prints what happened in it."""
    with stage() as on:
        history = drawn(seed)
        print(f"\nseed {seed}: {history.laptops} laptops, {len(history.steps)} steps, faults {sorted(history.faults)}")
        outcome = play(history, on.shelf, on.stumbles)
        if not outcome.wrong:
            print(f"everything held; trace {outcome.trace}")
            return 0
        history = shrunk(history, on.shelf, on.stumbles)
        outcome = play(history, on.shelf, on.stumbles)
        print(f"still goes wrong with {len(history.steps)} steps:")
        print("\n".join(f"  {line}" for line in outcome.diary))
        print(outcome.wrong)
        return 1
