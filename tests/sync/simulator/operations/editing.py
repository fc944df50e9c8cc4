"""What consultants do all day: begin, write, type, remove, take back, decide."""

import random
from typing import TYPE_CHECKING

from sqlalchemy import select

from consultant_app.actions.notes import set_visibility
from consultant_app.actions.sync.deciding import decide
from consultant_app.changes.change import EXISTENCE, RecordId
from consultant_app.changes.spaces import SpaceKind
from consultant_app.domain.company import Company
from consultant_app.domain.note import Note
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Participant
from tests.sync.simulator.operations.operation import Operation, family_of, may_write, records_of
from tests.sync.simulator.oracle.ledger import NOTHING

if TYPE_CHECKING:
    from tests.sync.simulator.world import Laptop, World

TEXTS = ("situation", "market")


class Begin(Operation):
    """A company, often with its first visit in the same transaction: two spaces, and not everybody reads both."""

    name, weight, during_round = "begin", 4, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        word, text = world.word(), world.word()
        consortium, cases = world.space(laptop, "consortium"), world.space(laptop, "organisation")
        if not may_write(laptop, consortium):
            return
        with laptop.workspace.write("Angelegt") as writer:
            company = writer.new(Company(name=word, tags=frozenset({chance.choice("abc")})))
            world.wrote(laptop, word, company.id, "name", consortium)
            visit = None
            if chance.random() < 0.6 and may_write(laptop, cases):
                visit = writer.new(Visit(company=company.id, situation=f"{text}.\n\nSonst nichts."))
                world.wrote(laptop, text, visit.id, "situation", cases)
        if visit is not None:
            world.coverage.two_spaces.add(company.id)


class AddVisit(Operation):
    name, weight, during_round = "add visit", 2, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        companies = records_of(laptop, "company")
        cases = world.space(laptop, "organisation")
        if companies and may_write(laptop, cases):
            word = world.word()
            with laptop.workspace.write("Angelegt") as writer:
                visit = writer.new(Visit(company=chance.choice(companies), situation=f"{word}."))
                world.wrote(laptop, word, visit.id, "situation", cases)


class AddPart(Operation):
    name, weight, during_round = "add part", 3, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        visits = records_of(laptop, "visit")
        if chance.random() < 0.6:
            # Where somebody else has deleted the visit by now, the part is what her deletion has not seen.
            visits = [one for one in visits if world.is_deleted_elsewhere(laptop, one)] or visits
        if visits:
            word, visit = world.word(), chance.choice(visits)
            with laptop.workspace.write("Angelegt") as writer:
                part = writer.new(Participant(visit=visit, name=word))
                world.wrote(laptop, word, part.id, "name", *world.ledger.homes[visit])


class AddNote(Operation):
    name, weight, during_round = "add note", 2, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        kind = chance.choice([SpaceKind.PERSON, SpaceKind.PERSON, SpaceKind.ORGANISATION, SpaceKind.CONSORTIUM])
        space = world.space(laptop, kind.value)
        if may_write(laptop, space):
            word = world.word()
            with laptop.workspace.write("Angelegt") as writer:
                note = writer.new(Note(text=f"{word}."), kind)
                world.wrote(laptop, word, note.id, "text", space)


class ShowNote(Operation):
    """Lets others read a note, or only fewer: at once while nobody can have it, else as a wish to the server."""

    name, weight = "show note", 2

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        notes = records_of(laptop, "note")
        visibility = chance.choice(["shared", "partner", "private"])
        kind = {"shared": "consortium", "partner": "organisation", "private": "person"}[visibility]
        space = world.space(laptop, kind)
        if not notes or not may_write(laptop, space):
            return
        note = chance.choice(notes)
        world.ledger.wished.setdefault(note, set()).add(space)
        try:
            with world.deed(laptop, note):
                set_visibility(laptop.workspace, note, visibility)
        finally:
            # A program that dies in it may have kept it before.
            row = laptop.raw.execute("SELECT space FROM record WHERE id = ?", (note,)).fetchone()
            if row == (space,) and not world.server.has(note):
                # A copy of this disk may have let others read it at the same time.
                before = world.ledger.homes[note] if laptop.is_copied else frozenset()
                world.ledger.homes[note] = before | {space}


class Write(Operation):
    """An edit of what the screen shows now."""

    name, weight, during_round = "write", 12, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        type_ = chance.choice(["visit", "visit", "visit", "company", "company", "participant", "note"])
        there = records_of(laptop, type_)
        if not there:
            return
        record, word = chance.choice(there), world.word()
        with world.deed(laptop, record), laptop.workspace.write("Bearbeitet") as writer:
            loaded = writer.load(record)
            if type_ in {"visit", "note"}:
                name = "text" if type_ == "note" else chance.choice(TEXTS)
                setattr(loaded, name, rewritten(getattr(loaded, name), word, chance))
            elif type_ == "company":
                name = chance.choice(["name", "branch", "phone"])
                setattr(loaded, name, word)
                loaded.tags = frozenset(chance.sample("abc", 2))
            else:
                name = chance.choice(["name", "job"])
                setattr(loaded, name, word)
            world.wrote(laptop, word, record, name)


def rewritten(text: str, word: str, chance: random.Random) -> str:
    """A text in which somebody changed a paragraph, added one, or dropped one."""
    paragraphs = text.split("\n\n") if text else []
    act = chance.random()
    if act < 0.35 or not paragraphs:
        paragraphs.insert(chance.randint(0, len(paragraphs)), f"{word}.")
    elif act < 0.55:
        number = chance.randrange(len(paragraphs))
        paragraphs[number] = f"{paragraphs[number]} Dazu {word}."
    elif act < 0.7 and len(paragraphs) > 1:
        del paragraphs[chance.randrange(len(paragraphs))]
        paragraphs[chance.randrange(len(paragraphs))] = f"{word}."
    else:
        paragraphs[chance.randrange(len(paragraphs))] = f"{word}."
    return "\n\n".join(paragraphs)


class OpenEditor(Operation):
    """Somebody puts the cursor into a field: what is typed from here on replaces what stood there then."""

    name, weight, during_round = "open editor", 4, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        # The field that is left is sealed: what the next one shows has it.
        with world.deed(laptop):
            laptop.workspace.seal_drafts()
        laptop.editor = None
        visits = records_of(laptop, "visit")
        if visits:
            self.open(world, laptop, chance.choice(visits), chance.choice(TEXTS))

    @staticmethod
    def open(world: "World", laptop: "Laptop", record: str, name: str) -> None:
        seen = world.screen(laptop, record).get((record, name), NOTHING)
        with laptop.workspace.read() as reader:
            heads = list(reader.shown(RecordId(record)).get(name, []))
            text = getattr(reader.get(Visit, record), name)
        laptop.editor = world.editor(record, name, heads, seen=seen, text=text)


class Type(Operation):
    name, weight, during_round = "type", 8, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        editor = laptop.editor
        if editor is None:
            return
        word = world.word()
        text = rewritten(editor.text, word, chance)
        place = (editor.record, editor.name)
        undo = world.ledger.type(laptop.name, place, word=word, seen=editor.seen)
        world.wrote(laptop, word, editor.record, editor.name)
        try:
            laptop.workspace.type_draft(RecordId(editor.record), editor.name, text, shown=editor.heads)
        except BaseException:
            laptop.disk.raw.rollback()
            if word not in world.words_on(laptop.raw):
                undo()
            laptop.editor = None
            raise
        editor.seen |= {word}
        editor.text = text


class Seal(Operation):
    name, weight, during_round = "seal", 4, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        with world.deed(laptop):
            laptop.workspace.seal_drafts()
        if chance.random() < 0.5:
            laptop.editor = None


class Delete(Operation):
    name, weight, during_round = "delete", 2, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        there = [one for type_ in ("visit", "participant", "note") for one in records_of(laptop, type_)]
        if there:
            record = chance.choice(there)
            with world.deed(laptop, *family_of(laptop, record)), laptop.workspace.write("Gelöscht") as writer:
                writer.delete(writer.load(record))


class Undo(Operation):
    name, weight, during_round = "undo", 2, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        steps = laptop.workspace.steps
        redo = chance.random() < 0.3
        stack = steps.undone if redo else steps.done
        if stack:
            families = {one for change in stack[-1].changes for one in family_of(laptop, change.record)}
            with world.deed(laptop, *sorted(families)):
                (laptop.workspace.redo if redo else laptop.workspace.undo)()


class Decide(Operation):
    name, weight, during_round = "decide", 3, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        conflicts = laptop.workspace.conflicts()
        if not conflicts:
            return
        conflict = chance.choice(conflicts)
        value = chance.choice(conflict.values).value
        if conflict.field == EXISTENCE:
            value = chance.random() < 0.6
        with world.deed(laptop, *family_of(laptop, conflict.record)):
            decide(laptop.workspace, conflict.record, conflict.field, value)


class Look(Operation):
    """Nothing but a glance: screens must answer while all of this goes on."""

    name, weight, during_round = "look", 1, True

    def run(self, world: "World", laptop: "Laptop", chance: random.Random) -> None:
        laptop.workspace.status()
        with laptop.workspace.read() as reader:
            records = [one.id for one in reader.all(select(Visit).order_by(Visit.id).limit(3))]
        laptop.workspace.states([RecordId(one) for one in records])
        for record in records:
            laptop.workspace.history(RecordId(record))


EDITING = (Begin, AddVisit, AddPart, AddNote, ShowNote, Write, OpenEditor, Type, Seal, Delete, Undo, Decide, Look)
