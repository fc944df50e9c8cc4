"""Somebody at a company, what consultants write about her in every space, and the order that all of it goes."""

import random
from typing import TYPE_CHECKING

from consultant_app.actions.searching import follow_changes
from consultant_app.changes.change import RecordId
from consultant_app.changes.erasure_messages import EraseAsk
from consultant_app.changes.spaces import SpaceKind
from consultant_app.changes.version import NEWEST
from consultant_app.domain.contact import Contact
from consultant_app.domain.note import Note
from consultant_app.domain.personal import NAMES, erased_fields
from consultant_app.domain.record import Record
from consultant_app.domain.visit_parts import Participant
from consultant_app.server.accounts import Person
from consultant_app.server.database import writing
from consultant_app.server.erasures import order_erasure
from consultant_app.server.instants import milliseconds
from consultant_app.server.rights import Role
from tests.sync.simulator.images import PARTNERS
from tests.sync.simulator.operations.operation import Operation, may_write, records_of
from tests.sync.simulator.oracle.rights import office_space
from tests.sync.simulator.storage import Glass

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World


class AddContact(Operation):
    name, weight, fault, during_round = "add contact", 3, "erasure", True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        companies, office = records_of(laptop, "company"), world.space(laptop, "office")
        if companies and may_write(laptop, office):
            word = world.word()
            with laptop.workspace.write("Angelegt") as writer:
                contact = writer.new(Contact(company=chance.choice(companies), last_name=word))
                world.ledger.erasures.is_about(contact.id, "contact", contact.id)
                world.wrote(laptop, word, contact.id, "last_name", office)


class WriteAboutContact(Operation):
    """Her own record, a note about her, or that she took part in a visit."""

    name, weight, fault, during_round = "write about contact", 8, "erasure", True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        contacts, visits = records_of(laptop, "contact"), records_of(laptop, "visit")
        if not contacts:
            return
        contact, act = chance.choice(contacts), chance.random()
        if act < 0.5:
            self._edit(world, laptop, contact, chance.choice(["last_name", "phone"]))
        elif act < 0.75 and visits:
            visit, word = chance.choice(visits), world.word()
            part = Participant(visit=visit, person=contact, name=word)
            self._add(world, laptop, part, word, "name", contact, *world.ledger.homes[visit])
        else:
            kind, word = chance.choice([SpaceKind.PERSON, SpaceKind.ORGANISATION]), world.word()
            space = world.space(laptop, kind.value)
            if may_write(laptop, space):
                note = Note(contact=contact, text=f"{word}.")
                self._add(world, laptop, note, word, "text", contact, space, kind=kind)

    @staticmethod
    def _edit(world: "World", laptop: "Laptop", contact: str, name: str) -> None:
        word = world.word()
        with world.deed(laptop, contact), laptop.workspace.write("Bearbeitet") as writer:
            setattr(writer.load(contact), name, word)
            world.wrote(laptop, word, contact, name)

    @staticmethod
    def _add(
        world: "World", laptop: "Laptop", record: Record, word: str, name: str, contact: str, *spaces: str,
        kind: SpaceKind | None = None,
    ) -> None:  # fmt: skip
        with laptop.workspace.write("Angelegt") as writer:
            writer.new(record, kind)
            world.ledger.erasures.is_about(record.id, record.__tablename__, contact)
            world.wrote(laptop, word, record.id, name, *spaces)


class FollowChanges(Operation):
    """The search index catches up: it holds what was written, and must let it go."""

    name, weight, fault, during_round = "follow changes", 3, "erasure", True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        follow_changes(laptop.workspace)


class OrderErasure(Operation):
    """The data protection officer of an organisation orders it, for one whom that server knows."""

    name, weight, fault, during_round = "order erasure", 2, "erasure", True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        known = Glass(world.server.raw).execute("SELECT id, space FROM record WHERE type = 'contact' ORDER BY id")
        contacts = known.fetchall()
        if not contacts:
            return
        contact, space = chance.choice(contacts)
        code = next(one for one in PARTNERS if office_space(one) == space)
        server = world.server
        officer = Person(RecordId(world.person(laptop).user), "", "", RecordId(""), code, "", (Role.DPO,))
        ask = EraseAsk(NEWEST, contact, erased_fields(), list(NAMES))
        with server.faults.unmoved(), writing(server.engine) as connection:
            order_erasure(
                connection, ask, person=officer, identity=server.application.identity,
                randomness=world.chance_of_ids.randbytes, now_ms=milliseconds(world.server_clock()),
            )  # fmt: skip
        world.ledger.erasures.order([contact])


ERASING = (AddContact, WriteAboutContact, FollowChanges, OrderErasure)
