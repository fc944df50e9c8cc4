"""A laptop as a process of its own: types, seals, edits, deletes and syncs without end, and says what is kept.

    python -m tests.torture.laptop_at_work FOLDER SERVER NAME SHARED-VISIT

Every value holds a word that was never used before. It says `here WORD` once that is committed on this laptop, `there`
once the server has confirmed all that was said before, and `ready` when it begins. What it says goes into a file, byte
by byte as it is written: that survives the process.
"""

import itertools
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from consultant_app.changes.change import RecordId
from consultant_app.domain.company import Company
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.sync.rounds import run_rounds
from consultant_app.sync.transport import HTTPTransport
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import PASSPHRASE, add, delete, edit, shown


class AtWork:
    """`name` begins every word of this run and is the seed of what is done in it."""

    def __init__(self, workspace: Workspace, line: HTTPTransport, name: str, shared: RecordId) -> None:
        self.workspace, self.line, self.name, self.shared = workspace, line, name, shared
        self.chance = random.Random(name)
        self.words = (f"{name}-{number}" for number in itertools.count())
        self.made: list[RecordId] = []
        self.typed = ""
        self.page = RecordId("")

    def work(self) -> None:
        say("ready")
        self.page = add(self.workspace, Visit(company="c" * 32))
        deeds: list[Callable[[], None]] = [self.type, self.seal, self.make, self.edit_own, self.edit_shared, self.sync]
        while True:
            self.chance.choices(deeds, [6, 1, 2, 2, 2, 3])[0]()

    def type(self) -> None:
        word = next(self.words)
        self.typed = f"{self.typed}{word}. "
        heads = shown(self.workspace, self.page, "situation")
        self.workspace.type_draft(self.page, "situation", self.typed, shown=heads)
        say(f"here {word}")

    def seal(self) -> None:
        self.workspace.seal_drafts()

    def make(self) -> None:
        """A transaction over two spaces."""
        first, second = next(self.words), next(self.words)
        with self.workspace.write() as writer:
            company = writer.new(Company(name=first))
            visit = writer.new(Visit(company=company.id, goal=second))
            self.made.append(RecordId(visit.id))
        say(f"here {first}", f"here {second}")

    def edit_own(self) -> None:
        if not self.made:
            return
        visit = self.chance.choice(self.made)
        if self.chance.random() < 0.2:
            self.made.remove(visit)
            delete(self.workspace, visit)
            return
        word = next(self.words)
        edit(self.workspace, visit, situation=word, market=word)
        say(f"here {word}")

    def edit_shared(self) -> None:
        word = next(self.words)
        edit(self.workspace, self.shared, goal=word)
        say(f"here {word}")

    def sync(self) -> None:
        self.workspace.seal_drafts()
        try:
            run_rounds(self.workspace, self.line, confirm_deletions=True)
        except TroubleError:
            return  # The server was killed, or the line.
        if self.workspace.status().unsent == 0:
            say("there")


def say(*lines: str) -> None:
    os.write(1, "".join(f"{line}\n" for line in lines).encode())


if __name__ == "__main__":
    folder, server, name, shared = sys.argv[1:]
    workspace = Workspace.open(Path(folder), passphrase=PASSPHRASE)
    line = HTTPTransport(server, workspace.identity.token)
    AtWork(workspace, line, name, RecordId(shared)).work()
