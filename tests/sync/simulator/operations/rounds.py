"""Rounds with the server, and what the network makes of them."""

import random
from typing import TYPE_CHECKING

from tests.sync.simulator.network import draw_fates
from tests.sync.simulator.operations.operation import Operation

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World


class Sync(Operation):
    name, weight = "sync", 16

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if laptop.busy:
            return
        laptop.line.fates = draw_fates(chance, world.faults, lambda: world.meanwhile(laptop, chance))
        try:
            world.sync(laptop)
        finally:
            laptop.line.fates = []


class DeliverLate(Operation):
    """A request whose sender gave up long ago reaches the server after all."""

    name, weight, fault = "deliver late", 3, ""

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if world.network.late:
            world.network.deliver_late(chance.randrange(len(world.network.late)))


ROUNDS = (Sync, DeliverLate)
