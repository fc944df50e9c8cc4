"""People who go from one organisation to another: what was the old one's is forgotten, what is their own stays."""

import random
from typing import TYPE_CHECKING

from consultant_app.server.database import writing
from consultant_app.server.staff import move_person
from tests.sync.simulator.images import PARTNERS
from tests.sync.simulator.operations.operation import Operation

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World


class ChangeOrganisation(Operation):
    name, weight, fault, during_round = "change organisation", 2, "other organisation", True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        person, server = world.person(laptop), world.server
        partner = chance.choice([code for code in PARTNERS if code != person.partner])
        with server.faults.unmoved(), writing(server.engine) as connection:
            move_person(
                connection, laptop.image.mail, partner_code=partner, identity=server.application.identity,
                randomness=world.chance_of_ids.randbytes, now=world.server_clock(),
            )  # fmt: skip
        person.change_partner(partner)


ORGANISATIONS = (ChangeOrganisation,)
