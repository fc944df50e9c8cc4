"""What stands beside the records once all is at rest: files and papers, carried once more and judged."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.sync.simulator.operations.files import carry, file_screen
from tests.sync.simulator.operations.papers import evidence_at, paper_screen
from tests.sync.simulator.oracle.checks import Log
from tests.sync.simulator.oracle.erasures import orders_on
from tests.sync.simulator.oracle.files import check_files, missing_files
from tests.sync.simulator.storage import Glass

if TYPE_CHECKING:
    from tests.sync.simulator.world import World


def carry_all(world: "World") -> None:
    """Twice: what one laptop brings, another may have passed by before."""
    if "files" in world.faults:
        for laptop in (*world.laptops, *world.laptops):
            carry(world, laptop)


def judge_beside(world: "World", log: Log, aside: Mapping[str, set[str]]) -> None:
    """`aside`: the roots of which something was set aside, by laptop; of those that are still welcome at the server."""
    ledger, laptops = world.ledger, [one for one in world.laptops if one.name in aside]
    if "files" in world.faults:
        for laptop in laptops:
            screen = file_screen(laptop)
            ledger.complaints += check_files(screen, world.server.files.whole, aside[laptop.name])
            world.coverage.met("F62", missing_files(screen))
    if "papers" in world.faults:
        screens = [paper_screen(laptop, aside[laptop.name]) for laptop in laptops]
        erased = orders_on(Glass(world.server.raw))
        ledger.complaints += world.papers.check(log, screens, erased=erased, evidence=evidence_at(world))
        for scenario, times in world.papers.met.items():
            world.coverage.met(scenario, times)
