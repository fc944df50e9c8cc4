"""What an administrator does, and a server that stumbles over one transaction."""

import random
from typing import TYPE_CHECKING

from sqlalchemy import update

from consultant_app.server.database import writing
from consultant_app.server.schema import ACCOUNT
from tests.sync.simulator.operations.operation import Operation

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World


class ChangeRoles(Operation):
    """A person loses the right to the cases of her organisation, or gets it (again)."""

    name, weight, fault, during_round = "change roles", 2, "roles", True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        person = world.person(laptop)
        role = "office" if "consultant" in person.roles else "consultant"
        with world.server.faults.unmoved(), writing(world.server.engine) as connection:
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == person.user).values(roles=role))
        person.roles = frozenset({role})


class Poison(Operation):
    """The server stumbles over what this laptop wrote last, each time it comes by."""

    name, weight, fault = "poison", 3, "poison"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        waiting = laptop.raw.execute("SELECT body FROM change WHERE state = 0 ORDER BY origin, number").fetchall()
        words = [word for (body,) in waiting for word in sorted(world.ledger.words_of(body))]
        if words:
            world.network.poison.add(chance.choice(words))


RIGHTS = (ChangeRoles, Poison)
