"""Rounds with the server, and what the network makes of them."""

import random
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from consultant_app.sync import rounds
from tests.sync.simulator.network import ARRIVES, Fate, draw_fates
from tests.sync.simulator.operations.editing import TEXTS, OpenEditor, Type
from tests.sync.simulator.operations.operation import Operation
from tests.sync.simulator.operations.rights import ChangeRoles

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


class TypeDuringRound(Operation):
    """Somebody types in a field while the round that brings a colleague's value for it is on its way."""

    name, weight = "type during round", 2

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if laptop.busy:
            return
        news = [place for place in world.unread(laptop) if place[1] in TEXTS]
        if news:
            with world.deed(laptop):
                laptop.workspace.seal_drafts()
            OpenEditor.open(world, laptop, *chance.choice(news))
        typing = Fate(meanwhile=lambda: world.perform_within(TYPING, laptop, chance))
        laptop.line.fates = [typing, typing]
        try:
            world.sync(laptop)
        finally:
            laptop.line.fates = []


class LoseRightDuringRound(Operation):
    """The administrator takes a role while the round that hands out what it allowed is under way."""

    name, weight, fault = "lose right during round", 4, "roles"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        if laptop.busy or "consultant" not in world.person(laptop).roles:
            return
        laptop.line.fates = [ARRIVES, Fate(meanwhile=lambda: world.perform_within(ROLES, laptop, chance))]
        laptop.line.fates = laptop.line.fates[chance.randint(0, 1) :]
        with patch.object(rounds, "MAX_BATCH_BYTES", 1):
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


TYPING: Final = Type()
ROLES: Final = ChangeRoles()
ROUNDS = (Sync, TypeDuringRound, LoseRightDuringRound, DeliverLate)
