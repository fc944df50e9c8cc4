"""Papers made final: here, there, on two laptops at once, and with somebody on them who is erased later.

Drawing a paper takes two tenths of a second and is no part of what syncing does to it: in its place stand a few bytes
of what it would say.
"""

import random
from datetime import time, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from consultant_app.actions import shared_numbers
from consultant_app.actions.documents import finalising, sources, standing
from consultant_app.changes.change import RecordId
from consultant_app.domain.contact import Contact
from consultant_app.domain.document import Document
from consultant_app.domain.groups import Times
from consultant_app.domain.visit import Place, Visit
from consultant_app.domain.visit_parts import Participant, Recommendation
from consultant_app.server import evidence
from consultant_app.server.database import reading
from consultant_app.workspace.capture import Writer
from tests.sync.simulator.operations.operation import Operation, family_of, may_write, records_of
from tests.sync.simulator.oracle.papers import Paper, PaperScreen

if TYPE_CHECKING:
    from consultant_app.documents.contents import VisitProtocol
    from tests.sync.simulator.oracle.papers import Place as Printed
    from tests.sync.simulator.world import Laptop, World


class Hold(Operation):
    """A visit takes place: it lacks nothing any more. Often somebody of the company is named who is a contact."""

    name, weight, fault, during_round = "hold", 5, "papers", True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        visits = laptop.raw.execute("SELECT id FROM visit WHERE status = 'planned' ORDER BY id").fetchall()
        if not visits:
            return
        (visit,) = chance.choice(visits)
        contacts = records_of(laptop, "contact")
        person = chance.choice(contacts) if contacts and chance.random() < 0.8 else None
        with world.deed(laptop, *family_of(laptop, visit)), laptop.workspace.write("Besuch") as writer:
            self._fill(world, laptop, writer, visit, person)

    @staticmethod
    def _fill(world: "World", laptop: "Laptop", writer: Writer, visit: str, person: str | None) -> None:
        day = (laptop.workspace.clock() - timedelta(days=2)).date()
        loaded, word = writer.get(Visit, visit), world.word()
        loaded.status, loaded.held_on, loaded.times = "draft", day, Times(time(9), time(11))
        loaded.kind, loaded.place = "first", Place("company")
        loaded.consultants = frozenset({laptop.workspace.identity.user})
        loaded.occasion, loaded.goal, loaded.environment, loaded.no_agreements = "Anlass", "Ziel", "Strom", True
        if not loaded.situation:
            loaded.situation = f"{word}."
            world.wrote(laptop, word, visit, "situation")
        homes, named, said = world.ledger.homes[visit], world.word(), world.word()
        part = writer.new(Participant(visit=visit, person=person, name=named, present=True))
        if person is not None:
            world.ledger.erasures.is_about(part.id, "participant", person)
        world.wrote(laptop, named, part.id, "name", *homes)
        advice = writer.new(Recommendation(visit=visit, text=said))
        world.wrote(laptop, said, advice.id, "text", *homes)


class Finalise(Operation):
    name, weight, fault = "finalise", 8, "papers"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        held = laptop.raw.execute("SELECT id FROM visit WHERE status = 'draft' ORDER BY id").fetchall()
        office = world.space(laptop, "office")
        if not held or not may_write(laptop, office):
            return
        (visit,) = chance.choice(held)
        family, word = family_of(laptop, visit), world.word()

        def frozen(contents: "VisitProtocol") -> Any:
            packed = f"{contents.number} {word}".encode()
            return SimpleNamespace(pdf=b"%PDF " + packed, check_code=word, contents_sha256=word)

        with world.deed(laptop), patch.object(finalising, "freeze_visit_protocol", frozen):
            laptop.workspace.seal_drafts()
        with world.deed(laptop, *family), patch.object(finalising, "freeze_visit_protocol", frozen):
            document = finalising.finalise_visit(laptop.workspace, visit)
        row = laptop.raw.execute("SELECT check_code FROM document WHERE id = ?", (document,)).fetchone()
        if row == (word,):
            world.wrote(laptop, word, document, "check_code", office)
            self._note(world, laptop, visit, document)

    @staticmethod
    def _note(world: "World", laptop: "Laptop", visit: str, document: str) -> None:
        with laptop.workspace.read() as reader:
            made = reader.get(Document, document)
        sha256 = laptop.raw.execute("SELECT sha256 FROM file WHERE record = ?", (made.file,)).fetchone()[0]
        words = {
            (record, name): found
            for (record, name), found in world.screen(laptop, *family_of(laptop, visit)).items()
            if name in _PRINTED
        }
        contacts = laptop.raw.execute("SELECT DISTINCT person FROM participant WHERE visit = ?", (visit,)).fetchall()
        known = {one for (one,) in contacts} & set(records_of(laptop, Contact.__tablename__))
        world.papers.made.append(Paper(document, visit, sha256, words, frozenset(known)))


class FinaliseOnCopies(Operation):
    """A disk and its copy each make another visit final, under the same letters."""

    name, weight, fault = "finalise on copies", 4, "papers"

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        copies = [one for one in world.laptops if one.image.device == laptop.image.device and not one.busy]
        for one in copies if len(copies) > 1 else ():
            world.perform_within(FINALISE, one, chance)


FINALISE: Final = Finalise()
_PRINTED: Final = {"situation", "text", "name"}
"""Fields of the visit, its recommendations and participants that these histories write words into, and print."""


def paper_screen(laptop: "Laptop", left_out: set[str]) -> PaperScreen:
    workspace = laptop.workspace

    def changed_since(document: str) -> set["Printed"]:
        with workspace.read() as reader:
            made = reader.get(Document, document)
            return {(one.record, one.field) for one in sources.differences(reader, made.about or "", made.sources)}

    def contested(visit: str) -> set[Any]:
        conflicts = workspace.conflicts(RecordId(visit))
        return {value.value for one in conflicts if one.field == "document" for value in one.values}

    def sharing_number(visit: str) -> set[str]:
        with workspace.read() as reader:
            shared = shared_numbers.shared_visit_numbers(reader, visit)
        return {holder.id for one in shared for holder in (one.first, *one.later)}

    def is_restricted(document: str) -> bool:
        with workspace.read() as reader:
            return standing.is_restricted(reader, reader.get(Document, document))

    return PaperScreen(
        laptop.name, laptop.raw, left_out, changed_since, contested, sharing_number, is_restricted,
        workspace.attachments.read_all,
    )  # fmt: skip


def evidence_at(world: "World") -> Any:
    """Asks the server for the documents that remain of somebody erased."""

    def named(contact: str) -> set[str]:
        with world.server.faults.unmoved(), reading(world.server.engine) as connection:
            return {one.document for one in evidence.evidence_about(connection, RecordId(contact))}

    return named


PAPERS = (Hold, Finalise, FinaliseOnCopies)
